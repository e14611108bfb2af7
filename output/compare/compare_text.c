/* compare_text.c - a comparison for a terminal. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "output/columns.h"
#include "output/compare/compare.h"
#include "output/compare/compare_figure.h"

enum { LISTED = 20 }; /* lines of lists that may be long */

struct telling {
    const struct compared *c;
    FILE *stream;
    bool all, nomem;
};

static void row(struct columns *table, int n, const char *const cells[])
{
    for (int k = 0; k < n; k++)
        columns_cell(table, cells[k]);
}
#define ROW(table, ...)                                                                        \
    row((table), (int)(sizeof((const char *[]){__VA_ARGS__}) / sizeof(const char *)),          \
        (const char *[]){__VA_ARGS__})

static void print(struct telling *t, struct columns *table)
{
    if (!columns_print(table, t->stream, 2)) t->nomem = true;
}

static void more(const struct telling *t, long n, const char *what)
{
    if (n > 0) fprintf(t->stream, "  ... and %ld more%s\n", n, what);
}

static void tell_sides(struct telling *t)
{
    const struct side *side[2] = {t->c->old, t->c->new};
    struct columns table = {.align = "llll"};
    char cases[64];

    for (int k = 0; k < 2; k++) {
        snprintf(cases, sizeof cases, "%d case%s", side[k]->n, side[k]->n == 1 ? "" : "s");
        ROW(&table, k == 0 ? "old" : "new", side[k]->path, side[k]->head.title,
            side[k]->is_study ? cases : side[k]->at[0].state_said);
    }
    if (!columns_print(&table, t->stream, 0)) t->nomem = true;
    if (strcmp(side[0]->head.program, side[1]->head.program) != 0)
        fprintf(t->stream, "made by %s and by %s\n", side[0]->head.program,
                side[1]->head.program);
}

static void tell_settings(struct telling *t)
{
    const struct compared *c = t->c;
    struct columns table = {.align = "llll"};

    if (c->n_settings == 0) return;
    fprintf(t->stream, "\n%d setting%s differ%s\n", c->n_settings,
            c->n_settings == 1 ? "" : "s", c->n_settings == 1 ? "s" : "");
    for (int k = 0; k < c->n_settings && (k < LISTED || t->all); k++) {
        const struct diff_setting *s = &c->setting[k];

        ROW(&table, s->new != NULL ? s->new->path : s->old->path,
            s->old != NULL ? (s->old->value[0] != '\0' ? s->old->value : "(empty)") : "(none)",
            "->",
            s->new != NULL ? (s->new->value[0] != '\0' ? s->new->value : "(empty)") : "(none)");
    }
    print(t, &table);
    if (!t->all) more(t, c->n_settings - LISTED, "; --all prints them");
    if (*compare_standard_said(c) != '\0')
        fprintf(t->stream, "\n%s\n", compare_standard_said(c));
}

/* ---- a run ---- */

static void figure_row(const struct telling *t, struct columns *table, const struct diff *diff,
                       const struct diff_figure *f)
{
    const struct outcome_figure *of = diff_of(f);
    double change = diff_change(diff, f), relative = change;
    char step[COMPARE_FIGURE_ROOM], old[COMPARE_FIGURE_ROOM], new[COMPARE_FIGURE_ROOM],
        by[COMPARE_FIGURE_ROOM], per_cent[COMPARE_FIGURE_ROOM];

    if (change == 0 && !t->all) return;
    if (f->old != NULL) relative = diff_relative(f->old->value, change);
    compare_figures(old, new, f->old != NULL ? f->old->value : (double)NAN,
                    f->new != NULL ? f->new->value : (double)NAN);
    ROW(table, compare_step(step, of->year, of->nth), of->district, of->name, old, new,
        compare_change(by, of->name, change), compare_relative(per_cent, relative));
}

static void tell_figures(struct telling *t, const struct diff *diff)
{
    struct columns table = {.align = "lllrrrr"};

    fprintf(t->stream, "\n%d of %d figures changed%s\n", diff->n_changed, diff->n_figures,
            t->all || diff->n_changed == diff->n_figures ? ""
                                                         : "; --all prints the others too");
    if (diff->n_changed == 0 && !t->all) return;
    ROW(&table, "year", "district", "indicator", "old", "new", "change", "relative");
    for (int k = 0; k < diff->n_figures; k++)
        figure_row(t, &table, diff, &diff->figure[k]);
    print(t, &table);
}

