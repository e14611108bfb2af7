/* fields_schema.c - see fields_schema.h.
 *
 * Editors type YAML by its own rules, so a schema has to take a little more than our reader: a
 * ratio 1:7 or 8e7 may be a text for them, a name made of digits a number, an empty value null.
 */
#include "output/fields_schema.h"

#include <stdio.h>
#include <string.h>

#include "scenarios/schema.h"

static void put_range(struct text *to, const struct field *f)
{
    char min[TEXT_NUMBER_ROOM], max[TEXT_NUMBER_ROOM];

    text_put_number(min, f->min);
    text_put_number(max, f->max);
    text_addf(to, "\"minimum\": %s, \"maximum\": %s", min, max);
}

static void put_number(struct text *to, const struct field *f)
{
    text_add(to, "{\"anyOf\": [{\"type\": \"number\", ");
    put_range(to, f);
    text_add(to, "}, {\"type\": \"string\", \"pattern\": "
                 "\"^(1:)?[-+]?[0-9.]+([eE][-+]?[0-9]+)?$\"}]}");
}

/* A number, or the id of a plan's fact. */
static void put_figure(struct text *to, const struct field *f)
{
    put_number(to, f);
    text_add(to, ", {\"type\": \"string\", \"pattern\": \"^[A-Za-z][A-Za-z0-9._-]*$\"}");
}

static void put_whole(struct text *to, const struct field *f)
{
    text_add(to, "{\"type\": \"integer\", ");
    put_range(to, f);
    text_add(to, "}");
}

static void put_choices(struct text *to, const struct field *f)
{
    text_add(to, "{\"enum\": [");
    for (int k = 0; k < schema_n_choices(f); k++) {
        const char *start;
        int n = schema_choice(f, k, &start);

        text_addf(to, "%s\"%.*s\"", k > 0 ? ", " : "", n, start);
    }
    text_add(to, "]}");
}

/* The shape of a value. */
static void put_type(struct text *to, const struct field *f)
{
    static const char word[] = "{\"type\": [\"string\", \"number\", \"boolean\"]}";

    switch (f->kind) {
    case FIELD_NUMBER:
        put_figure(to, f);
        break;
    case FIELD_INTEGER:
        put_whole(to, f);
        break;
    case FIELD_FLAG:
        text_add(to, "{\"enum\": [true, false, \"yes\", \"no\"]}");
        break;
    case FIELD_WORD:
        put_choices(to, f);
        break;
    case FIELD_SERIES:
        put_figure(to, f);
        text_add(
            to,
            ", {\"type\": \"object\", \"minProperties\": 1, \"additionalProperties\": false, "
            "\"patternProperties\": {\"^[0-9]{4}$\": {\"anyOf\": [");
        put_figure(to, f);
        text_add(to, "]}}}");
        break;
    case FIELD_NUMBERS:
        text_add(to, "{\"type\": \"array\", \"minItems\": 1, \"items\": ");
        put_number(to, f);
        text_add(to, "}");
        break;
    case FIELD_YEARS:
        put_whole(to, f);
        text_add(to, ", {\"type\": \"array\", \"minItems\": 1, \"items\": ");
        put_whole(to, f);
        text_add(to, "}");
        break;
    case FIELD_MAP_NUMBER:
        text_add(to, "{\"type\": \"object\", \"additionalProperties\": ");
        put_number(to, f);
        text_add(to, "}");
        break;
    case FIELD_TEXTS:
        text_addf(to, "{\"type\": \"array\", \"items\": %s}", word);
        break;
    case FIELD_MAP_TEXT:
        text_addf(to, "{\"type\": \"object\", \"additionalProperties\": %s}", word);
        break;
    case FIELD_NUMBER_OR_COLUMN:
        put_number(to, f);
        text_addf(to, ", %s", word);
        break;
    case FIELD_TEXT:
    case FIELD_FILE:
    case FIELD_FOLDER:
    case FIELD_COLUMN:
    case N_FIELD_KINDS:
        text_add(to, word);
        break;
    }
}

/* A column of names may be said for two languages. */
static bool of_two_languages(const struct section *section, const struct field *f)
{
    char name[64];

    snprintf(name, sizeof name, "%s_zh", f->key);
    return f->kind == FIELD_COLUMN && schema_field(section, name) != NULL;
}

