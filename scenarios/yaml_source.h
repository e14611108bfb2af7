/* yaml_source.h - what the reader of YAML files (yaml_source.c) and the fence around libyaml
 * (yaml.c) share; nobody else includes it. */
#ifndef CHARGEPLAN_SCENARIOS_YAML_SOURCE_H
#define CHARGEPLAN_SCENARIOS_YAML_SOURCE_H

#include "scenarios/yaml.h"

/* Memory of the tree with these bytes and a closing 0; NULL when out of memory. */
const char *yaml_copy_bytes(struct yaml *yaml, const char *s, size_t n);

/* Line and column, from 1, of a byte. */
void yaml_place_of(const char *text, size_t offset, int *line, int *column);

/* From checked bytes to nodes; *out stays as it is where the text holds no value. */
enum err yaml_parse_source(struct yaml *yaml, const struct yaml_source *source,
                           struct yaml_node **out, struct problems *problems,
                           struct error *err);

#endif
