/* roads.c - see roads.h; roads_read() is in roads_read.c */
#include "scenarios/roads/roads.h"

#include <stdlib.h>

#include "scenarios/roads/road_build.h"

void roads_free(struct roads *roads)
{
    if (roads == NULL) return;
    for (int mode = 0; mode < N_ROAD_MODES; mode++)
        road_graph_clear(&roads->graph[mode]);
    free(roads);
}

/* Streets of people that a file opens to cars are as slow as living streets. */
void roads_speeds(const struct scenario *scenario, double kmh[N_ROAD_CLASSES])
{
#define ROAD_SPEED(NAME, word) kmh[ROAD_##NAME] = scenario->roads.kmh_##word;
    ROAD_CAR_CLASS_LIST(ROAD_SPEED)
#undef ROAD_SPEED
#define ROAD_SPEED(NAME, word) kmh[ROAD_##NAME] = scenario->roads.kmh_living_street;
    ROAD_FOOT_CLASS_LIST(ROAD_SPEED)
#undef ROAD_SPEED
}