static void put_field(struct text *to, const struct section *section, const struct field *f)
{
    struct text help = {0};

    text_add(&help, f->help);
    if (f->unit[0] != '\0') text_addf(&help, " [%s]", f->unit);
    if (f->initial != NULL && f->initial[0] != '\0')
        text_addf(&help, "; default %s", f->initial);
    if (f->source[0] != '\0') text_addf(&help, " (%s)", f->source);
    text_add(to, "{\"description\": ");
    text_add_json(to, help.nomem ? "" : help.data);
    text_clear(&help);
    text_add(to, ", \"anyOf\": [");
    put_type(to, f);
    if (of_two_languages(section, f))
        text_add(to, ", {\"type\": \"object\", \"minProperties\": 1, "
                     "\"additionalProperties\": false, \"properties\": {\"en\": {\"type\": "
                     "\"string\"}, \"zh\": {\"type\": \"string\"}}}");
    if (f->initial != NULL && f->initial[0] == '\0') text_add(to, ", {\"type\": \"null\"}");
    text_add(to, "]}");
}

/* True where an earlier field of the section has the same first n bytes, the end or the dot
 * included. */
static bool seen(const struct section *section, int k, size_t n)
{
    for (int before = 0; before < k; before++)
        if (strncmp(section->field[before].key, section->field[k].key, n) == 0) return true;
    return false;
}

/* The properties below a prefix of n bytes of the section's keys, with a comma between them. */
static void put_properties(struct text *to, const struct section *section, const char *prefix,
                           size_t n, int indent)
{
    bool first = true;

    for (int k = 0; k < section->n_fields; k++) {
        const char *key = section->field[k].key;
        size_t name;

        if (strncmp(key, prefix, n) != 0) continue;
        name = strcspn(key + n, ".");
        if (seen(section, k, n + name + 1)) continue;
        text_addf(to, "%s\n%*s\"%.*s\": ", first ? "" : ",", indent, "", (int)name, key + n);
        first = false;
        if (key[n + name] == '\0') {
            put_field(to, section, &section->field[k]);
            continue;
        }
        text_add(to,
                 "{\"type\": \"object\", \"additionalProperties\": false, \"properties\": {");
        put_properties(to, section, key, n + name + 1, indent + 2);
        text_add(to, "}}");
    }
}

static void put_record(struct text *to, const struct section *section)
{
    text_add(to, "\"type\": [\"object\", \"null\"], \"additionalProperties\": false, "
                 "\"properties\": {");
    put_properties(to, section, "", 0, 6);
    if (strcmp(section->name, "fleet") == 0) /* study.path: the same settings again */
        text_add(to,
                 ",\n      \"low\": {\"$ref\": \"#/properties/fleet/additionalProperties\"},"
                 "\n      \"high\": {\"$ref\": \"#/properties/fleet/additionalProperties\"}");
    text_add(to, "}");
}

static void put_section(struct text *to, const struct section *section)
{
    text_addf(to, ",\n    \"%s\": {\"description\": ", section->name);
    text_add_json(to, section->help);
    text_add(to, ", ");
    if (section->count == SECTION_MANY)
        text_add(to, "\"type\": [\"object\", \"null\"], \"additionalProperties\": {");
    if (section->count == SECTION_LIST)
        text_addf(to, "\"type\": [\"array\", \"null\"], \"items\": {\"anyOf\": [%s{",
                  section->field[0].initial == NULL ? "" : "{\"type\": \"string\"}, ");
    put_record(to, section);
    if (section->count == SECTION_MANY) text_add(to, "}");
    if (section->count == SECTION_LIST) text_add(to, "}]}");
    text_add(to, "}");
}

void fields_schema_put(struct text *to)
{
    text_add(to, "{\n  \"$schema\": \"https://json-schema.org/draft/2020-12/schema\",\n"
                 "  \"title\": \"chargeplan scenario\",\n  \"type\": \"object\",\n"
                 "  \"additionalProperties\": false,\n"
                 "  \"anyOf\": [{\"required\": [\"extends\"]}, {\"required\": [\"scenario\", "
                 "\"name\", \"study\", \"fleet\", \"zones\"]}],\n"
                 "  \"properties\": {");
    put_properties(to, schema_find(""), "", 0, 4);
    for (int k = 1; k < schema_n(); k++)
        put_section(to, schema_section(k));
    text_add(
        to, ",\n    \"extends\": {\"type\": \"string\", \"description\": \"scenario file "
            "whose settings hold where this file says nothing else\"}"
            ",\n    \"sweep\": {\"type\": \"object\", \"additionalProperties\": false, "
            "\"description\": \"the design of a sweep; `chargeplan sweep --help` tells more\", "
            "\"properties\": {\"axes\": {\"type\": \"object\"}, \"zip\": {\"type\": "
            "\"array\"}, \"sample\": {\"type\": \"object\"}, \"cases\": {\"type\": "
            "\"object\"}, \"exclude\": {\"type\": \"array\"}, \"repeats\": {\"type\": "
            "\"integer\", \"minimum\": 1}}}"
            ",\n    \"origin\": {\"type\": \"object\", \"description\": \"where each setting "
            "of a recorded run was written\"}"
            ",\n    \"record\": {\"type\": \"object\", \"description\": \"facts of a recorded "
            "run\"}\n  }\n}\n");
}
