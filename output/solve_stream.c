/* solve_stream.c - see solve_stream.h */
#include "output/solve_stream.h"

#include <limits.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "model/coverage_cells.h"
#include "model/coverage_table.h"
#include "output/solve_columns.h"
#include "scenarios/csv_stream.h"
#include "scenarios/text.h"

enum { ID, X, Y, WEIGHT, N_COLUMNS };

/* Of files: smaller ones are read once, which is faster than thrice. */
static const size_t held_bytes = 128 << 20;

struct set { /* what the zones with a set of sites add up to */
    double weight;
    uint64_t head; /* of the id: its first bytes, so that few ids are compared whole */
    char *id;      /* owned: the first in byte order; NULL: no zone yet */
};

struct sets {
    int room;
    struct set *set; /* owned [room] */
};

struct reader {
    struct csv_stream *file;
    int column[N_COLUMNS];
    char *last; /* owned: the id before, of last_room bytes */
    size_t last_length, last_room;
    bool rises, rises_by_length; /* ids so far, byte by byte; longer ones later */
    uint64_t ids;                /* all ids so far, in their order, as one number */
    double total;                /* of the weights */
};

struct zone {
    const char *id;
    double x, y, weight;
};

static bool open_file(struct reader *r, const char *path)
{
    static const char *const names[] = {"id", "x", "y", "weight"};

    *r = (struct reader){.rises = true, .rises_by_length = true};
    if (!csv_stream_open(&r->file, path)) return false;
    for (int k = 0; k < N_COLUMNS; k++)
        if ((r->column[k] = csv_stream_column(r->file, names[k])) < 0) return false;
    return csv_stream_column(r->file, "radius_m") < 0;
}

static void close_file(struct reader *r)
{
    csv_stream_close(r->file);
    free(r->last);
}

/* By this number a second reading knows whether the ids are those of the first. */
static void add_id(struct reader *r, const char *id, size_t n)
{
    const uint64_t odd = UINT64_C(0x9E3779B97F4A7C15);

    for (size_t k = 0; k <= n; k += sizeof odd) { /* with the 0 behind it, so that ids end */
        uint64_t word = 0;

        memcpy(&word, id + k, n + 1 - k < sizeof word ? n + 1 - k : sizeof word);
        r->ids = (r->ids ^ word) * odd;
        r->ids ^= r->ids >> 32;
    }
}

/* Ids that rise are different, with none of them remembered but the last. */
static bool id_rises(struct reader *r, const char *id)
{
    size_t n = strlen(id);
    int order = r->last != NULL ? strcmp(id, r->last) : 1;

    r->rises &= order > 0;
    r->rises_by_length &= n > r->last_length || (n == r->last_length && order > 0);
    if (n >= r->last_room) {
        char *larger = realloc(r->last, 2 * n + 64);

        if (larger == NULL) return false;
        r->last = larger;
        r->last_room = 2 * n + 64;
    }
    memcpy(r->last, id, n + 1);
    r->last_length = n;
    add_id(r, id, n);
    return n > 0 && (r->rises || r->rises_by_length);
}

static bool read_place(const struct reader *r, struct zone *zone)
{
    const double far_m = 1e9; /* as solve_columns_points() has it */

    return csv_decimal(csv_stream_cell(r->file, r->column[X]), &zone->x) &&
           csv_decimal(csv_stream_cell(r->file, r->column[Y]), &zone->y) &&
           fabs(zone->x) <= far_m && fabs(zone->y) <= far_m;
}

static bool read_zone(struct reader *r, struct zone *zone)
{
    zone->id = csv_stream_cell(r->file, r->column[ID]);
    if (!id_rises(r, zone->id) || !read_place(r, zone)) return false;
    if (!csv_decimal(csv_stream_cell(r->file, r->column[WEIGHT]), &zone->weight)) return false;
    return zone->weight >= 0 && solve_case_sums_exactly(zone->weight, &r->total);
}

/* ---- zones into sets ---- */

/* The first eight bytes of a text as a number that orders as they do. */
static uint64_t head_of(const char *text)
{
    uint64_t head = 0;
    int k = 0;

    for (; k < 8 && text[k] != '\0'; k++)
        head = head << 8 | (unsigned char)text[k];
    return k > 0 ? head << 8 * (8 - k) : 0;
}

