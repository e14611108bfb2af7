/* zones_grid.c - see zones_grid.h */
#include "scenarios/zones_grid.h"

#include <math.h>
#include <stdlib.h>

#include "scenarios/areas/made_grid.h"
#include "scenarios/text.h"

/* Polygon that covers most of each cell. */
static enum err find_main(const struct city *city, const struct made_grid *grid, int **out,
                          struct error *err)
{
    int *main_of = malloc((size_t)grid->n * sizeof *main_of);
    double *most = calloc((size_t)grid->n, sizeof *most);

    if (main_of == NULL || most == NULL) {
        free(main_of);
        free(most);
        return error_nomem(err, "the grid");
    }
    for (int c = 0; c < grid->n; c++)
        main_of[c] = -1;
    for (int k = 0; k < grid->n_shares; k++) {
        const struct made_grid_share *s = &grid->share[k];
        double side_m = city->cell_w_m[s->polygon], m2 = s->share * side_m * side_m;

        if (main_of[s->cell] >= 0 && m2 <= most[s->cell]) continue;
        main_of[s->cell] = s->polygon;
        most[s->cell] = m2;
    }
    free(most);
    *out = main_of;
    return ERR_OK;
}

/* The mean over the residents of a cell; of its main polygon where nobody lives. */
static void mean_home_access(const struct city *city, const struct made_grid *grid,
                             const int main_of[], double home_access[], double residents[])
{
    for (int c = 0; c < grid->n; c++)
        home_access[c] = residents[c] = 0;
    for (int k = 0; k < grid->n_shares; k++) {
        const struct made_grid_share *s = &grid->share[k];
        double n = s->share * city->weight[NIGHT][s->polygon];

        home_access[s->cell] += n * city->home_access[s->polygon];
        residents[s->cell] += n;
    }
    for (int c = 0; c < grid->n; c++)
        home_access[c] =
            residents[c] > 0 ? home_access[c] / residents[c] : city->home_access[main_of[c]];
}

/* The figures of the cells; false when out of memory. */
static bool fill(struct city *to, const struct city *from, struct made_grid *grid,
                 const int main_of[], double side_m)
{
    for (int k = 0; k < N_LAYERS; k++)
        made_grid_spread(grid, from->weight[k], to->weight[k]);
    if (from->observed_kwh != NULL) /* a cell partly not observed is not observed */
        made_grid_spread(grid, from->observed_kwh, to->observed_kwh);
    if (from->home_access !=
        NULL) /* the sides are set below: room for the residents till then */
        mean_home_access(from, grid, main_of, to->home_access, to->cell_w_m);
    for (int c = 0; c < grid->n; c++) {
        int p = main_of[c];

        to->zone_x[c] = grid->x[c];
        to->zone_y[c] = grid->y[c];
        /* polygons that overlap cover a cell more than once */
        to->cell_w_m[c] = to->cell_h_m[c] = fmin(side_m, sqrt(grid->covered_m2[c]));
        to->core[c] = from->core[p];
        to->district[c] = from->district[p];
        for (int v = 0; v < N_SERVICES; v++)
            to->service_way[v][c] = from->service_way[v][p];
        to->zone_id[c] = text_print("r%dc%d", grid->row[c], grid->column[c]);
        to->zone_class[c] = text_copy(from->zone_class[p]);
        if (to->zone_id[c] == NULL || to->zone_class[c] == NULL) return false;
    }
    return true;
}

/* Takes over the districts' names, which cells have in common with the polygons. */
static bool take_districts(struct city *to, struct city *from)
{
    char **name = calloc((size_t)to->n_zones + (size_t)from->n_districts, sizeof *name);

    if (name == NULL) return false;
    free(to->district_name); /* of city_allocate(), too short where cells are few */
    to->district_name = name;
    to->n_districts = from->n_districts;
    for (int d = 0; d < from->n_districts; d++) {
        to->district_name[d] = from->district_name[d];
        from->district_name[d] = NULL;
    }
    return true;
}

static enum err replace(struct city *city, struct made_grid *grid, const int main_of[],
                        double side_m, struct error *err)
{
    struct city *cells = calloc(1, sizeof *cells), before = *city;
    bool good = cells != NULL && city_allocate(cells, grid->n, city->home_access != NULL,
                                               city->observed_kwh != NULL);

    good = good && fill(cells, city, grid, main_of, side_m) && take_districts(cells, city);
    if (!good) {
        city_free(cells);
        return error_nomem(err, "the grid");
    }
    cells->geographic = city->geographic;
    cells->polygons = grid->cells;
    grid->cells = (struct polygons){0};
    cells->covered = grid->covered;
    grid->covered = (struct polygons){0};
    *city = *cells; /* exchanged: what the polygons had goes with the emptied record */
    city->warning = before.warning;
    city->n_warnings = before.n_warnings;
    city->zones_system = before.zones_system;
    before.warning = NULL;
    before.zones_system = NULL;
    *cells = before;
    city_free(cells);
    return ERR_OK;
}

enum err zones_grid(struct city *city, const struct scenario *scenario, struct error *err)
{
    const struct zones_params *p = &scenario->zones;
    struct made_grid grid = {0};
    int *main_of = NULL, n_polygons = city->n_zones;
    enum err code;

    if (!(p->regrid_m > 0)) return ERR_OK;
    TRY(made_grid_create(&grid, &city->polygons,
                         p->regrid_shape == GRID_HEXAGON ? MADE_GRID_HEXAGONS
                                                         : MADE_GRID_SQUARES,
                         p->regrid_m, p->night_raster != NULL || p->day_raster != NULL, err));
    code = find_main(city, &grid, &main_of, err);
    if (code == ERR_OK) code = replace(city, &grid, main_of, p->regrid_m, err);
    if (code == ERR_OK)
        code = said_add(&city->warning, &city->n_warnings, err, MSG_WARN_GRID,
                        said_number(n_polygons, 0), said_number(city->n_zones, 0),
                        said_figure(p->regrid_m));
    free(main_of);
    made_grid_clear(&grid);
    return code;
}
