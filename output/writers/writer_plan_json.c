/* writer_plan_json.c - everything for programs, in one file with a fixed order. */
#include <math.h>

#include "output/asked_json.h"
#include "output/bands_words.h"
#include "output/demand_json.h"
#include "output/digest.h"
#include "output/json.h"
#include "output/judged_json.h"
#include "output/measures.h"
#include "output/solved.h"
#include "output/use_json.h"
#include "output/ways_json.h"
#include "output/writers/writer.h"
#include "scenarios/plans.h"

static const char *const service_name[N_SERVICES] = {"fast", "slow"};

static void scenario(const struct run *run, struct json *j)
{
    const struct scenario *s = run->scenario;

    json_open(j, "scenario", '{');
    json_text(j, "name", s->head.name);
    json_text(j, "title", scenario_title(s, LANGUAGE_EN));
    json_text(j, "hash", s->hash);
    json_flag(j, "made_up", s->study.made_up);
    json_integer(j, "seed", s->study.seed);
    json_text(j, "currency", s->study.currency);
    json_text(j, "data_source", s->study.data_source);
    json_number(j, "network_sample_share", s->report.network_sample_share);
    json_flag(j, "network_sample_at_most", s->report.network_sample_at_most);
    json_text(j, "coordinates", run->city->geographic ? "WGS84" : "metres");
    json_open(j, "inputs", '[');
    for (int k = 0; k < s->n_inputs; k++) {
        json_open(j, NULL, '{');
        json_text(j, "file", s->input[k].name);
        json_text(j, "sha256", s->input[k].sha256);
        json_close(j, '}');
    }
    json_close(j, ']');
    json_close(j, '}');
}

static void fleet(const struct run *run, struct json *j)
{
    json_open(j, "fleet", '[');
    for (int y = 0; y < run->fleet->n_years; y++) {
        const struct demand_totals *t = &run->demand->totals[y];

        json_open(j, NULL, '{');
        json_integer(j, "year", run->fleet->years[y]);
        json_number(j, "vehicles", t->vehicles);
        json_open(j, "stock", '{');
        for (int c = 0; c < run->fleet->n_classes; c++)
            json_number(j, run->scenario->fleet[c].id, fleet_stock(run->fleet, c, y));
        json_close(j, '}');
        json_open(j, "demand_kwh_per_day", '{');
        json_number(j, "home", t->home);
        json_number(j, "work", t->work);
        json_number(j, "depot", t->depot);
        json_number(j, "public_slow", t->public_kwh[SLOW]);
        json_number(j, "public_fast", t->public_kwh[FAST]);
        json_close(j, '}');
        demand_json_year(run, y, j);
        json_close(j, '}');
    }
    json_close(j, ']');
}

static void money(const struct money *m, struct json *j)
{
    json_open(j, "money", '{');
    json_number(j, "fixed", m->fixed);
    json_number(j, "chargers_fast", m->chargers[FAST]);
    json_number(j, "chargers_slow", m->chargers[SLOW]);
    json_number(j, "total", m->total);
    json_number(j, "om_per_year", m->om_per_year);
    json_close(j, '}');
}

static void phases(const struct run *run, struct json *j)
{
    json_open(j, "phases", '[');
    for (int k = 0; k < run->n_phases; k++) {
        const struct phase *p = &run->phase[k];

        json_open(j, NULL, '{');
        json_integer(j, "year", solved_year(run, p));
        json_text(j, "model", p->model->name);
        json_text(j, "status", solved_status(p->status));
        json_text(j, "stop", solved_stop(p->stop));
        json_number(j, "objective", p->objective);
        json_number(j, "bound", p->bound);
        json_number(j, "gap", p->gap);
        json_number(j, "budget", p->budget);
        json_number(j, "rule_cost", p->rule_cost);
        json_integer(j, "new_sites", p->n_new_sites);
        money(&p->money, j);
        json_text(j, "reason", p->reason.in[0][0] != '\0' ? p->reason.in[LANGUAGE_EN] : NULL);
        json_close(j, '}');
    }
    json_close(j, ']');
}

/* Indicators of the whole area (district -1) or one district. */
static void indicators(const struct run *run, const struct digest *d, const struct network *n,
                       int district, struct json *j)
{
    struct digest_tally t = digest_tally(run, d, n, TALLY_ALL, district);

    json_integer(j, "stations", t.stations);
    json_integer(j, "dispersed_sites", t.dispersed_sites);
    json_integer(j, "chargers", t.chargers);
    json_integer(j, "outlets", t.outlets);
    json_integer(j, "bays", t.bays);
    json_number(j, "kw", t.kw);
    for (int v = 0; v < N_SERVICES; v++) {
        struct energy e = digest_energy(run, n, (enum service)v, district);

        json_open(j, service_name[v], '{');
        json_integer(j, "chargers", t.service_chargers[v]);
        json_integer(j, "outlets", t.service_outlets[v]);
        json_number(j, "kw", t.service_kw[v]);
        json_number(j, "demand_kwh_per_day", e.demand);
        json_number(j, "served_kwh_per_day", e.served);
        json_number(j, "full_kwh_per_day", e.full);
        json_number(j, "out_kwh_per_day", e.out);
        json_number(j, "served_share", e.demand > 0 ? e.served / e.demand : NAN);
        json_close(j, '}');
    }
}

