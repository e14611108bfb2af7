/* map_pen.h - writes the legend downwards, or only measures it. */
#ifndef CHARGEPLAN_OUTPUT_MAP_PEN_H
#define CHARGEPLAN_OUTPUT_MAP_PEN_H

#include "output/map/map.h"
#include "scenarios/messages.h"

/* At x, y px on the canvas, w px wide; u px to a unit of design. */
struct pen {
    struct map *map;
    struct canvas *c;
    double x, y, w, u;
    bool dry;
};

struct canvas_text pen_plain(const struct pen *p, double wrap); /* the legend's usual text */
/* Text at dx px; the pen goes down by its height, at least `least` px. */
void pen_words(struct pen *p, double dx, const char *text, double least);
void pen_heading(struct pen *p, const char *text);

/* Classes, or discs with `figure` beside them. map_legend_amounts.c */
void map_legend_amounts(struct pen *p, const char *heading, const char *unit,
                        enum message figure);
/* "under 100", "100 to 300", "300 and more". */
void map_legend_class_words(const struct map *map, int class, char *text, size_t size);
enum map_edge { EDGE_CORE, EDGE_DISTRICT, EDGE_BOUNDARY };
void map_legend_edge(struct pen *p, enum map_edge edge);
void map_legend_scale(struct pen *p);
void map_legend_sites(struct pen *p); /* map_legend_sites.c */

#endif
