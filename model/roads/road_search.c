/* road_search.c - from every site a search outward, bounded by the largest limit; see
 * road_search.h.
 *
 * Zones are met at the nodes where they join the net. A zone and a site within one edge may
 * also have the piece between them. */
#include "model/roads/road_search.h"

#include <limits.h>
#include <math.h>
#include <stdatomic.h>
#include <stdlib.h>

#include "model/coverage_found.h"
#include "model/parallel.h"
#include "model/roads/road_front.h"
#include "model/roads/road_search_own.h"

enum { SITES_A_TASK = 16 };

/* ---- zones ---- */

int road_stand_compare(const void *a, const void *b)
{
    const struct road_stand *x = a, *y = b;

    if (x->edge != y->edge) return x->edge < y->edge ? -1 : 1;
    return x->point < y->point ? -1 : x->point > y->point;
}

static bool list_stands(struct road_search *q)
{
    const struct road_snaps *zones = q->zones;

    q->stand = malloc(((size_t)zones->n + 1) * sizeof *q->stand);
    if (q->stand == NULL) return false;
    for (int z = 0; z < zones->n; z++)
        if (road_net_within(&q->net, zones, z))
            q->stand[q->n_stands++] = (struct road_stand){zones->edge[z], z};
    qsort(q->stand, (size_t)q->n_stands, sizeof *q->stand, road_stand_compare);
    return true;
}

/* Counts the entries of all nodes, or places them where they are counted. */
static bool walk_entries(struct road_search *q, struct road_joins *joins)
{
    bool begin = !q->net.measure.from_site;

    for (int z = q->zones->n - 1; z >= 0; z--) {
        if (!road_net_join(&q->net, q->zones, z, begin, joins)) return false;
        for (int k = 0; k < joins->n; k++) {
            struct road_join j = joins->join[k];

            if (q->entry == NULL)
                q->entry_start[j.node]++;
            else
                q->entry[--q->entry_start[j.node]] = (struct road_entry){j.cost, z};
        }
    }
    return true;
}

static bool list_entries(struct road_search *q)
{
    int n_nodes = q->net.graph->n_nodes, sum = 0;
    struct road_joins joins = {0};
    bool fine;

    q->entry_start = calloc((size_t)n_nodes + 1, sizeof *q->entry_start);
    fine = q->entry_start != NULL && walk_entries(q, &joins);
    if (fine) {
        for (int u = 0; u <= n_nodes; u++)
            q->entry_start[u] = sum += q->entry_start[u];
        q->entry = malloc(((size_t)sum + 1) * sizeof *q->entry);
        fine = q->entry != NULL && walk_entries(q, &joins);
    }
    free(joins.join);
    return fine;
}

enum err road_search_create(struct road_search **out, const struct road_graph *graph,
                            const struct road_measure *measure, const struct road_snaps *zones,
                            struct error *err)
{
    struct road_search *q = calloc(1, sizeof *q);
    enum err code;

    if (q == NULL) return error_nomem(err, "the ways along streets");
    q->zones = zones;
    code = road_net_create(&q->net, graph, measure, err);
    if (code == ERR_OK && !(list_stands(q) && list_entries(q)))
        code = error_nomem(err, "the ways along streets");
    if (code == ERR_OK)
        *out = q;
    else
        road_search_free(q);
    return code;
}

void road_search_free(struct road_search *q)
{
    if (q == NULL) return;
    road_net_clear(&q->net);
    free(q->entry_start);
    free(q->entry);
    free(q->stand);
    free(q);
}

/* ---- sites ---- */

/* What one thread works with. */
struct desk {
    atomic_flag taken;
    struct road_front front;
    struct road_joins joins;
    double *way; /* owned [n_zones] INFINITY: not met */
    int *met;    /* owned [n_zones] zones with a way */
    int n_met;
};

struct question {
    const struct road_search *search;
    const struct road_snaps *sites;
    const double *most;
    double most_label;            /* no node farther than this has a zone in reach */
    int *order;                   /* owned [n_sites] sites, neighbours together */
    int *n_site_pairs;            /* owned [n_sites] */
    struct coverage_found *found; /* owned [n_tasks] */
    struct desk *desk;            /* owned [n_desks] */
    int n_desks;
};

static bool in_reach(double way, double most)
{
    return most >= 0 && way <= most + coverage_slack_m;
}

static void meet(struct desk *d, int zone, double way)
{
    if (!(way < d->way[zone])) return;
    if (isinf(d->way[zone])) d->met[d->n_met++] = zone;
    d->way[zone] = way;
}

/* Zones that stand within the street of the site, on the piece between them. */
static void meet_beside(const struct question *q, struct desk *d, int s)
{
    const struct road_search *search = q->search;
    const struct road_snaps *zones = search->zones, *sites = q->sites;
    int edge = sites->edge[s], low = 0, high = search->n_stands;

    if (!road_net_within(&search->net, sites, s)) return;
    while (low < high) {
        int middle = low + (high - low) / 2;

        if (search->stand[middle].edge < edge)
            low = middle + 1;
        else
            high = middle;
    }
    for (; low < search->n_stands && search->stand[low].edge == edge; low++) {
        int z = search->stand[low].point;
        double a = zones->at_m[z], b = sites->at_m[s];
        double piece = search->net.measure.from_site ? road_net_piece(&search->net, edge, b, a)
                                                     : road_net_piece(&search->net, edge, a, b);

        meet(d, z,
             road_net_away(&search->net, sites, s) + piece +
                 road_net_away(&search->net, zones, z));
    }
}

