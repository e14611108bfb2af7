/* markdown.h - texts inside the Markdown of GitHub and GitLab: escaped here and nowhere else.
 */
#ifndef CHARGEPLAN_OUTPUT_MARKDOWN_H
#define CHARGEPLAN_OUTPUT_MARKDOWN_H

#include "scenarios/text.h"

/* Appends a text that stands for itself in a paragraph, a heading or a cell of a table: no
 * markup, HTML, link, mention (@name) or reference (#12) comes of it, line breaks and control
 * characters become blanks. Longer than `most` bytes it is cut, with " ...".
 * Source: GitHub Flavored Markdown Spec 0.29 (2019), sections 6.2 and 4.10: a numeric reference
 * never begins markup, and cells end at a pipe before anything else is read. */
void markdown_text(struct text *to, const char *text, size_t most);

#endif