static void tell_stations(struct telling *t, const struct diff *diff)
{
    struct columns table = {.align = "llll"};
    int n[3] = {0};
    char step[COMPARE_FIGURE_ROOM];

    if (diff->n_stations == 0) return;
    for (int k = 0; k < diff->n_stations; k++)
        n[diff->station[k].old == NULL ? 0 : diff->station[k].new == NULL ? 1 : 2]++;
    fprintf(t->stream,
            "\nsites in use, by step: %d appeared, %d went, %d have other chargers\n", n[0],
            n[1], n[2]);
    for (int k = 0; k < diff->n_stations && (k < LISTED || t->all); k++) {
        const struct outcome_station *old = diff->station[k].old, *new = diff->station[k].new;
        const struct outcome_station *of = new != NULL ? new : old;
        char said[512];

        snprintf(said, sizeof said, "%.200s%s%.200s", old != NULL ? old->chargers : "",
                 old != NULL && new != NULL ? "  ->  " : "", new != NULL ? new->chargers : "");
        ROW(&table, compare_step(step, of->year, of->nth),
            old == NULL   ? "appeared"
            : new == NULL ? "went"
                          : "changed",
            of->site, said);
    }
    print(t, &table);
    if (!t->all) more(t, diff->n_stations - LISTED, "; --all prints them");
}

static enum err tell_run(void *with, int pair, const struct diff *diff, struct error *err)
{
    struct telling *t = with;

    (void)pair;
    (void)err;
    if (strcmp(diff->old->state_said, diff->new->state_said) != 0)
        fprintf(t->stream, "\nwas %s and is %s%s%s\n", diff->old->state_said,
                diff->new->state_said, diff->new->reason[0] != '\0' ? ": " : "",
                diff->new->reason);
    tell_figures(t, diff);
    tell_stations(t, diff);
    return ERR_OK;
}

/* ---- a study ---- */

static void tell_only(struct telling *t, const struct side *side, int n, const int at[],
                      const char *what)
{
    char label[SIDE_LABEL_ROOM];
    struct columns table = {.align = "ll"};

    if (n == 0) return;
    fprintf(t->stream, "\n%d case%s %s\n", n, n == 1 ? "" : "s", what);
    for (int k = 0; k < n && (k < LISTED || t->all); k++)
        ROW(&table, side->at[at[k]].state_said, side_label(&side->at[at[k]], label));
    print(t, &table);
    if (!t->all) more(t, n - LISTED, "; --all prints them");
}

static void tell_tallies(struct telling *t)
{
    const struct compared *c = t->c;
    struct columns table = {.align = "llrrrrl"};
    char step[COMPARE_FIGURE_ROOM], cases[64], least[COMPARE_FIGURE_ROOM],
        mean[COMPARE_FIGURE_ROOM], most[COMPARE_FIGURE_ROOM];

    fprintf(t->stream, "\nchanges of the whole area over the cases%s\n",
            t->all ? "" : "; indicators that changed nowhere are left out");
    ROW(&table, "year", "indicator", "changed", "least", "mean", "most", "least in");
    for (int k = 0; k < c->n_tallies; k++) {
        const struct compared_tally *y = &c->tally[k];
        long n = y->n + y->n_gone + y->n_come;

        if (y->n_changed + y->n_gone + y->n_come == 0 && !t->all) continue;
        snprintf(cases, sizeof cases, "%ld of %ld", y->n_changed + y->n_gone + y->n_come, n);
        ROW(&table, compare_step(step, y->year, y->nth), y->name, cases,
            compare_change(least, y->name, y->n > 0 ? y->least : (double)NAN),
            compare_change(mean, y->name, y->n > 0 ? y->sum / (double)y->n : (double)NAN),
            compare_change(most, y->name, y->n > 0 ? y->most : (double)NAN),
            y->n > 0 && y->n_changed > 0 ? y->least_label : "");
    }
    print(t, &table);
}

static void tell_tops(struct telling *t)
{
    const struct compared *c = t->c;
    struct columns table = {.align = "llrrrrl"};
    char step[COMPARE_FIGURE_ROOM], old[COMPARE_FIGURE_ROOM], new[COMPARE_FIGURE_ROOM],
        by[COMPARE_FIGURE_ROOM], per_cent[COMPARE_FIGURE_ROOM];

    if (c->n_tops == 0) return;
    fprintf(t->stream, "\nthe largest changes against the old figure\n");
    ROW(&table, "year", "indicator", "old", "new", "change", "relative", "case");
    for (int k = 0; k < c->n_tops && k < LISTED; k++) {
        const struct compared_change *d = &c->top[k];

        compare_figures(old, new, d->old, d->new);
        ROW(&table, compare_step(step, d->year, d->nth), d->name, old, new,
            compare_change(by, d->name, d->change), compare_relative(per_cent, d->relative),
            d->label);
    }
    print(t, &table);
}

