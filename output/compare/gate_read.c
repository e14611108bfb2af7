/* gate_read.c - the grammar of gate.h. */
#include <ctype.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "output/compare/gate.h"
#include "output/measures.h"
#include "scenarios/text.h"

struct reader {
    const char *text;
    size_t at;
    struct error *err;
};

static int column_of(const struct reader *r)
{
    int n = 1;

    for (size_t k = 0; k < r->at; k++)
        n += ((unsigned char)r->text[k] & 0xC0) != 0x80; /* whole characters */
    return n;
}

#define FAIL(r, ...) fail((r), text_print(__VA_ARGS__))
static enum err fail(const struct reader *r, char *sentence)
{
    enum err code = error_set(r->err, ERR_USAGE, "--fail-if '%s': column %d: %s", r->text,
                              column_of(r), sentence != NULL ? sentence : "is wrong");

    free(sentence);
    return code;
}

static void skip_blanks(struct reader *r)
{
    r->at += strspn(r->text + r->at, " \t");
}

/* Length of the word at the reader: up to a blank or a sign of the grammar. */
static size_t word_length(const struct reader *r)
{
    return strcspn(r->text + r->at, " \t@<>=!");
}

static enum err read_name(struct reader *r, struct gate *g)
{
    size_t n;

    skip_blanks(r);
    n = word_length(r);
    if (n == 0)
        return FAIL(r, "an indicator is missing, such as served_share; or any, rules, cases");
    for (size_t k = 0; k < n; k++) {
        unsigned char c = (unsigned char)r->text[r->at + k];

        if (isalnum(c) || c == '_') continue;
        r->at += k;
        return FAIL(r, "an indicator has letters, digits and _ only");
    }
    if (n >= sizeof g->name) return FAIL(r, "no indicator has so long a name");
    memcpy(g->name, r->text + r->at, n);
    g->name_column = column_of(r);
    r->at += n;
    return ERR_OK;
}

static enum err read_quoted(struct reader *r, char place[GATE_DISTRICT_ROOM])
{
    size_t n = strcspn(r->text + r->at + 1, "\"");

    if (r->text[r->at + 1 + n] == '\0') return FAIL(r, "the quote is not closed");
    if (n == 0) return FAIL(r, "a district has a name; leave it out for the whole area");
    if (n >= GATE_DISTRICT_ROOM) return FAIL(r, "no district has so long a name");
    memcpy(place, r->text + r->at + 1, n);
    place[n] = '\0';
    r->at += n + 2;
    return ERR_OK;
}

/* Signs that people write, and what they mean. */
static const struct sign {
    const char *sign, *meant;
} wrong_signs[] = {{"=<", "<="}, {"=>", ">="},     {"<>", NULL},     {"≤", "<="}, {"≥", ">="},
                   {"＜", "<"},  {"＞", ">"},      {"==", NULL},     {"=", NULL}, {"!=", NULL},
                   {"!", NULL},  {"\u2266", "<="}, {"\u2267", ">="}, {NULL, NULL}};

static enum err read_bare(struct reader *r, char place[GATE_DISTRICT_ROOM])
{
    size_t n = strcspn(r->text + r->at, "@<>=!");

    for (const struct sign *s = wrong_signs; s->sign != NULL; s++) {
        const char *p = strstr(r->text + r->at, s->sign);

        if (p != NULL && (size_t)(p - r->text) - r->at < n) n = (size_t)(p - r->text) - r->at;
    }
    while (n > 0 && strchr(" \t", r->text[r->at + n - 1]) != NULL)
        n--;
    if (n == 0) return FAIL(r, "a year or a district is missing behind @");
    if (n >= GATE_DISTRICT_ROOM) return FAIL(r, "no district has so long a name");
    memcpy(place, r->text + r->at, n);
    place[n] = '\0';
    r->at += n;
    return ERR_OK;
}

/* What stands behind an @. */
static enum err read_place(struct reader *r, struct gate *g)
{
    char place[GATE_DISTRICT_ROOM] = "";
    bool quoted;
    size_t start, end;

    r->at++;
    skip_blanks(r);
    start = r->at;
    quoted = r->text[r->at] == '"';
    if (quoted)
        TRY(read_quoted(r, place));
    else
        TRY(read_bare(r, place));
    if (!quoted && strlen(place) == 4 && strspn(place, "0123456789") == 4) {
        r->at = g->year != GATE_ANY_YEAR ? start : r->at;
        if (g->year != GATE_ANY_YEAR) return FAIL(r, "a second year; one at most is allowed");
        text_integer(place, &g->year);
        r->at = start;
        g->year_column = column_of(r);
        r->at += 4;
        return ERR_OK;
    }
    if (g->each_district || g->district[0] != '\0') {
        r->at = start;
        return FAIL(r, "a second district; one at most is allowed, or any for each of them");
    }
    g->each_district = !quoted && strcmp(place, "any") == 0;
    if (!g->each_district) memcpy(g->district, place, sizeof place);
    end = r->at;
    r->at = start;
    g->district_column = column_of(r);
    r->at = end;
    return ERR_OK;
}

static enum err read_op(struct reader *r, struct gate *g)
{
    const char *p;
    bool equal;

