/* compare_markdown.c - a comparison as the summary of a pull request: what decides first, the
 * rest folded; always short enough for a comment. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "output/compare/compare.h"
#include "output/compare/compare_figure.h"
#include "output/markdown.h"

enum {
    LIMIT_BYTES = COMPARE_MARKDOWN_MAX - 400, /* for the lines that close a section */
    NAME_BYTES = 160,
    SENTENCE_BYTES = 400,
    FAILURES_SHOWN = 5,
    TOPS_SHOWN = 15,
    RULES_SHOWN = 40
};

struct page {
    const struct compared *c;
    struct text text;
    struct text row; /* being made: goes into the text whole or not at all */
    long left_out;   /* rows of the section that did not fit */
};

static void say(struct page *p, const char *markup)
{
    text_add(&p->text, markup);
}

/* A cell of the row: a text of any origin. */
static void cell(struct page *p, const char *text)
{
    text_add(&p->row, "| ");
    markdown_text(&p->row, text, NAME_BYTES);
    text_add(&p->row, " ");
}

static void end_row(struct page *p)
{
    text_add(&p->row, "|\n");
    if (p->row.nomem)
        p->text.nomem = true;
    else if (p->text.n + p->row.n > LIMIT_BYTES)
        p->left_out++;
    else
        text_add_bytes(&p->text, p->row.data, p->row.n);
    text_clear(&p->row);
}

/* True, and the heads are written, where there is room for a section at all. */
static bool begin(struct page *p, const char *title, const char *folded, const char *heads)
{
    p->left_out = 0;
    if (p->text.n + 1000 > LIMIT_BYTES) return false;
    if (folded[0] != '\0')
        text_addf(&p->text, "\n<details><summary>%s</summary>\n\n%s", folded, heads);
    else
        text_addf(&p->text, "\n### %s\n\n%s", title, heads);
    return true;
}

static void end(struct page *p, long left_out, bool folded)
{
    if (p->left_out + left_out > 0)
        text_addf(&p->text, "\n... and %ld more\n", p->left_out + left_out);
    if (folded) say(p, "\n</details>\n");
}

static void put_head(struct page *p)
{
    const struct compared *c = p->c;
    const struct side *side[2] = {c->old, c->new};
    int failed = 0;

    for (int k = 0; k < c->n_gates; k++)
        failed += c->gate[k].n_failed > 0;
    say(p, "## chargeplan: ");
    if (failed > 0)
        text_addf(&p->text, "%d of %d gate%s failed", failed, c->n_gates,
                  c->n_gates == 1 ? "" : "s");
    else if (c->equal)
        say(p, "no difference");
    else if (c->n_gates > 0)
        text_addf(&p->text, "differences, and %s",
                  c->n_gates == 1 ? "the gate passes" : "all gates pass");
    else
        say(p, "differences");
    say(p, "\n\n| | study or run | title | program |\n| --- | --- | --- | --- |\n");
    for (int k = 0; k < 2; k++) {
        cell(p, k == 0 ? "old" : "new");
        cell(p, side[k]->path);
        cell(p, side[k]->head.title);
        cell(p, side[k]->head.program);
        end_row(p);
    }
    if (c->new->is_study)
        text_addf(&p->text,
                  "\n%d cases matched: %d differ, %d equal; %d only in old, %d only in new.\n",
                  c->match.n, c->n_differing, c->match.n - c->n_differing, c->match.n_only_old,
                  c->match.n_only_new);
    text_addf(&p->text,
              "\n%ld of %ld figures changed; %ld rules changed their outcome, %ld of "
              "them were met before.\n",
              c->n_changed, c->n_figures, c->n_rules_changed, c->n_rules_lost);
    if (*compare_standard_said(c) != '\0')
        text_addf(&p->text, "\n%s\n", compare_standard_said(c));
}

static void put_gate(struct page *p, const struct gate *g)
{
    char text[COMPARE_SENTENCE_ROOM];

    cell(p, g->text);
    text_add(&p->row, g->n_failed > 0 ? "| **failed** " : g->n_judged > 0 ? "| ok " : "| ? ");
    text_add(&p->row, "| ");
    if (g->n_failed == 0) markdown_text(&p->row, compare_gate_said(text, g), SENTENCE_BYTES);
    for (int k = 0; k < g->n_kept && k < FAILURES_SHOWN; k++) {
        if (k > 0) text_add(&p->row, "<br>");
        markdown_text(&p->row, compare_failure(text, &g->kept[k]), SENTENCE_BYTES);
    }
    if (g->n_failed > FAILURES_SHOWN)
        text_addf(&p->row, "<br>and %ld more", g->n_failed - FAILURES_SHOWN);
    text_add(&p->row, " ");
    end_row(p);
}

