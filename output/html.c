/* html.c - see html.h. */
#include "output/html.h"

void html_text(FILE *f, const char *text)
{
    for (const char *p = text; *p != '\0'; p++) {
        if (*p == '&')
            fputs("&amp;", f);
        else if (*p == '<')
            fputs("&lt;", f);
        else if (*p == '>')
            fputs("&gt;", f);
        else if (*p == '"')
            fputs("&quot;", f);
        else if (*p == '\'')
            fputs("&#39;", f);
        else if ((unsigned char)*p < 0x20 && *p != '\n' && *p != '\t')
            fputs("\xef\xbf\xbd", f); /* control characters are not HTML */
        else
            fputc(*p, f);
    }
}

void html_base64(FILE *f, const unsigned char *bytes, size_t n)
{
    static const char digit[] =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

    for (size_t k = 0; k < n; k += 3) {
        unsigned b = (unsigned)bytes[k] << 16;

        if (k + 1 < n) b |= (unsigned)bytes[k + 1] << 8;
        if (k + 2 < n) b |= bytes[k + 2];
        fputc(digit[b >> 18], f);
        fputc(digit[b >> 12 & 63], f);
        fputc(k + 1 < n ? digit[b >> 6 & 63] : '=', f);
        fputc(k + 2 < n ? digit[b & 63] : '=', f);
    }
}

void html_heading(FILE *f, int level, enum message id)
{
    fprintf(f, "<h%d>", level);
    html_text(f, messages_text(id));
    fprintf(f, "</h%d>\n", level);
}

void html_paragraph(FILE *f, const char *class_name, const char *text)
{
    if (class_name[0] != '\0')
        fprintf(f, "<p class=\"%s\">", class_name);
    else
        fputs("<p>", f);
    html_text(f, text);
    fputs("</p>\n", f);
}

void html_table(FILE *f, enum message caption, const enum message heads[], int n_words)
{
    /* more than ten columns: small print, and room for the names of the rows */
    int n = 0;

    while (heads[n] != N_MESSAGES)
        n++;
    if (n > 10 && n_words >= 4)
        fputs("<table class=\"sites\">\n<caption>", f);
    else /* few rows: not to be parted */
        fputs(n_words <= 2 ? "<table class=\"keep\">\n<caption>" : "<table>\n<caption>", f);
    html_text(f, messages_text(caption));
    fputs("</caption>\n<thead><tr>", f);
    for (int k = 0; heads[k] != N_MESSAGES; k++) {
        fputs(k < n_words ? "<th scope=\"col\">" : "<th scope=\"col\" class=\"n\">", f);
        html_text(f, messages_text(heads[k]));
        fputs("</th>", f);
    }
    fputs("</tr></thead>\n<tbody>\n", f);
}

void html_table_end(FILE *f)
{
    fputs("</tbody>\n</table>\n", f);
}

void html_row(FILE *f)
{
    fputs("<tr>", f);
}

void html_row_end(FILE *f)
{
    fputs("</tr>\n", f);
}

void html_head_cell(FILE *f, const char *text)
{
    fputs("<th scope=\"row\">", f);
    html_text(f, text);
    fputs("</th>", f);
}

void html_cell(FILE *f, const char *text)
{
    fputs("<td>", f);
    html_text(f, text);
    fputs("</td>", f);
}

void html_number(FILE *f, double value, int decimals)
{
    char buffer[400];

    fprintf(f, "<td class=\"n\">%s</td>",
            messages_number(buffer, sizeof buffer, value, decimals));
}

void html_share(FILE *f, double share)
{
    char buffer[400];

    fprintf(f, "<td class=\"n\">%s</td>", messages_share(buffer, sizeof buffer, share));
}