    skip_blanks(r);
    p = r->text + r->at;
    for (const struct sign *s = wrong_signs; s->sign != NULL; s++)
        if (strncmp(p, s->sign, strlen(s->sign)) == 0)
            return FAIL(r, "'%s' is not allowed here; < <= > >= are%s%s%s", s->sign,
                        s->meant != NULL ? "; did you mean " : "",
                        s->meant != NULL ? s->meant : "", s->meant != NULL ? "?" : "");
    if (*p == '\0') return FAIL(r, "a comparison is missing: < <= > >= and a number");
    if (*p != '<' && *p != '>')
        return FAIL(r, "'%.*s' is not allowed here; < <= > >= or @ are", (int)text_cut(p, 24),
                    p);
    equal = p[1] == '=';
    g->op = *p == '<' ? (equal ? GATE_LESS_EQUAL : GATE_LESS)
                      : (equal ? GATE_MORE_EQUAL : GATE_MORE);
    r->at += equal ? 2 : 1;
    return ERR_OK;
}

static enum err read_number(struct reader *r, struct gate *g)
{
    char number[64];
    size_t n;

    skip_blanks(r);
    n = strspn(r->text + r->at, "+-.,0123456789eE");
    if (n == 0 || n >= sizeof number) return FAIL(r, "a number is missing, such as -0.5%%");
    memcpy(number, r->text + r->at, n);
    number[n] = '\0';
    if (!text_number(number, &g->bound)) return FAIL(r, "'%s' is no number", number);
    r->at += n;
    return ERR_OK;
}

static enum err read_unit(struct reader *r, struct gate *g)
{
    int measure = measures_find(g->name);
    bool share = measure < 0 || strcmp(measures_unit(measure), "share") == 0;
    const char *p;

    skip_blanks(r);
    p = r->text + r->at;
    if (*p == '%') {
        g->unit = GATE_PERCENT;
        r->at += 1;
    } else if (strncmp(p, "pp", 2) == 0) {
        if (!share)
            return FAIL(r,
                        "pp (percentage points) is for shares, and %s is none; use %% for "
                        "the relative change",
                        g->name);
        g->unit = GATE_POINTS;
        r->at += 2;
    }
    skip_blanks(r);
    if (r->text[r->at] != '\0')
        return FAIL(r,
                    "'%.*s' is no unit; %% and pp (percentage points of a share) are, or "
                    "none for the indicator's own",
                    (int)text_cut(r->text + r->at, 24), r->text + r->at);
    if (g->unit == GATE_OWN_UNIT && g->name[0] == '\0')
        return FAIL(r, "any takes %% or pp: indicators have units of their own");
    return ERR_OK;
}

/* A gate that fails where nothing changed is a slip of the sign. Who wants an improvement to be
 * shown says so by <= or >=. */
static enum err refuse_slip(struct reader *r, const struct gate *g, size_t op_at)
{
    bool less = g->op == GATE_LESS;
    double bound = g->bound;

    if (g->op == GATE_LESS_EQUAL || g->op == GATE_MORE_EQUAL) return ERR_OK;
    if (less ? !(0 < bound) : !(0 > bound)) return ERR_OK;
    r->at = op_at;
    return FAIL(r,
                "no change at all would fail this; %s takes 0 or a %s number, %s= asks for an "
                "improvement",
                less ? "<" : ">", less ? "negative" : "positive", less ? "<" : ">");
}

enum err gate_read(struct gate *out, const char *text, struct error *err)
{
    struct reader r = {text, 0, err};
    size_t op_at;

    *out = (struct gate){.text = text, .year = GATE_ANY_YEAR};
    if (text_utf8(text, strlen(text)) < strlen(text))
        return error_set(err, ERR_USAGE, "--fail-if: the expression is not UTF-8");
    TRY(read_name(&r, out));
    skip_blanks(&r);
    out->kind = strcmp(out->name, "rules") == 0                       ? GATE_RULES
                : strcmp(out->name, "cases") == 0                     ? GATE_CASES
                : strcmp(out->name, "any") == 0 && text[r.at] == '\0' ? GATE_ANY
                                                                      : GATE_FIGURE;
    if (out->kind != GATE_FIGURE)
        return text[r.at] == '\0'
                   ? ERR_OK
                   : FAIL(&r, "%s stands alone; nothing may follow it", out->name);
    if (strcmp(out->name, "any") == 0) out->name[0] = '\0';
    while (text[r.at] == '@') {
        TRY(read_place(&r, out));
        skip_blanks(&r);
    }
    skip_blanks(&r);
    op_at = r.at;
    TRY(read_op(&r, out));
    TRY(read_number(&r, out));
    TRY(read_unit(&r, out));
    return refuse_slip(&r, out, op_at);
}

bool gate_same(const struct gate *a, const struct gate *b)
{
    if (a->kind != b->kind) return false;
    if (a->kind != GATE_FIGURE) return true;
    return strcmp(a->name, b->name) == 0 && a->year == b->year &&
           a->each_district == b->each_district && strcmp(a->district, b->district) == 0 &&
           a->op == b->op && a->unit == b->unit && a->bound >= b->bound && a->bound <= b->bound;
}
