/* make_demo_city.c - makes the files of the demo city: zones.csv, sites.csv, existing.csv.
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
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define COUNT(array) ((int)(sizeof(array) / sizeof((array)[0])))

enum { CELLS_MAX = 6000, SITES_MAX = 700, PEOPLE = 1200000, JOBS = 610000 };
enum { WIDTH_KM = 34, HEIGHT_KM = 28 };

struct point {
    double x, y; /* km */
};
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
    int bays, power_kw, cost, ac7, dc60, dc120;
};

static struct cell cells[CELLS_MAX];
static struct place places[SITES_MAX];
static int n_cells, n_places;

/* ---- dice ---- */

/* splitmix64: S. Vigna, public domain, https://prng.di.unimi.it/splitmix64.c */
static uint64_t mix(uint64_t z)
{
    z += 0x9e3779b97f4a7c15u;
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
    return z ^ (z >> 31);
}

static uint64_t dice = 20301120;

static double chance(void) /* in [0, 1) */
{
    dice += 0x9e3779b97f4a7c15u;
    return (double)(mix(dice) >> 11) / 9007199254740992.0;
}

static int between(int low, int high) /* both included */
{
    return low + (int)(chance() * (high - low + 1));
}

/* Hills and hollows in [0, 1), smooth over some 1.3 km: no block is like its neighbour. */
static double relief(struct point p, uint64_t layer)
{
    double x = p.x / 1.3, y = p.y / 1.3, fx = x - floor(x), fy = y - floor(y), v[4];

    for (int k = 0; k < 4; k++) {
        uint64_t ix = (uint64_t)(floor(x) + (k & 1)), iy = (uint64_t)(floor(y) + (k >> 1));

        v[k] = (double)(mix(layer * 1000003 + ix * 1009 + iy) >> 11) / 9007199254740992.0;
    }
    return (v[0] * (1 - fx) + v[1] * fx) * (1 - fy) + (v[2] * (1 - fx) + v[3] * fx) * fy;
}

/* ---- the land ---- */

/* clang-format off */
static const struct point outline[] = {
    {1.2, 15}, {0.8, 19}, {3, 22.5}, {6.5, 24.8}, {10, 26.5}, {15, 27.3}, {20, 27.6}, {24, 26.6},
    {28.5, 26.2}, {31, 23.5}, {32.6, 20}, {33, 16.5}, {33.2, 12.8}, {32.4, 9.5}, {30.5, 6.2},
    {27, 4.4}, {22.5, 4.2}, {18.5, 5.4}, {14.5, 4}, {10, 3.2}, {6, 4}, {3.6, 6.5}, {3.2, 9.8},
    {2, 12.2}};
static const struct point main_core[] = {
    {14.2, 17.5}, {15.2, 20.2}, {17.5, 21.4}, {20.6, 21.2}, {22.8, 19.4}, {23.6, 16.8},
    {23.2, 13.6}, {21.0, 11.8}, {18.2, 12.0}, {15.8, 13.2}};
static const struct point second_core[] = {
    {6.9, 8}, {7.4, 10.6}, {9.4, 11.3}, {11.2, 10.4}, {11.1, 7.8}, {9.2, 6.8}};
static const struct point port[] = {
    {29.6, 13.4}, {29.9, 15.4}, {31.2, 17.6}, {33.4, 17.6}, {33.4, 13.2}};
static const struct point airport[] = {{24.9, 23.0}, {24.9, 24.7}, {28.6, 25.1}, {28.6, 23.4}};
static const struct point river[] = {
    {-1, 17.2}, {5, 16.4}, {9, 14.3}, {13, 13.9}, {16.5, 15.2}, {19.5, 16.6}, {23, 15.3},
    {27, 12.9}, {31, 12.1}, {35, 12.4}};
static const struct point belt[] = {{21.5, 9.6}, {25, 7.8}, {28.6, 7.9}, {30.8, 9.9}};

