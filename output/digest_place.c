/* digest_place.c - where things lie: the local plane, the zones' cells, the nearest zones. */
#include "output/digest.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static int compare(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;

    return (x > y) - (x < y);
}

/* Usual step between the n values of one axis: the median of the differences between unlike
 * neighbours, smallest first; 0 where all are alike. On a regular grid it is the cell's side.
 * Values nearer than 1e-4 of the extent are alike: 30 arc-second centres carry rounding. */
static double axis_step(int n, const double value[], double work[])
{
    int m = 0;

    if (n < 2) return 0;
    memcpy(work, value, (size_t)n * sizeof *work);
    qsort(work, (size_t)n, sizeof *work, compare);

    double alike = (work[n - 1] - work[0]) * 1e-4;

    for (int k = 1; k < n; k++) /* in place: m never overtakes k */
        if (work[k] - work[k - 1] > alike) work[m++] = work[k] - work[k - 1];
    if (m == 0) return 0;
    qsort(work, (size_t)m, sizeof *work, compare);
    return work[m / 2];
}

/* Mean distance to the nearest neighbour of up to 200 zones spread over the list. */
static double neighbour_distance(int n, const double east[], const double north[])
{
    int step = n / 200 + 1, count = 0;
    double sum = 0;

    for (int a = 0; a < n; a += step) {
        double best = INFINITY;

        for (int b = 0; b < n; b++) {
            double dx = east[a] - east[b], dy = north[a] - north[b];
            double d2 = dx * dx + dy * dy;

            if (b != a && d2 > 0 && d2 < best) best = d2;
        }
        if (!isfinite(best)) continue;
        sum += sqrt(best);
        count++;
    }
    return count > 0 ? sum / count : 1000;
}

/* Sides of cells from the spacing of the zones. Degrees are looked at before projection, where
 * the rows of a grid are straight. A grid is believed where its steps are near the distance to
 * the nearest neighbour; else cells are squares of that side. */
static void sides_from_spacing(const struct city *city, struct digest *d, double work[])
{
    int n = city->n_zones;
    double near = neighbour_distance(n, d->east, d->north);
    double w = axis_step(n, city->zone_x, work), h = axis_step(n, city->zone_y, work);

    if (city->geographic) {
        struct points zones = city_zones(city);
        struct geo_plane plane = geo_plane_of(&zones);
        double x1, y1, x2, y2;

        geo_to_plane(&plane, plane.lon0 - w / 2, plane.lat0 - h / 2, &x1, &y1);
        geo_to_plane(&plane, plane.lon0 + w / 2, plane.lat0 + h / 2, &x2, &y2);
        w = x2 - x1;
        h = y2 - y1;
    }
    d->points = !(w > 0.5 * near && w < 2.5 * near && h > 0.5 * near && h < 2.5 * near);
    if (d->points) w = h = near;
    for (int z = 0; z < n; z++) {
        if (isfinite(city->cell_w_m[z]) && city->cell_w_m[z] > 0) {
            d->cell_w[z] = city->cell_w_m[z];
            d->cell_h[z] = city->cell_h_m[z];
            d->points = false;
            continue;
        }
        d->cells_known = false;
        d->cell_w[z] = w;
        d->cell_h[z] = h;
    }
}

static void fill(struct digest *d, const struct city *city, double work[])
{
    struct points zones = city_zones(city);
    struct geo_plane plane = geo_plane_of(&zones);

    for (int z = 0; z < city->n_zones; z++)
        geo_to_plane(&plane, city->zone_x[z], city->zone_y[z], &d->east[z], &d->north[z]);
    for (int s = 0; s < city->n_sites; s++)
        geo_to_plane(&plane, city->site_x[s], city->site_y[s], &d->site_east[s],
                     &d->site_north[s]);
    d->cells_known = true;
    sides_from_spacing(city, d, work);
}

enum err digest_of_city(struct digest **out, const struct city *city, struct error *err)
{
    size_t n_zones = (size_t)city->n_zones, n_sites = (size_t)city->n_sites + 1;
    struct digest *d = calloc(1, sizeof *d);
    double *work = calloc(n_zones + 1, sizeof *work);

    if (!d || !work) goto fail;
    d->east = calloc(n_zones, sizeof *d->east);
    d->north = calloc(n_zones, sizeof *d->north);
    d->cell_w = calloc(n_zones, sizeof *d->cell_w);
    d->cell_h = calloc(n_zones, sizeof *d->cell_h);
    d->site_east = calloc(n_sites, sizeof *d->site_east);
    d->site_north = calloc(n_sites, sizeof *d->site_north);
    d->site_zone = calloc(n_sites, sizeof *d->site_zone);
    if (!d->east || !d->north || !d->cell_w || !d->cell_h || !d->site_east || !d->site_north ||
        !d->site_zone)
        goto fail;
    fill(d, city, work);
    if (network_site_zones(city, d->site_zone, err) != ERR_OK) goto fail;
    free(work);
    *out = d;
    return ERR_OK;
fail:
    free(work);
    digest_free(d);
    return error_nomem(err, "the figures of the outputs");
}

enum err digest_create(struct digest **out, const struct run *run, struct error *err)
{
    return digest_of_city(out, run->city, err);
}

void digest_free(struct digest *d)
{
    if (!d) return;
    free(d->east);
    free(d->north);
    free(d->site_east);
    free(d->site_north);
    free(d->cell_w);
    free(d->cell_h);
    free(d->site_zone);
    free(d);
}
