/* make_road_city.c - makes the streets of the made-up city of demo-city: streets.geojson.
 *
 *   make_road_city FOLDER
 *
 * A bent lattice of streets, dense in the core, coarse outside, two bridges of its own and two
 * of the motorway ring, a railway with few underpasses, quarters with one gate, an isle without
 * a bridge. The same bytes on every machine: dice of its own, only + - * / and sqrt, whole
 * metres. Part of the shipped scenario, not of chargeplan. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "scenarios/road-city/lattice.h"

#define COUNT(array) ((int)(sizeof(array) / sizeof((array)[0])))
enum { ROUNDS = 4, MOST = 1000 };

/* clang-format off */
static const struct point corners[] = {
    {12.5, 17.6}, {12.4, 13.2}, {13.4, 9.6}, {17.4, 8.9}, {21.8, 9.6}, {25.4, 11.4},
    {26.3, 16.2}, {25.2, 20.6}, {22.4, 23.3}, {18.2, 23.4}, {15.4, 22.6}, {14.2, 19.8}};
static const char *const names[] = {
    "Abbey", "Alder", "Anchor", "Arch", "Ash", "Baker", "Bank", "Barley", "Beech", "Bell",
    "Birch", "Bishop", "Bridge", "Canal", "Castle", "Cedar", "Chapel", "Cherry", "Church",
    "Copper", "Corn", "Cross", "Dock", "Elm", "Ferry", "Field", "Forge", "Garden", "Glass",
    "Grove", "Hazel", "Heron", "High", "Holly", "King", "Lake", "Lantern", "Lime", "Linden",
    "Long", "Maple", "Market", "Meadow", "Mill", "Mint", "Museum", "Oak", "Orchard", "Park"};
static const char *const kinds[] = {"Road", "Street", "Lane", "Avenue"};
/* clang-format on */

static struct point ring[MOST];
static int n_ring;
static FILE *file;
static int n_features;

/* Cuts corners (G. Chaikin 1974): ever rounder. */
static void make_ring(void)
{
    memcpy(ring, corners, sizeof corners);
    n_ring = COUNT(corners);
    for (int round = 0; round < ROUNDS; round++) {
        static struct point old[MOST];

        memcpy(old, ring, sizeof old);
        for (int k = 0; k < n_ring; k++) {
            struct point a = old[k], b = old[(k + 1) % n_ring];

            ring[2 * k] = (struct point){0.75 * a.x + 0.25 * b.x, 0.75 * a.y + 0.25 * b.y};
            ring[2 * k + 1] = (struct point){0.25 * a.x + 0.75 * b.x, 0.25 * a.y + 0.75 * b.y};
        }
        n_ring *= 2;
    }
}

/* ---- lines ---- */

static void start_line(const char *word, int oneway, const char *name)
{
    fprintf(file, "%s{\"type\":\"Feature\",\"properties\":{\"class\":\"%s\",\"oneway\":\"%s\"",
            n_features++ > 0 ? ",\n" : "", word,
            oneway > 0   ? "yes"
            : oneway < 0 ? "-1"
                         : "no");
    if (name[0] != '\0') fprintf(file, ",\"name\":\"%s\"", name);
    fprintf(file, "},\"geometry\":{\"type\":\"LineString\",\"coordinates\":[");
}

static void add_point(struct point p, bool first)
{
    fprintf(file, "%s[%d,%d]", first ? "" : ",", (int)floor(p.x * 1000 + 0.5),
            (int)floor(p.y * 1000 + 0.5));
}

static void end_line(void)
{
    fprintf(file, "]}}");
}

static void line_of_two(const char *word, int oneway, const char *name, struct point a,
                        struct point b)
{
    start_line(word, oneway, name);
    add_point(a, true);
    add_point(b, false);
    end_line();
}

/* A line of the lattice as long as its class and direction stay. */
static void write_run(enum lattice_way way, int a, const char *name)
{
    enum street street = lattice.street[way][a];
    int oneway = lattice.oneway[way][a], b = lattice_next(way, a);

    start_line(street_word[street], oneway, street <= STREET_RESIDENTIAL ? name : "");
    add_point(lattice.at[a], true);
    for (; b >= 0; b = lattice_next(way, b)) {
        bool last = lattice_next(way, b) < 0 || lattice.street[way][b] != street ||
                    lattice.oneway[way][b] != oneway;

        if (last || lattice_degree(b) > 2 || b % 2 == 0 || b == lattice.bridge[0][0] ||
            b == lattice.bridge[0][1] || b == lattice.bridge[1][0] || b == lattice.bridge[1][1])
            add_point(lattice.at[b], false);
        if (last) break;
    }
    end_line();
}

