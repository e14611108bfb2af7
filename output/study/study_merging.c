/* study_merging.c - one store into another by SQL: the cases and their results. The store that
 * is added is attached as `src`.
 *
 *   temp.pick   each case of src: its number s there, t here; how: 0 new, 1 stays as it is
 *               here, 2 the results of src take the place of those here; done_twice
 *   temp.words, temp.measures   numbers s there, t here
 *   temp.came   from which store the results of a case are */
#include "output/study/study_merging.h"

#include <stdlib.h>
#include <string.h>

const struct merged_table study_merged_tables[MERGED_TABLES] = {
    {"indicator_row",
     "indicators",
     3,
     {{"step", 'p'}, {"district", 'w'}, {"measure", 'm'}, {"year", 'p'}, {"value", 'p'}}},
    {"station_row",
     "stations",
     2,
     {{"step", 'p'},
      {"site", 'w'},
      {"year", 'p'},
      {"opened_year", 'p'},
      {"is_station", 'p'},
      {"fast_chargers", 'p'},
      {"slow_chargers", 'p'},
      {"kw", 'p'},
      {"fast_kwh_per_day", 'p'},
      {"slow_kwh_per_day", 'p'}}},
    {"rule_row",
     "rules",
     2,
     {{"step", 'p'},
      {"place", 'p'},
      {"year", 'p'},
      {"rule", 'w'},
      {"zone_class", 'w'},
      {"relation", 'p'},
      {"target", 'p'},
      {"achieved", 'p'},
      {"unit", 'w'},
      {"outcome", 'p'},
      {"is_binding", 'p'},
      {"strength", 'p'},
      {"shortfall", 'p'},
      {"worst_place", 'w'}}},
};

/* ---- statements from the tables ---- */

/* The value of a column of src as it is called here. */
static void add_value(struct text *sql, const struct merged_column *c)
{
    if (c->kind == 'p')
        text_addf(sql, "x.%s", c->name);
    else
        text_addf(sql, "(SELECT t FROM temp.%s WHERE s = x.%s)",
                  c->kind == 'w' ? "words" : "measures", c->name);
}

static char *put_sql(const struct merged_table *t)
{
    struct text sql = {0};

    text_addf(&sql, "INSERT INTO main.%s(run", t->name);
    for (const struct merged_column *c = t->column; c->name != NULL; c++)
        text_addf(&sql, ", %s", c->name);
    text_add(&sql, ") SELECT p.t");
    for (const struct merged_column *c = t->column; c->name != NULL; c++) {
        text_add(&sql, ", ");
        add_value(&sql, c);
    }
    text_addf(&sql, " FROM temp.pick p CROSS JOIN src.%s x ON x.run = p.s WHERE p.how <> 1",
              t->name);
    return text_take(&sql);
}

/* Rows of src, of cases done twice, that are not here just so. */
static char *differ_sql(const struct merged_table *t)
{
    struct text sql = {0};
    int k = 0;

    text_addf(&sql,
              "INSERT OR IGNORE INTO temp.differ SELECT p.s, '%s' FROM temp.pick p CROSS JOIN "
              "src.%s x ON x.run = p.s LEFT JOIN main.%s y ON y.run = p.t",
              t->what, t->name, t->name);
    for (const struct merged_column *c = t->column; c->name != NULL; c++, k++) {
        text_addf(&sql, "%sy.%s IS ",
                  k < t->n_keys    ? " AND "
                  : k == t->n_keys ? " WHERE "
                                     "p.done_twice AND NOT ("
                                   : " AND ",
                  c->name);
        add_value(&sql, c);
    }
    text_add(&sql, ")");
    return text_take(&sql);
}

/* Cases done twice that have more or fewer rows here. */
static char *count_sql(const struct merged_table *t)
{
    struct text sql = {0};

    text_addf(&sql,
              "INSERT OR IGNORE INTO temp.differ SELECT p.s, '%s' FROM temp.pick p WHERE "
              "p.done_twice AND (SELECT count(*) FROM src.%s WHERE run = p.s) <> (SELECT "
              "count(*) FROM main.%s WHERE run = p.t)",
              t->what, t->name, t->name);
    return text_take(&sql);
}

static char *remove_sql(const struct merged_table *t)
{
    struct text sql = {0};

    text_addf(&sql, "DELETE FROM main.%s WHERE run IN (SELECT t FROM temp.pick WHERE how = 2)",
              t->name);
    return text_take(&sql);
}

void study_merging_clear(struct merging *m)
{
    for (int k = 0; k < MERGED_TABLES; k++) {
        free(m->sql[k].put);
        free(m->sql[k].remove);
        free(m->sql[k].count);
        free(m->sql[k].differ);
    }
}

