/* osm_xml.c - see osm_xml.h */
#include "scenarios/roads/osm_xml.h"

#include <expat.h>
#include <inttypes.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "scenarios/csv.h"
#include "scenarios/text.h"

enum { PIECE = 1 << 16 };

/* The object whose parts are being read. */
enum object { NO_OBJECT, NODE, WAY, RELATION, PASSED_OVER };

struct reading {
    XML_Parser parser;
    const char *path;
    struct osm_taker *taker;
    bool nodes;     /* the second time */
    size_t n_bytes; /* read so far */
    int depth;
    enum object object;
    int64_t id;
    double lon, lat;
    int number; /* of the node */
    int n_refs, room_refs;
    int64_t *ref; /* owned */
    int n_members, room_members;
    struct osm_member *member; /* owned */
    bool tagged;
    struct osm_tags tags; /* owned texts */
    enum err code;        /* of the first mistake; ERR_OK: none */
    struct error *err;
};

/* ---- mistakes ---- */

static void fail(struct reading *r, const char *fmt, ...) __attribute__((format(printf, 2, 3)));

static void fail(struct reading *r, const char *fmt, ...)
{
    char said[512];
    va_list list;

    if (r->code != ERR_OK) return;
    va_start(list, fmt);
    vsnprintf(said, sizeof said, fmt, list);
    va_end(list);
    r->code = error_set(r->err, ERR_DATA, "%s:%lu:%lu: %s", r->path,
                        (unsigned long)XML_GetCurrentLineNumber(r->parser),
                        (unsigned long)XML_GetCurrentColumnNumber(r->parser) + 1, said);
    XML_StopParser(r->parser, XML_FALSE);
}

static void no_memory(struct reading *r)
{
    if (r->code != ERR_OK) return;
    r->code = error_nomem(r->err, r->path);
    XML_StopParser(r->parser, XML_FALSE);
}

/* ---- attributes ---- */

static const char *attribute(const char **attributes, const char *name)
{
    for (; attributes[0] != NULL; attributes += 2)
        if (strcmp(attributes[0], name) == 0) return attributes[1];
    return NULL;
}

static bool get_id(struct reading *r, const char **attributes, const char *name, int64_t *out)
{
    const char *text = attribute(attributes, name), *digits;
    int64_t id = 0;

    if (text == NULL) {
        fail(r, "an element without the attribute '%s'", name);
        return false;
    }
    digits = text + (*text == '-');
    for (const char *c = digits; *c != '\0'; c++) {
        if (*c < '0' || *c > '9' || id > INT64_MAX / 10 - 1) {
            fail(r, "%s=\"%s\" is no id", name, csv_quote(text).text);
            return false;
        }
        id = id * 10 + (*c - '0');
    }
    if (*digits == '\0') fail(r, "%s=\"\" is no id", name);
    *out = *text == '-' ? -id : id;
    return *digits != '\0';
}

static bool get_degrees(struct reading *r, const char **attributes, const char *name,
                        double *out)
{
    const char *text = attribute(attributes, name);

    if (text != NULL && text_number(text, out)) return true;
    if (text == NULL)
        fail(r, "node %" PRId64 " has no '%s'", r->id, name);
    else
        fail(r, "node %" PRId64 ": %s=\"%s\" is no number", r->id, name, csv_quote(text).text);
    return false;
}

/* ---- objects ---- */

static void forget_tags(struct reading *r)
{
    for (int k = 0; k < N_OSM_KEYS && r->tagged; k++)
        free((char *)r->tags.value[k]);
    r->tags = (struct osm_tags){{NULL}};
    r->tagged = false;
}

static bool is_gone(const char **attributes)
{
    const char *action = attribute(attributes, "action"),
               *visible = attribute(attributes, "visible");

    return (action != NULL && strcmp(action, "delete") == 0) ||
           (visible != NULL && strcmp(visible, "false") == 0);
}

static void begin_node(struct reading *r, const char **attributes)
{
    r->number = osm_take_find(r->taker, r->id);
    if (r->number < 0)
        r->object = PASSED_OVER;
    else if (get_degrees(r, attributes, "lon", &r->lon))
        get_degrees(r, attributes, "lat", &r->lat);
}

