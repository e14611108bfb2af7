/* fixture_city.h - a small city on disk and the scenario that names it, for tests of reading.
 */
#ifndef CHARGEPLAN_TESTS_FIXTURE_CITY_H
#define CHARGEPLAN_TESTS_FIXTURE_CITY_H

#include "scenarios/city.h"

/* Texts of its three files; a test may put others in their place. */
#define FIXTURE_CITY_ZONES                                                                     \
    "id,x,y,people,jobs,home,area,core,class,cell,reach\n"                                     \
    "z1,0,0,100.5,0,0.25,North,1,core,200,1500\n"                                              \
    "z2,3000,0,50,70,0.5,South,0,edge,500,2500\n"                                              \
    "z3,3000,400,0,30,0.75,North,0,,500,900\n"
#define FIXTURE_CITY_TODAY                                                                     \
    "id,name,x,y,ac,dc\n"                                                                      \
    "e1,First Street,10,10,3,0\n"                                                              \
    "e2,,3000,10,0,2\n"
#define FIXTURE_CITY_PLACES                                                                    \
    "id,type,x,y,bays,state\n"                                                                 \
    "p1,parking,500,0,12,candidate\n"                                                          \
    "p2,fuel,2500,0,6.0,forbidden\n"                                                           \
    "p3,school,2000,0,9,candidate\n"                                                           \
    "p4,parking,2900,100,8,required\n"

/* One city on disk and the scenario that names it. */
struct fixture_city {
    char folder[32], zones[64], today[64], places[64];
    struct scenario scenario;
    struct sites_layer layer[2];
    struct kind kind[2];
    char *kind_key[2], *kind_column[2];
    char *class_key[2];
    double class_value[2];
};

/* Writes the files into a new folder under /tmp and fills the scenario: zones.csv in metres
 * with every column, the layers `today` (existing) and `places` (filtered, with a status
 * column). Ends the program where a file cannot be written. fixture_city_remove() takes them
 * away. */
void fixture_city_make(struct fixture_city *p, const char *zones, const char *today,
                       const char *places);
void fixture_city_remove(struct fixture_city *p);

#endif
