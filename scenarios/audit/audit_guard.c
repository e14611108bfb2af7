/* audit_guard.c - see audit_guard.h */
#include "scenarios/audit/audit_guard.h"

#include <math.h>

static const double near_m[] = {600, 1200, 2000}; /* datums lie up to 1.5 km apart */

static bool outside(const struct polygon_index *areas, struct lonlat at)
{
    return polygon_index_find(areas, at.lon, at.lat) < 0;
}

/* Outside, but some area is near. */
static bool just_outside(const struct polygon_index *areas, struct lonlat at)
{
    const double degree_m = 111195;

    if (!outside(areas, at)) return false;
    for (int ring = 0; ring < 3; ring++)
        for (int k = 0; k < 8; k++) {
            double angle = k * M_PI / 4, degrees = near_m[ring] / degree_m;
            struct lonlat there = {at.lon + degrees * cos(angle) / cos(at.lat * M_PI / 180),
                                   at.lat + degrees * sin(angle)};

            if (!outside(areas, there)) return true;
        }
    return false;
}

bool audit_guard(const struct polygon_index *areas, const struct audit_declared *declared,
                 int pair, int n, const struct lonlat at[])
{
    int n_once = 0, n_before = 0, n_twice = 0, near_once = 0, near_before = 0;

    for (int k = 0; k < n; k++) {
        struct lonlat once =
            audit_place_at(declared, pair / AUDIT_READINGS, pair % AUDIT_READINGS, at[k]);
        struct lonlat twice = {2 * once.lon - at[k].lon, 2 * once.lat - at[k].lat};

        n_before += outside(areas, at[k]);
        n_once += outside(areas, once);
        n_twice += outside(areas, twice);
        near_before += just_outside(areas, at[k]);
        near_once += just_outside(areas, once);
    }
    return 4 * near_once <= near_before && 20 * near_once <= n - n_once &&
           4 * (n_once - n_twice) <= n_before - n_once;
}
