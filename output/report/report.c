/* report.c - see report.h. */
#include "output/report/report.h"

#include <math.h>
#include <stdlib.h>

#include "output/map/map_asked.h"
#include "output/report/html.h"
#include "output/writers/writer.h"

/* A picture that is higher than wide, by the first chunk of its PNG (width and height from byte
 * 16 on, highest byte first). */
static bool is_tall(const unsigned char png[])
{
    for (int k = 16; k < 20; k++)
        if (png[k] != png[k + 4]) return png[k] < png[k + 4];
    return false;
}

/* A picture in memory becomes a part of the page. */
static void embed(const struct report *r, const char *bytes, size_t n, enum message heading,
                  const char *alt)
{
    fprintf(r->h->stream, "<section class=\"map%s\">\n",
            is_tall((const unsigned char *)bytes) ? " tall" : "");
    html_heading(r->h, 2, heading);
    html_raw(r->h, "<figure><img alt=\"");
    html_text(r->h, alt);
    fputs("\" src=\"data:image/png;base64,", r->h->stream);
    html_base64(r->h, (const unsigned char *)bytes, n);
    html_raw(r->h, "\"></figure>\n</section>\n");
}

enum err report_embed(const struct report *r, enum map_kept_kind kind, enum message heading,
                      const char *alt, struct error *err)
{
    TRY(map_kept_draw(r->maps, r->run, kind, err));
    embed(r, r->maps->bytes[kind], r->maps->n[kind], heading, alt);
    return ERR_OK;
}

/* Closes what a map was written into; on failure there are no bytes. */
static enum err close_map(FILE *memory, enum err code, char **bytes, struct error *err)
{
    if (fclose(memory) != 0 && code == ERR_OK) code = error_nomem(err, "the map of the report");
    if (code == ERR_OK) return ERR_OK;
    free(*bytes);
    *bytes = NULL;
    return code;
}

/* The map of a service as a picture inside the page. */
static enum err coverage_map(const struct report *r, enum service service, struct error *err)
{
    struct energy e = digest_energy(r->run, r->last, service, -1);
    static const enum message alt[] = {[ACCESS_BY_STRAIGHT] = MSG_REP_MAP_ALT,
                                       [ACCESS_BY_ROAD] = MSG_REP_MAP_ALT_STREETS,
                                       [ACCESS_BY_MATRIX] = MSG_REP_MAP_ALT_MATRIX};
    enum message word = service == FAST ? MSG_MAP_FAST : MSG_MAP_SLOW;
    char text[1024], year[16], sites[64], fresh[64], share[32];
    int n_today = 0, n_new = 0;

    for (int s = 0; s < r->run->city->n_sites; s++) {
        n_new += digest_is_new(r->last, s);
        n_today += r->last->open[s] && !digest_is_new(r->last, s);
    }
    snprintf(year, sizeof year, "%d", digest_year(r->run, r->last));
    messages_plural(sites, sizeof sites, r->h->language, n_today, MSG_ONE_SITE);
    messages_plural(fresh, sizeof fresh, r->h->language, n_new, MSG_ONE_NEW_SITE);
    messages_share(share, sizeof share, r->h->language, e.demand > 0 ? e.served / e.demand : 1);
    messages_fill(text, sizeof text, r->h->language,
                  alt[scenario_access_by(r->run->scenario, service)],
                  scenario_title(r->run->scenario, r->h->language), year, sites, fresh, share,
                  messages_text(r->h->language, word), NULL);
    return report_embed(r, service == FAST ? KEPT_FAST : KEPT_SLOW,
                        service == FAST ? MSG_REP_MAP_FAST : MSG_REP_MAP_SLOW, text, err);
}

/* The map of what the rules ask for, where that is all that is known. */
static enum err asked_map(const struct report *r, struct error *err)
{
    char *bytes = NULL, text[1024], year[16];
    size_t n = 0;
    FILE *memory;

    if (!map_asked_wanted(r->run)) return ERR_OK;
    memory = open_memstream(&bytes, &n);
    if (!memory) return error_nomem(err, "the map of the report");
    TRY(close_map(memory, map_asked_write(r->run, memory, err), &bytes, err));
    snprintf(year, sizeof year, "%d", digest_year(r->run, r->last));
    messages_fill(text, sizeof text, r->h->language, MSG_ASKED_SUBTITLE, year, NULL);
    embed(r, bytes, n, MSG_ASKED_MAP, text);
    free(bytes);
    return ERR_OK;
}

/* A city without slow demand and slow chargers needs no map of them. */
static bool has_slow(const struct report *r)
{
    return digest_energy(r->run, r->last, SLOW, -1).demand > 0 ||
           digest_tally(r->run, r->digest, r->last, TALLY_ALL, -1).service_chargers[SLOW] > 0;
}

void report_energy_shares(const struct report *r, const struct network *n, int district)
{
    for (enum service v = FAST; v < N_SERVICES; v++) {
        struct energy e = digest_energy(r->run, n, v, district);
        double all = e.demand > 0 ? e.demand : NAN;

        html_share(r->h, e.served / all);
        html_share(r->h, e.full / all);
        html_share(r->h, e.out / all);
    }
}

bool report_has_sites(const struct report *r)
{
    return r->run->city->n_sites > 0;
}

/* What stands, what is built and how good that is. */
static enum err network_part(const struct report *r, struct error *err)
{
    if (!report_has_sites(r)) return asked_map(r, err);
    report_present(r);
    report_quality(r); /* all this is the first sheet; the maps have theirs */
    TRY(coverage_map(r, FAST, err));
    return has_slow(r) ? coverage_map(r, SLOW, err) : ERR_OK;
}

enum err report_write_maps(const struct run *run, struct map_kept *maps, FILE *stream,
                           struct error *err)
{
    struct digest *digest = NULL;

    TRY(digest_create(&digest, run, err));

    enum language language = scenario_language(run->scenario);
    struct html page = {stream, language,
                        messages_currency(language, run->scenario->study.currency)};
    struct report r = {&page, run, digest, digest_last(run), run->network[0], maps};

    report_head(&r);
    report_summary(&r);

    enum err code = network_part(&r, err);

    if (code == ERR_OK) code = report_demand(&r, err);
    if (code == ERR_OK) {
        report_bands(&r);
        report_ways(&r);
        report_parking(&r);
        if (report_has_sites(&r)) report_supply(&r);
        report_requirement(&r);
        report_beside(&r);
        report_rules(&r);
        if (scenario_builds(run->scenario)) report_money(&r);
        if (report_has_sites(&r)) report_stations(&r);
        report_needs(&r);
        code = report_operation(&r, err);
    }
    if (code == ERR_OK) code = report_operation_maps(&r, err);
    if (code == ERR_OK) {
        report_annex(&r);
        html_end(&page);
    }
    digest_free(digest);
    return code;
}

enum err report_write(const struct run *run, FILE *stream, struct error *err)
{
    struct map_kept maps = {0};
    enum err code = report_write_maps(run, &maps, stream, err);

    map_kept_clear(&maps);
    return code;
}
