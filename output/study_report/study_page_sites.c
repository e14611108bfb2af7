/* study_page_sites.c - how often each site is chosen: the map, and the sites without regret. */
#include <stdlib.h>
#include <string.h>

#include "output/study_report/study_map.h"
#include "output/study_report/study_page.h"
#include "output/study_report/study_words.h"

enum { LISTED_MAX = 60 };

static enum err map(const struct study_page *p, struct error *err)
{
    char *bytes = NULL, text[700];
    size_t n = 0;
    FILE *memory = open_memstream(&bytes, &n);
    enum err code;

    if (memory == NULL) return error_nomem(err, "the map of the study");
    code = study_map_write(p->d, p->h->language, memory, err);
    if (fclose(memory) != 0 && code == ERR_OK) code = error_nomem(err, "the map of the study");
    if (code == ERR_OK) {
        html_raw(p->h, "<figure><img alt=\"");
        html_text(p->h, messages_fill(text, sizeof text, p->h->language, MSG_STU_MAP_TITLE,
                                      p->d->title[p->h->language], NULL));
        html_raw(p->h, "\" src=\"data:image/png;base64,");
        html_base64(p->h, (const unsigned char *)bytes, n);
        html_raw(p->h, "\"></figure>\n");
    }
    free(bytes);
    return code;
}

/* ---- the list ---- */

static int oftener(const void *a, const void *b)
{
    const struct study_site *const *x = a, *const *y = b;

    if ((*x)->n_chosen != (*y)->n_chosen) return (*y)->n_chosen - (*x)->n_chosen;
    return strcmp((*x)->id, (*y)->id);
}

static void list_row(const struct study_page *p, const struct study_site *s)
{
    enum message why = s->required                   ? MSG_STU_REQUIRED
                       : s->n_chosen == p->d->n_used ? MSG_STU_IN_ALL
                                                     : MSG_STU_IN_MOST;

    html_row(p->h);
    html_head_cell(p->h, s->name);
    html_raw(p->h, "<td class=\"id\">");
    html_text(p->h, s->id);
    html_raw(p->h, "</td>");
    html_cell(p->h, messages_text(p->h->language, why));
    html_number(p->h, s->n_chosen, 0);
    html_share(p->h, (double)s->n_chosen / p->d->n_used);
    html_row_end(p->h);
}

static enum err list(const struct study_page *p, struct error *err)
{
    static const enum message heads[] = {MSG_REP_SITE,  MSG_REP_ID,    MSG_STU_NO_REGRET,
                                         MSG_STU_CASES, MSG_STU_SHARE, N_MESSAGES};
    const struct study_site **sure =
        malloc(((size_t)p->d->n_sites + 1) * sizeof(const struct study_site *));
    char number[64];
    int n = 0;

    if (sure == NULL) return error_nomem(err, "the page of the study");
    for (int k = 0; k < p->d->n_sites; k++)
        if (p->d->site[k].n_chosen > 0 && study_map_class(p->d, &p->d->site[k]) == 0)
            sure[n++] = &p->d->site[k];
    if (n > 0) {
        qsort(sure, (size_t)n, sizeof *sure, oftener);
        html_table(p->h, MSG_STU_SURE_CAPTION, heads, 3);
        for (int k = 0; k < n && k < LISTED_MAX; k++)
            list_row(p, sure[k]);
        html_table_end(p->h);
        if (n > LISTED_MAX)
            html_say(p->h, "note", MSG_STU_MORE_SITES,
                     messages_number(number, sizeof number, p->h->language, n - LISTED_MAX, 0),
                     NULL);
    } else {
        html_say(p->h, "", MSG_STU_NO_SURE, NULL);
    }
    free(sure);
    return ERR_OK;
}

static void counts(const struct study_page *p)
{
    enum language l = p->h->language;
    int n_possible = 0, n_never = 0, n_sure = 0, n_elsewhere = 0;
    char possible[64], never[64], sure[64], used[64];

    for (int k = 0; k < p->d->n_sites; k++) {
        const struct study_site *s = &p->d->site[k];

        n_elsewhere += !s->placed;
        if (s->existing || s->forbidden) continue;
        n_possible++;
        n_never += s->n_chosen == 0;
        n_sure += s->n_chosen > 0 && study_map_class(p->d, s) == 0;
    }
    html_say(p->h, "", MSG_STU_SITES_ARE,
             messages_number(possible, sizeof possible, l, n_possible, 0),
             messages_number(sure, sizeof sure, l, n_sure, 0),
             messages_number(never, sizeof never, l, n_never, 0),
             messages_number(used, sizeof used, l, p->d->n_used, 0), NULL);
    if (p->d->n_cities > 1)
        html_say(p->h, "note", MSG_STU_SEVERAL_CITIES,
                 messages_number(possible, sizeof possible, l, p->d->n_cities, 0),
                 messages_number(never, sizeof never, l, n_elsewhere, 0), NULL);
}

enum err study_page_sites(const struct study_page *p, struct error *err)
{
    bool any = false;

    for (int k = 0; k < p->d->n_sites; k++)
        any = any || p->d->site[k].n_chosen > 0;
    if (!any || p->d->n_used == 0) return ERR_OK;
    html_raw(p->h, "<section class=\"map\">\n");
    html_heading(p->h, 2, MSG_STU_SITES);
    if (study_map_wanted(p->d)) TRY(map(p, err));
    html_raw(p->h, "</section>\n");
    counts(p);
    return list(p, err);
}
