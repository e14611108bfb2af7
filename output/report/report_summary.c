/* report_summary.c - the summary: what is asked for and served, what is built, which rules
 * hold.
 */
#include <math.h>
#include <string.h>

#include "output/judged.h"
#include "output/report/html.h"
#include "output/report/report.h"
#include "output/solved.h"

static const struct phase *last_phase(const struct run *run)
{
    return run->n_phases > 0 ? &run->phase[run->n_phases - 1] : NULL;
}

static void demand_sentence(const struct report *r)
{
    const struct run *run = r->run;
    const struct phase *last = last_phase(run);
    const struct demand_totals *t = &run->demand->totals[r->last->year_index];
    struct energy fast = digest_energy(run, r->last, FAST, -1);
    struct energy slow = digest_energy(run, r->last, SLOW, -1);
    char year[16], evs[32], energy[32], all[32], f[32], s[32], before[32], year0[16];
    char standing[64];

    snprintf(year, sizeof year, "%d", digest_year(run, r->last));
    snprintf(year0, sizeof year0, "%d", digest_year(run, r->today));
    messages_count(evs, sizeof evs, r->h->language, t->vehicles);
    messages_energy(energy, sizeof energy, r->h->language, fast.demand + slow.demand);
    messages_share(all, sizeof all, r->h->language, digest_served_share(run, r->last));
    messages_share(f, sizeof f, r->h->language,
                   fast.demand > 0 ? fast.served / fast.demand : NAN);
    messages_share(s, sizeof s, r->h->language,
                   slow.demand > 0 ? slow.served / slow.demand : NAN);
    messages_share(before, sizeof before, r->h->language, digest_served_share(run, r->today));
    if (last == NULL)
        html_say(r->h, "key", MSG_REP_SUM_DEMAND_STANDS, year, evs, energy, all, f, s, NULL);
    else if (!solved_has_plan(last))
        html_say(r->h, "key", MSG_REP_SUM_DEMAND_NO_PLAN, year, evs, energy, all, f, s, before,
                 solved_standing(r->h->language, run, last, standing, sizeof standing), year0,
                 NULL);
    else
        html_say(r->h, "key", MSG_REP_SUM_DEMAND, year, evs, energy, all, f, s, before, year0,
                 NULL);
}

/* Between P10 and P90, where the scenario says what is uncertain. */
static void bands_sentence(const struct report *r)
{
    const struct bands *b = r->run->bands;
    const struct band_row *row =
        b != NULL ? bands_find(b, BAND_ENERGY, BAND_PUBLIC, r->last->year_index) : NULL;
    char year[16], low[32], high[32];

    if (row == NULL) return;
    snprintf(year, sizeof year, "%d", digest_year(r->run, r->last));
    messages_energy(low, sizeof low, r->h->language, row->band.level[0]);
    messages_energy(high, sizeof high, r->h->language, row->band.level[N_BAND_LEVELS - 1]);
    html_say(r->h, "key", MSG_REP_SUM_BANDS, year, low, high, NULL);
}

static void fleet_sentence(const struct report *r)
{
    char year[16], evs[32];

    snprintf(year, sizeof year, "%d", digest_year(r->run, r->last));
    messages_number(evs, sizeof evs, r->h->language,
                    fleet_total(r->run->fleet, r->last->year_index), 0);
    html_say(r->h, "key", MSG_REP_SUM_NO_SITES, year, evs, NULL);
}

