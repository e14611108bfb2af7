/* report_agreement.c - simulated use beside what was observed: errors, what they say, charts.
 */
#include <math.h>

#include "output/report/chart_pairs.h"
#include "output/report/report.h"

static const char *words(const struct report *r, enum message id)
{
    return messages_text(r->h->language, id);
}

static const char *what_words(const struct report *r, int what)
{
    return words(r, MSG_AGREE_KWH + (enum message)what);
}

/* ---- what was compared ---- */

static void intro(const struct report *r, const struct agreement *a)
{
    char year[16], places[64], rows[32];
    enum message system = a->system == OBSERVED_FAST   ? MSG_AGREE_FAST
                          : a->system == OBSERVED_SLOW ? MSG_AGREE_SLOW
                                                       : MSG_AGREE_BOTH;

    snprintf(year, sizeof year, "%d", r->run->scenario->study.years.year[a->year_index]);
    messages_plural(places, sizeof places, r->h->language, a->n_places,
                    a->by_zone ? MSG_ONE_ZONE : MSG_ONE_SITE);
    html_say(r->h, "", MSG_AGREE_INTRO, year, places,
             words(r, a->n_hours == DAY_HOURS ? MSG_AGREE_DAY : MSG_AGREE_WEEK),
             words(r, system), NULL);
    if (a->n_unknown > 0)
        html_say(r->h, "", MSG_AGREE_UNKNOWN,
                 messages_number(rows, sizeof rows, r->h->language, a->n_unknown, 0), NULL);
}

/* ---- the table ---- */

/* Decimals that leave three digits of the figures of a quantity. */
static int decimals_of(const struct agreement_errors *e)
{
    double most = fmax(e->observed, e->simulated);

    if (!(most > 0) || most >= 100) return most >= 100 ? 0 : 1;
    return most >= 10 ? 1 : most >= 1 ? 2 : 3;
}

static void row(const struct report *r, const char *what, enum message pairs, int decimals,
                const struct agreement_errors *e)
{
    html_row(r->h);
    html_head_cell(r->h, what);
    html_cell(r->h, words(r, pairs));
    html_number(r->h, e->n, 0);
    html_number(r->h, e->observed, decimals);
    html_number(r->h, e->simulated, decimals);
    html_number(r->h, e->bias, decimals);
    html_number(r->h, e->mae, decimals);
    html_number(r->h, e->rmse, decimals);
    html_number(r->h, e->correlation, 2);
    html_row_end(r->h);
}

static void table(const struct report *r, const struct agreement *a)
{
    static const enum message heads[] = {
        MSG_AGREE_WHAT,        MSG_AGREE_PAIRS, MSG_AGREE_N,   MSG_AGREE_OBSERVED,
        MSG_AGREE_SIMULATED,   MSG_AGREE_BIAS,  MSG_AGREE_MAE, MSG_AGREE_RMSE,
        MSG_AGREE_CORRELATION, N_MESSAGES};

    html_table(r->h, MSG_AGREE_CAPTION, heads, 2);
    for (int w = 0; w < N_OBSERVED; w++) {
        int decimals = decimals_of(&a->all[w]);

        if (!a->given[w]) continue;
        row(r, what_words(r, w), MSG_AGREE_ALL, decimals, &a->all[w]);
        row(r, what_words(r, w), MSG_AGREE_BY_HOUR, decimals, &a->by_hour[w]);
        row(r, what_words(r, w), MSG_AGREE_BY_PLACE, decimals, &a->by_place[w]);
    }
    html_table_end(r->h);
    html_say(r->h, "note", MSG_AGREE_ARE, NULL);
}

/* ---- what it says ---- */

/* Steps of the words are assumed. */
static enum message together(double correlation)
{
    if (correlation >= 0.9) return MSG_AGREE_CLOSELY;
    if (correlation >= 0.7) return MSG_AGREE_WELL;
    if (correlation >= 0.4) return MSG_AGREE_LOOSELY;
    return correlation > -0.1 ? MSG_AGREE_HARDLY : MSG_AGREE_AGAINST;
}

