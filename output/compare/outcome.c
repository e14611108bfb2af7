/* outcome.c - see outcome.h. */
#include "output/compare/outcome.h"

#include <stdlib.h>
#include <string.h>

#include "output/measures.h"

void outcome_add_figure(struct outcome *o, int year, int nth, const char *district,
                        const char *name, double value)
{
    struct outcome_figure *f =
        keep_more(&o->keep, (void *)&o->figure, &o->n_figures, &o->figures_room, sizeof *f);
    int order = measures_find(name);

    if (f == NULL) return;
    *f = (struct outcome_figure){year,
                                 nth,
                                 keep_text(&o->keep, district),
                                 order >= 0 ? measures_name(order) : keep_text(&o->keep, name),
                                 order >= 0 ? order : (int)N_MEASURES,
                                 value};
}

void outcome_add_station(struct outcome *o, int year, int nth, const char *site,
                         const char *chargers)
{
    struct outcome_station *s =
        keep_more(&o->keep, (void *)&o->station, &o->n_stations, &o->stations_room, sizeof *s);

    if (s == NULL) return;
    *s = (struct outcome_station){year, nth, keep_text(&o->keep, site),
                                  keep_text(&o->keep, chargers)};
}

void outcome_add_rule(struct outcome *o, const struct outcome_rule *rule)
{
    int nth = 0;
    struct outcome_rule *r;

    for (int k = 0; k < o->n_rules; k++)
        nth += o->rule[k].year == rule->year && strcmp(o->rule[k].rule, rule->rule) == 0 &&
               strcmp(o->rule[k].zone_class, rule->zone_class) == 0;
    r = keep_more(&o->keep, (void *)&o->rule, &o->n_rules, &o->rules_room, sizeof *r);
    if (r == NULL) return;
    *r = *rule;
    r->nth = nth;
    r->rule = keep_text(&o->keep, rule->rule);
    r->zone_class = keep_text(&o->keep, rule->zone_class);
    r->outcome = keep_text(&o->keep, rule->outcome);
    r->relation = keep_text(&o->keep, rule->relation);
    r->unit = keep_text(&o->keep, rule->unit);
    r->strength = keep_text(&o->keep, rule->strength);
}

void outcome_add_setting(struct outcome *o, const char *path, const char *value)
{
    struct outcome_setting *s =
        keep_more(&o->keep, (void *)&o->setting, &o->n_settings, &o->settings_room, sizeof *s);

    if (s == NULL) return;
    *s = (struct outcome_setting){keep_text(&o->keep, path), keep_text(&o->keep, value)};
}

static int sign(int a, int b)
{
    return (a > b) - (a < b);
}

int outcome_compare_figures(const void *a, const void *b)
{
    const struct outcome_figure *x = a, *y = b;
    int order = sign(x->year, y->year);

    if (order == 0) order = sign(x->nth, y->nth);
    if (order == 0 && x->district != y->district) order = strcmp(x->district, y->district);
    if (order == 0) order = sign(x->order, y->order);
    return order != 0 || x->name == y->name ? order : strcmp(x->name, y->name);
}

int outcome_compare_stations(const void *a, const void *b)
{
    const struct outcome_station *x = a, *y = b;
    int order = sign(x->year, y->year);

    if (order == 0) order = sign(x->nth, y->nth);
    return order != 0 ? order : strcmp(x->site, y->site);
}

int outcome_compare_rules(const void *a, const void *b)
{
    const struct outcome_rule *x = a, *y = b;
    int order = sign(x->year, y->year);

    if (order == 0) order = strcmp(x->rule, y->rule);
    if (order == 0) order = strcmp(x->zone_class, y->zone_class);
    return order != 0 ? order : sign(x->nth, y->nth);
}

int outcome_compare_settings(const void *a, const void *b)
{
    const struct outcome_setting *x = a, *y = b;

    return strcmp(x->path, y->path);
}

static void sort(void *list, int n, size_t bytes, int (*compare)(const void *, const void *))
{
    if (n > 1) qsort(list, (size_t)n, bytes, compare);
}

enum err outcome_finish(struct outcome *o, struct error *err)
{
    if (o->state_said == NULL) o->state_said = "done";
    if (o->reason == NULL) o->reason = "";
    if (o->keep.nomem) return error_nomem(err, "the results to compare");
    sort(o->figure, o->n_figures, sizeof *o->figure, outcome_compare_figures);
    sort(o->station, o->n_stations, sizeof *o->station, outcome_compare_stations);
    sort(o->rule, o->n_rules, sizeof *o->rule, outcome_compare_rules);
    sort(o->setting, o->n_settings, sizeof *o->setting, outcome_compare_settings);
    return ERR_OK;
}

void outcome_clear(struct outcome *o)
{
    free(o->figure);
    free(o->station);
    free(o->rule);
    free(o->setting);
    keep_clear(&o->keep);
    *o = (struct outcome){0};
}
