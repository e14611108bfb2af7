/* html.h - pieces of an HTML page; every text is escaped here and nowhere else. */
#ifndef CHARGEPLAN_OUTPUT_HTML_H
#define CHARGEPLAN_OUTPUT_HTML_H

#include <stdio.h>

#include "scenarios/messages.h"

/* A page being written. Errors of the stream are sticky there; folder.c looks at them. */
struct html {
    FILE *stream; /* Borrowed */
    enum language language;
    const char *currency; /* {1} of captions and heads, as the language calls it. Borrowed */
};

/* The page from its first byte to its heading, and its end. A style of its own comes behind the
 * common one. */
void html_begin(struct html *h, const char *title, const char *more_style);
void html_end(struct html *h);

void html_raw(struct html *h, const char *markup); /* as it is: never a text from a file */
void html_text(struct html *h, const char *text);  /* escaped */
void html_base64(struct html *h, const unsigned char *bytes, size_t n);

void html_heading(struct html *h, int level, enum message id);
/* A paragraph of a class ("" for none); the text is any text. */
void html_paragraph(struct html *h, const char *class_name, const char *text);
/* The same with a message and its values, which end with NULL. */
#define html_say(h, class_name, ...)                                                           \
    do {                                                                                       \
        char say_[2048];                                                                       \
        html_paragraph((h), (class_name),                                                      \
                       messages_fill(say_, sizeof say_, (h)->language, __VA_ARGS__));          \
    } while (0)

/* A table: its caption, its heads (ending with N_MESSAGES), then rows of cells. Columns from
 * n_words on hold numbers; HTML_WORDS: none does. */
enum { HTML_WORDS = 1000 };
void html_table(struct html *h, enum message caption, const enum message heads[], int n_words);
/* The same for tables of sites, of many rows and columns: small print, room for names. */
void html_site_table(struct html *h, enum message caption, const enum message heads[],
                     int n_words);
void html_table_end(struct html *h);
void html_row(struct html *h);
void html_row_end(struct html *h);
void html_head_cell(struct html *h, const char *text); /* names the row */
void html_cell(struct html *h, const char *text);
void html_number(struct html *h, double value, int decimals); /* right-aligned; NAN a dash */
void html_share(struct html *h, double share);
void html_column(struct html *h, enum column_unit unit, double value); /* its head names it */

#endif
