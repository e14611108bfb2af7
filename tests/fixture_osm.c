/* fixture_osm.c - see fixture_osm.h; the PBF is written by fixture_osm_pbf.c */
#include "tests/fixture_osm.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tests/fixture_osm_kept.h"

static void must(bool good, const char *what)
{
    if (good) return;
    fprintf(stderr, "fixture_osm: %s\n", what);
    abort();
}

/* Room for one more; arrays double. */
static void *more(void *array, int n, size_t size)
{
    if (n != 0 && (n & (n - 1)) != 0) return array;
    array = realloc(array, (n > 0 ? 2 * (size_t)n : 1) * size);
    must(array != NULL, "out of memory");
    return array;
}

struct fixture_osm *fixture_osm_new(void)
{
    struct fixture_osm *osm = calloc(1, sizeof *osm);

    must(osm != NULL, "out of memory");
    return osm;
}

void fixture_osm_free(struct fixture_osm *osm)
{
    for (int k = 0; k < osm->n_nodes; k++)
        free(osm->node[k].tags);
    for (int k = 0; k < osm->n_ways; k++)
        free(osm->way[k].tags);
    for (int k = 0; k < osm->n_relations; k++)
        free(osm->relation[k].tags);
    free(osm->node);
    free(osm->way);
    free(osm->relation);
    free(osm->ref);
    free(osm->member);
    free(osm);
}

struct fixture_osm_style *fixture_osm_style(struct fixture_osm *osm)
{
    return &osm->style;
}

static char *kept(const char *tags)
{
    char *copy = tags != NULL ? strdup(tags) : NULL;

    must(tags == NULL || copy != NULL, "out of memory");
    return copy;
}

void fixture_osm_node(struct fixture_osm *osm, long long id, double lon, double lat,
                      const char *tags)
{
    osm->node = more(osm->node, osm->n_nodes, sizeof *osm->node);
    osm->node[osm->n_nodes++] =
        (struct kept_node){id, llround(lon * 1e7), llround(lat * 1e7), kept(tags)};
}

void fixture_osm_way(struct fixture_osm *osm, long long id, int n, const long long nodes[],
                     const char *tags)
{
    osm->way = more(osm->way, osm->n_ways, sizeof *osm->way);
    osm->way[osm->n_ways++] = (struct kept_way){id, osm->n_refs, n, kept(tags)};
    for (int k = 0; k < n; k++) {
        osm->ref = more(osm->ref, osm->n_refs, sizeof *osm->ref);
        osm->ref[osm->n_refs++] = nodes[k];
    }
}

void fixture_osm_relation(struct fixture_osm *osm, long long id, int n,
                          const struct fixture_osm_member member[], const char *tags)
{
    osm->relation = more(osm->relation, osm->n_relations, sizeof *osm->relation);
    osm->relation[osm->n_relations++] = (struct kept_way){id, osm->n_members, n, kept(tags)};
    for (int k = 0; k < n; k++) {
        osm->member = more(osm->member, osm->n_members, sizeof *osm->member);
        osm->member[osm->n_members++] = member[k];
    }
}

void fixture_osm_ban(struct fixture_osm *osm, long long id, long long from, long long via,
                     long long to, const char *tags)
{
    struct fixture_osm_member member[] = {
        {'w', from, "from"}, {'n', via, "via"}, {'w', to, "to"}};
    char all[512];

    snprintf(all, sizeof all, "type=restriction%s%s", tags != NULL ? "|" : "",
             tags != NULL ? tags : "");
    fixture_osm_relation(osm, id, 3, member, all);
}

bool kept_tag(const char **tags, char key[KEPT_TEXT], char value[KEPT_TEXT])
{
    const char *at = *tags, *equals, *end;

    if (at == NULL || *at == '\0') return false;
    end = at + strcspn(at, "|");
    equals = memchr(at, '=', (size_t)(end - at));
    must(equals != NULL && end - at < KEPT_TEXT, "tags are key=value|key=value");
    snprintf(key, KEPT_TEXT, "%.*s", (int)(equals - at), at);
    snprintf(value, KEPT_TEXT, "%.*s", (int)(end - equals - 1), equals + 1);
    *tags = *end == '|' ? end + 1 : end;
    return true;
}

/* ---- XML ---- */

static void put_text(FILE *file, const char *s)
{
    for (; *s != '\0'; s++) {
        if (*s == '&' || *s == '<' || *s == '"')
            fprintf(file, "&#%d;", *s);
        else
            fputc(*s, file);
    }
}

static void put_tags(FILE *file, const char *tags)
{
    char key[KEPT_TEXT], value[KEPT_TEXT];

    while (kept_tag(&tags, key, value)) {
        fputs("  <tag k=\"", file);
        put_text(file, key);
        fputs("\" v=\"", file);
        put_text(file, value);
        fputs("\"/>\n", file);
    }
}

static void write_xml(const struct fixture_osm *osm, FILE *file)
{
    fputs("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<osm version=\"0.6\" generator=\"test\"",
          file);
    if (osm->style.date != 0) {
        char date[32];
        time_t seconds = (time_t)osm->style.date;
        struct tm utc;

        gmtime_r(&seconds, &utc);
        strftime(date, sizeof date, "%Y-%m-%dT%H:%M:%SZ", &utc);
        fprintf(file, " timestamp=\"%s\"", date);
    }
    fputs(">\n", file);
    for (int k = 0; k < osm->n_nodes; k++) {
        const struct kept_node *node = &osm->node[k];

        fprintf(file, " <node id=\"%lld\" version=\"1\" lat=\"%.7f\" lon=\"%.7f\">\n", node->id,
                (double)node->lat / 1e7, (double)node->lon / 1e7);
        put_tags(file, node->tags);
        fputs(" </node>\n", file);
    }
    for (int k = 0; k < osm->n_ways; k++) {
        fprintf(file, " <way id=\"%lld\">\n", osm->way[k].id);
        for (int r = 0; r < osm->way[k].n; r++)
            fprintf(file, "  <nd ref=\"%lld\"/>\n", osm->ref[osm->way[k].first + r]);
        put_tags(file, osm->way[k].tags);
        fputs(" </way>\n", file);
    }
    for (int k = 0; k < osm->n_relations; k++) {
        fprintf(file, " <relation id=\"%lld\">\n", osm->relation[k].id);
        for (int m = 0; m < osm->relation[k].n; m++) {
            const struct fixture_osm_member *at = &osm->member[osm->relation[k].first + m];

            fprintf(file, "  <member type=\"%s\" ref=\"%lld\" role=\"%s\"/>\n",
                    at->kind == 'n'   ? "node"
                    : at->kind == 'w' ? "way"
                                      : "relation",
                    at->id, at->role);
        }
        put_tags(file, osm->relation[k].tags);
        fputs(" </relation>\n", file);
    }
    fputs("</osm>\n", file);
}

void fixture_osm_write(const struct fixture_osm *osm, const char *path)
{
    size_t n = strlen(path);
    FILE *file = fopen(path, "wb");

    must(file != NULL, path);
    if (n > 4 && strcmp(path + n - 4, ".osm") == 0)
        write_xml(osm, file);
    else
        kept_write_pbf(osm, file);
    must(fflush(file) == 0 && !ferror(file), path);
    fclose(file);
}