/* Where people live and work: per km2 in the middle, and the distance at which it is a quarter. */
static const struct { struct point at; double people, people_km, jobs, jobs_km; } centres[] = {
    {{18.5, 18.2}, 21000, 3.1, 60000, 1.0}, /* Old Town */
    {{20.3, 13.9}, 6000, 1.6, 34000, 0.8},  /* business quarter of the South Bank */
    {{9.0, 9.1}, 14000, 1.8, 26000, 0.8},   /* Newfield, the second centre */
    {{7.6, 20.4}, 6000, 1.3, 4000, 0.6},    /* Hillfoot */
    {{19.2, 24.6}, 6500, 1.4, 5000, 0.7},   /* Northgate */
    {{27.6, 18.6}, 6500, 1.3, 6000, 0.7},   /* Harbour */
    {{24.6, 9.9}, 5500, 1.2, 3000, 0.6},    /* Millbrook */
    {{6.0, 14.2}, 5000, 1.1, 2500, 0.6},    /* Weir */
    {{26.6, 22.4}, 1500, 0.8, 15000, 0.5},  /* airport terminal */
    {{14.6, 7.6}, 4500, 1.0, 2500, 0.5},
};
static const struct { const char *name; struct point seat; } districts[] = {
    {"Old Town", {18.6, 18.6}}, {"South Bank", {20.0, 13.0}}, {"Newfield", {9.0, 9.0}},
    {"Weir", {5.2, 14.2}}, {"Hillfoot", {8.2, 20.8}}, {"Northgate", {19.0, 24.6}},
    {"Harbour", {28.4, 18.4}}, {"Millbrook", {26.6, 8.2}},
};
/* A walled quarter under protection: no station may be built in it. */
static const struct { struct point at; double radius_km; } walled = {{16.9, 19.35}, 1.05};
static const struct { struct point at; double wide, high; } hill = {{12.1, 21.7}, 2.8, 1.9};
/* clang-format on */

static double apart(struct point p, struct point q)
{
    return sqrt((p.x - q.x) * (p.x - q.x) + (p.y - q.y) * (p.y - q.y));
}

static bool inside(struct point p, const struct point *corner, int n)
{
    bool in = false;

    for (int k = 0, j = n - 1; k < n; j = k++) {
        struct point a = corner[k], b = corner[j];

        if ((a.y > p.y) != (b.y > p.y) && p.x < (b.x - a.x) * (p.y - a.y) / (b.y - a.y) + a.x)
            in = !in;
    }
    return in;
}

static double from_line(struct point p, const struct point *line, int n)
{
    double best = 1e9;

    for (int k = 0; k + 1 < n; k++) {
        struct point a = line[k], b = line[k + 1];
        double dx = b.x - a.x, dy = b.y - a.y;
        double t = ((p.x - a.x) * dx + (p.y - a.y) * dy) / (dx * dx + dy * dy);
        struct point foot;

        t = t < 0 ? 0 : t > 1 ? 1 : t;
        foot = (struct point){a.x + t * dx, a.y + t * dy};
        if (apart(p, foot) < best) best = apart(p, foot);
    }
    return best;
}

static bool in_water(struct point p)
{
    return from_line(p, river, COUNT(river)) < 0.17 + 0.006 * p.x; /* widens to its mouth */
}

static bool north_bank(struct point p)
{
    for (int k = 0; k + 1 < COUNT(river); k++)
        if (p.x < river[k + 1].x)
            return p.y > river[k].y + (river[k + 1].y - river[k].y) * (p.x - river[k].x) /
                                          (river[k + 1].x - river[k].x);
    return true;
}

static bool on_hill(struct point p)
{
    double x = (p.x - hill.at.x) / hill.wide, y = (p.y - hill.at.y) / hill.high;

    return x * x + y * y < 1;
}

static double fades(struct point p, struct point centre, double km)
{
    double r = apart(p, centre) / km, f = 1 / (1 + r * r);

    return f * f;
}

/* ---- zones ---- */

static int district_of(struct point p)
{
    int best = 0;
    double least = 1e9;

    for (int d = 0; d < COUNT(districts); d++) {
        double way = apart(p, districts[d].seat);

        if (north_bank(p) != north_bank(districts[d].seat)) way += 6; /* bridges are few */
        if (way >= least) continue;
        least = way;
        best = d;
    }
    return best;
}

/* People and jobs per km2, and what kind of quarter that makes. */
static void settle(struct cell *c)
{
    bool industry = from_line(c->at, belt, COUNT(belt)) < 1.15;
    bool quays = inside(c->at, port, COUNT(port));
    double rough = 0.55 + 0.9 * relief(c->at, 1), grain = 0.75 + 0.5 * chance();

    c->people = 420;
    c->work = 0;
    for (int k = 0; k < COUNT(centres); k++) {
        c->people += centres[k].people * fades(c->at, centres[k].at, centres[k].people_km);
        c->work += centres[k].jobs * fades(c->at, centres[k].at, centres[k].jobs_km);
    }
    c->people *= 1 - 0.55 * fades(c->at, centres[0].at, 0.8); /* offices push homes out */
    c->people *= rough * grain * (industry ? 0.15 : 1) * (quays ? 0 : 1);
    c->work = c->work * (0.7 + 0.6 * relief(c->at, 2)) + 0.16 * c->people;
    c->work += (industry ? 3600 : quays ? 4200 : 0) * (0.6 + 0.8 * relief(c->at, 3));
    c->class = c->core             ? "core"
               : industry || quays ? "industrial"
               : c->people > 2200  ? "urban"
                                   : "suburban";
    c->home_percent = (int)(58 - 44 * c->people / (c->people + 6500) + 12 * chance());
    c->people *= c->side_m * 0.001 * c->side_m * 0.001;
    c->work *= c->side_m * 0.001 * c->side_m * 0.001;
}

