/* json.c - see json.h. */
#include "output/json.h"

#include <assert.h>
#include <math.h>

#include "output/map/cells.h"
#include "scenarios/text.h"

static void quoted(struct json *j, const char *text)
{
    fputc('"', j->stream);
    for (const unsigned char *p = (const unsigned char *)text; *p != '\0'; p++) {
        if (*p == '"' || *p == '\\')
            fprintf(j->stream, "\\%c", *p);
        else if (*p == '\n')
            fputs("\\n", j->stream);
        else if (text_turn((const char *)p) > 0) { /* safe to look at, and nothing lost */
            fprintf(j->stream, "\\u%04x",
                    (p[0] & 0x0Fu) << 12 | (p[1] & 0x3Fu) << 6 | (p[2] & 0x3Fu));
            p += 2;
        } else if (*p < 0x20 || *p == 0x7F)
            fprintf(j->stream, "\\u%04x", *p);
        else
            fputc(*p, j->stream);
    }
    fputc('"', j->stream);
}

static void begin(struct json *j, const char *key)
{
    if (j->inside[j->depth]) fputc(',', j->stream);
    if (j->depth > 0) fprintf(j->stream, "\n%*s", j->depth, "");
    j->inside[j->depth] = true;
    if (!key) return;
    quoted(j, key);
    fputs(": ", j->stream);
}

void json_open(struct json *j, const char *key, char bracket)
{
    begin(j, key);
    fputc(bracket, j->stream);
    j->depth++;
    assert(j->depth <= JSON_DEPTH_MAX);
    j->inside[j->depth] = false;
}

void json_close(struct json *j, char bracket)
{
    bool filled = j->inside[j->depth];

    assert(j->depth > 0);
    j->depth--;
    if (filled) fprintf(j->stream, "\n%*s", j->depth, "");
    fputc(bracket, j->stream);
    if (j->depth == 0) fputc('\n', j->stream);
}

void json_text(struct json *j, const char *key, const char *text)
{
    begin(j, key);
    if (text)
        quoted(j, text);
    else
        fputs("null", j->stream);
}

void json_number(struct json *j, const char *key, double value)
{
    char buffer[CELLS_NUMBER_MAX];

    begin(j, key);
    fputs(isfinite(value) ? cells_shortest(buffer, value) : "null", j->stream);
}

void json_integer(struct json *j, const char *key, long value)
{
    begin(j, key);
    fprintf(j->stream, "%ld", value);
}

void json_flag(struct json *j, const char *key, bool value)
{
    begin(j, key);
    fputs(value ? "true" : "false", j->stream);
}
