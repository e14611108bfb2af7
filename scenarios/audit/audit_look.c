/* audit_look.c - see audit_look.h */
#include "scenarios/audit/audit_look.h"

#include "scenarios/zones_area.h"

static bool have_areas(const struct city *city)
{
    if (city->polygons.n > 0) return true;
    for (int z = 0; z < city->n_zones; z++)
        if (!(city->cell_w_m[z] > 0 && city->cell_h_m[z] > 0)) return false;
    return city->n_zones > 0;
}

static enum err open_areas(struct audit_look *l, struct error *err)
{
    const struct city *city = l->city;
    const struct polygons *areas = &city->boundary;
    const struct scenario *s = l->scenario;
    struct city_audit *a = l->audit;

    a->areas = AUDIT_NO_AREAS;
    if (!city->geographic) a->areas = AUDIT_METRES;
    if (!city->geographic) return ERR_OK;
    if (have_areas(city)) {
        a->areas = AUDIT_ZONES;
        a->areas_declared = audit_reading_of(s->zones.coordinates);
        a->may_move = s->zones.coordinates_column == NULL;
        if (city->polygons.n == 0) TRY(zones_polygons(city, "the audit", &l->made, err));
        areas = city->polygons.n > 0 ? &city->polygons : &l->made;
    } else if (city->boundary.n > 0) {
        a->areas = AUDIT_BOUNDARY;
        a->areas_declared = audit_reading_of(s->boundary.coordinates);
        a->may_move = true;
    } else {
        return ERR_OK;
    }
    if (city->boundary.n > 0) TRY(polygon_index_create(&l->boundary, &city->boundary, err));
    return polygon_index_create(&l->areas, areas, err);
}

/* The zones' ids, where a site names one. Zones made by regridding have ids of their own. */
static enum err open_names(struct audit_look *l, struct error *err)
{
    bool any = false;

    for (int s = 0; s < l->city->n_sites && !any; s++)
        any = l->city->site[s].zone != NULL;
    if (!any || l->audit->areas != AUDIT_ZONES || l->scenario->zones.regrid_m > 0)
        return ERR_OK;
    TRY(names_create(&l->zone_ids, l->city->n_zones, err));
    for (int z = 0; z < l->city->n_zones; z++)
        names_add(l->zone_ids, l->city->zone_id[z], z);
    return ERR_OK;
}

enum err audit_look_open(struct audit_look *l, struct error *err)
{
    TRY(open_areas(l, err));
    l->audit->areas_readings = 1u << l->audit->areas_declared;
    return open_names(l, err);
}

void audit_look_close(struct audit_look *l)
{
    polygon_index_free(l->areas);
    polygon_index_free(l->boundary);
    polygons_clear(&l->made);
    names_free(l->zone_ids);
}

/* ---- looking ---- */

/* What one place tells under the reading of its file, the areas as declared. */
static void count_place(const struct audit_look *l, const struct audit_seen *p, int reading,
                        int zone)
{
    struct audit_layer *layer = &l->audit->layer[p->layer];
    int named = p->zone != NULL && l->zone_ids != NULL ? names_find(l->zone_ids, p->zone) : -1;

    layer->outside[reading] += zone < 0;
    layer->in_named[reading] += named >= 0 && named == zone;
}

/* One pair of readings, of one place. */
static void ask(const struct audit_look *l, const struct audit_declared *d,
                struct audit_seen *p, int areas, int places)
{
    struct lonlat at = audit_place_at(d, areas, places, p->at);
    int pair = audit_pair(areas, places), zone = polygon_index_find(l->areas, at.lon, at.lat);

    if (areas == d->areas) count_place(l, p, places, zone);
    if (zone < 0) p->outside |= 1u << pair;
}

struct audit_declared audit_look_readings(const struct audit_look *l,
                                          const struct audit_source *s)
{
    return (struct audit_declared){l->audit->areas_declared, s->fit.declared};
}

void audit_look_declared(const struct audit_look *l, struct audit_source *source,
                         struct audit_seen *seen)
{
    struct audit_declared d = audit_look_readings(l, source);
    int pair = audit_pair(d.areas, d.places);

    for (int k = 0; k < source->n; k++) {
        struct audit_seen *p = &seen[k];
        struct audit_layer *layer = &l->audit->layer[p->layer];

        ask(l, &d, p, d.areas, d.places);
        source->outside[pair] += (int)(p->outside >> pair & 1);
        layer->n_looked++;
        layer->several += polygon_index_count(l->areas, p->at.lon, p->at.lat) > 1;
        if (l->boundary != NULL)
            layer->outside_boundary +=
                polygon_index_find(l->boundary, p->at.lon, p->at.lat) < 0;
        if (p->zone == NULL || l->zone_ids == NULL) continue;
        if (names_find(l->zone_ids, p->zone) < 0)
            layer->unknown_names++;
        else
            layer->named++;
    }
}

void audit_look_other(const struct audit_look *l, struct audit_source *source,
                      struct audit_seen *seen)
{
    struct audit_declared d = audit_look_readings(l, source);

    for (int areas = 0; areas < AUDIT_READINGS; areas++)
        for (int places = 0; places < AUDIT_READINGS; places++) {
            int pair = audit_pair(areas, places);

            if (areas == d.areas && places == d.places) continue;
            for (int k = 0; k < source->n; k++) {
                ask(l, &d, &seen[k], areas, places);
                source->outside[pair] += (int)(seen[k].outside >> pair & 1);
            }
        }
    source->known = true;
}
