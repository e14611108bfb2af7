/* audit_place.c - see audit_place.h */
#include "scenarios/audit/audit_place.h"

static const int coordinates_of[] = {COORD_WGS84, COORD_GCJ02, COORD_BD09};

int audit_reading_of(int coordinates)
{
    return coordinates == COORD_GCJ02  ? AUDIT_GCJ02
           : coordinates == COORD_BD09 ? AUDIT_BD09
                                       : AUDIT_WGS84;
}

const char *audit_reading_word(int reading)
{
    return datum_word(coordinates_of[reading]);
}

const char *audit_reading_name(int reading)
{
    return datum_name(coordinates_of[reading]);
}

/* The numbers that a file in this datum has for a place. */
static struct lonlat numbers(int reading, struct lonlat wgs84)
{
    if (reading == AUDIT_WGS84) return wgs84;
    wgs84 = datum_wgs84_to_gcj02(wgs84);
    return reading == AUDIT_BD09 ? datum_gcj02_to_bd09(wgs84) : wgs84;
}

static struct lonlat read_again(int from, int to, struct lonlat at)
{
    return from == to ? at
                      : datum_to_wgs84((enum coordinates)coordinates_of[to], numbers(from, at));
}

struct lonlat audit_place_at(const struct audit_declared *declared, int areas, int places,
                             struct lonlat at)
{
    return read_again(areas, declared->areas, read_again(declared->places, places, at));
}
