/* yaml_put.c - writing words that any YAML reader, and ours, reads back; see yaml.h */
#include <stdlib.h>
#include <string.h>

#include "scenarios/text.h"
#include "scenarios/yaml.h"

/* Words of letters, digits and marks without a meaning in YAML stay as they are. A reader that
 * follows YAML's types may take "no" or 007 for something else; ours does not. */
static bool is_plain(const char *word)
{
    static const char inside[] =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"
        "_./+-";
    size_t n = strlen(word);

    if (n == 0 || word[0] == '-' || word[0] == '.') {
        double number;

        return text_number(word, &number);
    }
    return strspn(word, inside) == n;
}

/* Code point of the valid UTF-8 character at s, and its length. */
static unsigned decode(const unsigned char *s, size_t *length)
{
    *length = s[0] < 0x80 ? 1 : s[0] < 0xE0 ? 2 : s[0] < 0xF0 ? 3 : 4;
    if (*length == 1) return s[0];
    if (*length == 2) return (s[0] & 0x1Fu) << 6 | (s[1] & 0x3Fu);
    if (*length == 3) return (s[0] & 0x0Fu) << 12 | (s[1] & 0x3Fu) << 6 | (s[2] & 0x3Fu);
    return (s[0] & 0x07u) << 18 | (s[1] & 0x3Fu) << 12 | (s[2] & 0x3Fu) << 6 | (s[3] & 0x3Fu);
}

/* Characters that YAML takes for line breaks or does not print. */
static bool must_escape(unsigned c)
{
    return c < 0x20 || (c >= 0x7F && c <= 0xA0) || c == 0x2028 || c == 0x2029 || c == 0xFEFF ||
           c == 0xFFFE || c == 0xFFFF;
}

static void put_character(struct text *to, const char *s, size_t *length)
{
    unsigned c = decode((const unsigned char *)s, length);

    if (c == '"' || c == '\\')
        text_addf(to, "\\%c", (char)c);
    else if (c == '\n')
        text_add(to, "\\n");
    else if (c == '\t')
        text_add(to, "\\t");
    else if (c == '\r')
        text_add(to, "\\r");
    else if (must_escape(c))
        text_addf(to, c < 0x100 ? "\\x%02X" : "\\u%04X", c);
    else
        text_add_bytes(to, s, *length);
}

void yaml_put(struct text *to, const char *word)
{
    size_t length;

    if (is_plain(word)) {
        text_add(to, word);
        return;
    }
    text_add(to, "\"");
    for (const char *s = word; *s != '\0'; s += length)
        put_character(to, s, &length);
    text_add(to, "\"");
}

void yaml_put_lines(struct text *to, const char *lines, int indent)
{
    size_t length;

    text_add(to, "\"");
    for (const char *s = lines; *s != '\0'; s += length) {
        put_character(to, s, &length);
        if (*s == '\n' && s[1] != '\0') {
            /* an escaped line break: the text goes on behind the indentation */
            text_addf(to, "\\\n%*s", indent, "");
            if (s[1] == ' ') text_add(to, "\\");
        }
    }
    text_add(to, "\"");
}
