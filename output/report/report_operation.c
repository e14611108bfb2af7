/* report_operation.c - what using the networks is like, by simulation: the answer in a
 * sentence, what becomes of drivers, how precise that is. */
#include <math.h>
#include <string.h>

#include "output/report/report_operation.h"
#include "output/writers/tables.h"

enum { WORDS = 64 };

const char *report_operation_service(const struct report *r, enum service v)
{
    return messages_text(r->h->language, v == FAST ? MSG_MAP_FAST : MSG_MAP_SLOW);
}

char *report_operation_year(const struct report *r, const struct operation *o, char year[16])
{
    snprintf(year, 16, "%d", r->run->fleet->years[o->year_index]);
    return year;
}

/* "912 ± 4"; the figure alone where there is no interval. One decimal more where the half-width
 * would read 0. */
static char *plus_minus(const struct report *r, const struct operation_figure *f, double times,
                        int decimals, char text[WORDS])
{
    char mean[WORDS], half[WORDS];
    double width = times * f->half_width;

    if (width * pow(10, decimals) < 0.5 && width * pow(10, decimals + 1) >= 0.5) decimals++;
    messages_number(mean, sizeof mean, r->h->language, times * f->mean, decimals);
    messages_number(half, sizeof half, r->h->language, width, decimals);
    if (!isfinite(f->half_width)) {
        snprintf(text, WORDS, "%s", mean);
        return text;
    }
    return messages_fill(text, WORDS, r->h->language, MSG_SIM_PLUS_MINUS, mean, half, NULL);
}

/* ---- the answer ---- */

static bool has_stations(const struct operation *o, enum service v)
{
    for (int p = 0; p < o->input->n_pools; p++)
        if (o->input->pool[p].service == v) return true;
    return false;
}

static void answer_fast(const struct report *r, const struct operation *o)
{
    const struct operation_figure *f = o->figure[FAST];
    char year[16], served[WORDS], at_once[WORDS], full[WORDS], out[WORDS], missed[WORDS],
        target[WORDS], wait[WORDS], long_wait[WORDS];

    bool short_wait = !(f[OPERATION_WAIT_P90].mean >= 0.05); /* it would read "0.0" */

    messages_number(at_once, sizeof at_once, r->h->language, 1000 * use_at_once_share(o, FAST),
                    0);
    messages_number(target, sizeof target, r->h->language, r->run->scenario->sizing.wait_min,
                    0);
    html_say(r->h, "key", short_wait ? MSG_SIM_ANSWER_NO_WAIT : MSG_SIM_ANSWER_FAST,
             report_operation_year(r, o, year),
             plus_minus(r, &f[OPERATION_SERVED], 1000, 0, served), at_once,
             plus_minus(r, &f[OPERATION_FULL], 1000, 0, full),
             plus_minus(r, &f[OPERATION_OUT], 1000, 0, out),
             plus_minus(r, &f[OPERATION_MISSED], 1000, 0, missed), target,
             plus_minus(r, &f[OPERATION_WAIT], 1, 1, wait),
             plus_minus(r, &f[OPERATION_WAIT_P90], 1, 1, long_wait), NULL);
}

static void answer_slow(const struct report *r, const struct operation *o)
{
    const struct operation_figure *f = o->figure[SLOW];
    char year[16], served[WORDS], full[WORDS], out[WORDS], missed[WORDS];

    html_say(r->h, "key", MSG_SIM_ANSWER_SLOW, report_operation_year(r, o, year),
             plus_minus(r, &f[OPERATION_SERVED], 1000, 0, served),
             plus_minus(r, &f[OPERATION_FULL], 1000, 0, full),
             plus_minus(r, &f[OPERATION_OUT], 1000, 0, out),
             plus_minus(r, &f[OPERATION_MISSED], 1000, 0, missed), NULL);
}

static void answer(const struct report *r, const struct operation *o, enum service v)
{
    double drivers = o->figure[v][OPERATION_DRIVERS].mean;
    char year[16], count[WORDS];

    report_operation_year(r, o, year);
    messages_count(count, sizeof count, r->h->language, drivers);
    if (!(drivers > 0))
        html_say(r->h, "", MSG_SIM_NOBODY, year, report_operation_service(r, v), NULL);
    else if (!has_stations(o, v))
        html_say(r->h, "", MSG_SIM_NO_STATION, year, report_operation_service(r, v), count,
                 NULL);
    else if (v == FAST)
        answer_fast(r, o);
    else
        answer_slow(r, o);
}

/* Of the fast ones: slow drivers do not queue. */
static void growing(const struct report *r, const struct operation *o)
{
    char year[16], stations[WORDS];
    int n = 0;

    for (int p = 0; p < o->input->n_pools; p++)
        n += o->pool[p].grows;
    if (n == 0) return;
    messages_plural(stations, sizeof stations, r->h->language, n, MSG_ONE_STATION);
    html_say(r->h, "mark", MSG_SIM_GROWING, report_operation_year(r, o, year),
             report_operation_service(r, FAST), stations, NULL);
}