static void build_sentence(const struct report *r)
{
    const struct run *run = r->run;
    struct digest_tally after = digest_tally(run, r->digest, r->last, TALLY_ALL, -1);
    struct digest_tally before = digest_tally(run, r->digest, r->today, TALLY_ALL, -1);
    double money = 0;
    int n_new = 0, n_plans = 0;
    char sites[64], chargers[64], outlets[64], today[64], sum[64], phases[64];

    for (int k = 0; k < run->n_phases; k++) {
        if (!solved_has_plan(&run->phase[k])) continue;
        money += run->phase[k].money.total;
        n_plans++;
    }
    for (int s = 0; s < run->city->n_sites; s++)
        n_new += digest_is_new(r->last, s);
    if (n_plans == 0) {
        messages_plural(sites, sizeof sites, r->h->language,
                        before.stations + before.dispersed_sites, MSG_ONE_SITE);
        messages_plural(chargers, sizeof chargers, r->h->language, before.chargers,
                        MSG_ONE_CHARGER);
        messages_plural(outlets, sizeof outlets, r->h->language, before.outlets,
                        MSG_ONE_OUTLET);
        html_say(r->h, "key", MSG_REP_SUM_BUILD_NOTHING, sites, chargers, outlets, NULL);
        return;
    }
    messages_plural(sites, sizeof sites, r->h->language, n_new, MSG_ONE_SITE);
    messages_plural(chargers, sizeof chargers, r->h->language, after.chargers - before.chargers,
                    MSG_ONE_CHARGER);
    messages_plural(outlets, sizeof outlets, r->h->language, after.outlets - before.outlets,
                    MSG_ONE_OUTLET);
    messages_count(today, sizeof today, r->h->language,
                   before.stations + before.dispersed_sites);
    messages_money(sum, sizeof sum, r->h->language, money, run->scenario->study.currency);
    messages_plural(phases, sizeof phases, r->h->language, n_plans, MSG_ONE_PHASE);
    html_say(r->h, "key", MSG_REP_SUM_BUILD, sites, chargers, outlets, today, sum, phases,
             NULL);
}

/* How far a core rule is from being met, or why it cannot be. */
static void say_core(const struct report *r, const struct rule_result *rule, char *text,
                     size_t size)
{
    char zones[64], farthest[64], none[32];
    enum message id = rule->core_unreachable > 0 ? MSG_REP_SUM_CORE_SOME : MSG_REP_SUM_CORE;

    judged_shortfall(r->h->language, r->run, rule, zones, sizeof zones);
    judged_achieved(r->h->language, r->run, rule, rule->achieved, farthest, sizeof farthest);
    messages_number(none, sizeof none, r->h->language, rule->core_unreachable, 0);
    if (judged_met_where_possible(rule)) id = MSG_REP_SUM_CORE_CAN;
    messages_fill(text, size, r->h->language, id, zones, farthest, none, NULL);
}

static void say_wait(const struct report *r, const struct rule_result *rule, char *text,
                     size_t size)
{
    char stations[64], worst[64], full[32];

    judged_shortfall(r->h->language, r->run, rule, stations, sizeof stations);
    judged_achieved(r->h->language, r->run, rule, rule->achieved, worst, sizeof worst);
    messages_share(full, sizeof full, r->h->language,
                   digest_full_share(r->run, rule->network, FAST));
    if (judged_met_by_some(r->run, rule))
        messages_fill(text, size, r->h->language, MSG_REP_SUM_WAIT_SERVED, worst, full, NULL);
    else
        messages_fill(text, size, r->h->language,
                      judged_nothing_stands(rule) ? MSG_REP_SUM_WAIT_NOTHING : MSG_REP_SUM_WAIT,
                      stations, worst, full, NULL);
}

/* A ratio may be missed because chargers stand that are hardly used: both are said. */
static void say_ratio(const struct report *r, const struct rule_result *rule, char *text,
                      size_t size)
{
    struct use use = digest_use(r->run, r->run->network[rule->network]);
    char reached[64], missing[64], kw[32], share[32];
    enum message id =
        rule->kind == RULE_EV_PER_CHARGER ? MSG_REP_SUM_RATIO_USE : MSG_REP_SUM_RATIO;

    if (rule->kind == RULE_BUDGET) id = MSG_REP_SUM_BUDGET;
    if (rule->kind == RULE_DECLARED) id = MSG_REP_SUM_DECLARED;
    if (rule->measured) id = MSG_REP_SUM_MEASURED;
    judged_achieved(r->h->language, r->run, rule, rule->achieved, reached, sizeof reached);
    judged_shortfall(r->h->language, r->run, rule, missing, sizeof missing);
    messages_number(kw, sizeof kw, r->h->language, use.kw_per_ev, 2);
    messages_share(share, sizeof share, r->h->language, use.utilisation);
    messages_fill(text, size, r->h->language, id, reached, missing, kw, share, NULL);
}

