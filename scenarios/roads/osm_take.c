/* osm_take.c - see osm_take.h */
#include "scenarios/roads/osm_take.h"

#include <inttypes.h>
#include <limits.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "scenarios/roads/osm_sort.h"

/* A turn ban by ids. */
struct ban {
    int64_t from, via, to;
    bool only;
};

struct osm_taker {
    const char *path;
    struct road_rules rules;
    struct road_draft draft;
    int room_ways;
    int n_refs, room_refs;
    int64_t *ref; /* owned [n_refs] ids of nodes */
    int n_shut, room_shut;
    int64_t *shut; /* owned [n_shut] ways that have highway=*, but not for cars */
    int n_bans, room_bans;
    struct ban *ban; /* owned [n_bans] */
    int64_t *id;     /* owned [n_points] rising: of the points */
    int cursor;      /* the point that was found last */
    bool nomem;
};

enum osm_role osm_role_of(const char *text)
{
    if (strcmp(text, "from") == 0) return OSM_FROM;
    if (strcmp(text, "via") == 0) return OSM_VIA;
    return strcmp(text, "to") == 0 ? OSM_TO : OSM_OTHER_ROLE;
}

enum err osm_take_create(struct osm_taker **out, const char *path,
                         const struct road_rules *rules, struct error *err)
{
    struct osm_taker *t = calloc(1, sizeof *t);

    if (t == NULL) return error_nomem(err, path);
    t->path = path;
    t->rules = *rules;
    *out = t;
    return ERR_OK;
}

void osm_take_free(struct osm_taker *t)
{
    if (t == NULL) return;
    road_draft_clear(&t->draft);
    free(t->ref);
    free(t->shut);
    free(t->ban);
    free(t->id);
    free(t);
}

/* ---- first time: ways ---- */

static void shut(struct osm_taker *t, int64_t id)
{
    if (!road_draft_room(&t->shut, t->n_shut, &t->room_shut, sizeof *t->shut))
        t->nomem = true;
    else
        t->shut[t->n_shut++] = id;
}

static void take_street(struct osm_taker *t, struct road_way *way, size_t n_refs,
                        const int64_t ref[])
{
    struct road_draft *d = &t->draft;

    way->first = t->n_refs;
    way->length_m = NAN;
    for (size_t k = 0; k < n_refs; k++) {
        if (k > 0 && ref[k] == ref[k - 1]) continue; /* no piece of street */
        if (!road_draft_room(&t->ref, t->n_refs, &t->room_refs, sizeof *t->ref)) {
            t->nomem = true;
            return;
        }
        t->ref[t->n_refs++] = ref[k];
    }
    way->n = t->n_refs - way->first;
    if (way->n < 2)
        t->n_refs = way->first;
    else if (!road_draft_room(&d->way, d->n_ways, &t->room_ways, sizeof *d->way))
        t->nomem = true;
    else
        d->way[d->n_ways++] = *way;
}

void osm_take_way(struct osm_taker *t, int64_t id, size_t n_refs, const int64_t ref[],
                  const struct osm_tags *tags)
{
    struct road_counts *counts = &t->draft.counts;
    struct road_way way = {.id = id};
    enum road_kind kind = ROAD_NONE;

    if (t->nomem) return;
    counts->n_ways++;
    if (tags != NULL) kind = road_tags_way(&way, tags, &t->rules, &counts->n_bad_kmh);
    counts->n_closed += kind == ROAD_CLOSED;
    counts->n_unopened += kind == ROAD_UNOPENED;
    counts->n_ferries += kind == ROAD_FERRY;
    if (tags != NULL && way.open[ROAD_CAR] == 0) shut(t, id);
    if (kind == ROAD_OPEN) take_street(t, &way, n_refs, ref);
}

static void put_ban(struct osm_taker *t, int64_t from, int64_t via, int64_t to, bool only)
{
    if (!road_draft_room(&t->ban, t->n_bans, &t->room_bans, sizeof *t->ban))
        t->nomem = true;
    else
        t->ban[t->n_bans++] = (struct ban){from, via, to, only};
}

/* Several ways may lead to a point of no entry, or several from one of no exit; which of
 * several leads to which of several is not said. */
void osm_take_relation(struct osm_taker *t, size_t n, const struct osm_member member[],
                       const struct osm_tags *tags)
{
    enum road_turn turn = road_tags_turn(tags);
    const struct osm_member *one[OSM_OTHER_ROLE + 1] = {NULL};
    size_t n_role[OSM_OTHER_ROLE + 1] = {0};

    if (turn == ROAD_TURN_FREE || t->nomem) return;
    for (size_t k = 0; k < n; k++) {
        n_role[member[k].role]++;
        one[member[k].role] = &member[k];
    }
    if (n_role[OSM_VIA] != 1 || one[OSM_VIA]->kind != OSM_NODE || n_role[OSM_FROM] == 0 ||
        n_role[OSM_TO] == 0 || (n_role[OSM_FROM] > 1 && n_role[OSM_TO] > 1)) {
        t->draft.counts.n_bans_lost++;
        return;
    }
    for (size_t k = 0; k < n && !t->nomem; k++) {
        enum osm_role role = member[k].role;

        if (role == (n_role[OSM_TO] > 1 ? OSM_TO : OSM_FROM))
            put_ban(t, role == OSM_FROM ? member[k].id : one[OSM_FROM]->id, one[OSM_VIA]->id,
                    role == OSM_TO ? member[k].id : one[OSM_TO]->id, turn == ROAD_TURN_ONLY);
    }
}

/* ---- dates ---- */

