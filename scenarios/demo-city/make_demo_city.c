/* make_demo_city.c - makes the files of the demo city: zones.csv, sites.csv, existing.csv,
 * bays.csv.
 *
 *   make_demo_city FOLDER
 *
 * The city is invented: 1.2 million people on a plain at the coast, an old town and a business
 * quarter on the two banks of a river, a second centre in the south-west, a hill without
 * houses, an industrial belt, a port and an airport. The same program writes the same bytes on
 * every machine: dice of its own (splitmix64), only + - * / and sqrt, everything written as a
 * whole number. Part of the shipped scenario, not of chargeplan. */
#include <math.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "scenarios/demo-city/land.h"

#define COUNT(array) ((int)(sizeof(array) / sizeof((array)[0])))

enum { CELLS_MAX = 6000, SITES_MAX = 1000, PEOPLE = 1200000, JOBS = 610000 };
enum { WIDTH_KM = 34, HEIGHT_KM = 28 };

struct cell {
    struct point at;
    int side_m, population, jobs, district, home_percent;
    bool core;
    const char *class;
    double people, work; /* before rounding */
};
struct place {
    struct point at;
    char name[64];
    const char *type;
    int bays, power_kw, cost, ac7, dc60, dc120, year;
};

static struct cell cells[CELLS_MAX];
static struct place places[SITES_MAX];
static int n_cells, n_places;

/* ---- zones ---- */

/* People and jobs per km2, and what kind of quarter that makes. */
static void settle(struct cell *c)
{
    bool industry = land_is_industry(c->at);
    bool quays = land_is_port(c->at);
    double rough = 0.55 + 0.9 * land_relief(c->at, 1), grain = 0.75 + 0.5 * land_chance();

    c->people = 420;
    c->work = 0;
    for (int k = 0; k < LAND_CENTRES; k++) {
        c->people += land_centre[k].people *
                     land_fades(c->at, land_centre[k].at, land_centre[k].people_km);
        c->work +=
            land_centre[k].jobs * land_fades(c->at, land_centre[k].at, land_centre[k].jobs_km);
    }
    c->people *= 1 - 0.55 * land_fades(c->at, land_centre[LAND_OLD_TOWN].at,
                                       0.8); /* offices push homes out */
    c->people *= rough * grain * (industry ? 0.15 : 1) * (quays ? 0 : 1);
    c->work = c->work * (0.7 + 0.6 * land_relief(c->at, 2)) + 0.16 * c->people;
    c->work += (industry ? 3600 : quays ? 4200 : 0) * (0.6 + 0.8 * land_relief(c->at, 3));
    c->class = c->core             ? "core"
               : industry || quays ? "industrial"
               : c->people > 2200  ? "urban"
                                   : "suburban";
    c->home_percent = (int)(58 - 44 * c->people / (c->people + 6500) + 12 * land_chance());
    c->people *= c->side_m * 0.001 * c->side_m * 0.001;
    c->work *= c->side_m * 0.001 * c->side_m * 0.001;
}

static void add_cell(struct point at, int side_m, bool core)
{
    struct cell c = {.at = at, .side_m = side_m, .core = core};
    bool field = !core && land_relief(at, 4) < 0.30; /* farmland and woods at the edge */

    if (!land_is_settled(at)) return;
    settle(&c);
    if (field && c.people < 260) return;
    if (core && land_relief(at, 5) < 0.2) return; /* parks */
    c.district = land_district(at);
    cells[n_cells++] = c;
}

/* Blocks of a kilometre: 25 cells of 200 m in the core, 4 of 500 m outside. */
static void lay_cells(void)
{
    for (int by = 0; by < HEIGHT_KM; by++)
        for (int bx = 0; bx < WIDTH_KM; bx++) {
            struct point middle = {bx + 0.5, by + 0.5};
            bool core = land_is_core(middle);
            int n = core ? 5 : 2;

            for (int k = 0; k < n * n; k++)
                add_cell((struct point){bx + (0.5 + k % n) / n, by + (0.5 + k / n) / n},
                         1000 / n, core);
        }
}

