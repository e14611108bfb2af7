/* datum.c - see datum.h */
#include "scenarios/datum.h"

#include <assert.h>
#include <math.h>

/* Krasovsky 1940: half axis in metres, first eccentricity squared. */
#define AXIS_M 6378245.0
#define E_SQUARED 0.00669342162296594323

static double sine(double half_turns)
{
    return sin(half_turns * M_PI);
}

bool datum_in_china(struct lonlat p)
{
    return p.lon >= 72.004 && p.lon <= 137.8347 && p.lat >= 0.8293 && p.lat <= 55.8271;
}

/* The shift in metres east; x and y in degrees from 105 E, 35 N. */
static double east_m(double x, double y)
{
    double smooth = 300 + x + 2 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * sqrt(fabs(x));
    double waves = 20 * sine(6 * x) + 20 * sine(2 * x) + 20 * sine(x) + 40 * sine(x / 3) +
                   150 * sine(x / 12) + 300 * sine(x / 30);

    return smooth + waves * 2 / 3;
}

/* The shift in metres north. The two quick waves go by x here too. */
static double north_m(double x, double y)
{
    double smooth = -100 + 2 * x + 3 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * sqrt(fabs(x));
    double waves = 20 * sine(6 * x) + 20 * sine(2 * x) + 20 * sine(y) + 40 * sine(y / 3) +
                   160 * sine(y / 12) + 320 * sine(y / 30);

    return smooth + waves * 2 / 3;
}

/* GCJ-02 as if its rectangle had no edge, which the iteration back must not fall over. */
static struct lonlat shifted(struct lonlat p)
{
    double x = p.lon - 105, y = p.lat - 35, lat = p.lat * (M_PI / 180);
    double w = 1 - E_SQUARED * sin(lat) * sin(lat);
    double meridian_m = AXIS_M * (1 - E_SQUARED) / (w * sqrt(w)); /* radii of curvature */
    double parallel_m = AXIS_M / sqrt(w) * cos(lat);

    return (struct lonlat){p.lon + east_m(x, y) / parallel_m * (180 / M_PI),
                           p.lat + north_m(x, y) / meridian_m * (180 / M_PI)};
}

struct lonlat datum_wgs84_to_gcj02(struct lonlat wgs84)
{
    return datum_in_china(wgs84) ? shifted(wgs84) : wgs84;
}

struct lonlat datum_gcj02_to_bd09(struct lonlat gcj02)
{
    const double k = M_PI * 3000 / 180;
    double radius = hypot(gcj02.lon, gcj02.lat) + 0.00002 * sin(gcj02.lat * k);
    double angle = atan2(gcj02.lat, gcj02.lon) + 0.000003 * cos(gcj02.lon * k);

    return (struct lonlat){radius * cos(angle) + 0.0065, radius * sin(angle) + 0.006};
}

/* The point that `forward` takes to `image`. A step leaves at most 3 % of the error (the shift
 * changes that slowly), so that 1e-2 degree is below 1e-12 after seven; the last step goes
 * beyond the tolerance it was tested at. */
static struct lonlat back(struct lonlat (*forward)(struct lonlat), struct lonlat image)
{
    struct lonlat p = image;

    for (int k = 0; k < 40; k++) {
        struct lonlat there = forward(p);
        double lon = image.lon - there.lon, lat = image.lat - there.lat;

        p.lon += lon;
        p.lat += lat;
        if (fabs(lon) < 1e-12 && fabs(lat) < 1e-12) break;
    }
    return p;
}

struct lonlat datum_gcj02_to_wgs84(struct lonlat gcj02)
{
    return datum_in_china(gcj02) ? back(shifted, gcj02) : gcj02;
}

struct lonlat datum_bd09_to_gcj02(struct lonlat bd09)
{
    return back(datum_gcj02_to_bd09, bd09);
}

struct lonlat datum_to_wgs84(enum coordinates from, struct lonlat point)
{
    assert(from != COORD_METRES);
    switch (from) {
    case COORD_GCJ02:
        return datum_gcj02_to_wgs84(point);
    case COORD_BD09:
        return datum_gcj02_to_wgs84(datum_bd09_to_gcj02(point));
    default:
        return point;
    }
}

bool datum_geographic(int coordinates)
{
    return coordinates != COORD_METRES;
}

/* The words are in the order of enum coordinates. */
const char *datum_word(int coordinates)
{
    static const char *const words[] = {"metres", "WGS84", "GCJ02", "BD09", "CGCS2000", "file"};

    assert(coordinates >= COORD_METRES && coordinates <= COORD_FILE);
    return words[coordinates];
}

const char *datum_name(int coordinates)
{
    static const char *const names[] = {"metres", "WGS 84",   "GCJ-02",
                                        "BD-09",  "CGCS2000", "WGS 84"};

    assert(coordinates >= COORD_METRES && coordinates <= COORD_FILE);
    return names[coordinates];
}