static void write_lattice(void)
{
    char name[64];

    for (enum lattice_way way = WAY_NORTH; way < N_WAYS; way++)
        for (int a = 0; a < LATTICE_N; a++) {
            int line = way == WAY_NORTH ? a % LATTICE_W : a / LATTICE_W + LATTICE_W;
            int i = a % LATTICE_W, j = a / LATTICE_W;
            int back = way == WAY_NORTH  ? (j > 0 ? a - LATTICE_W : -1)
                       : i == 0          ? -1
                       : way == WAY_EAST ? a - 1
                       : way == WAY_UP   ? (j > 0 ? a - LATTICE_W - 1 : -1)
                                         : (j + 1 < LATTICE_H ? a + LATTICE_W - 1 : -1);
            unsigned char street = lattice.street[way][a];

            if (street == STREET_NONE) continue;
            if (back >= 0 && lattice.street[way][back] == street &&
                lattice.oneway[way][back] == lattice.oneway[way][a])
                continue; /* not the first of its run */
            snprintf(name, sizeof name, "%s %s", names[line * 17 % COUNT(names)],
                     kinds[line / 7 % COUNT(kinds)]);
            write_run(way, a, way <= WAY_EAST ? name : "");
        }
}

/* ---- the motorway ---- */

static struct point carriageway[2][MOST];

/* 12 m to either side; cars keep to the right, so the outer one goes round against the clock.
 */
static void part_ring(void)
{
    for (int k = 0; k < n_ring; k++) {
        struct point a = ring[(k + n_ring - 1) % n_ring], b = ring[(k + 1) % n_ring];
        double long_km = land_apart(a, b);
        double east = (b.y - a.y) / long_km * 0.012, north = (a.x - b.x) / long_km * 0.012;

        carriageway[0][k] = (struct point){ring[k].x + east, ring[k].y + north};
        carriageway[1][k] = (struct point){ring[k].x - east, ring[k].y - north};
    }
}

static void write_ring(void)
{
    for (int side = 0; side < 2; side++) {
        start_line("motorway", 1, side == 0 ? "Ring Motorway outer" : "Ring Motorway inner");
        for (int k = 0; k <= n_ring; k++)
            add_point(carriageway[side][side == 0 ? k % n_ring : (n_ring - k) % n_ring],
                      k == 0);
        end_line();
    }
}

/* Four ramps join a street to the motorway. */
static void write_ramps(int k, int node)
{
    int before = (k + n_ring - 1) % n_ring, behind = (k + 1) % n_ring;
    struct point p = lattice.at[node];

    line_of_two("motorway_link", 1, "", carriageway[0][before], p);
    line_of_two("motorway_link", 1, "", p, carriageway[0][behind]);
    line_of_two("motorway_link", 1, "", carriageway[1][behind], p);
    line_of_two("motorway_link", 1, "", p, carriageway[1][before]);
}

static void write_junctions(void)
{
    enum { BETWEEN = 9 }; /* points of the ring */
    int last = -BETWEEN, first = -1;

    for (int k = 0; k < n_ring; k++) {
        double least = 0.13, apart;
        int best = -1;

        if (k - last < BETWEEN || (first >= 0 && first + n_ring - k < BETWEEN)) continue;
        for (int node = 0; node < LATTICE_N; node++)
            if (lattice_arterial(node, ring[k], &apart) && apart < least) {
                least = apart;
                best = node;
            }
        if (best < 0) continue;
        write_ramps(k, best);
        last = k;
        if (first < 0) first = k;
    }
}

int main(int argc, char **argv)
{
    static const char *const bridges[] = {"Old Bridge", "New Bridge"};
    char path[4096];
    bool failed;

    if (argc != 2) {
        fprintf(stderr, "usage: make_road_city FOLDER\n");
        return 2;
    }
    snprintf(path, sizeof path, "%s/streets.geojson", argv[1]);
    file = fopen(path, "wb");
    if (file == NULL) {
        perror(path);
        return 1;
    }
    make_ring();
    part_ring();
    lattice_make(ring, n_ring);
    fprintf(file, "{\"type\":\"FeatureCollection\",\"name\":\"streets\",\"features\":[\n");
    write_lattice();
    for (int k = 0; k < LATTICE_BRIDGES; k++)
        line_of_two("primary", 0, bridges[k], lattice.at[lattice.bridge[k][0]],
                    lattice.at[lattice.bridge[k][1]]);
    write_ring();
    write_junctions();
    fprintf(file, "\n]}\n");
    failed = ferror(file) != 0;
    if (fclose(file) == 0 && !failed) return 0;
    perror(path);
    return 1;
}
