/* gis_cover.h - cover in the last state as pixels: what cover.tif holds.
 *
 * Band 1 and 2: open public sites with fast, with slow chargers in reach of the zone (service
 * radius, detour included). Band 3: share of the zone's demand that is served. A pixel has the
 * figures of the zone that holds its centre, and no data outside zones; the third band has none
 * where nothing is asked for. */
#ifndef CHARGEPLAN_OUTPUT_GIS_GIS_COVER_H
#define CHARGEPLAN_OUTPUT_GIS_GIS_COVER_H

#include "output/digest.h"
#include "scenarios/geodata_out.h"

enum { GIS_COVER_BANDS = 3, GIS_COVER_PX_MAX = 4000 };

struct gis_cover {
    struct geodata_out_raster raster; /* borrows what stands below */
    struct geodata_out_band band[GIS_COVER_BANDS];
    float *value[GIS_COVER_BANDS];   /* owned */
    char name[GIS_COVER_BANDS][160]; /* in the report's language, with the year */
};

/* Pixels are as small as the smallest side of a zone, but at most GIS_COVER_PX_MAX on the
 * longer side. Zones without a known size are squares as on the map. Own it:
 * gis_cover_free(*out). Errors: ERR_NOMEM. */
enum err gis_cover_create(struct gis_cover **out, const struct run *run, struct error *err);
void gis_cover_free(struct gis_cover *cover); /* NULL is fine */

#endif
