/* coverage_rows.c - the zones, halved again and again along the longest side of the box around
 * them (a k-d tree that is never stored). See coverage_rows.h.
 *
 * Places are kept in single precision around the middle of the zones: that rules pairs in or
 * out but for a band at the edge of the reach, and there the distance itself decides. For
 * points on the ellipsoid the chords of coverage.c bound the distance.
 *
 * Source: J. L. Bentley, Multidimensional binary search trees used for associative searching,
 *   Communications of the ACM 18 (1975) 509-517, doi:10.1145/361002.361007. */
#include "model/coverage_rows.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "model/coverage_edge.h"
#include "model/coverage_leaf.h"

enum { LEAF_ZONES = 32 };

/* Some zones, and what is known of the sites for all of them; both lists rise and lie in
 * search.list. */
struct part {
    int first, end; /* spots */
    int sure, n_sure, doubt, n_doubt;
};

struct box {
    float low[3], high[3];
    double least_m, most_m; /* radii */
};

struct search {
    struct coverage_edge edge;
    struct coverage_leaf leaf;
    struct coverage_spot *spot; /* owned [n_spots] zones that have a radius */
    int n_spots;
    struct coverage_spot *site; /* owned [n_sites] */
    int *list, n_list, room;    /* owned: a stack of lists of sites */
    int *row;                   /* borrowed [n_zones] */
};

static inline float lower(float a, float b)
{
    return a < b ? a : b;
}

static inline float higher(float a, float b)
{
    return a > b ? a : b;
}

static struct box box_of(const struct search *q, const struct part *p)
{
    const double *radius_m = q->edge.radius_m;
    struct coverage_spot low = q->spot[p->first], high = low;
    double least_m = radius_m[low.zone], most_m = least_m;

    for (int k = p->first + 1; k < p->end; k++) {
        const float *at = q->spot[k].at;

        low.at[0] = lower(low.at[0], at[0]);
        low.at[1] = lower(low.at[1], at[1]);
        low.at[2] = lower(low.at[2], at[2]);
        high.at[0] = higher(high.at[0], at[0]);
        high.at[1] = higher(high.at[1], at[1]);
        high.at[2] = higher(high.at[2], at[2]);
    }
    for (int k = p->first; k < p->end && !q->edge.same_radius; k++) {
        double radius = radius_m[q->spot[k].zone];

        least_m = radius < least_m ? radius : least_m;
        most_m = radius > most_m ? radius : most_m;
    }
    return (struct box){{low.at[0], low.at[1], low.at[2]},
                        {high.at[0], high.at[1], high.at[2]},
                        least_m,
                        most_m};
}

/* Squares of the least and the largest distance between a site and the points of a box. */
static void box_reach(const struct box *b, const struct coverage_spot *site, double *near_sq,
                      double *far_sq)
{
    *near_sq = *far_sq = 0;
    for (int axis = 0; axis < 3; axis++) {
        double below = (double)b->low[axis] - (double)site->at[axis];
        double above = (double)site->at[axis] - (double)b->high[axis];
        double out = below > above ? below : above, in = below < above ? below : above;

        if (out > 0) *near_sq += out * out;
        *far_sq += in * in;
    }
}

/* Room on the stack for `more` sites. */
static bool make_room(struct search *q, int more)
{
    size_t needed = (size_t)q->n_list + (size_t)more, room = 2 * needed + 1000;
    int *larger;

    if (needed <= (size_t)q->room) return true;
    if (room > INT32_MAX || (larger = realloc(q->list, room * sizeof *larger)) == NULL)
        return false;
    q->list = larger;
    q->room = (int)room;
    return true;
}

/* The lists of a part from those of the one it was cut from: sites that are out of reach of all
 * of its box are gone, those in reach of all are sure. */
static bool sort_out(struct search *q, const struct box *b, struct part *p)
{
    double near, far, out_sq, in_sq;
    int old_sure = p->sure, n_old_sure = p->n_sure, old_doubt = p->doubt;
    int n_old = p->n_doubt, from = 0;

    coverage_edge_bounds(&q->edge, b->most_m, &near, &out_sq);
    coverage_edge_bounds(&q->edge, b->least_m, &in_sq, &far);
    if (!make_room(q, n_old_sure + 2 * n_old)) return false;
    p->sure = q->n_list;
    p->doubt = q->n_list + n_old_sure + n_old;
    p->n_sure = p->n_doubt = 0;
    for (int k = 0; k < n_old; k++) {
        int s = q->list[old_doubt + k];

        box_reach(b, &q->site[s], &near, &far);
        if (near > out_sq) continue;
        if (far >= in_sq) {
            q->list[p->doubt + p->n_doubt++] = s;
            continue;
        }
        while (from < n_old_sure && q->list[old_sure + from] < s)
            q->list[p->sure + p->n_sure++] = q->list[old_sure + from++];
        q->list[p->sure + p->n_sure++] = s;
    }
    while (from < n_old_sure)
        q->list[p->sure + p->n_sure++] = q->list[old_sure + from++];
    q->n_list = p->doubt + p->n_doubt;
    return true;
}

