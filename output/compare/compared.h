/* compared.h - two sides set side by side: what differs, and which gates fail.
 *
 * The results of one pair of cases are in memory at a time, so that a study of any size can be
 * compared; sums and the largest changes are kept. Writers that want every figure go through
 * the pairs again by compared_each(). */
#ifndef CHARGEPLAN_OUTPUT_COMPARED_H
#define CHARGEPLAN_OUTPUT_COMPARED_H

#include "output/compare/diff.h"
#include "output/compare/gate.h"
#include "output/compare/match.h"

enum { COMPARED_TOPS = 40, COMPARED_RULES_KEPT = 2000 };

/* What differs in a pair of cases. */
struct compared_case {
    const char *label; /* "" for a run */
    bool differs;
    int n_figures;                     /* that changed */
    int n_appeared, n_gone, n_altered; /* entries of stations: one a step */
    int n_rules_lost, n_rules_won, n_rules_other;
};

/* An indicator of the whole area in one step, over all pairs. */
struct compared_tally {
    int year, nth, order;
    const char *name;
    long n, n_changed, n_gone, n_come; /* n: pairs in which both have it */
    double sum, least, most;           /* of the changes */
    const char *least_label, *most_label;
};

/* A change of an indicator. */
struct compared_change {
    const char *label, *district, *name;
    int year, nth;
    double old, new, change, relative;
};

/* A rule whose outcome changed; "" where a side does not have it. */
struct compared_rule {
    const char *label, *rule, *zone_class, *old, *new;
    int year, nth;
    double target, achieved_old, achieved_new;
    bool lost, won; /* met before, not now; met now, not before */
};

struct compared {
    struct side *old, *new; /* owned, as all below */
    double tolerance;
    struct match match;
    int n_settings, settings_room;
    struct diff_setting *setting; /* settings that differ, beside those of the cases */
    struct compared_case *at;     /* [match.n] */
    int n_tallies, tallies_room;
    struct compared_tally *tally; /* sorted by year, nth, name */
    int n_tops;
    struct compared_change top[COMPARED_TOPS]; /* of the whole area, the largest first */
    int n_rules, rules_room;                   /* kept */
    struct compared_rule *rule;
    int n_gates;
    struct gate *gate; /* [n_gates] */
    long n_figures, n_changed, n_rules_changed, n_rules_lost;
    int n_differing; /* of the pairs */
    bool equal;      /* nothing differs, settings apart */
    struct keep keep;
};

/* Reads and compares. Own it: compared_free(*out).
 *
 *   gates       [n_gates] expressions of --fail-if, borrowed as the paths are
 *   tolerance   see diff_make()
 * Errors: ERR_USAGE (an expression that is wrong, stands twice, or names an indicator, a year
 * or a district that neither side has; a run and a study), ERR_DATA, ERR_IO, ERR_NOMEM. */
enum err compared_create(struct compared **out, const char *old, const char *new,
                         double tolerance, int n_gates, const char *const gates[],
                         struct error *err);
void compared_free(struct compared *c); /* NULL is fine */

/* Calls for each pair in order; what diff holds lives as long as the call. */
typedef enum err (*compared_visit)(void *with, int pair, const struct diff *diff,
                                   struct error *err);
enum err compared_each(const struct compared *c, compared_visit visit, void *with,
                       struct error *err);

bool compared_passed(const struct compared *c); /* no gate failed */

/* compared_gates.c: gates that judged nothing name what there is, or are refused. */
enum err compared_check_gates(const struct compared *c, struct error *err);

#endif
