/* html.h - pieces of an HTML page; every text is escaped here and nowhere else. */
#ifndef CHARGEPLAN_OUTPUT_HTML_H
#define CHARGEPLAN_OUTPUT_HTML_H

#include <stdio.h>

#include "output/messages.h"

void html_text(FILE *f, const char *text); /* escaped */
void html_base64(FILE *f, const unsigned char *bytes, size_t n);

void html_heading(FILE *f, int level, enum message id);
/* A paragraph of a class ("" for none); the text is any text. */
void html_paragraph(FILE *f, const char *class_name, const char *text);
/* The same with a message and its values, which end with NULL. */
#define html_say(f, class_name, ...)                                                           \
    do {                                                                                       \
        char say_[2048];                                                                       \
        html_paragraph((f), (class_name), messages_fill(say_, sizeof say_, __VA_ARGS__));      \
    } while (0)

/* A table: its caption, its heads (ending with N_MESSAGES), then rows of cells. Columns from
 * n_words on hold numbers; HTML_WORDS: none does. */
enum { HTML_WORDS = 1000 };
void html_table(FILE *f, enum message caption, const enum message heads[], int n_words);
void html_table_end(FILE *f);
void html_row(FILE *f);
void html_row_end(FILE *f);
void html_head_cell(FILE *f, const char *text); /* names the row */
void html_cell(FILE *f, const char *text);
void html_number(FILE *f, double value, int decimals); /* right-aligned; NAN a dash */
void html_share(FILE *f, double share);

#endif
