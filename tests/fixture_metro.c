/* fixture_metro.c - see fixture_metro.h. */
#include "tests/fixture_metro.h"

#include <stdlib.h>

#include "scenarios/text.h"
#include "tests/assert.h"
#include "tests/fixture_town.h"

enum { N_CENTRES = 12 };

static double between(double low, double high)
{
    return low + (high - low) * town_uniform();
}

static FILE *create(const char *folder, const char *name)
{
    char *path = text_print("%s/%s", folder, name);
    FILE *out = fopen(path, "w");

    assert_non_null(out);
    free(path);
    return out;
}

static void write_place(const struct metro *m, FILE *to, double centre[][2], bool central)
{
    double x = between(0, m->side_m), y = between(0, m->side_m);

    if (central) {
        int k = town_below(N_CENTRES);

        x = centre[k][0] + between(-0.1, 0.1) * m->side_m;
        y = centre[k][1] + between(-0.1, 0.1) * m->side_m;
    }
    fprintf(to, ",%.3f,%.3f", x, y);
}

static void write_sites(const struct metro *m, FILE *sites, double centre[][2])
{
    static const char *const status[] = {"existing", "required", "forbidden", "candidate"};
    double mean = 47.5 * m->capacity * m->n_zones / m->n_sites;

    fprintf(sites, "id,x,y,cost,capacity,status,district\n");
    for (int s = 0; s < m->n_sites; s++) {
        int k = m->mixed ? town_below(20) : 3;

        fprintf(sites, "s%d", s);
        write_place(m, sites, centre, s % 3 != 0);
        fprintf(sites, m->whole ? ",%.0f" : ",%.2f", between(1, 9));
        fprintf(sites, ",%.0f,%s,d%d\n", mean * between(0.4, 1.6), status[k > 3 ? 3 : k],
                town_below(3));
    }
}

void metro_write(const struct metro *m, const char *folder)
{
    FILE *zones = create(folder, "d.csv"), *sites = create(folder, "s.csv");
    double centre[N_CENTRES][2];

    town_seed(m->seed);
    for (int k = 0; k < N_CENTRES; k++)
        for (int i = 0; i < 2; i++)
            centre[k][i] = between(0.1, 0.9) * m->side_m;
    fprintf(zones, "id,x,y,weight,weight_1,weight_2,weight_3,radius_m,district\n");
    for (int z = 0; z < m->n_zones; z++) {
        fprintf(zones, "z%d", z);
        write_place(m, zones, centre, z % 2);
        for (int k = 0; k < 4; k++)
            fprintf(zones, m->whole ? ",%.0f" : ",%.3f", town_below(20) ? between(1, 99) : 0);
        fprintf(zones, ",%.0f,d%d\n", between(m->radius_m[0], m->radius_m[1]), town_below(3));
    }
    write_sites(m, sites, centre);
    fclose(zones);
    fclose(sites);
}
