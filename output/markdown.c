/* markdown.c - see markdown.h. */
#include "output/markdown.h"

#include <ctype.h>
#include <string.h>

/* Does a bare address begin that would become a link? */
static bool begins_link(const char *text, const char *p)
{
    if (*p == ':') return strncmp(p, "://", 3) == 0;
    return *p == '.' && p - text >= 3 && strncmp(p - 3, "www", 3) == 0;
}

void markdown_text(struct text *to, const char *text, size_t most)
{
    size_t n = strlen(text), whole = n <= most ? n : text_cut(text, most);

    for (const char *p = text; p < text + whole; p++) {
        unsigned char c = (unsigned char)*p;
        bool inside = p > text && isalnum((unsigned char)p[-1]) && isalnum((unsigned char)p[1]);

        if (c < 0x20 || c == 0x7F)
            text_add(to, " ");
        else if (c == '@' || c == '#') /* the comment keeps them from the word behind */
            text_addf(to, "&#%d;<!-- -->", c);
        else if (strchr("&<>\"'`*~\\|[]!^${}", c) != NULL || (c == '_' && !inside) ||
                 begins_link(text, p))
            text_addf(to, "&#%d;", c);
        else
            text_add_bytes(to, p, 1);
    }
    if (whole < n) text_add(to, " ...");
}