enum err study_merging_prepare(struct merging *m, struct error *err)
{
    static const char *const tables[] = {
        "PRAGMA synchronous=OFF",
        "PRAGMA journal_mode=OFF",
        "PRAGMA cache_size=-65536",
        "PRAGMA temp_store=MEMORY",
        ("CREATE TEMP TABLE pick(s INTEGER PRIMARY KEY, t INTEGER NOT NULL, how INTEGER NOT "
         "NULL, done_twice INTEGER NOT NULL)"),
        "CREATE TEMP TABLE words(s INTEGER PRIMARY KEY, t INTEGER NOT NULL)",
        "CREATE TEMP TABLE measures(s INTEGER PRIMARY KEY, t INTEGER NOT NULL)",
        "CREATE TEMP TABLE differ(s INTEGER PRIMARY KEY, what TEXT NOT NULL)",
        "CREATE TEMP TABLE came(number INTEGER PRIMARY KEY, store INTEGER NOT NULL)"};

    for (int k = 0; k < MERGED_TABLES; k++) {
        const struct merged_table *t = &study_merged_tables[k];

        m->sql[k] = (struct merged_sql){put_sql(t), remove_sql(t), count_sql(t), differ_sql(t)};
        if (m->sql[k].put == NULL || m->sql[k].remove == NULL || m->sql[k].count == NULL ||
            m->sql[k].differ == NULL)
            return error_nomem(err, "the statements of a merge");
    }
    for (size_t k = 0; k < sizeof tables / sizeof tables[0]; k++)
        TRY(store_do(m->store, err, tables[k], ""));
    return ERR_OK;
}

/* ---- one store ---- */

/* Words keep the order of their numbers: of equal stores the numbers are equal too. */
static enum err map_words(struct store *s, struct error *err)
{
    TRY(store_do(s, err, "DELETE FROM temp.words", ""));
    TRY(store_do(s, err, "DELETE FROM temp.measures", ""));
    TRY(store_do(s, err,
                 "INSERT OR IGNORE INTO main.word(text) SELECT text FROM src.word ORDER BY "
                 "number",
                 ""));
    TRY(store_do(s, err,
                 "INSERT INTO temp.words SELECT a.number, b.number FROM src.word a JOIN "
                 "main.word b ON b.text = a.text",
                 ""));
    TRY(store_do(s, err,
                 "INSERT OR IGNORE INTO main.measure(name, unit) SELECT name, unit FROM "
                 "src.measure ORDER BY number",
                 ""));
    TRY(store_do(s, err,
                 "INSERT INTO temp.measures SELECT a.number, b.number FROM src.measure a JOIN "
                 "main.measure b ON b.name = a.name",
                 ""));
    /* numbers of cities are made from what they hold */
    TRY(store_do(s, err, "INSERT OR IGNORE INTO main.city SELECT * FROM src.city", ""));
    TRY(store_do(s, err, "INSERT OR IGNORE INTO main.site SELECT * FROM src.site", ""));
    return store_do(s, err, "INSERT OR IGNORE INTO main.zone SELECT * FROM src.zone", "");
}

/* Of two cases that failed the one goes on whose account is the later by the alphabet: any
 * order of the stores gives the same. */
static enum err pick(struct store *s, long first, struct error *err)
{
    TRY(store_do(s, err, "DELETE FROM temp.pick", ""));
    TRY(store_do(
        s, err,
        "WITH a AS (SELECT number, id, state, CASE state WHEN 'done' THEN 3 WHEN 'waiting' "
        "THEN "
        "1 WHEN 'running' THEN 1 ELSE 2 END AS worth, state || ' ' || coalesce(status, '') || "
        "' ' || coalesce(signal, '') || ' ' || coalesce(error, '') AS account FROM src.run), "
        "b AS (SELECT number, id, state, CASE state WHEN 'done' THEN 3 WHEN 'waiting' THEN 1 "
        "ELSE 2 END AS worth, state || ' ' || coalesce(status, '') || ' ' || coalesce(signal, "
        "'') || ' ' || coalesce(error, '') AS account FROM main.run) "
        "INSERT INTO temp.pick SELECT a.number, coalesce(b.number, ?1 + a.number), CASE WHEN "
        "b.number IS NULL THEN 0 WHEN a.worth > b.worth OR (a.worth = 2 AND b.worth = 2 AND "
        "a.account > b.account) THEN 2 ELSE 1 END, coalesce(a.worth = 3 AND b.worth = 3, 0) "
        "FROM a LEFT JOIN b ON b.id = a.id",
        "i", first));
    return ERR_OK;
}

/* Cases that both have done: equal, or `prefer` settles it, or the merge ends here. */
static enum err settle(struct merging *m, struct error *err)
{
    struct text sentence = {0};
    long n_twice, n = 0;
    enum err code;

