/* report_annex.c - what a reviewer checks: assumptions, solver, what was left out, inputs, and
 * the scenario itself. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "output/datum_note.h"
#include "output/field_words.h"
#include "output/report/html.h"
#include "output/report/report.h"
#include "output/report/report_used.h"
#include "output/solved.h"
#include "scenarios/counts.h"
#include "scenarios/schema.h"

enum { NAMED_ZONES = 40, LISTED_SITES = 60 };

/* The field behind "fleet.private.km_per_day": the id in the middle is the user's. */
static const struct field *field_of(const char *path)
{
    for (int k = 0; k < schema_n(); k++) {
        const struct section *section = schema_section(k);
        size_t length = strlen(section->name);
        const char *key = path;

        if (length > 0) {
            if (strncmp(path, section->name, length) != 0 ||
                (path[length] != '.' && path[length] != '['))
                continue;
            key = path + length + 1;
            if (section->count != SECTION_ONE) {
                key = strchr(key, '.');
                if (!key) continue;
                key++;
            }
        }
        if (schema_field(section, key)) return schema_field(section, key);
    }
    return NULL;
}

/* "sites.today.kinds": chargers of several kinds by shares of one column. */
static bool has_shares(const struct scenario *s, const char *path)
{
    for (int layer = 0; layer < s->n_layers; layer++) {
        const struct map_text *kinds = &s->sites[layer].kinds;
        char own[128];

        snprintf(own, sizeof own, "sites.%.100s.kinds", s->sites[layer].id);
        for (int k = 0; k < kinds->n && strcmp(path, own) == 0; k++)
            if (counts_is_share(kinds->value[k])) return true;
    }
    return false;
}

static void assumptions(const struct report *r)
{
    static const enum message heads[] = {MSG_REP_SETTING, MSG_REP_VALUE,  MSG_REP_UNIT,
                                         MSG_REP_FROM,    MSG_REP_SOURCE, N_MESSAGES};
    const struct scenario *s = r->run->scenario;

    html_heading(r->h, 3, MSG_REP_ASSUMED);
    html_table(r->h, MSG_REP_ASSUMED_CAPTION, heads, HTML_WORDS);
    for (int k = 0; k < s->n_settings; k++) {
        const struct setting *set = &s->setting[k];
        const struct field *field = field_of(set->path);
        const char *source = field && field->source ? field->source : "";
        bool by_default = strcmp(set->origin, "default") == 0;
        bool shares = has_shares(s, set->path);

        /* a default with nothing behind it that is not set assumes nothing */
        if (set->value[0] == '\0' || (by_default && source[0] == '\0')) continue;
        if (!by_default && !shares && !strstr(source, "assumed")) continue;
        if (!report_used(r, set->path)) continue;
        html_row(r->h);
        html_head_cell(r->h, set->path);
        html_raw(r->h, "<td class=\"value\"><code>");
        html_text(r->h, set->value);
        html_raw(r->h, "</code></td>");
        html_cell(r->h,
                  field_unit_words(r->h->language, field && field->unit ? field->unit : ""));
        html_cell(r->h,
                  by_default ? messages_text(r->h->language, MSG_REP_BY_DEFAULT) : set->origin);
        html_cell(r->h, shares ? messages_text(r->h->language, MSG_FIELD_SHARES)
                               : field_source_words(r->h->language, source));
        html_row_end(r->h);
    }
    html_table_end(r->h);
}

