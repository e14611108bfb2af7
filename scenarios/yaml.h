/* yaml.h - YAML files as trees of nodes that know where they stand.
 *
 * Structure only: every scalar is a text, its type is the schema's business (schema.h), never
 * YAML's: 1:7, no and 007 stay what was written. What makes files dangerous is refused: more
 * than YAML_DEPTH_MAX levels, more than YAML_NODES_MAX values once aliases are written out,
 * more than YAML_BYTES_MAX bytes, tags, merge keys and more than one document. */
#ifndef CHARGEPLAN_SCENARIOS_YAML_H
#define CHARGEPLAN_SCENARIOS_YAML_H

#include <stddef.h>

#include "scenarios/error.h"

enum { YAML_DEPTH_MAX = 100, YAML_NODES_MAX = 100000, YAML_BYTES_MAX = 16 * 1024 * 1024 };

enum yaml_kind { YAML_WORD, YAML_MAP, YAML_LIST };

struct yaml_source {
    const char *path; /* as opened; messages say it */
    const char *name; /* as written by the user; "--set" for an option; records say it */
    const char *text; /* the bytes of the file, ends in 0 */
    size_t n;
};

struct yaml_node {
    enum yaml_kind kind;
    const struct yaml_source *source;
    int line, column;        /* from 1; the value's own place */
    const char *text;        /* YAML_WORD: the value, without quotes */
    bool plain;              /* YAML_WORD: not between quotes */
    int n;                   /* entries of a map or list */
    struct yaml_pair *pair;  /* YAML_MAP: [n] in the order of the file */
    struct yaml_node **item; /* YAML_LIST: [n] */
};

struct yaml_pair {
    const char *key;
    const struct yaml_source *source;
    int line, column; /* of the key */
    struct yaml_node *value;
};

struct yaml; /* opaque: owns the nodes and texts of several files */

/* Own it: yaml_close(). NULL when out of memory. */
struct yaml *yaml_open(void);
void yaml_close(struct yaml *yaml);

/* Reads a file. A sentence in err is whole: "file:line:column: ...". A key given twice is a
 * problem of content: it goes to `problems` and the later value counts.
 * Errors: ERR_SCENARIO (unreadable, not UTF-8, not YAML, empty), ERR_NOMEM. */
enum err yaml_read(struct yaml *yaml, const char *path, const char *name,
                   struct yaml_node **out, struct problems *problems, struct error *err);

/* The same for a text in memory; the nodes do not point into it. An empty text is an empty
 * word. */
enum err yaml_parse(struct yaml *yaml, const char *text, const char *name,
                    struct yaml_node **out, struct problems *problems, struct error *err);

/* Value of a key; NULL where there is none or the node is no map. */
struct yaml_node *yaml_find(const struct yaml_node *map, const char *key);
/* Word of a key; NULL where there is none. */
const char *yaml_word(const struct yaml_node *map, const char *key);

/* New nodes of the tree's memory, for merging; NULL when out of memory. Room for n entries,
 * of which none is used yet. The place is that of `like`. */
struct yaml_node *yaml_new_map(struct yaml *yaml, const struct yaml_node *like, int n);

/* Memory that lives as long as the tree, zeroed; NULL when out of memory. */
void *yaml_memory(struct yaml *yaml, size_t bytes);
const char *yaml_copy(struct yaml *yaml, const char *text);

/* Writes a text as a YAML word: plain where that is safe everywhere, else between double
 * quotes with escapes, so that the same text comes back. */
struct text;
void yaml_put(struct text *to, const char *word);
/* A text of many lines, between double quotes, one line of the file per line of the text. */
void yaml_put_lines(struct text *to, const char *lines, int indent);

#endif
