/* schema_put.c - values as YAML flow text, and their memory; see schema.h */
#include <math.h>
#include <stdlib.h>

#include "scenarios/schema.h"

static void put_number(struct text *to, double value)
{
    char number[TEXT_NUMBER_ROOM];

    text_put_number(number, value);
    text_add(to, number);
}

static void put_series(struct text *to, const struct series *s)
{
    if (s->n == 0) return;
    if (s->n == 1 && s->year[0] == 0) { /* written as a plain number */
        put_number(to, s->value[0]);
        return;
    }
    for (int k = 0; k < s->n; k++) {
        text_addf(to, "%s%d: ", k == 0 ? "{" : ", ", s->year[k]);
        put_number(to, s->value[k]);
    }
    text_add(to, "}");
}

static void put_numbers(struct text *to, const struct numbers *list)
{
    if (list->n == 0) return;
    for (int k = 0; k < list->n; k++) {
        text_add(to, k == 0 ? "[" : ", ");
        put_number(to, list->value[k]);
    }
    text_add(to, "]");
}

static void put_texts(struct text *to, const struct texts *list)
{
    if (list->n == 0) return;
    for (int k = 0; k < list->n; k++) {
        text_add(to, k == 0 ? "[" : ", ");
        yaml_put(to, list->text[k]);
    }
    text_add(to, "]");
}

static void put_years(struct text *to, const struct years *list)
{
    if (list->n == 0) return;
    for (int k = 0; k < list->n; k++)
        text_addf(to, "%s%d", k == 0 ? "[" : ", ", list->year[k]);
    text_add(to, "]");
}

static void put_map_number(struct text *to, const struct map_number *map)
{
    if (map->n == 0) return;
    for (int k = 0; k < map->n; k++) {
        text_add(to, k == 0 ? "{" : ", ");
        yaml_put(to, map->key[k]);
        text_add(to, ": ");
        put_number(to, map->value[k]);
    }
    text_add(to, "}");
}

static void put_map_text(struct text *to, const struct map_text *map)
{
    if (map->n == 0) return;
    for (int k = 0; k < map->n; k++) {
        text_add(to, k == 0 ? "{" : ", ");
        yaml_put(to, map->key[k]);
        text_add(to, ": ");
        yaml_put(to, map->value[k]);
    }
    text_add(to, "}");
}

/* A column whose name looks like a number keeps its quotes, so that it stays a column. */
static void put_number_or_column(struct text *to, const struct number_or_column *v)
{
    double number;

    if (v->column == NULL) {
        if (!isnan(v->number)) put_number(to, v->number);
    } else if (text_number(v->column, &number)) {
        text_addf(to, "\"%s\"", v->column);
    } else {
        yaml_put(to, v->column);
    }
}

static void put_choice(struct text *to, const struct field *f, int k)
{
    const char *start;
    int n;

    if (k < 0) return;
    n = schema_choice(f, k, &start);
    text_add_bytes(to, start, (size_t)n);
}

void schema_put(const struct field *f, const void *member, struct text *to)
{
    switch (f->kind) {
    case FIELD_NUMBER:
        if (!isnan(*(const double *)member)) put_number(to, *(const double *)member);
        break;
    case FIELD_INTEGER:
        text_addf(to, "%d", *(const int *)member);
        break;
    case FIELD_FLAG:
        text_add(to, *(const bool *)member ? "true" : "false");
        break;
    case FIELD_WORD:
        put_choice(to, f, *(const int *)member);
        break;
    case FIELD_TEXT:
    case FIELD_FILE:
    case FIELD_FOLDER:
    case FIELD_COLUMN:
        if (*(char *const *)member != NULL) yaml_put(to, *(char *const *)member);
        break;
    case FIELD_SERIES:
        put_series(to, member);
        break;
    case FIELD_NUMBERS:
        put_numbers(to, member);
        break;
    case FIELD_TEXTS:
        put_texts(to, member);
        break;
    case FIELD_YEARS:
        put_years(to, member);
        break;
    case FIELD_MAP_NUMBER:
        put_map_number(to, member);
        break;
    case FIELD_MAP_TEXT:
        put_map_text(to, member);
        break;
    case FIELD_NUMBER_OR_COLUMN:
        put_number_or_column(to, member);
        break;
    case N_FIELD_KINDS:
        break;
    }
}

void schema_init(const struct field *f, void *member)
{
    switch (f->kind) {
    case FIELD_NUMBER:
        *(double *)member = NAN;
        break;
    case FIELD_INTEGER:
        *(int *)member = 0;
        break;
    case FIELD_FLAG:
        *(bool *)member = false;
        break;
    case FIELD_WORD:
        *(int *)member = -1;
        break;
    case FIELD_TEXT:
    case FIELD_FILE:
    case FIELD_FOLDER:
    case FIELD_COLUMN:
        *(char **)member = NULL;
        break;
    case FIELD_SERIES:
        *(struct series *)member = (struct series){0};
        break;
    case FIELD_NUMBERS:
        *(struct numbers *)member = (struct numbers){0};
        break;
    case FIELD_TEXTS:
        *(struct texts *)member = (struct texts){0};
        break;
    case FIELD_YEARS:
        *(struct years *)member = (struct years){0};
        break;
    case FIELD_MAP_NUMBER:
        *(struct map_number *)member = (struct map_number){0};
        break;
    case FIELD_MAP_TEXT:
        *(struct map_text *)member = (struct map_text){0};
        break;
    case FIELD_NUMBER_OR_COLUMN:
        *(struct number_or_column *)member = (struct number_or_column){NAN, NULL};
        break;
    case N_FIELD_KINDS:
        break;
    }
}

static void clear_words(int n, char **words)
{
    for (int k = 0; words != NULL && k < n; k++)
        free(words[k]);
    free(words);
}

void schema_clear(const struct field *f, void *member)
{
    switch (f->kind) {
    case FIELD_TEXT:
    case FIELD_FILE:
    case FIELD_FOLDER:
    case FIELD_COLUMN:
        free(*(char **)member);
        break;
    case FIELD_SERIES:
        free(((struct series *)member)->year);
        free(((struct series *)member)->value);
        break;
    case FIELD_NUMBERS:
        free(((struct numbers *)member)->value);
        break;
    case FIELD_TEXTS:
        clear_words(((struct texts *)member)->n, ((struct texts *)member)->text);
        break;
    case FIELD_YEARS:
        free(((struct years *)member)->year);
        break;
    case FIELD_MAP_NUMBER:
        clear_words(((struct map_number *)member)->n, ((struct map_number *)member)->key);
        free(((struct map_number *)member)->value);
        break;
    case FIELD_MAP_TEXT:
        clear_words(((struct map_text *)member)->n, ((struct map_text *)member)->key);
        clear_words(((struct map_text *)member)->n, ((struct map_text *)member)->value);
        break;
    case FIELD_NUMBER_OR_COLUMN:
        free(((struct number_or_column *)member)->column);
        break;
    default:
        break;
    }
    schema_init(f, member);
}
