/* lattice.c - see lattice.h. Kilometres; only + - * / and sqrt. */
#include "scenarios/road-city/lattice.h"

#include <math.h>
#include <string.h>

#define COUNT(array) ((int)(sizeof(array) / sizeof((array)[0])))

struct lattice lattice;
const char *const street_word[] = {"",         "trunk",        "primary",     "secondary",
                                   "tertiary", "unclassified", "residential", "living_street",
                                   "service",  "pedestrian",   "footway"};

/* clang-format off */
static const struct point railway[] = {
    {0.4, 19.9}, {6, 17.9}, {12, 16.4}, {15.6, 16.9}, {19.5, 17.6}, {22.5, 18.9}, {26, 20.5},
    {29.5, 20.2}, {33.6, 18.8}};
/* What turns the lattice: the angle is that of 2 atan(turn) in the middle. */
static const struct { struct point at; double turn, km; } whirls[] = {
    {{18.5, 18.2}, 0.24, 4.5}, {{9.0, 9.1}, -0.30, 3.5}, {{20.3, 12.6}, -0.17, 3.0},
    {{27.6, 18.6}, 0.26, 2.6}, {{7.6, 20.4}, 0.22, 2.6}, {{24.6, 8.9}, -0.2, 3.0}};
static const struct point banks[LATTICE_BRIDGES][2] = {
    {{16.9, 15.95}, {16.9, 14.85}}, {{21.2, 16.6}, {21.2, 15.45}}};
/* Quarters with one gate: the lines around them, in the lattice. */
static const struct { int i, j, side; } gated[] = {
    {161, 93, 6}, {65, 33, 6}, {185, 131, 6}, {145, 65, 6}, {57, 137, 6}};
/* clang-format on */
static const struct point isle = {31.3, 26.2};

static struct point turned(struct point p)
{
    for (int k = 0; k < COUNT(whirls); k++) {
        struct point c = whirls[k].at, v = {p.x - c.x, p.y - c.y};
        double t = whirls[k].turn * land_fades(p, c, whirls[k].km);
        double cosine = (1 - t * t) / (1 + t * t), sine = 2 * t / (1 + t * t);

        p = (struct point){c.x + cosine * v.x - sine * v.y, c.y + sine * v.x + cosine * v.y};
    }
    return p;
}

static double whole_m(double km)
{
    return floor(km * 1000 + 0.5) / 1000;
}

static void place_nodes(void)
{
    double x[LATTICE_W], y[LATTICE_H];

    for (int i = 0; i < LATTICE_W; i++)
        x[i] = 0.125 * i + 0.05 * (land_chance() - 0.5);
    for (int j = 0; j < LATTICE_H; j++)
        y[j] = 2.4 + 0.125 * j + 0.05 * (land_chance() - 0.5);
    for (int j = 0; j < LATTICE_H; j++)
        for (int i = 0; i < LATTICE_W; i++) {
            struct point p = {x[i], y[j]};

            p.x += 0.3 * (land_relief(p, 11) - 0.5);
            p.y += 0.3 * (land_relief(p, 12) - 0.5);
            p = turned(p);
            p.x += 0.02 * (land_chance() - 0.5);
            p.y += 0.02 * (land_chance() - 0.5);
            lattice.at[j * LATTICE_W + i] = (struct point){whole_m(p.x), whole_m(p.y)};
        }
}

int lattice_next(enum lattice_way way, int node)
{
    int i = node % LATTICE_W, j = node / LATTICE_W;

    i += way != WAY_NORTH;
    j += way == WAY_NORTH || way == WAY_UP ? 1 : way == WAY_DOWN ? -1 : 0;
    return i < LATTICE_W && j >= 0 && j < LATTICE_H ? j * LATTICE_W + i : -1;
}

/* ---- what stands where ---- */

static bool on_isle(struct point p)
{
    double x = (p.x - isle.x) / 1.75, y = (p.y - isle.y) / 1.3;

    return x * x + y * y < 1;
}

static double people(struct point p)
{
    double sum = 420;

    for (int k = 0; k < LAND_CENTRES; k++)
        sum +=
            land_centre[k].people * land_fades(p, land_centre[k].at, land_centre[k].people_km);
    return sum;
}

/* Every which line is a street here; 0: none. */
static int level(struct point p)
{
    if (on_isle(p)) return 1;
    if (!land_is_settled(p)) return 0;
    if (land_is_core(p) || people(p) > 5200) return 1;
    if (people(p) < 900 && !land_is_industry(p) && !land_is_port(p) && land_relief(p, 4) < 0.45)
        return 4;
    return 2;
}

static double side(struct point a, struct point b, struct point p)
{
    return (b.x - a.x) * (p.y - a.y) - (b.y - a.y) * (p.x - a.x);
}