static void tell_states(struct telling *t)
{
    const struct compared *c = t->c;
    struct columns table = {.align = "llll"};
    int n = 0;

    for (int k = 0; k < c->match.n; k++) {
        const struct side_case *old = &c->old->at[c->match.pair[k].old],
                               *new = &c->new->at[c->match.pair[k].new];

        if (strcmp(old->state_said, new->state_said) == 0) continue;
        if (n++ < LISTED || t->all)
            ROW(&table, old->state_said, "->", new->state_said, c->at[k].label);
    }
    if (n == 0) return;
    fprintf(t->stream, "\n%d case%s another state\n", n, n == 1 ? " has" : "s have");
    print(t, &table);
    if (!t->all) more(t, n - LISTED, "; --all prints them");
}

static void tell_study(struct telling *t)
{
    const struct compared *c = t->c;

    fprintf(t->stream, "\n%d case%s matched by name and settings: %d differ%s, %d equal\n",
            c->match.n, c->match.n == 1 ? "" : "s", c->n_differing,
            c->n_differing == 1 ? "s" : "", c->match.n - c->n_differing);
    tell_only(t, c->old, c->match.n_only_old, c->match.only_old, "only in old");
    tell_only(t, c->new, c->match.n_only_new, c->match.only_new, "only in new");
    tell_states(t);
    if (c->n_changed > 0 || t->all) {
        tell_tallies(t);
        tell_tops(t);
    }
}

/* ---- both ---- */

static void tell_rules(struct telling *t)
{
    const struct compared *c = t->c;
    struct columns table = {.align = "llllll"};
    char step[COMPARE_FIGURE_ROOM], figures[128], old[COMPARE_FIGURE_ROOM],
        new[COMPARE_FIGURE_ROOM], name[256];

    if (c->n_rules_changed == 0) return;
    fprintf(t->stream, "\n%ld rule%s another outcome; %ld met before %s not met now\n",
            c->n_rules_changed, c->n_rules_changed == 1 ? " has" : "s have", c->n_rules_lost,
            c->n_rules_lost == 1 ? "is" : "are");
    for (int k = 0; k < c->n_rules && (k < LISTED || t->all); k++) {
        const struct compared_rule *r = &c->rule[k];

        compare_figures(old, new, r->achieved_old, r->achieved_new);
        snprintf(figures, sizeof figures, "achieved %s, was %s", new, old);
        snprintf(name, sizeof name, "%.180s%s%.60s%s", r->rule,
                 r->zone_class[0] != '\0' ? " (" : "", r->zone_class,
                 r->zone_class[0] != '\0' ? ")" : "");
        ROW(&table, compare_step(step, r->year, 0), name,
            r->old[0] != '\0' ? r->old : "not judged", "->",
            r->new[0] != '\0' ? r->new : "not judged", figures);
    }
    print(t, &table);
    if (!t->all) more(t, c->n_rules_changed - LISTED, "; --all prints them");
}

static void tell_gates(struct telling *t)
{
    const struct compared *c = t->c;
    char text[COMPARE_SENTENCE_ROOM];

    if (c->n_gates == 0) return;
    fputs("\ngates\n", t->stream);
    for (int k = 0; k < c->n_gates; k++) {
        const struct gate *g = &c->gate[k];

        fprintf(t->stream, "  %s  %s: %s\n",
                g->n_failed > 0   ? "FAIL"
                : g->n_judged > 0 ? "ok  "
                                  : "?   ",
                g->text, compare_gate_said(text, g));
        for (int f = 0; f < g->n_kept && (f < LISTED || t->all); f++)
            fprintf(t->stream, "          %s\n", compare_failure(text, &g->kept[f]));
        if (g->n_failed > LISTED && (!t->all || g->n_failed > g->n_kept))
            fprintf(t->stream, "          ... and %ld more\n",
                    g->n_failed - (t->all ? g->n_kept : LISTED));
    }
}

enum err compare_put_text(const struct compared *c, bool all, FILE *stream, struct error *err)
{
    struct telling t = {c, stream, all, false};

    tell_sides(&t);
    if (c->equal)
        fprintf(stream, "\nno difference%s\n", c->n_settings > 0 ? " in the results" : "");
    tell_settings(&t);
    if (c->new->is_study)
        tell_study(&t);
    else if (!c->equal || all)
        TRY(compared_each(c, tell_run, &t, err));
    tell_rules(&t);
    tell_gates(&t);
    return t.nomem ? error_nomem(err, "the tables") : ERR_OK;
}
