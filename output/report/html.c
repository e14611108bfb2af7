/* html.c - see html.h. */
#include "output/report/html.h"

#include "scenarios/text.h"

void html_raw(struct html *h, const char *markup)
{
    fputs(markup, h->stream);
}

void html_text(struct html *h, const char *text)
{
    for (const char *p = text; *p != '\0'; p++) {
        if (text_turn(p) > 0)
            p += text_turn(p) - 1;
        else if (*p == '&')
            fputs("&amp;", h->stream);
        else if (*p == '<')
            fputs("&lt;", h->stream);
        else if (*p == '>')
            fputs("&gt;", h->stream);
        else if (*p == '"')
            fputs("&quot;", h->stream);
        else if (*p == '\'')
            fputs("&#39;", h->stream);
        else if (((unsigned char)*p < 0x20 && *p != '\n' && *p != '\t') || *p == 0x7f)
            fputs("\xef\xbf\xbd", h->stream); /* control characters are not HTML */
        else
            fputc(*p, h->stream);
    }
}

void html_base64(struct html *h, const unsigned char *bytes, size_t n)
{
    static const char digit[] =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

    for (size_t k = 0; k < n; k += 3) {
        unsigned b = (unsigned)bytes[k] << 16;

        if (k + 1 < n) b |= (unsigned)bytes[k + 1] << 8;
        if (k + 2 < n) b |= bytes[k + 2];
        fputc(digit[b >> 18], h->stream);
        fputc(digit[b >> 12 & 63], h->stream);
        fputc(k + 1 < n ? digit[b >> 6 & 63] : '=', h->stream);
        fputc(k + 2 < n ? digit[b & 63] : '=', h->stream);
    }
}

void html_heading(struct html *h, int level, enum message id)
{
    fprintf(h->stream, "<h%d>", level);
    html_text(h, messages_text(h->language, id));
    fprintf(h->stream, "</h%d>\n", level);
}

void html_paragraph(struct html *h, const char *class_name, const char *text)
{
    if (class_name[0] != '\0')
        fprintf(h->stream, "<p class=\"%s\">", class_name);
    else
        fputs("<p>", h->stream);
    html_text(h, text);
    fputs("</p>\n", h->stream);
}

static void open_table(struct html *h, const char *class_name, enum message caption,
                       const enum message heads[], int n_words)
{
    char text[512];

    fprintf(h->stream, "<table%s>\n<caption>", class_name);
    html_text(h, messages_fill(text, sizeof text, h->language, caption, h->currency, NULL));
    fputs("</caption>\n<thead><tr>", h->stream);
    for (int k = 0; heads[k] != N_MESSAGES; k++) {
        fputs(k < n_words ? "<th scope=\"col\">" : "<th scope=\"col\" class=\"n\">", h->stream);
        html_text(h,
                  messages_fill(text, sizeof text, h->language, heads[k], h->currency, NULL));
        fputs("</th>", h->stream);
    }
    fputs("</tr></thead>\n<tbody>\n", h->stream);
}

void html_table(struct html *h, enum message caption, const enum message heads[], int n_words)
{
    /* few rows: not to be parted */
    open_table(h, n_words <= 2 ? " class=\"keep\"" : "", caption, heads, n_words);
}

void html_site_table(struct html *h, enum message caption, const enum message heads[],
                     int n_words)
{
    open_table(h, " class=\"sites\"", caption, heads, n_words);
}

void html_table_end(struct html *h)
{
    fputs("</tbody>\n</table>\n", h->stream);
}

void html_row(struct html *h)
{
    fputs("<tr>", h->stream);
}

void html_row_end(struct html *h)
{
    fputs("</tr>\n", h->stream);
}

void html_head_cell(struct html *h, const char *text)
{
    fputs("<th scope=\"row\">", h->stream);
    html_text(h, text);
    fputs("</th>", h->stream);
}

void html_cell(struct html *h, const char *text)
{
    fputs("<td>", h->stream);
    html_text(h, text);
    fputs("</td>", h->stream);
}

void html_number(struct html *h, double value, int decimals)
{
    char buffer[400];

    fprintf(h->stream, "<td class=\"n\">%s</td>",
            messages_number(buffer, sizeof buffer, h->language, value, decimals));
}

void html_share(struct html *h, double share)
{
    char buffer[400];

    fprintf(h->stream, "<td class=\"n\">%s</td>",
            messages_share(buffer, sizeof buffer, h->language, share));
}

void html_column(struct html *h, enum column_unit unit, double value)
{
    char buffer[400];

    fprintf(h->stream, "<td class=\"n\">%s</td>",
            messages_column(buffer, sizeof buffer, h->language, unit, value));
}
