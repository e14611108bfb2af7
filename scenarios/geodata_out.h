/* geodata_out.h - what a geographic file is to hold: layers of rows with a shape, or bands of
 * pixels. Plain records that borrow everything; geodata.h writes them. */
#ifndef CHARGEPLAN_SCENARIOS_GEODATA_OUT_H
#define CHARGEPLAN_SCENARIOS_GEODATA_OUT_H

#include <limits.h>
#include <stdbool.h>

enum geodata_kind { GEODATA_TEXT, GEODATA_NUMBER, GEODATA_INTEGER };
enum { GEODATA_NO_INTEGER = INT_MIN };

struct geodata_out_column {
    const char *name;  /* the key; unlike every other of its layer, capital or small */
    const char *alias; /* for readers; unlike every other of its layer */
    enum geodata_kind kind;
    const char *const *text; /* [n_rows] UTF-8; NULL: no value. One of the three is set */
    const double *number;    /* [n_rows] NAN and infinities: no value */
    const int *integer;      /* [n_rows] GEODATA_NO_INTEGER: no value */
};

enum geodata_shape { GEODATA_NO_SHAPE, GEODATA_POINTS, GEODATA_POLYGONS, GEODATA_LINES };

/* Points: x[n], y[n]. Polygons: the rings of polygon k are ring_start[k] .. ring_start[k+1]-1,
 * the points of ring r are point_start[r] .. point_start[r+1]-1, the first not said again.
 * Outer rings run counter-clockwise; each is followed by its holes, which run clockwise. Lines:
 * the lines of shape k stand as the rings of a polygon do, all their points said. */
struct geodata_out_shapes {
    enum geodata_shape kind;
    int n;
    const int *ring_start;  /* [n + 1] */
    const int *point_start; /* [rings + 1] */
    const double *x, *y;    /* longitude and latitude in degrees, or metres of a plane */
};

/* Of polygons: does a ring run counter-clockwise; has a shape two outer rings or more? */
bool geodata_out_is_outer(const struct geodata_out_shapes *shapes, int ring);
bool geodata_out_has_parts(const struct geodata_out_shapes *shapes, int shape);

struct geodata_out_layer {
    const char *name;          /* the key: letters, digits, _ */
    const char *title, *about; /* for readers; the title unlike every other */
    struct geodata_out_shapes shapes;
    int n_rows;
    const int *shape; /* [n_rows] each row's shape; NULL: row k has shape k */
    int n_columns;
    const struct geodata_out_column *column;
    const char *style; /* how QGIS shows it, as QML; NULL: its own way */
};

/* A file of layers: a GeoPackage. */
struct geodata_out {
    const char *name; /* "plan.gpkg", for messages */
    bool geographic;  /* degrees on WGS 84 (EPSG:4326); else metres of some plane */
    int n_layers;
    const struct geodata_out_layer *layer;
};

struct geodata_out_band {
    const char *name;   /* what it shows */
    const float *value; /* [width x height] row by row from the north; NAN: no data */
};

/* A file of pixels: a GeoTIFF. */
struct geodata_out_raster {
    const char *name; /* "cover.tif", for messages */
    bool geographic;
    int width, height;
    double west, north;      /* corner of the first pixel: degrees, or metres */
    double pixel_w, pixel_h; /* > 0 */
    int n_bands;
    const struct geodata_out_band *band;
};

#endif