/* Whole people and jobs whose sums are exact: the differences of the rounded running sums. */
static void round_cells(void)
{
    double people = 0, work = 0, p = 0, w = 0;

    for (int k = 0; k < n_cells; k++) {
        people += cells[k].people;
        work += cells[k].work;
    }
    for (int k = 0; k < n_cells; k++) {
        int before = (int)(p / people * PEOPLE), jobs = (int)(w / work * JOBS);

        p += cells[k].people;
        w += cells[k].work;
        if (k == n_cells - 1) { /* the sum of all, added in the same order */
            p = people;
            w = work;
        }
        cells[k].population = (int)(p / people * PEOPLE) - before;
        cells[k].jobs = (int)(w / work * JOBS) - jobs;
    }
}

/* ---- places ---- */

static const char *const streets[] = {
    "Abbey",   "Alder",  "Anchor",  "Apple",  "Arch",   "Ash",     "Baker",  "Bank",
    "Barley",  "Beech",  "Bell",    "Birch",  "Bishop", "Bridge",  "Brook",  "Canal",
    "Castle",  "Cedar",  "Chapel",  "Cherry", "Church", "Clover",  "Copper", "Corn",
    "Cross",   "Dock",   "Elm",     "Farm",   "Ferry",  "Field",   "Forge",  "Fountain",
    "Garden",  "Glass",  "Grove",   "Hazel",  "Heron",  "High",    "Holly",  "Ivy",
    "King",    "Lake",   "Lantern", "Lark",   "Lime",   "Linden",  "Long",   "Maple",
    "Market",  "Meadow", "Mill",    "Mint",   "Moor",   "Museum",  "Oak",    "Orchard",
    "Park",    "Pear",   "Pine",    "Plum",   "Poplar", "Queen",   "Quarry", "Rail",
    "Reed",    "River",  "Rose",    "Rowan",  "Saddle", "School",  "Silver", "Spring",
    "Station", "Stone",  "Swan",    "Tanner", "Temple", "Thistle", "Tower",  "Vine",
    "Water",   "Well",   "Willow",  "Wood"};
static const char *const ways[] = {"Road", "Street", "Lane", "Avenue", "Square", "Way"};

static void give_name(struct place *p, const char *what)
{
    bool taken = true;

    while (taken) {
        int street = land_between(0, COUNT(streets) - 1);
        int way = land_between(0, COUNT(ways) - 1); /* statements fix the order of the throws */

        snprintf(p->name, sizeof p->name, "%s %s %s", streets[street], ways[way], what);
        taken = false;
        for (int k = 0; k < n_places; k++)
            taken = taken || strcmp(places[k].name, p->name) == 0;
    }
}

/* What draws a place to a cell. */
enum draw { TO_JOBS, TO_CROSSINGS, TO_SHOPS, TO_DEPOTS, TO_HOMES, TO_OFFICES };

static double pull(const struct cell *c, enum draw draw)
{
    double people = c->population, jobs = c->jobs, side = c->side_m;

    switch (draw) {
    case TO_JOBS:
        return jobs + 0.6 * people;
    case TO_CROSSINGS:
        return side * sqrt(people + jobs);
    case TO_SHOPS:
        return sqrt(people * jobs);
    case TO_DEPOTS:
        return c->core                               ? 0
               : strcmp(c->class, "industrial") == 0 ? side * side
                                                     : 0.15 * side * side;
    case TO_HOMES:
        return people;
    default:
        return jobs * jobs * (c->core ? 1 : 0.2);
    }
}

static struct point draw_point(enum draw draw)
{
    double sum = 0, mark;
    struct point p;
    int k = 0;

    for (int i = 0; i < n_cells; i++)
        sum += pull(&cells[i], draw);
    mark = land_chance() * sum;
    for (; k < n_cells - 1 && mark >= pull(&cells[k], draw); k++)
        mark -= pull(&cells[k], draw);
    p = cells[k].at;
    p.x += (land_chance() - 0.5) * cells[k].side_m * 0.001;
    p.y += (land_chance() - 0.5) * cells[k].side_m * 0.001;
    return p;
}

