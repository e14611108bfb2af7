/* report_head.c - the page's style, title and cautions, and the network by year. */
#include <math.h>
#include <string.h>

#include "output/html.h"
#include "output/report.h"
#include "output/solved.h"

static const char style[] =
    "@page{size:A4;margin:16mm 15mm}"
    "@page map{size:A4 landscape;margin:9mm 10mm}" /* the map is a sheet of its own */
    "@page tallmap{size:A4;margin:9mm 10mm}"
    "html{font:10.5pt/1.45 \"Noto Sans\",\"Noto Sans CJK SC\",\"Segoe UI\",Arial,sans-serif;"
    "color:#1a1a1a;background:#fff}"
    "body{margin:0 auto;padding:1.2em;max-width:62em}"
    "h1{font-size:20pt;line-height:1.2;margin:0 0 .2em}"
    "h2{font-size:14pt;margin:1.3em 0 .35em;padding-bottom:.15em;border-bottom:1.5pt solid "
    "#2f6796;"
    "break-after:avoid}"
    "h3{font-size:11.5pt;margin:1.2em 0 .3em;break-after:avoid}"
    "p{margin:.4em 0;max-width:52em;orphans:3;widows:3}"
    ".sub,.note{color:#555}.note{font-size:9pt}"
    ".mark,.key{max-width:none}.mark{border-left:3pt solid #d55e00;padding:.2em "
    ".8em;background:#fdf3ec}"
    ".key{border-left:3pt solid #2f6796;padding:.2em .8em;background:#eef4f8}"
    "table{border-collapse:collapse;width:100%;margin:.5em 0 1em;font-size:8.8pt;"
    "font-variant-numeric:tabular-nums}"
    "caption{text-align:left;font-weight:600;padding:.2em 0;break-after:avoid}"
    "thead{display:table-header-group}thead,thead tr{break-after:avoid}"
    "tr,.keep,tbody.keep{break-inside:avoid}"
    "th,td{padding:.22em .45em;text-align:left;vertical-align:top;"
    "border-bottom:.5pt solid #ccd2d8}"
    "thead th{border-bottom:1pt solid #555;vertical-align:bottom;font-weight:600}"
    "tbody th{font-weight:500}"
    "td.n,th.n{text-align:right}td.n,td.w{white-space:nowrap}"
    "tbody th{min-width:4em}table.sites tbody th{min-width:9em}table.sites{font-size:7.8pt}"
    "td.id{overflow-wrap:anywhere}"
    "tr.sum th,tr.sum td{border-top:1pt solid #555;font-weight:600}"
    ".bad{color:#a33c00;font-weight:600}.good{color:#00573c;font-weight:600}"
    ".some{color:#6b4e00;font-weight:600}"
    "figure{margin:.5em 0;break-inside:avoid}"
    "figure img{width:100%;height:auto;max-height:235mm;object-fit:contain;"
    "object-position:left top}"
    "svg{width:100%;max-width:44em;height:auto;break-inside:avoid}"
    "svg text{font:11px \"Noto Sans\",\"Noto Sans CJK SC\",Arial,sans-serif;fill:#1a1a1a}"
    "code,pre{font:8.3pt/1.4 \"Noto Sans Mono\",\"DejaVu Sans Mono\",monospace}"
    "pre{white-space:pre-wrap;overflow-wrap:anywhere;background:#f4f6f8;padding:.8em}"
    "td code{overflow-wrap:anywhere}"
    "ul.key{padding-left:2em}table.sites .note{font-size:inherit}"
    ".rules thead th:nth-child(1){width:23%}.rules thead th:nth-child(5){width:9%}"
    ".rules thead th:nth-child(6){width:20%}.rules thead th:nth-child(7){width:18%}"
    ".rules td .note{font-weight:400;font-size:inherit}"
    ":lang(zh) thead th,:lang(zh) table.sites td,:lang(zh) .rules td[rowspan]"
    "{word-break:keep-all}"
    ":lang(zh) .rules thead th:nth-child(6){min-width:6.5em}"
    "@media print{body{padding:0;max-width:none}"
    ".map{page:map;break-before:page;break-after:page}.map.tall{page:tallmap}"
    ".map h2{margin:0;border:0;font-size:11pt}.map figure{margin:0}"
    ".map img{max-height:174mm;object-position:center top}.map.tall img{max-height:260mm}}";

