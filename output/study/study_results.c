/* study_results.c - the results of one run as rows, stored in one transaction. */
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "output/judged.h"
#include "output/solved.h"
#include "output/study/study.h"
#include "output/study/study_city.h"
#include "output/study/study_tables.h"
#include "scenarios/text.h"

/* Numbers in `word`, by the city's own order. */
struct study_names {
    long city;
    long nothing; /* "" */
    long *site;   /* [n_sites] */
    long *district;
};

static enum err word_number(struct store *s, const char *word, long *number, struct error *err)
{
    struct store_rows *rows;
    bool more;

    TRY(store_do(s, err, "INSERT OR IGNORE INTO word(text) VALUES(?)", "t", word));
    TRY(store_ask(s, &rows, err, "SELECT number FROM word WHERE text = ?", "t", word));
    TRY(store_next(s, rows, &more, err));
    *number = more ? store_integer(rows, 0) : 0;
    if (more) store_stop(rows);
    return ERR_OK;
}

void study_names_free(struct study_names *names)
{
    if (names == NULL) return;
    free(names->site);
    free(names->district);
    free(names);
}

static enum err find_words(struct study_names *n, struct store *s, const struct city *city,
                           struct error *err)
{
    TRY(word_number(s, "", &n->nothing, err));
    for (int k = 0; k < city->n_sites; k++)
        TRY(word_number(s, city->site[k].id, &n->site[k], err));
    for (int k = 0; k < city->n_districts; k++)
        TRY(word_number(s, city->district_name[k], &n->district[k], err));
    return ERR_OK;
}

/* In a transaction of its own: numbers that were given away are never taken back. */
enum err study_names_create(struct study_names **out, struct study_file *study,
                            const struct city *city, const struct digest *digest,
                            struct error *err)
{
    struct study_names *n = calloc(1, sizeof *n);
    struct store *s = study_store(study);
    struct error ignored = {0};
    enum err code;

    if (n == NULL) return error_nomem(err, "the names of the store");
    n->site = calloc((size_t)city->n_sites + 1, sizeof *n->site);
    n->district = calloc((size_t)city->n_districts + 1, sizeof *n->district);
    if (n->site == NULL || n->district == NULL) {
        study_names_free(n);
        return error_nomem(err, "the names of the store");
    }
    code = store_do(s, err, "BEGIN IMMEDIATE", "");
    if (code == ERR_OK) {
        code = find_words(n, s, city, err);
        if (code == ERR_OK) code = study_city_put(s, city, digest, &n->city, err);
        if (code == ERR_OK) code = store_do(s, err, "COMMIT", "");
        if (code != ERR_OK) store_do(s, &ignored, "ROLLBACK", "");
    }
    if (code != ERR_OK) {
        study_names_free(n);
        return code;
    }
    *out = n;
    return ERR_OK;
}

/* Where the rows of a run go. */
struct keeping {
    struct store *store;
    long number;
    const struct run *run;
    const struct digest *digest;
    const struct study_names *names;
};

/* District -1: the whole area. Figures that do not exist have no row. */
static enum err put_figures(const struct keeping *k, int step, int district, struct error *err)
{
    const struct network *n = k->run->network[step];
    double value[N_MEASURES];

    measures_fill(k->run, k->digest, step, district, value);
    for (int m = 0; m < (district < 0 ? (int)N_MEASURES : (int)MEASURE_DISTRICTS); m++) {
        if (!isfinite(value[m])) continue;
        TRY(store_do(k->store, err, "INSERT INTO indicator_row VALUES(?, ?, ?, ?, ?, ?)",
                     "iiiiid", k->number, (long)step,
                     district < 0 ? k->names->nothing : k->names->district[district],
                     (long)m + 1, (long)digest_year(k->run, n), value[m]));
    }
    return ERR_OK;
}

static enum err put_stations(const struct keeping *k, int step, struct error *err)
{
    const struct network *n = k->run->network[step];