/* Moves the spots below the middle of the longest side to the front; returns where the others
 * begin. */
static int halve(struct search *q, const struct part *p, const struct box *b)
{
    int axis = 0, at = p->first;
    float middle;

    for (int k = 1; k < 3; k++)
        if (b->high[k] - b->low[k] > b->high[axis] - b->low[axis]) axis = k;
    middle = b->low[axis] + (b->high[axis] - b->low[axis]) / 2;
    for (int k = p->first; k < p->end; k++) { /* without a branch: it could not be foretold */
        struct coverage_spot spot = q->spot[k];

        q->spot[k] = q->spot[at];
        q->spot[at] = spot;
        at += spot.at[axis] < middle;
    }
    return at;
}

static enum err search(struct search *q, struct part p, struct error *err)
{
    struct box box = box_of(q, &p);
    struct part half = {0};
    int before = q->n_list, middle = p.first;
    enum err code = ERR_OK;

    if (!sort_out(q, &box, &p)) return error_nomem(err, "the pairs of zones and sites");
    if (p.n_doubt > 0 && p.end - p.first > LEAF_ZONES) middle = halve(q, &p, &box);
    if (middle == p.first || middle == p.end) {
        code = coverage_leaf_rows(&q->leaf, &q->edge, q->spot + p.first, p.end - p.first,
                                  q->site, q->list + p.sure, p.n_sure, q->list + p.doubt,
                                  p.n_doubt, q->row, err);
    } else {
        half = p;
        half.end = middle;
        code = search(q, half, err);
        half = p;
        half.first = middle;
        if (code == ERR_OK) code = search(q, half, err);
    }
    q->n_list = before;
    return code;
}

/* ---- places ---- */

static struct place less(struct place a, struct place b)
{
    return (struct place){a.x - b.x, a.y - b.y, a.z - b.z};
}

static struct place zones_middle(const struct coverage_edge *e, struct place *half)
{
    struct place low = {INFINITY, INFINITY, INFINITY}, high = {-INFINITY, -INFINITY, -INFINITY};

    for (int z = 0; z < e->zones->n; z++) {
        struct place at;

        if (!(e->radius_m[z] >= 0)) continue;
        at = coverage_place(e->zones, z);
        low = (struct place){fmin(low.x, at.x), fmin(low.y, at.y), fmin(low.z, at.z)};
        high = (struct place){fmax(high.x, at.x), fmax(high.y, at.y), fmax(high.z, at.z)};
    }
    *half = less(high, low);
    *half = (struct place){half->x / 2, half->y / 2, half->z / 2};
    return (struct place){low.x + half->x, low.y + half->y, low.z + half->z};
}

static struct coverage_spot spot_of(struct place at, int number)
{
    return (struct coverage_spot){{(float)at.x, (float)at.y, (float)at.z}, number};
}

/* Zones with a radius, and the sites that any of them may reach. */
static struct part place_all(struct search *q)
{
    const struct points *zones = q->edge.zones, *sites = q->edge.sites;
    struct place half, middle = zones_middle(&q->edge, &half);
    double extent = fmax(half.x, fmax(half.y, half.z)), most_m = 0, reach_m;

    for (int z = 0; z < zones->n; z++) {
        if (!(q->edge.radius_m[z] >= 0)) continue;
        most_m = fmax(most_m, q->edge.radius_m[z]);
        q->spot[q->n_spots++] = spot_of(less(coverage_place(zones, z), middle), z);
    }
    reach_m = most_m / q->edge.detour + 1;
    q->edge.extent_m = extent;
    for (int s = 0; s < sites->n; s++) {
        struct place at = less(coverage_place(sites, s), middle);
        double far = fmax(fabs(at.x) - half.x, fmax(fabs(at.y) - half.y, fabs(at.z) - half.z));

        if (far > reach_m) continue;
        q->edge.extent_m =
            fmax(q->edge.extent_m, fmax(fabs(at.x), fmax(fabs(at.y), fabs(at.z))));
        q->site[s] = spot_of(at, s);
        q->list[q->n_list++] = s;
    }
    return (struct part){0, q->n_spots, 0, 0, 0, q->n_list};
}

/* ---- rows ---- */

/* Zones without a radius have the row without sites. */
static enum err find_rows(struct search *q, struct error *err)
{
    const struct points *zones = q->edge.zones;
    struct part all = place_all(q);
    int empty = -1;

