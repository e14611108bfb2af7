/* zones_raster.c - see zones_raster.h */
#include "scenarios/zones_raster.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "scenarios/areas/polygons_pick.h"
#include "scenarios/areas/raster_sums.h"
#include "scenarios/geodata.h"
#include "scenarios/zones_area.h"

/* A raster while it is summed. */
struct reading {
    const struct geodata *geodata;
    struct geodata_raster *raster;
    struct geodata_raster_size size;
    struct polygons zones; /* in columns and rows of the raster */
    struct raster_sums *sums;
    double *value; /* [width] */
    const char *path;
};

static void clear(struct reading *r)
{
    if (r->raster != NULL) r->geodata->raster_close(r->raster);
    raster_sums_free(r->sums);
    polygons_clear(&r->zones);
    free(r->value);
}

/* No one lives in less than nothing; such figures stand for "no data" in files that do not say
 * so, and so do those near the end of the numbers. */
static enum err check_row(const struct reading *r, int row, struct error *err)
{
    for (int k = 0; k < r->size.width; k++) {
        double v = r->value[k];

        if (isnan(v) || (v >= 0 && v <= 1e12)) continue;
        return error_set(
            err, ERR_DATA,
            "%s: the raster's cell in row %d and column %d is %g; a weight is 0 to "
            "1e12, so name that figure as no data in the file (gdal_edit.py "
            "-a_nodata) if it stands for that",
            r->path, row, k, v);
    }
    return ERR_OK;
}

/* What of each zone is summed: of a grid the part that the polygons cover, else all of it. */
static enum err areas_of(const struct city *city, const char *section, struct polygons *out,
                         struct error *err)
{
    if (city->covered.n == 0) return zones_polygons(city, section, out, err);
    return polygons_copy(&city->covered, out, err);
}

static enum err open_raster(struct reading *r, const struct city *city, const char *section,
                            struct error *err)
{
    const struct geodata_source source = {.path = r->path,
                                          .section = section,
                                          .places =
                                              city->geographic ? GEODATA_OWN : GEODATA_AS_IS};

    TRY(areas_of(city, section, &r->zones, err));
    TRY(geodata_open(&r->geodata, r->path, err));
    TRY(r->geodata->raster_open(&r->raster, &source, &r->size, err));
    TRY(r->geodata->raster_cells(r->raster, polygons_n_points(&r->zones), r->zones.x,
                                 r->zones.y, err));
    r->zones.geographic = false;
    r->value = malloc(((size_t)r->size.width + 1) * sizeof *r->value);
    if (r->value == NULL) return error_nomem(err, r->path);
    return raster_sums_create(&r->sums, &r->zones, r->size.width, r->size.height, err);
}

static enum err tell(struct city *city, const struct reading *r, const char *section,
                     struct error *err)
{
    struct raster_totals totals = raster_sums_totals(r->sums);
    double cells = 0, missing = 0, within = 0;

    for (int z = 0; z < city->n_zones; z++) {
        struct raster_sum sum = raster_sums_of(r->sums, z);

        within += sum.sum;
        cells += sum.cells / fmax(1e-9, 1 - sum.beyond_share);
        missing +=
            sum.no_data_cells + sum.cells / fmax(1e-9, 1 - sum.beyond_share) * sum.beyond_share;
    }
    TRY(said_add(&city->warning, &city->n_warnings, err, MSG_WARN_RASTER, said_text(section),
                 said_number(within, 0), said_number(totals.total, 0),
                 said_number(totals.outside, 0)));
    if (missing > 0.001 * cells)
        TRY(said_add(&city->warning, &city->n_warnings, err, MSG_WARN_RASTER_NO_DATA,
                     said_text(section), said_share(missing / cells)));
    /* borders that do not quite meet are no more than that */
    if (totals.counted_twice > 5e-4 * totals.total)
        TRY(said_add(&city->warning, &city->n_warnings, err, MSG_WARN_RASTER_TWICE,
                     said_text(section), said_share(totals.counted_twice / totals.total)));
    return ERR_OK;
}

static enum err take(struct city *city, struct reading *r, enum layer layer,
                     const char *section, struct error *err)
{
    double sum = 0;
    struct geodata_look before;

    TRY(geodata_look(&before, r->path, err));
    TRY(open_raster(r, city, section, err));
    for (int row = 0; row < r->size.height; row++) {
        TRY(r->geodata->raster_row(r->raster, row, r->value, err));
        TRY(check_row(r, row, err));
        raster_sums_row(r->sums, row, r->value);
    }
    TRY(geodata_unchanged(&before, r->path, err));
    for (int z = 0; z < city->n_zones; z++) {
        /* a sum of small parts may end below 0 by rounding */
        city->weight[layer][z] = fmax(0, raster_sums_of(r->sums, z).sum);
        sum += city->weight[layer][z];
    }
    if (sum > 0) return tell(city, r, section, err);
    return error_set(err, ERR_DATA,
                     "%s: the raster's cells within the zones add up to 0; do raster and zones "
                     "lie at the same place?",
                     r->path);
}

static enum err sum_raster(struct city *city, const char *path, enum layer layer,
                           const char *section, struct error *err)
{
    struct reading r = {.path = path};
    enum err code;

    if (path == NULL) return ERR_OK;
    code = take(city, &r, layer, section, err);
    clear(&r);
    return code;
}

enum err zones_raster(struct city *city, const struct scenario *scenario, struct error *err)
{
    const struct zones_params *p = &scenario->zones;

    TRY(sum_raster(city, p->night_raster, NIGHT, "zones.night_raster", err));
    if (p->night_raster != NULL && p->day == NULL && p->day_raster == NULL)
        memcpy(city->weight[DAY], city->weight[NIGHT], (size_t)city->n_zones * sizeof(double));
    TRY(sum_raster(city, p->day_raster, DAY, "zones.day_raster", err));
    if (p->roaming == NULL) /* as day, whose weight may be summed only now */
        memcpy(city->weight[ROAMING], city->weight[DAY],
               (size_t)city->n_zones * sizeof(double));
    polygons_clear(&city->covered);
    return ERR_OK;
}
