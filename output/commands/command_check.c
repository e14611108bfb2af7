/* command_check.c - all mistakes of a scenario at once, or what is in it. */
#include <stdio.h>

#include "model/access.h"
#include "model/parallel.h"
#include "output/audit_table.h"
#include "output/commands/command.h"
#include "scenarios/sweep.h"
#include "scenarios/text.h"
#include "sim/load.h"

static const struct option_spec spec[] = {{"audit", false}, {NULL, false}};

/* What a city holds, in numbers. */
struct counts {
    int sites[N_STATUSES]; /* by site_status */
    int core;
    int offered; /* car parks that are candidates */
};

static struct counts count(const struct city *city)
{
    struct counts c = {0};

    for (int s = 0; s < city->n_sites; s++) {
        c.sites[city->site[s].status]++;
        c.offered += city->site[s].car_park > 0 && city->site[s].status == SITE_CANDIDATE;
    }
    for (int z = 0; z < city->n_zones; z++)
        c.core += city->core[z];
    return c;
}

static void print_years(const struct years *years)
{
    for (int k = 0; k < years->n; k++)
        printf("%s%d", k > 0 ? ", " : "", years->year[k]);
}

static void print_streets(const struct roads *roads)
{
    if (roads == NULL) return;
    printf("  streets  %.0f km for cars, %.0f km for walking%s%s\n",
           roads->graph[ROAD_CAR].used_km, roads->graph[ROAD_FOOT].used_km,
           roads->date[0] != '\0' ? "; data of " : "", roads->date);
}

/* audit: NULL where it is not asked for, here and below. */
static void print_summary(const char *file, const struct loaded *l,
                          const struct city_audit *audit)
{
    const struct scenario *s = l->scenario;
    struct counts c = count(l->city);

    printf("%s is fine: %s\n", file, scenario_title(s, LANGUAGE_EN));
    printf("  zones    %d, of which %d in the core; %d district%s\n", l->city->n_zones, c.core,
           l->city->n_districts, l->city->n_districts == 1 ? "" : "s");
    printf("  sites    %d: %d existing, %d required, %d candidate, %d forbidden\n",
           l->city->n_sites, c.sites[SITE_EXISTING], c.sites[SITE_REQUIRED],
           c.sites[SITE_CANDIDATE], c.sites[SITE_FORBIDDEN]);
    if (l->city->n_car_parks > 0)
        printf(
            "  parking  %d car parks; %d of them sites by building rule alone, %d candidates\n",
            l->city->n_car_parks, c.sites[SITE_BY_RULE], c.offered);
    print_streets(l->city->roads);
    printf("  classes  ");
    for (int k = 0; k < s->n_classes; k++)
        printf("%s%s", k > 0 ? ", " : "", s->fleet[k].id);
    printf("\n  kinds    ");
    for (int k = 0; k < s->n_kinds; k++)
        printf("%s%s", k > 0 ? ", " : "", s->kind[k].id);
    printf("\n  years    ");
    print_years(&s->study.years);
    printf(s->placement.phases.n > 0 ? "; built in " : "; nothing is built");
    print_years(&s->placement.phases);
    printf("\n  rules    %d\n  model    %s\n  hash     %s\n", s->n_rules, s->placement.model,
           s->hash);
    if (s->sweep != NULL)
        printf("  sweep    %llu case%s%s\n", (unsigned long long)sweep_count(s->sweep),
               sweep_count(s->sweep) == 1 ? "" : "s",
               s->sweep->n_excludes > 0 ? " before any is excluded" : "");
    if (audit != NULL) audit_table_print(audit, s, stdout);
    for (int k = 0; k < l->city->n_warnings; k++)
        fprintf(stderr, "chargeplan: warning: %s\n", l->city->warning[k].in[LANGUAGE_EN]);
}

static void add_list(struct text *to, const char *name, int n, const char *const items[])
{
    text_addf(to, ",\n  \"%s\": [", name);
    for (int k = 0; k < n; k++) {
        text_add(to, k > 0 ? ", " : "");
        text_add_json(to, items[k]);
    }
    text_add(to, "]");
}

