/* road_clip.c - streets cut to the box; see road_draft.h */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "scenarios/geo.h"
#include "scenarios/roads/road_draft.h"

/* A cutting in progress. */
struct cutting {
    const struct road_draft *from;
    const struct road_box *box;
    bool geographic;
    unsigned char *inside; /* owned [n_points] 1: in the box */
    int *number;           /* owned [n_points] in *out; -1: not used so far */
    int room_ways, room_refs, room_points, n_refs;
    struct road_ways out;
};

static bool in_box(const struct road_box *box, double x, double y)
{
    return x >= box->west && x <= box->east && y >= box->south && y <= box->north;
}

static bool is_there(const struct road_draft *d, int point)
{
    return !isnan(d->x[point]);
}

/* Is the piece from the k-th point of a way to the next one kept? */
static bool keeps(const struct cutting *c, const int point[], int k)
{
    int a = point[k], b = point[k + 1];

    return is_there(c->from, a) && is_there(c->from, b) && (c->inside[a] || c->inside[b]);
}

static double piece_m(const struct cutting *c, int a, int b)
{
    const struct road_draft *d = c->from;
    const struct points points = {d->n_points, d->x, d->y, c->geographic};

    return geo_distance_m(&points, a, &points, b);
}

static double line_m(const struct cutting *c, const int point[], int n)
{
    double sum = 0;

    for (int k = 0; k + 1 < n; k++)
        sum += piece_m(c, point[k], point[k + 1]);
    return sum;
}

/* ---- what is kept ---- */

static bool put_point(struct cutting *c, int point)
{
    struct road_ways *out = &c->out;
    int room_x = c->room_points, room_y = c->room_points, room_barred = c->room_points;

    if (c->number[point] < 0) {
        if (!road_draft_room(&out->x, out->n_points, &room_x, sizeof *out->x) ||
            !road_draft_room(&out->y, out->n_points, &room_y, sizeof *out->y) ||
            !road_draft_room(&out->barred, out->n_points, &room_barred, sizeof *out->barred))
            return false;
        c->room_points = room_x;
        out->x[out->n_points] = c->from->x[point];
        out->y[out->n_points] = c->from->y[point];
        out->barred[out->n_points] = c->from->barred != NULL ? c->from->barred[point] : 0;
        if (out->barred[out->n_points] & 1 << ROAD_CAR) out->counts.n_barriers++;
        c->number[point] = out->n_points++;
    }
    if (!road_draft_room(&out->point, c->n_refs, &c->room_refs, sizeof *out->point))
        return false;
    out->point[c->n_refs++] = c->number[point];
    return true;
}

/* A part of a way: n points, from its `first`-th on. The length that the file says is shared by
 * the length of the lines. */
static bool put_way(struct cutting *c, const struct road_way *way, int first, int n)
{
    const int *point = c->from->point + way->first;
    struct road_way part = *way;

    if (!road_draft_room(&c->out.way, c->out.n_ways, &c->room_ways, sizeof *c->out.way))
        return false;
    part.first = c->n_refs;
    part.n = n;
    if (!isnan(way->length_m) && n < way->n)
        part.length_m *= line_m(c, point + first, n) / line_m(c, point, way->n);
    c->out.way[c->out.n_ways++] = part;
    for (int k = 0; k < n; k++)
        if (!put_point(c, point[first + k])) return false;
    return true;
}

/* The parts of a way that are kept; *kept: is there any? */
static bool cut_way(struct cutting *c, const struct road_way *way, bool *kept)
{
    const int *point = c->from->point + way->first;

    for (int k = 0; k + 1 < way->n; k++) {
        int first = k;

        while (k + 1 < way->n && keeps(c, point, k))
            k++;
        if (k == first) continue;
        *kept = true;
        if (!put_way(c, way, first, k - first + 1)) return false;
    }
    return true;
}

static bool cut_ways(struct cutting *c)
{
    const struct road_draft *d = c->from;

    for (int w = 0; w < d->n_ways; w++) {
        bool kept = false;

        for (int64_t id = d->way[w].id;; w++) {
            if (!cut_way(c, &d->way[w], &kept)) return false;
            if (w + 1 == d->n_ways || d->way[w + 1].id != id) break;
        }
        if (kept)
            c->out.counts.n_streets++;
        else
            c->out.counts.n_outside++;
    }
    return true;
}

