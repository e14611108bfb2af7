/* map.h - the coverage map: demand, who is reached, where stations stand, in the last state.
 *
 * The record is open so that tests can ask where things were put. */
#ifndef CHARGEPLAN_OUTPUT_MAP_H
#define CHARGEPLAN_OUTPUT_MAP_H

#include "output/canvas.h"
#include "output/digest.h"

enum { MAP_CLASSES = 6 };

/* Something on the sheet that labels must not cover. */
enum map_thing { MAP_HATCH, MAP_MARKER, MAP_LABEL };
struct map_placed {
    struct box box;
    enum map_thing thing;
    int index; /* zone, site or district */
};

/* The sheet: its size and where things lie on it, in px. */
struct map_frame {
    double u; /* px of one unit of design: the sheet is 1600 units long */
    int width, height;
    bool beside;     /* legend to the right of the map; else below it */
    struct box area; /* the map itself, whole pixels */
    struct box legend;
    double title_h, foot_y, foot_h;
    double px_per_m;
    double east0, north0; /* metres at the area's top left corner */
};

struct map {
    const struct run *run;
    enum language language;
    const struct network *net; /* the state drawn */
    struct digest *digest;
    struct canvas *canvas;
    struct map_frame frame;
    double *density;                /* [n_zones] kWh a day and km2, both services */
    double breaks[MAP_CLASSES - 1]; /* rising */
    int n_classes;                  /* breaks used + 1 */
    int *pixel_zone;                /* [area w x h] zone whose cell holds the pixel, -1: none,
                         -2: none near either */
    int *pixel_near;                /* [area w x h] the same, or the nearest one */
    float *pixel_in; /* [area w x h] px inside the fast service area; negative outside */
    int n_full, n_out, n_uncovered; /* zones marked: by their fast demand, as the outline is;
                                       by the core rule */
    struct map_placed *placed;      /* [n_placed] in the order of drawing */
    int n_placed, most_placed;
};

/* Own it: map_free(*out). Errors: ERR_NOMEM. */
enum err map_create(struct map **out, const struct run *run, struct error *err);
void map_free(struct map *map); /* NULL is fine */

double map_x(const struct map *map, double east);
double map_y(const struct map *map, double north);

/* The parts, in the order in which they are drawn. */
void map_classes(struct map *map);                        /* map_zones.c */
enum err map_lay_out(struct map *map, struct error *err); /* map_frame.c */
enum err map_raster(struct map *map, struct error *err);  /* map_raster.c */
void map_draw_zones(struct map *map);
struct colour map_class_colour(const struct map *map, double density);
enum err map_draw_areas(struct map *map, struct error *err); /* map_areas.c */
void map_draw_marks(struct map *map);
void map_draw_sites(struct map *map); /* map_sites.c */
void map_draw_site(struct canvas *c, double x, double y, double radius, bool station, bool fast,
                   bool slow, bool is_new, double u);
double map_site_radius(int outlets, double u);
double map_site_scale(const struct map *map); /* smaller markers where there are many */
bool map_site_shown(const struct map *map, int site);
void map_draw_labels(struct map *map); /* map_labels.c */
/* Draws the legend; measures only where `dry`: returns the height that was needed. */
double map_draw_legend(struct map *map, struct canvas *c, struct box box, bool dry);
void map_draw_title(struct map *map); /* map_frame.c */
/* What the line below the title says: whom the plan serves, and what its bound is. */
void map_subtitle(const struct map *map, char *text, size_t size);
void map_hatch(struct map *map, struct canvas *c); /* ends the path: uncovered core */
struct colour map_reach_colour(double alpha);
struct colour map_core_colour(void);

bool map_add_placed(struct map *map, enum map_thing thing, int index, struct box box);

#endif