bool lattice_cross(struct point a, struct point b, struct point c, struct point d)
{
    return (side(a, b, c) > 0) != (side(a, b, d) > 0) &&
           (side(c, d, a) > 0) != (side(c, d, b) > 0);
}

static bool crosses(struct point a, struct point b, const struct point line[], int n,
                    bool closed)
{
    for (int k = 0; k + !closed < n; k++)
        if (lattice_cross(a, b, line[k], line[(k + 1) % n])) return true;
    return false;
}

static bool in_ring(struct point p, const struct point ring[], int n)
{
    bool in = false;

    for (int k = 0, j = n - 1; k < n; j = k++)
        if ((ring[k].y > p.y) != (ring[j].y > p.y) &&
            p.x < (ring[j].x - ring[k].x) * (p.y - ring[k].y) / (ring[j].y - ring[k].y) +
                      ring[k].x)
            in = !in;
    return in;
}

static bool dry(struct point a, struct point b)
{
    for (int k = 0; k <= 6; k++) {
        struct point p = {a.x + (b.x - a.x) * k / 6, a.y + (b.y - a.y) * k / 6};

        if (!land_is_settled(p) && !on_isle(p)) return false;
    }
    return true;
}

/* Is the piece a way into a gated quarter that has no gate there? */
static bool gate_shut(int a, int b)
{
    int i[2] = {a % LATTICE_W, b % LATTICE_W}, j[2] = {a / LATTICE_W, b / LATTICE_W};

    for (int k = 0; k < COUNT(gated); k++) {
        bool in[2];

        for (int e = 0; e < 2; e++)
            in[e] = i[e] >= gated[k].i && i[e] <= gated[k].i + gated[k].side &&
                    j[e] >= gated[k].j && j[e] <= gated[k].j + gated[k].side;
        if (in[0] == in[1]) continue;
        return !(j[0] == gated[k].j + 3 && i[in[0] ? 0 : 1] == gated[k].i && j[0] == j[1]);
    }
    return false;
}

static bool in_gated(int node)
{
    int i = node % LATTICE_W, j = node / LATTICE_W;

    for (int k = 0; k < COUNT(gated); k++)
        if (i >= gated[k].i && i <= gated[k].i + gated[k].side && j >= gated[k].j &&
            j <= gated[k].j + gated[k].side)
            return true;
    return false;
}

/* ---- the pieces ---- */

static enum street class_of(int line, int node, struct point middle, bool outside)
{
    double old_town = land_apart(middle, land_centre[LAND_OLD_TOWN].at);

    if (line % 32 == 0) return outside ? STREET_TRUNK : STREET_PRIMARY;
    if (line % 16 == 0) return STREET_SECONDARY;
    if (line % 8 == 0) return STREET_TERTIARY;
    if (in_gated(node)) return STREET_SERVICE;
    if (land_is_core(middle) && land_relief(middle, 5) < 0.2) return STREET_FOOTWAY; /* parks */
    if (old_town < 0.4) return STREET_PEDESTRIAN;
    if (land_is_walled(middle)) return STREET_LIVING;
    if (land_is_industry(middle) || land_is_port(middle) || line % 4 == 0)
        return STREET_UNCLASSIFIED;
    return STREET_RESIDENTIAL;
}

static enum street piece(int line, int a, int b, const struct point ring[], int n_ring)
{
    struct point p = lattice.at[a], q = lattice.at[b];
    struct point middle = {(p.x + q.x) / 2, (p.y + q.y) / 2};
    int each = level(middle);
    bool missing = land_chance() < (each == 1 ? 0.1 : 0.13);

    if (each == 0 || line % each != 0 || !dry(p, q)) return STREET_NONE;
    if (gate_shut(a, b)) return STREET_NONE;
    if (line % 8 != 0 && (missing || land_is_walled(p) != land_is_walled(q) ||
                          crosses(p, q, ring, n_ring, true)))
        return STREET_NONE;
    if (line % 16 != 0 && crosses(p, q, railway, COUNT(railway), false)) return STREET_NONE;
    return class_of(line, a, middle, !in_ring(middle, ring, n_ring));
}

static void lay_lines(const struct point ring[], int n_ring)
{
    for (enum lattice_way way = WAY_NORTH; way <= WAY_EAST; way++)
        for (int a = 0; a < LATTICE_N; a++) {
            int b = lattice_next(way, a);
            int line = way == WAY_NORTH ? a % LATTICE_W : a / LATTICE_W;

            if (b < 0) continue;

            enum street street = piece(line, a, b, ring, n_ring);
            double centre = land_apart(lattice.at[a], land_centre[LAND_OLD_TOWN].at);

            lattice.street[way][a] = (unsigned char)street;
            if (street < STREET_TERTIARY || street > STREET_RESIDENTIAL) continue;
            if (centre < 1.5) lattice.oneway[way][a] = line % 2 == 0 ? 1 : -1;
        }
}

