/* compare_json.c - a comparison for programs. */
#include <math.h>

#include "output/compare/compare.h"
#include "output/json.h"
#include "output/measures.h"

struct writing {
    const struct compared *c;
    struct json j;
};

static void put_side(struct json *j, const char *key, const struct side *side)
{
    json_open(j, key, '{');
    json_text(j, "path", side->path);
    json_text(j, "kind", side->is_study ? "study" : "run");
    json_text(j, "program", side->head.program);
    json_text(j, "title", side->head.title);
    json_text(j, "hash", side->head.hash[0] != '\0' ? side->head.hash : NULL);
    json_integer(j, "cases", side->n);
    json_close(j, '}');
}

static void put_settings(struct json *j, const struct compared *c)
{
    json_open(j, "settings", '[');
    for (int k = 0; k < c->n_settings; k++) {
        const struct diff_setting *s = &c->setting[k];

        json_open(j, NULL, '{');
        json_text(j, "path", s->new != NULL ? s->new->path : s->old->path);
        json_text(j, "old", s->old != NULL ? s->old->value : NULL);
        json_text(j, "new", s->new != NULL ? s->new->value : NULL);
        json_close(j, '}');
    }
    json_close(j, ']');
}

static void put_case_head(struct json *j, const struct side_case *c)
{
    json_text(j, "name", c->name[0] != '\0' ? c->name : NULL);
    json_open(j, "settings", '{');
    for (int k = 0; k < c->n_sets; k++)
        json_text(j, c->set[k].path, c->set[k].value);
    json_close(j, '}');
}

static void put_only(struct json *j, const char *key, const struct side *side, int n,
                     const int at[])
{
    json_open(j, key, '[');
    for (int k = 0; k < n; k++) {
        json_open(j, NULL, '{');
        json_text(j, "id", side->at[at[k]].id);
        put_case_head(j, &side->at[at[k]]);
        json_text(j, "state", side->at[at[k]].state_said);
        json_close(j, '}');
    }
    json_close(j, ']');
}

/* A relative change from 0 has no number: null, with "from_zero". */
static void put_change(struct json *j, double old, double new, double change)
{
    double relative = diff_relative(old, change);

    json_number(j, "old", old);
    json_number(j, "new", new);
    json_number(j, "change", change);
    json_number(j, "relative", relative);
    if (isinf(relative)) json_flag(j, "from_zero", true);
}

static void put_figures(struct json *j, const struct diff *diff, bool all)
{
    json_open(j, "indicators", '[');
    for (int k = 0; k < diff->n_figures; k++) {
        const struct diff_figure *f = &diff->figure[k];
        const struct outcome_figure *of = diff_of(f);
        int measure = measures_find(of->name);

        if (!all && !diff_changed(diff, f)) continue;
        json_open(j, NULL, '{');
        json_integer(j, "year", of->year);
        if (of->nth > 0) json_integer(j, "nth", of->nth + 1);
        json_text(j, "district", of->district[0] != '\0' ? of->district : NULL);
        json_text(j, "name", of->name);
        json_text(j, "unit", measure >= 0 ? measures_unit(measure) : NULL);
        put_change(j, f->old != NULL ? f->old->value : (double)NAN,
                   f->new != NULL ? f->new->value : (double)NAN, diff_change(diff, f));
        json_close(j, '}');
    }
    json_close(j, ']');
}

static void put_stations(struct json *j, const struct diff *diff)
{
    json_open(j, "sites", '[');
    for (int k = 0; k < diff->n_stations; k++) {
        const struct outcome_station *old = diff->station[k].old, *new = diff->station[k].new;
        const struct outcome_station *of = new != NULL ? new : old;

        json_open(j, NULL, '{');
        json_integer(j, "year", of->year);
        if (of->nth > 0) json_integer(j, "nth", of->nth + 1);
        json_text(j, "id", of->site);
        json_text(j, "old", old != NULL ? old->chargers : NULL);
        json_text(j, "new", new != NULL ? new->chargers : NULL);
        json_close(j, '}');
    }
    json_close(j, ']');
}