static bool add_to_set(struct sets *sets, int number, const struct zone *zone)
{
    uint64_t head = head_of(zone->id);
    struct set *set;

    if (number >= sets->room) {
        size_t room = 2 * (size_t)number + 1000;
        struct set *larger = realloc(sets->set, room * sizeof *larger);

        if (larger == NULL) return false;
        for (size_t k = (size_t)sets->room; k < room; k++)
            larger[k] = (struct set){0, 0, NULL};
        sets->set = larger;
        sets->room = (int)room;
    }
    set = &sets->set[number];
    set->weight += zone->weight;
    if (set->id != NULL && (head > set->head || strcmp(set->id, zone->id) <= 0)) return true;
    free(set->id);
    set->id = text_copy(zone->id);
    set->head = head;
    return set->id != NULL;
}

static void sets_clear(struct sets *sets)
{
    for (int k = 0; k < sets->room; k++)
        free(sets->set[k].id);
    free(sets->set);
}

static bool read_sets(struct solve_case *c, struct reader *r, struct coverage_cells *cells,
                      struct sets *sets)
{
    enum csv_stream_state state;
    struct error ignored; /* what is wrong is said when the file is read whole */
    int room = 0;

    while ((state = csv_stream_next(r->file)) == CSV_STREAM_ROW) {
        struct zone zone;
        int set;

        if (c->n_zones == room) {
            int *larger;

            room = room > INT_MAX / 4 ? 0 : 2 * room + 100000;
            if (room == 0 ||
                (larger = realloc(c->zone_row, (size_t)room * sizeof *larger)) == NULL)
                return false;
            c->zone_row = larger;
        }
        if (!read_zone(r, &zone) ||
            coverage_cells_find(cells, zone.x, zone.y, &set, &ignored) != ERR_OK ||
            !add_to_set(sets, set, &zone))
            return false;
        c->zone_row[c->n_zones++] = set;
    }
    return state == CSV_STREAM_END && c->n_zones > 0;
}

/* ---- sets into rows ---- */

struct named {
    const char *id;
    int set;
};

static int compare_named(const void *a, const void *b)
{
    return strcmp(((const struct named *)a)->id, ((const struct named *)b)->id);
}

static void fill_rows(struct solve_case *c, const struct coverage_table *t, struct sets *sets,
                      const struct named order[], int number[])
{
    struct reach *r = c->reach;

    r->n_zones = t->n;
    r->n_sites = c->n_sites;
    r->row_start[0] = 0;
    for (int row = 0; row < t->n; row++) {
        int set = order[row].set, n = t->start[set + 1] - t->start[set];

        if (n > 0)
            memcpy(r->site + r->row_start[row], t->site + t->start[set],
                   (size_t)n * sizeof *r->site);
        r->row_start[row + 1] = r->row_start[row] + n;
        c->row_weight[row] = sets->set[set].weight;
        c->row_id[row] = c->row_text[row] = sets->set[set].id;
        sets->set[set].id = NULL; /* handed over */
        number[set] = row;
    }
    for (int z = 0; z < c->n_zones; z++)
        c->zone_row[z] = number[c->zone_row[z]];
}

/* The sets as rows in the order of their first zones. */
static bool make_rows(struct solve_case *c, const struct coverage_table *t, struct sets *sets)
{
    size_t n = (size_t)t->n + 1;
    struct named *order = malloc(n * sizeof *order);
    int *number = malloc(n * sizeof *number);
    bool fine;

    c->reach = calloc(1, sizeof *c->reach);
    c->row_weight = solve_columns_room(t->n);
    c->row_id = calloc(n, sizeof *c->row_id);
    if (c->reach != NULL) c->row_text = calloc(n, sizeof *c->row_text);
    if (c->reach != NULL) {
        c->reach->row_start = malloc(n * sizeof(int));
        c->reach->site = malloc(((size_t)t->start[t->n] + 1) * sizeof(int));
    }
    fine = order != NULL && number != NULL && c->reach != NULL && c->row_weight != NULL &&
           c->row_id != NULL && c->row_text != NULL && c->reach->row_start != NULL &&
           c->reach->site != NULL;
    if (fine) {
        for (int set = 0; set < t->n; set++)
            order[set] = (struct named){sets->set[set].id, set};
        qsort(order, (size_t)t->n, sizeof *order, compare_named);
        fill_rows(c, t, sets, order, number);
    }
    free(order);
    free(number);
    return fine;
}

/* ---- reading ---- */

static bool may_stream(const struct solve_request *r)
{
    return r->model->merges && (r->skip & SKIP_MERGE) == 0 && r->distances == NULL &&
           isnan(r->radius2_m) && r->radius_m > 0 && r->n_phases == 0 &&
           r->min_per_district == 0 && !r->strict;
}

