/* diff.h - what differs between two outcomes of the same case. */
#ifndef CHARGEPLAN_OUTPUT_DIFF_H
#define CHARGEPLAN_OUTPUT_DIFF_H

#include "output/compare/outcome.h"

/* One side is NULL where it does not have the entry. */
struct diff_figure {
    const struct outcome_figure *old, *new;
};
struct diff_station {
    const struct outcome_station *old, *new;
};
struct diff_rule {
    const struct outcome_rule *old, *new;
};
struct diff_setting {
    const struct outcome_setting *old, *new;
};

struct diff {                        /* starts as {0} */
    const struct outcome *old, *new; /* borrowed, as all entries */
    double tolerance;
    int n_figures, figures_room, n_changed; /* n_changed: of n_figures */
    int n_stations, stations_room, n_rules, rules_room;
    struct diff_figure *figure;   /* owned [n_figures] all of both sides */
    struct diff_station *station; /* owned; those that differ only, as the next */
    struct diff_rule *rule;       /* outcome differs, or one side does not have it */
    struct keep keep;
};

/* Figures that differ by at most tolerance x the larger of both count as equal; 0: only equal
 * ones do. Errors: ERR_NOMEM. */
enum err diff_make(struct diff *out, const struct outcome *old, const struct outcome *new,
                   double tolerance, struct error *err);
void diff_clear(struct diff *diff);

/* Nothing differs: no figure, station, rule, state. */
bool diff_is_empty(const struct diff *diff);

/* The entry of either side, for what names it. */
const struct outcome_figure *diff_of(const struct diff_figure *f);
/* new - old, 0 within the tolerance; NAN where a side has none. */
double diff_change(const struct diff *diff, const struct diff_figure *f);
bool diff_changed(const struct diff *diff, const struct diff_figure *f);
/* The change over the size of the old figure: 0.01 is 1 %; from 0 to something else it is an
 * infinity with the sign of the change. */
double diff_relative(double old, double change);

/* Settings that differ, of two lists sorted by path: appended to *list, which free() ends.
 * Out of memory sticks in keep. */
void diff_settings(struct keep *keep, struct diff_setting **list, int *n, int *room, int n_old,
                   const struct outcome_setting *old, int n_new,
                   const struct outcome_setting *new);

#endif
