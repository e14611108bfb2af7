/* placement_sides.c - districts and spacing: rows, checks and reasons. */
#include "model/placement/placement_sides.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "model/milp.h"
#include "model/placement/placement_task.h"

static bool has_districts(const struct placement_input *in)
{
    return in->min_per_district > 0 && in->site_district != NULL && in->n_districts > 0;
}

bool placement_sides_any(const struct placement_input *in)
{
    return has_districts(in) || in->too_near != NULL;
}

/* The first site too near to s that every plan has open, -1: none. Of two existing sites
 * nobody asks how far apart they are. */
static int forced_near(const struct placement_input *in, int s)
{
    const struct reach *near = in->too_near;

    if (near == NULL) return -1;
    for (int k = near->row_start[s]; k < near->row_start[s + 1]; k++) {
        enum site_status other = in->status[near->site[k]];

        if (!placement_task_forced(other)) continue;
        if (other == SITE_EXISTING && in->status[s] == SITE_EXISTING) continue;
        return near->site[k];
    }
    return -1;
}

bool placement_sides_blocked(const struct placement_input *in, int s)
{
    return in->status[s] == SITE_CANDIDATE && forced_near(in, s) >= 0;
}

/* ---- reasons ---- */

static const char *name_of(const char *const *id, int k, char number[static 16])
{
    if (id != NULL) return id[k];
    snprintf(number, 16, "%d", k + 1);
    return number;
}

static bool required_apart(const struct placement_input *in, struct placement_plan *plan)
{
    char a[16], b[16];

    for (int s = 0; s < in->reach->n_sites; s++) {
        int other = in->status[s] == SITE_REQUIRED ? forced_near(in, s) : -1;

        if (other < 0) continue;
        said_set(&plan->reason,
                 in->status[other] == SITE_EXISTING ? MSG_WHY_REQUIRED_NEAR_EXISTING
                                                    : MSG_WHY_REQUIRED_NEAR,
                 said_text(name_of(in->site_id, s, a)),
                 said_text(name_of(in->site_id, other, b)));
        plan->status = PLAN_INFEASIBLE;
        return false;
    }
    return true;
}

static bool districts_can(const struct placement_input *in, struct placement_plan *plan)
{
    for (int d = 0; has_districts(in) && d < in->n_districts; d++) {
        char number[16];
        int n = 0;

        for (int s = 0; s < in->reach->n_sites; s++)
            n += in->site_district[s] == d && in->status[s] != SITE_FORBIDDEN &&
                 !placement_sides_blocked(in, s);
        if (n >= in->min_per_district) continue;
        said_set(&plan->reason,
                 in->too_near != NULL ? MSG_WHY_DISTRICT_FEW_SPACED : MSG_WHY_DISTRICT_FEW,
                 said_text(name_of(in->district_id, d, number)),
                 said_figure(in->min_per_district), said_figure(n));
        plan->status = PLAN_INFEASIBLE;
        return false;
    }
    return true;
}

bool placement_sides_fit(const struct placement_input *in, struct placement_plan *plan)
{
    return required_apart(in, plan) && districts_can(in, plan);
}

/* ---- cliques ---- */

/* Place of a pair in the rows, -1: there is none. */
static int find_pair(const struct reach *near, int a, int b)
{
    int low = near->row_start[a], high = near->row_start[a + 1];

    while (low < high) {
        int mid = low + (high - low) / 2;

        if (near->site[mid] < b)
            low = mid + 1;
        else
            high = mid;
    }
    return low < near->row_start[a + 1] && near->site[low] == b ? low : -1;
}

/* Grows a clique from a and b by the sites that are near to all in it; marks its pairs. */
static int grow_clique(const struct reach *near, const bool usable[], int a, int b,
                       bool in_some[], int clique[])
{
    int n = 2;

    clique[0] = a;
    clique[1] = b;
    for (int k = near->row_start[a]; k < near->row_start[a + 1]; k++) {
        int s = near->site[k], i = 1;

        if (!usable[s] || s == b) continue;
        while (i < n && find_pair(near, s, clique[i]) >= 0)
            i++;
        if (i == n) clique[n++] = s;
    }
    for (int i = 0; i < n; i++)
        for (int j = 0; j < n; j++)
            if (i != j) in_some[find_pair(near, clique[i], clique[j])] = true;
    return n;
}

static enum err append(struct reach *to, int *room, const int clique[], int n,
                       struct error *err)
{
    int at = to->row_start[to->n_zones];

