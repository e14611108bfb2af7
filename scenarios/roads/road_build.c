/* road_build.c - see road_build.h */
#include "scenarios/roads/road_build.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "scenarios/roads/road_split.h"

static enum err nomem(struct error *err)
{
    return error_nomem(err, "the streets");
}

void road_graph_clear(struct road_graph *graph)
{
    free(graph->copy_of);
    free(graph->out_start);
    free(graph->out);
    for (int d = 0; d < N_ROAD_DIRECTIONS; d++) {
        free(graph->end[d]);
        free(graph->head[d]);
        free(graph->kmh[d]);
    }
    free(graph->length_m);
    free(graph->road_class);
    free(graph->takes);
    free(graph->line);
    free(graph->x);
    free(graph->y);
    *graph = (struct road_graph){0};
}

static bool room(struct road_graph *graph, int n_points)
{
    size_t n = (size_t)graph->n_edges + 1, all = (size_t)graph->n_all + 1;
    bool there = true;

    for (int d = 0; d < N_ROAD_DIRECTIONS; d++) {
        graph->end[d] = malloc(n * sizeof(int));
        graph->head[d] = malloc(n * sizeof(int));
        graph->kmh[d] = malloc(n * sizeof(float));
        there = there && graph->end[d] && graph->head[d] && graph->kmh[d];
    }
    graph->length_m = malloc(n * sizeof(double));
    graph->takes = malloc(n);
    graph->road_class = malloc(all);
    graph->line = malloc(all * sizeof(int));
    graph->x = malloc(((size_t)n_points + 1) * sizeof(double));
    graph->y = malloc(((size_t)n_points + 1) * sizeof(double));
    return there && graph->length_m && graph->takes && graph->road_class && graph->line &&
           graph->x && graph->y;
}

static void fill_lines(struct road_graph *graph, const struct road_split *split)
{
    const struct road_ways *ways = split->ways;
    int n = 0;

    for (int e = 0; e < graph->n_all; e++) {
        const struct road_stretch *s = &split->stretch[e];

        graph->line[e] = n;
        for (int k = 0; k < s->n; k++, n++) {
            graph->x[n] = ways->x[ways->point[s->first + k]];
            graph->y[n] = ways->y[ways->point[s->first + k]];
        }
    }
    graph->line[graph->n_all] = n;
}

static void fill_edges(struct road_graph *graph, const struct road_split *split)
{
    for (int e = 0; e < graph->n_all; e++) {
        const struct road_stretch *s = &split->stretch[e];
        const struct road_way *way = &split->ways->way[s->way];

        graph->road_class[e] = way->road_class;
        if (e >= graph->n_edges) continue;
        graph->takes[e] = way->takes != 0;
        for (int d = 0; d < N_ROAD_DIRECTIONS; d++) {
            graph->end[d][e] = s->end[d];
            graph->kmh[d][e] = way->kmh[d];
        }
    }
}

/* ---- lengths ---- */

/* A way whose length the file says gives it to its stretches in proportion to their lines, or,
 * where all its points are one, of their steps. */
static void share_lengths(const struct road_split *split, const double way_m[],
                          double stretch_m[])
{
    for (int s = 0; s < split->n_stretches; s++) {
        const struct road_stretch *t = &split->stretch[s];
        const struct road_way *way = &split->ways->way[t->way];

        if (isnan(way->length_m)) continue;
        if (way_m[t->way] > 0)
            stretch_m[s] *= way->length_m / way_m[t->way];
        else
            stretch_m[s] = way->length_m * (t->n - 1) / (way->n - 1);
    }
}

static enum err measure(const struct road_graph *graph, const struct road_split *split,
                        double stretch_m[], struct error *err)
{
    double *way_m = calloc((size_t)split->ways->n_ways + 1, sizeof *way_m);

    if (way_m == NULL) return nomem(err);
    for (int s = 0; s < split->n_stretches; s++) {
        int first = graph->line[s];

        stretch_m[s] = roads_line_m(split->ways->geographic, graph->line[s + 1] - first,
                                    graph->x + first, graph->y + first);
        way_m[split->stretch[s].way] += stretch_m[s];
    }
    share_lengths(split, way_m, stretch_m);
    free(way_m);
    return ERR_OK;
}

static enum err fill_lengths(struct road_graph *graph, const struct road_split *split,
                             struct error *err)
{
    double *stretch_m = malloc(((size_t)graph->n_all + 1) * sizeof *stretch_m);
    double used_m = 0, left_m = 0;
    enum err code = stretch_m == NULL ? nomem(err) : measure(graph, split, stretch_m, err);

    if (code != ERR_OK) goto done;
    for (int e = 0; e < graph->n_all; e++)
        *(e < graph->n_edges ? &used_m : &left_m) += stretch_m[e];
    memcpy(graph->length_m, stretch_m, (size_t)graph->n_edges * sizeof *stretch_m);
    graph->used_km = used_m / 1000;
    graph->left_km = left_m / 1000;
    code = road_parts_left(graph, split, stretch_m + graph->n_edges, err);
done:
    free(stretch_m);
    return code;
}

/* ---- the graph ---- */

static enum err fill(struct road_graph *graph, const struct road_split *split,
                     struct error *err)
{
    int n_points = 0;

    graph->n_junctions = graph->n_nodes = split->n_used_junctions;
    graph->n_edges = split->n_used;
    graph->n_all = split->n_stretches;
    graph->kmh_is_limit = split->ways->kmh_is_limit;
    for (int s = 0; s < split->n_stretches; s++)
        n_points += split->stretch[s].n;
    if (!room(graph, n_points)) return nomem(err);
    fill_lines(graph, split);
    fill_edges(graph, split);
    TRY(fill_lengths(graph, split, err));
    return road_bans_copy(graph, split, err);
}

enum err road_build(struct road_graph *out, const struct road_ways *ways, enum road_mode mode,
                    struct error *err)
{
    struct road_graph graph = {0};
    struct road_split split = {0};
    enum err code = road_split_make(&split, ways, mode, err);

    if (code == ERR_OK) code = road_parts_find(&split, err);
    if (code == ERR_OK) code = fill(&graph, &split, err);
    road_split_clear(&split);
    if (code != ERR_OK) {
        road_graph_clear(&graph);
        return code;
    }
    *out = graph;
    return ERR_OK;
}
