/* phase_sides.c - districts and spacing of the sites, for the model of a phase. */
#include <stdlib.h>
#include <string.h>

#include "model/nearest.h"
#include "sim/phase.h"

/* The district of a site is that of the zone nearest to it. */
static enum err fill_districts(struct phase_sides *p, const struct run *run, struct error *err)
{
    const struct city *city = run->city;
    struct points zones = city_zones(city), sites = city_sites(city);
    struct nearest *near = NULL;

    p->given.min_per_district = run->scenario->placement.min_per_district;
    if (p->given.min_per_district == 0) return ERR_OK;
    if (city->n_districts == 1 && city->district_name[0][0] == '\0')
        return error_set(err, ERR_SCENARIO,
                         "placement.min_per_district: the zones have no district "
                         "(zones.district)");
    p->site_district = calloc((size_t)city->n_sites + 1, sizeof *p->site_district);
    if (!p->site_district) return error_nomem(err, "the districts of sites");
    TRY(nearest_create(&near, &zones, NULL, err));
    for (int s = 0; s < city->n_sites; s++) {
        int zone = nearest_find(near, &sites, s, NULL);

        p->site_district[s] = zone < 0 ? -1 : city->district[zone];
    }
    nearest_free(near);
    p->given.site_district = p->site_district;
    p->given.n_districts = city->n_districts;
    p->given.district_id = (const char *const *)city->district_name;
    return ERR_OK;
}

static enum err fill_spacing(struct phase_sides *p, const struct run *run, struct error *err)
{
    struct points sites = city_sites(run->city);

    if (run->scenario->placement.spacing_m <= 0) return ERR_OK;
    TRY(reach_near(&p->too_near, &sites, run->scenario->placement.spacing_m, err));
    p->given.too_near = p->too_near;
    return ERR_OK;
}

enum err phase_sides_create(struct phase_sides *out, const struct run *run, struct error *err)
{
    const struct city *city = run->city;
    enum err code;

    memset(out, 0, sizeof *out);
    out->site_id = calloc((size_t)city->n_sites + 1, sizeof *out->site_id);
    if (!out->site_id) return error_nomem(err, "the sites of a phase");
    for (int s = 0; s < city->n_sites; s++)
        out->site_id[s] = city->site[s].id;
    out->given.site_id = out->site_id;
    code = fill_districts(out, run, err);
    if (code == ERR_OK) code = fill_spacing(out, run, err);
    if (code != ERR_OK) phase_sides_clear(out);
    return code;
}

void phase_sides_clear(struct phase_sides *sides)
{
    free(sides->site_district);
    free(sides->site_id);
    reach_free(sides->too_near);
    memset(sides, 0, sizeof *sides);
}