static void put_gates(struct page *p)
{
    const struct compared *c = p->c;

    if (c->n_gates == 0 ||
        !begin(p, "Gates", "", "| fail if | | where |\n| --- | --- | --- |\n"))
        return;
    for (int k = 0; k < c->n_gates; k++)
        put_gate(p, &c->gate[k]);
    end(p, 0, false);
}

static void put_rules(struct page *p)
{
    const struct compared *c = p->c;
    char step[COMPARE_FIGURE_ROOM], old[COMPARE_FIGURE_ROOM], new[COMPARE_FIGURE_ROOM];
    int k;

    if (c->n_rules_changed == 0 ||
        !begin(p, "Rules", "",
               "| year | rule | was | is | achieved before | now | case |\n"
               "| --- | --- | --- | --- | ---: | ---: | --- |\n"))
        return;
    for (k = 0; k < c->n_rules && k < RULES_SHOWN; k++) {
        const struct compared_rule *r = &c->rule[k];
        char name[256];

        snprintf(name, sizeof name, "%.180s %.60s", r->rule, r->zone_class);
        compare_figures(old, new, r->achieved_old, r->achieved_new);
        cell(p, compare_step(step, r->year, 0));
        cell(p, name);
        cell(p, r->old[0] != '\0' ? r->old : "not judged");
        cell(p, r->new[0] != '\0' ? r->new : "not judged");
        cell(p, old);
        cell(p, new);
        cell(p, r->label);
        end_row(p);
    }
    end(p, c->n_rules_changed - k, false);
}

static void put_tops(struct page *p)
{
    const struct compared *c = p->c;
    char step[COMPARE_FIGURE_ROOM], old[COMPARE_FIGURE_ROOM], new[COMPARE_FIGURE_ROOM],
        by[COMPARE_FIGURE_ROOM];

    if (c->n_tops == 0 || !begin(p, "Largest changes of the whole area", "",
                                 "| year | indicator | old | new | change | relative | case |\n"
                                 "| --- | --- | ---: | ---: | ---: | ---: | --- |\n"))
        return;
    for (int k = 0; k < c->n_tops && k < TOPS_SHOWN; k++) {
        const struct compared_change *d = &c->top[k];

        compare_figures(old, new, d->old, d->new);
        cell(p, compare_step(step, d->year, d->nth));
        cell(p, d->name);
        cell(p, old);
        cell(p, new);
        cell(p, compare_change(by, d->name, d->change));
        cell(p, compare_relative(step, d->relative));
        cell(p, d->label);
        end_row(p);
    }
    end(p, 0, false);
}

static void put_settings(struct page *p)
{
    const struct compared *c = p->c;
    char title[64];

    snprintf(title, sizeof title, "Settings that differ (%d)", c->n_settings);
    if (c->n_settings == 0 ||
        !begin(p, "", title, "| setting | old | new |\n| --- | --- | --- |\n"))
        return;
    for (int k = 0; k < c->n_settings; k++) {
        const struct diff_setting *s = &c->setting[k];

        cell(p, s->new != NULL ? s->new->path : s->old->path);
        cell(p, s->old != NULL ? s->old->value : "(none)");
        cell(p, s->new != NULL ? s->new->value : "(none)");
        end_row(p);
    }
    end(p, 0, true);
}

