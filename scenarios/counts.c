/* counts.c - see counts.h */
#include "scenarios/counts.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "scenarios/text.h"

struct part {
    int kind; /* index; -1: what no kind of the scenario takes */
    double share;
    double given; /* chargers at the sites before */
    int now;      /* chargers at this site */
};

struct column {
    int index;      /* in the file */
    double counted; /* sum of the column so far */
    int n;          /* parts, the last is kind -1 */
    struct part *part;
};

struct counts {
    int n;
    struct column *column;
};

const char *counts_column(const char *written, double *share)
{
    const char *star = strchr(written, '*'), *end = star;
    char number[TEXT_NUMBER_ROOM];

    *share = 1;
    if (star == NULL) return written;
    while (end > written && end[-1] == ' ')
        end--;
    if ((size_t)(end - written) >= sizeof number) return written;
    snprintf(number, sizeof number, "%.*s", (int)(end - written), written);
    star++;
    star += strspn(star, " ");
    if (*star == '\0' || !text_number(number, share)) return written;
    return star;
}

bool counts_is_share(const char *written)
{
    double share;

    return counts_column(written, &share) != written;
}

double counts_sum(const struct map_text *kinds, const char *column)
{
    double sum = 0;

    for (int k = 0; k < kinds->n; k++) {
        double share;

        if (strcmp(counts_column(kinds->value[k], &share), column) == 0) sum += share;
    }
    return sum;
}

void counts_free(struct counts *counts)
{
    if (counts == NULL) return;
    for (int k = 0; counts->column != NULL && k < counts->n; k++)
        free(counts->column[k].part);
    free(counts->column);
    free(counts);
}

/* The place of a column of the file among the layer's, a new one where there is none. */
static struct column *column_at(struct counts *counts, int index, int most)
{
    struct column *c = counts->column;

    for (; c < counts->column + counts->n; c++)
        if (c->index == index) return c;
    c->part = calloc((size_t)most + 1, sizeof *c->part);
    if (c->part == NULL) return NULL;
    c->index = index;
    counts->n++;
    return c;
}

static enum err add_kind(struct counts *counts, const struct table *table,
                         const struct map_text *kinds, int k, const struct scenario *scenario,
                         struct error *err)
{
    double share;
    const char *name = counts_column(kinds->value[k], &share);
    int kind = scenario_kind(scenario, kinds->key[k]), index = -1;
    struct column *column;
    char key[80];

    if (kind < 0)
        return error_set(err, ERR_DATA, "%s.kinds: there is no kind '%s' of charger",
                         table->section, csv_quote(kinds->key[k]).text);
    snprintf(key, sizeof key, "kinds.%s", csv_quote(kinds->key[k]).text);
    TRY(table_column(table, key, name, &index, err));
    column = column_at(counts, index, kinds->n);
    if (column == NULL) return error_nomem(err, "the sites");
    column->part[column->n++] = (struct part){.kind = kind, .share = share};
    return ERR_OK;
}

/* What the kinds leave of each column is a part of its own, so that a site's parts make up its
 * count. */
static void add_rests(struct counts *counts)
{
    for (int k = 0; k < counts->n; k++) {
        struct column *c = &counts->column[k];
        double rest = 1;

        for (int i = 0; i < c->n; i++)
            rest -= c->part[i].share;
        c->part[c->n++] = (struct part){.kind = -1, .share = fabs(rest) < 1e-9 ? 0 : rest};
    }
}

enum err counts_create(struct counts **out, const struct table *table,
                       const struct map_text *kinds, const struct scenario *scenario,
                       struct error *err)
{
    struct counts *counts = calloc(1, sizeof *counts);
    enum err code = ERR_OK;

    if (counts != NULL) counts->column = calloc((size_t)kinds->n + 1, sizeof *counts->column);
    if (counts == NULL || counts->column == NULL) code = error_nomem(err, "the sites");
    for (int k = 0; k < kinds->n && code == ERR_OK; k++)
        code = add_kind(counts, table, kinds, k, scenario, err);
    if (code != ERR_OK) {
        counts_free(counts);
        return code;
    }
    add_rests(counts);
    *out = counts;
    return ERR_OK;
}

/* What a part should have of all chargers counted so far, less what it has. */
static double due(const struct column *c, const struct part *p)
{
    return p->share * c->counted - p->given - p->now;
}

/* Gives one charger to the part that lacks most, or takes one from that which has most too
 * many; the earlier of equal ones. Parts with no share never have any. */
static void move_one(struct column *c, int by)
{
    struct part *best = NULL;

    for (struct part *p = c->part; p < c->part + c->n; p++) {
        if (by > 0 ? p->share <= 0 : p->now == 0) continue;
        if (best == NULL || by * (due(c, p) - due(c, best)) > 1e-9) best = p;
    }
    best->now += by;
}

static void split(struct column *c, int count)
{
    int left = count;

    c->counted += count;
    for (struct part *p = c->part; p < c->part + c->n; p++) {
        p->now = 0;
        p->now = (int)fmax(0, floor(due(c, p) + 1e-9)); /* 0.1 x 30 is 3, however stored */
        left -= p->now;
    }
    for (; left > 0; left--)
        move_one(c, 1);
    for (; left < 0; left++)
        move_one(c, -1);
}

enum err counts_read(struct counts *counts, const struct table *table, int row,
                     int n_chargers[], bool *any, struct error *err)
{
    for (struct column *c = counts->column; c < counts->column + counts->n; c++) {
        struct figure figure = {c->index, 0};
        int count = 0;

        TRY(table_count(table, row, &figure, 1e6, &count, err));
        *any = *any || count > 0;
        split(c, count);
        for (struct part *p = c->part; p < c->part + c->n; p++) {
            if (p->kind >= 0) n_chargers[p->kind] += p->now;
            p->given += p->now;
            p->now = 0;
        }
    }
    return ERR_OK;
}