void osm_take_date(struct osm_taker *t, const char *text)
{
    static const char form[] = "0000-00-00";
    size_t k = 0;

    while (form[k] != '\0' &&
           (form[k] == '-' ? text[k] == '-' : text[k] >= '0' && text[k] <= '9'))
        k++;
    if (form[k] == '\0') snprintf(t->draft.date, sizeof t->draft.date, "%.10s", text);
}

void osm_take_seconds(struct osm_taker *t, int64_t seconds)
{
    static const int64_t most = INT64_C(253402300800); /* the year 10000 */
    time_t at = (time_t)seconds;
    struct tm utc;

    if (seconds <= 0 || seconds >= most || gmtime_r(&at, &utc) == NULL) return;
    strftime(t->draft.date, sizeof t->draft.date, "%Y-%m-%d", &utc);
}

/* ---- between: the points ---- */

enum err osm_take_sort(struct osm_taker *t, struct error *err)
{
    struct road_draft *d = &t->draft;
    size_t n;

    if (t->n_refs == INT_MAX - 1)
        return error_set(err, ERR_DATA,
                         "%s: its streets run through more than 2^31 points; cut the file to "
                         "the city",
                         t->path);
    if (t->nomem) return error_nomem(err, t->path);
    d->point = malloc(((size_t)t->n_refs + 1) * sizeof *d->point);
    if (d->point == NULL || !osm_sort_number(&t->id, &d->n_points, d->point, t->n_refs, t->ref))
        return error_nomem(err, t->path);
    free(t->ref);
    t->ref = NULL;
    n = (size_t)d->n_points + 1;
    d->x = malloc(n * sizeof *d->x);
    d->y = malloc(n * sizeof *d->y);
    d->barred = calloc(n, 1);
    if (d->x == NULL || d->y == NULL || d->barred == NULL) return error_nomem(err, t->path);
    for (int k = 0; k < d->n_points; k++)
        d->x[k] = d->y[k] = NAN;
    return ERR_OK;
}

/* ---- second time: nodes ---- */

/* The last of id[low .. high - 1] that is not above it; low where none is. */
static int last_below(const int64_t id[], int low, int high, int64_t wanted)
{
    while (high - low > 1) {
        int middle = low + (high - low) / 2;

        if (id[middle] <= wanted)
            low = middle;
        else
            high = middle;
    }
    return low;
}

int osm_take_find(struct osm_taker *t, int64_t id)
{
    int n = t->draft.n_points, low = t->cursor, step = 1;

    if (n == 0) return -1;
    if (t->id[low] > id) {
        low = last_below(t->id, 0, low, id);
    } else {
        while (low < n - step && t->id[low + step] <= id) {
            low += step;
            step = step < INT_MAX / 4 ? 2 * step : step;
        }
        low = last_below(t->id, low, low < n - step ? low + step : n, id);
    }
    t->cursor = low;
    return t->id[low] == id ? low : -1;
}

enum err osm_take_node(struct osm_taker *t, int number, double lon, double lat,
                       const struct osm_tags *tags, struct error *err)
{
    if (!(fabs(lon) <= 180 && fabs(lat) <= 90))
        return error_set(err, ERR_DATA,
                         "%s: node %" PRId64 " lies at longitude %g, latitude %g, which is not "
                         "on Earth",
                         t->path, t->id[number], lon, lat);
    t->draft.x[number] = lon;
    t->draft.y[number] = lat;
    t->draft.barred[number] = tags != NULL ? road_tags_barred(tags, &t->rules) : 0;
    return ERR_OK;
}

/* ---- the end ---- */

static int by_id(const void *a, const void *b)
{
    const int64_t *x = a, *y = b;

    return (*x > *y) - (*x < *y);
}

static bool among(const int64_t id[], int n, int64_t wanted)
{
    return n > 0 && bsearch(&wanted, id, (size_t)n, sizeof *id, by_id) != NULL;
}

/* Bans between streets of cars; one that names a way or a point that the file has not is lost,
 * one about a street that cars do not use is of no use. */
static enum err number_bans(struct osm_taker *t, struct error *err)
{
    struct road_draft *d = &t->draft;
    int64_t *street = malloc(((size_t)d->n_ways + 1) * sizeof *street);

    d->ban = malloc(((size_t)t->n_bans + 1) * sizeof *d->ban);
    if (street == NULL || d->ban == NULL) {
        free(street);
        return error_nomem(err, t->path);
    }
    for (int k = 0; k < d->n_ways; k++)
        street[k] = d->way[k].id;
    qsort(street, (size_t)d->n_ways, sizeof *street, by_id);
    if (t->n_shut > 0) qsort(t->shut, (size_t)t->n_shut, sizeof *t->shut, by_id);
    for (int k = 0; k < t->n_bans; k++) {
        const struct ban *ban = &t->ban[k];
        int via = osm_take_find(t, ban->via);

        if (among(t->shut, t->n_shut, ban->from) || among(t->shut, t->n_shut, ban->to))
            continue;
        if (via < 0 || !among(street, d->n_ways, ban->from) ||
            !among(street, d->n_ways, ban->to))
            d->counts.n_bans_lost++;
        else
            d->ban[d->n_bans++] = (struct road_ban){ban->from, ban->to, via, ban->only};
    }
    free(street);
    return ERR_OK;
}

enum err osm_take_end(struct osm_taker *t, struct road_draft *out, struct error *err)
{
    TRY(number_bans(t, err));
    *out = t->draft;
    t->draft = (struct road_draft){0};
    return ERR_OK;
}
