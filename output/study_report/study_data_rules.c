/* study_data_rules.c - the judged rules of every case. */
#include <math.h>
#include <string.h>

#include "output/study_report/study_data.h"

static enum study_outcome outcome_of(const char *word)
{
    return strcmp(word, "met") == 0       ? OUTCOME_MET
           : strcmp(word, "not met") == 0 ? OUTCOME_MISSED
                                          : OUTCOME_NOTHING;
}

/* Words come again and again: one copy of those that follow each other. */
static const char *word(struct study_data *d, const char *text, const char *before)
{
    return before != NULL && strcmp(before, text) == 0 ? before : study_data_copy(d, text);
}

static bool take(struct study_data *d, struct store_rows *rows, int at)
{
    struct study_rule *r = &d->rule[d->n_rules];
    const struct study_case *c = &d->at[at];
    const struct study_rule *like = NULL; /* the same rule of the case before */
    int step = (int)store_integer(rows, 1);

    for (int k = d->n_rules - 1; k >= 0 && k >= d->n_rules - 64 && like == NULL; k--)
        if (d->rule[k].place == (int)store_integer(rows, 2)) like = &d->rule[k];
    *r = (struct study_rule){.at = at,
                             .place = (int)store_integer(rows, 2),
                             .year = (int)store_integer(rows, 3),
                             .target = store_number(rows, 7),
                             .achieved = store_number(rows, 8),
                             .outcome = outcome_of(store_text(rows, 10)),
                             .binding = store_integer(rows, 11) != 0};
    r->last = c->n_steps > 0 && c->step[c->n_steps - 1].step == step;
    r->rule = word(d, store_text(rows, 4), like != NULL ? like->rule : NULL);
    r->zone_class = word(d, store_text(rows, 5), like != NULL ? like->zone_class : NULL);
    r->relation = word(d, store_text(rows, 6), like != NULL ? like->relation : NULL);
    r->unit = word(d, store_text(rows, 9), like != NULL ? like->unit : NULL);
    if (r->rule == NULL || r->zone_class == NULL || r->relation == NULL || r->unit == NULL)
        return false;
    d->n_rules++;
    return true;
}

/* By year too: binding rules that the case misses. None judged: no figure. */
static void count_missed(struct study_data *d)
{
    for (int k = 0; k < d->n_rules; k++) {
        const struct study_rule *r = &d->rule[k];
        struct study_case *c = &d->at[r->at];

        if (!r->binding || r->outcome == OUTCOME_NOTHING) continue;
        for (int t = 0; t < c->n_steps; t++) {
            double *n = &c->step[t].key[KEY_RULES_MISSED];

            if (c->step[t].year != r->year) continue;
            *n = (isnan(*n) ? 0 : *n) + (r->outcome == OUTCOME_MISSED);
        }
    }
}

enum err study_data_rules(struct study_data *d, struct store *s, struct error *err)
{
    struct store_rows *rows;
    long n;
    bool more;

    TRY(store_one(s, &n, 0, err, "SELECT count(*) FROM rule_row"));
    d->rule = study_data_keep(d, (size_t)n, sizeof *d->rule);
    if (d->rule == NULL) return error_nomem(err, "the rules of the study");
    TRY(store_ask(
        s, &rows, err,
        "SELECT r.run, r.step, r.place, r.year, w.text, c.text, r.relation, r.target, "
        "r.achieved, u.text, r.outcome, r.is_binding FROM rule_row r JOIN word w ON "
        "w.number = r.rule JOIN word c ON c.number = r.zone_class JOIN word u ON "
        "u.number = r.unit ORDER BY r.run, r.step, r.place",
        ""));
    for (;;) {
        int at;

        TRY(store_next(s, rows, &more, err));
        if (!more) break;
        at = study_data_case(d, store_integer(rows, 0));
        if (at < 0 || take(d, rows, at)) continue;
        store_stop(rows);
        return error_nomem(err, "the rules of the study");
    }
    count_missed(d);
    return ERR_OK;
}
