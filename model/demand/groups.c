/* groups.c - see groups.h. */
#include "model/demand/groups.h"

#include <math.h>

static struct split split_of(const struct fleet_class *c, bool home, bool work)
{
    if (home && work)
        return (struct split){
            .home = c->with_home_work_home,
            .work = c->with_home_work_work,
            .public_share = {[FAST] = c->with_home_work_fast, [SLOW] = c->with_home_work_slow}};
    if (home)
        return (struct split){
            .home = c->with_home_home,
            .work = c->with_home_work,
            .public_share = {[FAST] = c->with_home_fast, [SLOW] = c->with_home_slow}};
    if (work)
        return (struct split){
            .work = c->with_work_work,
            .public_share = {[FAST] = c->with_work_fast, [SLOW] = c->with_work_slow}};
    return (struct split){
        .work = c->without_home_work,
        .public_share = {[FAST] = c->without_home_fast, [SLOW] = c->without_home_slow}};
}

int groups_of(struct group out[GROUPS_MAX], const struct fleet_class *c, bool by_zone,
              double home_mean)
{
    int n = 0;

    for (int work = 0; work < (isnan(c->work_access) ? 1 : 2); work++) {
        double part = isnan(c->work_access) ? 1 : work ? c->work_access : 1 - c->work_access;

        part *= 1 - c->depot_share;
        for (int home = 0; home < 2; home++) {
            struct group *g = &out[n++];

            g->split = split_of(c, home, work);
            g->sum = part * (home ? home_mean : 1 - home_mean);
            g->share = (struct energy_part){g->sum, 0};
            if (by_zone)
                g->share =
                    home ? (struct energy_part){0, part} : (struct energy_part){part, -part};
        }
    }
    out[n++] = (struct group){
        .share = {c->depot_share, 0},
        .sum = c->depot_share,
        .split = {.depot = c->at_depot_depot,
                  .public_share = {[FAST] = c->at_depot_fast, [SLOW] = c->at_depot_slow}}};
    return n;
}

struct split groups_phev(const struct split *battery)
{
    struct split s = *battery;

    s.public_share[SLOW] += s.public_share[FAST];
    s.public_share[FAST] = 0;
    return s;
}
