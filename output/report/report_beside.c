/* report_beside.c - figures of the plans set beside those of the scenario, never judged. */
#include <math.h>
#include <string.h>

#include "output/fact_words.h"
#include "output/report/html.h"
#include "output/report/report.h"

/* "G15-NEED-PUBCH + G15-NEED-OWN" */
static void list_ids(const struct texts *facts, char *text, size_t size)
{
    text[0] = '\0';
    for (int k = 0; k < facts->n; k++) {
        size_t length = strlen(text);

        snprintf(text + length, size - length, "%s%s", k > 0 ? " + " : "", facts->text[k]);
    }
}

static void fact_cell(const struct report *r, const struct fact *fact)
{
    char text[1024];

    html_raw(r->h, "<th scope=\"row\"><code>");
    html_text(r->h, fact->id);
    html_raw(r->h, "</code><br>");
    html_text(r->h, fact_clause(text, sizeof text, r->h->language, fact));
    html_raw(r->h, "</th>");
}

/* "Shandong, 2020: chargers of all kinds; the text does not say public", or the scenario's
 * own words for it. */
static const char *counts(const struct report *r, const struct beside *b, char *text,
                          size_t size)
{
    const struct beside_request *request = &r->run->scenario->beside[b->request];
    const char *own = scenario_words(r->h->language, request->counts_en, request->counts_zh);
    char year[16];

    if (own != NULL) return own;
    snprintf(year, sizeof year, "%d", b->fact->year);
    return messages_fill(text, size, r->h->language,
                         b->fact->year > 0 ? MSG_BES_COUNTS_YEAR : MSG_BES_COUNTS_ALWAYS,
                         fact_scope(r->h->language, b->fact),
                         fact_meaning(r->h->language, b->fact), year, NULL);
}

/* "500,000 / 4,800,000 = 10.4 %, so about 36,458", with what is divided by what. */
static void split_cell(const struct report *r, const struct beside *b)
{
    const struct beside_request *request = &r->run->scenario->beside[b->request];
    char text[1024], part[32], whole[32], share[32], like[32], parts[256], wholes[256];

    if (isnan(b->like)) {
        html_cell(r->h, messages_text(r->h->language, MSG_BES_NO_SPLIT));
        return;
    }
    messages_number(part, sizeof part, r->h->language, b->part, 0);
    messages_number(whole, sizeof whole, r->h->language, b->whole, 0);
    messages_share(share, sizeof share, r->h->language, b->part / b->whole);
    messages_number(like, sizeof like, r->h->language, b->like, 0);
    list_ids(&request->share_part, parts, sizeof parts);
    list_ids(&request->share_whole, wholes, sizeof wholes);
    html_raw(r->h, "<td>");
    html_text(r->h, messages_fill(text, sizeof text, r->h->language, MSG_BES_SPLIT_IS, part,
                                  whole, share, like, NULL));
    html_raw(r->h, "<span class=\"note\">");
    html_text(r->h, messages_fill(text, sizeof text, r->h->language, MSG_BES_SPLIT_BY, parts,
                                  wholes, NULL));
    html_raw(r->h, "</span></td>");
}

/* "public chargers that the rules ask for in 2020" */
static const char *ours_name(const struct report *r, const struct beside *b, char *text,
                             size_t size)
{
    static const enum message figure[N_BESIDE_FIGURES] = {
        MSG_BES_EV_STOCK, MSG_BES_CHARGERS_REQUIRED, MSG_BES_STATIONS_REQUIRED,
        MSG_BES_CHARGERS, MSG_BES_STATIONS};
    char year[16];

    snprintf(year, sizeof year, "%d", r->run->scenario->study.years.year[b->year_index]);
    return messages_fill(text, size, r->h->language,
                         figure[r->run->scenario->beside[b->request].set_beside], year, NULL);
}

