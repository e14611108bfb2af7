/* report_bridge.c - EVs over public chargers, and what each of them then has to deliver. */
#include <math.h>
#include <string.h>

#include "output/report/html.h"
#include "output/report/report.h"

static void ratio_table(const struct report *r)
{
    static const enum message heads[] = {
        MSG_REP_YEAR,           MSG_REP_EVS,       MSG_REP_PUBLIC_CHARGERS,
        MSG_REP_EV_PER_CHARGER, MSG_REP_KW_PER_EV, MSG_REP_KWH_PER_CHARGER,
        MSG_REP_UTILISATION,    N_MESSAGES};
    char text[64], ratio[32];

    html_table(r->h, MSG_REP_RATIO_CAPTION, heads, 1);
    for (int k = 0; k < r->run->n_networks; k++) {
        const struct network *n = r->run->network[k];
        struct supply_count count = supply_count(r->run->scenario, r->run->city, n);
        struct use use = digest_use(r->run, n);
        double evs = r->run->demand->totals[n->year_index].vehicles;
        double chargers = count.public_chargers > 0 ? 1.0 * count.public_chargers : (double)NAN;
        double served = digest_energy(r->run, n, FAST, -1).served +
                        digest_energy(r->run, n, SLOW, -1).served;

        html_row(r->h);
        snprintf(text, sizeof text, "%d", digest_year(r->run, n));
        html_head_cell(r->h, text);
        html_number(r->h, evs, 0);
        html_number(r->h, count.public_chargers, 0);
        messages_number(ratio, sizeof ratio, r->h->language, evs / chargers, 1);
        if (isfinite(evs / chargers))
            messages_fill(text, sizeof text, r->h->language, MSG_SAY_RATIO, ratio, NULL);
        else
            snprintf(text, sizeof text, "%s", ratio);
        fprintf(r->h->stream, "<td class=\"n\">%s</td>", text);
        html_number(r->h, use.kw_per_ev, 2);
        html_number(r->h, served / chargers, 1);
        html_share(r->h, use.utilisation);
        html_row_end(r->h);
    }
    html_table_end(r->h);
    html_say(r->h, "note", MSG_REP_RATIO_IS, NULL);
}

/* ---- the bridge ---- */

static bool is_last(const struct report *r, int y)
{
    return y == r->run->fleet->n_years - 1;
}

/* "7:1 (rule)" */
static void ratio_cell(const struct report *r, const struct bridge_ratio *ratio,
                       double ev_per_charger)
{
    char number[32], text[64];

    messages_number(number, sizeof number, r->h->language, ev_per_charger,
                    ev_per_charger == floor(ev_per_charger) ? 0 : 1);
    if (isfinite(ev_per_charger))
        messages_fill(text, sizeof text, r->h->language, MSG_SAY_RATIO, number, NULL);
    else
        snprintf(text, sizeof text, "%s", number);
    fprintf(r->h->stream, "<td class=\"w\">%s", text);
    html_raw(r->h, " <span class=\"note\">");
    html_text(r->h, messages_text(r->h->language, MSG_BRIDGE_FROM_RULE + ratio->source));
    html_raw(r->h, "</span></td>");
}

static void bridge_row(const struct report *r, const struct bridge *b,
                       const struct bridge_row *row)
{
    char year[16];

    html_raw(r->h, row->class_index < 0 ? "<tr class=\"sum\">" : "<tr>");
    snprintf(year, sizeof year, "%d", r->run->fleet->years[row->year_index]);
    html_head_cell(r->h, row->class_index < 0
                             ? messages_text(r->h->language, MSG_BRIDGE_ALL + row->count)
                             : scenario_class_title(&r->run->scenario->fleet[row->class_index],
                                                    r->h->language));
    html_cell(r->h, year);
    ratio_cell(r, &b->ratio[row->ratio], row->ev_per_charger);
    html_number(r->h, row->vehicles, 0);
    html_share(r->h, row->kwh_share);
    html_number(r->h, row->kwh_per_charger, 1);
    html_share(r->h, row->use_slow);
    html_share(r->h, row->use_mix);
    html_number(r->h, row->kw_per_ev_slow, 2);
    html_number(r->h, row->kw_per_ev_mix, 2);
    html_row_end(r->h);
}

