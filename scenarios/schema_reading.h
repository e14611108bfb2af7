/* schema_reading.h - a value while it is read: what schema_read.c and schema_read_lists.c
 * share.
 */
#ifndef CHARGEPLAN_SCENARIOS_SCHEMA_READING_H
#define CHARGEPLAN_SCENARIOS_SCHEMA_READING_H

#include "scenarios/schema.h"

/* Where a value goes and what to say about it. */
struct reading {
    const struct field *f;
    const char *path;
    const struct schema_facts *facts;
    struct problems *problems;
    struct error *err;
};

#define PROBLEM(r, node, ...)                                                                  \
    schema_problem((r)->problems, (node)->source, (node)->line, (node)->column, (r)->path,     \
                   __VA_ARGS__)

/* One figure, within the field's range; `whole`: a whole number. False: a problem was added. */
bool schema_read_one(const struct reading *r, const struct yaml_node *node, bool whole,
                     double *out);

/* Values of several. What is wrong is added to the problems, and the value is left empty.
 * Errors: ERR_NOMEM. */
enum err schema_read_series(const struct reading *r, const struct yaml_node *node,
                            struct series *out);
enum err schema_read_numbers(const struct reading *r, const struct yaml_node *node,
                             struct numbers *out);
enum err schema_read_texts(const struct reading *r, const struct yaml_node *node,
                           struct texts *out);
enum err schema_read_years(const struct reading *r, const struct yaml_node *node,
                           struct years *out);
enum err schema_read_map(const struct reading *r, const struct yaml_node *node, void *member);

#endif