/* The same figures by the names that sweeps and comparisons know; what does not exist is left
 * out. */
static void named(const struct run *run, const struct digest *d, int step, int district,
                  struct json *j)
{
    double value[N_MEASURES];

    measures_fill(run, d, step, district, value);
    json_open(j, "indicators", '{');
    for (int m = 0; m < N_MEASURES; m++)
        if (isfinite(value[m])) json_number(j, measures_name(m), value[m]);
    json_close(j, '}');
}

static void sites(const struct run *run, const struct digest *d, const struct network *n,
                  struct json *j)
{
    json_open(j, "sites", '[');
    for (int s = 0; s < run->city->n_sites; s++) {
        if (!n->open[s]) continue;
        json_open(j, NULL, '{');
        json_text(j, "id", run->city->site[s].id);
        json_text(j, "district", run->city->district_name[digest_district(run, d, s)]);
        json_text(j, "class",
                  network_is_station(run->scenario, n, s) ? "station" : "dispersed");
        if (digest_is_new(n, s)) json_integer(j, "opened_year", n->opened_year[s]);
        json_open(j, "chargers", '{');
        for (int k = 0; k < n->n_kinds; k++)
            if (n->n_chargers[s * n->n_kinds + k] > 0)
                json_integer(j, run->scenario->kind[k].id, n->n_chargers[s * n->n_kinds + k]);
        json_close(j, '}');
        json_number(j, "fast_kwh_per_day", n->site_kwh[FAST][s]);
        json_number(j, "slow_kwh_per_day", n->site_kwh[SLOW][s]);
        json_close(j, '}');
    }
    json_close(j, ']');
}

static void states(const struct run *run, const struct digest *d, struct json *j)
{
    json_open(j, "states", '[');
    for (int k = 0; k < run->n_networks; k++) {
        const struct network *n = run->network[k];
        struct uncovered u = digest_uncovered(run, d, n);

        json_open(j, NULL, '{');
        json_integer(j, "year", digest_year(run, n));
        indicators(run, d, n, -1, j);
        json_number(j, "served_share", digest_served_share(run, n));
        json_integer(j, "core_zones", u.core_zones);
        if (digest_rule_radius_m(run) > 0) {
            json_integer(j, "core_zones_uncovered", u.zones);
            json_number(j, "core_night_share_uncovered", u.night_share);
        }
        ways_json_state(run, k, j);
        named(run, d, k, -1, j);
        json_open(j, "districts", '[');
        for (int i = 0; i < run->city->n_districts; i++) {
            json_open(j, NULL, '{');
            json_text(j, "name", run->city->district_name[i]);
            indicators(run, d, n, i, j);
            named(run, d, k, i, j);
            json_close(j, '}');
        }
        json_close(j, ']');
        if (use_of(run, k) != NULL) use_json(run, k, j);
        sites(run, d, n, j);
        json_close(j, '}');
    }
    json_close(j, ']');
}

/* Facts of the plans that stand for figures of settings. */
static void facts(const struct run *run, struct json *j)
{
    const struct scenario *s = run->scenario;

    json_open(j, "facts", '[');
    for (int k = 0; k < s->n_uses; k++) {
        const struct fact *fact = s->use[k].fact;

        json_open(j, NULL, '{');
        json_text(j, "setting", s->setting[s->use[k].setting].path);
        json_text(j, "id", fact->id);
        json_number(j, "value", fact->value);
        json_text(j, "unit", fact->unit);
        json_text(j, "plan", fact->plan);
        json_text(j, "clause", fact->section);
        json_text(j, "strength", plans_strength_name(fact->strength));
        json_close(j, '}');
    }
    json_close(j, ']');
}

static void notes(const struct run *run, struct json *j)
{
    json_open(j, "screened", '[');
    for (int k = 0; k < run->n_screened; k++) {
        json_open(j, NULL, '{');
        json_text(j, "id", run->city->site[run->screened[k].site].id);
        json_text(j, "reason", run->screened[k].reason.in[LANGUAGE_EN]);
        json_close(j, '}');
    }
    json_close(j, ']');
    json_open(j, "warnings", '[');
    for (int k = 0; k < run->n_warnings; k++)
        json_text(j, NULL, run->warning[k].in[LANGUAGE_EN]);
    json_close(j, ']');
}

static enum err write_plan(const struct run *run, FILE *stream, struct error *err)
{
    struct json j = {.stream = stream};
    struct digest *d = NULL;

    enum err code;

    TRY(digest_create(&d, run, err));
    json_open(&j, NULL, '{');
    json_integer(&j, "plan", 1); /* version of this format */
    json_text(&j, "program", "chargeplan " CHARGEPLAN_VERSION);
    scenario(run, &j);
    ways_json_streets(run, &j);
    json_flag(&j, "feasible", run->feasible);
    fleet(run, &j);
    code = demand_json_bridge(run, &j, err);
    phases(run, &j);
    states(run, d, &j);
    judged_json(run, &j);
    asked_json(run, &j);
    bands_json(run, &j);
    facts(run, &j);
    notes(run, &j);
    json_close(&j, '}');
    digest_free(d);
    return code;
}

const struct writer writer_plan_json = {
    .name = "plan_json",
    .file = "plan.json",
    .summary = "everything, for programs: phases, states, sites, rules, warnings",
    .write = write_plan,
};