/* Bans at points that are still there. */
static bool take_bans(struct cutting *c)
{
    const struct road_draft *d = c->from;

    c->out.ban = malloc(((size_t)d->n_bans + 1) * sizeof *c->out.ban);
    if (c->out.ban == NULL) return false;
    for (int k = 0; k < d->n_bans; k++) {
        struct road_ban ban = d->ban[k];

        if (!is_there(d, ban.via)) c->out.counts.n_bans_lost++;
        if (c->number[ban.via] < 0) continue;
        ban.via = c->number[ban.via];
        c->out.ban[c->out.n_bans++] = ban;
    }
    c->out.counts.n_bans = c->out.n_bans;
    return true;
}

/* ---- nothing left ---- */

static bool drives(const struct road_way *way)
{
    return way->open[ROAD_CAR] != 0;
}

static enum err no_street(const struct road_draft *d, const char *path, struct error *err)
{
    const struct road_counts *n = &d->counts;

    if (n->n_ways == 0) return error_set(err, ERR_DATA, "%s: has no ways, so no streets", path);
    return error_set(err, ERR_DATA,
                     "%s: none of its %d ways is a street that cars may use; %d are for people "
                     "on foot alone, %d closed, %d not open in the first year of the study",
                     path, n->n_ways, d->n_ways, n->n_closed, n->n_unopened);
}

static void put_area(char *text, size_t room, bool geographic, const struct road_box *b)
{
    if (geographic)
        snprintf(text, room, "longitude %.4f to %.4f, latitude %.4f to %.4f", b->west, b->east,
                 b->south, b->north);
    else
        snprintf(text, room, "x %.0f to %.0f, y %.0f to %.0f m", b->west, b->east, b->south,
                 b->north);
}

static enum err none_here(const struct cutting *c, const char *path, struct error *err)
{
    const struct road_draft *d = c->from;
    struct road_box all = {INFINITY, INFINITY, -INFINITY, -INFINITY};
    char there[128], here[128];

    for (int w = 0; w < d->n_ways; w++)
        for (int k = 0; k < d->way[w].n; k++) {
            int point = d->point[d->way[w].first + k];

            if (!drives(&d->way[w]) || !is_there(d, point)) continue;
            all.west = fmin(all.west, d->x[point]);
            all.east = fmax(all.east, d->x[point]);
            all.south = fmin(all.south, d->y[point]);
            all.north = fmax(all.north, d->y[point]);
        }
    if (isinf(all.west))
        return error_set(err, ERR_DATA,
                         "%s: has streets, but none of the points they run through", path);
    put_area(there, sizeof there, c->geographic, &all);
    put_area(here, sizeof here, c->geographic, c->box);
    return error_set(
        err, ERR_DATA,
        "%s: no street that cars may use lies near the zones and sites: its streets "
        "lie at %s, and streets are looked for at %s; is it another city's, or in "
        "other coordinates?",
        path, there, here);
}

/* ---- all of it ---- */

static enum err cut(struct cutting *c, const char *path, struct error *err)
{
    const struct road_draft *d = c->from;
    bool any = false;

    for (int w = 0; w < d->n_ways && !any; w++)
        any = drives(&d->way[w]);
    if (!any) return no_street(d, path, err);
    c->inside = malloc((size_t)d->n_points + 1);
    c->number = malloc(((size_t)d->n_points + 1) * sizeof *c->number);
    if (c->inside == NULL || c->number == NULL) return error_nomem(err, path);
    for (int k = 0; k < d->n_points; k++) {
        c->inside[k] = in_box(c->box, d->x[k], d->y[k]);
        c->number[k] = -1;
        if (!is_there(d, k)) c->out.counts.n_missing++;
    }
    if (!cut_ways(c) || !take_bans(c)) return error_nomem(err, path);
    c->out.counts.n_points = c->out.n_points;
    any = false;
    for (int w = 0; w < c->out.n_ways && !any; w++)
        any = drives(&c->out.way[w]);
    return any ? ERR_OK : none_here(c, path, err);
}

enum err road_clip(struct road_ways *out, const struct road_draft *draft,
                   const struct road_box *box, bool geographic, const char *path,
                   struct error *err)
{
    struct cutting c = {.from = draft, .box = box, .geographic = geographic};
    enum err code;

    c.out.counts = draft->counts;
    c.out.geographic = geographic;
    memcpy(c.out.date, draft->date, sizeof c.out.date);
    code = cut(&c, path, err);
    free(c.inside);
    free(c.number);
    if (code == ERR_OK)
        *out = c.out;
    else
        road_ways_clear(&c.out);
    return code;
}
