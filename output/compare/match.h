/* match.h - which case of one study is which of the other.
 *
 * Not by id: that is another one as soon as an input file or the program changes. Cases are the
 * same that have the same name and, among the cases of that name, the same values of those
 * settings that vary among them in either study. So a named case whose settings were changed is
 * still matched, and so is a design in which a setting was fixed to one value. */
#ifndef CHARGEPLAN_OUTPUT_MATCH_H
#define CHARGEPLAN_OUTPUT_MATCH_H

#include "output/compare/side.h"

struct match {
    int n, n_only_old, n_only_new;
    struct match_pair {
        int old, new;
    } * pair;                 /* owned [n] in the order of the new side */
    int *only_old, *only_new; /* owned; in the order of their sides */
};

/* Errors: ERR_NOMEM. */
enum err match_create(struct match *out, const struct side *old, const struct side *new,
                      struct error *err);
void match_clear(struct match *match);

#endif
