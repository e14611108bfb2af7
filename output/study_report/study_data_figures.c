/* study_data_figures.c - the indicators of every case and step, over the whole area. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "output/study_report/study_data.h"
#include "scenarios/text.h"

/* Numbers of the measures in the store, and what they are here: -1 where they are of a later
 * program. */
enum { MEASURES_MAX = 1000 };

static enum err read_measures(struct store *s, int here[MEASURES_MAX], struct error *err)
{
    struct store_rows *rows;
    bool more;

    for (int k = 0; k < MEASURES_MAX; k++)
        here[k] = -1;
    TRY(store_ask(s, &rows, err, "SELECT number, name FROM measure", ""));
    for (;;) {
        long number;

        TRY(store_next(s, rows, &more, err));
        if (!more) return ERR_OK;
        number = store_integer(rows, 0);
        if (number >= 0 && number < MEASURES_MAX)
            here[number] = measures_find(store_text(rows, 1));
    }
}

static double sum(double a, double b)
{
    return isnan(a) ? b : isnan(b) ? a : a + b;
}

static double share(double part_a, double part_b, double all_a, double all_b)
{
    double all = sum(all_a, all_b);

    return all > 0 ? sum(part_a, part_b) / all : (double)NAN;
}

/* What the step says, and what the steps before it add up to. */
static void make_keys(struct study_step *t, const struct study_step *before, const double m[])
{
    double *key = t->key;

    key[KEY_SERVED] = m[MEASURE_SERVED_SHARE];
    key[KEY_COVER] = m[MEASURE_COVER_SHARE];
    key[KEY_FULL] = share(m[MEASURE_FAST_FULL], m[MEASURE_SLOW_FULL], m[MEASURE_FAST_DEMAND],
                          m[MEASURE_SLOW_DEMAND]);
    key[KEY_OUT] = share(m[MEASURE_FAST_OUT], m[MEASURE_SLOW_OUT], m[MEASURE_FAST_DEMAND],
                         m[MEASURE_SLOW_DEMAND]);
    key[KEY_COST] = m[MEASURE_COST_SO_FAR];
    key[KEY_OM] =
        sum(before != NULL ? before->key[KEY_OM] : (double)NAN, m[MEASURE_OM_PER_YEAR]);
    key[KEY_NEW_SITES] =
        sum(before != NULL ? before->key[KEY_NEW_SITES] : (double)NAN, m[MEASURE_NEW_SITES]);
    key[KEY_STATIONS] = m[MEASURE_STATIONS];
    key[KEY_CHARGERS] = m[MEASURE_CHARGERS];
    key[KEY_FAST] = m[MEASURE_FAST_CHARGERS];
    key[KEY_SLOW] = m[MEASURE_SLOW_CHARGERS];
    key[KEY_KW] = m[MEASURE_KW];
    key[KEY_KW_PER_EV] = m[MEASURE_KW_PER_EV];
    key[KEY_UTILISATION] = m[MEASURE_UTILISATION];
    key[KEY_RULES_MISSED] = (double)NAN; /* study_data_rules() */
}

/* The rows of one step of a case have come. */
static enum err end_step(struct study_data *d, struct study_case *c, int step, int year,
                         const double m[], struct error *err)
{
    struct study_step *t;

    if (step < 0) return ERR_OK;
    if ((c->n_steps & (c->n_steps - 1)) == 0) { /* 0, 1, 2, 4 ... are full */
        size_t room = c->n_steps > 0 ? 2 * (size_t)c->n_steps : 1;
        struct study_step *larger = study_data_keep(d, room, sizeof *larger);

        if (larger == NULL) return error_nomem(err, "the figures of the study");
        if (c->n_steps > 0) memcpy(larger, c->step, (size_t)c->n_steps * sizeof *larger);
        c->step = larger;
    }
    t = &c->step[c->n_steps];
    t->step = step;
    t->year = year;
    make_keys(t, c->n_steps > 0 ? t - 1 : NULL, m);
    if (!isnan(m[MEASURE_GAP]))
        c->gap = isnan(c->gap) ? m[MEASURE_GAP] : fmax(c->gap, m[MEASURE_GAP]);
    c->n_steps++;
    return ERR_OK;
}

static void clear(double m[N_MEASURES])
{
    for (int k = 0; k < N_MEASURES; k++)
        m[k] = (double)NAN;
}

static enum err read_rows(struct study_data *d, struct store *s, const int here[],
                          struct error *err)
{
    double m[N_MEASURES];
    struct store_rows *rows;
    int at = -1, step = -1, year = 0;
    enum err code;
    bool more;

    clear(m);
    TRY(store_ask(s, &rows, err,
                  "SELECT run, step, year, measure, value FROM indicator_row WHERE district = "
                  "(SELECT number FROM word WHERE text = '') ORDER BY run, step",
                  ""));
    for (;;) {
        int now;

        TRY(store_next(s, rows, &more, err));
        now = !more ? -1
              : at >= 0 && d->at[at].number == store_integer(rows, 0)
                  ? at
                  : study_data_case(d, store_integer(rows, 0));
        if (now != at || (more && step != store_integer(rows, 1))) {
            code = at >= 0 ? end_step(d, &d->at[at], step, year, m, err) : ERR_OK;
            if (code != ERR_OK || !more) {
                if (more) store_stop(rows);
                return code;
            }
            clear(m);
        }
        if (!more) return ERR_OK;
        at = now;
        step = (int)store_integer(rows, 1);
        year = (int)store_integer(rows, 2);
        if (store_integer(rows, 3) >= 0 && store_integer(rows, 3) < MEASURES_MAX &&
            here[store_integer(rows, 3)] >= 0)
            m[here[store_integer(rows, 3)]] = store_number(rows, 4);
    }
}

/* A plan whose gap is above the one asked for is no optimum to that gap. */
static void look_at_gaps(struct study_data *d)
{
    int path = 0;

    while (path < d->n_paths && strcmp(d->path[path].path, "placement.gap") != 0)
        path++;
    for (int k = 0; k < d->n_cases; k++) {
        struct study_case *c = &d->at[k];
        const char *text = path < d->n_paths ? d->path[path].value[c->value[path]]
                                             : study_data_common(d, "placement.gap");
        double asked;

        if (c->standing == STANDING_SOUND && text_number(text, &asked) &&
            c->gap > asked * (1 + 1e-9))
            c->standing = STANDING_GAP;
    }
}

static int compare_ints(const void *a, const void *b)
{
    return *(const int *)a - *(const int *)b;
}

static enum err gather_years(struct study_data *d, struct error *err)
{
    size_t n = 0;

    for (int k = 0; k < d->n_cases; k++)
        n += (size_t)d->at[k].n_steps;
    d->year = study_data_keep(d, n, sizeof *d->year);
    if (d->year == NULL) return error_nomem(err, "the years of the study");
    n = 0;
    for (int k = 0; k < d->n_cases; k++)
        for (int t = 0; t < d->at[k].n_steps; t++)
            d->year[n++] = d->at[k].step[t].year;
    qsort(d->year, n, sizeof *d->year, compare_ints);
    for (size_t k = 0; k < n; k++)
        if (k == 0 || d->year[k] != d->year[d->n_years - 1]) d->year[d->n_years++] = d->year[k];
    return ERR_OK;
}

enum err study_data_figures(struct study_data *d, struct store *s, struct error *err)
{
    int here[MEASURES_MAX];

    TRY(read_measures(s, here, err));
    TRY(read_rows(d, s, here, err));
    look_at_gaps(d);
    return gather_years(d, err);
}