    TRY(store_one(m->store, &n_twice, 0, err,
                  "SELECT count(*) FROM temp.pick WHERE done_twice"));
    if (n_twice == 0) return ERR_OK;
    code = study_merging_differ(m, &n, &sentence, err);
    if (code == ERR_OK && n > 0 && m->prefer == PREFER_NONE)
        code = error_set(err, ERR_DATA, "%s", sentence.data);
    text_clear(&sentence);
    TRY(code);
    m->out->n_same += n_twice - n;
    m->out->n_settled += n;
    if (m->prefer != PREFER_LAST) return ERR_OK;
    return store_do(m->store, err,
                    "UPDATE temp.pick SET how = 2 WHERE s IN (SELECT s FROM temp.differ)", "");
}

/* Settings that only one of two designs has in common are each of its cases' own from now on.
 */
static enum err keep_common(struct merging *m, long first, struct error *err)
{
    struct store *s = m->store;

    if (m->n == 0)
        return store_do(s, err, "INSERT INTO main.common SELECT * FROM src.common", "");
    if (!m->several) return ERR_OK;
    TRY(store_do(s, err,
                 "INSERT OR IGNORE INTO main.setting SELECT r.number, c.path, c.value FROM "
                 "main.run r JOIN main.common c WHERE r.number <= ?1 AND NOT EXISTS (SELECT 1 "
                 "FROM src.common d WHERE d.path = c.path AND d.value IS c.value)",
                 "i", first));
    TRY(store_do(
        s, err,
        "INSERT OR IGNORE INTO main.setting SELECT p.t, c.path, c.value FROM temp.pick "
        "p JOIN src.common c WHERE NOT EXISTS (SELECT 1 FROM main.common d WHERE "
        "d.path = c.path AND d.value IS c.value)",
        ""));
    return store_do(s, err,
                    "DELETE FROM main.common WHERE NOT EXISTS (SELECT 1 FROM src.common d "
                    "WHERE d.path = main.common.path AND d.value IS main.common.value)",
                    "");
}

/* A case at work in src waits here: its worker does not know this store. */
static enum err put_runs(struct merging *m, struct error *err)
{
    struct store *s = m->store;

    TRY(store_do(
        s, err,
        "INSERT INTO main.run(number, id, name, place, state, attempts, kills, worker, "
        "started, ended, status, error, error_zh, signal, city) SELECT p.t, r.id, "
        "r.name, r.place, replace(r.state, 'running', 'waiting'), r.attempts, r.kills, "
        "iif(r.state = 'running', NULL, r.worker), iif(r.state = 'running', NULL, "
        "r.started), r.ended, r.status, r.error, r.error_zh, r.signal, r.city FROM "
        "temp.pick p JOIN src.run r ON r.number = p.s WHERE p.how = 0",
        ""));
    TRY(store_do(
        s, err,
        "UPDATE main.run SET state = r.state, attempts = r.attempts, kills = r.kills, "
        "worker = r.worker, started = r.started, ended = r.ended, status = r.status, "
        "error = r.error, error_zh = r.error_zh, signal = r.signal, city = r.city FROM "
        "temp.pick p JOIN src.run r ON r.number = p.s WHERE p.how = 2 AND "
        "main.run.number = p.t",
        ""));
    /* of two names the first by the alphabet, but rather one than none */
    TRY(store_do(s, err,
                 "UPDATE main.run SET place = coalesce(min(main.run.place, r.place), "
                 "main.run.place, r.place), name = CASE WHEN main.run.name = '' OR (r.name <> "
                 "'' AND r.name < main.run.name) THEN r.name ELSE main.run.name END FROM "
                 "temp.pick p JOIN src.run r ON r.number = p.s WHERE p.how <> 0 AND "
                 "main.run.number = p.t",
                 ""));
    return store_do(
        s, err, "INSERT OR REPLACE INTO temp.came SELECT t, ? FROM temp.pick WHERE how <> 1",
        "i", (long)m->n);
}

enum err study_merging_add(struct merging *m, struct error *err)
{
    struct store *s = m->store;
    long first;

    TRY(store_one(s, &first, 0, err, "SELECT max(number) FROM main.run"));
    TRY(map_words(s, err));
    TRY(pick(s, first, err));
    TRY(settle(m, err));
    TRY(put_runs(m, err));
    for (int k = 0; k < MERGED_TABLES; k++) {
        TRY(store_do(s, err, m->sql[k].remove, ""));
        TRY(store_do(s, err, m->sql[k].put, ""));
    }
    TRY(store_do(
        s, err,
        "INSERT OR IGNORE INTO main.setting SELECT p.t, x.path, x.value FROM temp.pick "
        "p CROSS JOIN src.setting x ON x.run = p.s",
        ""));
    TRY(keep_common(m, first, err));
    m->n++;
    return ERR_OK;
}