static bool read_sites(struct solve_case *c)
{
    struct error ignored;
    int *place = NULL;
    bool fine = csv_read(&c->sites, c->request->sites, &ignored) == ERR_OK &&
                solve_columns_pair(c->sites, "x", "y");

    c->located = c->limited = c->streamed = true;
    fine = fine && solve_columns_ids(c->sites, &c->site_id, &place, &ignored) == ERR_OK;
    if (fine) c->n_sites = csv_n_rows(c->sites);
    fine = fine && solve_case_read_sites(c, place, &ignored) == ERR_OK;
    free(place);
    return fine;
}

bool solve_stream_read(struct solve_case *c)
{
    const struct solve_request *request = c->request;
    const double row_bytes = 32; /* more or less: only the size of cells depends on it */
    struct coverage_cells *cells = NULL;
    struct sets sets = {0};
    struct reader r = {0};
    struct points sites;
    struct error ignored;
    bool fine = may_stream(request) && open_file(&r, request->demand);

    fine = fine && (csv_stream_bytes(r.file) > held_bytes || (request->skip & SKIP_HOLD) != 0);
    fine = fine && read_sites(c);

    sites = solve_case_sites(c);
    fine = fine && coverage_cells_create(&cells, &sites, request->radius_m,
                                         (double)csv_stream_bytes(r.file) / row_bytes,
                                         &ignored) == ERR_OK;
    fine = fine && read_sets(c, &r, cells, &sets) &&
           make_rows(c, coverage_cells_sets(cells), &sets);
    fine = fine && (isnan(request->spacing_m) ||
                    reach_near(&c->too_near, &sites, request->spacing_m, &ignored) == ERR_OK);
    c->ids_rise = r.rises;
    c->ids_number = r.ids;
    coverage_cells_free(cells);
    sets_clear(&sets);
    close_file(&r);
    if (!fine) {
        solve_case_clear(c);
        c->request = request;
    }
    return fine;
}

/* ---- reading again ---- */

enum err solve_stream_each(const struct solve_case *c, bool places, solve_stream_visit *visit,
                           void *context, struct error *err)
{
    struct reader r;
    bool fine = open_file(&r, c->request->demand);
    int z = 0;

    for (bool on = true; fine && on; z++) {
        enum csv_stream_state state = csv_stream_next(r.file);
        struct zone zone = {0};

        if (state == CSV_STREAM_END && z == c->n_zones && r.ids == c->ids_number) break;
        fine = state == CSV_STREAM_ROW && z < c->n_zones && (!places || read_place(&r, &zone));
        if (!fine) break;
        zone.id = csv_stream_cell(r.file, r.column[ID]);
        add_id(&r, zone.id, strlen(zone.id));
        on = visit(context, z, zone.id, zone.x, zone.y);
    }
    close_file(&r);
    return fine ? ERR_OK
                : error_set(err, ERR_DATA,
                            "%s: the file is not what it was when it was read "
                            "first",
                            c->request->demand);
}

struct marked {
    const struct solve_case *c;
    const bool *row;
    struct text text; /* ids, each with its 0 */
    int n;
};

static bool add_marked(void *context, int z, const char *id, double x, double y)
{
    struct marked *m = context;

    (void)x;
    (void)y;
    if (!m->row[m->c->zone_row[z]]) return true;
    text_add_bytes(&m->text, id, strlen(id) + 1);
    m->n++;
    return !m->text.nomem;
}

static int compare_ids(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

enum err solve_stream_ids(const struct solve_case *c, const bool row_marked[],
                          const char ***ids, int *n, char **text, struct error *err)
{
    struct marked m = {.c = c, .row = row_marked};
    enum err code = solve_stream_each(c, false, add_marked, &m, err);
    const char **all = NULL, *at = m.text.data;

    if (code == ERR_OK) all = malloc(((size_t)m.n + 1) * sizeof *all);
    if (code == ERR_OK && (m.text.nomem || all == NULL))
        code = error_nomem(err, "the ids of zones");
    if (code != ERR_OK) {
        free(all);
        text_clear(&m.text);
        return code;
    }
    for (int k = 0; k < m.n; k++) {
        all[k] = at;
        at += strlen(at) + 1;
    }
    if (!c->ids_rise) qsort(all, (size_t)m.n, sizeof *all, compare_ids);
    *ids = all;
    *n = m.n;
    *text = m.text.data;
    return ERR_OK;
}
