/* gis_table.c - see gis_table.h */
#include "output/gis/gis_table.h"

#include <assert.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "output/gis/gis_columns.h"
#include "scenarios/text.h"

const char *gis_table_keep(struct gis_table *t, char *copy)
{
    if (copy != NULL && t->n_kept == t->kept_room) {
        int room = t->kept_room > 0 ? 2 * t->kept_room : 64;
        char **kept = realloc(t->kept, (size_t)room * sizeof *kept);

        if (kept != NULL) {
            t->kept = kept;
            t->kept_room = room;
        }
    }
    if (copy == NULL || t->n_kept == t->kept_room) {
        free(copy);
        t->nomem = true;
        return "";
    }
    t->kept[t->n_kept++] = copy;
    return copy;
}

static const char *alias_of(struct gis_table *t, const char *name)
{
    const struct gis_known *known = gis_columns_known(name);
    enum language language = scenario_language(t->scenario);
    char words[256];

    if (known != NULL) return messages_text(language, known->alias);
    for (int k = 0; k < t->scenario->n_kinds && strncmp(name, "n_", 2) == 0; k++)
        if (strcmp(t->scenario->kind[k].id, name + 2) == 0)
            return gis_table_keep(
                t, text_copy(messages_fill(words, sizeof words, language, MSG_GIS_N_KIND,
                                           scenario_kind_title(&t->scenario->kind[k], language),
                                           NULL)));
    return name;
}

/* SQL does not tell capital letters from small ones, and aliases are unique in a layer. */
static bool taken(const struct gis_table *t, int upto, const char *name, const char *alias)
{
    for (int k = 0; k < upto; k++)
        if ((name != NULL && strcasecmp(t->column[k].name, name) == 0) ||
            (alias != NULL && strcmp(t->column[k].alias, alias) == 0))
            return true;
    return false;
}

static void name_column(struct gis_table *t, int k, const char *key)
{
    const struct gis_known *known = gis_columns_known(key);
    const char *name = key, *alias = alias_of(t, key);

    for (int n = 2; taken(t, k, name, NULL) && !t->nomem; n++)
        name = gis_table_keep(t, text_print("%s_%d", key, n));
    if (taken(t, k, NULL, alias)) alias = gis_table_keep(t, text_print("%s (%s)", alias, name));
    t->column[k].name = name;
    t->column[k].alias = alias;
    t->column[k].kind = known != NULL ? known->kind : GEODATA_INTEGER; /* n_<kind> */
}

static void take_head(struct cells_taker *taker, const char *names)
{
    struct gis_table *t = (struct gis_table *)taker;
    int n = 1;

    for (const char *p = names; *p != '\0'; p++)
        n += *p == ',';
    t->column = calloc((size_t)n, sizeof *t->column);
    t->values = calloc((size_t)n, sizeof *t->values);
    t->nomem = t->nomem || t->column == NULL || t->values == NULL;
    for (int k = 0; k < n && !t->nomem; k++) {
        size_t length = strcspn(names, ",");
        const char *key = gis_table_keep(t, text_copy_bytes(names, length));

        if (!t->nomem) name_column(t, k, key);
        names += length + (names[length] == ',');
    }
    if (!t->nomem) t->n_columns = n;
}

static bool grow_column(struct gis_values *v, struct geodata_out_column *c, size_t room)
{
    void *old = c->kind == GEODATA_TEXT     ? (void *)v->text
                : c->kind == GEODATA_NUMBER ? (void *)v->number
                                            : (void *)v->integer;
    size_t each = c->kind == GEODATA_TEXT     ? sizeof *v->text
                  : c->kind == GEODATA_NUMBER ? sizeof *v->number
                                              : sizeof *v->integer;
    void *bigger = realloc(old, room * each);

    if (bigger == NULL) return false;
    if (c->kind == GEODATA_TEXT) c->text = v->text = bigger;
    if (c->kind == GEODATA_NUMBER) c->number = v->number = bigger;
    if (c->kind == GEODATA_INTEGER) c->integer = v->integer = bigger;
    return true;
}

static bool grow(struct gis_table *t)
{
    int room = t->room > 0 ? 2 * t->room : 256;

    for (int k = 0; k < t->n_columns; k++)
        if (!grow_column(&t->values[k], &t->column[k], (size_t)room)) return false;
    t->room = room;
    return true;
}

/* As a CSV table says it: no control characters but blanks, none that turn the direction. */
static const char *clean(struct gis_table *t, const char *text)
{
    struct text copy = {0};
    bool fine = true;

    if (text[0] == '\0') return NULL;
    for (const char *p = text; *p != '\0' && fine; p++)
        fine = text_turn(p) == 0 && (unsigned char)*p >= 0x20 && *p != 0x7f;
    if (fine) return text;
    for (const char *p = text; *p != '\0'; p++) {
        size_t turn = text_turn(p);

        if (turn > 0)
            p += turn - 1;
        else if (strchr("\t\r\n", *p) == NULL && ((unsigned char)*p < 0x20 || *p == 0x7f))
            text_add(&copy, "\uFFFD");
        else
            text_add_bytes(&copy, p, 1);
    }
    return gis_table_keep(t, text_take(&copy));
}

static double figure(const struct cell *cell)
{
    if (cell->kind == CELL_NONE) return NAN;
    if (cell->kind == CELL_INTEGER) return (double)cell->integer;
    return cell->number == 0 ? 0 : cell->number; /* no -0 */
}

static void take_cell(struct cells_taker *taker, const struct cell *cell)
{
    struct gis_table *t = (struct gis_table *)taker;
    bool none = cell->kind == CELL_NONE;
    struct gis_values *v;
    enum geodata_kind kind;

    if (t->n_rows == t->room && !t->nomem) t->nomem = !grow(t);
    if (t->nomem) return;
    v = &t->values[t->at];
    kind = t->column[t->at].kind;
    assert(none || (cell->kind == CELL_TEXT) == (kind == GEODATA_TEXT));
    assert(none || kind != GEODATA_INTEGER || cell->kind == CELL_INTEGER);
    if (kind == GEODATA_TEXT)
        v->text[t->n_rows] = none ? NULL : clean(t, cell->text);
    else if (kind == GEODATA_NUMBER)
        v->number[t->n_rows] = figure(cell);
    else
        v->integer[t->n_rows] = none ? GEODATA_NO_INTEGER : (int)cell->integer;
    t->at = (t->at + 1) % t->n_columns;
    t->n_rows += t->at == 0;
}

void gis_table_begin(struct gis_table *table, const struct scenario *scenario)
{
    *table = (struct gis_table){.taker = {take_head, take_cell}, .scenario = scenario};
}

void gis_table_clear(struct gis_table *t)
{
    for (int k = 0; k < t->n_columns; k++) {
        free(t->values[k].text);
        free(t->values[k].number);
        free(t->values[k].integer);
    }
    for (int k = 0; k < t->n_kept; k++)
        free(t->kept[k]);
    free(t->values);
    free(t->column);
    free(t->kept);
    *t = (struct gis_table){0};
}
