/* geodata.h - files of geographic programs: layers, rasters and systems of coordinates.
 *
 * GDAL reads and writes them. It stands in a module of its own (scenarios/geodata/) that is
 * opened only when a file needs it: GDAL brings some 150 libraries, 50 ms of every start.
 * Everything that passes is a plain record; nothing of GDAL is seen on this side. */
#ifndef CHARGEPLAN_SCENARIOS_GEODATA_H
#define CHARGEPLAN_SCENARIOS_GEODATA_H

#include <stdbool.h>
#include <stdio.h>

#include "scenarios/areas/polygons.h"
#include "scenarios/csv.h"

struct geodata_out;
struct geodata_out_raster;

/* How the numbers of a file become places. */
enum geodata_places {
    GEODATA_OWN,     /* by the file's own system of coordinates, which it has to name */
    GEODATA_DEGREES, /* the same; where it names none they are degrees already */
    GEODATA_AS_IS    /* numbers stay as they are, metres of some plane */
};

/* What to read, and how. */
struct geodata_source {
    const char *path;
    const char *section;  /* "zones": whose settings a message asks for */
    const char *layer;    /* NULL: the only one of the file */
    const char *encoding; /* of a Shapefile's texts; NULL: what the file says */
    const char *crs;      /* system of coordinates instead of the file's own; NULL: its own */
    enum geodata_places places;
    bool lines; /* lines are wanted; else points or polygons, of which a layer holds one kind */
};

/* What is the matter with the place of a feature. A row that nobody takes may have any. */
enum geodata_fault {
    GEODATA_GOOD,
    GEODATA_NO_GEOMETRY,
    GEODATA_OTHER_KIND, /* a point among polygons, a line ... */
    GEODATA_SEVERAL,    /* several points */
    GEODATA_INVALID,    /* a polygon that crosses itself ... */
    GEODATA_OFF_EARTH   /* not on Earth, or not finite */
};

/* The lines of a layer's features. Points for which the file has the same numbers are one. */
struct geodata_lines {
    int n_lines, n_points;
    int *first;    /* owned [n_rows + 1] lines of a feature: first[row] .. first[row + 1] - 1 */
    int *start;    /* owned [n_lines + 1] points of a line: point[start[line]] .. */
    int *point;    /* owned [start[n_lines]] */
    double *x, *y; /* owned [n_points] */
};

/* The features of a layer: their texts, their points, polygons or lines. */
struct geodata_layer {
    struct csv_features features; /* with the columns `fid` and, of polygons, `area_km2`, where
                                     the layer has no columns of these names */
    bool has_polygons;
    double *x, *y;            /* owned [n_rows] the points; of polygons and lines NULL */
    struct polygons polygons; /* [n_rows] of a layer of polygons */
    bool has_lines;
    struct geodata_lines lines; /* where lines were wanted */
    enum geodata_fault *fault;  /* owned [n_rows] */
    char **why;                 /* owned [n_rows] what GDAL says of a fault; NULL: nothing */
    char *crs;                  /* owned: name of the system the file is read by; "" as is */
};

/* A raster that is read row by row from the north, or from wherever its first row lies. */
struct geodata_raster;
struct geodata_raster_size {
    int width, height;
};

/* The module's functions. They are not for several threads at once. Files are read alone:
 * nothing is written beside them. */
struct geodata {
    int version; /* GEODATA_VERSION of the header it was built with */
    /* Reads a layer. Own it: geodata_layer_clear(). Errors: ERR_DATA, ERR_NOMEM. */
    enum err (*read)(struct geodata_layer *out, const struct geodata_source *source,
                     struct error *err);
    /* Turns places [n] of a system of coordinates into degrees of longitude and latitude, in
     * place; those that cannot be are NAN. `whose` stands in messages. ERR_DATA, ERR_NOMEM. */
    enum err (*to_degrees)(const char *crs, const char *whose, int n, double x[], double y[],
                           struct error *err);
    /* Opens a raster. Own it: raster_close(). Of source layer and encoding are not looked at;
     * with GEODATA_AS_IS its numbers are those of the zones. ERR_DATA, ERR_NOMEM. */
    enum err (*raster_open)(struct geodata_raster **out, const struct geodata_source *source,
                            struct geodata_raster_size *size, struct error *err);
    /* Places [n] (degrees of WGS 84, or of the plane) to columns and rows of the raster, in
     * place: the first cell is the square from (0, 0) to (1, 1). ERR_DATA. */
    enum err (*raster_cells)(struct geodata_raster *raster, int n, double x[], double y[],
                             struct error *err);
    /* One row of cells; NAN where there are no data. ERR_DATA. */
    enum err (*raster_row)(struct geodata_raster *raster, int row, double value[],
                           struct error *err);
    void (*raster_close)(struct geodata_raster *raster); /* NULL is fine */
    /* Writes a whole file to a stream, the same bytes each time. Errors: ERR_IO, ERR_NOMEM. */
    enum err (*write)(const struct geodata_out *file, FILE *stream, struct error *err);
    enum err (*write_raster)(const struct geodata_out_raster *file, FILE *stream,
                             struct error *err);
};
enum { GEODATA_VERSION = 2 };

/* The module, opened by the first call. `file` is what needs it, for the message: ERR_IO where
 * the module is not there or is another version's. */
enum err geodata_open(const struct geodata **out, const char *file, struct error *err);

/* Is a file one of a geographic program, by its name? "zones.gpkg", "a.SHP", "a.zip". */
bool geodata_named(const char *path);

/* Checks that the file is a regular one, reads the layer and checks that neither it nor the
 * files beside it that belong to it changed meanwhile. ERR_DATA, ERR_IO, ERR_NOMEM. */
enum err geodata_read(struct geodata_layer *out, const struct geodata_source *source,
                      struct error *err);
void geodata_layer_clear(struct geodata_layer *layer);

/* The files that are one with the k-th file of a name: of "a.shp" it, "a.shx", "a.dbf", "a.prj"
 * and "a.cpg", in capitals where only those are there. Own the path; NULL behind the last or
 * when out of memory. */
enum { GEODATA_PARTS = 5 };
char *geodata_part(const char *path, int k);

/* What tells that a file, or one that belongs to it, changed; zeros where it is not there. */
struct geodata_look {
    unsigned long long inode[GEODATA_PARTS];
    long long bytes[GEODATA_PARTS], seconds[GEODATA_PARTS], nanoseconds[GEODATA_PARTS];
};
/* Looks at a file, which has to be a regular one, before a raster is read, and again after.
 * ERR_DATA where it cannot be opened or changed, ERR_NOMEM. */
enum err geodata_look(struct geodata_look *out, const char *path, struct error *err);
enum err geodata_unchanged(const struct geodata_look *before, const char *path,
                           struct error *err);

/* ---- for tests ---- */
bool geodata_is_open(void);

#endif
