/* ways_words.c - see ways_words.h. */
#include "output/ways_words.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

static char *length(enum language language, enum message unit, double value, char *buffer,
                    size_t size)
{
    char number[64];

    if (unit == MSG_WAYS_METRES)
        messages_number(number, sizeof number, language, value, 0);
    else
        snprintf(number, sizeof number, "%.10g", value);
    return messages_fill(buffer, size, language, unit, number, NULL);
}

static char *range(enum language language, enum message unit, double least, double most,
                   char *buffer, size_t size)
{
    char low[128], high[128];

    if (!(least < most)) return length(language, unit, most, buffer, size);
    return messages_fill(buffer, size, language, MSG_WAYS_RANGE,
                         length(language, unit, least, low, sizeof low),
                         length(language, unit, most, high, sizeof high), NULL);
}

/* The least and the largest reach of a service's zones. */
static void extremes(const struct run *run, enum service v, double *least, double *most)
{
    const double *reach = run->city->service_way[v];

    *least = INFINITY;
    *most = 0;
    for (int z = 0; z < run->city->n_zones; z++) {
        *least = fmin(*least, reach[z]);
        *most = fmax(*most, reach[z]);
    }
}

char *ways_reach(enum language language, const struct run *run, enum service v, char *buffer,
                 size_t size)
{
    bool minutes = scenario_in_minutes(run->scenario, v);
    double least, most;

    extremes(run, v, &least, &most);
    return range(language, minutes ? MSG_WAYS_MINUTES : MSG_WAYS_METRES, least, most, buffer,
                 size);
}

char *ways_circle(enum language language, const struct run *run, enum service v, char *buffer,
                  size_t size)
{
    double least, most;

    extremes(run, v, &least, &most);
    return range(language, MSG_WAYS_METRES, scenario_circle_m(run->scenario, v, least),
                 scenario_circle_m(run->scenario, v, most), buffer, size);
}

const char *ways_how(enum language language, const struct run *run, enum service v)
{
    const struct scenario *s = run->scenario;

    switch (scenario_access_by(s, v)) {
    case ACCESS_BY_MATRIX:
        return messages_text(language, MSG_WAYS_MATRIX);
    case ACCESS_BY_STRAIGHT:
        return messages_text(language, MSG_WAYS_STRAIGHT);
    case ACCESS_BY_ROAD:
        break;
    }
    if (v == SLOW) return messages_text(language, MSG_WAYS_FOOT);
    return messages_text(language, s->roads.direction == WAYS_FROM_SITE ? MSG_WAYS_CAR_FROM
                                                                        : MSG_WAYS_CAR_TO);
}

/* Sums over the services that have ways; false where none has. */
static bool add_up(const struct run *run, int state, struct circle_figures *sum)
{
    bool any = false;

    *sum = (struct circle_figures){0};
    for (int v = 0; run->circles != NULL && v < N_SERVICES; v++) {
        const struct circle_figures *f = run->circles->figures[v];

        if (f == NULL) continue;
        any = true;
        sum->demand_kwh += f[state].demand_kwh;
        sum->circle_kwh += f[state].circle_kwh;
        sum->reached_kwh += f[state].reached_kwh;
        sum->circle_only_kwh += f[state].circle_only_kwh;
    }
    return any;
}

char *ways_claim(enum language language, const struct run *run, int state, char *buffer,
                 size_t size)
{
    bool streets = scenario_access_by(run->scenario, FAST) == ACCESS_BY_ROAD ||
                   scenario_access_by(run->scenario, SLOW) == ACCESS_BY_ROAD;
    enum message what = streets ? MSG_CIRCLES_STREETS : MSG_CIRCLES_MATRIX;
    struct circle_figures sum;
    char share[32];
    double more;

    buffer[0] = '\0';
    if (!add_up(run, state, &sum) || !(sum.reached_kwh > 0)) return buffer;
    more = sum.circle_kwh / sum.reached_kwh - 1;
    if (fabs(more) < 0.0005)
        return messages_fill(buffer, size, language, MSG_CIRCLES_SAME,
                             messages_text(language, what), NULL);
    messages_share(share, sizeof share, language, fabs(more));
    return messages_fill(buffer, size, language, more > 0 ? MSG_CIRCLES_MORE : MSG_CIRCLES_LESS,
                         share, messages_text(language, what), NULL);
}

double ways_unreached_share(const struct run *run, int state)
{
    struct circle_figures sum;

    if (!add_up(run, state, &sum) || !(sum.demand_kwh > 0)) return NAN;
    return sum.circle_only_kwh / sum.demand_kwh;
}

enum err ways_nearest(const struct run *run, const struct network *n, enum service v,
                      double way[], int site[], struct error *err)
{
    const struct reach *r = run->service[v];
    bool *serves = calloc((size_t)run->city->n_sites + 1, sizeof *serves);

    if (serves == NULL) return error_nomem(err, "the nearest sites");
    for (int s = 0; s < run->city->n_sites; s++)
        serves[s] = circles_serves(run->scenario, run->city, n, v, s);
    for (int z = 0; z < run->city->n_zones; z++) {
        way[z] = NAN;
        site[z] = -1;
        for (int k = r->row_start[z]; k < r->row_start[z + 1]; k++) {
            if (!serves[r->site[k]] || (site[z] >= 0 && !(r->way[k] < way[z]))) continue;
            way[z] = r->way[k];
            site[z] = r->site[k];
        }
    }
    free(serves);
    return ERR_OK;
}

double ways_snap_m(const struct road_snaps *snaps, int k)
{
    return k < snaps->n && snaps->edge[k] >= 0 ? snaps->away_m[k] : (double)NAN;
}
