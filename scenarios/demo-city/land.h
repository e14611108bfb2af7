/* land.h - the land of the demo city and the dice that are thrown over it. Kilometres.
 *
 * Only + - * / and sqrt, which every machine rounds alike. */
#ifndef CHARGEPLAN_DEMO_CITY_LAND_H
#define CHARGEPLAN_DEMO_CITY_LAND_H

#include <stdbool.h>

struct point {
    double x, y;
};

double land_chance(void);            /* in [0, 1) */
int land_between(int low, int high); /* both included */
/* Hills and hollows in [0, 1), smooth over some 1.3 km; every layer has others. */
double land_relief(struct point p, unsigned layer);

/* Where people live and work: per km2 in the middle, and the distance at which it is a quarter.
 */
struct land_centre {
    struct point at;
    double people, people_km, jobs, jobs_km;
};
enum { LAND_CENTRES = 10, LAND_OLD_TOWN = 0, LAND_NEWFIELD = 2 };
extern const struct land_centre land_centre[LAND_CENTRES];

double land_apart(struct point p, struct point q);
/* 1 in the centre, a quarter at that distance. */
double land_fades(struct point p, struct point centre, double km);

int land_district(struct point p);
const char *land_district_name(int district);
bool land_is_core(struct point p);
bool land_is_settled(struct point p);    /* inside the city, dry, no hill, no runway */
bool land_takes_station(struct point p); /* dry, no hill, outside the walled quarter */
bool land_is_water(struct point p);      /* the river */
bool land_is_walled(struct point p);
bool land_is_industry(struct point p);
bool land_is_port(struct point p);

#endif
