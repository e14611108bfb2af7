/* text.c - see text.h */
#include "scenarios/text.h"

#include <limits.h>
#include <math.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* True where n more bytes and the closing 0 fit. */
static bool make_room(struct text *text, size_t n)
{
    size_t want = text->n + n + 1, room = text->room > 0 ? text->room : 64;
    char *data;

    if (text->nomem) return false;
    if (want <= text->room) return true;
    while (room < want)
        room *= 2;
    data = realloc(text->data, room);
    if (data == NULL) {
        text->nomem = true;
        return false;
    }
    text->data = data;
    text->room = room;
    return true;
}

void text_add_bytes(struct text *text, const char *s, size_t n)
{
    if (!make_room(text, n)) return;
    memcpy(text->data + text->n, s, n);
    text->n += n;
    text->data[text->n] = '\0';
}

void text_add(struct text *text, const char *s)
{
    text_add_bytes(text, s, strlen(s));
}

static void add_list(struct text *text, const char *fmt, va_list args)
{
    va_list again;
    int n;

    va_copy(again, args);
    n = vsnprintf(NULL, 0, fmt, again);
    va_end(again);
    if (n < 0) {
        text->nomem = true;
        return;
    }
    if (!make_room(text, (size_t)n)) return;
    vsnprintf(text->data + text->n, (size_t)n + 1, fmt, args);
    text->n += (size_t)n;
}

void text_addf(struct text *text, const char *fmt, ...)
{
    va_list args;

    va_start(args, fmt);
    add_list(text, fmt, args);
    va_end(args);
}

void text_add_json(struct text *text, const char *s)
{
    text_add(text, "\"");
    for (; *s != '\0'; s++) {
        if (*s == '"' || *s == '\\')
            text_addf(text, "\\%c", *s);
        else if (*s == '\n')
            text_add(text, "\\n");
        else if ((unsigned char)*s < 0x20)
            text_addf(text, "\\u%04x", (unsigned)(unsigned char)*s);
        else
            text_add_bytes(text, s, 1);
    }
    text_add(text, "\"");
}

char *text_take(struct text *text)
{
    char *data;

    text_add_bytes(text, "", 0);
    data = text->data;
    if (text->nomem) {
        free(data);
        data = NULL;
    }
    *text = (struct text){0};
    return data;
}

void text_clear(struct text *text)
{
    free(text->data);
    *text = (struct text){0};
}

char *text_copy_bytes(const char *s, size_t n)
{
    char *copy = malloc(n + 1);

    if (copy == NULL) return NULL;
    memcpy(copy, s, n);
    copy[n] = '\0';
    return copy;
}

char *text_copy(const char *s)
{
    return s == NULL ? NULL : text_copy_bytes(s, strlen(s));
}

char *text_print(const char *fmt, ...)
{
    struct text text = {0};
    va_list args;

    va_start(args, fmt);
    add_list(&text, fmt, args);
    va_end(args);
    return text_take(&text);
}

static bool digit(char c)
{
    return c >= '0' && c <= '9';
}

/* strtod() takes more than a number; this says what may reach it. */
static bool looks_like_number(const char *s)
{
    int digits = 0;

    if (*s == '+' || *s == '-') s++;
    for (; digit(*s); s++)
        digits++;
    if (*s == '.')
        for (s++; digit(*s); s++)
            digits++;
    if (digits == 0) return false;
    if (*s == 'e' || *s == 'E') {
        s++;
        if (*s == '+' || *s == '-') s++;
        if (!digit(*s)) return false;
        while (digit(*s))
            s++;
    }
    return *s == '\0';
}

bool text_number(const char *s, double *out)
{
    double value;

    if (!looks_like_number(s)) return false;
    value = strtod(s, NULL);
    if (!isfinite(value)) return false;
    *out = value;
    return true;
}

bool text_integer(const char *s, int *out)
{
    bool minus = *s == '-';
    long long value = 0;

    if (*s == '+' || *s == '-') s++;
    if (!digit(*s)) return false;
    for (; digit(*s); s++) {
        value = value * 10 + (*s - '0');
        if (value > (long long)INT_MAX + 1) return false;
    }
    if (minus) value = -value;
    if (*s != '\0' || value > INT_MAX) return false;
    *out = (int)value;
    return true;
}

void text_put_number(char out[TEXT_NUMBER_ROOM], double value)
{
    /* 2e+01 is shorter than 20 but not what a reader expects; no "-0" */
    if (fabs(value) < 1e15 && value == floor(value)) {
        snprintf(out, TEXT_NUMBER_ROOM, "%.0f", value == 0 ? 0 : value);
        return;
    }
    for (int digits = 1; digits <= 17; digits++) {
        snprintf(out, TEXT_NUMBER_ROOM, "%.*g", digits, value);
        if (strtod(out, NULL) == value) break;
    }
}

