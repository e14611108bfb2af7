/* datum.h - longitudes and latitudes of Chinese maps, brought to WGS 84 and back.
 *
 * Maps published in China stand in GCJ-02 (AMap, Tencent, official web maps: WGS 84 shifted by
 * a smooth distortion, 300 to 700 m in Shenzhen) or in BD-09 (Baidu: GCJ-02 with a further
 * offset of about 1 km). CGCS2000 is taken as WGS 84: the ellipsoids differ by 0.1 mm, the
 * frames by centimetres at the same epoch, and what the plates have moved since 2000 stays
 * below a metre.
 *
 * Source: GCJ-02 is not published; what everyone uses was reverse-engineered and stands in
 *   public code and documentation alike (no DOI exists): polynomials and sines about 105 E, 35
 * N in metres, turned into degrees on the Krasovsky ellipsoid of 1940. The offset of BD-09
 *   likewise. The inverses here are iterated, not the usual closed formulas, which are only
 * good to 3e-5 (GCJ-02) and 2e-6 degree (BD-09). */
#ifndef CHARGEPLAN_SCENARIOS_DATUM_H
#define CHARGEPLAN_SCENARIOS_DATUM_H

#include <stdbool.h>

#include "scenarios/scenario.h"

struct lonlat {
    double lon, lat; /* degrees */
};

/* The rectangle outside which GCJ-02 is WGS 84: 72.004 to 137.8347 E, 0.8293 to 55.8271 N, its
 * edges inside. It holds China's neighbours and much sea too; Hong Kong, Macao and Taiwan are
 * shifted like the rest. The datum jumps at its edge, so that within 800 m of it a point has
 * two images or none and the way back may miss; nobody plans chargers for China there. */
bool datum_in_china(struct lonlat point);

/* Forward as published; back to 1e-12 degree. Any point on Earth. */
struct lonlat datum_wgs84_to_gcj02(struct lonlat wgs84);
struct lonlat datum_gcj02_to_wgs84(struct lonlat gcj02);
/* The offset is applied everywhere, as in the published code. */
struct lonlat datum_gcj02_to_bd09(struct lonlat gcj02);
struct lonlat datum_bd09_to_gcj02(struct lonlat bd09);

/* A point of a file to WGS 84, by the file's setting `coordinates` (not metres). */
struct lonlat datum_to_wgs84(enum coordinates from, struct lonlat point);

bool datum_geographic(int coordinates);  /* degrees of some datum, not metres */
const char *datum_word(int coordinates); /* as in the scenario: "GCJ02", "metres" */
const char *datum_name(int coordinates); /* as people write it: "GCJ-02" */

#endif
