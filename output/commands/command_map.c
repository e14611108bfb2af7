/* command_map.c - one map of a scenario: of what came in, or of its plan. */
#include <stdio.h>
#include <string.h>

#include "model/parallel.h"
#include "output/commands/command.h"
#include "output/commands/planned.h"
#include "output/hold.h"
#include "output/map/map_asked.h"
#include "output/map/map_inputs.h"
#include "output/map/map_png.h"
#include "output/report/glyphs.h"
#include "output/whole_file.h"
#include "sim/load.h"

static const struct option_spec spec[] = {
    {"output", true}, {"inputs", false}, {"slow", false}, {"language", true}, {NULL, false}};

/* What the file is drawn from: `run` is NULL for what came in. */
struct drawn {
    const struct scenario *scenario;
    const struct city *city;
    const struct run *run;
    bool slow;
};

static enum err put(const void *with, FILE *stream, struct error *err)
{
    const struct drawn *d = with;

    if (d->run == NULL) return map_inputs_write(d->scenario, d->city, stream, err);
    if (map_asked_wanted(d->run)) return map_asked_write(d->run, stream, err);
    return map_png_write(d->run, d->slow ? SLOW : FAST, stream, err);
}

/* The whole file or none; signals wait meanwhile. */
static enum err write_map(const struct drawn *d, const char *path, struct error *err)
{
    const struct whole_content content = {"--output", path, put, d};
    struct hold hold;
    enum err code;

    hold_signals(&hold);
    code = whole_write(&content, err);
    if (code == ERR_OK && (placement_interrupted || hold_stop_asked())) {
        whole_discard(path);
        code = error_set(err, ERR_INTERRUPTED, "interrupted; nothing was written");
    }
    if (code == ERR_OK) code = whole_publish("--output", path, err);
    hold_release(&hold);
    return code;
}

static int write_and_tell(const struct drawn *d, const char *path)
{
    struct error err = {0};
    char sentence[1024];
    bool missing;

    if (glyphs_check(d->scenario, d->city, &missing, sentence, sizeof sentence, &err) != ERR_OK)
        return command_fail(&err);
    if (missing) fprintf(stderr, "chargeplan: warning: %s\n", sentence);
    if (write_map(d, path, &err) != ERR_OK) return command_fail(&err);
    printf("map: %s\n", path);
    return STATUS_DONE;
}

static int plan_and_draw(struct drawn *d, const char *path)
{
    struct run *run = NULL;
    struct error err = {0};
    int status;

    command_catch_interrupts();
    if (run_create_plan(&run, d->scenario, d->city, d->scenario->plans, parallel_processors(),
                        &err) != ERR_OK)
        return command_fail(&err);
    if (placement_interrupted) {
        run_free(run);
        return command_fail(
            &(struct error){ERR_INTERRUPTED, "interrupted; nothing was written"});
    }
    d->run = run;
    for (int k = 0; k < run->n_warnings; k++)
        fprintf(stderr, "chargeplan: warning: %s\n", run->warning[k].in[LANGUAGE_EN]);
    status = write_and_tell(d, path);
    if (status == STATUS_DONE) status = planned_status(run);
    run_free(run);
    return status;
}

static int draw(const struct options *o, const char *path)
{
    struct loaded loaded = {0};
    struct problems problems = {0};
    struct error err = {0};
    struct drawn d = {.slow = option_given(o, "slow")};
    int status;

    if (load_scenario(&loaded, o->word[0], o->n_sets, o->sets, &problems, &err) != ERR_OK) {
        command_print_problems(&problems);
        return problems.n > 0 ? error_exit_status(err.code) : command_fail(&err);
    }
    d.scenario = loaded.scenario;
    d.city = loaded.city;
    if (option_given(o, "inputs")) {
        for (int k = 0; k < loaded.city->n_warnings; k++)
            fprintf(stderr, "chargeplan: warning: %s\n",
                    loaded.city->warning[k].in[LANGUAGE_EN]);
        status = write_and_tell(&d, path);
    } else {
        status = plan_and_draw(&d, path);
    }
    load_clear(&loaded);
    return status;
}

static int refuse(const char *sentence, const char *word)
{
    fprintf(stderr, "chargeplan map: %s%s\n", sentence, word);
    return STATUS_USAGE;
}

/* --language is --set report.language. */
static bool take_language(struct options *o)
{
    const char *word = option_get(o, "language");

    if (word == NULL) return true;
    if (strcmp(word, "en") != 0 && strcmp(word, "zh") != 0) {
        fprintf(stderr, "chargeplan map: --language: '%s' is neither en nor zh\n", word);
        return false;
    }
    if (o->n_sets == OPTION_SETS_MAX) {
        refuse("more --set options than the 256 allowed, --language is one of them", "");
        return false;
    }
    o->sets[o->n_sets++] =
        strcmp(word, "zh") == 0 ? "report.language=zh" : "report.language=en";
    return true;
}

static int command_map_main(int argc, char **argv)
{
    struct options o;
    struct error err = {0};
    const char *path;

    if (!options_parse(&command_map, argc, argv, spec, 1, 1, &o)) return STATUS_USAGE;
    if (o.help) {
        command_print_help(&command_map);
        return STATUS_DONE;
    }
    path = option_get(&o, "output");
    if (path == NULL || path[0] == '\0')
        return refuse("say where the map goes: -o MAP.png, a new file", "");
    if (o.json) return refuse("there is no --json of a map", "");
    if (option_given(&o, "inputs") && option_given(&o, "slow"))
        return refuse("--slow is of a plan's map; leave it out, or leave --inputs out", "");
    if (!take_language(&o)) return STATUS_USAGE;
    if (whole_check("--output", path, NULL, &err) != ERR_OK) return command_fail(&err);
    return draw(&o, path);
}

const struct command command_map = {
    .name = "map",
    .summary = "one map: of what came in, before any plan, or of the plan",
    .usage = "FILE -o MAP.png [--inputs | --slow] [--language en|zh] [--set PATH=VALUE]...",
    .help =
        "  -o, --output MAP.png a new file, a PNG picture; it appears complete or not at all\n"
        "  --inputs             what the scenario's files hold, no plan is made: zones by "
        "night\n"
        "                       weight, districts, core, study area, and the sites of every "
        "layer\n"
        "                       by status; sites outside all zones, or outside the study "
        "area,\n"
        "                       have a red ring; those at the place of another are counted; "
        "streets\n"
        "                       by class, in red those left out, zones and sites far from "
        "theirs\n"
        "  --slow               the map of slow charging; else of fast charging\n"
        "  --language en|zh     the same as --set report.language=en|zh\n"
        "  --set PATH=VALUE     override a setting, such as zones.regrid_m=500\n\n"
        "Without --inputs the plan is made as by `run`; the file has the bytes of coverage.png "
        "or\n"
        "coverage_slow.png in its results, or of requirements.png where there are no sites to "
        "plan\n"
        "with. Exit status as of `run`.\n",
    .run = command_map_main,
};
