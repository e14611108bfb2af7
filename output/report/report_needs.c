/* report_needs.c - chargers that every station would need at the percentiles of its load. */
#include <math.h>
#include <stdlib.h>

#include "output/report/report.h"

enum { ROWS_MOST = 40 };

static bool is_shown(const struct report *r, const struct band_station *s)
{
    return r->run->network[s->network] == r->last &&
           (s->built > 0 || s->load.level[N_BAND_LEVELS - 1] > 0);
}

static int by_need(const void *a, const void *b)
{
    const struct band_station *x = *(const struct band_station *const *)a;
    const struct band_station *y = *(const struct band_station *const *)b;

    if (x->enough_share != y->enough_share) return x->enough_share < y->enough_share ? -1 : 1;
    return (x > y) - (x < y); /* in one array */
}

static void row(const struct report *r, const struct band_station *s)
{
    html_row(r->h);
    html_head_cell(r->h, r->run->city->site[s->site].name);
    html_cell(r->h,
              messages_text(r->h->language, s->service == FAST ? MSG_MAP_FAST : MSG_MAP_SLOW));
    for (int k = 0; k < N_BAND_LEVELS; k++) {
        char text[32];

        messages_number(text, sizeof text, r->h->language, s->needed[k], 0);
        fprintf(r->h->stream, "<td class=\"n\">%s%s</td>", text, s->enough_room[k] ? "" : "+");
    }
    html_number(r->h, s->built, 0);
    html_share(r->h, s->enough_share);
    html_row_end(r->h);
}

/* Sites whose every service is enough in nine of ten draws; and those without the room. */
static void sentence(const struct report *r)
{
    const struct bands *b = r->run->bands;
    char year[16], enough[32], sites[64], small[32];
    int n = 0, n_enough = 0, n_small = 0;

    for (int k = 0; k + 1 < b->n_stations; k += N_SERVICES) {
        bool shown = false, fine = true, room = true;

        for (int v = 0; v < N_SERVICES; v++) {
            const struct band_station *s = &b->station[k + v];

            shown = shown || is_shown(r, s);
            fine = fine && s->enough_share >= 0.9;
            room = room && s->enough_room[N_BAND_LEVELS - 1];
        }
        n += shown;
        n_enough += shown && fine;
        n_small += shown && !room;
    }
    snprintf(year, sizeof year, "%d", r->run->fleet->years[r->last->year_index]);
    messages_number(enough, sizeof enough, r->h->language, n_enough, 0);
    messages_number(small, sizeof small, r->h->language, n_small, 0);
    messages_plural(sites, sizeof sites, r->h->language, n, MSG_ONE_SITE);
    html_say(r->h, "", MSG_REP_NEEDS_INTRO, year, enough, sites, small, NULL);
}

void report_needs(const struct report *r)
{
    static const enum message heads[] = {
        MSG_REP_SITE,      MSG_REP_NEEDS_SYSTEM, MSG_REP_BANDS_P10,    MSG_REP_BANDS_P50,
        MSG_REP_BANDS_P90, MSG_REP_NEEDS_BUILT,  MSG_REP_NEEDS_ENOUGH, N_MESSAGES};
    const struct bands *b = r->run->bands;
    const struct band_station **shown;
    char most[32];
    int n = 0;

    if (b == NULL) return;
    shown = calloc((size_t)b->n_stations + 1, sizeof *shown);
    for (int k = 0; k < b->n_stations && shown != NULL; k++)
        if (is_shown(r, &b->station[k])) shown[n++] = &b->station[k];
    if (n > 0) {
        qsort(shown, (size_t)n, sizeof *shown, by_need);
        html_heading(r->h, 2, MSG_REP_NEEDS);
        sentence(r);
        html_site_table(r->h, MSG_REP_NEEDS_TABLE, heads, 2);
        for (int k = 0; k < n && k < ROWS_MOST; k++)
            row(r, shown[k]);
        html_table_end(r->h);
        messages_number(most, sizeof most, r->h->language, ROWS_MOST, 0);
        if (n > ROWS_MOST) html_say(r->h, "note", MSG_REP_NEEDS_MOST, most, NULL);
    }
    free(shown);
}
