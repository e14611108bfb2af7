/* yaml_source.c - the bytes of YAML files and the memory of their nodes; see yaml.h and
 * yaml_source.h */
#include "scenarios/yaml_source.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "scenarios/regular.h"
#include "scenarios/text.h"

/* ---- memory: blocks that are freed together ---- */

struct block {
    struct block *next;
    max_align_t bytes[];
};

struct yaml {
    struct block *blocks;
};

struct yaml *yaml_open(void)
{
    return calloc(1, sizeof(struct yaml));
}

void yaml_close(struct yaml *yaml)
{
    if (yaml == NULL) return;
    while (yaml->blocks != NULL) {
        struct block *next = yaml->blocks->next;

        free(yaml->blocks);
        yaml->blocks = next;
    }
    free(yaml);
}

void *yaml_memory(struct yaml *yaml, size_t bytes)
{
    struct block *block = calloc(1, sizeof *block + bytes);

    if (block == NULL) return NULL;
    block->next = yaml->blocks;
    yaml->blocks = block;
    return block->bytes;
}

const char *yaml_copy_bytes(struct yaml *yaml, const char *s, size_t n)
{
    char *copy = yaml_memory(yaml, n + 1);

    if (copy != NULL) memcpy(copy, s, n);
    return copy;
}

const char *yaml_copy(struct yaml *yaml, const char *text)
{
    return yaml_copy_bytes(yaml, text, strlen(text));
}

struct yaml_node *yaml_new_map(struct yaml *yaml, const struct yaml_node *like, int n)
{
    struct yaml_node *node = yaml_memory(yaml, sizeof *node);

    if (node == NULL) return NULL;
    node->kind = YAML_MAP;
    node->source = like->source;
    node->line = like->line;
    node->column = like->column;
    node->pair = yaml_memory(yaml, (size_t)n * sizeof *node->pair);
    return node->pair == NULL ? NULL : node;
}

struct yaml_node *yaml_find(const struct yaml_node *map, const char *key)
{
    if (map == NULL || map->kind != YAML_MAP) return NULL;
    for (int k = map->n - 1; k >= 0; k--) /* of a key given twice the later counts */
        if (strcmp(map->pair[k].key, key) == 0) return map->pair[k].value;
    return NULL;
}

const char *yaml_word(const struct yaml_node *map, const char *key)
{
    const struct yaml_node *node = yaml_find(map, key);

    return node != NULL && node->kind == YAML_WORD ? node->text : NULL;
}

void yaml_place_of(const char *text, size_t offset, int *line, int *column)
{
    *line = 1;
    *column = 1;
    for (size_t k = 0; k < offset; k++) {
        bool end = text[k] == '\n' || (text[k] == '\r' && text[k + 1] != '\n');

        if (end) *line += 1;
        if (end)
            *column = 1;
        else if (((unsigned char)text[k] & 0xC0) != 0x80)
            *column += 1;
    }
}

/* ---- files ---- */

static enum err read_bytes(struct yaml *yaml, FILE *stream, struct yaml_source *source,
                           struct error *err)
{
    struct text bytes = {0};
    char buffer[65536];
    size_t n;

    while ((n = fread(buffer, 1, sizeof buffer, stream)) > 0 && bytes.n <= YAML_BYTES_MAX)
        text_add_bytes(&bytes, buffer, n);
    if (ferror(stream) != 0) {
        text_clear(&bytes);
        return error_set(err, ERR_SCENARIO, "%s: cannot be read: %s", source->path,
                         strerror(errno));
    }
    source->n = bytes.n;
    source->text =
        bytes.nomem ? NULL : yaml_copy_bytes(yaml, bytes.n > 0 ? bytes.data : "", bytes.n);
    text_clear(&bytes);
    if (source->text == NULL) return error_nomem(err, source->path);
    if (source->n > YAML_BYTES_MAX)
        return error_set(err, ERR_SCENARIO, "%s: is larger than 16 MiB, the most that is read",
                         source->path);
    return ERR_OK;
}

static enum err check_bytes(const struct yaml_source *source, struct error *err)
{
    size_t bad = text_utf8(source->text, source->n), nul = strlen(source->text);
    int line, column;

    yaml_place_of(source->text, bad < nul ? bad : nul, &line, &column);
    if (bad < source->n && bad <= nul)
        return error_set(err, ERR_SCENARIO,
                         "%s:%d:%d: the byte 0x%02X is not UTF-8; save the file as UTF-8",
                         source->path, line, column, (unsigned char)source->text[bad]);
    if (nul < source->n)
        return error_set(err, ERR_SCENARIO,
                         "%s:%d:%d: a NUL byte stands here; a scenario is a text in UTF-8",
                         source->path, line, column);
    return ERR_OK;
}

static struct yaml_source *new_source(struct yaml *yaml, const char *path, const char *name)
{
    struct yaml_source *source = yaml_memory(yaml, sizeof *source);

    if (source == NULL) return NULL;
    source->path = yaml_copy(yaml, path);
    source->name = yaml_copy(yaml, name);
    return source->path == NULL || source->name == NULL ? NULL : source;
}

enum err yaml_read(struct yaml *yaml, const char *path, const char *name,
                   struct yaml_node **out, struct problems *problems, struct error *err)
{
    struct yaml_source *source = new_source(yaml, path, name);
    struct yaml_node *root = NULL;
    FILE *stream = NULL;
    enum err code;

    if (source == NULL) return error_nomem(err, path);
    TRY(regular_open(&stream, path, ERR_SCENARIO, NULL, err));
    code = read_bytes(yaml, stream, source, err);
    fclose(stream);
    if (code == ERR_OK) code = check_bytes(source, err);
    if (code == ERR_OK) code = yaml_parse_source(yaml, source, &root, problems, err);
    if (code != ERR_OK) return code;
    if (root == NULL)
        return error_set(err, ERR_SCENARIO,
                         "%s: is empty; a scenario begins with \"scenario: 1\"", path);
    *out = root;
    return ERR_OK;
}

enum err yaml_parse(struct yaml *yaml, const char *text, const char *name,
                    struct yaml_node **out, struct problems *problems, struct error *err)
{
    struct yaml_source *source = new_source(yaml, name, name);
    struct yaml_node *root = NULL;

    if (source == NULL) return error_nomem(err, name);
    source->n = strlen(text);
    source->text = yaml_copy(yaml, text);
    if (source->text == NULL) return error_nomem(err, name);
    TRY(check_bytes(source, err));
    TRY(yaml_parse_source(yaml, source, &root, problems, err));
    if (root == NULL) {
        root = yaml_memory(yaml, sizeof *root);
        if (root == NULL) return error_nomem(err, name);
        *root = (struct yaml_node){.kind = YAML_WORD,
                                   .source = source,
                                   .text = "",
                                   .plain = true,
                                   .line = 1,
                                   .column = 1};
    }
    *out = root;
    return ERR_OK;
}
