/* city_audit.h - the datum audit: in which datum the files of a city likely are, by where their
 * places lie in the zones' areas.
 *
 * Places of a file in another datum than is said are off by 300 m to 1.5 km together, and some
 * end up in the sea, across the border, in a river. For every file of sites, and for the zones
 * as a whole, the audit counts the places outside all zones as declared and under the other
 * readings, and compares the readings pair by pair (audit_fit.h). Then it looks for the fewest
 * files that must be read in another way. It advises by geometry alone: the zones that sites
 * name are counted beside it and decide nothing, and no place is ever moved.
 *
 * Another reading is only believed where it leaves few places just outside, and where going on
 * in its direction does not better things again (audit_guard.h): zones that are a part of a
 * wider city have places around them, however shifted.
 *
 * Zones of no weight are not taken as a hint: ports, parks and works have stations by right. */
#ifndef CHARGEPLAN_SCENARIOS_CITY_AUDIT_H
#define CHARGEPLAN_SCENARIOS_CITY_AUDIT_H

#include "scenarios/audit/audit_fit.h"
#include "scenarios/city.h"
#include "scenarios/text.h"

/* Places of a file beyond this many are looked at by an evenly spread sample. */
enum { AUDIT_MOST_PLACES = 50000 };

/* What the places are held against. */
enum audit_areas {
    AUDIT_NO_AREAS, /* zones are points, and there is no boundary */
    AUDIT_METRES,   /* a plane has no datum */
    AUDIT_ZONES,
    AUDIT_BOUNDARY /* zones are points */
};

enum audit_verdict {
    AUDIT_FITS,       /* as declared; every other reading of the file fits worse */
    AUDIT_OPEN,       /* as declared fits; others fit as well, so geometry cannot tell */
    AUDIT_OTHER,      /* another reading, of this file or of the areas, fits better */
    AUDIT_PART,       /* one would, but the zones seem to be a part of where places are */
    AUDIT_OWN_DATUMS, /* rows have datums of their own; not judged */
    AUDIT_ABROAD,     /* outside China, where all datums are one; not judged */
    AUDIT_NO_PLACES,
    AUDIT_NOWHERE, /* every place lies outside, whatever the reading: not a matter of datums */
    AUDIT_VERDICTS
};

/* A file of sites; layers that read the same file in the same way share it. */
struct audit_source {
    struct audit_file fit;
    enum audit_verdict verdict;
    int n;                    /* places looked at */
    int outside[AUDIT_PAIRS]; /* of these, under each pair of readings */
    unsigned beaten;          /* pairs, as bits, that the declared one beats */
    bool known;               /* all pairs were looked at; else only the declared one */
};

struct audit_layer {
    int source;                   /* index into source */
    int n;                        /* places; those left out by the boundary too */
    int n_looked;                 /* of these; the figures below are of them */
    int outside[AUDIT_READINGS];  /* all areas, by the reading of this file */
    int outside_boundary;         /* -1 where there is none */
    int several;                  /* in more than one zone */
    int named;                    /* that name a zone that there is */
    int in_named[AUDIT_READINGS]; /* that lie in it */
    int unknown_names;            /* that name a zone that there is not */
    int same_place;               /* sites exactly where an earlier one of the layer stands */
};

struct city_audit {
    enum audit_areas areas;
    int areas_declared; /* enum audit_reading; of the zones, or the boundary */
    bool may_move;      /* they have one datum for all rows */
    int n_sources;
    struct audit_source *source; /* owned [n_sources] */
    int n_layers;
    struct audit_layer *layer; /* owned [n_layers] as in the scenario */
    int changes;               /* files to be read in another way: 0 none, -1 nothing fits */
    enum audit_verdict areas_verdict;
    unsigned areas_readings; /* with which that many are enough, as bits */
};

/* Looks at the city. `all` counts every reading; else they are looked at only where the
 * declared ones leave enough outside to be beaten. Clear it: city_audit_clear(out), after a
 * failure too. Time grows with zones + places, to the sample. Errors: ERR_NOMEM. */
enum err city_audit_make(struct city_audit *out, const struct city *city,
                         const struct scenario *scenario, bool all, struct error *err);
void city_audit_clear(struct city_audit *audit);

/* Adds to a text the ways to read a source that are as good as any, as settings, each with the
 * number of its places outside: "sites.today.coordinates: GCJ02 (2)". */
void city_audit_advise(const struct city_audit *audit, const struct scenario *scenario,
                       int source, struct text *to);

/* Adds a warning for every file that another reading of it, or of the zones, likely fits, and
 * for layers of which a tenth or more lies outside the zone that it names. Errors: ERR_NOMEM.
 */
enum err city_audit_warn(struct city *city, const struct scenario *scenario, struct error *err);

#endif