    if (at + n > *room || to->n_zones + 2 > *room) {
        int wider = 2 * (*room + n) + 1000;
        int *site = realloc(to->site, (size_t)wider * sizeof *site), *start;

        if (site != NULL) to->site = site;
        start = realloc(to->row_start, (size_t)wider * sizeof *start);
        if (start != NULL) to->row_start = start;
        if (site == NULL || start == NULL) return error_nomem(err, "the least spacing");
        *room = wider;
    }
    memcpy(to->site + at, clique, (size_t)n * sizeof *clique);
    to->row_start[++to->n_zones] = at + n;
    return ERR_OK;
}

static int compare_numbers(const void *a, const void *b)
{
    const int *x = a, *y = b;

    return (*x > *y) - (*x < *y);
}

enum err placement_sides_cliques(struct reach **out, const struct reach *near,
                                 const bool usable[], struct error *err)
{
    int n_sites = near->n_sites, room = 1;
    bool *in_some = calloc((size_t)near->row_start[n_sites] + 1, sizeof *in_some);
    int *clique = malloc(((size_t)n_sites + 1) * sizeof *clique);
    struct reach *to = calloc(1, sizeof *to);
    enum err code = ERR_OK;

    if (to != NULL) {
        to->n_sites = n_sites;
        to->row_start = calloc(1, sizeof *to->row_start);
        to->site = malloc(sizeof *to->site);
    }
    if (in_some == NULL || clique == NULL || to == NULL || to->row_start == NULL ||
        to->site == NULL)
        code = error_nomem(err, "the least spacing");
    for (int a = 0; a < n_sites && code == ERR_OK; a++)
        for (int k = near->row_start[a]; k < near->row_start[a + 1] && code == ERR_OK; k++) {
            int b = near->site[k], n;

            if (b <= a || !usable[a] || !usable[b] || in_some[k]) continue;
            n = grow_clique(near, usable, a, b, in_some, clique);
            qsort(clique, (size_t)n, sizeof *clique, compare_numbers);
            code = append(to, &room, clique, n, err);
        }
    free(in_some);
    free(clique);
    if (code == ERR_OK)
        *out = to;
    else
        reach_free(to);
    return code;
}

/* ---- for build() and worth() ---- */

static void build_spacing(const struct placement_input *in, struct milp *m)
{
    bool *usable = calloc((size_t)in->reach->n_sites + 1, sizeof *usable);
    struct reach *cliques = NULL;
    struct error ignored;

    for (int s = 0; usable != NULL && s < in->reach->n_sites; s++)
        usable[s] = in->status[s] == SITE_CANDIDATE && !placement_sides_blocked(in, s);
    if (usable == NULL ||
        placement_sides_cliques(&cliques, in->too_near, usable, &ignored) != ERR_OK) {
        milp_out_of_memory(m);
        free(usable);
        return;
    }
    for (int c = 0; c < cliques->n_zones; c++) {
        int row = milp_add_row(m, -INFINITY, 1);

        for (int k = cliques->row_start[c]; k < cliques->row_start[c + 1]; k++)
            milp_add_coef(m, row, cliques->site[k], 1);
    }
    for (int s = 0; s < in->reach->n_sites; s++) {
        if (placement_sides_blocked(in, s)) milp_set_col_bounds(m, s, 0, 0);
        /* Required ones too near to another: bounds that cross, no plan. */
        if (in->status[s] == SITE_REQUIRED && forced_near(in, s) >= 0)
            milp_set_col_bounds(m, s, 1, 0);
    }
    reach_free(cliques);
    free(usable);
}

void placement_sides_build(const struct placement_input *in, struct milp *m)
{
    int first;

    if (in->too_near != NULL) build_spacing(in, m);
    if (!has_districts(in)) return;
    first = milp_add_row(m, in->min_per_district, INFINITY);
    for (int d = 1; d < in->n_districts; d++)
        milp_add_row(m, in->min_per_district, INFINITY);
    for (int s = 0; s < in->reach->n_sites; s++)
        if (in->site_district[s] >= 0) milp_add_coef(m, first + in->site_district[s], s, 1);
}

bool placement_sides_keep(const struct placement_input *in, const bool open[])
{
    const struct reach *near = in->too_near;
    int n_sites = in->reach->n_sites;

    for (int s = 0; near != NULL && s < n_sites; s++) {
        if (!open[s] || in->status[s] == SITE_EXISTING) continue;
        for (int k = near->row_start[s]; k < near->row_start[s + 1]; k++)
            if (open[near->site[k]]) return false;
    }
    for (int d = 0; has_districts(in) && d < in->n_districts; d++) {
        int n = 0;

        for (int s = 0; s < n_sites; s++)
            n += open[s] && in->site_district[s] == d;
        if (n < in->min_per_district) return false;
    }
    return true;
}
