/* gis_cover.c - see gis_cover.h */
#include "output/gis/gis_cover.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "scenarios/geo_direct.h"

struct cell {
    double x0, y0, x1, y1;
};

static struct cell cell_of(const struct run *run, const struct digest *d, int z)
{
    const struct city *city = run->city;
    double x[4], y[4];

    geo_cell(city->geographic, city->zone_x[z], city->zone_y[z], d->cell_w[z], d->cell_h[z], x,
             y);
    return (struct cell){x[0], y[0], x[2], y[2]};
}

/* Of the zone's polygon, where the city has polygons: its cell is the square of equal area. */
static struct cell extent_of(const struct run *run, struct cell cell, int z)
{
    double e[4];

    if (run->city->polygons.n == 0 || !polygons_extent(&run->city->polygons, z, e)) return cell;
    return (struct cell){e[0], e[1], e[2], e[3]};
}

/* Sides of equal cells differ by rounding; a hair too narrow would be a column too many. */
static int pixels(double extent, double side)
{
    int n = (int)ceil(extent / side - 1e-6);

    return n < 1 ? 1 : n;
}

static void lay_out(struct geodata_out_raster *r, const struct run *run, const struct digest *d)
{
    struct cell all = {INFINITY, INFINITY, -INFINITY, -INFINITY};
    double w = INFINITY, h = INFINITY, coarser;

    for (int z = 0; z < run->city->n_zones; z++) {
        struct cell c = cell_of(run, d, z);

        w = fmin(w, c.x1 - c.x0);
        h = fmin(h, c.y1 - c.y0);
        c = extent_of(run, c, z);
        all.x0 = fmin(all.x0, c.x0), all.x1 = fmax(all.x1, c.x1);
        all.y0 = fmin(all.y0, c.y0), all.y1 = fmax(all.y1, c.y1);
    }
    if (!run->city->geographic) w = h = fmin(w, h);
    coarser = fmax((all.x1 - all.x0) / w, (all.y1 - all.y0) / h) / GIS_COVER_PX_MAX;
    if (coarser > 1) {
        w *= coarser;
        h *= coarser;
    }
    r->geographic = run->city->geographic;
    r->west = all.x0;
    r->north = all.y1;
    r->pixel_w = w;
    r->pixel_h = h;
    r->width = pixels(all.x1 - all.x0, w);
    r->height = pixels(all.y1 - all.y0, h);
}

static bool serves(const struct run *run, enum service v, int s)
{
    const struct network *n = digest_last(run);

    return n->open[s] && network_serves_public(run->city, s) &&
           network_count(run->scenario, n, s).service_outlets[v] > 0;
}

static float served_share(const struct run *run, int z)
{
    const struct network *n = digest_last(run);
    double served = 0, demand = 0;

    for (int v = 0; v < N_SERVICES; v++) {
        served += n->served_kwh[v][z];
        demand += n->served_kwh[v][z] + n->full_kwh[v][z] + n->out_kwh[v][z];
    }
    return demand > 0 ? (float)(served / demand) : NAN;
}

/* First pixel whose centre lies at or beyond `edge`; centres on an edge belong to the cell that
 * begins there. */
static int first_pixel(double edge, double side, int n)
{
    double at = ceil(edge / side - 0.5 - 1e-6);

    return at < 0 ? 0 : at > n ? n : (int)at;
}

static void paint_row(struct gis_cover *c, int y, double x0, double x1,
                      const float value[GIS_COVER_BANDS])
{
    const struct geodata_out_raster *r = &c->raster;
    int left = first_pixel(x0 - r->west, r->pixel_w, r->width);
    int right = first_pixel(x1 - r->west, r->pixel_w, r->width);

    for (int x = left; x < right; x++)
        for (int b = 0; b < GIS_COVER_BANDS; b++)
            c->value[b][(size_t)y * (size_t)r->width + (size_t)x] = value[b];
}

static int compare(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;

    return (x > y) - (x < y);
}

/* Where a row of pixel centres crosses the edges of a polygon, from west to east; half-open, so
 * that an edge that polygons share is crossed by both alike. */
