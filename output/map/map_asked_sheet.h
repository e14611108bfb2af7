/* map_asked_sheet.h - the sheet of map_asked.c, shared with its legend. */
#ifndef CHARGEPLAN_OUTPUT_MAP_ASKED_SHEET_H
#define CHARGEPLAN_OUTPUT_MAP_ASKED_SHEET_H

#include "output/map/map.h"

/* Design units; a sheet is 1600 of them long. */
enum { SIDE = 1600, LEGEND = 330, GAP = 28, LARGEST = 62, N_COLOURS = 6 };

struct spot {
    int district;
    double x, y, radius; /* px */
    double chargers, stations;
    int colour; /* of the class; N_COLOURS: no class */
};

struct sheet {
    struct map map;      /* run, language and frame, for what it shares with the other maps */
    enum rule_kind kind; /* what the circles are of */
    int year;
    int n;
    struct spot *spot; /* owned, the largest first */
    double most, px_per_m;
    struct box area;
    struct box *taken; /* owned [2n] circles and labels */
    int n_taken;
};

extern const unsigned map_asked_palette[N_COLOURS + 1];

/* What is asked for in the sheet's year by all rules of a kind; NULL: nothing. */
const struct requirement *map_asked_all(const struct sheet *m, enum rule_kind kind,
                                        enum requirement_scope scope, int district);
/* The k-th rule of the circles' kind that holds for a class, and whose class no rule before it
 * has; -1 where there are fewer. */
int map_asked_class_rule(const struct sheet *m, int k);

void map_asked_legend(const struct sheet *m); /* map_asked_legend.c */

#endif
