/* serve_worth.c - the objective of rule_then_serve a second time, in plain loops over zones:
 * augmenting paths by depth-first search on a dense table of zones and sites. */
#include "model/serve/serve.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

struct worth_work {
    const struct serve_input *in;
    enum service v;
    const int *size;
    double *given; /* [n_zones x n_sites] */
    double *room;  /* [n_sites] */
    bool *seen;    /* [n_sites] */
};

static double worth_push(struct worth_work *w, int zone, double want)
{
    const struct reach *reach = w->in->reach[w->v];
    int n_sites = w->in->n_sites;

    for (int k = reach->row_start[zone]; k < reach->row_start[zone + 1]; k++) {
        int s = reach->site[k];
        double amount = want < w->room[s] ? want : w->room[s];

        if (w->size[s] < 0 || w->seen[s]) continue;
        w->seen[s] = true;
        if (amount <= 1e-13) amount = 0;
        for (int z = 0; z < w->in->n_zones && amount <= 0; z++) {
            double *there = &w->given[(size_t)z * (size_t)n_sites + (size_t)s];

            if (*there <= 1e-13) continue;
            amount = worth_push(w, z, want < *there ? want : *there);
            *there -= amount;
            w->room[s] += amount;
        }
        if (amount <= 0) continue;
        w->given[(size_t)zone * (size_t)n_sites + (size_t)s] += amount;
        w->room[s] -= amount;
        return amount;
    }
    return 0;
}

static double worth_side(struct worth_work *w)
{
    const struct serve_input *in = w->in;
    const double *load = in->load[w->v], *kwh = in->kwh[w->v];
    double value = 0;
    bool *done = calloc((size_t)in->n_zones + 1, sizeof *done);

    for (int turn = 0; done && turn < in->n_zones; turn++) {
        int zone = -1;
        double left;

        for (int z = 0; z < in->n_zones; z++)
            if (!done[z] && load[z] > 0 &&
                (zone < 0 || kwh[z] * load[zone] > kwh[zone] * load[z]))
                zone = z;
        if (zone < 0) break;
        done[zone] = true;
        left = load[zone];
        for (double got = 1; left > 1e-12 * load[zone] && got > 0; left -= got) {
            memset(w->seen, 0, (size_t)in->n_sites * sizeof *w->seen);
            got = worth_push(w, zone, left);
        }
        value += kwh[zone] * (load[zone] - left) / load[zone];
    }
    free(done);
    return done ? value : (double)NAN;
}

/* Has a site sizes, and no open site too near to it that stands in every plan? */
static bool can_stand(const struct serve_input *in, int s)
{
    const struct reach *near = in->sides.too_near;

    if (in->size_start[s] == in->size_start[s + 1]) return false;
    for (int k = near ? near->row_start[s] : 0; near && k < near->row_start[s + 1]; k++) {
        int other = near->site[k];

        if (in->status[s] == SITE_CANDIDATE && in->status[other] != SITE_CANDIDATE &&
            in->status[other] != SITE_FORBIDDEN &&
            in->size_start[other] < in->size_start[other + 1])
            return false;
    }
    return true;
}

/* Districts and spacing. */
static bool sides_kept(const struct serve_input *in, const int size[])
{
    const struct serve_sides *sides = &in->sides;

    for (int d = 0; sides->min_per_district > 0 && d < sides->n_districts; d++) {
        int n = 0;

        for (int s = 0; s < in->n_sites; s++)
            n += size[s] >= 0 && sides->site_district[s] == d;
        if (n < sides->min_per_district) return false;
    }
    for (int s = 0; sides->too_near && s < in->n_sites; s++)
        for (int k = sides->too_near->row_start[s]; k < sides->too_near->row_start[s + 1]; k++)
            if (size[s] >= 0 && size[sides->too_near->site[k]] >= 0 &&
                in->status[s] != SITE_EXISTING)
                return false;
    return true;
}

static bool plan_allowed(const struct serve_input *in, const int size[])
{
    double cost = 0;

    for (int s = 0; s < in->n_sites; s++) {
        bool must = in->status[s] == SITE_EXISTING || in->status[s] == SITE_REQUIRED;

        if (size[s] < 0 && must && in->size_start[s] < in->size_start[s + 1]) return false;
        if (size[s] >= 0) cost += in->size[size[s]].cost;
    }
    for (int z = 0; in->rule && z < in->n_zones; z++) {
        bool possible = false, met = false;

        for (int k = in->rule->row_start[z]; k < in->rule->row_start[z + 1]; k++) {
            int s = in->rule->site[k];

            if (can_stand(in, s)) possible = true;
            if (size[s] >= 0) met = true;
        }
        if (possible && !met) return false;
    }
    return sides_kept(in, size) && cost <= placement_money(in->budget);
}

double serve_worth(const struct serve_input *in, const int size[])
{
    struct worth_work w = {.in = in, .size = size};
    double value = 0;

    if (!plan_allowed(in, size)) return NAN;
    for (enum service v = FAST; v < N_SERVICES; v++) {
        w.v = v;
        w.given = calloc((size_t)in->n_zones * (size_t)in->n_sites + 1, sizeof *w.given);
        w.room = calloc((size_t)in->n_sites + 1, sizeof *w.room);
        w.seen = calloc((size_t)in->n_sites + 1, sizeof *w.seen);
        for (int s = 0; w.room && s < in->n_sites; s++)
            w.room[s] = size[s] < 0 ? 0 : in->size[size[s]].capacity[v];
        value += w.given && w.room && w.seen ? worth_side(&w) : (double)NAN;
        free(w.given);
        free(w.room);
        free(w.seen);
    }
    return value;
}