static int crossings(const struct polygons *p, int z, double y, double x[])
{
    int n = 0;

    for (int r = p->ring_start[z]; r < p->ring_start[z + 1]; r++)
        for (int k = p->point_start[r]; k < p->point_start[r + 1]; k++) {
            int next = k + 1 < p->point_start[r + 1] ? k + 1 : p->point_start[r];

            if ((p->y[k] <= y) == (p->y[next] <= y)) continue;
            x[n++] = p->x[k] + (y - p->y[k]) / (p->y[next] - p->y[k]) * (p->x[next] - p->x[k]);
        }
    qsort(x, (size_t)n, sizeof *x, compare);
    return n;
}

static void paint(struct gis_cover *c, const struct run *run, const struct digest *d, int z,
                  const float value[GIS_COVER_BANDS], double crossed[])
{
    const struct geodata_out_raster *r = &c->raster;
    struct cell cell = cell_of(run, d, z), all = extent_of(run, cell, z);
    int top = first_pixel(r->north - all.y1, r->pixel_h, r->height);
    int bottom = first_pixel(r->north - all.y0, r->pixel_h, r->height);

    for (int y = top; y < bottom; y++) {
        double middle = r->north - (y + 0.5) * r->pixel_h;
        int n;

        if (run->city->polygons.n == 0) {
            paint_row(c, y, cell.x0, cell.x1, value);
            continue;
        }
        n = crossings(&run->city->polygons, z, middle, crossed);
        for (int k = 0; k + 1 < n; k += 2)
            paint_row(c, y, crossed[k], crossed[k + 1], value);
    }
}

static void fill(struct gis_cover *c, const struct run *run, const struct digest *d,
                 const bool taken[], double crossed[])
{
    for (int z = 0; z < run->city->n_zones; z++) {
        float value[GIS_COVER_BANDS] = {0, 0, served_share(run, z)};

        for (int v = 0; v < N_SERVICES; v++) {
            const struct reach *reach = run->service[v];

            for (int k = reach->row_start[z]; k < reach->row_start[z + 1]; k++)
                value[v] += taken[v * run->city->n_sites + reach->site[k]];
        }
        paint(c, run, d, z, value, crossed);
    }
}

static void name_bands(struct gis_cover *c, const struct run *run)
{
    enum language language = scenario_language(run->scenario);

    for (int b = 0; b < GIS_COVER_BANDS; b++) {
        snprintf(c->name[b], sizeof c->name[b], "%s (%d)",
                 messages_text(language, (enum message)(MSG_GIS_COVER_FAST + b)),
                 digest_year(run, digest_last(run)));
        c->band[b] = (struct geodata_out_band){c->name[b], c->value[b]};
    }
    c->raster.n_bands = GIS_COVER_BANDS;
    c->raster.band = c->band;
    c->raster.name = "cover.tif";
}

static bool make(struct gis_cover *c, const struct run *run, const struct digest *d)
{
    int n_sites = run->city->n_sites;
    bool *taken = calloc(2 * (size_t)n_sites + 1, sizeof *taken);
    double *crossed = malloc(((size_t)polygons_n_points(&run->city->polygons) + 1) *
                             sizeof *crossed); /* at most every edge */
    bool fine = taken != NULL && crossed != NULL;
    size_t n;

    lay_out(&c->raster, run, d);
    n = (size_t)c->raster.width * (size_t)c->raster.height;
    for (int b = 0; b < GIS_COVER_BANDS; b++) {
        c->value[b] = malloc(n * sizeof *c->value[b]);
        fine = fine && c->value[b] != NULL;
        for (size_t k = 0; k < n && fine; k++)
            c->value[b][k] = NAN;
    }
    for (int v = 0; v < N_SERVICES && fine; v++)
        for (int s = 0; s < n_sites; s++)
            taken[v * n_sites + s] = serves(run, (enum service)v, s);
    if (fine) fill(c, run, d, taken, crossed);
    name_bands(c, run);
    free(taken);
    free(crossed);
    return fine;
}

enum err gis_cover_create(struct gis_cover **out, const struct run *run, struct error *err)
{
    struct gis_cover *c = calloc(1, sizeof *c);
    struct digest *d = NULL;
    enum err code = c != NULL ? digest_create(&d, run, err) : error_nomem(err, "cover.tif");

    if (code == ERR_OK && !make(c, run, d)) code = error_nomem(err, "cover.tif");
    digest_free(d);
    if (code == ERR_OK)
        *out = c;
    else
        gis_cover_free(c);
    return code;
}

void gis_cover_free(struct gis_cover *cover)
{
    if (cover == NULL) return;
    for (int b = 0; b < GIS_COVER_BANDS; b++)
        free(cover->value[b]);
    free(cover);
}