static void told_rule(const struct report *r, const struct rule_result *rule)
{
    char text[1024], what[512], meaning[256], name[128], year[16];

    if (rule->kind == RULE_CORE_RADIUS)
        say_core(r, rule, what, sizeof what);
    else if (rule->kind == RULE_WAIT)
        say_wait(r, rule, what, sizeof what);
    else
        say_ratio(r, rule, what, sizeof what);
    snprintf(name, sizeof name, "%s",
             rule->fact ? rule->fact->id : messages_text(r->h->language, MSG_REP_SUM_OWN));
    if (rule->ended && rule->fact) {
        snprintf(year, sizeof year, "%d", rule->fact->valid_to);
        messages_fill(name, sizeof name, r->h->language, MSG_REP_SUM_ENDED, rule->fact->id,
                      year, NULL);
    }
    judged_short(r->h->language, r->run, rule, meaning, sizeof meaning);
    html_raw(r->h, "<li>");
    html_text(r->h, messages_fill(text, sizeof text, r->h->language, MSG_REP_SUM_RULE, meaning,
                                  what, name, NULL));
    html_raw(r->h, "</li>\n");
}

static bool is_asked(const struct report *r, const struct rule_result *rule)
{
    return rule->network == r->run->n_networks - 1 && judged_counts(rule);
}

/* Rules that are missed, and those that are met by some of the drivers only. */
static bool is_told(const struct report *r, const struct rule_result *rule)
{
    return is_asked(r, rule) && (rule->outcome != RULE_MET || judged_met_by_some(r->run, rule));
}

static void rules_sentence(const struct report *r)
{
    const struct rules *rules = r->run->rules;
    char year[16], judged[64], met[16], failed[16];
    int n = 0, n_met = 0, n_told = 0;

    for (int k = 0; k < rules->n; k++) {
        if (!is_asked(r, &rules->result[k])) continue;
        n++;
        n_met += rules->result[k].outcome == RULE_MET;
        n_told += is_told(r, &rules->result[k]);
    }
    snprintf(year, sizeof year, "%d", digest_year(r->run, r->last));
    messages_plural(judged, sizeof judged, r->h->language, n, MSG_ONE_RULE);
    snprintf(met, sizeof met, "%d", n_met);
    snprintf(failed, sizeof failed, "%d", n - n_met);
    if (n == 0) {
        html_say(r->h, "key", MSG_REP_SUM_NO_RULES, year, NULL);
        return;
    }
    html_say(r->h, "key", n == n_met ? MSG_REP_SUM_RULES_ALL : MSG_REP_SUM_RULES, judged, year,
             met, failed, NULL);
    if (n_told == 0) return;
    html_raw(r->h, "<ul class=\"key\">\n");
    for (int k = 0; k < rules->n; k++)
        if (is_told(r, &rules->result[k])) told_rule(r, &rules->result[k]);
    html_raw(r->h, "</ul>\n");
}

/* Rules that could not be judged are named too, so that silence is not taken for a pass. */
static void unjudged_sentence(const struct report *r)
{
    const struct rules *rules = r->run->rules;
    char ids[512] = "", year[16], count[64];
    int n = 0;

    for (int k = 0; k < rules->n; k++) {
        const struct rule_result *rule = &rules->result[k];
        size_t length = strlen(ids);

        if (rule->network != r->run->n_networks - 1 || rule->kind == RULE_BUDGET ||
            rule->outcome != RULE_NOTHING_TO_JUDGE)
            continue;
        snprintf(ids + length, sizeof ids - length, "%s%s",
                 n > 0 ? messages_text(r->h->language, MSG_LIST_COMMA) : "", judged_id(rule));
        n++;
    }
    if (n == 0) return;
    snprintf(year, sizeof year, "%d", digest_year(r->run, r->last));
    messages_plural(count, sizeof count, r->h->language, n, MSG_ONE_RULE);
    html_say(r->h, "mark", MSG_REP_SUM_UNJUDGED, year, count, ids, NULL);
}

void report_summary(const struct report *r)
{
    html_heading(r->h, 2, MSG_REP_SUMMARY);
    if (report_has_sites(r)) {
        demand_sentence(r);
        bands_sentence(r);
        report_ways_summary(r);
        build_sentence(r);
    } else {
        fleet_sentence(r);
        report_asked_sentences(r);
    }
    if (report_has_sites(r)) {
        rules_sentence(r);
        unjudged_sentence(r);
    }
    report_beside_summary(r);
}
