/* road_parts.c - the largest strongly connected part, and the parts left out; see
 * road_split.h */
#include <stdlib.h>

#include "scenarios/roads/road_split.h"

static enum err nomem(struct error *err)
{
    return error_nomem(err, "the parts of the streets");
}

/* ---- strongly connected parts ---- */

struct search {
    int n;
    int *start, *target; /* [n + 1], arcs from junction j lead to target[start[j]] .. */
    int *next;           /* [n] arc of a junction that is looked at next */
    int *seen;           /* [n] number in the order of discovery; 0: not seen yet */
    int *low;            /* [n] the earliest junction that is still open and can be reached */
    int *part;           /* [n] part of a junction; -1: still open */
    int *path, *open;    /* [n] stacks: the way to where we are; what has no part yet */
    int n_path, n_open, n_seen, n_parts;
};

static void search_clear(struct search *g)
{
    free(g->start);
    free(g->target);
    free(g->next);
    free(g->seen);
    free(g->low);
    free(g->part);
    free(g->path);
    free(g->open);
}

static bool search_room(struct search *g, int n, size_t n_arcs)
{
    size_t room = ((size_t)n + 1) * sizeof(int);

    g->n = n;
    g->start = calloc((size_t)n + 1, sizeof(int));
    g->target = malloc((n_arcs + 1) * sizeof(int));
    g->next = malloc(room);
    g->seen = calloc((size_t)n + 1, sizeof(int));
    g->low = malloc(room);
    g->part = malloc(room);
    g->path = malloc(room);
    g->open = malloc(room);
    return g->start && g->target && g->next && g->seen && g->low && g->part && g->path &&
           g->open;
}

static void add_arcs(struct search *g, const struct road_split *split)
{
    for (int s = 0; s < split->n_stretches; s++)
        for (enum road_direction d = 0; d < N_ROAD_DIRECTIONS; d++)
            if (road_split_open(split, s, d)) g->start[split->stretch[s].end[!d] + 1]++;
    for (int j = 0; j < g->n; j++) {
        g->start[j + 1] += g->start[j];
        g->next[j] = g->start[j];
        g->part[j] = -1;
    }
    for (int s = 0; s < split->n_stretches; s++)
        for (enum road_direction d = 0; d < N_ROAD_DIRECTIONS; d++)
            if (road_split_open(split, s, d))
                g->target[g->next[split->stretch[s].end[!d]]++] = split->stretch[s].end[d];
    for (int j = 0; j < g->n; j++)
        g->next[j] = g->start[j];
}

static void enter(struct search *g, int j)
{
    g->seen[j] = g->low[j] = ++g->n_seen;
    g->path[g->n_path++] = j;
    g->open[g->n_open++] = j;
}

/* All arcs of the junction at the end of the path were looked at. */
static void leave(struct search *g)
{
    int j = g->path[--g->n_path], k;

    if (g->n_path > 0) {
        int before = g->path[g->n_path - 1];

        if (g->low[j] < g->low[before]) g->low[before] = g->low[j];
    }
    if (g->low[j] != g->seen[j]) return;
    do {
        k = g->open[--g->n_open];
        g->part[k] = g->n_parts;
    } while (k != j);
    g->n_parts++;
}

/* Tarjan's search without recursion: a street through a whole city would be as deep. */
static void find_parts(struct search *g)
{
    for (int root = 0; root < g->n; root++) {
        if (g->seen[root] != 0) continue;
        enter(g, root);
        while (g->n_path > 0) {
            int j = g->path[g->n_path - 1], to;

            if (g->next[j] == g->start[j + 1]) {
                leave(g);
                continue;
            }
            to = g->target[g->next[j]++];
            if (g->seen[to] == 0)
                enter(g, to);
            else if (g->part[to] < 0 && g->seen[to] < g->low[j])
                g->low[j] = g->seen[to];
        }
    }
}

/* The part with the most junctions, of several that with the lowest; size: room for all. */
static int largest(const struct search *g, int size[])
{
    int best = 0;

    for (int part = 0; part < g->n_parts; part++)
        size[part] = 0;
    for (int j = 0; j < g->n; j++)
        size[g->part[j]]++;
    for (int j = 0; j < g->n; j++)
        if (j == 0 || size[g->part[j]] > size[best]) best = g->part[j];
    return best;
}

/* ---- the largest one to the front ---- */