/* Bytes of the character at s, 0 where it is not valid. */
static size_t character(const unsigned char *s, size_t n)
{
    unsigned char c = s[0];
    size_t length = c < 0x80                 ? 1
                    : c >= 0xC2 && c <= 0xDF ? 2
                    : (c & 0xF0) == 0xE0     ? 3
                    : c >= 0xF0 && c <= 0xF4 ? 4
                                             : 0;

    if (length == 0 || length > n) return 0;
    for (size_t k = 1; k < length; k++)
        if ((s[k] & 0xC0) != 0x80) return 0;
    if (c == 0xE0 && s[1] < 0xA0) return 0; /* overlong */
    if (c == 0xED && s[1] > 0x9F) return 0; /* surrogate */
    if (c == 0xF0 && s[1] < 0x90) return 0; /* overlong */
    if (c == 0xF4 && s[1] > 0x8F) return 0; /* above U+10FFFF */
    return length;
}

size_t text_utf8(const char *s, size_t n)
{
    size_t k = 0;

    while (k < n) {
        uint64_t eight;
        size_t length;

        for (; n - k >= sizeof eight; k += sizeof eight) { /* mostly ASCII */
            memcpy(&eight, s + k, sizeof eight);
            if ((eight & UINT64_C(0x8080808080808080)) != 0) break;
        }
        if (k == n) break;
        length = character((const unsigned char *)s + k, n - k);

        if (length == 0) return k;
        k += length;
    }
    return n;
}

size_t text_cut(const char *s, size_t n)
{
    size_t start = n;

    if (memchr(s, '\0', n) != NULL) return strlen(s);
    /* the character that begins last may miss bytes */
    while (start > 0 && n - start < 3 && ((unsigned char)s[start - 1] & 0xC0) == 0x80)
        start--;
    if (start > 0 && (unsigned char)s[start - 1] >= 0x80) {
        start--;
        if (text_utf8(s + start, n - start) < n - start) return start;
    }
    return n;
}

size_t text_turn(const char *s)
{
    const unsigned char *u = (const unsigned char *)s;

    if (u[0] != 0xE2 || (u[1] != 0x80 && u[1] != 0x81)) return 0;
    if (u[1] == 0x80) return u[2] >= 0xAA && u[2] <= 0xAE ? 3 : 0; /* U+202A to U+202E */
    return u[2] >= 0xA6 && u[2] <= 0xA9 ? 3 : 0;                   /* U+2066 to U+2069 */
}

char *text_without_turns(const char *s)
{
    char *copy = text_copy(s), *to = copy;

    if (copy == NULL) return NULL;
    while (*s != '\0') {
        if (text_turn(s) > 0)
            s += text_turn(s);
        else
            *to++ = *s++;
    }
    *to = '\0';
    return copy;
}

static char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

static int least(int a, int b, int c)
{
    int ab = a < b ? a : b;

    return ab < c ? ab : c;
}

enum { WORD_MAX = 63 };

/* Optimal string alignment, three rows at a time. */
int text_distance(const char *a, const char *b)
{
    int rows[3][WORD_MAX + 1];
    int *before = rows[0], *last = rows[1], *row = rows[2];
    int n = (int)strnlen(a, WORD_MAX), m = (int)strnlen(b, WORD_MAX);

    for (int k = 0; k <= m; k++)
        last[k] = k;
    for (int i = 1; i <= n; i++) {
        int *swap = before;

        row[0] = i;
        for (int k = 1; k <= m; k++) {
            bool same = lower(a[i - 1]) == lower(b[k - 1]);

            row[k] = least(last[k] + 1, row[k - 1] + 1, last[k - 1] + (same ? 0 : 1));
            if (i > 1 && k > 1 && lower(a[i - 1]) == lower(b[k - 2]) &&
                lower(a[i - 2]) == lower(b[k - 1]) && before[k - 2] + 1 < row[k])
                row[k] = before[k - 2] + 1;
        }
        before = last;
        last = row;
        row = swap;
    }
    return last[m];
}

const char *text_nearest(const char *word, int n, const char *const words[])
{
    const char *best = NULL;
    int allowed = (int)strnlen(word, WORD_MAX) / 3, least_yet;

    if (allowed < 1) allowed = 1;
    least_yet = allowed + 1;
    for (int k = 0; k < n; k++) {
        int distance = text_distance(word, words[k]);

        if (distance < least_yet && distance < (int)strlen(words[k])) {
            least_yet = distance;
            best = words[k];
        }
    }
    return best;
}