int lattice_degree(int node)
{
    int n = 0;

    for (enum lattice_way way = WAY_NORTH; way < N_WAYS; way++) {
        int i = node % LATTICE_W, j = node / LATTICE_W;
        int back = way == WAY_NORTH  ? (j > 0 ? node - LATTICE_W : -1)
                   : i == 0          ? -1
                   : way == WAY_EAST ? node - 1
                   : way == WAY_UP   ? (j > 0 ? node - LATTICE_W - 1 : -1)
                                     : (j + 1 < LATTICE_H ? node + LATTICE_W - 1 : -1);

        n += lattice.street[way][node] != STREET_NONE;
        if (back >= 0) n += lattice.street[way][back] != STREET_NONE;
    }
    return n;
}

/* Most stubs of local streets go. */
static void trim(void)
{
    for (enum lattice_way way = WAY_NORTH; way <= WAY_EAST; way++)
        for (int a = 0; a < LATTICE_N; a++) {
            int b = lattice_next(way, a);

            if (b < 0 || lattice.street[way][a] < STREET_UNCLASSIFIED) continue;
            if ((lattice_degree(a) == 1 || lattice_degree(b) == 1) && land_chance() < 0.7)
                lattice.street[way][a] = STREET_NONE;
        }
}

static bool at_bank(int node)
{
    for (enum lattice_way way = WAY_NORTH; way <= WAY_EAST; way++) {
        int next = lattice_next(way, node);
        int back = way == WAY_NORTH ? node - LATTICE_W : node - 1;

        if (next >= 0 && land_is_water(lattice.at[next])) return true;
        if (back >= 0 && land_is_water(lattice.at[back])) return true;
    }
    return false;
}

/* Quays along the river, and footways through blocks. */
static void lay_across(void)
{
    for (enum lattice_way way = WAY_UP; way <= WAY_DOWN; way++)
        for (int a = 0; a < LATTICE_N; a++) {
            int b = lattice_next(way, a);
            bool through = land_chance() < 0.06;

            if (b < 0 || lattice_degree(a) == 0 || lattice_degree(b) == 0) continue;
            if (!dry(lattice.at[a], lattice.at[b]) || gate_shut(a, b)) continue;
            if (crosses(lattice.at[a], lattice.at[b], railway, COUNT(railway), false)) continue;
            if (at_bank(a) && at_bank(b) && people(lattice.at[a]) > 1500)
                lattice.street[way][a] = STREET_RESIDENTIAL;
            else if (through && level(lattice.at[a]) == 1)
                lattice.street[way][a] = STREET_FOOTWAY;
        }
}

/* ---- one piece ---- */

static int group[LATTICE_N], size[LATTICE_N];

static int root(int k)
{
    while (group[k] != k)
        k = group[k] = group[group[k]];
    return k;
}

/* Streets stay that are joined to most of the others, or lie on the isle. */
static void drop_loose(void)
{
    int best = 0;

    for (int k = 0; k < LATTICE_N; k++)
        group[k] = k;
    for (int k = 0; k < LATTICE_BRIDGES; k++)
        group[root(lattice.bridge[k][0])] = root(lattice.bridge[k][1]);
    for (enum lattice_way way = WAY_NORTH; way < N_WAYS; way++)
        for (int a = 0; a < LATTICE_N; a++)
            if (lattice.street[way][a] != STREET_NONE)
                group[root(a)] = root(lattice_next(way, a));
    for (int k = 0; k < LATTICE_N; k++)
        size[root(k)]++;
    for (int k = 0; k < LATTICE_N; k++)
        if (size[k] > size[best]) best = k;
    for (enum lattice_way way = WAY_NORTH; way < N_WAYS; way++)
        for (int a = 0; a < LATTICE_N; a++)
            if (root(a) != best && !on_isle(lattice.at[a])) lattice.street[way][a] = 0;
}

bool lattice_arterial(int node, struct point from, double *apart)
{
    int i = node % LATTICE_W, j = node / LATTICE_W;

    *apart = land_apart(lattice.at[node], from);
    return (i % 16 == 0 || j % 16 == 0) && lattice_degree(node) > 1;
}

static void join_banks(void)
{
    for (int k = 0; k < LATTICE_BRIDGES; k++)
        for (int e = 0; e < 2; e++) {
            double least = 1e9, apart;

            for (int node = 0; node < LATTICE_N; node++) {
                if (!lattice_arterial(node, banks[k][e], &apart) || apart >= least) continue;
                least = apart;
                lattice.bridge[k][e] = node;
            }
        }
}

void lattice_make(const struct point ring[], int n_ring)
{
    memset(&lattice, 0, sizeof lattice);
    place_nodes();
    lay_lines(ring, n_ring);
    for (int k = 0; k < 3; k++)
        trim();
    lay_across();
    join_banks();
    drop_loose();
}
