/* solve_case.c - reads zones, sites and distances of `chargeplan solve`. */
#include "output/solve_case.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "scenarios/text.h"

struct points solve_case_zones(const struct solve_case *c)
{
    return (struct points){c->n_zones, c->zone_x, c->zone_y, c->geographic};
}

struct points solve_case_sites(const struct solve_case *c)
{
    return (struct points){c->n_sites, c->site_x, c->site_y, c->geographic};
}

void solve_case_free(struct solve_case *c)
{
    if (c == NULL) return;
    csv_free(c->demand);
    csv_free(c->sites);
    free(c->zone_id);
    free(c->site_id);
    free(c->zone_x);
    free(c->zone_y);
    free(c->site_x);
    free(c->site_y);
    free(c->weight);
    free(c->radius_m);
    free(c->cost);
    free(c->status);
    reach_free(c->reach);
    free(c->unreachable);
    free(c);
}

/* ---- order of the ids ---- */

struct named {
    const char *id;
    int row;
};

static int compare_named(const void *a, const void *b)
{
    return strcmp(((const struct named *)a)->id, ((const struct named *)b)->id);
}

/* Sorts the ids of a file; place[row] is where a row of the file goes. Own *ids and *place. */
static enum err sort_ids(const struct csv *csv, const char ***ids, int **place,
                         struct error *err)
{
    int n = csv_n_rows(csv), column;
    struct named *all;

    TRY(csv_need_column(csv, "id", &column, err));
    TRY(csv_unique(csv, column, err));
    if (n == 0)
        return error_set(err, ERR_DATA, "%s: there is a header but no row", csv_path(csv));
    all = malloc((size_t)n * sizeof *all);
    *ids = malloc((size_t)n * sizeof **ids);
    *place = malloc((size_t)n * sizeof **place);
    if (all == NULL || *ids == NULL || *place == NULL) {
        free(all);
        return error_nomem(err, "the ids of a file");
    }
    for (int row = 0; row < n; row++)
        all[row] = (struct named){csv_cell(csv, row, column), row};
    qsort(all, (size_t)n, sizeof *all, compare_named);
    for (int k = 0; k < n; k++) {
        (*ids)[k] = all[k].id;
        (*place)[all[k].row] = k;
    }
    free(all);
    return ERR_OK;
}

/* Index of an id, or -1. */
static int find_id(const char *const ids[], int n, const char *id)
{
    int low = 0, high = n;

    while (low < high) {
        int mid = low + (high - low) / 2;

        if (strcmp(ids[mid], id) < 0)
            low = mid + 1;
        else
            high = mid;
    }
    return low < n && strcmp(ids[low], id) == 0 ? low : -1;
}

/* ---- columns ---- */

/* Numbers of a column by place; `missing` where there is no such column or an empty cell. */
static enum err read_numbers(const struct csv *csv, const int place[], const char *name,
                             double min, double max, const double *missing, double out[],
                             struct error *err)
{
    int column = csv_column(csv, name);

    if (missing == NULL) TRY(csv_need_column(csv, name, &column, err));
    for (int row = 0; row < csv_n_rows(csv); row++) {
        double *to = &out[place[row]];

        if (missing != NULL && (column < 0 || csv_cell(csv, row, column)[0] == '\0'))
            *to = *missing;
        else
            TRY(csv_number(csv, row, column, min, max, to, err));
    }
    return ERR_OK;
}

static bool has_pair(const struct csv *csv, const char *a, const char *b)
{
    return csv_column(csv, a) >= 0 && csv_column(csv, b) >= 0;
}

/* Both files need the same pair of columns: x and y, or lon and lat. */
static enum err choose_coordinates(struct solve_case *c, struct error *err)
{
    bool plane_zones = has_pair(c->demand, "x", "y"),
         plane_sites = has_pair(c->sites, "x", "y");
    bool world_zones = has_pair(c->demand, "lon", "lat");
    bool world_sites = has_pair(c->sites, "lon", "lat");

    if (!plane_zones && !world_zones)
        return error_set(err, ERR_DATA,
                         "%s: columns x and y (metres) or lon and lat (degrees) are needed",
                         csv_path(c->demand));
    if (!plane_sites && !world_sites)
        return error_set(err, ERR_DATA,
                         "%s: columns x and y (metres) or lon and lat (degrees) are needed",
                         csv_path(c->sites));
    c->geographic = !(plane_zones && plane_sites);
    if (c->geographic && !(world_zones && world_sites))
        return error_set(err, ERR_DATA,
                         "%s has %s, but %s has %s; both files need the same pair of columns",
                         csv_path(c->demand), plane_zones ? "x, y" : "lon, lat",
                         csv_path(c->sites), plane_sites ? "x, y" : "lon, lat");
    return ERR_OK;
}

static enum err read_points(const struct csv *csv, const int place[], bool geographic,
                            double x[], double y[], struct error *err)
{
    const double far_m = 1e9;

    TRY(read_numbers(csv, place, geographic ? "lon" : "x", geographic ? -180 : -far_m,
                     geographic ? 180 : far_m, NULL, x, err));
    return read_numbers(csv, place, geographic ? "lat" : "y", geographic ? -90 : -far_m,
                        geographic ? 90 : far_m, NULL, y, err);
}

