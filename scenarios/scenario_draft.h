/* scenario_draft.h - a scenario while it is read: what scenario_read() hands from step to step.
 *
 *   scenario_tree.c    files, `extends`, `--set`        -> one tree of nodes
 *   scenario_fill.c    the tree, typed by the schema    -> the sections and the settings
 *   scenario_keys.c    keys that are no settings
 *   scenario_inputs.c  data files that settings name    -> paths, SHA-256
 *   scenario_check.c   what several settings say together */
#ifndef CHARGEPLAN_SCENARIOS_SCENARIO_DRAFT_H
#define CHARGEPLAN_SCENARIOS_SCENARIO_DRAFT_H

#include "scenarios/scenario.h"
#include "scenarios/schema.h"
#include "scenarios/yaml.h"

struct place {
    const struct yaml_source *source; /* NULL: the setting is a default */
    int line, column;
    bool empty; /* written, but without a value */
};

struct draft {
    struct scenario *s;
    struct yaml *yaml;
    const struct yaml_source *source; /* the scenario's own file */
    struct yaml_node *root;           /* all settings that were given */
    const struct yaml_node *origin;   /* path: "file:line", from the record of a run; NULL */
    const struct yaml_node *record;   /* facts of the recorded run; NULL */
    struct place *place;              /* owned [s->n_settings] where each setting was written */
    bool whole;                       /* every step was done; there may be problems */
    struct problems *problems;
    struct error *err;
};

/* Fills source, root, origin and record. */
enum err scenario_tree_read(struct draft *d, const char *path, int n_sets,
                            const char *const sets[]);
/* Fills the sections, settings and places. */
enum err scenario_fill(struct draft *d);
/* Adds a problem for every key of a mapping that is neither a setting of the section nor a
 * group of them. prefix: of the keys inside the section, "service.fast."; path: of the mapping.
 */
enum err scenario_keys(struct draft *d, const struct section *section,
                       const struct yaml_node *map, const char *prefix, const char *path);
/* Files next to the file that names them; hashes them and the whole scenario. */
enum err scenario_inputs(struct draft *d);
/* Adds a problem for everything that does not go together. */
enum err scenario_check(struct draft *d);

void scenario_check_lists(struct draft *d); /* of the rules */
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
