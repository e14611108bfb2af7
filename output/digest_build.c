/* digest_build.c - what the phases build, what room is left, and what the chargers do. */
#include <math.h>
#include <stddef.h>

#include "output/digest.h"

double digest_full_share(const struct run *run, int network, enum service v)
{
    struct energy e = digest_energy(run, run->network[network], v, -1);

    return e.demand > 0 ? e.full / e.demand : NAN;
}

const struct rule_result *digest_core_rule(const struct run *run)
{
    const struct access_params *access = &run->scenario->access;

    for (int k = 0; k < run->rules->n; k++) {
        const struct rule_result *r = &run->rules->result[k];

        if (r->kind == RULE_CORE_RADIUS && r->network == run->n_networks - 1 &&
            fabs(r->target - access->rule_radius_core_km) < 1e-9 &&
            r->strict == access->rule_strict)
            return r;
    }
    return NULL;
}

struct built digest_built(const struct run *run, const struct phase *phase)
{
    const struct network *before = run->network[phase->network - 1];
    const struct network *after = run->network[phase->network];
    struct built b = {0};

    for (int s = 0; s < run->city->n_sites; s++) {
        int added = 0;

        for (int k = 0; k < after->n_kinds; k++) {
            const struct kind *kind = &run->scenario->kind[k];
            int more = after->n_chargers[s * after->n_kinds + k] -
                       before->n_chargers[s * after->n_kinds + k] -
                       (network_by_rule(after, s, k) - network_by_rule(before, s, k));

            added += more;
            b.chargers[kind->system] += more;
            b.outlets += more * kind->outlets;
            b.kw += more * kind->power_kw;
        }
        b.new_sites += digest_is_new(after, s) && !before->open[s];
        b.grown_sites += added > 0 && !(digest_is_new(after, s) && !before->open[s]);
        b.grown_today += before->open[s] && added > 0 && !digest_is_new(before, s);
    }
    return b;
}

/* Is there a bay and the power for one more charger of a kind? */
static bool one_more_fits(const struct run *run, const struct network *n, int s, int kind)
{
    const struct kind *one = &run->scenario->kind[kind];
    struct site_room room = network_room(run->scenario, run->city, n, s);

    return one->bays <= room.bays + 1e-9 && one->power_kw <= room.kw + 1e-9;
}

struct room digest_room(const struct run *run, const struct network *n)
{
    struct room room = {0};

    for (int s = 0; s < run->city->n_sites; s++) {
        if (!n->open[s] || !network_serves_public(run->city, s)) continue;
        if (!network_is_station(run->scenario, n, s)) continue;
        room.stations++;
        for (int v = 0; v < N_SERVICES; v++) {
            int kind = sizing_new_kind(run->scenario, (enum service)v);

            room.full[v] += kind < 0 || !one_more_fits(run, n, s, kind);
        }
    }
    return room;
}

struct use digest_use(const struct run *run, const struct network *n)
{
    double kw = supply_count(run->scenario, run->city, n).public_kw, served = 0;
    double vehicles = run->demand->totals[n->year_index].vehicles;

    for (int v = 0; v < N_SERVICES; v++)
        served += digest_energy(run, n, (enum service)v, -1).served;
    return (struct use){vehicles > 0 ? kw / vehicles : NAN, kw > 0 ? served / (24 * kw) : NAN};
}

enum err digest_bridge(struct bridge **out, const struct run *run, struct error *err)
{
    return bridge_create(out, run->scenario, run->city, run->fleet, run->demand, run->plans,
                         run->rules, run->n_networks, run->network, err);
}