/* Whom the plan assigns to no station though one is in reach: without this the waits of those
 * who are would seem to be what all drivers meet. */
static void assigned_none(const struct report *r)
{
    char list[1024] = "", item[2 * WORDS], year[16], share[WORDS];

    for (enum service v = FAST; v < N_SERVICES; v++)
        for (int k = 0; k < r->run->n_networks; k++) {
            const struct operation *o = use_of(r->run, k);
            size_t n = strlen(list);

            if (o == NULL || !use_assigns_none(o, v)) continue;
            messages_share(share, sizeof share, r->h->language,
                           o->figure[v][OPERATION_NO_PLACE].mean);
            messages_fill(item, sizeof item, r->h->language, MSG_SIM_ASSIGNED_ITEM,
                          report_operation_year(r, o, year), report_operation_service(r, v),
                          share, NULL);
            snprintf(list + n, sizeof list - n, "%s%s",
                     n > 0 ? messages_text(r->h->language, MSG_LIST_COMMA) : "", item);
        }
    if (list[0] != '\0') html_say(r->h, "mark", MSG_SIM_ASSIGNED_NONE, list, NULL);
}

/* ---- what is simulated ---- */

/* The rule of all simulated networks; CHOICE_AUTO where they differ. */
static enum choice chosen(const struct report *r)
{
    int choice = -1;

    for (int k = 0; k < r->run->n_networks; k++) {
        const struct operation *o = r->run->operation[k];

        if (o == NULL) continue;
        if (choice >= 0 && choice != o->input->params.choice) return CHOICE_AUTO;
        choice = o->input->params.choice;
    }
    return choice < 0 ? CHOICE_AUTO : (enum choice)choice;
}

static void intro(const struct report *r)
{
    static const enum message choice[] = {[CHOICE_AUTO] = MSG_SIM_CHOICE_AUTO,
                                          [CHOICE_PLAN] = MSG_SIM_CHOICE_PLAN,
                                          [CHOICE_NEAREST] = MSG_SIM_CHOICE_NEAREST,
                                          [CHOICE_LOGIT] = MSG_SIM_CHOICE_LOGIT};
    const struct simulation_params *s = &r->run->scenario->simulation;
    enum choice rule = chosen(r);
    enum message words = rule == CHOICE_PLAN && r->run->is_stand && !r->run->is_planned
                             ? MSG_SIM_CHOICE_STAND
                             : choice[rule];
    char days[WORDS], before[WORDS];

    messages_plural(days, sizeof days, r->h->language, s->days, MSG_SIM_ONE_DAY);
    messages_plural(before, sizeof before, r->h->language, s->warmup_days, MSG_SIM_ONE_DAY);
    html_say(r->h, "", MSG_SIM_SAY, messages_text(r->h->language, words), days, before, NULL);
}

/* ---- states ---- */

static void share_cell(const struct report *r, const struct operation_figure *f)
{
    char text[WORDS], share[WORDS];

    plus_minus(r, f, 100, 1, text);
    fprintf(r->h->stream, "<td class=\"n\">%s</td>",
            isfinite(f->mean)
                ? messages_fill(share, sizeof share, r->h->language, MSG_SHARE, text, NULL)
                : messages_number(text, sizeof text, r->h->language, f->mean, 0));
}

static void figure_cell(const struct report *r, const struct operation_figure *f, int decimals)
{
    char text[WORDS];

    fprintf(r->h->stream, "<td class=\"n\">%s</td>", plus_minus(r, f, 1, decimals, text));
}

static void states_row(const struct report *r, const struct operation *o, enum service v)
{
    const struct operation_figure *f = o->figure[v];
    char year[16];

    html_row(r->h);
    html_head_cell(r->h, report_operation_year(r, o, year));
    html_cell(r->h, report_operation_service(r, v));
    html_number(r->h, f[OPERATION_DRIVERS].mean, 0);
    share_cell(r, &f[OPERATION_SERVED]);
    share_cell(r, &f[OPERATION_FULL]);
    share_cell(r, &f[OPERATION_OUT]);
    share_cell(r, &f[OPERATION_MISSED]);
    figure_cell(r, &f[OPERATION_WAIT], 1);
    figure_cell(r, &f[OPERATION_WAIT_P90], 1);
    share_cell(r, &f[OPERATION_MOVED_ON]);
    share_cell(r, &f[OPERATION_UTILISATION]);
    figure_cell(r, &f[OPERATION_PEAK], 0);
    html_row_end(r->h);
}

