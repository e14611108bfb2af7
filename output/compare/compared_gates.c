/* compared_gates.c - a gate that had nothing to judge: is there such an indicator, year or
 * district at all? A slip of the pen must not pass for ever. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "output/compare/compared.h"
#include "output/measures.h"
#include "scenarios/text.h"

enum { LIST_MAX = 4096, SAID_MAX = 12 };

/* Words that occur, each once. */
struct seen {
    int n;
    const char *word[LIST_MAX];
};
struct all_seen {
    struct seen name, year, district;
    struct keep keep;
};

static bool has(const struct seen *list, const char *word)
{
    for (int k = 0; k < list->n; k++)
        if (strcmp(list->word[k], word) == 0) return true;
    return false;
}

static void add(struct all_seen *all, struct seen *list, const char *word)
{
    if (list->n < LIST_MAX && !has(list, word))
        list->word[list->n++] = keep_text(&all->keep, word);
}

static enum err look(void *with, int pair, const struct diff *diff, struct error *err)
{
    struct all_seen *all = with;

    (void)pair;
    for (int k = 0; k < diff->n_figures; k++) {
        const struct outcome_figure *f = diff_of(&diff->figure[k]);
        char *year = text_print("%d", f->year);

        if (year == NULL) return error_nomem(err, "the gates");
        add(all, &all->year, year);
        free(year);
        add(all, &all->name, f->name);
        if (f->district[0] != '\0') add(all, &all->district, f->district);
    }
    return ERR_OK;
}

static enum err refuse(const struct gate *g, int column, const char *what, const char *word,
                       const struct seen *list, struct error *err)
{
    bool is_year = list->n > 0 && text_integer(list->word[0], &(int){0}); /* none is near */
    const char *near = is_year ? NULL : text_nearest(word, list->n, list->word);
    struct text there = {0};
    enum err code;

    for (int k = 0; k < list->n && k < SAID_MAX && near == NULL; k++)
        text_addf(&there, "%s%s", k > 0 ? ", " : "", list->word[k]);
    if (list->n > SAID_MAX && near == NULL) text_add(&there, " ...");
    code = error_set(err, ERR_USAGE,
                     "--fail-if '%s': column %d: neither side has the %s '%s'%s%s%s", g->text,
                     column, what, word, near != NULL ? "; did you mean '" : "; there are ",
                     near != NULL ? near : (there.data != NULL ? there.data : "none"),
                     near != NULL ? "'?" : "");
    text_clear(&there);
    return code;
}

static enum err check(const struct gate *g, struct all_seen *all, struct error *err)
{
    char year[16];

    for (int m = 0; m < N_MEASURES; m++)
        add(all, &all->name, measures_name(m));
    if (g->name[0] != '\0' && !has(&all->name, g->name))
        return refuse(g, g->name_column, "indicator", g->name, &all->name, err);
    snprintf(year, sizeof year, "%d", g->year);
    if (g->year != GATE_ANY_YEAR && !has(&all->year, year))
        return refuse(g, g->year_column, "year", year, &all->year, err);
    if (g->district[0] != '\0' && !has(&all->district, g->district))
        return refuse(g, g->district_column, "district", g->district, &all->district, err);
    if (g->each_district && all->district.n == 0)
        return error_set(err, ERR_USAGE,
                         "--fail-if '%s': column %d: neither side has districts", g->text,
                         g->district_column);
    return ERR_OK;
}

enum err compared_check_gates(const struct compared *c, struct error *err)
{
    struct all_seen *all = NULL;
    enum err code = ERR_OK;

    for (int k = 0; k < c->n_gates && code == ERR_OK; k++) {
        const struct gate *g = &c->gate[k];

        if (g->kind != GATE_FIGURE || g->n_judged > 0 || g->n_without_base > 0) continue;
        if (all == NULL) {
            all = calloc(1, sizeof *all);
            if (all == NULL) return error_nomem(err, "the gates");
            code = compared_each(c, look, all, err);
        }
        if (code == ERR_OK) code = check(g, all, err);
    }
    if (all != NULL) keep_clear(&all->keep);
    free(all);
    return code;
}