static enum err read_status(const struct csv *csv, const int place[], enum site_status out[],
                            struct error *err)
{
    static const char *const words[] = {"existing", "required", "candidate", "forbidden"};
    static const enum site_status status[] = {SITE_EXISTING, SITE_REQUIRED, SITE_CANDIDATE,
                                              SITE_FORBIDDEN};
    int column = csv_column(csv, "status");

    for (int row = 0; row < csv_n_rows(csv); row++) {
        const char *word = column < 0 ? "" : csv_cell(csv, row, column);
        int found = word[0] == '\0' ? 2 : -1;

        for (int k = 0; k < 4; k++)
            if (strcmp(word, words[k]) == 0) found = k;
        if (found < 0)
            return error_set(err, ERR_DATA,
                             "%s:%d: status: '%s' is none of existing, required, candidate, "
                             "forbidden",
                             csv_path(csv), csv_line(csv, row), word);
        out[place[row]] = status[found];
    }
    return ERR_OK;
}

static double *numbers(int n)
{
    return calloc((size_t)n + 1, sizeof(double));
}

/* A zone's own radius replaces the general one. */
static enum err read_radii(struct solve_case *c, const int place[], double radius_m, bool table,
                           const struct placement_model *model, struct error *err)
{
    double most = 1e9;
    bool own = csv_column(c->demand, "radius_m") >= 0;

    if (isnan(radius_m) && !own && !table && model->needs_radius)
        return error_set(err, ERR_USAGE,
                         "--model %s needs --radius-m, a column radius_m or --distances",
                         model->name);
    TRY(read_numbers(c->demand, place, "radius_m", 0, most, &radius_m, c->radius_m, err));
    c->limited = own || table || !isnan(radius_m);
    for (int z = 0; z < c->n_zones; z++) {
        if (!isnan(c->radius_m[z])) continue;
        if (!table && model->needs_radius)
            return error_set(err, ERR_DATA,
                             "%s: radius_m of zone '%s' is empty and there is no --radius-m",
                             csv_path(c->demand), c->zone_id[z]);
        c->radius_m[z] = INFINITY;
    }
    return ERR_OK;
}

static enum err read_zones(struct solve_case *c, const int place[], struct error *err)
{
    c->weight = numbers(c->n_zones);
    c->radius_m = numbers(c->n_zones);
    c->zone_x = numbers(c->n_zones);
    c->zone_y = numbers(c->n_zones);
    if (c->weight == NULL || c->radius_m == NULL || c->zone_x == NULL || c->zone_y == NULL)
        return error_nomem(err, "the zones");
    TRY(read_numbers(c->demand, place, "weight", 0, 1e300, NULL, c->weight, err));
    if (!c->located) return ERR_OK;
    return read_points(c->demand, place, c->geographic, c->zone_x, c->zone_y, err);
}

static enum err read_sites(struct solve_case *c, const int place[], struct error *err)
{
    const double one = 1;

    c->cost = numbers(c->n_sites);
    c->status = calloc((size_t)c->n_sites + 1, sizeof *c->status);
    c->site_x = numbers(c->n_sites);
    c->site_y = numbers(c->n_sites);
    if (c->cost == NULL || c->status == NULL || c->site_x == NULL || c->site_y == NULL)
        return error_nomem(err, "the sites");
    TRY(read_numbers(c->sites, place, "cost", 0, 1e300, &one, c->cost, err));
    TRY(read_status(c->sites, place, c->status, err));
    if (!c->located) return ERR_OK;
    return read_points(c->sites, place, c->geographic, c->site_x, c->site_y, err);
}

/* ---- pairs ---- */

struct pairs {
    int n, *zone, *site;
    double *m;
};

static enum err read_pair(const struct solve_case *c, const struct csv *t, int row,
                          const int column[3], struct pairs *p, struct error *err)
{
    const char *zone = csv_cell(t, row, column[0]), *site = csv_cell(t, row, column[1]);
    double m;

    p->zone[p->n] = find_id(c->zone_id, c->n_zones, zone);
    if (p->zone[p->n] < 0)
        return error_set(err, ERR_DATA, "%s:%d: demand: '%s' is no id of %s", csv_path(t),
                         csv_line(t, row), zone, csv_path(c->demand));
    p->site[p->n] = find_id(c->site_id, c->n_sites, site);
    if (p->site[p->n] < 0)
        return error_set(err, ERR_DATA, "%s:%d: site: '%s' is no id of %s", csv_path(t),
                         csv_line(t, row), site, csv_path(c->sites));
    TRY(csv_number(t, row, column[2], 0, 1e300, &m, err));
    p->m[p->n++] = m;
    return ERR_OK;
}

