/* report_quality.c - how good the plan is beside the best that can be, and what limits it. */
#include <math.h>

#include "output/report/html.h"
#include "output/report/report.h"
#include "output/solved.h"

static void add(const struct report *r, const char *text)
{
    html_raw(r->h, messages_text(r->h->language, MSG_SENTENCE_GAP));
    html_text(r->h, text);
}

/* The bound holds for what could still be decided: "given what stood before 2030, " where
 * earlier phases have built. */
static const char *given(const struct report *r, const struct phase *p, char *text, size_t size)
{
    char year[16];

    if (p == r->run->phase) return "";
    snprintf(year, sizeof year, "%d", solved_year(r->run, p));
    return messages_fill(text, size, r->h->language, MSG_REP_GIVEN, year, NULL);
}

/* The bound in the model's own measure; energy as shares of the demand. */
static void best_possible(const struct report *r, const struct phase *p, char *text,
                          size_t size)
{
    double bound_share = digest_bound_share(r->run, p);
    char bound[128], reached[128], year[16], before[64];
    const char *prefix = given(r, p, before, sizeof before);

    snprintf(year, sizeof year, "%d", solved_year(r->run, p));
    if (isfinite(bound_share)) {
        enum message id = isinf(p->budget)           ? MSG_REP_BEST_SERVE_FREE
                          : solved_money_left(p) > 0 ? MSG_REP_BEST_SERVE_BOTH
                                                     : MSG_REP_BEST_SERVE;

        messages_share(bound, sizeof bound, r->h->language, fmin(bound_share, 1));
        messages_share(reached, sizeof reached, r->h->language,
                       bound_share / p->bound * p->objective);
        messages_fill(text, size, r->h->language, id, year, bound, reached, prefix, NULL);
        return;
    }
    solved_amount(r->h->language, r->run, p, p->bound, bound, sizeof bound);
    solved_amount(r->h->language, r->run, p, p->objective, reached, sizeof reached);
    messages_fill(text, size, r->h->language,
                  p->model->maximise ? MSG_REP_BEST_MAX : MSG_REP_BEST_MIN, year, bound,
                  p->model->name, messages_text(r->h->language, p->model->summary), reached,
                  prefix, NULL);
}

static void how_it_ended(const struct report *r, const struct phase *p)
{
    char text[256], gap[64], asked[64];

    solved_gap(r->h->language, p->gap, gap, sizeof gap);
    solved_gap_asked(r->h->language, r->run, asked, sizeof asked);
    if (p->status == PLAN_OPTIMAL)
        add(r, messages_text(r->h->language, MSG_REP_BEST_PROVED));
    else if (solved_gap_missed(r->run, p))
        add(r, messages_fill(text, sizeof text, r->h->language, MSG_REP_BEST_GAP_MISSED, gap,
                             asked, solved_stop_text(r->h->language, p), NULL));
    else
        add(r, messages_fill(text, sizeof text, r->h->language, MSG_REP_BEST_GAP, gap,
                             solved_stop_text(r->h->language, p), NULL));
    if (p->stop == STOP_TIME) add(r, messages_text(r->h->language, MSG_REP_BEST_TIME));
}

/* Fast and slow apart, so that the weak side shows. */
static void parts(const struct report *r, const struct phase *p)
{
    for (int v = 0; v < N_SERVICES; v++) {
        struct energy e =
            digest_energy(r->run, r->run->network[p->network], (enum service)v, -1);
        double all = e.demand > 0 ? e.demand : NAN;
        char text[256], served[32], full[32], out[32];

        messages_share(served, sizeof served, r->h->language, e.served / all);
        messages_share(full, sizeof full, r->h->language, e.full / all);
        messages_share(out, sizeof out, r->h->language, e.out / all);
        add(r, messages_fill(text, sizeof text, r->h->language,
                             v == FAST ? MSG_REP_BEST_PARTS_FAST : MSG_REP_BEST_PARTS_SLOW,
                             served, full, out, NULL));
    }
}

/* Where money is left, it is not what limits the plan; then the reader wants to know what is.
 */
static void money_left(const struct report *r, const struct phase *p)
{
    double amount = solved_money_left(p);
    const char *currency = r->run->scenario->study.currency;
    struct room room = digest_room(r->run, r->run->network[p->network]);
    bool sizes = p->model->sizes_stations;
    char text[512], budget[64], left[64], share[32], stations[64], fast[32], slow[32];

    if (!(amount > 0)) return;
    messages_money(budget, sizeof budget, r->h->language, p->budget, currency);
    messages_money(left, sizeof left, r->h->language, amount, currency);
    messages_share(share, sizeof share, r->h->language, amount / p->budget);
    add(r, messages_fill(text, sizeof text, r->h->language, MSG_REP_LEFT, budget, left, share,
                         NULL));
    if (!sizes) {
        add(r, messages_fill(text, sizeof text, r->h->language, MSG_REP_LEFT_MODEL,
                             p->model->name, NULL));
        return;
    }
    if (digest_served_share(r->run, r->run->network[p->network]) > 1 - 1e-6) {
        add(r, messages_text(r->h->language, MSG_REP_LEFT_SERVED));
        return;
    }
    add(r, messages_text(r->h->language,
                         solved_gap_missed(r->run, p) ? MSG_REP_LEFT_GAP : MSG_REP_LEFT_SITES));
    messages_plural(stations, sizeof stations, r->h->language, room.stations, MSG_ONE_STATION);
    messages_number(fast, sizeof fast, r->h->language, room.full[FAST], 0);
    messages_number(slow, sizeof slow, r->h->language, room.full[SLOW], 0);
    add(r, messages_fill(text, sizeof text, r->h->language, MSG_REP_LEFT_ROOM, stations, fast,
                         slow, NULL));
}

static void quality_of(const struct report *r, const struct phase *p)
{
    char text[1400], year[16];

    if (!solved_has_plan(p)) {
        snprintf(year, sizeof year, "%d", solved_year(r->run, p));
        html_say(r->h, "mark",
                 p->status == PLAN_INFEASIBLE ? MSG_REP_BEST_NONE : MSG_REP_BEST_UNKNOWN, year,
                 solved_reason(r->h->language, p), NULL);
        return;
    }
    best_possible(r, p, text, sizeof text);
    html_raw(r->h, "<p class=\"key\">");
    html_text(r->h, text);
    how_it_ended(r, p);
    parts(r, p);
    money_left(r, p);
    html_raw(r->h, "</p>\n");
}

void report_quality(const struct report *r)
{
    if (r->run->n_phases == 0) return;
    html_heading(r->h, 2, MSG_REP_QUALITY);
    for (int k = 0; k < r->run->n_phases; k++)
        quality_of(r, &r->run->phase[k]);
}