static void ours_cell(const struct report *r, const struct beside *b)
{
    char text[512], ours[32], sum[32];

    messages_number(ours, sizeof ours, r->h->language, b->ours, 0);
    messages_number(sum, sizeof sum, r->h->language, b->ours_added_up, 0);
    html_raw(r->h, "<td><b>");
    html_text(r->h, ours);
    html_raw(r->h, "</b> ");
    html_text(r->h, ours_name(r, b, text, sizeof text));
    if (!isnan(b->ours_added_up) && r->run->city->n_districts > 1) {
        html_raw(r->h, "<span class=\"note\">");
        html_text(r->h, messages_fill(text, sizeof text, r->h->language, MSG_BES_ADDED_UP, sum,
                                      NULL));
        html_raw(r->h, "</span>");
    }
    html_raw(r->h, "</td>");
}

static void row(const struct report *r, const struct beside *b)
{
    char text[1024];

    html_row(r->h);
    fact_cell(r, b->fact);
    html_cell(r->h, counts(r, b, text, sizeof text));
    html_number(r->h, b->fact->value, 0);
    split_cell(r, b);
    ours_cell(r, b);
    html_row_end(r->h);
}

static void reasons(const struct report *r)
{
    char text[2048];
    bool any = false;

    for (int k = 0; k < r->run->besides->n; k++) {
        const struct beside *b = &r->run->besides->item[k];
        const struct beside_request *request = &r->run->scenario->beside[b->request];
        const char *because =
            scenario_words(r->h->language, request->because_en, request->because_zh);

        if (because == NULL) continue;
        if (!any) html_heading(r->h, 3, MSG_BES_WHY);
        html_raw(r->h, any ? "<li>" : "<ul>\n<li>");
        any = true;
        html_text(r->h, messages_fill(text, sizeof text, r->h->language, MSG_BES_BECAUSE,
                                      b->fact->id, because, NULL));
        html_raw(r->h, "</li>\n");
    }
    if (any) html_raw(r->h, "</ul>\n");
}

/* "350,000", 350,000个: Chinese counts with the unit. */
static void amount(const struct report *r, const struct beside *b, double n, char *text,
                   size_t size)
{
    char number[32];

    messages_number(number, sizeof number, r->h->language, n, 0);
    snprintf(text, size, "%s%s", number,
             r->h->language == LANGUAGE_ZH ? fact_unit(LANGUAGE_ZH, b->fact->unit) : "");
}

/* "SD16-CH, 350,000 (...), cannot be compared with 43,485 public chargers ..." */
static void summary_item(const struct report *r, const struct beside *b)
{
    char text[2048], what[1024], name[512], value[64], ours[64], like[64];

    amount(r, b, b->fact->value, value, sizeof value);
    amount(r, b, b->ours, ours, sizeof ours);
    amount(r, b, b->like, like, sizeof like);
    html_raw(r->h, "<li>");
    html_text(r->h, messages_fill(text, sizeof text, r->h->language,
                                  isnan(b->like) ? MSG_BES_SUM_BARE : MSG_BES_SUM_SPLIT,
                                  b->fact->id, value, counts(r, b, what, sizeof what), ours,
                                  ours_name(r, b, name, sizeof name), like, NULL));
    html_raw(r->h, "</li>\n");
}

void report_beside_summary(const struct report *r)
{
    bool any = false;

    for (int k = 0; r->run->besides != NULL && k < r->run->besides->n; k++) {
        if (isnan(r->run->besides->item[k].ours)) continue;
        if (!any) {
            html_say(r->h, "key", MSG_BES_SUM, NULL);
            html_raw(r->h, "<ul class=\"key\">\n");
        }
        any = true;
        summary_item(r, &r->run->besides->item[k]);
    }
    if (any) html_raw(r->h, "</ul>\n");
}

void report_beside(const struct report *r)
{
    static const enum message heads[] = {MSG_BES_FIGURE, MSG_BES_COUNTS, MSG_BES_VALUE,
                                         MSG_BES_SPLIT,  MSG_BES_OURS,   N_MESSAGES};

    if (r->run->besides == NULL || r->run->besides->n == 0) return;
    html_heading(r->h, 2, MSG_BES_TITLE);
    html_say(r->h, "", MSG_BES_INTRO, NULL);
    html_raw(r->h, "<div class=\"keep\">\n");
    html_table(r->h, MSG_BES_CAPTION, heads, HTML_WORDS);
    for (int k = 0; k < r->run->besides->n; k++)
        row(r, &r->run->besides->item[k]);
    html_table_end(r->h);
    html_raw(r->h, "</div>\n");
    reasons(r);
}
