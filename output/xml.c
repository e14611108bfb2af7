/* xml.c - see xml.h.
 *
 * Source: W3C, Extensible Markup Language (XML) 1.0, 5th ed. (2008), sections 2.2 and 3.3.3. */
#include "output/xml.h"

#include <string.h>

#include "scenarios/text.h"

/* Bytes of the character that XML does not allow here; 0 where it does. */
static int refused(const char *p)
{
    if ((unsigned char)*p < 0x20 && strchr("\n\t\r", *p) == NULL) return 1;
    if (strncmp(p, "\xef\xbf\xbe", 3) == 0 || strncmp(p, "\xef\xbf\xbf", 3) == 0) return 3;
    return 0;
}

static void put(FILE *stream, const char *text, int attribute)
{
    for (const char *p = text; *p != '\0'; p++) {
        int n = refused(p);

        if (text_turn(p) > 0) {
            p += text_turn(p) - 1;
        } else if (n > 0) {
            fputs("\xef\xbf\xbd", stream);
            p += n - 1;
        } else if (*p == '&') {
            fputs("&amp;", stream);
        } else if (*p == '<') {
            fputs("&lt;", stream);
        } else if (*p == '>') {
            fputs("&gt;", stream);
        } else if (*p == '"') {
            fputs("&quot;", stream);
        } else if (*p == '\r' || (attribute && (*p == '\n' || *p == '\t'))) {
            fprintf(stream, "&#%d;", *p); /* a reader would make a blank of it */
        } else {
            fputc(*p, stream);
        }
    }
}

void xml_text(FILE *stream, const char *text)
{
    put(stream, text, 0);
}

void xml_attribute(FILE *stream, const char *key, const char *value)
{
    fprintf(stream, " %s=\"", key);
    put(stream, value, 1);
    fputc('"', stream);
}