/* Cases that only one side has, or whose state changed. */
static void put_cases(struct page *p)
{
    const struct compared *c = p->c;
    char label[SIDE_LABEL_ROOM];

    if (!c->new->is_study ||
        (c->n_differing == 0 && c->match.n_only_old == 0 && c->match.n_only_new == 0))
        return;
    if (!begin(p, "", "Cases that differ",
               "| case | was | is | figures changed | rules lost | rules won |\n"
               "| --- | --- | --- | ---: | ---: | ---: |\n"))
        return;
    for (int k = 0; k < c->match.n_only_old; k++) {
        cell(p, side_label(&c->old->at[c->match.only_old[k]], label));
        cell(p, c->old->at[c->match.only_old[k]].state_said);
        text_add(&p->row, "| not there | | | ");
        end_row(p);
    }
    for (int k = 0; k < c->match.n_only_new; k++) {
        cell(p, side_label(&c->new->at[c->match.only_new[k]], label));
        text_add(&p->row, "| not there ");
        cell(p, c->new->at[c->match.only_new[k]].state_said);
        text_add(&p->row, "| | | ");
        end_row(p);
    }
    for (int k = 0; k < c->match.n; k++) {
        if (!c->at[k].differs) continue;
        cell(p, c->at[k].label);
        cell(p, c->old->at[c->match.pair[k].old].state_said);
        cell(p, c->new->at[c->match.pair[k].new].state_said);
        text_addf(&p->row, "| %d | %d | %d ", c->at[k].n_figures, c->at[k].n_rules_lost,
                  c->at[k].n_rules_won);
        end_row(p);
    }
    end(p, 0, true);
}

/* ---- of a run: every figure that changed, and the sites ---- */

static void put_figures(struct page *p, const struct diff *diff)
{
    char step[COMPARE_FIGURE_ROOM], old[COMPARE_FIGURE_ROOM], new[COMPARE_FIGURE_ROOM],
        by[COMPARE_FIGURE_ROOM], title[64];

    snprintf(title, sizeof title, "Figures that changed (%d), by year and district",
             diff->n_changed);
    if (diff->n_changed == 0 ||
        !begin(p, "", title,
               "| year | district | indicator | old | new | change | relative |\n"
               "| --- | --- | --- | ---: | ---: | ---: | ---: |\n"))
        return;
    for (int k = 0; k < diff->n_figures; k++) {
        const struct diff_figure *f = &diff->figure[k];
        const struct outcome_figure *of = diff_of(f);
        double change = diff_change(diff, f);

        if (change == 0) continue;
        compare_figures(old, new, f->old != NULL ? f->old->value : (double)NAN,
                        f->new != NULL ? f->new->value : (double)NAN);
        cell(p, compare_step(step, of->year, of->nth));
        cell(p, of->district);
        cell(p, of->name);
        cell(p, old);
        cell(p, new);
        cell(p, compare_change(by, of->name, change));
        cell(p, compare_relative(by, f->old != NULL ? diff_relative(f->old->value, change)
                                                    : change));
        end_row(p);
    }
    end(p, 0, true);
}

static void put_stations(struct page *p, const struct diff *diff)
{
    char step[COMPARE_FIGURE_ROOM], title[64];

    snprintf(title, sizeof title, "Sites that differ (%d), by year", diff->n_stations);
    if (diff->n_stations == 0 ||
        !begin(p, "", title, "| year | site | old | new |\n| --- | --- | --- | --- |\n"))
        return;
    for (int k = 0; k < diff->n_stations; k++) {
        const struct outcome_station *old = diff->station[k].old, *new = diff->station[k].new;
        const struct outcome_station *of = new != NULL ? new : old;

        cell(p, compare_step(step, of->year, of->nth));
        cell(p, of->site);
        cell(p, old != NULL ? old->chargers : "not in use");
        cell(p, new != NULL ? new->chargers : "not in use");
        end_row(p);
    }
    end(p, 0, true);
}

static enum err put_run(void *with, int pair, const struct diff *diff, struct error *err)
{
    struct page *p = with;

    (void)pair;
    (void)err;
    if (strcmp(diff->old->state_said, diff->new->state_said) != 0) {
        text_addf(&p->text, "\nThe run was %s and is **%s**. ", diff->old->state_said,
                  diff->new->state_said);
        markdown_text(&p->text, diff->new->reason, SENTENCE_BYTES);
        say(p, "\n");
    }
    put_figures(p, diff);
    put_stations(p, diff);
    return ERR_OK;
}

enum err compare_put_markdown(const struct compared *c, FILE *stream, struct error *err)
{
    struct page p = {.c = c};
    enum err code = ERR_OK;

    put_head(&p);
    put_gates(&p);
    put_rules(&p);
    put_tops(&p);
    put_settings(&p);
    put_cases(&p);
    if (!c->new->is_study) code = compared_each(c, put_run, &p, err);
    if (code == ERR_OK && p.text.nomem) code = error_nomem(err, "the summary");
    if (code == ERR_OK) fwrite(p.text.data, 1, p.text.n, stream);
    text_clear(&p.text);
    text_clear(&p.row);
    return code;
}