static enum err junctions_to_front(struct road_split *split, const struct search *g, int best,
                                   int number[], struct error *err)
{
    int n = 0;

    for (int j = 0; j < g->n; j++)
        if (g->part[j] == best) number[j] = n++;
    split->n_used_junctions = n;
    for (int j = 0; j < g->n; j++)
        if (g->part[j] != best) number[j] = n++;
    return road_split_renumber(split, number, err);
}

/* Both ends of a stretch lie in the part or it has no arc inside; one whose ends do has one. */
static bool used(const struct road_split *split, int s)
{
    return split->stretch[s].end[ROAD_ALONG] < split->n_used_junctions &&
           split->stretch[s].end[ROAD_AGAINST] < split->n_used_junctions;
}

static enum err stretches_to_front(struct road_split *split, struct error *err)
{
    struct road_stretch *sorted = malloc(((size_t)split->n_stretches + 1) * sizeof *sorted);
    int n = 0;

    if (sorted == NULL) return nomem(err);
    for (int s = 0; s < split->n_stretches; s++)
        if (used(split, s)) sorted[n++] = split->stretch[s];
    split->n_used = n;
    for (int s = 0; s < split->n_stretches; s++)
        if (!used(split, s)) sorted[n++] = split->stretch[s];
    free(split->stretch);
    split->stretch = sorted;
    return ERR_OK;
}

enum err road_parts_find(struct road_split *split, struct error *err)
{
    struct search g = {0};
    enum err code = ERR_OK;

    if (!search_room(&g, split->n_junctions, 2 * (size_t)split->n_stretches)) {
        code = nomem(err);
        goto done;
    }
    add_arcs(&g, split);
    find_parts(&g);
    code = junctions_to_front(split, &g, largest(&g, g.low), g.next, err);
    if (code == ERR_OK) code = stretches_to_front(split, err);
done:
    search_clear(&g);
    return code;
}

/* ---- parts left out ---- */

/* The lowest stretch left out that one is joined with, itself or another. */
static int root_of(int joined[], int s)
{
    while (joined[s] != s) {
        joined[s] = joined[joined[s]];
        s = joined[s];
    }
    return s;
}

static void join(int joined[], int a, int b)
{
    int p = root_of(joined, a), q = root_of(joined, b);

    if (p < q)
        joined[q] = p;
    else
        joined[p] = q;
}

/* Stretches left out that share a junction that is not used are of one part. at[]: room for
 * the junctions left out. */
static void join_stretches(const struct road_split *split, int joined[], int at[])
{
    for (int j = split->n_used_junctions; j < split->n_junctions; j++)
        at[j - split->n_used_junctions] = -1;
    for (int s = split->n_used; s < split->n_stretches; s++) {
        int k = s - split->n_used;

        joined[k] = k;
        for (int d = 0; d < N_ROAD_DIRECTIONS; d++) {
            int j = split->stretch[s].end[d] - split->n_used_junctions;

            if (j < 0) continue;
            if (at[j] < 0) at[j] = k;
            join(joined, at[j], k);
        }
    }
}

enum err road_parts_left(struct road_graph *graph, const struct road_split *split,
                         const double left_m[], struct error *err)
{
    int n = split->n_stretches - split->n_used, longest = -1, most = -1;
    int *joined = malloc(((size_t)n + 1) * sizeof *joined);
    int *at = malloc(((size_t)(split->n_junctions - split->n_used_junctions) + 1) * sizeof *at);
    double *sum_m = calloc((size_t)n + 1, sizeof *sum_m);
    enum err code = joined && at && sum_m ? ERR_OK : nomem(err);

    if (code != ERR_OK) goto done;
    join_stretches(split, joined, at);
    for (int k = 0; k < n; k++) {
        sum_m[root_of(joined, k)] += left_m[k];
        graph->n_parts += root_of(joined, k) == k;
    }
    for (int k = 0; k < n; k++)
        if (root_of(joined, k) == k && (longest < 0 || sum_m[k] > sum_m[longest])) longest = k;
    for (int k = 0; k < n; k++)
        if (root_of(joined, k) == longest && (most < 0 || left_m[k] > left_m[most])) most = k;
    if (most >= 0) { /* a point of the part's longest street */
        int e = split->n_used + most;
        int middle = graph->line[e] + (graph->line[e + 1] - graph->line[e]) / 2;

        graph->part_km = sum_m[longest] / 1000;
        graph->part_x = graph->x[middle];
        graph->part_y = graph->y[middle];
    }
done:
    free(joined);
    free(at);
    free(sum_m);
    return code;
}