static void list_years(const struct report *r, char *text, size_t size)
{
    const struct run *run = r->run;
    size_t length = 0;

    text[0] = '\0';
    for (int k = 0; k < run->n_networks && length < size; k++)
        length += (size_t)snprintf(text + length, size - length, "%s%d",
                                   k > 0 ? messages_text(r->h->language, MSG_LIST_COMMA) : "",
                                   digest_year(run, run->network[k]));
}

static void no_plan(const struct report *r, const struct phase *p)
{
    char year[16], standing[64];

    if (solved_has_plan(p)) return;
    snprintf(year, sizeof year, "%d", solved_year(r->run, p));
    solved_standing(r->h->language, r->run, p, standing, sizeof standing);
    html_say(r->h, "mark", p->status == PLAN_INFEASIBLE ? MSG_REP_INFEASIBLE : MSG_REP_UNKNOWN,
             year, solved_reason(r->h->language, p), standing, NULL);
}

static void cautions(const struct report *r)
{
    char share[80];

    if (r->run->scenario->study.made_up) html_say(r->h, "mark", MSG_REP_MADE_UP, NULL);
    if (r->run->scenario->report.network_sample_share < 1) {
        messages_part(share, sizeof share, r->h->language,
                      r->run->scenario->report.network_sample_share,
                      r->run->scenario->report.network_sample_at_most);
        html_say(r->h, "mark", MSG_REP_SAMPLE, share, NULL);
    }
    for (int k = 0; k < r->run->n_phases; k++)
        no_plan(r, &r->run->phase[k]);
}

void report_head(const struct report *r)
{
    const struct scenario *s = r->run->scenario;
    const char *title = scenario_title(s, r->h->language);
    char text[1024], years[256], seed[16], hash[16];

    if (s->study.made_up && !strstr(title, messages_text(r->h->language, MSG_MADE_UP)))
        messages_fill(text, sizeof text, r->h->language, MSG_MAP_MADE_UP_TITLE, title, NULL);
    else
        snprintf(text, sizeof text, "%s", title);
    fprintf(r->h->stream,
            "<!DOCTYPE html>\n<html lang=\"%s\">\n<head>\n<meta charset=\"utf-8\">\n<meta "
            "name=\"viewport\" content=\"width=device-width,initial-scale=1\">\n<title>",
            messages_text(r->h->language, MSG_HTML_LANGUAGE));
    html_text(r->h, text);
    fprintf(r->h->stream, "</title>\n<style>%s</style>\n</head>\n<body>\n<main>\n<h1>", style);
    html_text(r->h, text);
    html_raw(r->h, "</h1>\n");
    list_years(r, years, sizeof years);
    snprintf(seed, sizeof seed, "%d", s->study.seed);
    snprintf(hash, sizeof hash, "%.12s", s->hash);
    html_say(r->h, "sub", MSG_REP_SUBTITLE, s->head.name, years, s->placement.model, seed, hash,
             NULL);
    cautions(r);
}

void report_present(const struct report *r)
{
    static const enum message heads[] = {
        MSG_REP_YEAR,      MSG_REP_STATIONS, MSG_REP_DISPERSED,   MSG_REP_CHARGERS,
        MSG_REP_OUTLETS,   MSG_REP_BAYS,     MSG_REP_KW,          MSG_REP_FAST_SERVED,
        MSG_REP_FAST_FULL, MSG_REP_FAST_OUT, MSG_REP_SLOW_SERVED, MSG_REP_SLOW_FULL,
        MSG_REP_SLOW_OUT,  N_MESSAGES};
    char text[32];

    html_heading(r->h, 2, MSG_REP_PRESENT);
    html_table(r->h, MSG_REP_STATE_CAPTION, heads, 1);
    for (int k = 0; k < r->run->n_networks; k++) {
        const struct network *n = r->run->network[k];
        struct tally t = digest_tally(r->run, r->digest, n, TALLY_ALL, -1);

        html_row(r->h);
        snprintf(text, sizeof text, "%d", digest_year(r->run, n));
        html_head_cell(r->h, text);
        html_number(r->h, t.stations, 0);
        html_number(r->h, t.dispersed_sites, 0);
        html_number(r->h, t.chargers, 0);
        html_number(r->h, t.outlets, 0);
        html_number(r->h, t.bays, 0);
        html_number(r->h, t.kw, 0);
        report_energy_shares(r, n, -1);
        html_row_end(r->h);
    }
    html_table_end(r->h);
    snprintf(text, sizeof text, "%d", r->run->scenario->sizing.station_min);
    html_say(r->h, "note", MSG_REP_STATION_IS, text, NULL);
}
