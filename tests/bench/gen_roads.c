/* gen_roads.c - makes the streets of a made-up city as OpenStreetMap's PBF.
 *
 *   gen_roads PATH.osm.pbf [WAY_NODES [SEED [LON LAT]]]
 *
 * A bent grid of streets with WAY_NODES nodes (1,000,000 if not given) about LON LAT
 * (114 22.6): every eighth line an avenue (primary), every fourth secondary, the others
 * residential, each cut into ways of a few blocks; every block has a bend in the middle and
 * some more points, a twelfth of the streets is one-way, a hundredth of the crossings has a
 * turn ban, a few nodes are barriers, footways go through some blocks; two rivers are crossed
 * by avenues alone. Beside them buildings, three times as many nodes, which no reader of
 * streets needs. The same arguments give the same bytes. */
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include "tests/dice.h"
#include "tests/fixture_osm.h"

enum { STEPS = 6 }; /* nodes of a side of a block, one end counted */

static struct fixture_osm *osm;
static int side; /* crossings of a line */
static double lon0, lat0;
static const double block_deg = 0.0015; /* some 160 m */
static long long next_id = 1, next_way = 1;
static long long *cross;     /* [side x side] node */
static long long *way_at[2]; /* [side x side] a way across and one down through it */

static const char *const tags_of[2][3] = {
    {"highway=residential|name=R", "highway=secondary|maxspeed=50|name=S",
     "highway=primary|maxspeed=60|lanes=4|name=P"},
    {"highway=residential|oneway=yes|name=R", "highway=secondary|oneway=yes|name=S",
     "highway=primary|oneway=-1|name=P"}};

static void place(double col, double row, double *lon, double *lat)
{
    *lon =
        lon0 + block_deg * (col - side / 2.0 + 2 * sin(row / 17)) + 0.0002 * (uniform() - 0.5);
    *lat =
        lat0 + block_deg * (row - side / 2.0 + 2 * sin(col / 23)) + 0.0002 * (uniform() - 0.5);
}

static long long node(double col, double row, const char *tags)
{
    double lon, lat;

    place(col, row, &lon, &lat);
    fixture_osm_node(osm, next_id, lon, lat, tags);
    return next_id++;
}

static int crossing(int line, int down, int at)
{
    return down ? at * side + line : line * side + at;
}

static void put_way(int line, int down, int at, int blocks, const char *tags)
{
    long long ref[6 * STEPS + 1];
    int n = 0;

    for (int b = 0; b <= blocks; b++) {
        way_at[down][crossing(line, down, at + b)] = next_way;
        for (int k = 0; k < (b < blocks ? STEPS : 1); k++) {
            double t = at + b + k / (double)STEPS;

            ref[n++] = k == 0 ? cross[crossing(line, down, at + b)]
                              : node(down ? line : t, down ? t : line,
                                     uniform() < 0.001 ? "barrier=bollard" : NULL);
        }
    }
    fixture_osm_way(osm, next_way++, n, ref, tags);
}

/* One line of the grid, across (down 0) or down: ways of 1 to 6 blocks. */
static void street(int line, int down)
{
    int class = line % 8 == 0 ? 2 : line % 4 == 0 ? 1 : 0, oneway = uniform() < 1 / 12.0;
    int river = side / 3;

    for (int at = 0; at < side - 1;) {
        int blocks = 1 + (int)(6 * uniform());

        if (at + blocks > side - 1) blocks = side - 1 - at;
        if (!down || class != 0 || at / river == (at + blocks) / river) /* no bridge */
            put_way(line, down, at, blocks, tags_of[oneway][class]);
        at += blocks;
    }
}

static void footways(void)
{
    for (int row = 0; row + 1 < side; row += 3)
        for (int col = 0; col + 1 < side; col += 3) {
            long long ref[3] = {cross[row * side + col], 0, cross[(row + 1) * side + col + 1]};

            ref[1] = node(col + 0.5, row + 0.5, NULL);
            fixture_osm_way(osm, next_way++, 3, ref, "highway=footway");
        }
}

static void buildings(long long nodes)
{
    for (long long k = 0; k < nodes; k += 4) {
        double col = side * uniform(), row = side * uniform();
        long long ref[5];

        for (int c = 0; c < 4; c++)
            ref[c] = node(col + (c == 1 || c == 2) * 0.1, row + (c >= 2) * 0.1, NULL);
        ref[4] = ref[0];
        fixture_osm_way(osm, next_way++, 5, ref, "building=yes|addr:street=R");
    }
}

static void bans(void)
{
    for (int k = 0; k < side * side; k++)
        if (uniform() < 0.01 && way_at[0][k] != 0 && way_at[1][k] != 0)
            fixture_osm_ban(osm, k + 1, way_at[0][k], cross[k], way_at[1][k],
                            "restriction=no_left_turn");
}

int main(int argc, char **argv)
{
    double want = argc > 2 ? atof(argv[2]) : 1e6;
    long long n_streets, n_street_nodes;

    if (argc < 2) {
        fprintf(stderr, "gen_roads PATH.osm.pbf [WAY_NODES [SEED [LON LAT]]]\n");
        return 2;
    }
    dice = argc > 3 ? (unsigned long long)atoll(argv[3]) : 1;
    lon0 = argc > 5 ? atof(argv[4]) : 114;
    lat0 = argc > 5 ? atof(argv[5]) : 22.6;
    side = (int)sqrt(want / (2 * STEPS - 1)) + 4;
    osm = fixture_osm_new();
    cross = calloc((size_t)side * (size_t)side, sizeof *cross);
    way_at[0] = calloc((size_t)side * (size_t)side, sizeof *cross);
    way_at[1] = calloc((size_t)side * (size_t)side, sizeof *cross);
    if (cross == NULL || way_at[0] == NULL || way_at[1] == NULL) return 1;
    for (int row = 0; row < side; row++)
        for (int col = 0; col < side; col++)
            cross[row * side + col] = node(col, row, NULL);
    for (int line = 0; line < side; line++) {
        street(line, 0);
        street(line, 1);
    }
    n_streets = next_way;
    n_street_nodes = next_id;
    footways();
    buildings(3 * n_street_nodes);
    bans();
    fixture_osm_style(osm)->date = 1714521600; /* 2024-05-01 */
    fixture_osm_write(osm, argv[1]);
    printf("%lld ways of streets, %lld nodes of streets, %lld nodes\n", n_streets - 1,
           n_street_nodes - 1, next_id - 1);
    fixture_osm_free(osm);
    free(cross);
    free(way_at[0]);
    free(way_at[1]);
    return 0;
}
