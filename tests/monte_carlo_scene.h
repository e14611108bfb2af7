/* monte_carlo_scene.h - the tiny city with a plan, two ratio rules and what is uncertain, for
 * test_monte_carlo*.c: runs with draws, and quantiles told a second time. */
#ifndef CHARGEPLAN_TESTS_MONTE_CARLO_SCENE_H
#define CHARGEPLAN_TESTS_MONTE_CARLO_SCENE_H

#include <stdlib.h>
#include <string.h>

#include "sim/run.h"
#include "tests/fixture.h"
#include "tests/plans_scene.h"

enum { MOST = 4 };

static struct uncertain item[MOST];
static struct rule_request rule[2];

static void add(struct scenario *s, const char *id, const char *setting, double spread)
{
    static char ids[MOST][16], settings[MOST][64];
    int k = s->n_uncertain++;

    snprintf(ids[k], sizeof ids[k], "%s", id);
    snprintf(settings[k], sizeof settings[k], "%s", setting);
    item[k] = (struct uncertain){.id = ids[k],
                                 .setting = settings[k],
                                 .shape = SHAPE_LOGNORMAL,
                                 .spread = spread,
                                 .low = NAN,
                                 .high = NAN};
    s->uncertain = item;
}

/* The tiny scenario with a plan for 2030 and two ratio rules; nothing is uncertain yet. */
static struct scenario *town(int draws)
{
    static char model[] = "rule_then_serve", name[] = "tiny", meaning[] = "own";
    struct scenario *s = fixture_scenario();

    s->head.name = name;
    s->placement.model = model;
    s->placement.gap = 0;
    s->placement.budget = fixture_number(2e6);
    s->monte_carlo.draws = draws;
    s->study.seed = 7;
    rule[0] =
        (struct rule_request){.rule = RULE_EV_PER_CHARGER, .target = 7, .meaning = meaning};
    rule[1] =
        (struct rule_request){.rule = RULE_EV_PER_STATION, .target = 90, .meaning = meaning};
    rule[0].strength = rule[1].strength = STRENGTH_AIM;
    s->rule = rule;
    s->n_rules = 2;
    return s;
}

static struct run *run_on(const struct scenario *s, const struct city *city, int n_threads)
{
    struct run *run = NULL;
    struct error err;

    if (run_create(&run, s, city, plans, n_threads, &err) != ERR_OK) fail_msg("%s", err.text);
    return run;
}

static struct run *several(int draws, double times)
{
    struct scenario *s = town(draws);

    add(s, "km", "fleet.private.km_per_day", 0.2 * times);
    add(s, "ev", "fleet.private.ev_share", 0.25 * times);
    add(s, "taxi", "fleet.taxi.points", 0.15 * times);
    add(s, "stay", "demand.stay_h.night", 0.1 * times);
    return run_on(s, fixture_city(), 1);
}

static int compare(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;

    return (x > y) - (x < y);
}

/* Definition 7 by plain sorting, told a second time. */
static double quantile(const double figure[], int n, double share)
{
    double sorted[1000], place = share * (n - 1);
    int k = (int)place;

    memcpy(sorted, figure, (size_t)n * sizeof *figure);
    qsort(sorted, (size_t)n, sizeof *sorted, compare);
    return k + 1 < n ? sorted[k] * (k + 1 - place) + sorted[k + 1] * (place - k) : sorted[k];
}

#endif
