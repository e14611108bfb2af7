/* study_merging_record.c - what merged stores say of themselves: design, program, currency; and
 * what the new one says of itself. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "output/study/study_merging.h"
#include "scenarios/sha256.h"

/* A value of the record, here or of src. Own it; "" where there is none. */
static enum err meta(struct store *s, const char *sql, const char *key, char **out,
                     struct error *err)
{
    struct store_rows *rows;
    bool more;

    TRY(store_ask(s, &rows, err, sql, "t", key));
    TRY(store_next(s, rows, &more, err));
    *out = text_copy(more ? store_text(rows, 0) : "");
    if (more) store_stop(rows);
    return *out != NULL ? ERR_OK : error_nomem(err, "the record of a store");
}

static enum err both(struct merging *m, const char *key, char **here, char **there,
                     struct error *err)
{
    TRY(meta(m->store, "SELECT value FROM main.meta WHERE key = ?", key, here, err));
    return meta(m->store, "SELECT value FROM src.meta WHERE key = ?", key, there, err);
}

static enum err put(struct merging *m, const char *key, const char *value, struct error *err)
{
    return store_do(m->store, err, "INSERT OR REPLACE INTO main.meta(key, value) VALUES(?, ?)",
                    "tt", key, value);
}

/* The number of parts of src's design: of a part itself, or of a store that was merged. */
static enum err look_at_shards(struct merging *m, struct error *err)
{
    char *shard = NULL, *shards = NULL;
    const char *slash;
    long n;

    TRY(meta(m->store, "SELECT value FROM src.meta WHERE key = ?", "shard", &shard, err));
    if (meta(m->store, "SELECT value FROM src.meta WHERE key = ?", "shards", &shards, err) !=
        ERR_OK) {
        free(shard);
        return err->code;
    }
    slash = strchr(shard, '/');
    n = strtol(slash != NULL ? slash + 1 : shards, NULL, 10);
    if (m->shards == 0)
        m->shards = n > 0 ? n : -1;
    else if (m->shards != n)
        m->shards = -1;
    free(shard);
    free(shards);
    return ERR_OK;
}

/* Another program computes other figures: it is said, once for each pair that differs. */
static enum err join_programs(struct merging *m, struct error *err)
{
    char *here = NULL, *there = NULL;
    enum err code = both(m, "program", &here, &there, err);

    if (code == ERR_OK && strstr(here, there) == NULL) {
        char *all = text_print("%s, %s", here, there);

        text_addf(&m->out->notes, "%s was made by %s, the stores before it by %s\n",
                  m->paths[m->n], there, here);
        code = all != NULL ? put(m, "program", all, err)
                           : error_nomem(err, "the record of a store");
        free(all);
    }
    free(here);
    free(there);
    return code;
}

static enum err compare_currency(struct merging *m, struct error *err)
{
    char *here = NULL, *there = NULL;
    enum err code = both(m, "currency", &here, &there, err);

    if (code == ERR_OK && strcmp(here, there) != 0)
        code = error_set(err, ERR_DATA,
                         "%s: its money is in %s, that of the stores before it in %s; they "
                         "cannot be one study",
                         m->paths[m->n], there, here);
    free(here);
    free(there);
    return code;
}

static enum err compare_design(struct merging *m, struct error *err)
{
    char *here = NULL, *there = NULL;
    enum err code = both(m, "design", &here, &there, err);

    if (code == ERR_OK && strcmp(here, there) != 0) m->several = true;
    free(here);
    free(there);
    return code;
}

enum err study_merging_record(struct merging *m, struct error *err)
{
    long at_work;

    TRY(look_at_shards(m, err));
    TRY(store_one(
        m->store, &at_work, 0, err,
        "SELECT count(*) FROM src.run WHERE place IS NOT NULL AND state = 'running'"));
    if (at_work > 0)
        text_addf(&m->out->notes, "%s: %ld case%s still at work there; %s here\n",
                  m->paths[m->n], at_work, at_work == 1 ? " is" : "s are",
                  at_work == 1 ? "it waits" : "they wait");
    if (m->n == 0) {
        return store_do(m->store, err,
                        "INSERT INTO main.meta SELECT * FROM src.meta WHERE key NOT IN "
                        "('cases', 'shard', 'shards')",
                        "");
    }
    TRY(compare_currency(m, err));
    TRY(compare_design(m, err));
    TRY(join_programs(m, err));
    /* of several designs only what all say, and the words of the first */
    if (!m->several) return ERR_OK;
    return store_do(
        m->store, err,
        "DELETE FROM main.meta WHERE key NOT IN ('title', 'program', 'design', "
        "'scenario_file', 'scenario_text') AND NOT EXISTS (SELECT 1 FROM src.meta x "
        "WHERE x.key = main.meta.key AND x.value IS main.meta.value)",
        "");
}

