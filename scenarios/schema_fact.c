/* schema_fact.c - facts of the plans as the figures of settings; see schema.h.
 *
 * A fact stands for a figure only where its unit and its quantity fit the setting: what makers
 * produce or sell is not a fleet, a share of new vehicles is not a share of the fleet. */
#include <stdio.h>
#include <string.h>

#include "scenarios/plans_quantity.h"
#include "scenarios/schema.h"

bool schema_takes_facts(const struct field *f)
{
    return f->kind == FIELD_NUMBER || f->kind == FIELD_SERIES;
}

const struct fact *schema_fact(const struct schema_facts *facts, const struct yaml_node *node)
{
    double number;

    if (facts->plans == NULL || node->kind != YAML_WORD || schema_number(node->text, &number))
        return NULL;
    return plans_find(facts->plans, node->text);
}

/* A stock is never taken from another quantity, whatever its unit. */
static bool is_stock(const struct fact *fact)
{
    return strcmp(fact->quantity, "ev_stock") == 0 ||
           strncmp(fact->quantity, "ev_stock.", 9) == 0;
}

/* What is wrong with the quantity of the fact here, as a sentence's end; "" where it fits. */
static void misfit(const struct field *f, const struct fact *fact, char out[256])
{
    const struct quantity *quantity = plans_quantity(fact->quantity);

    bool only = quantity != NULL && quantity->only != NULL;

    out[0] = '\0';
    if (only && strncmp(f->key, quantity->only, strlen(quantity->only)) == 0) return;
    if (quantity != NULL && quantity->no_figure != NULL)
        snprintf(out, 256, "%s", quantity->no_figure);
    else if (only)
        snprintf(out, 256, "it may stand in %s only", quantity->only);
    else if (strcmp(f->unit, "vehicles/year") == 0)
        snprintf(out, 256, "it does not count the registrations of vehicles");
    else if (strcmp(f->unit, "vehicles") == 0 && !is_stock(fact))
        snprintf(out, 256, "a stock of vehicles takes facts of ev_stock only");
}

bool schema_fact_value(const struct field *f, const struct fact *fact,
                       const struct schema_facts *facts, const struct yaml_node *node,
                       const char *path, struct problems *problems, double *out)
{
    double factor = plans_quantity_factor(fact->unit, f->unit, facts->currency);
    char why[256], unit[128];

    misfit(f, fact, why);
    if (factor > 0 && why[0] == '\0') {
        /* 12 kWh/100 km are 0.12 kWh/km, not 12 times a hundredth that is no double */
        *out = factor < 1 ? fact->value / (1 / factor) : fact->value * factor;
        return true;
    }
    if (f->unit[0] == '\0')
        snprintf(unit, sizeof unit, "a figure belongs here, not a fact");
    else
        snprintf(unit, sizeof unit, "its unit is %s, that of the setting %s", fact->unit,
                 strcmp(f->unit, "currency") == 0 && facts->currency != NULL ? facts->currency
                                                                             : f->unit);
    schema_problem(problems, node->source, node->line, node->column, path,
                   "%s (%s) cannot stand here: %s", fact->id, fact->quantity,
                   why[0] != '\0' ? why : unit);
    return false;
}

/* The node of a year; NULL where there is none. */
static const struct yaml_node *of_year(const struct yaml_node *map, int year)
{
    char key[16];

    snprintf(key, sizeof key, "%d", year);
    return yaml_find(map, key);
}

static void put_figure(struct text *to, const struct yaml_node *node,
                       const struct schema_facts *facts, double value)
{
    char number[TEXT_NUMBER_ROOM];

    if (node != NULL && schema_fact(facts, node) != NULL) {
        yaml_put(to, node->text);
        return;
    }
    text_put_number(number, value);
    text_add(to, number);
}

void schema_put_facts(const struct field *f, const struct yaml_node *node,
                      const struct schema_facts *facts, const void *member, struct text *to)
{
    const struct series *s = member;

    if (!schema_takes_facts(f)) {
        schema_put(f, member, to);
    } else if (node->kind == YAML_WORD) {
        struct text number = {0};

        schema_put(f, member, &number); /* nothing, where the value was refused */
        if (number.n > 0 && schema_fact(facts, node) != NULL)
            yaml_put(to, node->text);
        else if (number.n > 0)
            text_add(to, number.data);
        to->nomem = to->nomem || number.nomem;
        text_clear(&number);
    } else if (f->kind == FIELD_SERIES && node->kind == YAML_MAP && s->n > 0) {
        for (int k = 0; k < s->n; k++) {
            text_addf(to, "%s%d: ", k == 0 ? "{" : ", ", s->year[k]);
            put_figure(to, of_year(node, s->year[k]), facts, s->value[k]);
        }
        text_add(to, "}");
    }
}