/* A free spot: on dry land, outside the walls, not beside another place. */
static struct point find_spot(enum draw draw, double spacing_km)
{
    for (;;) {
        struct point p = draw_point(draw);
        bool good = land_takes_station(p);

        p.x = floor(p.x * 1000 + 0.5) / 1000;
        p.y = floor(p.y * 1000 + 0.5) / 1000;
        for (int k = 0; k < n_places && good; k++)
            good = land_apart(p, places[k].at) >= spacing_km;
        if (good) return p;
    }
}

/* clang-format off */
static const struct {
    const char *type, *name;
    enum draw draw;
    int n, bays_low, bays_high, kw_low, kw_high, cost; /* kW in steps of 50; cost at the edge */
} kinds_of_place[] = {
    {"car park", "car park", TO_JOBS, 270, 10, 44, 8, 24, 140000},
    {"petrol station", "petrol station", TO_CROSSINGS, 120, 5, 12, 10, 24, 210000},
    {"mall", "mall", TO_SHOPS, 60, 20, 70, 16, 40, 160000},
    {"depot", "depot", TO_DEPOTS, 50, 16, 50, 20, 60, 110000},
    {"compound", "compound", TO_HOMES, 100, 10, 36, 3, 10, 80000},
};
/* clang-format on */

/* Land, works and grid are dearer in the middle: up to 1.7 times the figure of the edge. */
static int cost_at(struct point p, int edge)
{
    double factor = 1 + 0.7 * land_fades(p, land_centre[LAND_OLD_TOWN].at, 4) +
                    0.35 * land_fades(p, land_centre[LAND_NEWFIELD].at, 2);

    return (int)(edge * factor * (0.9 + 0.2 * land_chance()) / 5000) * 5000;
}

static void add_existing(int k)
{
    enum draw draw = k % 10 < 7 ? TO_OFFICES : k % 10 < 9 ? TO_SHOPS : TO_CROSSINGS;
    struct place p = {.at = find_spot(draw, 0.09), .type = "charging station"};
    int size = k * 7 % 60; /* sizes are dealt evenly over the places */

    if (size < 14) { /* too small to be a station */
        p.type = "dispersed chargers";
        p.ac7 = land_between(1, 2);
    } else if (size < 42) {
        p.ac7 = land_between(3, 12);
        p.dc60 = land_between(1, 4);
    } else {
        p.ac7 = land_between(0, 8);
        p.dc60 = land_between(0, 4);
        p.dc120 = land_between(2, 8);
    }
    p.bays = p.ac7 + p.dc60 + 2 * p.dc120 + (size < 14 ? 0 : land_between(0, 6));
    p.power_kw = (7 * p.ac7 + 60 * p.dc60 + 120 * p.dc120) / 50 * 50 + 50 * land_between(1, 4);
    give_name(&p, size < 14 ? "chargers" : "station");
    places[n_places++] = p;
}

static void add_candidate(int type)
{
    struct place p = {.at = find_spot(kinds_of_place[type].draw, 0.16),
                      .type = kinds_of_place[type].type};

    p.bays = land_between(kinds_of_place[type].bays_low, kinds_of_place[type].bays_high);
    p.power_kw = 50 * land_between(kinds_of_place[type].kw_low, kinds_of_place[type].kw_high);
    p.cost = cost_at(p.at, kinds_of_place[type].cost);
    give_name(&p, kinds_of_place[type].name);
    places[n_places++] = p;
}

/* clang-format off */
static const struct {
    const char *type, *name;
    enum draw draw;
    int n, bays_low, bays_high;
} kinds_of_building[] = {
    {"housing", "homes", TO_HOMES, 130, 120, 900},
    {"office", "offices", TO_OFFICES, 45, 60, 400},
    {"mall", "shops", TO_SHOPS, 30, 150, 700},
    {"hospital", "hospital", TO_JOBS, 12, 120, 500},
    {"public", "public car park", TO_JOBS, 43, 40, 300},
};
/* clang-format on */