static void states(const struct report *r)
{
    static const enum message heads[] = {
        MSG_REP_YEAR,        MSG_REP_SYSTEM, MSG_SIM_DRIVERS, MSG_SIM_SERVED,   MSG_SIM_FULL,
        MSG_SIM_OUT,         MSG_SIM_MISSED, MSG_SIM_WAIT,    MSG_SIM_WAIT_P90, MSG_SIM_MOVED,
        MSG_SIM_UTILISATION, MSG_SIM_PEAK,   N_MESSAGES};
    char target[WORDS];

    html_site_table(r->h, MSG_SIM_STATES, heads, 2);
    for (enum service v = FAST; v < N_SERVICES; v++)
        for (int k = 0; k < r->run->n_networks; k++)
            if (use_of(r->run, k) != NULL) states_row(r, use_of(r->run, k), v);
    html_table_end(r->h);
    messages_number(target, sizeof target, r->h->language, r->run->scenario->sizing.wait_min,
                    0);
    html_say(r->h, "note", MSG_SIM_STATES_ARE, target, NULL);
}

/* ---- how far it can be trusted ---- */

static void balance(const struct report *r, const struct operation *o, enum service v)
{
    const struct tally_balance *b = &o->sum->balance[v];
    const double value[] = {b->appeared, b->finished, b->gave_up,
                            b->no_place, b->out,      b->inside};
    char text[6][WORDS], wanted[WORDS], given[WORDS], share[WORDS];

    if (!(b->appeared > 0)) return;
    for (int k = 0; k < 6; k++)
        messages_number(text[k], sizeof text[k], r->h->language, value[k], 0);
    html_say(r->h, "note", MSG_SIM_BALANCE, report_operation_service(r, v), text[0], text[1],
             text[2], text[3], text[4], text[5], NULL);
    if (!(b->wanted_kwh > 0)) return;
    html_say(r->h, "note", MSG_SIM_BALANCE_KWH,
             messages_energy(wanted, sizeof wanted, r->h->language, b->wanted_kwh),
             messages_energy(given, sizeof given, r->h->language, b->given_kwh),
             messages_share(share, sizeof share, r->h->language, b->given_kwh / b->wanted_kwh),
             NULL);
}

/* "± 0.47 %" of one service: the half-width in %, with two decimals. */
static char *half_width(const struct report *r, double share, char text[WORDS])
{
    char number[WORDS];

    messages_number(number, sizeof number, r->h->language, 100 * share, 2);
    if (!isfinite(share)) return snprintf(text, WORDS, "%s", number), text;
    return messages_fill(text, WORDS, r->h->language, MSG_SHARE, number, NULL);
}

static void precision(const struct report *r, const struct operation *o)
{
    char year[16], times[WORDS], asked[WORDS], fast[WORDS], slow[WORDS];

    report_operation_year(r, o, year);
    messages_plural(times, sizeof times, r->h->language, o->n_replications,
                    MSG_SIM_ONE_REPLICATION);
    half_width(r, o->half_width_asked, asked);
    half_width(r, o->half_width[FAST], fast);
    half_width(r, o->half_width[SLOW], slow);
    if (!(o->half_width_asked > 0))
        html_say(r->h, "", MSG_SIM_FIXED, year, times, fast, slow, NULL);
    else if (!o->partial)
        html_say(r->h, "", o->met ? MSG_SIM_MET : MSG_SIM_NOT_MET, year, times, asked, fast,
                 slow, NULL);
}

static void partial(const struct report *r, const struct operation *o)
{
    char year[16], times[WORDS], most[WORDS];

    if (!o->partial) return;
    messages_plural(times, sizeof times, r->h->language, o->n_replications,
                    MSG_SIM_ONE_REPLICATION);
    messages_number(most, sizeof most, r->h->language, o->n_limit, 0);
    html_say(r->h, "mark", MSG_SIM_PARTIAL, report_operation_year(r, o, year), times, most,
             NULL);
}

static void hours_csv(const struct report *r)
{
    char n[WORDS];

    if (tables_station_hours(r->run) != DAY_HOURS) return;
    messages_number(n, sizeof n, r->h->language, tables_station_hours_n(r->run), 0);
    html_say(r->h, "note", MSG_SIM_HOURS_CSV_DAY, n, NULL);
}

enum err report_operation(const struct report *r, struct error *err)
{
    int last = use_last(r->run);
    const struct operation *o = last >= 0 ? use_of(r->run, last) : NULL;

    if (o == NULL) return ERR_OK;
    html_heading(r->h, 2, MSG_SIM_HEAD);
    for (int k = 0; k < r->run->n_networks; k++)
        if (use_of(r->run, k) != NULL) partial(r, use_of(r->run, k));
    for (enum service v = FAST; v < N_SERVICES; v++) {
        answer(r, o, v);
        if (v == FAST) growing(r, o);
    }
    assigned_none(r);
    states(r);
    for (int k = 0; k < r->run->n_networks; k++)
        if (use_of(r->run, k) != NULL) precision(r, use_of(r->run, k));
    intro(r);
    report_operation_charts(r, o);
    TRY(report_operation_stations(r, o, err));
    report_operation_classes(r, o);
    for (enum service v = FAST; v < N_SERVICES; v++)
        balance(r, o, v);
    hours_csv(r);
    report_agreement(r);
    return ERR_OK;
}
