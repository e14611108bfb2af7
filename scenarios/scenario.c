/* scenario.c - a scenario's records and names; see scenario.h and scenario_draft.h */
#include "scenarios/scenario.h"

#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "scenarios/scenario_draft.h"

void *scenario_records(struct scenario *s, const struct section *section, int *n)
{
    const struct {
        const char *name;
        void *records;
        int n;
    } table[] = {
        {"", &s->head, 1},
        {"study", &s->study, 1},
        {"data", &s->data, 1},
        {"fleet", s->fleet, s->n_classes},
        {"zones", &s->zones, 1},
        {"boundary", &s->boundary, 1},
        {"sites", s->sites, s->n_layers},
        {"parking", &s->parking, 1},
        {"building", s->building, s->n_buildings},
        {"access", &s->access, 1},
        {"roads", &s->roads, 1},
        {"matrix", &s->matrix, 1},
        {"demand", &s->demand, 1},
        {"uncertain", s->uncertain, s->n_uncertain},
        {"monte_carlo", &s->monte_carlo, 1},
        {"kinds", s->kind, s->n_kinds},
        {"sizing", &s->sizing, 1},
        {"simulation", &s->simulation, 1},
        {"rules", s->rule, s->n_rules},
        {"beside", s->beside, s->n_besides},
        {"placement", &s->placement, 1},
        {"report", &s->report, 1},
    };

    for (size_t k = 0; k < sizeof table / sizeof table[0]; k++) {
        if (strcmp(table[k].name, section->name) != 0) continue;
        *n = table[k].n;
        return table[k].records;
    }
    *n = 0;
    return NULL;
}

static void free_section(struct scenario *s, const struct section *section)
{
    int n;
    char *records = scenario_records(s, section, &n);

    for (int r = 0; r < n; r++) {
        char *record = records + (size_t)r * section->size;

        if (section->count == SECTION_MANY) free(*(char **)record); /* the id */
        for (int k = 0; k < section->n_fields; k++)
            schema_clear(&section->field[k], record + section->field[k].offset);
    }
    if (section->count != SECTION_ONE) free(records);
}

void scenario_free(struct scenario *s)
{
    if (s == NULL) return;
    for (int k = 0; k < schema_n(); k++)
        free_section(s, schema_section(k));
    for (int k = 0; k < s->n_settings; k++) {
        free(s->setting[k].path);
        free(s->setting[k].value);
        free(s->setting[k].origin);
        if (s->place != NULL) free(s->place[k].file);
    }
    free(s->place);
    free(s->setting);
    for (int k = 0; k < s->n_inputs; k++) {
        free(s->input[k].setting);
        free(s->input[k].path);
        free(s->input[k].name);
    }
    free(s->input);
    free(s->use);
    sweep_free(s->sweep);
    plans_free(s->plans);
    free(s->file);
    free(s->text);
    free(s);
}

/* Index of the first setting with a place whose path is the first n bytes of `path` or lies
 * below them; -1. */
static int placed(const struct scenario *s, const char *path, size_t n)
{
    for (int k = 0; s->place != NULL && k < s->n_settings; k++) {
        const char *there = s->setting[k].path;

        if (s->place[k].file != NULL && strncmp(there, path, n) == 0 &&
            (there[n] == '\0' || there[n] == '.'))
            return k;
    }
    return -1;
}

/* True where other settings beside the path's belong to the same thing; the classes of a fleet
 * do not. */
static bool in_group(const char *path)
{
    const char *dot = strrchr(path, '.');

    return dot != NULL &&
           !(memchr(path, '.', (size_t)(dot - path)) == NULL &&
             (strncmp(path, "fleet.", 6) == 0 || strncmp(path, "sites.", 6) == 0 ||
              strncmp(path, "kinds.", 6) == 0 || strncmp(path, "uncertain.", 10) == 0));
}

void scenario_problem(const struct scenario *s, struct problems *problems, const char *path,
                      const char *fmt, ...)
{
    struct setting_place place = {s->file, 0, 0};
    char sentence[1024];
    va_list args;
    int k = placed(s, path, strlen(path));

    if (k < 0 && in_group(path)) /* the group's place, where the setting was not written */
        k = placed(s, path, (size_t)(strrchr(path, '.') - path));
    if (k >= 0) place = s->place[k];
    va_start(args, fmt);
    vsnprintf(sentence, sizeof sentence, fmt, args);
    va_end(args);
    problems_add(problems, place.file, place.line, place.column, path, "%s", sentence);
}