static void solver(const struct report *r)
{
    static const enum message heads[] = {
        MSG_REP_PHASE,     MSG_REP_MODEL, MSG_REP_STATUS, MSG_REP_STOPPED,   MSG_REP_MEASURE,
        MSG_REP_OBJECTIVE, MSG_REP_BOUND, MSG_REP_GAP,    MSG_REP_RULE_COST, N_MESSAGES};
    char text[128], number[64];

    if (r->run->n_phases == 0) return;
    html_heading(r->h, 3, MSG_REP_SOLVER);
    html_table(r->h, MSG_REP_SOLVER_CAPTION, heads, 5);
    for (int k = 0; k < r->run->n_phases; k++) {
        const struct phase *p = &r->run->phase[k];

        html_row(r->h);
        snprintf(text, sizeof text, "%d", solved_year(r->run, p));
        html_head_cell(r->h, text);
        html_cell(r->h, p->model->name);
        html_cell(r->h, messages_text(r->h->language, MSG_STATUS_OPTIMAL + p->status));
        html_cell(r->h, solved_stop_text(r->h->language, p));
        html_cell(r->h, solved_measure(r->h->language, r->run, p));
        html_number(r->h, p->objective, 1);
        html_number(r->h, p->bound, 1);
        messages_number(number, sizeof number, r->h->language, 100 * p->gap, 3);
        messages_fill(text, sizeof text, r->h->language, MSG_SHARE, number, NULL);
        fprintf(r->h->stream, "<td class=\"n\">%s</td>", isfinite(p->gap) ? text : "");
        html_column(r->h, COLUMN_MONEY, p->rule_cost);
        html_row_end(r->h);
    }
    html_table_end(r->h);
}

static void screened(const struct report *r)
{
    static const enum message heads[] = {MSG_REP_SITE, MSG_REP_ID, MSG_REP_REASON, N_MESSAGES};
    int n = r->run->n_screened;
    char more[32];

    html_heading(r->h, 3, MSG_REP_SCREENED);
    if (n == 0) {
        html_say(r->h, "", MSG_REP_SCREENED_NONE, NULL);
        return;
    }
    html_table(r->h, MSG_REP_SCREENED_CAPTION, heads, HTML_WORDS);
    for (int k = 0; k < n && k < LISTED_SITES; k++) {
        const struct site *site = &r->run->city->site[r->run->screened[k].site];

        html_row(r->h);
        html_head_cell(r->h, site->name);
        html_cell(r->h, site->id);
        html_cell(r->h, r->run->screened[k].reason.in[r->h->language]);
        html_row_end(r->h);
    }
    html_table_end(r->h);
    if (n <= LISTED_SITES) return;
    messages_number(more, sizeof more, r->h->language, n - LISTED_SITES, 0);
    html_say(r->h, "note", MSG_REP_SCREENED_MORE, more, NULL);
}

static bool no_site(const struct reach *reach, int z)
{
    return reach && reach->row_start && reach->row_start[z] == reach->row_start[z + 1];
}

/* Adds a zone's id to a list that ends in "and 12 more". */
static void name_zone(enum language language, char *list, size_t size, const char *id,
                      int already)
{
    size_t length = strlen(list);

    if (already < NAMED_ZONES && length + strlen(id) + 80 < size)
        snprintf(list + length, size - length, "%s%s",
                 length > 0 ? messages_text(language, MSG_LIST_COMMA) : "", id);
}

static void close_list(enum language language, char *list, size_t size, int n)
{
    size_t length = strlen(list);
    char more[32];

    if (n <= NAMED_ZONES) return;
    messages_number(more, sizeof more, language, n - NAMED_ZONES, 0);
    messages_fill(list + length, size - length, language, MSG_REP_AND_MORE, more, NULL);
}

/* True where a sentence was needed. */
static bool unreached_by(const struct report *r, enum service v)
{
    const struct city *city = r->run->city;
    double lost = 0, all = 0;
    int n = 0;
    char list[1200] = "", count[64], share[32], year[16];

    for (int z = 0; z < city->n_zones; z++) {
        double kwh = demand_kwh(r->run->demand, v, r->last->year_index, z);

        all += kwh;
        if (!(kwh > 0) || !no_site(r->run->service[v], z)) continue;
        lost += kwh;
        name_zone(r->h->language, list, sizeof list, city->zone_id[z], n++);
    }
    if (n == 0) return false;
    close_list(r->h->language, list, sizeof list, n);
    messages_plural(count, sizeof count, r->h->language, n, MSG_ONE_ZONE);
    messages_share(share, sizeof share, r->h->language, lost / all);
    snprintf(year, sizeof year, "%d", digest_year(r->run, r->last));
    html_say(r->h, "", v == FAST ? MSG_REP_UNREACHED_FAST : MSG_REP_UNREACHED_SLOW, count,
             share, year, list, NULL);
    return true;
}

