/* city_audit.c - see city_audit.h. Files of sites, one after another, and what follows from all
 * of them. Places are looked at by audit_look.c; warnings are in city_audit_warn.c. */
#include "scenarios/audit/city_audit.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "scenarios/audit/audit_guard.h"
#include "scenarios/audit/audit_look.h"

/* A block is a square of some 500 m, in which stations cluster; assumed. */
static const double block_degrees = 0.005;

/* Fewer places that come in cannot beat the declared reading: 2^-10 is below 1e-3. */
enum { SUSPICIOUS = 10 };

/* ---- places ---- */

static struct audit_seen see(double x, double y, int layer, const char *zone)
{
    return (struct audit_seen){
        {x, y}, floor(x / block_degrees), floor(y / block_degrees), layer, zone, 0};
}

static int by_block(const void *a, const void *b)
{
    const struct audit_seen *p = a, *q = b;

    if (p->block_x != q->block_x) return p->block_x < q->block_x ? -1 : 1;
    if (p->block_y != q->block_y) return p->block_y < q->block_y ? -1 : 1;
    if (p->at.lon != q->at.lon) return p->at.lon < q->at.lon ? -1 : 1;
    if (p->at.lat != q->at.lat) return p->at.lat < q->at.lat ? -1 : 1;
    return p->layer - q->layer;
}

/* All places of a source, those that the boundary left out behind the others. */
static int gather(const struct audit_look *l, int source, struct audit_seen *seen)
{
    const struct audit_layer *layer = l->audit->layer;
    const struct city *city = l->city;
    int n = 0;

    for (int s = 0; s < city->n_sites; s++)
        if (layer[city->site[s].layer].source == source)
            seen[n++] =
                see(city->site_x[s], city->site_y[s], city->site[s].layer, city->site[s].zone);
    for (int k = 0; k < city->n_sites_outside; k++)
        if (layer[city->left_out[k].layer].source == source)
            seen[n++] =
                see(city->left_out[k].x, city->left_out[k].y, city->left_out[k].layer, NULL);
    return n;
}

/* Keeps an evenly spread sample; returns its size. */
static int thin(struct audit_seen *seen, int n)
{
    int kept = 0;

    if (n <= AUDIT_MOST_PLACES) return n;
    for (int k = 0; k < n; k++)
        if ((long long)k * AUDIT_MOST_PLACES / n == kept) seen[kept++] = seen[k];
    return kept;
}

/* ---- judging ---- */

/* The places whose side depends on the reading; the others say nothing. */
static int choose_telling(const struct audit_seen *seen, int n, struct audit_place *place)
{
    const unsigned all = (1u << AUDIT_PAIRS) - 1;
    int kept = 0, block = 0;

    for (int k = 0; k < n; k++) {
        if (k > 0 &&
            (seen[k].block_x != seen[k - 1].block_x || seen[k].block_y != seen[k - 1].block_y))
            block++;
        if (seen[k].outside != 0 && seen[k].outside != all)
            place[kept++] = (struct audit_place){block, seen[k].outside};
    }
    return kept;
}

/* Those of the better pairs that are to be believed; every pair where none is. */
static void believe(const struct audit_look *l, struct audit_source *source,
                    const struct audit_seen *seen, struct lonlat *at)
{
    const struct audit_declared d = audit_look_readings(l, source);
    unsigned believed = 0;

    for (int k = 0; k < source->n; k++)
        at[k] = seen[k].at;
    for (int pair = 0; pair < AUDIT_PAIRS; pair++)
        if (source->fit.possible >> pair & 1 && audit_guard(l->areas, &d, pair, source->n, at))
            believed |= 1u << pair;
    if (believed == 0) source->verdict = AUDIT_PART;
    source->fit.possible = believed != 0 ? believed : (1u << AUDIT_PAIRS) - 1;
}

static enum err judge(const struct audit_look *l, struct audit_source *source,
                      const struct audit_seen *seen, struct error *err)
{
    struct audit_place *place = malloc(((size_t)source->n + 1) * sizeof *place);
    struct lonlat *at = malloc(((size_t)source->n + 1) * sizeof *at);
    int declared = audit_pair(l->audit->areas_declared, source->fit.declared), n;

    if (place == NULL || at == NULL) {
        free(place);
        free(at);
        return error_nomem(err, "the audit");
    }
    n = choose_telling(seen, source->n, place);
    source->fit.possible = audit_unbeaten(n, place);
    for (int pair = 0; pair < AUDIT_PAIRS; pair++)
        if (pair != declared && audit_beats(n, place, declared, pair))
            source->beaten |= 1u << pair;
    if ((source->fit.possible >> declared & 1) == 0) believe(l, source, seen, at);
    free(place);
    free(at);
    return ERR_OK;
}

