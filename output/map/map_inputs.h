/* map_inputs.h - the map of what came in, before any plan: zones by night weight, districts,
 * core, study area, the sites of every layer, and those that are likely not meant so.
 *
 * The record is open so that tests can ask what was found. */
#ifndef CHARGEPLAN_OUTPUT_MAP_INPUTS_H
#define CHARGEPLAN_OUTPUT_MAP_INPUTS_H

#include <stdio.h>

#include "output/map/map.h"

enum { INPUTS_LAYERS = 8 }; /* drawn apart; the others together */

/* The sites of a layer and a status. */
struct inputs_group {
    int layer; /* INPUTS_LAYERS: all from there on */
    enum site_status status;
    int n;
};

struct inputs_streets; /* opaque */

struct map_inputs {
    struct map map; /* of kind map_of_inputs */
    int n_groups;   /* that have sites, by layer, then status */
    struct inputs_group group[(INPUTS_LAYERS + 1) * N_STATUSES];
    bool zones_known;    /* they have areas, so that a site may lie outside all of them */
    bool *outside_zones; /* owned [n_sites]; none where zones are places */
    bool *outside_area;  /* owned [n_sites]; none where there is no boundary */
    bool *on_sheet;      /* owned [n_sites] not far beyond the zones */
    int n_outside_zones, n_outside_area, n_off_sheet;
    int n_same_place;               /* sites at exactly the place of one before */
    struct inputs_streets *streets; /* owned; NULL: the scenario has none */
    double scale;                   /* of the marks: smaller where there are many */
};

/* Draws the sheet in the scenario's language (report.language) and size (report.map_px). Own
 * it: map_inputs_free(*out). Errors: ERR_NOMEM. */
enum err map_inputs_create(struct map_inputs **out, const struct scenario *scenario,
                           const struct city *city, struct error *err);
void map_inputs_free(struct map_inputs *in); /* NULL is fine */

/* The same as a PNG file with title and hash in it. Errors: ERR_IO, ERR_NOMEM. */
enum err map_inputs_write(const struct scenario *scenario, const struct city *city,
                          FILE *stream, struct error *err);

/* ---- its parts ---- */

/* Fills what is told of the sites: groups, outside, same place, on_sheet. map_inputs_find.c */
enum err map_inputs_find(struct map_inputs *in, struct error *err);
struct colour map_inputs_colour(int layer);
/* A disc that stands, a square that has to, a ring that may, a cross that must not. */
void map_inputs_mark(struct canvas *c, double x, double y, enum site_status status,
                     struct colour colour, double u);
void map_inputs_ring(struct canvas *c, double x, double y, double u); /* map_inputs.c */
/* Streets, what is left out of them, and who lies far from them. map_inputs_streets.c */
enum err map_inputs_find_streets(struct map_inputs *in, struct error *err);
void map_inputs_streets_free(struct inputs_streets *streets); /* NULL is fine */
enum err map_inputs_draw_streets(struct map_inputs *in, struct error *err);
bool map_inputs_site_far(const struct map_inputs *in, int site);
void map_inputs_streets_rows(struct pen *p);
extern const struct map_parts map_of_inputs; /* map_inputs_legend.c */

#endif
