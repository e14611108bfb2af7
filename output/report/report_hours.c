/* report_hours.c - when public energy is asked for: load by hour, what the tariff moves,
 * sessions, the mix that was observed. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "model/demand/sessions.h"
#include "output/day_load.h"
#include "output/report/chart.h"
#include "output/report/report.h"

enum { WORDS = 96 };

/* What the section shows: the hours as they are, and at one price all day. */
struct hours_of {
    struct day_load now, flat;
    struct hours without; /* a tariff */
    double value[N_LAYERS * N_HOURS];
    char room[N_HOURS][WORDS];
    const char *label[N_HOURS];
    int year_index;
};

static const char *hour_words(const struct report *r, int n, int hour, char text[WORDS])
{
    char from[8], to[8];
    int day = hour / DAY_HOURS, h = hour % DAY_HOURS;

    snprintf(from, sizeof from, "%d:00", h);
    snprintf(to, sizeof to, "%d:00", h + 1);
    return n == DAY_HOURS
               ? messages_fill(text, WORDS, r->h->language, MSG_HOURS_OF_DAY, from, to, NULL)
               : messages_fill(
                     text, WORDS, r->h->language, MSG_HOURS_OF_WEEK,
                     messages_text(r->h->language, MSG_HOURS_MONDAY + (enum message)day), from,
                     to, NULL);
}

/* Every third hour of a day is named, or the days of a week in their middle. */
static void fill_labels(const struct report *r, struct hours_of *of)
{
    for (int h = 0; h < of->now.n; h++) {
        of->room[h][0] = '\0';
        of->label[h] = of->room[h];
        if (of->now.n == DAY_HOURS && h % 3 == 0)
            snprintf(of->room[h], WORDS, "%d", h);
        else if (of->now.n == N_HOURS && h % DAY_HOURS == DAY_HOURS / 2)
            snprintf(
                of->room[h], WORDS, "%s",
                messages_text(r->h->language, MSG_HOURS_MON + (enum message)(h / DAY_HOURS)));
    }
}

static void chart_of(const struct report *r, struct hours_of *of, const struct day_load *load,
                     enum service v, enum message title)
{
    const char *name[N_LAYERS];
    char words[256], year[16];
    int n_layers = 0;

    for (int l = 0; l < N_LAYERS; l++) {
        const double *value = v == FAST ? load->kwh[v][l] : load->outlets[v][l];
        double most = 0;

        for (int h = 0; h < load->n; h++)
            most = fmax(most, value[h]);
        if (!(most > 0)) continue; /* a layer that nobody is in */
        memcpy(&of->value[n_layers * load->n], value, (size_t)load->n * sizeof *value);
        name[n_layers++] =
            messages_text(r->h->language, MSG_DEMAND_LAYER_NIGHT + (enum message)l);
    }
    snprintf(year, sizeof year, "%d", r->run->fleet->years[of->year_index]);
    messages_fill(words, sizeof words, r->h->language, title, year, NULL);

    struct chart chart = {
        .title = words,
        .unit = messages_text(r->h->language, v == FAST ? MSG_HOURS_KWH : MSG_HOURS_OUTLETS),
        .n_bars = load->n,
        .n_series = n_layers,
        .bar = of->label,
        .series = name,
        .value = of->value};

    html_raw(r->h, "<figure>\n");
    chart_bars(r->h, &chart);
    html_raw(r->h, "<figcaption>");
    html_text(r->h, words);
    html_raw(r->h, "</figcaption></figure>\n");
}

/* "The busiest hour ..."; where there is a tariff, what it was without. */
static void say_busiest(const struct report *r, const struct hours_of *of, enum service v)
{
    char hour[WORDS], before[WORDS], most[32], was[32];
    int decimals = of->now.most[v] < 100 ? 1 : 0;

    hour_words(r, of->now.n, of->now.busiest[v], hour);
    hour_words(r, of->flat.n, of->flat.busiest[v], before);
    messages_number(most, sizeof most, r->h->language, of->now.most[v], decimals);
    messages_number(was, sizeof was, r->h->language, of->flat.most[v], decimals);
    html_say(r->h, "", v == FAST ? MSG_HOURS_BUSIEST_FAST : MSG_HOURS_BUSIEST_SLOW, hour, most,
             NULL);
    if (r->run->scenario->demand.tariff != TARIFF_FLAT)
        html_say(r->h, "", v == FAST ? MSG_HOURS_WAS_FAST : MSG_HOURS_WAS_SLOW, before, was,
                 NULL);
}

