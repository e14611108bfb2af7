/* city.c - see city.h. The zones are read by zones.c, the sites by sites.c. */
#include "scenarios/city.h"

#include <stdlib.h>

#include "scenarios/boundary.h"
#include "scenarios/city_datum.h"
#include "scenarios/city_roads.h"
#include "scenarios/city_warnings.h"
#include "scenarios/matrix.h"
#include "scenarios/observations.h"
#include "scenarios/od.h"
#include "scenarios/parking.h"
#include "scenarios/sites.h"
#include "scenarios/text.h"
#include "scenarios/zones.h"

/* The hash of a file that changed since is that of another one, and so is the record. */
static void check_unchanged(const struct scenario *scenario, struct problems *problems)
{
    for (int k = 0; k < scenario->n_inputs; k++) {
        const struct input_file *input = &scenario->input[k];
        struct stat now;

        if (input->look.st_ino == 0 || stat(input->path, &now) != 0) continue;
        if (now.st_ino == input->look.st_ino && now.st_size == input->look.st_size &&
            now.st_mtim.tv_sec == input->look.st_mtim.tv_sec &&
            now.st_mtim.tv_nsec == input->look.st_mtim.tv_nsec)
            continue;
        problems_add(problems, NULL, 0, 0, NULL,
                     "%s: changed while it was read; run again when no other program writes it",
                     input->path);
    }
}

/* Ways, and what was observed, are of zones and sites; without these nothing of them can be
 * said. */
static enum err read_ways(struct city *city, const struct scenario *scenario,
                          struct problems *problems, struct error *err)
{
    TRY(matrix_read(city, scenario, problems, err));
    TRY(od_read(city, scenario, problems, err));
    TRY(observations_check(scenario, city, problems, err));
    return city_roads_read(city, scenario, problems, err);
}

static enum err read_files(struct city *city, const struct scenario *scenario,
                           struct problems *problems, struct error *err)
{
    int before = problems->n;
    bool data = !problems_about(problems, "data"); /* without its folder there are no files */
    bool zones =
        data && !problems_about(problems, "zones") && !problems_about(problems, "boundary");
    bool complete = zones && !problems_about(problems, "sites") &&
                    !problems_about(problems, "parking") &&
                    !problems_about(problems, "building");
    enum err code = zones ? zones_read(city, scenario, err) : ERR_OK;

    if (code == ERR_NOMEM) return code;
    if (code != ERR_OK) problems_add(problems, NULL, 0, 0, NULL, "%s", err->text);
    if (data) TRY(sites_read(city, scenario, problems, err));
    if (data && zones) TRY(boundary_sites(city, err));
    if (data && zones) TRY(parking_read(city, scenario, problems, err));
    if (problems->n == before) check_unchanged(scenario, problems);
    if (problems->n == before && complete && city->n_sites == 0 && scenario->n_layers > 0)
        problems_add(
            problems, scenario->file, 0, 0, "sites",
            city->n_sites_outside > 0
                ? "every site lies outside the boundary; a plan needs places to choose "
                  "from"
                : "there is no site in any layer; a plan needs places to choose from");
    if (problems->n == before && complete) city_datum_check(city, scenario, problems);
    if (problems->n == before && complete) TRY(read_ways(city, scenario, problems, err));
    if (problems->n > before)
        return error_set(err, ERR_DATA, "%s: %d mistake%s in the data files", scenario->file,
                         problems->n - before, problems->n - before == 1 ? "" : "s");
    if (!complete)
        return error_set(err, ERR_DATA, "%s: some data files were not read", scenario->file);
    return problems->n > 0 ? ERR_OK : city_warnings_find(city, scenario, err);
}

enum err city_read(struct city **out, const struct scenario *scenario,
                   struct problems *problems, struct error *err)
{
    struct city *city = calloc(1, sizeof *city);
    enum err code;

    if (city == NULL) return error_nomem(err, "the city");
    code = read_files(city, scenario, problems, err);
    if (code != ERR_OK) {
        city_free(city);
        return code;
    }
    *out = city;
    return ERR_OK;
}

enum err city_leave(struct city_ids *ids, const char *id, struct error *err)
{
    char **grown = realloc(ids->id, ((size_t)ids->n + 1) * sizeof *grown);

