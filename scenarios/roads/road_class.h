/* road_class.h - classes of streets by the words of OpenStreetMap's tag `highway`. */
#ifndef CHARGEPLAN_SCENARIOS_ROADS_ROAD_CLASS_H
#define CHARGEPLAN_SCENARIOS_ROADS_ROAD_CLASS_H

/* X(NAME, word): those that cars drive, then those that people walk alone. The cars' classes
 * have a setting each, roads.speed_kmh.<word>. */
#define ROAD_CAR_CLASS_LIST(X)                                                                 \
    X(MOTORWAY, motorway)                                                                      \
    X(MOTORWAY_LINK, motorway_link)                                                            \
    X(TRUNK, trunk)                                                                            \
    X(TRUNK_LINK, trunk_link)                                                                  \
    X(PRIMARY, primary)                                                                        \
    X(PRIMARY_LINK, primary_link)                                                              \
    X(SECONDARY, secondary)                                                                    \
    X(SECONDARY_LINK, secondary_link)                                                          \
    X(TERTIARY, tertiary)                                                                      \
    X(TERTIARY_LINK, tertiary_link)                                                            \
    X(UNCLASSIFIED, unclassified)                                                              \
    X(RESIDENTIAL, residential)                                                                \
    X(LIVING_STREET, living_street)                                                            \
    X(SERVICE, service)
#define ROAD_FOOT_CLASS_LIST(X)                                                                \
    X(PEDESTRIAN, pedestrian)                                                                  \
    X(FOOTWAY, footway)                                                                        \
    X(PATH, path)                                                                              \
    X(STEPS, steps)                                                                            \
    X(TRACK, track)                                                                            \
    X(CYCLEWAY, cycleway)

#define ROAD_CLASS_NAME(NAME, word) ROAD_##NAME,
enum road_class {
    ROAD_CAR_CLASS_LIST(ROAD_CLASS_NAME) N_ROAD_CAR_CLASSES,
    ROAD_BEFORE_FOOT = N_ROAD_CAR_CLASSES - 1,
    ROAD_FOOT_CLASS_LIST(ROAD_CLASS_NAME) N_ROAD_CLASSES
};

#endif