    for (int s = 0; s < k->run->city->n_sites; s++) {
        struct site_count c;

        if (!n->open[s]) continue;
        c = network_count(k->run->scenario, n, s);
        TRY(store_do(
            k->store, err, "INSERT INTO station_row VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            "iiiidiiiddd", k->number, (long)step, k->names->site[s],
            (long)digest_year(k->run, n),
            digest_is_new(n, s) ? (double)n->opened_year[s] : (double)NAN,
            (long)network_is_station(k->run->scenario, n, s), (long)c.service_chargers[FAST],
            (long)c.service_chargers[SLOW], c.kw, n->site_kwh[FAST][s], n->site_kwh[SLOW][s]));
    }
    return ERR_OK;
}

static double finite_or_none(double value)
{
    return isfinite(value) ? value : (double)NAN;
}

static enum err put_rules(const struct keeping *k, struct error *err)
{
    for (int j = 0; j < k->run->rules->n; j++) {
        const struct rule_result *r = &k->run->rules->result[j];
        const char *where = k->run->scenario->rule[r->rule].where;
        long rule, zone_class, unit, worst;

        TRY(word_number(k->store, judged_id(r), &rule, err));
        TRY(word_number(k->store, where != NULL ? where : "", &zone_class, err));
        TRY(word_number(k->store, judged_unit(k->run, r), &unit, err));
        TRY(word_number(k->store, judged_place(k->run, r), &worst, err));
        TRY(store_do(
            k->store, err,
            "INSERT INTO rule_row VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            "iiiiiitddititdi", k->number, (long)r->network, (long)r->rule, (long)r->year, rule,
            zone_class, judged_relation(r), finite_or_none(r->target),
            finite_or_none(r->achieved), unit, judged_outcome(r),
            (long)(r->strength == STRENGTH_BINDING), judged_strength(r->strength),
            r->outcome == RULE_NOTHING_TO_JUDGE ? (double)NAN : finite_or_none(r->shortfall),
            worst));
    }
    return ERR_OK;
}

/* Why the first phase without a plan has none: "2030: ...", NULL where all have one. Own it. */
static char *reason_of(const struct run *run, enum language language)
{
    for (int k = 0; k < run->n_phases; k++)
        if (run->phase[k].status == PLAN_INFEASIBLE)
            return text_print("%d: %s", solved_year(run, &run->phase[k]),
                              solved_reason(language, &run->phase[k]));
    return NULL;
}

static enum err put_all(const struct keeping *k, const struct study_claim *claim, int status,
                        bool *valid, struct error *err)
{
    char *english = reason_of(k->run, LANGUAGE_EN), *chinese = reason_of(k->run, LANGUAGE_ZH);
    struct timespec t;
    enum err code;

    clock_gettime(CLOCK_REALTIME, &t);
    code =
        store_do(k->store, err,
                 "UPDATE run SET state = 'done', ended = ?, status = ?, error = ?, "
                 "error_zh = ?, city = ? WHERE number = ? AND worker = ? AND attempts = ? "
                 "AND state = 'running'",
                 "dittiiti", (double)t.tv_sec + 1e-9 * (double)t.tv_nsec, (long)status, english,
                 chinese, k->names->city, claim->number, claim->worker, claim->attempt);
    free(english);
    free(chinese);
    TRY(code);
    *valid = store_changed(k->store) == 1;
    if (!*valid) return ERR_OK;
    for (int step = 0; step < k->run->n_networks; step++) {
        for (int d = -1; d < k->run->city->n_districts; d++)
            if (d < 0 || k->run->city->district_name[d][0] != '\0')
                TRY(put_figures(k, step, d, err));
        TRY(put_stations(k, step, err));
    }
    return put_rules(k, err);
}

enum err study_keep(struct study_file *study, const struct study_claim *claim,
                    const struct run *run, const struct digest *digest,
                    const struct study_names *names, int status, struct error *err)
{
    const struct keeping k = {study_store(study), claim->number, run, digest, names};
    struct error ignored = {0};
    bool valid = true;
    enum err code;

    TRY(store_do(k.store, err, "BEGIN IMMEDIATE", ""));
    code = put_all(&k, claim, status, &valid, err);
    if (code == ERR_OK && valid) code = store_do(k.store, err, "COMMIT", "");
    if (code != ERR_OK || !valid) store_do(k.store, &ignored, "ROLLBACK", "");
    return code;
}