static void begin_object(struct reading *r, enum object object, const char **attributes)
{
    r->object = object;
    r->n_refs = r->n_members = 0;
    if (!get_id(r, attributes, "id", &r->id)) return;
    if (is_gone(attributes) || (object == NODE) != r->nodes)
        r->object = PASSED_OVER;
    else if (object == NODE)
        begin_node(r, attributes);
}

static void end_object(struct reading *r)
{
    const struct osm_tags *tags = &r->tags;
    bool street = tags->value[OSM_HIGHWAY] != NULL || tags->value[OSM_ROUTE] != NULL;

    if (r->object == NODE) {
        r->code = osm_take_node(r->taker, r->number, r->lon, r->lat, tags, r->err);
        if (r->code != ERR_OK) XML_StopParser(r->parser, XML_FALSE);
    }
    if (r->object == WAY)
        osm_take_way(r->taker, r->id, (size_t)r->n_refs, r->ref, street ? tags : NULL);
    if (r->object == RELATION)
        osm_take_relation(r->taker, (size_t)r->n_members, r->member, tags);
    forget_tags(r);
    r->object = NO_OBJECT;
}

static void put_tag(struct reading *r, const char **attributes)
{
    const char *key = attribute(attributes, "k"), *value = attribute(attributes, "v");
    enum osm_key which;

    if (key == NULL || value == NULL) {
        fail(r, "a tag without k or v");
        return;
    }
    which = osm_key_of(key);
    if (which == N_OSM_KEYS) return;
    free((char *)r->tags.value[which]); /* given twice: the last one */
    r->tags.value[which] = text_copy(value);
    r->tagged = true;
    if (r->tags.value[which] == NULL) no_memory(r);
}

static void put_ref(struct reading *r, const char **attributes)
{
    int64_t id;

    if (!get_id(r, attributes, "ref", &id)) return;
    if (road_draft_room(&r->ref, r->n_refs, &r->room_refs, sizeof *r->ref))
        r->ref[r->n_refs++] = id;
    else
        no_memory(r);
}

static void put_member(struct reading *r, const char **attributes)
{
    const char *type = attribute(attributes, "type"), *role = attribute(attributes, "role");
    struct osm_member member = {.kind = OSM_RELATION, .role = OSM_OTHER_ROLE};

    if (!get_id(r, attributes, "ref", &member.id)) return;
    if (type != NULL && strcmp(type, "node") == 0) member.kind = OSM_NODE;
    if (type != NULL && strcmp(type, "way") == 0) member.kind = OSM_WAY;
    if (role != NULL) member.role = osm_role_of(role);
    if (road_draft_room(&r->member, r->n_members, &r->room_members, sizeof *r->member))
        r->member[r->n_members++] = member;
    else
        no_memory(r);
}

/* ---- elements ---- */

static enum object object_of(const char *name)
{
    if (strcmp(name, "node") == 0) return NODE;
    if (strcmp(name, "way") == 0) return WAY;
    return strcmp(name, "relation") == 0 ? RELATION : NO_OBJECT;
}

static void begin_root(struct reading *r, const char *name, const char **attributes)
{
    const char *date = attribute(attributes, "timestamp");

    if (strcmp(name, "osm") != 0)
        fail(r, "is no file of OpenStreetMap: its outermost element is <%s>, not <osm>%s",
             csv_quote(name).text,
             strcmp(name, "osmChange") == 0 ? "; changes are not read" : "");
    if (date == NULL) date = attribute(attributes, "osmosis_replication_timestamp");
    if (date != NULL) osm_take_date(r->taker, date);
}

static void begin_part(struct reading *r, const char *name, const char **attributes)
{
    if (r->object == PASSED_OVER || r->object == NO_OBJECT) return;
    if (strcmp(name, "tag") == 0) put_tag(r, attributes);
    if (strcmp(name, "nd") == 0 && r->object == WAY) put_ref(r, attributes);
    if (strcmp(name, "member") == 0 && r->object == RELATION) put_member(r, attributes);
}

static void XMLCALL begin(void *data, const char *name, const char **attributes)
{
    struct reading *r = data;
    enum object object = object_of(name);

    if (r->code != ERR_OK) return;
    r->depth++;
    if (r->depth == 1)
        begin_root(r, name, attributes);
    else if (r->depth == 2 && object != NO_OBJECT)
        begin_object(r, object, attributes);
    else if (r->depth == 2 && strcmp(name, "meta") == 0 && /* of Overpass */
             attribute(attributes, "osm_base") != NULL)
        osm_take_date(r->taker, attribute(attributes, "osm_base"));
    else if (r->depth == 3)
        begin_part(r, name, attributes);
}

