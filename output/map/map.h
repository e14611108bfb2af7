/* map.h - the coverage map of one service system: its demand, who is reached, where stations
 * stand, in the last state. Fast and slow charging each have their own.
 *
 * The record is open so that tests can ask where things were put. */
#ifndef CHARGEPLAN_OUTPUT_MAP_H
#define CHARGEPLAN_OUTPUT_MAP_H

#include "output/digest.h"
#include "output/map/canvas.h"

enum { MAP_CLASSES = 6 };
enum { MAP_MARGIN = 36, MAP_DISC = 44 }; /* units of design: rim, radius of the largest disc */

/* Something on the sheet that labels must not cover. */
enum map_thing { MAP_HATCH, MAP_MARKER, MAP_CANDIDATE, MAP_FRAME, MAP_LABEL };
struct map_placed {
    struct box box;
    enum map_thing thing;
    int index; /* zone, site or district */
};

/* A picture of the land on the sheet: the whole area, or its densest part enlarged. */
struct map_view {
    struct box area; /* whole pixels of the sheet */
    double px_per_m;
    double east0, north0; /* metres at the area's top left corner */
    bool candidates;      /* possible sites that were not chosen are drawn */
    int *pixel_zone;      /* owned [area w x h] zone whose cell holds the pixel, -1: none,
                             -2: none near either */
    int *pixel_near;      /* owned [area w x h] the same, or the nearest one */
    float *pixel_in; /* owned [area w x h] px inside the service area; negative outside; NULL
                        where the service has none in a straight line */
    struct map_placed *placed; /* owned [n_placed] in the order of drawing */
    int n_placed, most_placed;
};

/* The sheet: its size and where things lie on it, in px. */
struct map_frame {
    double u; /* px of one unit of design: the sheet is 1600 units long */
    double t; /* the same for title, legend and foot: larger on tall sheets, which are printed
                 smaller */
    int width, height;
    bool beside; /* legend to the right of the map; else below it */
    struct box legend;
    double title_h, foot_y, foot_h;
};

struct map;
struct pen;
struct map_streets; /* opaque */

/* Polygons in metres of the map's plane. */
struct map_shape {
    const struct polygons *polygons; /* Borrowed; NULL: there are none */
    double *east, *north;            /* owned [n_points] */
};

/* What one kind of map says beside what all show. */
struct map_parts {
    void (*headline)(const struct map *map, char *text, size_t size);
    void (*subtitle)(const struct map *map, char *text, size_t size);
    void (*foot)(const struct map *map, char *text, size_t size);
    void (*const *block)(struct pen *); /* [n_blocks] of the legend, the scale last */
    int n_blocks;
    bool (*shown)(const struct map *map, int site); /* the sheet has to hold it */
    bool has_inset;
};

struct map {
    const struct map_parts *parts;
    const struct scenario *scenario;
    const struct city *city;
    enum language language;
    const struct map_inputs *inputs; /* NULL but on the map of what came in */
    const struct map_demand *demand; /* NULL but on the maps of demand */
    const struct map_use *use;       /* NULL but on the maps of use */
    const struct run *run;           /* NULL there, as is `net`, which is
                                        NULL on the maps of demand too */
    enum service service;
    const struct network *net; /* the state drawn */
    struct digest *digest;
    struct canvas *canvas;
    struct map_shape polygons, boundary; /* of the zones; of the study area */
    struct map_streets *streets;         /* owned; NULL: the service is none along streets */
    struct map_frame frame;
    struct map_view whole;
    struct map_view inset; /* area.w 0: there is none */
    double inset_zoom;
    struct map_view *view;            /* the one that is drawn; `whole` before and after */
    double *amount;                   /* owned [n_zones] kWh a day of the service, or weight */
    double *density;                  /* owned [n_zones] the same for each km2 */
    double most;                      /* the largest amount */
    double breaks[MAP_CLASSES - 1];   /* rising */
    int n_classes;                    /* breaks used + 1 */
    int n_full, n_out, n_uncovered;   /* zones marked: by the demand of the service; by the core
                                         rule, on the fast map */
    int n_today, n_new, n_candidates; /* sites open since before, opened by the plan, possible
                                         but not chosen */
    int n_hidden;                     /* markers that run together on the whole map */
    bool crowded;                     /* so many sites of today that they are plain dots */
};

/* Own it: map_free(*out). Errors: ERR_NOMEM. */
enum err map_create(struct map **out, const struct run *run, enum service service,
                    struct error *err);
/* density, most and classes from amounts and areas. Errors: ERR_NOMEM. */
enum err map_fill_density(struct map *map, struct error *err);
/* Room for what is drawn, then the raster. The view is drawn on from here. */
enum err map_begin_view(struct map *map, struct map_view *view, struct error *err);
void map_end_view(struct map *map);
void map_draw_rim(struct map *map, const struct map_view *view); /* a thin frame */
/* Legend, title and foot around the views. */
enum err map_finish(struct map *map, struct error *err);
void map_clear(struct map *map); /* what it owns, not the record */
void map_free(struct map *map);  /* NULL is fine */

/* Places on the sheet in the view that is drawn. */
double map_x(const struct map *map, double east);
double map_y(const struct map *map, double north);

/* The parts, in the order in which they are drawn. */
/* Classes of density[n] with round limits. map_zones.c */
void map_classes(struct map *map, int n, const double density[]);
enum err map_lay_out(struct map *map, struct error *err); /* map_frame.c */
/* Where the densest part stands enlarged, in the free box of the sheet; none where markers
 * do not run together. */