/* Several designs are one by the ids of all cases: in whatever order they came. */
static enum err name_several(struct merging *m, struct error *err)
{
    struct store *s = m->store;
    struct text ids = {0};
    char design[SHA256_HEX], n[32];
    struct store_rows *rows;
    bool more;

    TRY(store_do(s, err,
                 "UPDATE run SET place = p.place FROM (SELECT number, row_number() OVER (ORDER "
                 "BY id) - 1 AS place FROM run WHERE place IS NOT NULL) p WHERE p.number = "
                 "run.number",
                 ""));
    TRY(store_ask(s, &rows, err, "SELECT id FROM run WHERE place IS NOT NULL ORDER BY id", ""));
    for (;;) {
        TRY(store_next(s, rows, &more, err));
        if (!more) break;
        text_add(&ids, store_text(rows, 0));
    }
    if (ids.nomem) return error_nomem(err, "the design");
    sha256_bytes(ids.data != NULL ? ids.data : "", ids.n, design);
    snprintf(n, sizeof n, "%zu", ids.n / 16);
    text_clear(&ids);
    TRY(put(m, "design_cases", n, err));
    return put(m, "design", design, err);
}

/* Parts of which no case is here. */
static enum err tell_missing(struct merging *m, long n_design, struct error *err)
{
    enum { TOLD_MAX = 10 };
    struct study_merged *out = m->out;
    char *here = calloc((size_t)(m->shards > 0 ? m->shards : 1), 1);
    struct store_rows *rows;
    enum err code;
    bool more = true;
    long told = 0;

    if (here == NULL) return error_nomem(err, "the parts of the design");
    code = store_ask(m->store, &rows, err,
                     "SELECT DISTINCT place % ? FROM run WHERE place IS NOT NULL", "i",
                     m->shards > 0 ? m->shards : 1);
    while (code == ERR_OK && more) {
        code = store_next(m->store, rows, &more, err);
        if (code == ERR_OK && more) here[store_integer(rows, 0)] = 1;
    }
    text_addf(&out->notes, "%ld of the design's %ld cases are in none of the stores",
              out->n_missing, n_design);
    for (long k = 0; k < m->shards && k < n_design; k++)
        if (!here[k] && told++ < TOLD_MAX)
            text_addf(&out->notes, "%s %ld/%ld",
                      told == 1 ? "; there is nothing of shard" : ",", k + 1, m->shards);
    if (told > TOLD_MAX) text_addf(&out->notes, " and %ld more", told - TOLD_MAX);
    text_add(&out->notes, "\n");
    free(here);
    return code;
}

enum err study_merging_finish(struct merging *m, struct error *err)
{
    struct store *s = m->store;
    struct study_merged *out = m->out;
    char number[32];
    long n_design;

    if (m->several) TRY(name_several(m, err));
    if (!m->several && m->shards > 0) {
        snprintf(number, sizeof number, "%ld", m->shards);
        TRY(put(m, "shards", number, err));
    }
    TRY(store_one(s, &out->n_cases, 0, err,
                  "SELECT count(*) FROM run WHERE place IS NOT NULL"));
    TRY(store_one(s, &out->n_done, 0, err,
                  "SELECT count(*) FROM run WHERE place IS NOT NULL AND state = 'done'"));
    TRY(store_one(s, &out->n_waiting, 0, err,
                  "SELECT count(*) FROM run WHERE place IS NOT NULL AND state = 'waiting'"));
    TRY(store_one(s, &n_design, 0, err,
                  "SELECT CAST(value AS INTEGER) FROM meta WHERE key = 'design_cases'"));
    out->n_failed = out->n_cases - out->n_done - out->n_waiting;
    out->n_missing = n_design > out->n_cases ? n_design - out->n_cases : 0;
    out->n_stores = m->n;
    return out->n_missing > 0 ? tell_missing(m, n_design, err) : ERR_OK;
}
