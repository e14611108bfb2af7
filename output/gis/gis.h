/* gis.h - a finished run as layers for GIS programs: what plan.gpkg and the GeoJSON files hold.
 *
 * Tables are those of stations.csv and zones.csv, by the same calls. */
#ifndef CHARGEPLAN_OUTPUT_GIS_GIS_H
#define CHARGEPLAN_OUTPUT_GIS_GIS_H

#include "output/digest.h"
#include "output/gis/gis_shapes.h"
#include "output/gis/gis_table.h"

enum gis_which {
    GIS_STATIONS,
    GIS_ZONES,
    GIS_CORE_GAPS,
    GIS_SERVICE_AREAS,
    GIS_SITES,
    N_GIS_LAYERS
};

enum { GIS_CIRCLE_POINTS = 64 }; /* a side lies at most 0.12 % of the radius inside */

struct gis_layer {
    enum gis_which which;
    struct gis_table table;
    struct gis_shapes shapes;
    char *style; /* owned; NULL: none */
};

/* Own it: gis_layer_clear(). `styled`: with its style for QGIS. Errors: ERR_NOMEM. */
enum err gis_layer_fill(struct gis_layer *layer, enum gis_which which, const struct run *run,
                        const struct digest *d, bool styled, struct error *err);
void gis_layer_clear(struct gis_layer *layer);
/* The layer as a record to write; borrows. */
struct geodata_out_layer gis_layer_out(const struct gis_layer *layer, enum language language);

/* Used by gis.c: rows and shapes of a layer. gis_layers.c */
enum err gis_fill_core_gaps(struct gis_layer *l, const struct run *run, const struct digest *d,
                            struct error *err);
enum err gis_fill_service_areas(struct gis_layer *l, const struct run *run,
                                const struct digest *d, struct error *err); /* gis_areas.c */
enum err gis_fill_sites(struct gis_layer *l, const struct run *run, const struct digest *d,
                        struct error *err);
/* All zones: their polygons (borrowed), their cells, or points where no size is known. */
void gis_zone_shapes(struct gis_shapes *shapes, const struct run *run, const struct digest *d);

/* gis_styles.c. NULL when out of memory. Own it. */
char *gis_style(const struct gis_layer *layer, const struct run *run);

#endif
