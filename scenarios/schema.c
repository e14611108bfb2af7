/* schema.c - the table; see schema.h */
#include "scenarios/schema.h"

#include <stdio.h>
#include <string.h>

#define FIELD_ROW(kind, member, key, initial, min, max, unit, choices, source, help)           \
    {FIELD_##kind, key, initial, min, max, unit, choices, source, help, offsetof(THIS, member)},

/* THIS is the struct whose members the rows after it name. */
#define THIS struct head
static const struct field head_fields[] = {HEAD_FIELDS(FIELD_ROW)};
#undef THIS
#define THIS struct study
static const struct field study_fields[] = {STUDY_FIELDS(FIELD_ROW)};
#undef THIS
#define THIS struct data_params
static const struct field data_fields[] = {DATA_FIELDS(FIELD_ROW)};
#undef THIS
#define THIS struct fleet_class
static const struct field fleet_fields[] = {FLEET_FIELDS(FIELD_ROW)};
#undef THIS
#define THIS struct zones_params
static const struct field zones_fields[] = {ZONES_FIELDS(FIELD_ROW)};
#undef THIS
#define THIS struct boundary_params
static const struct field boundary_fields[] = {BOUNDARY_FIELDS(FIELD_ROW)};
#undef THIS
#define THIS struct sites_layer
static const struct field sites_fields[] = {SITES_FIELDS(FIELD_ROW)};
#undef THIS
#define THIS struct parking_params
static const struct field parking_fields[] = {PARKING_FIELDS(FIELD_ROW)};
#undef THIS
#define THIS struct building_type
static const struct field building_fields[] = {BUILDING_FIELDS(FIELD_ROW)};
#undef THIS
#define THIS struct access_params
static const struct field access_fields[] = {ACCESS_FIELDS(FIELD_ROW)};
#undef THIS
#define THIS struct roads_params
static const struct field roads_fields[] = {ROADS_FIELDS(FIELD_ROW)};
#undef THIS
#define THIS struct matrix_params
static const struct field matrix_fields[] = {MATRIX_FIELDS(FIELD_ROW)};
#undef THIS
#define THIS struct demand_params
static const struct field demand_fields[] = {DEMAND_FIELDS(FIELD_ROW)};
#undef THIS
#define THIS struct uncertain
static const struct field uncertain_fields[] = {UNCERTAIN_FIELDS(FIELD_ROW)};
#undef THIS
#define THIS struct simulation_params
static const struct field simulation_fields[] = {SIMULATION_FIELDS(FIELD_ROW)};
#undef THIS
#define THIS struct monte_carlo_params
static const struct field monte_carlo_fields[] = {MONTE_CARLO_FIELDS(FIELD_ROW)};
#undef THIS
#define THIS struct kind
static const struct field kinds_fields[] = {KINDS_FIELDS(FIELD_ROW)};
#undef THIS
#define THIS struct sizing_params
static const struct field sizing_fields[] = {SIZING_FIELDS(FIELD_ROW)};
#undef THIS
#define THIS struct rule_request
static const struct field rules_fields[] = {RULE_FIELDS(FIELD_ROW)};
#undef THIS
#define THIS struct beside_request
static const struct field beside_fields[] = {BESIDE_FIELDS(FIELD_ROW)};
#undef THIS
#define THIS struct placement_params
static const struct field placement_fields[] = {PLACEMENT_FIELDS(FIELD_ROW)};
#undef THIS
#define THIS struct report_params
static const struct field report_fields[] = {REPORT_FIELDS(FIELD_ROW)};
#undef THIS

#define COUNT_OF(array) (int)(sizeof(array) / sizeof((array)[0]))
#define SIZE_head sizeof(struct head)
#define SIZE_study sizeof(struct study)
#define SIZE_data sizeof(struct data_params)
#define SIZE_fleet sizeof(struct fleet_class)
#define SIZE_zones sizeof(struct zones_params)
#define SIZE_boundary sizeof(struct boundary_params)
#define SIZE_sites sizeof(struct sites_layer)
#define SIZE_parking sizeof(struct parking_params)
#define SIZE_building sizeof(struct building_type)
#define SIZE_access sizeof(struct access_params)
#define SIZE_roads sizeof(struct roads_params)
#define SIZE_matrix sizeof(struct matrix_params)
#define SIZE_demand sizeof(struct demand_params)
#define SIZE_uncertain sizeof(struct uncertain)
#define SIZE_simulation sizeof(struct simulation_params)
#define SIZE_monte_carlo sizeof(struct monte_carlo_params)
#define SIZE_kinds sizeof(struct kind)
#define SIZE_sizing sizeof(struct sizing_params)
#define SIZE_rules sizeof(struct rule_request)
#define SIZE_beside sizeof(struct beside_request)
#define SIZE_placement sizeof(struct placement_params)
#define SIZE_report sizeof(struct report_params)

#define SECTION_ROW(section, FIELDS, count, help)                                              \
    {#section,         SECTION_##count, help, COUNT_OF(section##_fields),                      \
     section##_fields, SIZE_##section},

static const struct section sections[] = {SECTION_LIST(SECTION_ROW)};

/* The fields of the section called head stand at the top level. */
static const struct section head = {"",          SECTION_ONE,        "", COUNT_OF(head_fields),
                                    head_fields, sizeof(struct head)};

int schema_n(void)
{
    return COUNT_OF(sections);
}

const struct section *schema_section(int k)
{
    return k == 0 ? &head : &sections[k];
}

const struct section *schema_find(const char *name)
{
    for (int k = 0; k < schema_n(); k++)
        if (strcmp(schema_section(k)->name, name) == 0) return schema_section(k);
    return NULL;
}

const struct field *schema_field(const struct section *section, const char *key)
{
    for (int k = 0; k < section->n_fields; k++)
        if (strcmp(section->field[k].key, key) == 0) return &section->field[k];
    return NULL;
}

const char *schema_kind_name(enum field_kind kind)
{
    static const char *const names[N_FIELD_KINDS] = {
        [FIELD_NUMBER] = "number",
        [FIELD_INTEGER] = "whole number",
        [FIELD_FLAG] = "true or false",
        [FIELD_WORD] = "word",
        [FIELD_TEXT] = "text",
        [FIELD_FILE] = "file",
        [FIELD_FOLDER] = "folder",
        [FIELD_COLUMN] = "column",
        [FIELD_SERIES] = "number or {year: number}",
        [FIELD_NUMBERS] = "[number, ...]",
        [FIELD_TEXTS] = "[word, ...]",
        [FIELD_YEARS] = "[year, ...]",
        [FIELD_MAP_NUMBER] = "{name: number}",
        [FIELD_MAP_TEXT] = "{name: text}",
        [FIELD_NUMBER_OR_COLUMN] = "number or column",
    };

    return names[kind];
}

bool schema_has_range(const struct field *f)
{
    return f->min < f->max || f->min > 0;
}

int schema_n_choices(const struct field *f)
{
    int n = f->choices[0] != '\0';

    for (const char *s = f->choices; *s != '\0'; s++)
        n += *s == '|';
    return n;
}

int schema_choice(const struct field *f, int k, const char **start)
{
    const char *s = f->choices;

    while (k-- > 0)
        s = strchr(s, '|') + 1;
    *start = s;
    return (int)strcspn(s, "|");
}

const char *schema_usual(const struct field *f, int *length)
{
    const char *start = strstr(f->help, "usual ");

    if (start != NULL) *length = (int)strcspn(start, ";");
    return start;
}

bool schema_usual_range(const struct field *f, double *low, double *high)
{
    int length, end = 0;
    const char *start = schema_usual(f, &length);

    return start != NULL && sscanf(start, "usual %lf to %lf%n", low, high, &end) == 2 &&
           end > 0;
}

void schema_path(const struct section *section, const struct field *f, struct text *to)
{
    static const char *const between[] = {
        [SECTION_ONE] = ".", [SECTION_MANY] = ".<id>.", [SECTION_LIST] = "[]."};

    if (section->name[0] != '\0') text_addf(to, "%s%s", section->name, between[section->count]);
    text_add(to, f->key);
}
