/* city_people.c - see city_people.h */
#include "scenarios/city_people.h"

#include "scenarios/csv.h"

static const double least = 1000, factor = 3;

static double weights(const struct city *city)
{
    double sum = 0;

    for (int z = 0; z < city->n_zones; z++)
        sum += city->weight[NIGHT][z];
    return sum;
}

enum err city_people_warn(struct city *city, const struct scenario *scenario, struct error *err)
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