static void XMLCALL end(void *data, const char *name)
{
    struct reading *r = data;

    (void)name;
    if (r->code != ERR_OK) return;
    if (r->depth == 2) end_object(r);
    r->depth--;
}

/* Files of OpenStreetMap have none; what declares entities wants to become large. */
static void XMLCALL doctype(void *data, const char *name, const char *system,
                            const char *public_id, int internal)
{
    (void)name;
    (void)system;
    (void)public_id;
    (void)internal;
    fail(data, "has a document type, which files of OpenStreetMap have not; take it out");
}

/* ---- the file ---- */

static void broken(struct reading *r, bool at_end)
{
    enum XML_Error what = XML_GetErrorCode(r->parser);
    bool cut = what == XML_ERROR_NO_ELEMENTS || what == XML_ERROR_UNCLOSED_TOKEN ||
               what == XML_ERROR_PARTIAL_CHAR;

    if (what == XML_ERROR_NO_MEMORY)
        no_memory(r);
    else if (r->n_bytes == 0)
        fail(r, "is empty");
    else if (at_end && cut)
        fail(r, "the file ends here; it was cut short, copy it anew");
    else
        fail(r, "is no XML: %s", XML_ErrorString(what));
}

/* What the first bytes tell of a file that is no XML; NULL: nothing. */
static const char *other_form(FILE *file)
{
    static const struct {
        const char *bytes;
        int n, from;
        const char *said;
    } forms[] = {
        {"\x1f\x8b", 2, 0, "is packed by gzip; unpack it first"},
        {"BZh", 3, 0, "is packed by bzip2; unpack it first"},
        {"PK\x03\x04", 4, 0, "is a zip archive; unpack it first"},
        {"\xff\xe0", 2, 0,
         "is o5m, which is not read; make it PBF: osmium cat FILE -o NEW.osm.pbf"},
        {"OSMHeader", 9, 6, "is PBF; give it a name that ends in .osm.pbf"},
    };
    char first[16] = "";
    size_t n = fread(first, 1, sizeof first, file);

    for (size_t k = 0; k < sizeof forms / sizeof forms[0]; k++)
        if (n == sizeof first &&
            memcmp(first + forms[k].from, forms[k].bytes, (size_t)forms[k].n) == 0)
            return forms[k].said;
    return NULL;
}

static enum err parse(struct reading *r, FILE *file)
{
    bool last = false;

    rewind(file);
    r->depth = 0;
    r->object = NO_OBJECT;
    while (!last && r->code == ERR_OK) {
        void *piece = XML_GetBuffer(r->parser, PIECE);
        size_t n = piece != NULL ? fread(piece, 1, PIECE, file) : 0;

        if (piece == NULL) {
            no_memory(r);
            break;
        }
        if (ferror(file)) {
            r->code = error_set(r->err, ERR_IO, "%s: cannot be read", r->path);
            break;
        }
        last = n < PIECE;
        r->n_bytes += n;
        if (XML_ParseBuffer(r->parser, (int)n, last) != XML_STATUS_OK) broken(r, last);
    }
    forget_tags(r);
    return r->code;
}

static enum err parse_once(struct reading *r, FILE *file)
{
    r->parser = XML_ParserCreate(NULL);
    if (r->parser == NULL) return error_nomem(r->err, r->path);
    XML_SetUserData(r->parser, r);
    XML_SetElementHandler(r->parser, begin, end);
    XML_SetStartDoctypeDeclHandler(r->parser, doctype);
    parse(r, file);
    XML_ParserFree(r->parser);
    r->parser = NULL;
    return r->code;
}

enum err osm_xml_read(struct osm_taker *taker, FILE *file, const char *path, struct error *err)
{
    struct reading r = {.path = path, .taker = taker, .err = err};
    const char *form = other_form(file);
    enum err code;

    if (form != NULL) return error_set(err, ERR_DATA, "%s: is no XML: it %s", path, form);
    code = parse_once(&r, file);
    if (code == ERR_OK) code = osm_take_sort(taker, err);
    r.nodes = true;
    if (code == ERR_OK) code = parse_once(&r, file);
    free(r.ref);
    free(r.member);
    return code;
}
