/* fixture_access.c - see fixture_access.h */
#include "tests/fixture_access.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "tests/assert.h"

void fixture_access_make(struct fixture_access *f)
{
    *f = (struct fixture_access){.folder = "/tmp/test_ways_XXXXXX"};
    if (mkdtemp(f->folder) == NULL) fail_msg("no folder");
}

void fixture_access_put(const struct fixture_access *f, const char *name, const char *text)
{
    char path[128];
    FILE *file;

    snprintf(path, sizeof path, "%s/%s", f->folder, name);
    file = fopen(path, "wb");
    if (file == NULL) fail_msg("%s cannot be written", path);
    fputs(text, file);
    fclose(file);
}

void fixture_access_scenario(const struct fixture_access *f, const char *more)
{
    static const char head[] =
        "scenario: 1\n"
        "name: ways\n"
        "study: {years: [2024, 2030]}\n"
        "fleet:\n"
        "  private: {curve: points, points: {2024: 1000, 2030: 9000}, bev_share: 1,\n"
        "            km_per_day: 30, home_access: 0, without_home: {work: 0, slow: 0.3, fast: "
        "0.7},\n"
        "            night_share: {fast: 1, slow: 1}}\n"
        "kinds:\n"
        "  dc120: {system: fast, outlets: 2, power_kw: 120, capital: 95000}\n"
        "  ac7:   {system: slow, outlets: 1, power_kw: 7, capital: 6000}\n";
    char *text = malloc(sizeof head + strlen(more));

    if (text == NULL) fail_msg("out of memory");
    sprintf(text, "%s%s", head, more);
    fixture_access_put(f, "scenario.yaml", text);
    free(text);
}

static void clear(struct fixture_access *f)
{
    run_free(f->run);
    f->run = NULL;
    load_clear(&f->loaded);
}

void fixture_access_run(struct fixture_access *f, int n_sets, const char *const sets[],
                        int n_threads)
{
    struct problems problems = {0};
    struct error err = {0};
    char path[128];

    clear(f);
    snprintf(path, sizeof path, "%s/scenario.yaml", f->folder);
    if (load_scenario(&f->loaded, path, n_sets, sets, &problems, &err) != ERR_OK)
        fail_msg("%s", problems.n > 0 ? problems.text[0] : err.text);
    if (run_create(&f->run, f->loaded.scenario, f->loaded.city, f->loaded.scenario->plans,
                   n_threads, &err) != ERR_OK)
        fail_msg("%s", err.text);
}

const char *fixture_access_problem(const struct fixture_access *f, int n_sets,
                                   const char *const sets[])
{
    static char sentence[2048];
    struct problems problems = {0};
    struct loaded loaded = {0};
    struct error err = {0};
    char path[128];

    snprintf(path, sizeof path, "%s/scenario.yaml", f->folder);
    sentence[0] = '\0';
    if (load_scenario(&loaded, path, n_sets, sets, &problems, &err) != ERR_OK)
        snprintf(sentence, sizeof sentence, "%s", problems.n > 0 ? problems.text[0] : err.text);
    load_clear(&loaded);
    return sentence;
}

void fixture_access_remove(struct fixture_access *f)
{
    char command[128];

    clear(f);
    snprintf(command, sizeof command, "rm -rf '%s'", f->folder);
    if (system(command) != 0) print_message("%s stays\n", f->folder);
}
