/* report_operation_charts.c - load and waits by hour. */
#include <math.h>

#include "output/report/chart.h"
#include "output/report/report_operation.h"

enum { WORDS = 16, HOUR_TEXT = 64, TITLE = 256 };

struct hours_shown {
    int n;
    char room[N_HOURS][WORDS];
    const char *label[N_HOURS];
    double value[N_SERVICES * N_HOURS];
};

/* Every third hour of a day is named, or the days of a week in their middle. */
static void fill_labels(const struct report *r, struct hours_shown *of)
{
    for (int h = 0; h < of->n; h++) {
        of->room[h][0] = '\0';
        of->label[h] = of->room[h];
        if (of->n == DAY_HOURS && h % 3 == 0)
            snprintf(of->room[h], WORDS, "%d", h);
        else if (of->n == N_HOURS && h % DAY_HOURS == DAY_HOURS / 2)
            of->label[h] =
                messages_text(r->h->language, MSG_HOURS_MON + (enum message)(h / DAY_HOURS));
    }
}

static void figure(const struct report *r, struct chart *chart)
{
    html_raw(r->h, "<figure>\n");
    chart_bars(r->h, chart);
    html_raw(r->h, "<figcaption>");
    html_text(r->h, chart->title);
    html_raw(r->h, "</figcaption></figure>\n");
}

/* "20:00 to 21:00"; of a week "Fri 20:00 to 21:00". */
static char *hour_text(const struct report *r, int hour, int n_hours, char text[HOUR_TEXT])
{
    char from[WORDS], to[WORDS], hours[HOUR_TEXT / 2];
    const char *day =
        n_hours == N_HOURS
            ? messages_text(r->h->language, MSG_HOURS_MON + (enum message)(hour / DAY_HOURS))
            : "";

    snprintf(from, WORDS, "%d:00", hour % DAY_HOURS);
    snprintf(to, WORDS, "%d:00", hour % DAY_HOURS + 1);
    messages_fill(hours, sizeof hours, r->h->language, MSG_HOURS_OF_DAY, from, to, NULL);
    snprintf(text, HOUR_TEXT, "%s%s%s", day, *day != '\0' ? " " : "", hours);
    return text;
}

/* The chart's title: with the largest hour, at the outlets and from the grid. */
static void load_title(const struct report *r, const struct operation *o,
                       const struct hours_shown *of, char title[TITLE])
{
    const struct demand_params *d = &r->run->scenario->demand;
    const double *fast = &of->value[FAST * of->n], *slow = &of->value[SLOW * of->n];
    char year[16], hour[HOUR_TEXT], most[WORDS], grid[WORDS];
    int top = 0;

    for (int h = 1; h < of->n; h++)
        if (fast[h] + slow[h] > fast[top] + slow[top]) top = h;
    messages_number(most, sizeof most, r->h->language, fast[top] + slow[top], 0);
    messages_number(grid, sizeof grid, r->h->language,
                    fast[top] / d->grid_efficiency_fast + slow[top] / d->grid_efficiency_slow,
                    0);
    messages_fill(
        title, TITLE, r->h->language, of->n == DAY_HOURS ? MSG_SIM_LOAD_DAY : MSG_SIM_LOAD_WEEK,
        report_operation_year(r, o, year), most, hour_text(r, top, of->n, hour), grid, NULL);
}

static void load(const struct report *r, const struct operation *o)
{
    struct hours_shown of = {.n = use_n_hours(o)};
    const char *name[N_SERVICES];
    char title[TITLE];
    double most = 0;

    fill_labels(r, &of);
    for (enum service v = FAST; v < N_SERVICES; v++) {
        name[v] = report_operation_service(r, v);
        for (int h = 0; h < of.n; h++) {
            double kw = use_all_in_hour(o, v, h, of.n).kwh; /* NAN: not in the window */

            of.value[(int)v * of.n + h] = isfinite(kw) ? kw : 0;
            most = fmax(most, kw);
        }
    }
    if (!(most > 0)) return;
    load_title(r, o, &of, title);
    figure(r, &(struct chart){.title = title,
                              .unit = "kW",
                              .n_bars = of.n,
                              .n_series = N_SERVICES,
                              .bar = of.label,
                              .series = name,
                              .value = of.value});
}

static void late(const struct report *r, const struct operation *o, enum service v)
{
    struct hours_shown of = {.n = DAY_HOURS};
    const char *name = messages_text(r->h->language, MSG_SIM_MISSED);
    char title[256], year[16], target[WORDS];
    double most = 0;

    fill_labels(r, &of);
    for (int h = 0; h < of.n; h++) {
        double share = use_all_in_hour(o, v, h, of.n).missed_share; /* NAN: nobody comes */

        of.value[h] = isfinite(share) ? 100 * share : 0;
        most = fmax(most, of.value[h]);
    }
    if (!(most > 0)) return;
    messages_number(target, sizeof target, r->h->language, r->run->scenario->sizing.wait_min,
                    0);
    report_operation_year(r, o, year);
    if (v == FAST)
        messages_fill(title, sizeof title, r->h->language, MSG_SIM_LATE_FAST, year, target,
                      NULL);
    else
        messages_fill(title, sizeof title, r->h->language, MSG_SIM_LATE_SLOW, year, NULL);
    figure(r, &(struct chart){.title = title,
                              .unit = "%",
                              .n_bars = of.n,
                              .n_series = 1,
                              .bar = of.label,
                              .series = &name,
                              .value = of.value});
}

void report_operation_charts(const struct report *r, const struct operation *o)
{
    load(r, o);
    for (enum service v = FAST; v < N_SERVICES; v++)
        late(r, o, v);
}
