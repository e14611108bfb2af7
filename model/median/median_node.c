/* median_node.c - see median_node.h: rules, and the lists that decisions leave. */
#include "model/median/median_node.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* ---- rules ---- */

void median_rules_clear(struct median_rules *r)
{
    free(r->start);
    free(r->site);
    free(r->coef);
    free(r->room);
    *r = (struct median_rules){0};
}

static void fill_budget(struct median_rules *r, const struct median *m)
{
    double mean = 0;

    for (int s = 0; s < m->n_sites; s++)
        mean += m->cost[s] / m->n_sites;
    if (!(mean > 0)) mean = 1;
    for (int s = 0; s < m->n_sites; s++) {
        r->site[s] = s;
        r->coef[s] = m->cost[s] / mean;
    }
    r->start[++r->n] = m->n_sites;
    r->room[0] = m->budget / mean;
}

/* A site stands for the zones around it: rules count as much as these in the length of a step.
 */
static void weigh(struct median_rules *r, const struct median *m)
{
    double times = sqrt((double)m->n_zones / (1 + m->p));

    for (int k = 0; k < r->start[r->n]; k++)
        r->coef[k] *= times;
    for (int q = 0; q < r->n; q++)
        r->room[q] *= times;
}

enum err median_rules_fill(struct median_rules *r, const struct median *m, struct error *err)
{
    bool has_budget = !isinf(m->budget);
    struct reach *cliques = NULL;
    size_t n = has_budget, pairs = has_budget ? (size_t)m->n_sites : 0;

    *r = (struct median_rules){0};
    if (m->near != NULL) {
        TRY(cover_cliques(&cliques, m->near, NULL, err));
        n += (size_t)cliques->n_zones;
        pairs += (size_t)cliques->row_start[cliques->n_zones];
    }
    r->start = calloc(n + 1, sizeof *r->start);
    r->site = malloc((pairs + 1) * sizeof *r->site);
    r->coef = malloc((pairs + 1) * sizeof *r->coef);
    r->room = malloc((n + 1) * sizeof *r->room);
    if (r->start == NULL || r->site == NULL || r->coef == NULL || r->room == NULL) {
        reach_free(cliques);
        return error_nomem(err, "the rules of a p-median");
    }
    if (has_budget) fill_budget(r, m);
    for (int c = 0; cliques != NULL && c < cliques->n_zones; c++) {
        int at = r->start[r->n];

        for (int k = cliques->row_start[c]; k < cliques->row_start[c + 1]; k++) {
            r->site[at] = cliques->site[k];
            r->coef[at++] = 1;
        }
        r->room[r->n] = 1;
        r->start[++r->n] = at;
    }
    reach_free(cliques);
    weigh(r, m);
    return ERR_OK;
}

/* ---- memory ---- */

void median_work_clear(struct median_work *w)
{
    free(w->row_start);
    free(w->site);
    free(w->pay);
    free(w->served);
    free(w->free_site);
    free(w->lack);
    free(w->room);
    free(w->choice);
    free(w->v);
    free(w->best_v);
    free(w->grad);
    free(w->way);
    free(w->r);
    free(w->order);
    free(w->take);
    free(w->often);
    *w = (struct median_work){0};
}

enum err median_work_begin(struct median_work *w, const struct median *m,
                           const struct median_rules *rules, struct median_plan *plan,
                           struct cover_limits *limits, struct cover_state *state,
                           struct error *err)
{
    size_t n = (size_t)m->n_sites + 1, nz = (size_t)m->n_zones + 1;
    size_t n_pairs = (size_t)m->row_start[m->n_zones] + 1, n_v = nz + (size_t)rules->n;