/* The car park of a building: of ten four are new, in a year of the study. */
static void add_building(int type)
{
    struct place p = {.at = find_spot(kinds_of_building[type].draw, 0.05),
                      .type = kinds_of_building[type].type};

    p.bays = land_between(kinds_of_building[type].bays_low, kinds_of_building[type].bays_high);
    if (land_between(1, 10) <= 4) p.year = land_between(2021, 2030);
    give_name(&p, kinds_of_building[type].name);
    places[n_places++] = p;
}

/* ---- files ---- */

static FILE *start(const char *folder, const char *name, const char *header)
{
    char path[4096];
    FILE *file;

    snprintf(path, sizeof path, "%s/%s", folder, name);
    file = fopen(path, "wb");
    if (file == NULL) {
        perror(path);
        exit(1);
    }
    fprintf(file, "%s\n", header);
    return file;
}

static void finish(FILE *file, const char *name)
{
    bool failed = ferror(file) != 0;

    if (fclose(file) == 0 && !failed) return;
    perror(name);
    exit(1);
}

static int metres(double km)
{
    return (int)floor(km * 1000 + 0.5);
}

static void write_zones(const char *folder)
{
    FILE *f = start(folder, "zones.csv",
                    "id,x,y,cell_m,population,jobs,district,core,class,home_access");

    for (int k = 0; k < n_cells; k++) {
        const struct cell *c = &cells[k];

        fprintf(f, "z%04d,%d,%d,%d,%d,%d,%s,%d,%s,0.%02d\n", k + 1, metres(c->at.x),
                metres(c->at.y), c->side_m, c->population, c->jobs,
                land_district_name(c->district), c->core ? 1 : 0, c->class, c->home_percent);
    }
    finish(f, "zones.csv");
}

static void write_buildings(const char *folder, int first)
{
    FILE *f = start(folder, "bays.csv", "id,name,type,x,y,bays,year");

    for (int k = first; k < n_places; k++) {
        const struct place *p = &places[k];

        fprintf(f, "b%03d,%s,%s,%d,%d,%d,", k + 1 - first, p->name, p->type, metres(p->at.x),
                metres(p->at.y), p->bays);
        if (p->year > 0) fprintf(f, "%d", p->year);
        fprintf(f, "\n");
    }
    finish(f, "bays.csv");
}

static void write_places(const char *folder, int n_existing)
{
    FILE *f = start(folder, "existing.csv", "id,name,type,x,y,bays,power_kw,ac7,dc60,dc120");

    for (int k = 0; k < n_places; k++) {
        const struct place *p = &places[k];

        if (k == n_existing) {
            finish(f, "existing.csv");
            f = start(folder, "sites.csv", "id,name,type,x,y,bays,power_kw,fixed_cost");
        }
        fprintf(f, k < n_existing ? "e%02d" : "s%03d",
                k < n_existing ? k + 1 : k + 1 - n_existing);
        fprintf(f, ",%s,%s,%d,%d,%d,%d", p->name, p->type, metres(p->at.x), metres(p->at.y),
                p->bays, p->power_kw);
        if (k < n_existing)
            fprintf(f, ",%d,%d,%d\n", p->ac7, p->dc60, p->dc120);
        else
            fprintf(f, ",%d\n", p->cost);
    }
    finish(f, "sites.csv");
}

int main(int argc, char **argv)
{
    int first;

    if (argc != 2) {
        fprintf(stderr, "usage: make_demo_city FOLDER\n");
        return 2;
    }
    lay_cells();
    round_cells();
    for (int k = 0; k < 60; k++)
        add_existing(k);
    for (int type = 0; type < COUNT(kinds_of_place); type++)
        for (int k = 0; k < kinds_of_place[type].n; k++)
            add_candidate(type);
    write_zones(argv[1]);
    write_places(argv[1], 60);
    first = n_places;
    for (int type = 0; type < COUNT(kinds_of_building); type++)
        for (int k = 0; k < kinds_of_building[type].n; k++)
            add_building(type);
    write_buildings(argv[1], first);
    return 0;
}
