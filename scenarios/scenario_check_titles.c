/* scenario_check_titles.c - titles stand on maps, where room is small and the program's own
 * words follow on the same line; see scenario_draft.h */
#include <stdio.h>
#include <string.h>

#include "scenarios/scenario_draft.h"
#include "scenarios/text.h"

enum { TITLE_MOST = 200 };

/* The character's code; *n is its bytes. The text is UTF-8. */
static unsigned code_at(const char *s, size_t *n)
{
    const unsigned char *u = (const unsigned char *)s;
    unsigned code;

    *n = u[0] < 0x80 ? 1 : u[0] < 0xE0 ? 2 : u[0] < 0xF0 ? 3 : 4;
    code = *n == 1 ? u[0] : u[0] & (0x7Fu >> *n);
    for (size_t k = 1; k < *n; k++)
        code = code << 6 | (u[k] & 0x3Fu);
    return code;
}

/* Control characters (C0, DEL, C1), and those of Unicode's bidirectional algorithm (UAX 9) that
 * turn the direction of what follows, marks not. */
static bool no_letter(unsigned code)
{
    return code < 0x20 || (code >= 0x7F && code < 0xA0) || (code >= 0x202A && code <= 0x202E) ||
           (code >= 0x2066 && code <= 0x2069);
}

static void check_title(struct draft *d, const char *above, const char *id, const char *key,
                        const char *title)
{
    int n = 0;
    size_t bytes;
    char path[200];

    if (title == NULL) return;
    snprintf(path, sizeof path, "%s%.100s%s%s", above, id, id[0] != '\0' ? "." : "", key);
    for (const char *s = title; *s != '\0'; s += bytes, n++) {
        unsigned code = code_at(s, &bytes);

        if (!no_letter(code)) continue;
        scenario_check_problem(d, path, "the control character U+%04X has no place in a title",
                               code);
        return;
    }
    if (n > TITLE_MOST)
        scenario_check_problem(d, path, "the title has %d characters; allowed are %d at most",
                               n, TITLE_MOST);
}

void scenario_check_titles(struct draft *d)
{
    const struct scenario *s = d->s;

    check_title(d, "", "", "title.en", s->head.title_en);
    check_title(d, "", "", "title.zh", s->head.title_zh);
    for (int k = 0; k < s->n_classes; k++) {
        check_title(d, "fleet.", s->fleet[k].id, "title.en", s->fleet[k].title_en);
        check_title(d, "fleet.", s->fleet[k].id, "title.zh", s->fleet[k].title_zh);
    }
    for (int k = 0; k < s->n_kinds; k++) {
        check_title(d, "kinds.", s->kind[k].id, "title.en", s->kind[k].title_en);
        check_title(d, "kinds.", s->kind[k].id, "title.zh", s->kind[k].title_zh);
    }
}