static void search_site(const struct question *q, struct desk *d, int s,
                        struct coverage_found *found)
{
    const struct road_search *search = q->search;
    struct road_front *front = &d->front;

    if (!road_net_join(&search->net, q->sites, s, search->net.measure.from_site, &d->joins))
        front->nomem = true;
    for (int k = 0; k < d->joins.n; k++)
        road_front_start(front, d->joins.join[k].node, d->joins.join[k].cost);
    road_front_run(front, &search->net, q->most_label);
    meet_beside(q, d, s);
    for (int r = 0; r < front->n_reached; r++) {
        int u = front->reached[r];

        for (int k = search->entry_start[u]; k < search->entry_start[u + 1]; k++)
            meet(d, search->entry[k].zone, front->label[u] + search->entry[k].cost);
    }
    if (front->nomem) found->code = error_nomem(&found->err, "the ways along streets");
    for (int k = 0; k < d->n_met; k++) {
        int z = d->met[k];

        if (found->code == ERR_OK && in_reach(d->way[z], q->most[z]))
            coverage_found_add(found, true, z, d->way[z]);
        d->way[z] = INFINITY;
    }
    d->n_met = 0;
    road_front_reset(front);
}

static void search_task(void *context, int task)
{
    struct question *q = context;
    struct coverage_found *found = &q->found[task];
    int end = (task + 1) * SITES_A_TASK, k = 0;

    while (atomic_flag_test_and_set(&q->desk[k].taken)) /* there are as many as threads */
        k = (k + 1) % q->n_desks;
    for (int i = task * SITES_A_TASK; i < end && i < q->sites->n && found->code == ERR_OK;
         i++) {
        int before = found->n, s = q->order[i];

        search_site(q, &q->desk[k], s, found);
        q->n_site_pairs[s] = found->n - before;
    }
    atomic_flag_clear(&q->desk[k].taken);
}

/* Sites in the order of their edges: a search finds what the one before has left in the
 * processor's caches. */
static bool order_sites(struct question *q)
{
    const struct road_snaps *sites = q->sites;
    size_t n = (size_t)sites->n + 1;
    struct road_stand *stand = malloc(n * sizeof *stand);

    q->order = malloc(n * sizeof *q->order);
    if (stand == NULL || q->order == NULL) {
        free(stand);
        return false;
    }
    for (int s = 0; s < sites->n; s++)
        stand[s] = (struct road_stand){sites->edge[s], s};
    qsort(stand, (size_t)sites->n, sizeof *stand, road_stand_compare);
    for (int i = 0; i < sites->n; i++)
        q->order[i] = stand[i].point;
    free(stand);
    return true;
}

/* The largest limit less what lies between its zone and the node where it is met. Sums are
 * rounded otherwise than the ways: a little more. */
static double most_label(const struct road_search *search, const double most[])
{
    double label = -INFINITY;

    for (int k = 0; k < search->entry_start[search->net.graph->n_nodes]; k++) {
        double limit = most[search->entry[k].zone];
        double here = limit + coverage_slack_m - search->entry[k].cost;

        if (limit >= 0 && here > label) label = here;
    }
    return label > 0 ? label * (1 + 1e-9) + 1e-9 : label;
}

static bool create_desks(struct question *q, int n)
{
    const struct road_search *search = q->search;
    size_t n_zones = (size_t)search->zones->n + 1;

    q->desk = calloc((size_t)n, sizeof *q->desk);
    if (q->desk == NULL) return false;
    q->n_desks = n;
    for (int k = 0; k < n; k++) {
        struct desk *d = &q->desk[k];

        atomic_flag_clear(&d->taken);
        d->way = malloc(n_zones * sizeof *d->way);
        d->met = malloc(n_zones * sizeof *d->met);
        if (!road_front_create(&d->front, &search->net) || d->way == NULL || d->met == NULL)
            return false;
        for (int z = 0; z < search->zones->n; z++)
            d->way[z] = INFINITY;
    }
    return true;
}

static void free_desks(struct question *q)
{
    for (int k = 0; k < q->n_desks; k++) {
        road_front_free(&q->desk[k].front);
        free(q->desk[k].joins.join);
        free(q->desk[k].way);
        free(q->desk[k].met);
    }
    free(q->desk);
}

enum err road_search_reach(struct reach **out, const struct road_search *search,
                           const struct road_snaps *sites, const double most[], int n_threads,
                           struct error *err)
{
    struct question q = {.search = search, .sites = sites, .most = most};
    int n_tasks = (sites->n + SITES_A_TASK - 1) / SITES_A_TASK, n_desks = n_threads;
    enum err code = ERR_OK;

    if (n_desks > n_tasks) n_desks = n_tasks;
    if (n_desks > PARALLEL_MOST) n_desks = PARALLEL_MOST;
    if (n_desks < 1) n_desks = 1;
    q.most_label = most_label(search, most);
    q.n_site_pairs = calloc((size_t)sites->n + 1, sizeof *q.n_site_pairs);
    q.found = calloc((size_t)n_tasks + 1, sizeof *q.found);
    if (q.n_site_pairs == NULL || q.found == NULL || !order_sites(&q) ||
        !create_desks(&q, n_desks))
        code = error_nomem(err, "the ways along streets");
    if (code == ERR_OK) {
        parallel_run(n_threads, n_tasks, search_task, &q);
        code = coverage_found_gather(out, q.found, n_tasks, SITES_A_TASK, q.order,
                                     q.n_site_pairs, search->zones->n, sites->n, true, err);
    }
    free_desks(&q);
    coverage_found_free(q.found, n_tasks);
    free(q.order);
    free(q.n_site_pairs);
    return code;
}
