/* schema_read_lists.c - values of several figures or words; see schema_reading.h */
#include <stdlib.h>
#include <string.h>

#include "scenarios/schema_reading.h"

static enum err nomem(const struct reading *r)
{
    return error_nomem(r->err, r->path);
}

/* Puts a point where its year belongs. */
static void insert_point(struct series *s, int year, double value)
{
    int k = s->n++;

    for (; k > 0 && s->year[k - 1] > year; k--) {
        s->year[k] = s->year[k - 1];
        s->value[k] = s->value[k - 1];
    }
    s->year[k] = year;
    s->value[k] = value;
}

enum err schema_read_series(const struct reading *r, const struct yaml_node *node,
                            struct series *out)
{
    int n = node->kind == YAML_MAP ? node->n : 1;
    struct series s = {0};
    bool fine = true;
    double value;

    if (node->kind == YAML_LIST || n == 0) {
        PROBLEM(r, node, "a number or years with numbers, {2025: 1.5, 2030: 2}, belong here");
        return ERR_OK;
    }
    s.year = calloc((size_t)n, sizeof *s.year);
    s.value = calloc((size_t)n, sizeof *s.value);
    if (s.year == NULL || s.value == NULL) {
        free(s.year);
        free(s.value);
        return nomem(r);
    }
    if (node->kind == YAML_WORD && schema_read_one(r, node, false, &value))
        insert_point(&s, 0, value);
    for (int k = 0; node->kind == YAML_MAP && k < n; k++) {
        const struct yaml_pair *pair = &node->pair[k];
        int year;

        if (strlen(pair->key) != 4 || !text_integer(pair->key, &year) || year < 1900) {
            schema_problem(r->problems, pair->source, pair->line, pair->column, r->path,
                           "'%.80s' is not a year; allowed is 1900 to 9999", pair->key);
            fine = false;
        } else if (schema_read_one(r, pair->value, false, &value)) {
            insert_point(&s, year, value);
        }
    }
    if (s.n == n && fine) {
        *out = s;
        return ERR_OK;
    }
    free(s.year);
    free(s.value);
    return ERR_OK;
}

enum err schema_read_numbers(const struct reading *r, const struct yaml_node *node,
                             struct numbers *out)
{
    struct numbers list = {0};

    if (node->kind != YAML_LIST || node->n == 0) {
        PROBLEM(r, node, "a list of numbers, [1, 2, 3], belongs here");
        return ERR_OK;
    }
    list.value = calloc((size_t)node->n, sizeof *list.value);
    if (list.value == NULL) return nomem(r);
    for (int k = 0; k < node->n; k++)
        list.n += schema_read_one(r, node->item[k], false, &list.value[k]);
    if (list.n == node->n)
        *out = list;
    else
        free(list.value);
    return ERR_OK;
}

enum err schema_read_texts(const struct reading *r, const struct yaml_node *node,
                           struct texts *out)
{
    if (node->kind != YAML_LIST || node->n == 0) {
        PROBLEM(r, node, "a list of words, [a, b], belongs here");
        return ERR_OK;
    }
    out->text = calloc((size_t)node->n, sizeof *out->text);
    if (out->text == NULL) return nomem(r);
    for (int k = 0; k < node->n; k++) {
        if (node->item[k]->kind != YAML_WORD || schema_unset(node->item[k])) {
            PROBLEM(r, node->item[k], "a single word belongs here");
            continue;
        }
        out->text[out->n] = text_copy(node->item[k]->text);
        if (out->text[out->n] == NULL) return nomem(r);
        out->n++;
    }
    return ERR_OK;
}

enum err schema_read_years(const struct reading *r, const struct yaml_node *node,
                           struct years *out)
{
    struct years list = {0};
    int n = node->kind == YAML_LIST ? node->n : 1;
    double value;

    if (node->kind == YAML_MAP || n == 0) {
        PROBLEM(r, node, "a list of years, [2025, 2030], belongs here");
        return ERR_OK;
    }
    list.year = calloc((size_t)n, sizeof *list.year);
    if (list.year == NULL) return nomem(r);
    for (int k = 0; k < n; k++) {
        const struct yaml_node *item = node->kind == YAML_LIST ? node->item[k] : node;

        if (!schema_read_one(r, item, true, &value)) continue;
        if (list.n > 0 && (int)value <= list.year[list.n - 1])
            PROBLEM(r, item, "%d stands behind %d; the years have to rise", (int)value,
                    list.year[list.n - 1]);
        else
            list.year[list.n++] = (int)value;
    }
    if (list.n == n)
        *out = list;
    else
        free(list.year);
    return ERR_OK;
}

static enum err read_map_number(const struct reading *r, const struct yaml_node *node,
                                struct map_number *map)
{
    map->key = calloc((size_t)node->n, sizeof *map->key);
    map->value = calloc((size_t)node->n, sizeof *map->value);
    if (map->key == NULL || map->value == NULL) return nomem(r);
    for (int k = 0; k < node->n; k++) {
        if (!schema_read_one(r, node->pair[k].value, false, &map->value[map->n])) continue;
        map->key[map->n] = text_copy(node->pair[k].key);
        if (map->key[map->n++] == NULL) return nomem(r);
    }
    return ERR_OK;
}

static enum err read_map_text(const struct reading *r, const struct yaml_node *node,
                              struct map_text *map)
{
    map->key = calloc((size_t)node->n, sizeof *map->key);
    map->value = calloc((size_t)node->n, sizeof *map->value);
    if (map->key == NULL || map->value == NULL) return nomem(r);
    for (int k = 0; k < node->n; k++) {
        const struct yaml_node *value = node->pair[k].value;

        if (value->kind != YAML_WORD || value->text[0] == '\0') {
            PROBLEM(r, value, "%.80s: a single text belongs here", node->pair[k].key);
            continue;
        }
        map->key[map->n] = text_copy(node->pair[k].key);
        map->value[map->n] = text_copy(value->text);
        map->n++;
        if (map->key[map->n - 1] == NULL || map->value[map->n - 1] == NULL) return nomem(r);
    }
    return ERR_OK;
}

enum err schema_read_map(const struct reading *r, const struct yaml_node *node, void *member)
{
    if (node->kind != YAML_MAP) {
        PROBLEM(r, node, "a mapping, %s, belongs here", schema_kind_name(r->f->kind));
        return ERR_OK;
    }
    if (node->n == 0) return ERR_OK;
    return r->f->kind == FIELD_MAP_NUMBER ? read_map_number(r, node, member)
                                          : read_map_text(r, node, member);
}
