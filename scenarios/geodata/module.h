/* module.h - what the files of this folder share. */
#ifndef CHARGEPLAN_SCENARIOS_GEODATA_MODULE_H
#define CHARGEPLAN_SCENARIOS_GEODATA_MODULE_H

#include "scenarios/geodata.h"

/* Prepares GDAL at the first call: no network, nothing written beside a file that is read, no
 * clock in what is written. Forgets what GDAL said before. Call it at the head of every
 * function that the module exports. */
void module_begin(void);

/* What GDAL said since module_begin() or module_hush(), as "; GDAL says: ..." on one line; ""
 * where it said nothing. Its first complaint, since those behind it follow from it. */
const char *module_words(void);
bool module_failed(void); /* was a complaint more than a warning? */
void module_hush(void);   /* forgets it */

/* The functions of geodata.h that stand in the files of this folder. */
enum err module_read(struct geodata_layer *out, const struct geodata_source *source,
                     struct error *err);
enum err module_to_degrees(const char *crs, const char *whose, int n, double x[], double y[],
                           struct error *err);
enum err module_raster_open(struct geodata_raster **out, const struct geodata_source *source,
                            struct geodata_raster_size *size, struct error *err);
enum err module_raster_cells(struct geodata_raster *raster, int n, double x[], double y[],
                             struct error *err);
enum err module_raster_row(struct geodata_raster *raster, int row, double value[],
                           struct error *err);
void module_raster_close(struct geodata_raster *raster);

/* ---- systems of coordinates: gdal_crs.c. A system is a void * here, since GDAL's headers stay
 * in the files named gdal_*.c ---- */

/* Between a file's places and degrees of WGS 84. */
struct module_crs {
    void *to_degrees, *from_degrees; /* transformations of GDAL; NULL: they are degrees */
    bool plane;                      /* metres, feet */
};

/* By `spatial` (a borrowed OGRSpatialReferenceH of the file, NULL where it has none) and what
 * the source says. Own it: module_crs_clear(). ERR_DATA where nothing says what the numbers
 * are. `name` receives the system's name, own it. */
enum err module_crs_of(struct module_crs *out, char **name, void *spatial,
                       const struct geodata_source *source, struct error *err);
void module_crs_clear(struct module_crs *crs);
/* Is there what systems of coordinates are known by? ERR_IO where not: a user may have pointed
 * PROJ elsewhere. Call it after module_begin(). */
enum err module_crs_ready(const char *whose, struct error *err);
/* Refuses a GeoJSON file (`name` as GDAL opens it) whose member "crs" is none that is known:
 * ERR_DATA, ERR_NOMEM. */
enum err module_json_crs(const char *name, const struct geodata_source *source,
                         struct error *err);
/* Refuses degrees where the system, by its name, is one of metres: all places [n] would lie
 * within metres of each other, far away. NAN among them is passed over. ERR_DATA. */
enum err module_crs_fits(const struct module_crs *crs, const char *name, const char *whose,
                         int n, const double x[], const double y[], struct error *err);
bool module_crs_says(void *spatial); /* does such a one say where on Earth a number is? */
/* In place; NAN where it cannot be. ERR_NOMEM. */
enum err module_crs_to_degrees(const struct module_crs *crs, int n, double x[], double y[],
                               struct error *err);
enum err module_crs_from_degrees(const struct module_crs *crs, int n, double x[], double y[],
                                 struct error *err);

/* ---- opening: gdal_open.c, gdal_archive.c ---- */

/* The name under which GDAL opens a file: itself, or the one within an archive that was found
 * small enough. Own it. ERR_DATA, ERR_NOMEM. */
enum err module_name(char **out, const struct geodata_source *source, struct error *err);
/* The name of a file that is no more than that: no address, no database. Own it. */
enum err module_plain_name(char **out, const char *path, struct error *err);
bool module_has_format(const char *path); /* is it a file with layers, by its name? */
/* The layer that the source names (an OGRLayerH of *dataset, which the caller closes). *raw is
 * set where nothing says what the texts of a Shapefile are: they come as the bytes they are. */
enum err module_layer(void **dataset, void **layer, bool *raw,
                      const struct geodata_source *source, struct error *err);

/* Refuses texts in columns of figures of a GeoPackage's layer. ERR_DATA. */
enum err module_figures(void *dataset, void *layer, const char *path, struct error *err);

/* ---- geometry: gdal_geometry.c ---- */

/* Points and rings as they are gathered; growing arrays of the layer's own coordinates. */
struct module_rings {
    int n_points, room_points, n_rings, room_rings, n, room;
    double *x, *y;    /* owned [n_points] */
    int *point_start; /* owned [n_rings + 1] */
    bool *hole;       /* owned [n_rings] */
    int *ring_start;  /* owned [n + 1] */
    bool nomem, full; /* sticky; full: more than 2^31 points */
};
void module_rings_clear(struct module_rings *rings);

enum module_kind { MODULE_UNKNOWN, MODULE_POINTS, MODULE_POLYGONS, MODULE_LINES };
/* What a layer holds: by its own word, else by the first feature that is one of the two. */
enum module_kind module_kind_of(void *layer);
/* Adds the geometry of a feature (an OGRGeometryH, may be NULL): one point, or the rings of a
 * polygon, or lines, which stand as rings that are not closed. A fault adds an empty feature: a
 * point at NAN, a polygon without rings. */
enum geodata_fault module_rings_add(struct module_rings *rings, enum module_kind kind,
                                    void *geometry);

/* lines.c: takes lines over. Numbers of points by the file's own numbers: find them before
 * places are turned into degrees. Own *number [n_points]. False: out of memory. */
bool module_lines_number(int **number, const struct module_rings *rings);
bool module_lines_take(struct geodata_lines *out, struct module_rings *rings,
                       const int number[]);

/* gdal_write.c, gdal_write_raster.c: see geodata.h. */
enum err module_write(const struct geodata_out *file, FILE *stream, struct error *err);
enum err module_write_raster(const struct geodata_out_raster *file, FILE *stream,
                             struct error *err);
/* Copies a file of GDAL's memory to a stream and takes it away. ERR_IO where it is not there;
 * whoever opened the stream looks at its errors. */
enum err module_hand_over(const char *memory, const char *name, FILE *stream,
                          struct error *err);

#endif