static void add_counts(struct text *to, const struct loaded *l)
{
    struct counts c = count(l->city);

    text_add(to, ",\n  \"name\": ");
    text_add_json(to, l->scenario->head.name);
    text_addf(to, ",\n  \"hash\": \"%s\"", l->scenario->hash);
    text_addf(to, ",\n  \"zones\": %d,\n  \"core_zones\": %d,\n  \"districts\": %d",
              l->city->n_zones, c.core, l->city->n_districts);
    text_addf(to,
              ",\n  \"sites\": {\"existing\": %d, \"required\": %d, \"candidate\": %d, "
              "\"forbidden\": %d}",
              c.sites[SITE_EXISTING], c.sites[SITE_REQUIRED], c.sites[SITE_CANDIDATE],
              c.sites[SITE_FORBIDDEN]);
    if (l->city->n_car_parks > 0)
        text_addf(to, ",\n  \"car_parks\": {\"all\": %d, \"by_rule\": %d, \"candidate\": %d}",
                  l->city->n_car_parks, c.sites[SITE_BY_RULE], c.offered);
    text_addf(to, ",\n  \"classes\": %d,\n  \"kinds\": %d,\n  \"rules\": %d",
              l->scenario->n_classes, l->scenario->n_kinds, l->scenario->n_rules);
    text_add(to, ",\n  \"warnings\": [");
    for (int k = 0; k < l->city->n_warnings; k++) {
        text_add(to, k > 0 ? ", " : "");
        text_add_json(to, l->city->warning[k].in[LANGUAGE_EN]);
    }
    text_add(to, "]");
}

/* l: NULL where the scenario is not fine. */
static void print_json(const char *file, const struct loaded *l, const struct city_audit *audit,
                       const struct problems *problems)
{
    int kept = problems->n < PROBLEMS_KEPT ? problems->n : PROBLEMS_KEPT;
    const char *sentences[PROBLEMS_KEPT];
    struct text json = {0};

    for (int k = 0; k < kept; k++)
        sentences[k] = problems->text[k];
    text_add(&json, "{\n  \"file\": ");
    text_add_json(&json, file);
    text_addf(&json, ",\n  \"fine\": %s,\n  \"n_problems\": %d", l != NULL ? "true" : "false",
              problems->n);
    add_list(&json, "problems", kept, sentences);
    if (l != NULL) add_counts(&json, l);
    if (audit != NULL) {
        text_add(&json, ",\n  ");
        audit_table_json(audit, l->scenario, &json);
    }
    text_add(&json, "\n}\n");
    if (!json.nomem) fputs(json.data, stdout);
    text_clear(&json);
}

/* How far zones and sites lie from their streets shows when they are joined to them, which
 * reading does not do: a run says it, and so does this. */
static enum err look_at_ways(struct loaded *l, struct error *err)
{
    struct access *access = NULL;
    enum err code = access_create(&access, l->scenario, l->city, parallel_processors(), err);

    if (code == ERR_OK)
        code = access_warn(access, &l->city->warning, &l->city->n_warnings, err);
    access_free(access);
    return code;
}

static int command_check_main(int argc, char **argv)
{
    struct problems problems = {0};
    struct loaded loaded = {0};
    struct city_audit made = {0}, *audit = NULL;
    struct error err = {0};
    struct options o;
    enum err code;

    if (!options_parse(&command_check, argc, argv, spec, 1, 1, &o)) return STATUS_USAGE;
    if (o.help) {
        command_print_help(&command_check);
        return STATUS_DONE;
    }
    code = load_scenario(&loaded, o.word[0], o.n_sets, o.sets, &problems, &err);
    if (code == ERR_OK) code = look_at_ways(&loaded, &err);
    if (code == ERR_OK && option_given(&o, "audit")) {
        code = city_audit_make(&made, loaded.city, loaded.scenario, true, &err);
        audit = &made;
    }
    if (code != ERR_OK && problems.n == 0) {
        city_audit_clear(&made);
        load_clear(&loaded);
        return command_fail(&err);
    }
    if (o.json)
        print_json(o.word[0], code == ERR_OK ? &loaded : NULL, audit, &problems);
    else if (code == ERR_OK)
        print_summary(o.word[0], &loaded, audit);
    else
        command_print_problems(&problems);
    city_audit_clear(&made);
    load_clear(&loaded);
    return error_exit_status(code);
}

const struct command command_check = {
    .name = "check",
    .summary = "find all mistakes of a scenario and its files",
    .usage = "FILE [--set PATH=VALUE]... [--audit] [--json]",
    .help =
        "  --set PATH=VALUE     override a setting, such as placement.budget=8e7\n"
        "  --audit              count the places outside the zones for every Chinese datum\n"
        "                       that their file could be in, and say which fits\n"
        "  --json               print the result as JSON on standard output\n"
        "Exit status: 0 the scenario is fine, 3 it is not; each mistake is one line,\n"
        "file:line:column: setting: what is wrong and what is allowed.\n",
    .run = command_check_main,
};