double series_at(const struct series *s, int year)
{
    if (s->n == 0) return NAN;
    if (year <= s->year[0]) return s->value[0];
    for (int k = 1; k < s->n; k++) {
        double from = s->value[k - 1], span = s->year[k] - s->year[k - 1];

        if (year > s->year[k]) continue;
        if (year == s->year[k]) return s->value[k];
        return from + (s->value[k] - from) * (year - s->year[k - 1]) / span;
    }
    return s->value[s->n - 1];
}

bool scenario_builds(const struct scenario *s)
{
    return s->placement.model == NULL || strcmp(s->placement.model, "none") != 0;
}

const char *scenario_words(enum language language, const char *english, const char *chinese)
{
    const char *own = language == LANGUAGE_ZH ? chinese : english;
    const char *other = language == LANGUAGE_ZH ? english : chinese;

    if (own != NULL && own[0] != '\0') return own;
    return other != NULL && other[0] != '\0' ? other : NULL;
}

enum language scenario_language(const struct scenario *s)
{
    return (enum language)s->report.language;
}

const char *scenario_title(const struct scenario *s, enum language language)
{
    const char *title = scenario_words(language, s->head.title_en, s->head.title_zh);

    return title != NULL ? title : s->head.name;
}

const char *scenario_class_title(const struct fleet_class *c, enum language language)
{
    const char *own = language == LANGUAGE_ZH ? c->title_zh : c->title_en;

    return own != NULL && own[0] != '\0' ? own : c->id;
}

const char *scenario_kind_title(const struct kind *k, enum language language)
{
    const char *own = language == LANGUAGE_ZH ? k->title_zh : k->title_en;

    return own != NULL && own[0] != '\0' ? own : k->id;
}

int scenario_kind(const struct scenario *s, const char *id)
{
    for (int k = 0; k < s->n_kinds; k++)
        if (strcmp(s->kind[k].id, id) == 0) return k;
    return -1;
}

int scenario_building(const struct scenario *s, const char *id)
{
    for (int k = 0; k < s->n_buildings; k++)
        if (strcmp(s->building[k].id, id) == 0) return k;
    return -1;
}

const char *scenario_building_title(const struct building_type *b, enum language language)
{
    const char *own = language == LANGUAGE_ZH ? b->title_zh : b->title_en;

    return own != NULL && own[0] != '\0' ? own : b->id;
}

const char *scenario_layer_id(const struct scenario *s, int layer)
{
    return layer < s->n_layers ? s->sites[layer].id : "parking";
}

const char *scenario_matrix(const struct scenario *s, enum service v)
{
    return v == FAST ? s->matrix.fast : s->matrix.slow;
}

enum access_by scenario_access_by(const struct scenario *s, enum service v)
{
    bool own = scenario_matrix(s, v) != NULL, streets = s->roads.file != NULL;

    switch ((enum distance)s->access.distance) {
    case DISTANCE_STRAIGHT:
        return ACCESS_BY_STRAIGHT;
    case DISTANCE_ROAD:
        return ACCESS_BY_ROAD;
    case DISTANCE_AUTO:
    case DISTANCE_MATRIX:
        break;
    }
    return own ? ACCESS_BY_MATRIX : streets ? ACCESS_BY_ROAD : ACCESS_BY_STRAIGHT;
}

bool scenario_in_minutes(const struct scenario *s, enum service v)
{
    return v == FAST && s->access.fast_minutes > 0; /* false where it is not set */
}

double scenario_circle_m(const struct scenario *s, enum service v, double reach)
{
    return scenario_in_minutes(s, v) ? reach / 60 * s->access.circle_kmh * 1000 : reach;
}

const char *scenario_layer_word(enum layer layer)
{
    static const char *const words[N_LAYERS] = {"night", "day", "roaming"};

    return words[layer];
}

const char *scenario_service_word(enum service service)
{
    static const char *const words[N_SERVICES] = {"fast", "slow"};

    return words[service];
}

const char *scenario_status_word(enum site_status status)
{
    static const char *const words[] = {"existing", "required", "candidate", "forbidden",
                                        "by_building_rule"};

    return words[status];
}

const char *scenario_access_word(enum site_access access)
{
    static const char *const words[] = {"public", "opened", "dedicated", "private"};

    return words[access];
}
