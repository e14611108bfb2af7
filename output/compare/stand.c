/* stand.c - see stand.h */
#include "output/compare/stand.h"

#include <stdlib.h>
#include <string.h>

#include "output/compare/plan_file.h"
#include "scenarios/ids.h"
#include "scenarios/text.h"

enum { CHARGERS_MOST = 1000000 }; /* of a kind at a site */

struct reading {
    struct stand *out;
    const char *path;
    const struct scenario *s;
    struct ids sites;
    struct error *err;
};

/* "2025, 2030": years of the states, or of the study. */
static void put_years(struct text *to, const json_t *states, const struct years *years)
{
    size_t n = states != NULL ? json_array_size(states) : (size_t)years->n;

    for (size_t k = 0; k < n; k++) {
        int year = 0;

        if (states != NULL)
            plan_file_year(json_array_get(states, k), &year);
        else
            year = years->year[k];
        text_addf(to, "%s%d", k > 0 ? ", " : "", year);
    }
}

static enum err refuse_year(const struct reading *r, const char *sentence, int year,
                            const json_t *states)
{
    struct text known = {0};
    enum err code;

    put_years(&known, states, &r->s->study.years);
    code = known.nomem ? error_nomem(r->err, "the years of a plan")
                       : error_set(r->err, ERR_DATA, sentence, r->path, year, known.data);
    text_clear(&known);
    return code;
}

/* The state of a year, the last of several. */
static enum err find_state(const struct reading *r, const json_t *root, int year,
                           const json_t **out)
{
    const json_t *states = json_object_get(root, "states");
    const struct years *years = &r->s->study.years;
    size_t k;
    json_t *state;

    if (!json_is_array(states) || json_array_size(states) == 0)
        return plan_file_missing(r->path, "states", r->err);
    *out = NULL;
    json_array_foreach(states, k, state)
    {
        int of;

        if (!plan_file_year(state, &of))
            return plan_file_missing(r->path, "states[].year", r->err);
        if (year != 0 && of != year) continue;
        *out = state;
        r->out->year = of;
    }
    if (*out == NULL)
        return refuse_year(r, "%s: has no state of %d; its years are %s", year, states);
    for (int y = 0; y < years->n; y++)
        if (years->year[y] == r->out->year) {
            r->out->year_index = y;
            return ERR_OK;
        }
    return refuse_year(r, "%s: %d is no year of the scenario, whose study.years are %s",
                       r->out->year, NULL);
}

static enum err refuse_kind(const struct reading *r, const char *site, const char *kind)
{
    struct text known = {0};
    enum err code;

    for (int k = 0; k < r->s->n_kinds; k++)
        text_addf(&known, "%s%s", k > 0 ? ", " : "", r->s->kind[k].id);
    code = known.nomem
               ? error_nomem(r->err, "the kinds of chargers")
               : error_set(r->err, ERR_DATA,
                           "%s: site '%.100s' has chargers of the kind '%.60s', which is none "
                           "of the scenario's: %.200s",
                           r->path, site, kind, r->s->n_kinds > 0 ? known.data : "it has none");
    text_clear(&known);
    return code;
}

static enum err read_site(const struct reading *r, const json_t *site)
{
    const char *id = plan_file_text(site, "id"), *kind;
    json_t *chargers = json_object_get(site, "chargers"), *value;
    int i = names_find(r->sites.names, id);

    if (id[0] == '\0' || !json_is_object(chargers))
        return plan_file_missing(r->path, "id or chargers of states[].sites[]", r->err);
    if (i < 0)
        return error_set(r->err, ERR_DATA,
                         "%s: site '%.100s' is no site of the scenario; the plan is of another "
                         "city, of other data, or of another filter",
                         r->path, id);
    if (i >= r->sites.n)
        return error_set(r->err, ERR_DATA,
                         "%s: site '%.100s' is left out by a filter or the boundary of the "
                         "scenario; the plan was made with others",
                         r->path, id);
    json_object_foreach(chargers, kind, value)
    {
        int k = scenario_kind(r->s, kind);
        json_int_t n = json_integer_value(value);

        if (k < 0) return refuse_kind(r, id, kind);
        if (!json_is_integer(value) || n < 0 || n > CHARGERS_MOST)
            return error_set(r->err, ERR_DATA,
                             "%s: site '%.100s': the number of chargers of the kind %s is no "
                             "whole number from 0 to %d",
                             r->path, id, kind, CHARGERS_MOST);
        r->out->n_chargers[i * r->s->n_kinds + k] = (int)n;
    }
    return ERR_OK;
}

static enum err read_plan(struct reading *r, const json_t *root, int year,
                          const struct city *city)
{
    const json_t *state = NULL, *sites, *feasible = json_object_get(root, "feasible");
    size_t k;
    json_t *site;

    if (!json_is_boolean(feasible)) return plan_file_missing(r->path, "feasible", r->err);
    r->out->infeasible = json_is_false(feasible);
    r->out->moved =
        strcmp(plan_file_text(json_object_get(root, "scenario"), "hash"), r->s->hash) != 0;
    TRY(find_state(r, root, year, &state));
    sites = json_object_get(state, "sites");
    if (!json_is_array(sites)) return plan_file_missing(r->path, "states[].sites", r->err);
    r->out->n_chargers = calloc((size_t)city->n_sites * (size_t)r->s->n_kinds + 1, sizeof(int));
    if (r->out->n_chargers == NULL) return error_nomem(r->err, "the chargers of a plan");
    TRY(ids_of_sites(&r->sites, city, r->err));
    json_array_foreach(sites, k, site) TRY(read_site(r, site));
    return ERR_OK;
}

enum err stand_read(struct stand *out, const char *path, int year, const struct scenario *s,
                    const struct city *city, struct error *err)
{
    struct stand stand = {.year = 0};
    struct reading r = {.out = &stand, .path = path, .s = s, .err = err};
    json_t *root;
    enum err code;

    TRY(plan_file_read(&root, path, err));
    code = read_plan(&r, root, year, city);
    json_decref(root);
    ids_clear(&r.sites);
    if (code != ERR_OK) {
        stand_clear(&stand);
        return code;
    }
    *out = stand;
    return ERR_OK;
}

void stand_clear(struct stand *stand)
{
    free(stand->n_chargers);
    *stand = (struct stand){.year = 0};
}
