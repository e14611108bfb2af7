/* yaml.c - the fence around libyaml: from events to nodes; see yaml.h and yaml_source.h */
#include "scenarios/yaml.h"

#include <stdlib.h>
#include <string.h>

#include <yaml.h>

#include "scenarios/text.h"
#include "scenarios/yaml_source.h"

struct anchor {
    char *name;
    struct yaml_node *node; /* NULL until its value is complete */
    int n_nodes, height;
};

struct parse {
    struct yaml *yaml;
    yaml_parser_t parser;
    const struct yaml_source *source;
    size_t bom;       /* bytes of the byte order mark */
    struct text path; /* of the value being read, for messages */
    int n_nodes;      /* aliases written out */
    int n_anchors;
    struct anchor *anchor;
    struct problems *problems;
    struct error *err;
};

static enum err fail(struct parse *p, const yaml_mark_t *mark, const char *sentence)
{
    return error_set(p->err, ERR_SCENARIO, "%s:%zu:%zu: %s", p->source->path, mark->line + 1,
                     mark->column + 1, sentence);
}

static enum err nomem(struct parse *p)
{
    return error_nomem(p->err, p->source->path);
}

/* The character at a mark, which counts characters; '\0' at the end of the file. */
static char character_at(const struct parse *p, const yaml_mark_t *mark)
{
    const char *s = p->source->text + p->bom;

    for (size_t left = mark->index; left > 0 && *s != '\0'; left--)
        for (s++; ((unsigned char)*s & 0xC0) == 0x80;)
            s++;
    return *s;
}

/* Says libyaml's commonest complaints in a planner's words; NULL: use libyaml's own. */
static const char *plain_words(const char *problem, char c)
{
    if (strstr(problem, "tab character") != NULL ||
        (c == '\t' && strstr(problem, "cannot start any token") != NULL))
        return "a tab cannot indent a line of YAML; use blanks";
    if (strstr(problem, "cannot start any token") != NULL)
        return "this character cannot begin a value; put the value between quotes";
    if (strstr(problem, "mapping values are not allowed") != NULL)
        return "a colon cannot stand here; indent the line like its neighbours, or put a value "
               "that holds \": \" between quotes";
    if (strstr(problem, "could not find expected ':'") != NULL)
        return "a colon and a blank are missing behind the key";
    if (strstr(problem, "did not find expected key") != NULL ||
        strstr(problem, "expected <document start>") != NULL)
        return "this line does not fit the lines before it; look at its indentation, and for a "
               "bracket or quote that is not closed";
    return NULL;
}

static enum err syntax_error(struct parse *p)
{
    const yaml_parser_t *y = &p->parser;
    const char *context = y->context != NULL ? y->context : "";
    const char *words;
    char c;

    if (y->error == YAML_MEMORY_ERROR) return nomem(p);
    if (y->error == YAML_READER_ERROR) {
        int line, column;

        yaml_place_of(p->source->text + p->bom, y->problem_offset, &line, &column);
        return error_set(p->err, ERR_SCENARIO,
                         "%s:%d:%d: a control character stands here; only printable UTF-8 is "
                         "allowed",
                         p->source->path, line, column);
    }
    c = character_at(p, &y->problem_mark);
    if (c == '\0' && strstr(context, "quoted scalar") != NULL)
        return fail(p, &y->context_mark, "the quote that opens here is never closed");
    if (c == '\0' && strstr(context, "flow ") != NULL)
        return fail(p, &y->context_mark, "the bracket that opens here is never closed");
    if (strstr(context, "flow ") != NULL && strstr(y->problem, "',' or") != NULL)
        return error_set(
            p->err, ERR_SCENARIO,
            "%s:%zu:%zu: a comma is missing here, or the closing bracket of the one "
            "that opens in line %zu, column %zu",
            p->source->path, y->problem_mark.line + 1, y->problem_mark.column + 1,
            y->context_mark.line + 1, y->context_mark.column + 1);
    words = plain_words(y->problem, c);
    if (words != NULL && strstr(context, "simple key") != NULL)
        return fail(p, &y->context_mark, words);
    if (words != NULL) return fail(p, &y->problem_mark, words);
    return error_set(p->err, ERR_SCENARIO, "%s:%zu:%zu: this is not YAML: %s%s%s",
                     p->source->path, y->problem_mark.line + 1, y->problem_mark.column + 1,
                     context, context[0] != '\0' ? ", " : "", y->problem);
}

