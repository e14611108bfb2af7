/* fixture_map.c - see fixture_map.h. */
#include "tests/fixture_map.h"

#include <math.h>
#include <stdlib.h>

unsigned fixture_map_pixel(const struct map *map, double x, double y)
{
    uint8_t *row = malloc(3 * (size_t)canvas_width(map->canvas));
    unsigned rgb;

    canvas_row(map->canvas, (int)y, row);
    rgb = (unsigned)row[3 * (int)x] << 16 | (unsigned)row[3 * (int)x + 1] << 8 |
          row[3 * (int)x + 2];
    free(row);
    return rgb;
}

struct fixture *fixture_map_city_of(struct polygons polygons)
{
    struct fixture *f = fixture_run_create(0.25);
    struct city *c = &f->city;
    struct error err;

    f->scenario.report.map_px = 800;
    c->polygons = polygons;
    c->n_zones = polygons.n;
    for (int z = 0; z < c->n_zones; z++) {
        if (polygons_inside(&polygons, z, &c->zone_x[z], &c->zone_y[z], &err) != ERR_OK)
            abort();
        c->cell_w_m[z] = c->cell_h_m[z] = sqrt(polygons_area_m2(&polygons, z));
    }
    c->geographic = polygons.geographic;
    return f;
}

void fixture_map_done(struct fixture *f, struct map *m)
{
    map_free(m);
    polygons_clear(&f->city.polygons);
    polygons_clear(&f->city.boundary);
    fixture_run_free(f);
}

struct map *fixture_map_of(struct fixture *f)
{
    struct map *m = NULL;
    struct error err;

    if (map_create(&m, &f->run, FAST, &err) != ERR_OK) abort();
    return m;
}

int fixture_map_zone_at(const struct map *m, int x, int y)
{
    int w = (int)m->whole.area.w, h = (int)m->whole.area.h;

    return x < 0 || y < 0 || x >= w || y >= h ? -3 : m->whole.pixel_zone[y * w + x];
}

struct fixture *fixture_map_bare(struct polygons polygons)
{
    struct fixture *f = fixture_map_city_of(polygons);

    f->city.n_sites = 0;
    f->city.n_districts = 1;
    f->city.district_name[0] = fixture_text(f, "%s", ""); /* no label */
    for (int z = 0; z < f->city.n_zones; z++) {
        f->city.core[z] = false;
        f->city.district[z] = 0;
        for (int k = 0; k < f->run.n_networks * N_SERVICES; k++) { /* no marks */
            f->run.network[k / N_SERVICES]->full_kwh[k % N_SERVICES][z] = 0;
            f->run.network[k / N_SERVICES]->out_kwh[k % N_SERVICES][z] = 0;
        }
    }
    return f;
}
