/* fixture_road_city.c - see fixture_road_city.h */
#include "tests/fixture_road_city.h"

#include "tests/assert.h"

static const char *const sets[] = {"study.years=[2020,2030]", "placement.phases=[2030]",
                                   "placement.budget=6e7", "placement.gap=0.05"};

void fixture_road_city_make(struct road_city *c, int n_threads)
{
    struct problems problems = {0};
    struct error err = {0};

    if (load_scenario(&c->loaded, ROAD_CITY, COUNT(sets), sets, &problems, &err) != ERR_OK)
        fail_msg("%s", problems.n > 0 ? problems.text[0] : err.text);
    if (run_create(&c->run, c->loaded.scenario, c->loaded.city, c->loaded.scenario->plans,
                   n_threads, &err) != ERR_OK)
        fail_msg("%s", err.text);
}

void fixture_road_city_drop(struct road_city *c)
{
    run_free(c->run);
    load_clear(&c->loaded);
}