/* Classes that the third count leaves out in the last year, joined by commas. Returns how many.
 */
static int left_out(const struct report *r, char *text, size_t size)
{
    int n = 0, y = r->run->fleet->n_years - 1;

    text[0] = '\0';
    for (int c = 0; c < r->run->fleet->n_classes; c++) {
        size_t length = strlen(text);

        if (r->run->fleet->visitor[c] ||
            bridge_counts(r->run->fleet, r->run->demand, BRIDGE_NO_DEPOT, c, y))
            continue;
        snprintf(text + length, size - length, "%s%s",
                 n++ > 0 ? messages_text(r->h->language, MSG_LIST_COMMA) : "",
                 scenario_class_title(&r->run->scenario->fleet[c], r->h->language));
    }
    if (n == 0) snprintf(text, size, "%s", messages_text(r->h->language, MSG_BRIDGE_NONE));
    return n;
}

static void bridge_note(const struct report *r, const struct bridge *b, const char *without)
{
    int last = r->run->fleet->n_years - 1;
    char year[16], number[32], kw[64];

    snprintf(year, sizeof year, "%d", r->run->fleet->years[last]);
    messages_number(number, sizeof number, r->h->language, b->mix_kw[last], 1);
    if (isfinite(b->mix_kw[last]))
        messages_fill(kw, sizeof kw, r->h->language, MSG_BRIDGE_KW, number, NULL);
    else
        messages_fill(kw, sizeof kw, r->h->language, MSG_BRIDGE_NO_KW, NULL);
    html_say(r->h, "note", MSG_BRIDGE_NOTE, without, kw, year, NULL);
}

/* Every year for all EVs, the other counts and the classes in the last one. Where no class is
 * left out the third count is the first one again; what is reached is reached by all classes
 * together. */
static bool is_shown(const struct report *r, const struct bridge *b,
                     const struct bridge_row *row, bool left_out)
{
    bool whole = row->class_index < 0;

    if (row->count == BRIDGE_NO_DEPOT && !left_out) return false;
    if (!whole && b->ratio[row->ratio].source == BRIDGE_REACHED) return false;
    return is_last(r, row->year_index) || (whole && row->count == BRIDGE_ALL);
}

static enum err bridge_table(const struct report *r, struct error *err)
{
    static const enum message heads[] = {MSG_BRIDGE_COUNTED,
                                         MSG_REP_YEAR,
                                         MSG_BRIDGE_RATIO,
                                         MSG_REP_EVS,
                                         MSG_CLASSES_OF_PUBLIC,
                                         MSG_REP_KWH_PER_CHARGER,
                                         MSG_BRIDGE_USE_SLOW,
                                         MSG_BRIDGE_USE_MIX,
                                         MSG_BRIDGE_KW_SLOW,
                                         MSG_BRIDGE_KW_MIX,
                                         N_MESSAGES};
    struct bridge *b = NULL;
    char without[512];
    int n_without = left_out(r, without, sizeof without);

    TRY(digest_bridge(&b, r->run, err));
    html_table(r->h, MSG_BRIDGE_CAPTION, heads, 3);
    for (int k = 0; k < b->n_rows; k++)
        if (is_shown(r, b, &b->row[k], n_without > 0)) bridge_row(r, b, &b->row[k]);
    html_table_end(r->h);
    bridge_note(r, b, without);
    bridge_free(b);
    return ERR_OK;
}

enum err report_bridge(const struct report *r, struct error *err)
{
    html_heading(r->h, 3, MSG_REP_RATIO_VIEW);
    if (report_has_sites(r)) ratio_table(r);
    return bridge_table(r, err);
}