static enum err next_event(struct parse *p, yaml_event_t *event)
{
    return yaml_parser_parse(&p->parser, event) == 1 ? ERR_OK : syntax_error(p);
}

static enum err count_nodes(struct parse *p, int n, int depth, const yaml_mark_t *mark)
{
    if (depth > YAML_DEPTH_MAX)
        return fail(p, mark, "values are nested more than 100 levels deep; 100 are allowed");
    p->n_nodes += n;
    if (p->n_nodes > YAML_NODES_MAX)
        return fail(p, mark,
                    "the file holds more than 100,000 values once its aliases are "
                    "written out; 100,000 are allowed");
    return ERR_OK;
}

static enum err open_anchor(struct parse *p, const yaml_char_t *name, int *index)
{
    struct anchor *more;

    *index = -1;
    if (name == NULL) return ERR_OK;
    more = realloc(p->anchor, ((size_t)p->n_anchors + 1) * sizeof *more);
    if (more == NULL) return nomem(p);
    p->anchor = more;
    p->anchor[p->n_anchors] = (struct anchor){.name = text_copy((const char *)name)};
    if (p->anchor[p->n_anchors].name == NULL) return nomem(p);
    *index = p->n_anchors++;
    return ERR_OK;
}

static enum err read_alias(struct parse *p, const yaml_event_t *event, int depth,
                           struct yaml_node **out, int *height)
{
    const char *name = (const char *)event->data.alias.anchor;

    for (int k = p->n_anchors - 1; k >= 0; k--) {
        if (strcmp(p->anchor[k].name, name) != 0) continue;
        if (p->anchor[k].node == NULL)
            return fail(p, &event->start_mark, "this alias stands inside its own value");
        TRY(count_nodes(p, p->anchor[k].n_nodes, depth + p->anchor[k].height,
                        &event->start_mark));
        *out = p->anchor[k].node;
        *height = p->anchor[k].height;
        return ERR_OK;
    }
    return error_set(p->err, ERR_SCENARIO,
                     "%s:%zu:%zu: the alias *%s has no anchor &%s before it", p->source->path,
                     event->start_mark.line + 1, event->start_mark.column + 1, name, name);
}

static enum err read_node(struct parse *p, const yaml_event_t *event, int depth,
                          struct yaml_node **out, int *height);

static enum err read_word(struct parse *p, const yaml_event_t *event, struct yaml_node *node)
{
    const char *value = (const char *)event->data.scalar.value;
    size_t n = event->data.scalar.length;

    if (strlen(value) != n)
        return fail(p, &event->start_mark, "the value holds a NUL character");
    node->kind = YAML_WORD;
    node->plain = event->data.scalar.style == YAML_PLAIN_SCALAR_STYLE;
    node->text = yaml_copy_bytes(p->yaml, value, n);
    return node->text == NULL ? nomem(p) : ERR_OK;
}

/* Entries of a list or map while their number is not known. */
struct entries {
    int n, room;
    struct yaml_pair *pair;
};

static enum err add_entry(struct parse *p, struct entries *list, const struct yaml_pair *pair)
{
    if (list->n == list->room) {
        int room = list->room > 0 ? 2 * list->room : 8;
        struct yaml_pair *more = realloc(list->pair, (size_t)room * sizeof *more);

        if (more == NULL) return nomem(p);
        list->pair = more;
        list->room = room;
    }
    list->pair[list->n++] = *pair;
    return ERR_OK;
}

static int compare_pairs(const void *a, const void *b)
{
    const struct yaml_pair *const *x = a, *const *y = b;
    int order = strcmp((*x)->key, (*y)->key);

    return order != 0 ? order : (*x > *y) - (*x < *y);
}