static void add_cell(struct point at, int side_m, bool core)
{
    struct cell c = {.at = at, .side_m = side_m, .core = core};
    bool field = !core && relief(at, 4) < 0.30; /* farmland and woods at the edge */

    if (!inside(at, outline, COUNT(outline)) || in_water(at) || on_hill(at)) return;
    if (inside(at, airport, COUNT(airport))) return;
    settle(&c);
    if (field && c.people < 260) return;
    if (core && relief(at, 5) < 0.2) return; /* parks */
    c.district = district_of(at);
    cells[n_cells++] = c;
}

/* Blocks of a kilometre: 25 cells of 200 m in the core, 4 of 500 m outside. */
static void lay_cells(void)
{
    for (int by = 0; by < HEIGHT_KM; by++)
        for (int bx = 0; bx < WIDTH_KM; bx++) {
            struct point middle = {bx + 0.5, by + 0.5};
            bool core = inside(middle, main_core, COUNT(main_core)) ||
                        inside(middle, second_core, COUNT(second_core));
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
        int street = between(0, COUNT(streets) - 1);
        int way = between(0, COUNT(ways) - 1); /* statements fix the order of the throws */

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
    mark = chance() * sum;
    for (; k < n_cells - 1 && mark >= pull(&cells[k], draw); k++)
        mark -= pull(&cells[k], draw);
    p = cells[k].at;
    p.x += (chance() - 0.5) * cells[k].side_m * 0.001;
    p.y += (chance() - 0.5) * cells[k].side_m * 0.001;
    return p;
}

/* A free spot: on dry land, outside the walls, not beside another place. */
static struct point find_spot(enum draw draw, double spacing_km)
{
    for (;;) {
        struct point p = draw_point(draw);
        bool good = !in_water(p) && !on_hill(p) && apart(p, walled.at) > walled.radius_km;

        p.x = floor(p.x * 1000 + 0.5) / 1000;
        p.y = floor(p.y * 1000 + 0.5) / 1000;
        for (int k = 0; k < n_places && good; k++)
            good = apart(p, places[k].at) >= spacing_km;
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
    double factor = 1 + 0.7 * fades(p, centres[0].at, 4) + 0.35 * fades(p, centres[2].at, 2);

    return (int)(edge * factor * (0.9 + 0.2 * chance()) / 5000) * 5000;
}

static void add_existing(int k)
{
    enum draw draw = k % 10 < 7 ? TO_OFFICES : k % 10 < 9 ? TO_SHOPS : TO_CROSSINGS;
    struct place p = {.at = find_spot(draw, 0.09), .type = "charging station"};
    int size = k * 7 % 60; /* sizes are dealt evenly over the places */

    if (size < 14) { /* too small to be a station */
        p.type = "dispersed chargers";
        p.ac7 = between(1, 2);
    } else if (size < 42) {
        p.ac7 = between(3, 12);
        p.dc60 = between(1, 4);
    } else {
        p.ac7 = between(0, 8);
        p.dc60 = between(0, 4);
        p.dc120 = between(2, 8);
    }
    p.bays = p.ac7 + p.dc60 + 2 * p.dc120 + (size < 14 ? 0 : between(0, 6));
    p.power_kw = (7 * p.ac7 + 60 * p.dc60 + 120 * p.dc120) / 50 * 50 + 50 * between(1, 4);
    give_name(&p, size < 14 ? "chargers" : "station");
    places[n_places++] = p;
}

static void add_candidate(int type)
{
    struct place p = {.at = find_spot(kinds_of_place[type].draw, 0.16),
                      .type = kinds_of_place[type].type};

    p.bays = between(kinds_of_place[type].bays_low, kinds_of_place[type].bays_high);
    p.power_kw = 50 * between(kinds_of_place[type].kw_low, kinds_of_place[type].kw_high);
    p.cost = cost_at(p.at, kinds_of_place[type].cost);
    give_name(&p, kinds_of_place[type].name);
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
                metres(c->at.y), c->side_m, c->population, c->jobs, districts[c->district].name,
                c->core ? 1 : 0, c->class, c->home_percent);
    }
    finish(f, "zones.csv");
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
    return 0;
}
