/* land.c - see land.h */
#include "scenarios/demo-city/land.h"

#include <math.h>
#include <stdint.h>

#define COUNT(array) ((int)(sizeof(array) / sizeof((array)[0])))

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

double land_chance(void)
{
    dice += 0x9e3779b97f4a7c15u;
    return (double)(mix(dice) >> 11) / 9007199254740992.0;
}

int land_between(int low, int high)
{
    return low + (int)(land_chance() * (high - low + 1));
}

double land_relief(struct point p, unsigned layer)
{
    double x = p.x / 1.3, y = p.y / 1.3, fx = x - floor(x), fy = y - floor(y), v[4];

    for (int k = 0; k < 4; k++) {
        uint64_t ix = (uint64_t)(floor(x) + (k & 1)), iy = (uint64_t)(floor(y) + (k >> 1));

        v[k] = (double)(mix((uint64_t)layer * 1000003 + ix * 1009 + iy) >> 11) /
               9007199254740992.0;
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

const struct land_centre land_centre[LAND_CENTRES] = {
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

double land_apart(struct point p, struct point q)
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
        if (land_apart(p, foot) < best) best = land_apart(p, foot);
    }
    return best;
}

bool land_is_water(struct point p)
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

double land_fades(struct point p, struct point centre, double km)
{
    double r = land_apart(p, centre) / km, f = 1 / (1 + r * r);

    return f * f;
}

int land_district(struct point p)
{
    int best = 0;
    double least = 1e9;

    for (int d = 0; d < COUNT(districts); d++) {
        double way = land_apart(p, districts[d].seat);

        if (north_bank(p) != north_bank(districts[d].seat)) way += 6; /* bridges are few */
        if (way >= least) continue;
        least = way;
        best = d;
    }
    return best;
}

const char *land_district_name(int district)
{
    return districts[district].name;
}

bool land_is_core(struct point p)
{
    return inside(p, main_core, COUNT(main_core)) || inside(p, second_core, COUNT(second_core));
}

bool land_is_settled(struct point p)
{
    return inside(p, outline, COUNT(outline)) && !land_is_water(p) && !on_hill(p) &&
           !inside(p, airport, COUNT(airport));
}

bool land_takes_station(struct point p)
{
    return !land_is_water(p) && !on_hill(p) && !land_is_walled(p);
}

bool land_is_walled(struct point p)
{
    return land_apart(p, walled.at) <= walled.radius_km;
}

bool land_is_industry(struct point p)
{
    return from_line(p, belt, COUNT(belt)) < 1.15;
}

bool land_is_port(struct point p)
{
    return inside(p, port, COUNT(port));
}