/* libyaml does not notice a key given twice. */
static enum err find_twins(struct parse *p, const struct yaml_node *map)
{
    const struct yaml_pair **sorted = malloc(((size_t)map->n + 1) * sizeof(void *));

    if (sorted == NULL) return nomem(p);
    for (int k = 0; k < map->n; k++)
        sorted[k] = &map->pair[k];
    qsort(sorted, (size_t)map->n, sizeof *sorted, compare_pairs);
    for (int k = 1; k < map->n; k++)
        if (strcmp(sorted[k]->key, sorted[k - 1]->key) == 0)
            problems_add(p->problems, p->source->path, sorted[k]->line, sorted[k]->column, NULL,
                         "%s%s%s: the key is given twice; it stands in line %d already",
                         p->path.n > 0 ? p->path.data : "", p->path.n > 0 ? "." : "",
                         sorted[k]->key, sorted[k - 1]->line);
    free(sorted);
    return ERR_OK;
}

static enum err read_key(struct parse *p, const yaml_event_t *event, struct yaml_pair *pair)
{
    const char *value = (const char *)event->data.scalar.value;

    if (event->type != YAML_SCALAR_EVENT)
        return fail(p, &event->start_mark, "a key has to be a word");
    if (event->data.scalar.length == 0)
        return fail(p, &event->start_mark, "a key is missing before the colon");
    if (strlen(value) != event->data.scalar.length)
        return fail(p, &event->start_mark, "the key holds a NUL character");
    if (strcmp(value, "<<") == 0 && event->data.scalar.style == YAML_PLAIN_SCALAR_STYLE)
        return fail(p, &event->start_mark,
                    "merge keys (<<) are not read; use extends: or write the keys out");
    if (event->data.scalar.anchor != NULL)
        return fail(p, &event->start_mark, "a key cannot carry an anchor");
    *pair = (struct yaml_pair){.source = p->source,
                               .line = (int)event->start_mark.line + 1,
                               .column = (int)event->start_mark.column + 1};
    pair->key = yaml_copy_bytes(p->yaml, value, event->data.scalar.length);
    return pair->key == NULL ? nomem(p) : ERR_OK;
}

/* Reads entries until the end of a list (is_map false) or map. */
static enum err read_entries(struct parse *p, bool is_map, int depth, struct entries *list,
                             int *height)
{
    for (;;) {
        struct yaml_pair pair = {0};
        size_t path_n = p->path.n;
        yaml_event_t event;
        enum err code;
        bool end;
        int below = 0;

        TRY(next_event(p, &event));
        end = event.type == YAML_SEQUENCE_END_EVENT || event.type == YAML_MAPPING_END_EVENT;
        if (end || is_map) {
            code = end ? ERR_OK : read_key(p, &event, &pair);
            yaml_event_delete(&event);
            if (end || code != ERR_OK) return code;
            text_addf(&p->path, "%s%s", path_n > 0 ? "." : "", pair.key);
            TRY(next_event(p, &event));
        }
        code = read_node(p, &event, depth + 1, &pair.value, &below);
        yaml_event_delete(&event);
        if (code == ERR_OK) code = add_entry(p, list, &pair);
        if (code != ERR_OK) return code;
        if (below + 1 > *height) *height = below + 1;
        if (p->path.data != NULL) p->path.data[p->path.n = path_n] = '\0';
    }
}

static enum err read_collection(struct parse *p, bool is_map, int depth, struct yaml_node *node,
                                int *height)
{
    struct entries list = {0};
    enum err code = read_entries(p, is_map, depth, &list, height);

    if (code != ERR_OK) goto done;
    node->kind = is_map ? YAML_MAP : YAML_LIST;
    node->n = list.n;
    node->pair = yaml_memory(p->yaml, (size_t)list.n * sizeof *node->pair);
    node->item = yaml_memory(p->yaml, (size_t)list.n * sizeof *node->item);
    if (node->pair == NULL || node->item == NULL) {
        code = nomem(p);
        goto done;
    }
    for (int k = 0; k < list.n; k++) {
        node->pair[k] = list.pair[k];
        node->item[k] = list.pair[k].value;
    }
    if (is_map) code = find_twins(p, node);
done:
    free(list.pair);
    return code;
}