    for (int z = 0; q->n_spots < zones->n && z < zones->n; z++) {
        if (q->edge.radius_m[z] >= 0) continue;
        if (empty < 0) TRY(coverage_table_add(&q->leaf.table, NULL, 0, 0, &empty, err));
        q->row[z] = empty;
    }
    return q->n_spots > 0 ? search(q, all, err) : ERR_OK;
}

/* The sets as rows in the order of their first zones. */
static enum err take_rows(struct coverage_rows *out, const struct coverage_table *t,
                          int n_zones, int n_sites, struct error *err)
{
    size_t n = (size_t)t->n + 1, n_pairs = (size_t)t->start[t->n] + 1;
    struct reach *r = calloc(1, sizeof *r);
    int *number = malloc(n * sizeof *number), n_rows = 0;

    out->reach = r;
    if (r != NULL) {
        r->row_start = malloc(n * sizeof *r->row_start);
        r->site = malloc(n_pairs * sizeof *r->site);
    }
    if (r == NULL || number == NULL || r->row_start == NULL || r->site == NULL) {
        free(number);
        return error_nomem(err, "the pairs of zones and sites");
    }
    memset(number, -1, n * sizeof *number);
    r->n_zones = t->n;
    r->n_sites = n_sites;
    r->row_start[0] = 0;
    for (int z = 0; z < n_zones; z++) {
        int set = out->row[z], length = t->start[set + 1] - t->start[set];

        if (number[set] < 0) {
            if (length > 0)
                memcpy(r->site + r->row_start[n_rows], t->site + t->start[set],
                       (size_t)length * sizeof *r->site);
            r->row_start[n_rows + 1] = r->row_start[n_rows] + length;
            number[set] = n_rows++;
        }
        out->row[z] = number[set];
    }
    free(number);
    return ERR_OK;
}

enum err coverage_rows_create(struct coverage_rows *out, const struct points *zones,
                              const struct points *sites, const double radius_m[],
                              double detour, bool strict, struct error *err)
{
    struct coverage_rows rows = {0};
    struct search q = {.edge = coverage_edge_of(zones, sites, radius_m, detour, strict)};
    enum err code = ERR_OK;

    q.room = sites->n;
    q.row = rows.row = malloc(((size_t)zones->n + 1) * sizeof *rows.row);
    q.spot = malloc(((size_t)zones->n + 1) * sizeof *q.spot);
    q.site = malloc(((size_t)sites->n + 1) * sizeof *q.site);
    q.list = malloc(((size_t)sites->n + 1) * sizeof *q.list);
    if (!coverage_leaf_create(&q.leaf, sites->n) || q.row == NULL || q.spot == NULL ||
        q.site == NULL || q.list == NULL)
        code = error_nomem(err, "the pairs of zones and sites");
    if (code == ERR_OK) code = find_rows(&q, err);
    free(q.spot);
    free(q.site);
    free(q.list);
    if (code == ERR_OK) code = take_rows(&rows, &q.leaf.table, zones->n, sites->n, err);
    coverage_leaf_free(&q.leaf);
    if (code == ERR_OK)
        *out = rows;
    else
        coverage_rows_clear(&rows);
    return code;
}

void coverage_rows_clear(struct coverage_rows *rows)
{
    reach_free(rows->reach);
    free(rows->row);
    *rows = (struct coverage_rows){0};
}

enum err coverage_rows_expand(struct reach **out, const struct coverage_rows *rows, int n_zones,
                              struct error *err)
{
    const struct reach *from = rows->reach;
    struct reach *r = calloc(1, sizeof *r);
    int64_t n = 0;

    for (int z = 0; z < n_zones; z++)
        n += from->row_start[rows->row[z] + 1] - from->row_start[rows->row[z]];
    if (r != NULL && n <= INT32_MAX) {
        r->row_start = malloc(((size_t)n_zones + 1) * sizeof *r->row_start);
        r->site = malloc(((size_t)n + 1) * sizeof *r->site);
    }
    if (n > INT32_MAX || r == NULL || r->row_start == NULL || r->site == NULL) {
        reach_free(r);
        return n > INT32_MAX ? coverage_too_many_pairs(err)
                             : error_nomem(err, "the pairs of zones and sites");
    }
    r->n_zones = n_zones;
    r->n_sites = from->n_sites;
    r->row_start[0] = 0;
    for (int z = 0; z < n_zones; z++) {
        int first = from->row_start[rows->row[z]];
        int length = from->row_start[rows->row[z] + 1] - first;

        if (length > 0)
            memcpy(r->site + r->row_start[z], from->site + first,
                   (size_t)length * sizeof *r->site);
        r->row_start[z + 1] = r->row_start[z] + length;
    }
    *out = r;
    return ERR_OK;
}