static void put_rules(struct json *j, const struct diff *diff)
{
    json_open(j, "rules", '[');
    for (int k = 0; k < diff->n_rules; k++) {
        const struct outcome_rule *old = diff->rule[k].old, *new = diff->rule[k].new;
        const struct outcome_rule *of = new != NULL ? new : old;

        json_open(j, NULL, '{');
        json_integer(j, "year", of->year);
        json_text(j, "id", of->rule);
        json_text(j, "zone_class", of->zone_class[0] != '\0' ? of->zone_class : NULL);
        json_text(j, "old", old != NULL ? old->outcome : NULL);
        json_text(j, "new", new != NULL ? new->outcome : NULL);
        json_number(j, "target", of->target);
        json_number(j, "achieved_old", old != NULL ? old->achieved : (double)NAN);
        json_number(j, "achieved_new", new != NULL ? new->achieved : (double)NAN);
        json_close(j, '}');
    }
    json_close(j, ']');
}

static enum err put_pair(void *with, int pair, const struct diff *diff, struct error *err)
{
    struct writing *w = with;
    const struct match_pair *p = &w->c->match.pair[pair];
    const struct side_case *old = &w->c->old->at[p->old], *new = &w->c->new->at[p->new];
    bool run = !w->c->new->is_study;
    struct json *j = &w->j;

    (void)err;
    if (!run && !w->c->at[pair].differs) return ERR_OK;
    json_open(j, NULL, '{');
    if (!run) {
        json_text(j, "old_id", old->id);
        json_text(j, "new_id", new->id);
        put_case_head(j, new);
    }
    json_text(j, "old_state", old->state_said);
    json_text(j, "new_state", new->state_said);
    put_figures(j, diff, run);
    put_stations(j, diff);
    put_rules(j, diff);
    json_close(j, '}');
    return ERR_OK;
}

static void put_failures(struct json *j, const struct gate *g)
{
    char text[COMPARE_SENTENCE_ROOM];

    json_open(j, "failures", '[');
    for (int k = 0; k < g->n_kept; k++) {
        const struct gate_failure *f = &g->kept[k];

        json_open(j, NULL, '{');
        json_text(j, "said", compare_failure(text, f));
        json_text(j, "case", f->label[0] != '\0' ? f->label : NULL);
        if (f->why <= GATE_NO_VALUE || f->why == GATE_RULE) {
            json_integer(j, "year", f->year);
            json_text(j, "name", f->name);
        }
        if (f->why <= GATE_NO_VALUE) {
            json_text(j, "district", f->district[0] != '\0' ? f->district : NULL);
            put_change(j, f->old, f->new, f->change);
        }
        json_close(j, '}');
    }
    json_close(j, ']');
}

static void put_gates(struct json *j, const struct compared *c)
{
    json_open(j, "gates", '[');
    for (int k = 0; k < c->n_gates; k++) {
        const struct gate *g = &c->gate[k];

        json_open(j, NULL, '{');
        json_text(j, "fail_if", g->text);
        json_text(j, "outcome",
                  g->n_failed > 0   ? "failed"
                  : g->n_judged > 0 ? "passed"
                                    : "nothing to judge");
        json_integer(j, "n_judged", g->n_judged);
        json_integer(j, "n_failed", g->n_failed);
        put_failures(j, g);
        json_close(j, '}');
    }
    json_close(j, ']');
}

enum err compare_put_json(const struct compared *c, FILE *stream, struct error *err)
{
    struct writing w = {c, {.stream = stream}};
    struct json *j = &w.j;

    json_open(j, NULL, '{');
    json_integer(j, "compare", 1); /* version of this format */
    put_side(j, "old", c->old);
    put_side(j, "new", c->new);
    json_flag(j, "equal", c->equal);
    json_flag(j, "passed", compared_passed(c));
    json_number(j, "tolerance", c->tolerance);
    put_settings(j, c);
    json_integer(j, "n_matched", c->match.n);
    json_integer(j, "n_differing", c->n_differing);
    put_only(j, "only_old", c->old, c->match.n_only_old, c->match.only_old);
    put_only(j, "only_new", c->new, c->match.n_only_new, c->match.only_new);
    json_open(j, "cases", '[');
    TRY(compared_each(c, put_pair, &w, err));
    json_close(j, ']');
    put_gates(j, c);
    json_close(j, '}');
    return ERR_OK;
}
