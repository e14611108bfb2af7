/* writer_simulation_json.c - the simulated use of every network, for programs. */
#include "output/use_json.h"
#include "output/writers/writer.h"

static bool is_wanted(const struct run *run)
{
    return use_last(run) >= 0;
}

static void put_scenario(const struct scenario *s, struct json *j)
{
    json_open(j, "scenario", '{');
    json_text(j, "name", s->head.name);
    json_text(j, "title", scenario_title(s, LANGUAGE_EN));
    json_text(j, "hash", s->hash);
    json_flag(j, "made_up", s->study.made_up);
    json_integer(j, "seed", s->study.seed);
    json_number(j, "network_sample_share", s->report.network_sample_share);
    json_number(j, "wait_target_min", s->sizing.wait_min);
    json_integer(j, "days", s->simulation.days);
    json_integer(j, "warmup_days", s->simulation.warmup_days);
    json_close(j, '}');
}

static enum err write_simulation(const struct run *run, FILE *stream, struct error *err)
{
    struct json j = {.stream = stream};
    struct digest *d = NULL;

    TRY(digest_create(&d, run, err));
    json_open(&j, NULL, '{');
    json_integer(&j, "simulation", 1); /* version of this format */
    json_text(&j, "program", "chargeplan " CHARGEPLAN_VERSION);
    put_scenario(run->scenario, &j);
    json_open(&j, "states", '[');
    for (int k = 0; k < run->n_networks; k++) {
        if (use_of(run, k) == NULL) continue;
        json_open(&j, NULL, '{');
        json_integer(&j, "year", run->fleet->years[use_of(run, k)->year_index]);
        use_json_members(run, k, &j);
        use_json_stations(run, d, k, &j);
        json_close(&j, '}');
    }
    json_close(&j, ']');
    json_close(&j, '}');
    digest_free(d);
    return ERR_OK;
}

const struct writer writer_simulation_json = {
    .name = "simulation_json",
    .file = "simulation.json",
    .summary = "with simulation: city and stations, for programs; with intervals and how many "
               "replications",
    .write = write_simulation,
    .wanted = is_wanted,
    .of_simulation = true,
};
