/* rules_wait.c - who waits too long, station by station; see rules.h. */
#include <math.h>

#include "model/rules_judge.h"

/* Public sites with fast outlets whose users wait too long too often in the busiest hour. */
void rules_wait(struct judge *j, const struct network *n, double over_min,
                struct rule_result *r)
{
    r->outcome = RULE_NOT_MET; /* nobody is served where nothing stands */
    for (int i = 0; i < n->n_sites; i++) {
        double p;

        if (!rules_counts(j, n, i)) continue;
        p = sizing_p_wait_over(j->s, n->power_share, &n->n_chargers[i * n->n_kinds],
                               n->load[FAST][i], over_min);
        if (isnan(p)) continue;
        if (!rules_meets(r, p)) {
            r->shortfall++;
            rules_note(j, r, PLACE_SITE, i, p);
        }
        if (r->worst_site >= 0 && p <= r->worst_value) continue;
        r->worst_site = i;
        r->worst_value = p;
    }
    if (r->worst_site < 0) return;
    r->worst_district = j->city->district[j->site_zone[r->worst_site]];
    r->achieved = r->worst_value;
    r->outcome = r->shortfall > 0 ? RULE_NOT_MET : RULE_MET;
}
