/* fixture_layers.h - files of geographic programs written byte by byte, without GDAL: what the
 * program reads is compared with what a test wrote. */
#ifndef CHARGEPLAN_TESTS_FIXTURE_LAYERS_H
#define CHARGEPLAN_TESTS_FIXTURE_LAYERS_H

#include <stdbool.h>
#include <stddef.h>

/* A layer of points, of polygons with one ring each or of lines, and columns of text or of
 * numbers. Borrowed arrays. */
struct fixture_layer {
    const char *name; /* "zones" */
    int n;
    const double *x, *y; /* of points [n]; of polygons [n x 5], closed rings of four corners */
    bool polygons;
    const int *line_start; /* of lines [n + 1] their points: line_start[k] .. line_start[k + 1]
                              - 1, fewer than 200; else NULL */
    int n_columns;
    const char *const *column; /* [n_columns] */
    const bool *number;        /* [n_columns] is the column one of numbers? */
    const char *const *cell;   /* [n x n_columns] texts in UTF-8, or as they are to stand */
    int srs;                   /* EPSG code for a GeoPackage; 0, -1: undefined */
    const char *wkt;           /* for a .prj; NULL: none is written */
};

/* Each writes the whole file and fails the test where it cannot. */
void fixture_put_geojson(const char *path, const struct fixture_layer *layer);
/* path ends in .shp; the .shx, .dbf and .prj go beside it. cpg NULL: none is written; ldid is
 * the language byte of the .dbf. */
void fixture_put_shapefile(const char *path, const struct fixture_layer *layer, const char *cpg,
                           int ldid);
/* n layers. */
void fixture_put_gpkg(const char *path, int n, const struct fixture_layer *layer);

/* A GeoTIFF of 64-bit figures, row by row, uncompressed: from column and row to x and y by
 * x = at[0] + column at[1] + row at[2], y = at[3] + column at[4] + row at[5]. epsg 0: none
 * said; nodata NULL: none. */
void fixture_put_tiff(const char *path, int width, int height, const double *value,
                      const double at[6], int epsg, const char *nodata);

extern const char fixture_wkt_wgs84[];

#endif