static void say_together(const struct report *r, double correlation, enum message go,
                         enum message flat)
{
    char number[32];

    if (isnan(correlation))
        html_say(r->h, "", flat, NULL);
    else
        html_say(r->h, "", go, words(r, together(correlation)),
                 messages_number(number, sizeof number, r->h->language, correlation, 2), NULL);
}

static void say_amount(const struct report *r, const char *what,
                       const struct agreement_errors *e)
{
    double more = e->bias / e->observed;
    char text[64];

    if (!(e->observed > 0))
        html_say(r->h, "key", MSG_AGREE_NOTHING, what,
                 messages_number(text, sizeof text, r->h->language, e->simulated, 2), NULL);
    else if (fabs(more) < 0.01)
        html_say(r->h, "key", MSG_AGREE_EQUAL, what, NULL);
    else
        html_say(r->h, "key", more > 0 ? MSG_AGREE_MORE : MSG_AGREE_LESS, what,
                 messages_share(text, sizeof text, r->h->language, fabs(more)), NULL);
}

/* ---- charts ---- */

/* Every third hour of a day, or the days of a week in their middle. */
static void label_hours(const struct report *r, int n, char room[][16],
                        const char *label[N_HOURS])
{
    for (int h = 0; h < n; h++) {
        label[h] = "";
        if (n == DAY_HOURS && h % 3 == 0) {
            snprintf(room[h], sizeof room[h], "%d", h);
            label[h] = room[h];
        } else if (n == N_HOURS && h % DAY_HOURS == DAY_HOURS / 2) {
            label[h] = words(r, MSG_HOURS_MON + (enum message)(h / DAY_HOURS));
        }
    }
}

static void figure(const struct report *r, const struct chart_pairs *chart,
                   void (*draw)(struct html *, const struct chart_pairs *))
{
    html_raw(r->h, "<figure>\n");
    draw(r->h, chart);
    html_raw(r->h, "<figcaption>");
    html_text(r->h, chart->title);
    html_raw(r->h, "</figcaption></figure>\n");
}

static void charts(const struct report *r, const struct agreement *a, int what)
{
    char room[DAY_HOURS][16], title[256];
    const char *label[N_HOURS];
    struct chart_pairs chart = {.title = title,
                                .unit = what_words(r, what),
                                .observed = words(r, MSG_AGREE_IS_OBSERVED),
                                .simulated = words(r, MSG_AGREE_IS_SIMULATED),
                                .n = a->n_hours,
                                .pair = a->hour[what],
                                .label = label};

    label_hours(r, a->n_hours, room, label);
    messages_fill(title, sizeof title, r->h->language, MSG_AGREE_CHART_HOURS,
                  what_words(r, what), NULL);
    figure(r, &chart, chart_pairs_lines);
    if (a->n_places < 2) return;
    messages_fill(title, sizeof title, r->h->language, MSG_AGREE_CHART_PLACES,
                  what_words(r, what), NULL);
    chart.n = a->n_places;
    chart.pair = a->each[what];
    figure(r, &chart, chart_pairs_points);
}

void report_agreement(const struct report *r)
{
    const struct agreement *a = r->run->agreement;

    if (a == NULL) return;
    html_heading(r->h, 3, MSG_AGREE_TITLE);
    intro(r, a);
    table(r, a);
    for (int w = 0; w < N_OBSERVED; w++) {
        if (!a->given[w] || a->all[w].n == 0) continue;
        say_amount(r, what_words(r, w), &a->all[w]);
        say_together(r, a->by_hour[w].correlation, MSG_AGREE_HOURS_GO, MSG_AGREE_HOURS_FLAT);
        if (a->n_places > 1)
            say_together(r, a->by_place[w].correlation, MSG_AGREE_PLACES_GO,
                         MSG_AGREE_PLACES_FLAT);
        charts(r, a, w);
    }
}