/* Tag and anchor of an event; NULL where it has none. */
static void decorations(const yaml_event_t *event, const yaml_char_t **tag,
                        const yaml_char_t **anchor)
{
    *tag = event->type == YAML_SCALAR_EVENT           ? event->data.scalar.tag
           : event->type == YAML_SEQUENCE_START_EVENT ? event->data.sequence_start.tag
                                                      : event->data.mapping_start.tag;
    *anchor = event->type == YAML_SCALAR_EVENT           ? event->data.scalar.anchor
              : event->type == YAML_SEQUENCE_START_EVENT ? event->data.sequence_start.anchor
                                                         : event->data.mapping_start.anchor;
}

/* The value that begins with an event; height: levels below it. */
static enum err read_node(struct parse *p, const yaml_event_t *event, int depth,
                          struct yaml_node **out, int *height)
{
    const yaml_char_t *tag, *anchor;
    struct yaml_node *node;
    int index, n_before = p->n_nodes;

    *height = 0;
    if (event->type == YAML_ALIAS_EVENT) return read_alias(p, event, depth, out, height);
    decorations(event, &tag, &anchor);
    if (tag != NULL)
        return fail(p, &event->start_mark,
                    "tags such as !!str are not read; write the value alone");
    TRY(count_nodes(p, 1, depth, &event->start_mark));
    TRY(open_anchor(p, anchor, &index));
    node = yaml_memory(p->yaml, sizeof *node);
    if (node == NULL) return nomem(p);
    node->source = p->source;
    node->line = (int)event->start_mark.line + 1;
    node->column = (int)event->start_mark.column + 1;
    if (event->type == YAML_SCALAR_EVENT)
        TRY(read_word(p, event, node));
    else
        TRY(read_collection(p, event->type == YAML_MAPPING_START_EVENT, depth, node, height));
    if (index >= 0) {
        p->anchor[index].node = node;
        p->anchor[index].n_nodes = p->n_nodes - n_before;
        p->anchor[index].height = *height;
    }
    *out = node;
    return ERR_OK;
}

/* Everything between the begin of the stream and its end; *out stays NULL where it is empty. */
static enum err read_stream(struct parse *p, struct yaml_node **out)
{
    for (;;) {
        yaml_event_t event;
        enum err code = next_event(p, &event);
        bool end;
        int height;

        if (code != ERR_OK) return code;
        end = event.type == YAML_STREAM_END_EVENT;
        if (event.type == YAML_DOCUMENT_START_EVENT && *out != NULL)
            code = fail(p, &event.start_mark,
                        "a second document begins here; a file holds one scenario");
        else if (event.type == YAML_SCALAR_EVENT || event.type == YAML_ALIAS_EVENT ||
                 event.type == YAML_SEQUENCE_START_EVENT ||
                 event.type == YAML_MAPPING_START_EVENT)
            code = read_node(p, &event, 0, out, &height);
        yaml_event_delete(&event);
        if (end || code != ERR_OK) return code;
    }
}

enum err yaml_parse_source(struct yaml *yaml, const struct yaml_source *source,
                           struct yaml_node **out, struct problems *problems, struct error *err)
{
    struct parse p = {.yaml = yaml, .source = source, .problems = problems, .err = err};
    struct yaml_node *root = NULL;
    enum err code;

    if (strncmp(source->text, "\xEF\xBB\xBF", 3) == 0) p.bom = 3;
    if (yaml_parser_initialize(&p.parser) != 1) return nomem(&p);
    yaml_parser_set_encoding(&p.parser, YAML_UTF8_ENCODING);
    yaml_parser_set_input_string(&p.parser, (const unsigned char *)source->text + p.bom,
                                 source->n - p.bom);
    code = read_stream(&p, &root);
    yaml_parser_delete(&p.parser);
    for (int k = 0; k < p.n_anchors; k++)
        free(p.anchor[k].name);
    free(p.anchor);
    text_clear(&p.path);
    if (code == ERR_OK) *out = root;
    return code;
}
