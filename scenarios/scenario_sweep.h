/* scenario_sweep.h - the section `sweep` while it is read: what scenario_sweep*.c share. */
#ifndef CHARGEPLAN_SCENARIOS_SCENARIO_SWEEP_H
#define CHARGEPLAN_SCENARIOS_SCENARIO_SWEEP_H

#include "scenarios/scenario_draft.h"

#define SWEEP_PROBLEM(d, node, label, ...)                                                     \
    schema_problem((d)->problems, (node)->source, (node)->line, (node)->column, (label),       \
                   __VA_ARGS__)

/* The setting that a path names. NULL: a problem was added at the pair's key or the word's
 * place (`at` has source, line and column of either). label: of the path, for messages. */
const struct field *scenario_sweep_field(struct draft *d, const struct place *at,
                                         const char *label, const char *path);

/* A value in the form of sweep.h; of a file, the path to open. *out stays NULL where a problem
 * was added. Own it. Errors: ERR_NOMEM. */
enum err scenario_sweep_value(struct draft *d, const struct field *f,
                              const struct yaml_node *node, const char *label, const char *path,
                              char **out);

/* Reads `axes` and `zip`; axes with a mistake are left out. Errors: ERR_NOMEM. */
enum err scenario_sweep_axes(struct draft *d, struct sweep *sweep,
                             const struct yaml_node *axes);
enum err scenario_sweep_zip(struct draft *d, struct sweep *sweep, const struct yaml_node *zip,
                            const struct yaml_node *axes);
/* Reads `sample`, `cases`, `exclude`. Errors: ERR_NOMEM. */
enum err scenario_sweep_sample(struct draft *d, struct sweep *sweep,
                               const struct yaml_node *sample);
enum err scenario_sweep_named(struct draft *d, struct sweep *sweep,
                              const struct yaml_node *cases);
enum err scenario_sweep_exclude(struct draft *d, struct sweep *sweep,
                                const struct yaml_node *exclude);

/* The place of a pair's key. */
struct place scenario_sweep_key(const struct yaml_pair *pair);
/* False where a node is not of the kind; a problem was added: "`what` belongs here". */
bool scenario_sweep_is(struct draft *d, const struct yaml_node *node, enum yaml_kind kind,
                       const char *label, const char *what);
/* A problem for each key of a map that is none of the words. */
void scenario_sweep_only(struct draft *d, const struct yaml_node *map, const char *label, int n,
                         const char *const words[]);
/* A whole number from min to max. False: a problem was added. */
bool scenario_sweep_whole(struct draft *d, const struct yaml_node *node, const char *label,
                          int min, int max, int *out);
/* Do the figures of a setting vary over a range? */
bool scenario_sweep_has_range(const struct field *f);
/* "1,000,000,001"; "more than 10^18" where it is more. */
void scenario_sweep_put_count(char out[32], uint64_t n);

#endif