/* Far off by another system of coordinates, or x and y the wrong way round. */
static bool nowhere(const struct city_audit *a, const struct audit_source *source)
{
    int declared = audit_pair(a->areas_declared, source->fit.declared);

    for (int pair = 0; pair < AUDIT_PAIRS; pair++)
        if ((source->known || pair == declared) && source->outside[pair] < source->n)
            return false;
    return source->n > 0;
}

/* What is to be said of a source whose readings were all looked at. */
static void say(const struct city_audit *a, struct audit_source *source)
{
    int declared = audit_pair(a->areas_declared, source->fit.declared);
    bool alone = true;

    if ((source->verdict == AUDIT_OPEN || source->verdict == AUDIT_ABROAD) &&
        nowhere(a, source))
        source->verdict = AUDIT_NOWHERE;
    if (source->verdict != AUDIT_OPEN) return;
    for (int places = 0; places < AUDIT_READINGS; places++) {
        int pair = audit_pair(a->areas_declared, places);

        alone = alone && (pair == declared || (source->beaten >> pair & 1));
    }
    if (a->changes != 0 && (source->fit.possible >> declared & 1) == 0)
        source->verdict = AUDIT_OTHER;
    else if (alone)
        source->verdict = AUDIT_FITS;
}

/* The same of the areas' file: every other reading of it fits some file worse. */
static void say_areas(struct city_audit *a)
{
    unsigned worse = 1u << a->areas_declared, all = (1u << AUDIT_READINGS) - 1;

    for (int k = 0; k < a->n_sources; k++)
        for (int areas = 0; areas < AUDIT_READINGS; areas++)
            if (a->source[k].beaten >> audit_pair(areas, a->source[k].fit.declared) & 1)
                worse |= 1u << areas;
    if (!a->may_move)
        a->areas_verdict = AUDIT_OWN_DATUMS;
    else if (a->changes != 0 && a->areas_readings != 1u << a->areas_declared)
        a->areas_verdict = AUDIT_OTHER;
    else
        a->areas_verdict = worse == all ? AUDIT_FITS : AUDIT_OPEN;
}

/* ---- sources ---- */

static bool same_text(const char *a, const char *b)
{
    return a == b || (a != NULL && b != NULL && strcmp(a, b) == 0);
}

static bool same_source(const struct sites_layer *a, const struct sites_layer *b)
{
    return same_text(a->file, b->file) && same_text(a->layer, b->layer) &&
           same_text(a->crs, b->crs) && a->coordinates == b->coordinates &&
           a->coordinates_column == NULL && b->coordinates_column == NULL;
}

/* Layers and their sources; counts of places. */
static enum err list_sources(struct city_audit *a, const struct city *city,
                             const struct scenario *s, struct error *err)
{
    a->layer = calloc((size_t)s->n_layers + 1, sizeof *a->layer);
    a->source = calloc((size_t)s->n_layers + 1, sizeof *a->source);
    if (a->layer == NULL || a->source == NULL) return error_nomem(err, "the audit");
    a->n_layers = s->n_layers;
    a->layer[s->n_layers].source = -1; /* car parks, whose datum is not looked at */
    for (int k = 0; k < s->n_layers; k++) {
        int first = 0;

        while (first < k && !same_source(&s->sites[first], &s->sites[k]))
            first++;
        a->layer[k].source = first < k ? a->layer[first].source : a->n_sources;
        a->layer[k].outside_boundary = city->boundary.n > 0 ? 0 : -1;
        if (first < k) continue;
        a->source[a->n_sources++] = (struct audit_source){
            .fit = {audit_reading_of(s->sites[k].coordinates), (1u << AUDIT_PAIRS) - 1},
            .verdict = s->sites[k].coordinates_column != NULL ? AUDIT_OWN_DATUMS : AUDIT_OPEN};
    }
    for (int k = 0; k < city->n_sites; k++)
        a->layer[city->site[k].layer].n++;
    for (int k = 0; k < city->n_sites_outside; k++)
        a->layer[city->left_out[k].layer].n++;
    return ERR_OK;
}

