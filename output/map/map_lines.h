/* map_lines.h - streets as lines on the sheet: gathered once in metres, drawn in each view with
 * widths by their class.
 *
 * Lines are drawn into a mask of coverage, not as paths: ten thousands of strokes take some
 * milliseconds, and streets that meet do not darken each other. */
#ifndef CHARGEPLAN_OUTPUT_MAP_LINES_H
#define CHARGEPLAN_OUTPUT_MAP_LINES_H

#include <stdint.h>

#include "output/map/map.h"

enum map_rank { MAP_MAIN, MAP_COLLECTOR, MAP_LOCAL, MAP_PATH, N_MAP_RANKS };
enum map_rank map_rank_of(unsigned char road_class);

/* Points of line k: start[k] .. start[k + 1] - 1, at least 2. Starts as {0}. */
struct map_lines {
    int n, n_points, line_room, point_room;
    int *start;              /* owned [n + 1] */
    unsigned char *of_class; /* owned [n] enum road_class */
    double *east, *north;    /* owned [n_points] metres of the map's plane */
    bool nomem;              /* sticks */
};

/* Adds a line of n points in the city's coordinates. */
void map_lines_add(struct map_lines *lines, const struct geo_plane *plane,
                   unsigned char road_class, int n, const double x[], const double y[]);
void map_lines_clear(struct map_lines *lines);

/* Width of a class in the view that is drawn, px: that of a street where the scale shows it,
 * within limits that keep it readable. */
double map_line_px(const struct map *map, unsigned char road_class);

/* Lines of the ranks that `ranks` has a bit for, into coverage [area w x h] of the view that is
 * drawn; `more` px are added to each width. */
void map_lines_cover(const struct map *map, const struct map_lines *lines, unsigned ranks,
                     double more, uint8_t coverage[]);

#endif
