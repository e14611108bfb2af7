/* study_merging_differ.c - results of a case that two stores have done: equal to the last bit,
 * or what differs. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "output/study/study_merging.h"

/* The first indicator of a case that differs, as "cost in 2030 is 3 in a.db and 4 in b.db". */
static enum err tell_indicator(struct merging *m, long number, const char *here,
                               const char *there, struct text *to, struct error *err)
{
    struct store *s = m->store;
    struct store_rows *rows;
    bool more;

    TRY(store_ask(
        s, &rows, err,
        "SELECT n.name, coalesce(x.year, y.year), w.text, y.value, x.value FROM temp.pick p "
        "CROSS JOIN src.indicator_row x ON x.run = p.s JOIN src.measure n ON n.number = "
        "x.measure JOIN src.word w ON w.number = x.district LEFT JOIN main.indicator_row y ON "
        "y.run = p.t AND y.step = x.step AND y.district = (SELECT t FROM temp.words WHERE s = "
        "x.district) AND y.measure = (SELECT t FROM temp.measures WHERE s = x.measure) WHERE "
        "p.s = ? AND (y.value IS NOT x.value OR y.year IS NOT x.year) ORDER BY w.text, x.step, "
        "x.measure LIMIT 1",
        "i", number));
    TRY(store_next(s, rows, &more, err));
    if (!more) {
        text_addf(to, "%s and %s do not have the same indicators", here, there);
        return ERR_OK;
    }
    text_addf(to, "%s in %ld", store_text(rows, 0), store_integer(rows, 1));
    if (store_text(rows, 2)[0] != '\0') text_addf(to, " in %s", store_text(rows, 2));
    if (store_null(rows, 3))
        text_addf(to, " is %.15g in %s and absent in %s", store_number(rows, 4), there, here);
    else
        text_addf(to, " is %.15g in %s and %.15g in %s", store_number(rows, 3), here,
                  store_number(rows, 4), there);
    store_stop(rows);
    return ERR_OK;
}

/* The first case by its id. */
static enum err tell_first(struct merging *m, long n, struct text *to, struct error *err)
{
    struct store *s = m->store;
    struct store_rows *rows;
    const char *here, *there = m->paths[m->n];
    char what[32] = "";
    long number;
    bool more;

    TRY(store_ask(
        s, &rows, err,
        "SELECT d.s, d.what, r.id, r.name, c.store FROM temp.differ d JOIN src.run r "
        "ON r.number = d.s JOIN temp.pick p ON p.s = d.s JOIN temp.came c ON c.number "
        "= p.t ORDER BY r.id LIMIT 1",
        ""));
    TRY(store_next(s, rows, &more, err));
    if (!more) return ERR_OK;
    number = store_integer(rows, 0);
    snprintf(what, sizeof what, "%s", store_text(rows, 1));
    here = m->paths[store_integer(rows, 4)];
    text_addf(to,
              "case %s%s%s is done in two stores with different results: ", store_text(rows, 2),
              store_text(rows, 3)[0] != '\0' ? " " : "", store_text(rows, 3));
    store_stop(rows);
    if (strcmp(what, "indicators") == 0)
        TRY(tell_indicator(m, number, here, there, to, err));
    else
        text_addf(to, "its %s in %s are not those in %s", what, here, there);
    if (n > 1) text_addf(to, "; so are %ld more case%s", n - 1, n == 2 ? "" : "s");
    text_add(to, "; --prefer first or --prefer last takes one of the two");
    return to->nomem ? error_nomem(err, "a sentence") : ERR_OK;
}

enum err study_merging_differ(struct merging *m, long *n, struct text *sentence,
                              struct error *err)
{
    struct store *s = m->store;

    TRY(store_do(s, err, "DELETE FROM temp.differ", ""));
    for (int k = 0; k < MERGED_TABLES; k++) {
        TRY(store_do(s, err, m->sql[k].differ, ""));
        TRY(store_do(s, err, m->sql[k].count, ""));
    }
    TRY(store_do(s, err,
                 "INSERT OR IGNORE INTO temp.differ SELECT p.s, 'statuses' FROM temp.pick p "
                 "JOIN src.run x ON x.number = p.s JOIN main.run y ON y.number = p.t WHERE "
                 "p.done_twice AND (x.status IS NOT y.status OR x.error IS NOT y.error OR "
                 "x.error_zh IS NOT y.error_zh OR x.city IS NOT y.city)",
                 ""));
    TRY(store_one(s, n, 0, err, "SELECT count(*) FROM temp.differ"));
    return *n > 0 ? tell_first(m, *n, sentence, err) : ERR_OK;
}