static void count_same(const struct audit_seen *seen, int n, struct audit_layer *layer)
{
    for (int k = 1; k < n;
         k++) /* sorted: the places of a layer that are the same are together */
        if (seen[k].at.lon == seen[k - 1].at.lon && seen[k].at.lat == seen[k - 1].at.lat &&
            seen[k].layer == seen[k - 1].layer)
            layer[seen[k].layer].same_place++;
}

/* Gathers the places of a source and looks at them as declared. */
static enum err look_first(const struct audit_look *l, int index, struct audit_seen **out,
                           struct error *err)
{
    struct audit_source *source = &l->audit->source[index];
    struct audit_seen *seen;
    int in_china = 0, n = 0;

    for (int k = 0; k < l->audit->n_layers; k++)
        if (l->audit->layer[k].source == index) n += l->audit->layer[k].n;
    seen = malloc(((size_t)n + 1) * sizeof *seen);
    if (seen == NULL) return error_nomem(err, "the audit");
    source->n = thin(seen, gather(l, index, seen));
    qsort(seen, (size_t)source->n, sizeof *seen, by_block);
    count_same(seen, source->n, l->audit->layer);
    *out = seen;
    for (int k = 0; k < source->n; k++)
        in_china += datum_in_china(seen[k].at);
    if (source->n == 0) source->verdict = AUDIT_NO_PLACES;
    if (source->n > 0 && 2 * in_china < source->n) source->verdict = AUDIT_ABROAD;
    if (l->areas != NULL) audit_look_declared(l, source, seen);
    return ERR_OK;
}

static bool suspicious(const struct city_audit *a)
{
    for (int k = 0; k < a->n_sources; k++) {
        const struct audit_source *s = &a->source[k];

        if (s->verdict == AUDIT_OPEN &&
            s->outside[audit_pair(a->areas_declared, s->fit.declared)] >= SUSPICIOUS)
            return true;
    }
    return false;
}

static enum err look_all(struct audit_look *l, struct audit_seen **seen, bool all,
                         struct error *err)
{
    struct city_audit *a = l->audit;
    struct audit_file *file;

    for (int k = 0; k < a->n_sources; k++)
        TRY(look_first(l, k, &seen[k], err));
    if (l->areas == NULL || !(all || l->zone_ids != NULL || suspicious(a))) return ERR_OK;
    for (int k = 0; k < a->n_sources; k++) {
        if (a->source[k].verdict != AUDIT_OPEN) continue;
        audit_look_other(l, &a->source[k], seen[k]);
        TRY(judge(l, &a->source[k], seen[k], err));
    }
    file = malloc(((size_t)a->n_sources + 1) * sizeof *file);
    if (file == NULL) return error_nomem(err, "the audit");
    for (int k = 0; k < a->n_sources; k++)
        file[k] = a->source[k].fit;
    a->changes =
        audit_explain(a->n_sources, file, a->areas_declared, a->may_move, &a->areas_readings);
    free(file);
    for (int k = 0; k < a->n_sources; k++)
        say(a, &a->source[k]);
    say_areas(a);
    return ERR_OK;
}

enum err city_audit_make(struct city_audit *out, const struct city *city,
                         const struct scenario *scenario, bool all, struct error *err)
{
    struct audit_look l = {.city = city, .scenario = scenario, .audit = out};
    struct audit_seen **seen = calloc((size_t)scenario->n_layers + 1, sizeof *seen);
    enum err code = seen == NULL ? error_nomem(err, "the audit") : ERR_OK;

    *out = (struct city_audit){.areas_verdict = AUDIT_OPEN};
    if (code == ERR_OK) code = list_sources(out, city, scenario, err);
    if (code == ERR_OK) code = audit_look_open(&l, err);
    if (code == ERR_OK) code = look_all(&l, seen, all, err);
    for (int k = 0; seen != NULL && k < out->n_sources; k++)
        free(seen[k]);
    free(seen);
    audit_look_close(&l);
    return code;
}

void city_audit_clear(struct city_audit *audit)
{
    free(audit->source);
    free(audit->layer);
    *audit = (struct city_audit){0};
}