static bool unreached_core(const struct report *r)
{
    const struct city *city = r->run->city;
    int n = 0;
    char list[1200] = "", count[32];

    if (!(digest_rule_radius_m(r->run) > 0)) return false;
    for (int z = 0; z < city->n_zones; z++)
        if (city->core[z] && no_site(r->run->rule, z))
            name_zone(r->h->language, list, sizeof list, city->zone_id[z], n++);
    if (n == 0) return false;
    close_list(r->h->language, list, sizeof list, n);
    messages_plural(count, sizeof count, r->h->language, n, MSG_ONE_CORE_ZONE);
    html_say(r->h, "", MSG_REP_UNREACHED_CORE, count, list, NULL);
    return true;
}

static void unreached(const struct report *r)
{
    bool any;

    html_heading(r->h, 3, MSG_REP_UNREACHED);
    any = unreached_by(r, FAST);
    any = unreached_by(r, SLOW) || any;
    any = unreached_core(r) || any;
    if (!any) html_say(r->h, "", MSG_REP_UNREACHED_NONE, NULL);
}

static void warnings(const struct report *r)
{
    html_heading(r->h, 3, MSG_REP_WARNINGS);
    if (r->run->n_warnings == 0) {
        html_say(r->h, "", MSG_REP_NO_WARNINGS, NULL);
        return;
    }
    html_raw(r->h, "<ul>\n");
    for (int k = 0; k < r->run->n_warnings; k++) {
        html_raw(r->h, "<li>");
        html_text(r->h, r->run->warning[k].in[r->h->language]);
        html_raw(r->h, "</li>\n");
    }
    html_raw(r->h, "</ul>\n");
}

/* A file of several layers is named once. */
static bool said_before(const struct scenario *s, int input)
{
    for (int k = 0; k < input; k++)
        if (strcmp(s->input[k].name, s->input[input].name) == 0 &&
            strcmp(s->input[k].sha256, s->input[input].sha256) == 0)
            return true;
    return false;
}

static void inputs(const struct report *r)
{
    static const enum message heads[] = {MSG_REP_FILE, MSG_REP_SHA, N_MESSAGES};
    const struct scenario *s = r->run->scenario;
    const char *source =
        scenario_words(r->h->language, s->study.data_source, s->study.data_source_zh);
    char note[1500];

    html_heading(r->h, 3, MSG_REP_INPUTS);
    if (source) html_say(r->h, "", MSG_REP_DATA_SOURCE, source, NULL);
    html_say(r->h, "", r->run->city->geographic ? MSG_REP_WGS84 : MSG_REP_METRES, NULL);
    if (datum_note(note, sizeof note, r->h->language, s, r->run->city)[0] != '\0')
        html_paragraph(r->h, "", note);
    html_table(r->h, MSG_REP_INPUTS_CAPTION, heads, HTML_WORDS);
    for (int k = 0; k < s->n_inputs; k++) {
        if (said_before(s, k)) continue;
        html_row(r->h);
        html_head_cell(r->h, s->input[k].name);
        html_raw(r->h, "<td class=\"id\"><code>");
        html_text(r->h, s->input[k].sha256);
        html_raw(r->h, "</code></td>");
        html_row_end(r->h);
    }
    html_table_end(r->h);
}

void report_annex(const struct report *r)
{
    html_heading(r->h, 2, MSG_REP_ANNEX);
    assumptions(r);
    if (!r->run->is_stand) {
        report_facts(r);
        solver(r);
        if (scenario_builds(r->run->scenario)) screened(r);
        if (report_has_sites(r)) unreached(r);
    }
    warnings(r);
    inputs(r);
    if (!r->run->is_stand) report_all_stations(r);
    html_heading(r->h, 3, MSG_REP_SCENARIO);
    html_raw(r->h, "<pre>");
    html_text(r->h, r->run->scenario->text);
    html_raw(r->h, "</pre>\n");
    html_say(r->h, "note", MSG_REP_MADE_BY, CHARGEPLAN_VERSION, NULL);
}