static void session_table(const struct report *r, const struct hours_of *of)
{
    static const enum message heads[] = {MSG_HOURS_SERVICE,
                                         MSG_HOURS_SESSION,
                                         MSG_HOURS_SESSION_10,
                                         MSG_HOURS_SESSION_90,
                                         MSG_HOURS_POWER,
                                         MSG_HOURS_FACTOR,
                                         N_MESSAGES};
    const struct demand_params *p = &r->run->scenario->demand;

    html_table(r->h, MSG_HOURS_SESSIONS, heads, 1);
    for (enum service v = FAST; v < N_SERVICES; v++) {
        struct sessions s = sessions_of(p, v);

        html_row(r->h);
        html_head_cell(r->h, messages_text(r->h->language, v == FAST ? MSG_REP_PUBLIC_FAST
                                                                     : MSG_REP_PUBLIC_SLOW));
        html_number(r->h, s.mean_kwh, 1);
        html_number(r->h, sessions_quantile(&s, 0.1), 1);
        html_number(r->h, sessions_quantile(&s, 0.9), 1);
        html_number(r->h, day_load_outlet_kw(r->run, v, of->year_index), 1);
        html_number(r->h, r->run->demand->hours.holiday[v], 2);
        html_row_end(r->h);
    }
    html_table_end(r->h);
    html_say(r->h, "note", MSG_HOURS_SESSIONS_ARE, NULL);
}

/* The mix by the settings and by the observation. */
static void mix_table(const struct report *r)
{
    static const enum message heads[] = {MSG_HOURS_LAYER, MSG_HOURS_MIX_BEFORE,
                                         MSG_HOURS_MIX_FITTED, N_MESSAGES};
    const struct calibration *c = &r->run->demand->calibration;
    char n[32], r2[32], rms[32];

    if (!c->done) return;
    html_table(r->h, MSG_HOURS_MIX, heads, 1);
    for (int l = 0; l < N_LAYERS; l++) {
        html_row(r->h);
        html_head_cell(r->h,
                       messages_text(r->h->language, MSG_DEMAND_LAYER_NIGHT + (enum message)l));
        html_share(r->h, c->before[l]);
        html_share(r->h, c->mix[l]);
        html_row_end(r->h);
    }
    html_table_end(r->h);
    messages_number(n, sizeof n, r->h->language, c->n_observed, 0);
    messages_number(r2, sizeof r2, r->h->language, c->r2, 3);
    messages_number(rms, sizeof rms, r->h->language, 100 * c->rms, 1);
    html_say(r->h, "note", MSG_HOURS_MIX_IS, n, r2, rms, NULL);
}

enum err report_hours(const struct report *r, struct error *err)
{
    struct hours_of *of = calloc(1, sizeof *of);
    struct demand_params params = r->run->scenario->demand;

    if (of == NULL) return error_nomem(err, "the report");
    of->year_index = r->run->fleet->n_years - 1;
    params.tariff = TARIFF_FLAT; /* the own prices, if any, keep their hours */
    hours_fill(&of->without, &params);
    day_load_of(&of->now, r->run, NULL, of->year_index);
    day_load_of(&of->flat, r->run, &of->without, of->year_index);
    fill_labels(r, of);
    html_heading(r->h, 3, MSG_HOURS);
    html_say(r->h, "", MSG_HOURS_SAY, NULL);
    for (enum service v = FAST; v < N_SERVICES; v++) {
        bool tariff = params.tariff != r->run->scenario->demand.tariff;

        if (!(of->now.most[v] > 0)) continue;
        say_busiest(r, of, v);
        chart_of(r, of, &of->now, v, v == FAST ? MSG_HOURS_CHART_FAST : MSG_HOURS_CHART_SLOW);
        if (tariff)
            chart_of(r, of, &of->flat, v,
                     v == FAST ? MSG_HOURS_FLAT_FAST : MSG_HOURS_FLAT_SLOW);
    }
    session_table(r, of);
    mix_table(r);
    free(of);
    return ERR_OK;
}