/* A row of pairs rises; a pair given twice stands there twice. */
static enum err refuse_twins(const struct solve_case *c, const struct csv *t,
                             const struct pairs *p, struct error *err)
{
    const struct reach *r = c->reach;
    int site = -1, zone, first = 0, second;

    for (zone = 0; zone < r->n_zones; zone++) {
        for (int k = r->row_start[zone] + 1; k < r->row_start[zone + 1] && site < 0; k++)
            if (r->site[k] == r->site[k - 1]) site = r->site[k];
        if (site >= 0) break;
    }
    if (site < 0) return ERR_OK;
    while (p->zone[first] != zone || p->site[first] != site)
        first++;
    for (second = first + 1; p->zone[second] != zone || p->site[second] != site;)
        second++;
    return error_set(err, ERR_DATA,
                     "%s:%d: the pair of demand '%s' and site '%s' stands in line %d already; "
                     "each pair is given once",
                     csv_path(t), csv_line(t, second), c->zone_id[zone], c->site_id[site],
                     csv_line(t, first));
}

/* Leaves out the pairs beyond the radius. */
static void cut_pairs(struct solve_case *c)
{
    struct reach *r = c->reach;
    int n = 0;

    for (int z = 0; z < r->n_zones; z++) {
        int first = r->row_start[z];

        r->row_start[z] = n;
        for (int k = first; k < r->row_start[z + 1]; k++) {
            if (!(r->distance_m[k] <= c->radius_m[z] + coverage_slack_m)) continue;
            r->site[n] = r->site[k];
            r->distance_m[n++] = r->distance_m[k];
        }
    }
    r->row_start[r->n_zones] = n;
}

static enum err read_table(struct solve_case *c, const char *path, struct error *err)
{
    static const char *const names[] = {"demand", "site", "distance_m"};
    struct csv *t = NULL;
    struct pairs p = {0};
    int column[3];
    enum err code = csv_read(&t, path, err);
    size_t n;

    for (int k = 0; k < 3 && code == ERR_OK; k++)
        code = csv_need_column(t, names[k], &column[k], err);
    if (code != ERR_OK) goto done;
    n = (size_t)csv_n_rows(t) + 1;
    p.zone = malloc(n * sizeof *p.zone);
    p.site = malloc(n * sizeof *p.site);
    p.m = malloc(n * sizeof *p.m);
    if (p.zone == NULL || p.site == NULL || p.m == NULL) {
        code = error_nomem(err, "the distance table");
        goto done;
    }
    for (int row = 0; row < csv_n_rows(t) && code == ERR_OK; row++)
        code = read_pair(c, t, row, column, &p, err);
    if (code == ERR_OK)
        code =
            reach_from_pairs(&c->reach, c->n_zones, c->n_sites, p.n, p.zone, p.site, p.m, err);
    if (code == ERR_OK) code = refuse_twins(c, t, &p, err);
    if (code == ERR_OK) cut_pairs(c);
done:
    free(p.zone);
    free(p.site);
    free(p.m);
    csv_free(t);
    return code;
}

static enum err find_unreachable(struct solve_case *c, struct error *err)
{
    c->unreachable = calloc((size_t)c->n_zones + 1, sizeof *c->unreachable);
    if (c->unreachable == NULL) return error_nomem(err, "the zones");
    for (int z = 0; z < c->n_zones; z++) {
        c->unreachable[z] = true;
        for (int k = c->reach->row_start[z]; k < c->reach->row_start[z + 1]; k++)
            if (c->status[c->reach->site[k]] != SITE_FORBIDDEN) c->unreachable[z] = false;
    }
    return ERR_OK;
}

enum err solve_case_read(struct solve_case **out, const char *demand, const char *sites,
                         const char *distances, double radius_m,
                         const struct placement_model *model, struct error *err)
{
    struct solve_case *c = calloc(1, sizeof *c);
    int *zone_place = NULL, *site_place = NULL;
    enum err code = c == NULL ? error_nomem(err, "the problem") : ERR_OK;

    if (code == ERR_OK) code = csv_read(&c->demand, demand, err);
    if (code == ERR_OK) code = csv_read(&c->sites, sites, err);
    if (code == ERR_OK) code = sort_ids(c->demand, &c->zone_id, &zone_place, err);
    if (code == ERR_OK) code = sort_ids(c->sites, &c->site_id, &site_place, err);
    if (code != ERR_OK) goto done;
    c->n_zones = csv_n_rows(c->demand);
    c->n_sites = csv_n_rows(c->sites);
    c->located = distances == NULL;
    if (c->located) code = choose_coordinates(c, err);
    if (code == ERR_OK) code = read_zones(c, zone_place, err);
    if (code == ERR_OK) code = read_radii(c, zone_place, radius_m, !c->located, model, err);
    if (code == ERR_OK) code = read_sites(c, site_place, err);
    if (code == ERR_OK && c->located) {
        struct points z = solve_case_zones(c), s = solve_case_sites(c);

        code =
            reach_create(&c->reach, &z, &s, c->radius_m, 1, false, model->needs_distance, err);
    } else if (code == ERR_OK) {
        code = read_table(c, distances, err);
    }
    if (code == ERR_OK) code = find_unreachable(c, err);
done:
    free(zone_place);
    free(site_place);
    if (code == ERR_OK)
        *out = c;
    else
        solve_case_free(c);
    return code;
}