enum err map_choose_inset(struct map *map, struct box room,
                          struct error *err); /* map_inset.c */
/* Labels keep off the frames of the inset. */
void map_reserve_inset(struct map *map, struct map_view *view);
void map_draw_inset_frames(struct map *map);
struct colour map_frame_colour(void);
/* A bar of a round length, at most most_px long, with figures below; its height is 24 units. */
void map_draw_scale(struct canvas *c, double x, double y, double most_px, double px_per_m,
                    double u);                        /* map_scale.c */
double map_scale_km(double most_px, double px_per_m); /* what that bar stands for */
void map_draw_north(struct canvas *c, double x, double y, const char *letter, double u);
enum err map_raster(struct map *map, struct error *err); /* map_raster.c */
enum err map_reach(struct map *map, struct error *err);  /* pixel_in, by pixel_near */
enum err map_draw_zones(struct map *map, struct error *err);
/* Zones that are polygons, and the study area: map_polygons.c */
enum err map_place_polygons(struct map *map, struct error *err);
void map_shape_clear(struct map_shape *shape);
/* pixel_zone: the first polygon that holds the pixel's middle; one that holds none has the
 * pixel of its point where nobody else has it. Errors: ERR_NOMEM. */
enum err map_stamp_polygons(struct map *map, int w, int h, struct error *err); /* map_scan.c */
void map_polygon_path(struct map *map, const struct map_shape *shape, int polygon);
/* Fills the polygons of a class that are not tiny again, with smooth edges. */
void map_smooth_class(struct map *map, const int8_t class_of[], int class,
                      struct colour colour);
void map_draw_polygon_edges(struct map *map); /* where they are large on the sheet */
void map_draw_boundary(struct map *map);
struct colour map_boundary_colour(void);
struct colour map_class_colour(const struct map *map, double density);
/* Zones that are places without an area (digest->points) are discs: their areas are to each
 * other as the amounts are. map_zones.c */
double map_disc_radius(const struct map *map, double amount);
void map_draw_disc(struct canvas *c, double x, double y, double radius, bool core, double u);
enum err map_draw_areas(struct map *map, struct error *err); /* map_areas.c */
void map_clear_mask(const struct map *map, uint8_t coverage[]);
void map_paint(struct map *map, const uint8_t coverage[], struct colour colour);
/* Streets within reach, where the service goes along streets. Errors: ERR_NOMEM.
 * map_streets.c */
enum err map_find_streets(struct map *map, struct error *err);
void map_streets_free(struct map_streets *streets); /* NULL is fine */
void map_draw_streets(struct map *map, uint8_t coverage[]);
struct colour map_unreached_colour(void);
void map_draw_marks(struct map *map); /* map_marks.c */
void map_draw_mark(struct canvas *c, enum zone_state state, double x, double y,
                   struct colour colour, double u);
void map_draw_sites(struct map *map);  /* map_sites.c */
void map_draw_labels(struct map *map); /* map_labels.c */
/* Draws the legend; measures only where `dry`: returns the height that was needed. */
double map_draw_legend(struct map *map, struct canvas *c, struct box box, bool dry);
/* Title and foot line, drawn or (dry) measured: the height that they need. map_title.c */
double map_title(const struct map *map, struct canvas *c, double width, bool dry);
double map_foot(const struct map *map, struct canvas *c, double y, double width, bool dry);
/* What those of a coverage map say: the headline with what the existing sites are, and whom the
 * plan serves. */
void map_headline(const struct map *map, char *text, size_t size);
void map_subtitle(const struct map *map, char *text, size_t size);
void map_foot_text(const struct map *map, char *text, size_t size);
extern const struct map_parts map_coverage; /* map_legend.c */
/* The title, with a mark where the city is made up; where the data come from, with the plane
 * and the datums. */
void map_named(const struct map *map, char *text, size_t size);
void map_foot_places(const struct map *map, char *text, size_t size);

/* How a site is drawn. */
enum { MAP_BY_RULE = -2 }; /* open by building rule, not by the plan */
struct map_marker {
    int phase;    /* -1: open before the plan; MAP_BY_RULE; else index into run->phase */
    int outlets;  /* of the service; 0: a small hollow marker */
    bool station; /* round; else square */
    bool dot;     /* a plain dot without a rim, where there are many of today */
};
struct map_marker map_marker_of(const struct map *map, int site);
void map_draw_marker(struct canvas *c, double x, double y, const struct map_marker *m,
                     int n_phases, double u);
void map_draw_candidate(struct canvas *c, double x, double y, double u);
double map_marker_radius(const struct map_marker *m, double u); /* without its rim */
double map_marker_unit(const struct map *map); /* smaller markers where there are many */
struct colour map_phase_colour(int phase, int n_phases); /* phase < 0: not the plan's */
bool map_site_shown(const struct map *map, int site);
bool map_is_candidate(const struct map *map, int site); /* possible, but not chosen */
bool map_shows_candidates(const struct map *map, const struct map_view *view);

void map_hatch(struct map *map, struct canvas *c); /* ends the path: uncovered core */
struct colour map_reach_colour(double alpha);
struct colour map_core_colour(void);

bool map_add_placed(struct map_view *view, enum map_thing thing, int index, struct box box);

#endif
