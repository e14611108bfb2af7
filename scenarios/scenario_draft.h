/* scenario_draft.h - a scenario while it is read: what scenario_read() hands from step to step.
 *
 *   scenario_tree.c    files, `extends`, `--set`        -> one tree of nodes
 *   scenario_names.c   columns of names in two languages, of each file by itself
 *   scenario_paths.c   low and high figures of the fleet, the chosen one in place
 *   scenario_fill.c    the tree, typed by the schema    -> the sections and the settings
 *   scenario_keys.c    keys that are no settings
 *   scenario_plans.c   the plan catalogues, the facts that stand for figures
 *   scenario_inputs.c  data files that settings name    -> paths, SHA-256
 *   scenario_check.c   what several settings say together
 *   scenario_sweep.c   the design of a sweep */
#ifndef CHARGEPLAN_SCENARIOS_SCENARIO_DRAFT_H
#define CHARGEPLAN_SCENARIOS_SCENARIO_DRAFT_H

#include "scenarios/hashes.h"
#include "scenarios/scenario.h"
#include "scenarios/schema.h"
#include "scenarios/sweep.h"
#include "scenarios/yaml.h"

struct place {
    const struct yaml_source *source; /* NULL: the setting is a default */
    int line, column;
    bool empty; /* written, but without a value */
};

struct draft {
    struct scenario *s;
    struct yaml *yaml;
    const struct yaml_source *source;  /* the scenario's own file */
    struct yaml_node *root;            /* all settings that were given */
    const struct yaml_node *origin;    /* path: "file:line", from the record of a run; NULL */
    const struct yaml_node *record;    /* facts of the recorded run; NULL */
    const struct yaml_node *all_paths; /* the fleet as written, low and high figures too */
    const struct yaml_node *sweep;     /* the section, or NULL */
    struct hashes *hashes;             /* borrowed; NULL: each file is read each time */
    struct schema_facts facts;         /* what may stand for a figure; borrows s->plans */
    struct place *place; /* owned [s->n_settings] where each setting was written */
    bool whole;          /* every step was done; there may be problems */
    struct problems *problems;
    struct error *err;
};

/* Fills source, root, origin, record and sweep. */
enum err scenario_tree_read(struct draft *d, const char *path);
/* Puts options "path=value" over the root. Errors: ERR_USAGE (no PATH=VALUE), ERR_NOMEM. */
enum err scenario_tree_sets(struct draft *d, int n_sets, const char *const sets[]);
/* Spreads district: {en: A, zh: B} and the like over the two settings it stands for. */
enum err scenario_names(struct draft *d, struct yaml_node *root);
/* A mapping with the keys of `over`, settings of an item of a section, put in; NULL when out of
 * memory. */
struct yaml_node *scenario_tree_over(struct draft *d, const char *section,
                                     struct yaml_node *base, struct yaml_node *over);
/* Puts the figures of study.path in place; and, once facts are known, checks the others. */
enum err scenario_paths(struct draft *d);
enum err scenario_paths_check(struct draft *d);
/* The node of a setting's key, with dots; NULL where it was not given. */
const struct yaml_node *scenario_field_node(const struct yaml_node *map, const char *key);
/* Fills the sections, settings and places. */
enum err scenario_fill(struct draft *d);
/* Adds a problem for every key of a mapping that is neither a setting of the section nor a
 * group of them. prefix: of the keys inside the section, "service.fast."; path: of the mapping.
 */
enum err scenario_keys(struct draft *d, const struct section *section,
                       const struct yaml_node *map, const char *prefix, const char *path);
/* Reads the catalogues: the built-in one, and the one that the setting `plans` names. */
enum err scenario_catalogues(struct draft *d);
/* Notes the facts that a node has in place of figures, for the setting added last. */
enum err scenario_facts_used(struct draft *d, const struct field *f,
                             const struct yaml_node *node);
/* Adds a line for every fact that a setting or rule names, so that a hash follows its figure.
 */
void scenario_facts_put(const struct scenario *s, struct text *to);

/* The path to open of a file that a setting names, its variables filled: relative to `folder`,
 * where there is one (NULL: none), else to the file that names it; of the command line, to the
 * folder the program runs in. Own *out; it stays NULL where a variable is wrong: a problem was
 * added. Errors: ERR_NOMEM. */
enum err scenario_file_path(struct draft *d, const struct place *place, const char *folder,
                            const char *written, const char *setting, char **out);
/* Files next to the file that names them; hashes them and the whole scenario. */
enum err scenario_inputs(struct draft *d);
/* Adds a problem for everything that does not go together. */
enum err scenario_check(struct draft *d);
void scenario_check_fleet(struct draft *d);  /* vehicle classes */
void scenario_check_energy(struct draft *d); /* user groups, layers, climate */
void scenario_check_city(struct draft *d);   /* its part about zones and sites */
void scenario_check_ways(struct draft *d);   /* access, roads, matrix */
void scenario_check_hours(struct draft *d);  /* profiles, tariff, trips, calibration */
/* What is uncertain, and how it goes together. */
void scenario_check_uncertain(struct draft *d);
void scenario_check_simulation(struct draft *d);
void scenario_check_lists(struct draft *d);   /* rules, beside */
void scenario_check_parking(struct draft *d); /* parking, building */
/* Reads the section `sweep` into s->sweep, where there is one. Every mistake is a problem; the
 * record is then not made. */
enum err scenario_sweep(struct draft *d);
/* What check_said() and check_datum() of the city say of one more section with a file. */
void scenario_check_datum(struct draft *d, const char *section, const char *file,
                          const char *crs, int coordinates);
void scenario_check_layer_only(struct draft *d, const char *section, const char *file,
                               const char *key, const char *value);
void scenario_check_titles(struct draft *d);
/* Adds a problem at the place of a setting, else of its section. */
void scenario_check_problem(struct draft *d, const char *path, const char *fmt, ...)
    __attribute__((format(printf, 3, 4)));
/* True where the setting was written, even if its value is wrong: that is said already. */
bool scenario_check_given(const struct draft *d, const char *path);

/* The structs of a section, one after another, and how many there are. */
void *scenario_records(struct scenario *s, const struct section *section, int *n);

/* Index of a setting; -1 where there is none. */
int scenario_setting(const struct scenario *s, const char *path);

#endif
