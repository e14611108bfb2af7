/* reached.c - see reached.h. */
#include "output/reached.h"

#include <math.h>
#include <stdlib.h>

#include "output/near_zone.h"

bool reached_by_streets(const struct run *run, enum service v)
{
    return run->access != NULL && run->access->service[v].by == ACCESS_BY_ROAD;
}

int reached_most_points(const struct road_graph *g)
{
    int most = 2;

    for (int e = 0; e < g->n_edges; e++)
        if (g->line[e + 1] - g->line[e] > most) most = g->line[e + 1] - g->line[e];
    return most + 2; /* the ends of a piece */
}

static int rising(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;

    return (x > y) - (x < y);
}

static bool find_limits(struct reached *r, const double way[], int n_zones)
{
    r->limit = malloc(((size_t)n_zones + 1) * sizeof *r->limit);
    if (r->limit == NULL) return false;
    for (int z = 0; z < n_zones; z++)
        r->limit[z] = way[z];
    qsort(r->limit, (size_t)n_zones, sizeof *r->limit, rising);
    for (int z = 0; z < n_zones; z++)
        if (r->n == 0 || r->limit[z] != r->limit[r->n - 1]) r->limit[r->n++] = r->limit[z];
    return true;
}

/* The point in the middle of an edge's points: near enough to say in which zone it lies. */
static void middle_of(const struct road_graph *g, int edge, double *x, double *y)
{
    int first = g->line[edge], last = g->line[edge + 1] - 1, at = first + (last - first) / 2;

    *x = last - first == 1 ? (g->x[first] + g->x[last]) / 2 : g->x[at];
    *y = last - first == 1 ? (g->y[first] + g->y[last]) / 2 : g->y[at];
}

static enum err find_limit_of(struct reached *r, const struct digest *d, struct error *err)
{
    const struct city *city = r->run->city;
    struct points zones = city_zones(city);
    struct geo_plane plane = geo_plane_of(&zones);
    struct near_zone *near = NULL;
    double x, y, east, north;

    r->limit_of = malloc(((size_t)r->graph->n_edges + 1) * sizeof *r->limit_of);
    if (r->limit_of == NULL) return error_nomem(err, "the streets reached");
    TRY(near_zone_create(&near, d->east, d->north, city->n_zones, err));
    for (int e = 0; e < r->graph->n_edges; e++) {
        double way;
        int at = 0;

        middle_of(r->graph, e, &x, &y);
        geo_to_plane(&plane, x, y, &east, &north);
        way = city->service_way[r->service][near_zone_find(near, east, north)];
        while (r->limit[at] != way)
            at++;
        r->limit_of[e] = at;
    }
    near_zone_free(near);
    return ERR_OK;
}

enum err reached_create(struct reached *out, const struct run *run, const struct digest *d,
                        enum service v, struct error *err)
{
    struct reached r = {.run = run, .graph = run->access->service[v].graph, .service = v};
    enum err code = ERR_OK;

    if (!find_limits(&r, run->city->service_way[v], run->city->n_zones))
        code = error_nomem(err, "the streets reached");
    if (code == ERR_OK && r.n > 1) code = find_limit_of(&r, d, err);
    if (code == ERR_OK)
        *out = r;
    else
        reached_clear(&r);
    return code;
}

void reached_clear(struct reached *reached)
{
    free(reached->limit);
    free(reached->limit_of);
    *reached = (struct reached){0};
}

enum err reached_pieces(struct road_pieces *out, const struct reached *r,
                        const struct network *net, int k, struct error *err)
{
    const struct access_service *a = &r->run->access->service[r->service];
    int n_sites = r->run->city->n_sites, n = 0;
    bool *take = calloc((size_t)n_sites + 1, sizeof *take);
    struct road_pieces pieces = {0};
    enum err code;

    if (take == NULL) return error_nomem(err, "the streets reached");
    for (int s = 0; s < n_sites; s++)
        take[s] = circles_serves(r->run->scenario, r->run->city, net, r->service, s);
    code = road_search_pieces(&pieces, a->search, &a->sites, take, r->limit[k], err);
    free(take);
    if (code != ERR_OK) return code;
    for (int i = 0; i < pieces.n; i++)
        if (r->limit_of == NULL || r->limit_of[pieces.piece[i].edge] == k)
            pieces.piece[n++] = pieces.piece[i];
    pieces.n = n;
    *out = pieces;
    return ERR_OK;
}