    *w = (struct median_work){
        .m = m, .rules = rules, .limits = limits, .state = state, .plan = plan};
    w->row_start = calloc(nz, sizeof *w->row_start);
    w->site = malloc(n_pairs * sizeof *w->site);
    w->pay = malloc(n_pairs * sizeof *w->pay);
    w->served = calloc(nz, sizeof *w->served);
    w->free_site = calloc(n, sizeof *w->free_site);
    w->lack = calloc((size_t)m->n_districts + 1, sizeof *w->lack);
    w->room = calloc((size_t)rules->n + 1, sizeof *w->room);
    w->choice = calloc(n, sizeof *w->choice);
    w->v = calloc(n_v, sizeof *w->v);
    w->best_v = calloc(n_v, sizeof *w->best_v);
    w->grad = calloc(n_v, sizeof *w->grad);
    w->way = calloc(n_v, sizeof *w->way);
    w->r = calloc(n, sizeof *w->r);
    w->order = calloc(n, sizeof *w->order);
    w->take = calloc(n, sizeof *w->take);
    w->often = calloc(n, sizeof *w->often);
    if (w->row_start == NULL || w->site == NULL || w->pay == NULL || w->served == NULL ||
        w->free_site == NULL || w->lack == NULL || w->room == NULL || w->choice == NULL ||
        w->v == NULL || w->best_v == NULL || w->grad == NULL || w->way == NULL ||
        w->r == NULL || w->order == NULL || w->take == NULL || w->often == NULL)
        return error_nomem(err, "the p-median problem");
    return ERR_OK;
}

/* ---- lists ---- */

/* What the open sites leave of each limit. */
static void count_open(struct median_work *w)
{
    const struct median *m = w->m;
    const struct median_rules *rules = w->rules;
    double cost = 0;

    w->p = m->p;
    for (int d = 0; m->district != NULL && d < m->n_districts; d++)
        w->lack[d] = m->least[d];
    for (int s = 0; s < m->n_sites; s++) {
        if (w->choice[s] != COVER_OPEN) continue;
        w->p--;
        cost += m->cost[s];
        if (m->district != NULL && m->district[s] >= 0) w->lack[m->district[s]]--;
    }
    w->budget = m->budget - cost;
    w->n_lack = 0;
    for (int d = 0; m->district != NULL && d < m->n_districts; d++)
        w->n_lack += w->lack[d] > 0 ? w->lack[d] : 0;
    for (int q = 0; q < rules->n; q++) {
        w->room[q] = rules->room[q];
        for (int k = rules->start[q]; k < rules->start[q + 1]; k++)
            if (w->choice[rules->site[k]] == COVER_OPEN) w->room[q] -= rules->coef[k];
    }
    w->hopeless = w->p < 0 || w->n_lack > w->p || (cost > 0 && cost > m->budget);
}

/* Sites that cannot open beside the open ones. */
static void imply(struct median_work *w)
{
    const struct median *m = w->m;
    const struct reach *near = m->near;

    for (int s = 0; s < m->n_sites; s++) {
        bool lacks = m->district != NULL && m->district[s] >= 0 && w->lack[m->district[s]] > 0;

        if (w->choice[s] == COVER_OPEN && near != NULL)
            for (int k = near->row_start[s]; k < near->row_start[s + 1]; k++) {
                int r = near->site[k];

                if (w->choice[r] == COVER_OPEN) w->hopeless = true;
                if (w->choice[r] == COVER_FREE) w->choice[r] = COVER_CLOSED;
            }
        if (w->choice[s] != COVER_FREE) continue;
        if (m->cost[s] > w->budget || w->p <= 0 || (w->n_lack >= w->p && !lacks))
            w->choice[s] = COVER_CLOSED;
    }
}

void median_fill(struct median_work *w)
{
    const struct median *m = w->m;
    int at = 0;

    count_open(w);
    imply(w);
    w->n_free = 0;
    for (int s = 0; s < m->n_sites; s++)
        if (w->choice[s] == COVER_FREE) w->free_site[w->n_free++] = s;
    for (int z = 0; z < m->n_zones; z++) {
        w->served[z] = m->served[z];
        for (int k = m->row_start[z]; k < m->row_start[z + 1]; k++) {
            unsigned char choice = w->choice[m->site[k]];

            if (choice == COVER_OPEN) {
                w->served[z] = m->pay[k];
                break;
            }
            if (choice != COVER_FREE) continue;
            w->site[at] = m->site[k];
            w->pay[at++] = m->pay[k];
        }
        if (at == w->row_start[z] && isinf(w->served[z])) w->hopeless = true;
        w->row_start[z + 1] = at;
    }
}
