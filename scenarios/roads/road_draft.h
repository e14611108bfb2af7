/* road_draft.h - streets as a file has them: not yet cut to the box, some of their points
 * missing. */
#ifndef CHARGEPLAN_SCENARIOS_ROADS_ROAD_DRAFT_H
#define CHARGEPLAN_SCENARIOS_ROADS_ROAD_DRAFT_H

#include "scenarios/roads/road_ways.h"

struct road_draft {
    int n_ways;
    struct road_way *way; /* owned [n_ways] `first` and `n` (any) are about `point`; several
                             with one id, one behind the other, are parts of one street */
    int *point;           /* owned: points of the ways */
    int n_points;
    double *x, *y;         /* owned [n_points] NAN: the file has no such point */
    unsigned char *barred; /* owned [n_points] as in struct road_ways; NULL: none is */
    int n_bans;
    struct road_ban *ban;      /* owned [n_bans] */
    struct road_counts counts; /* what only the reader can count */
    char date[32];
};
void road_draft_clear(struct road_draft *draft);

/* Room for one more in an array of n things of a size, which grows by half; false, and the
 * array as it was, when out of memory. */
bool road_draft_room(void *array, int n, int *room, size_t size);

/* Cuts ways to the box (pieces between two points stay where either lies in it) and where
 * points are missing; points that no way uses go. `path` is for messages: ERR_DATA where no
 * street that cars may use is left. Own it: road_ways_clear(). ERR_NOMEM. */
enum err road_clip(struct road_ways *out, const struct road_draft *draft,
                   const struct road_box *box, bool geographic, const char *path,
                   struct error *err);

#endif
