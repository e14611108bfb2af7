/* fixture_study.c - see fixture_study.h */
#include "tests/fixture_study.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static struct error err;

static void must(enum err code)
{
    if (code == ERR_OK) return;
    fprintf(stderr, "the store of the test: %s\n", err.text);
    abort();
}

#define DO(f, ...) must(store_do(study_store((f)->study), &err, __VA_ARGS__))

static const char *id_of(int at)
{
    static char id[32];

    snprintf(id, sizeof id, "case-%d", at);
    return id;
}

static void word(struct fixture_study *f, const char *text)
{
    DO(f, "INSERT OR IGNORE INTO word(text) VALUES(?)", "t", text);
}

static void put_site(struct fixture_study *f, const char *id, double x, double y,
                     const char *status)
{
    char name[32];

    snprintf(name, sizeof name, "Site %s", id);
    word(f, id);
    DO(f, "INSERT INTO site VALUES(7, ?, ?, ?, ?, ?, ?, ?)", "ttddddt", id, name, x, y, x, y,
       status);
}

void fixture_study_make(struct fixture_study *f)
{
    *f = (struct fixture_study){.folder = "/tmp/chargeplan-study-XXXXXX"};
    if (mkdtemp(f->folder) == NULL) abort();
    must(study_open(&f->study, f->folder, true, &err));
    fixture_study_meta(f, "program", "chargeplan 0.0");
    fixture_study_meta(f, "design", "0123456789abcdef0123456789abcdef");
    fixture_study_meta(f, "currency", "CNY");
    fixture_study_common(f, "name", "toy");
    fixture_study_common(f, "title.en", "\"A toy\"");
    fixture_study_common(f, "title.zh", "\"\u73a9\u5177\"");
    fixture_study_common(f, "placement.gap", "0.01");
    word(f, "");
    DO(f, "INSERT INTO city VALUES(7, 0, 0)", "");
    put_site(f, "a", 100, 100, "candidate");
    put_site(f, "b", 900, 100, "candidate");
    put_site(f, "c", 1900, 900, "candidate");
    put_site(f, "r", 500, 500, "required");
    put_site(f, "e", 1500, 500, "existing");
    DO(f, "INSERT INTO zone VALUES(7, 0, 500, 500, 1000, 1000, 1, 'West')", "");
    DO(f, "INSERT INTO zone VALUES(7, 1, 1500, 500, 1000, 1000, 0, 'East')", "");
}

void fixture_study_remove(struct fixture_study *f)
{
    char command[128];

    study_close(f->study);
    snprintf(command, sizeof command, "rm -rf %s", f->folder);
    if (system(command) != 0) abort();
}

void fixture_study_case(struct fixture_study *f, const char *name, const char *settings)
{
    char *all = strdup(settings), *rest = all;

    DO(f,
       "INSERT INTO run(id, name, place, state, status, city) VALUES(?, ?, ?, 'done', 0, "
       "7)",
       "tti", id_of(f->n_cases), name, (long)f->n_cases);
    for (char *one = strtok_r(all, " ", &rest); one != NULL; one = strtok_r(NULL, " ", &rest)) {
        char *equals = strchr(one, '=');

        *equals = '\0';
        DO(f, "INSERT INTO setting SELECT number, ?, ? FROM run WHERE id = ?", "ttt", one,
           equals + 1, id_of(f->n_cases));
    }
    free(all);
    f->n_cases++;
}

void fixture_study_end(struct fixture_study *f, int at, const char *state, int status,
                       const char *reason)
{
    DO(f, "UPDATE run SET state = ?, status = ?, error = ? WHERE id = ?", "titt", state,
       (long)status, reason, id_of(at));
}

void fixture_study_figure(struct fixture_study *f, int at, int step, const char *name,
                          double value)
{
    DO(f,
       "INSERT INTO indicator_row(run, step, district, measure, year, value) SELECT r.number, "
       "?1, w.number, m.number, ?2, ?3 FROM run r, word w, measure m WHERE r.id = ?4 AND "
       "w.text = '' AND m.name = ?5",
       "iidtt", (long)step, step == 0 ? 2025L : 2030L, value, id_of(at), name);
}

void fixture_study_choose(struct fixture_study *f, int at, const char *site)
{
    DO(f,
       "INSERT INTO station_row(run, step, site, year, opened_year) SELECT r.number, 1, "
       "w.number, 2030, 2030 FROM run r, word w WHERE r.id = ? AND w.text = ?",
       "tt", id_of(at), site);
}

void fixture_study_rule(struct fixture_study *f, int at, int step, int place, const char *rule,
                        double achieved, double target, bool binding)
{
    word(f, rule);
    word(f, "km");
    DO(f,
       "INSERT INTO rule_row(run, step, place, year, rule, zone_class, relation, target, "
       "achieved, unit, outcome, is_binding, worst_place) SELECT r.number, ?1, ?2, ?3, "
       "w.number, n.number, '<=', ?4, ?5, u.number, ?6, ?7, n.number FROM run r, word w, word "
       "n, word u WHERE r.id = ?8 AND w.text = ?9 AND n.text = '' AND u.text = 'km'",
       "iiiddtitt", (long)step, (long)place, step == 0 ? 2025L : 2030L, target, achieved,
       achieved <= target ? "met" : "not met", (long)binding, id_of(at), rule);
}

void fixture_study_meta(struct fixture_study *f, const char *key, const char *value)
{
    DO(f, "INSERT OR REPLACE INTO meta VALUES(?, ?)", "tt", key, value);
}

void fixture_study_common(struct fixture_study *f, const char *path, const char *value)
{
    DO(f, "INSERT OR REPLACE INTO common VALUES(?, ?, 'default')", "tt", path, value);
}

struct study_data *fixture_study_read(struct fixture_study *f)
{
    struct study_data *d = NULL;

    must(study_data_read(&d, f->study, &err));
    return d;
}