    if (grown == NULL) return error_nomem(err, "the ids of what is left out");
    ids->id = grown;
    ids->id[ids->n] = text_copy(id);
    if (ids->id[ids->n] == NULL) return error_nomem(err, "the ids of what is left out");
    ids->n++;
    return ERR_OK;
}

bool city_allocate(struct city *city, int n, bool home_access, bool observed)
{
    size_t rows = (size_t)n;

    city->n_zones = n;
    city->zone_id = calloc(rows, sizeof *city->zone_id);
    city->zone_x = calloc(rows, sizeof *city->zone_x);
    city->zone_y = calloc(rows, sizeof *city->zone_y);
    city->core = calloc(rows, sizeof *city->core);
    city->cell_w_m = calloc(rows, sizeof *city->cell_w_m);
    city->cell_h_m = calloc(rows, sizeof *city->cell_h_m);
    city->zone_class = calloc(rows, sizeof *city->zone_class);
    city->district = calloc(rows, sizeof *city->district);
    city->district_name = calloc(rows, sizeof *city->district_name);
    for (int k = 0; k < N_LAYERS; k++)
        city->weight[k] = calloc(rows, sizeof(double));
    city->service_way[FAST] = calloc(rows, sizeof(double));
    city->service_way[SLOW] = calloc(rows, sizeof(double));
    if (home_access) city->home_access = calloc(rows, sizeof(double));
    if (observed) city->observed_kwh = calloc(rows, sizeof(double));
    return city->zone_id != NULL && city->zone_x != NULL && city->zone_y != NULL &&
           city->core != NULL && city->cell_w_m != NULL && city->cell_h_m != NULL &&
           city->zone_class != NULL && city->district != NULL && city->district_name != NULL &&
           city->weight[NIGHT] != NULL && city->weight[DAY] != NULL &&
           city->weight[ROAMING] != NULL && city->service_way[FAST] != NULL &&
           city->service_way[SLOW] != NULL && (!home_access || city->home_access != NULL) &&
           (!observed || city->observed_kwh != NULL);
}

static void free_texts(char **text, int n)
{
    for (int k = 0; text != NULL && k < n; k++)
        free(text[k]);
    free(text);
}

void city_free(struct city *city)
{
    if (city == NULL) return;
    free_texts(city->zone_id, city->n_zones);
    free_texts(city->zone_class, city->n_zones);
    free_texts(city->district_name, city->n_districts);
    free_texts(city->layer_system, city->n_layers);
    free_texts(city->left_zones.id, city->left_zones.n);
    free_texts(city->left_sites.id, city->left_sites.n);
    for (int v = 0; v < N_SERVICES; v++) {
        free(city->matrix[v].zone);
        free(city->matrix[v].site);
        free(city->matrix[v].way);
    }
    roads_free(city->roads);
    free(city->zones_system);
    free(city->warning);
    free(city->zone_x);
    free(city->zone_y);
    for (int k = 0; k < N_LAYERS; k++)
        free(city->weight[k]);
    for (int v = 0; v < N_SERVICES; v++)
        free(city->service_way[v]);
    polygons_clear(&city->polygons);
    polygons_clear(&city->boundary);
    polygons_clear(&city->covered);
    free(city->left_out);
    free(city->home_access);
    free(city->observed_kwh);
    free(city->trips.from);
    free(city->trips.to);
    free(city->trips.trips);
    free(city->core);
    free(city->cell_w_m);
    free(city->cell_h_m);
    free(city->district);
    for (int s = 0; s < city->n_sites; s++) {
        free(city->site[s].id);
        free(city->site[s].name);
        free(city->site[s].type);
        free(city->site[s].zone);
        free(city->site[s].n_chargers);
    }
    for (int k = 0; k < city->n_car_parks; k++) {
        free(city->car_park[k].id);
        free(city->car_park[k].name);
    }
    free(city->car_park);
    free(city->car_park_x);
    free(city->car_park_y);
    free(city->site);
    free(city->site_x);
    free(city->site_y);
    free(city);
}

struct points city_zones(const struct city *city)
{
    return (struct points){city->n_zones, city->zone_x, city->zone_y, city->geographic};
}

struct points city_car_parks(const struct city *city)
{
    return (struct points){city->n_car_parks, city->car_park_x, city->car_park_y,
                           city->geographic};
}

struct points city_sites(const struct city *city)
{
    return (struct points){city->n_sites, city->site_x, city->site_y, city->geographic};
}
