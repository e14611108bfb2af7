/* city_people.c - see city_people.h */
#include "scenarios/city_people.h"

#include <stdio.h>
#include <string.h>

#include "scenarios/csv.h"

static const double least = 1000, factor = 3;

static double weights(const struct city *city)
{
    double sum = 0;

    for (int z = 0; z < city->n_zones; z++)
        sum += city->weight[NIGHT][z];
    return sum;
}

/* Where a setting was said, by its origin; NULL where it was not. */
static const char *origin_of(const struct scenario *s, const char *id, const char *key)
{
    char path[160];

    snprintf(path, sizeof path, "fleet.%.128s.%s", id, key);
    for (int k = 0; k < s->n_settings; k++)
        if (strcmp(s->setting[k].path, path) == 0 &&
            strcmp(s->setting[k].origin, "default") != 0)
            return s->setting[k].origin;
    return NULL;
}

/* Who gives a class its own home access beside the zones' column likely does not know that the
 * column is the one that counts. */
static enum err two_accesses(struct city *city, const struct scenario *s, struct error *err)
{
    for (int k = 0; k < s->n_classes && city->home_access != NULL; k++) {
        const struct fleet_class *c = &s->fleet[k];

        if (!c->home_by_zone || origin_of(s, c->id, "home_access") == NULL ||
            origin_of(s, c->id, "home_by_zone") != NULL)
            continue;
        TRY(said_add(&city->warning, &city->n_warnings, err, MSG_WARN_TWO_ACCESSES,
                     said_text(csv_quote(c->id).text), said_figure(c->home_access),
                     said_text(s->zones.home_access)));
    }
    return ERR_OK;
}

static enum err other_people(struct city *city, const struct scenario *scenario,
                             struct error *err)
{
    double people = weights(city);

    for (int k = 0; k < scenario->n_classes && people >= least; k++) {
        const struct fleet_class *c = &scenario->fleet[k];
        int year = scenario->study.years.year[0];
        double said = c->population.n > 0 ? series_at(&c->population, year) : 0;

        if (c->curve != CURVE_PENETRATION || said <= 0) continue;
        if (said <= factor * people && people <= factor * said) continue;
        return said_add(&city->warning, &city->n_warnings, err, MSG_WARN_OTHER_PEOPLE,
                        said_text(csv_quote(c->id).text), said_number(said, 0),
                        said_figure(year), said_number(people, 0));
    }
    return ERR_OK;
}

enum err city_people_warn(struct city *city, const struct scenario *scenario, struct error *err)
{
    TRY(two_accesses(city, scenario, err));
    return other_people(city, scenario, err);
}
