/* report_operation_page.c - the simulated use as a page of its own. */
#include <string.h>

#include "output/map/map_use.h"
#include "output/report/report_operation.h"

static void head(const struct report *r)
{
    const struct scenario *s = r->run->scenario;
    const struct operation *o = use_of(r->run, use_last(r->run));
    const char *title = scenario_title(s, r->h->language);
    char named[800], text[1024], year[16], seed[16], hash[16];

    if (s->study.made_up && !strstr(title, messages_text(r->h->language, MSG_MADE_UP)))
        messages_fill(named, sizeof named, r->h->language, MSG_MAP_MADE_UP_TITLE, title, NULL);
    else
        snprintf(named, sizeof named, "%s", title);
    html_begin(
        r->h, messages_fill(text, sizeof text, r->h->language, MSG_SIM_PAGE_TITLE, named, NULL),
        "");
    snprintf(seed, sizeof seed, "%d", s->study.seed);
    snprintf(hash, sizeof hash, "%.12s", s->hash);
    html_say(r->h, "sub", MSG_SIM_PAGE_SUB, s->head.name, report_operation_year(r, o, year),
             seed, hash, NULL);
    report_cautions(r);
}

enum err report_operation_maps(const struct report *r, struct error *err)
{
    char title[1024];

    for (enum service v = FAST; v < N_SERVICES; v++) {
        if (!map_use_wanted(r->run, v)) continue;
        messages_fill(title, sizeof title, r->h->language, MSG_MAP_USE_TITLE,
                      scenario_title(r->run->scenario, r->h->language),
                      report_operation_service(r, v), NULL);
        TRY(report_embed(r, v == FAST ? KEPT_USE_FAST : KEPT_USE_SLOW,
                         v == FAST ? MSG_SIM_MAP_FAST : MSG_SIM_MAP_SLOW, title, err));
    }
    return ERR_OK;
}

enum err report_operation_write_maps(const struct run *run, struct map_kept *maps, FILE *stream,
                                     struct error *err)
{
    struct digest *digest = NULL;
    enum language language = scenario_language(run->scenario);
    struct html page = {stream, language,
                        messages_currency(language, run->scenario->study.currency)};
    struct report r = {&page, run, NULL, digest_last(run), run->network[0], maps};
    enum err code;

    TRY(digest_create(&digest, run, err));
    r.digest = digest;
    head(&r);
    code = report_operation(&r, err);
    if (code == ERR_OK) code = report_operation_maps(&r, err);
    if (code == ERR_OK) {
        report_annex(&r);
        html_end(&page);
    }
    digest_free(digest);
    return code;
}

enum err report_operation_write(const struct run *run, FILE *stream, struct error *err)
{
    struct map_kept maps = {0};
    enum err code = report_operation_write_maps(run, &maps, stream, err);

    map_kept_clear(&maps);
    return code;
}
