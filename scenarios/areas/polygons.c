/* polygons.c - see polygons.h */
#include "scenarios/areas/polygons.h"

#include <assert.h>
#include <limits.h>
#include <math.h>
#include <stdlib.h>

void polygons_clear(struct polygons *p)
{
    free(p->ring_start);
    free(p->point_start);
    free(p->x);
    free(p->y);
    *p = (struct polygons){0};
}

int polygons_n_rings(const struct polygons *p)
{
    return p->n > 0 ? p->ring_start[p->n] : 0;
}

int polygons_n_points(const struct polygons *p)
{
    return p->n > 0 ? p->point_start[polygons_n_rings(p)] : 0;
}

/* ---- the builder ---- */

/* Makes room for `size` bytes a piece; false where there is none. */
static bool widen(void **array, int room, size_t size)
{
    void *wider = realloc(*array, (size_t)room * size);

    if (wider != NULL) *array = wider;
    return wider != NULL;
}

/* Twice the room, once n and one more fill it; 0 where it is enough. */
static int wider_room(int n, int room)
{
    if (n < room - 1) return 0;
    return room > INT_MAX / 2 ? -1 : room < 16 ? 16 : 2 * room;
}

static void widen_starts(struct polygons_builder *b, int **starts, int n, int *room)
{
    int wider = wider_room(n, *room);

    if (wider == 0 || b->nomem) return;
    b->nomem = wider < 0 || !widen((void **)starts, wider, sizeof **starts);
    if (!b->nomem) *room = wider;
}

static void widen_points(struct polygons_builder *b)
{
    int wider = wider_room(b->n_points, b->point_room);

    if (wider == 0 || b->nomem) return;
    b->nomem = wider < 0 || !widen((void **)&b->made.x, wider, sizeof(double)) ||
               !widen((void **)&b->made.y, wider, sizeof(double));
    if (!b->nomem) b->point_room = wider;
}

/* Of points first .. end - 1; below 0 for clockwise. */
static double area_of(const struct polygons *p, int first, int end)
{
    double sum = 0;

    for (int k = first + 1; k + 1 < end; k++)
        sum += (p->x[k] - p->x[first]) * (p->y[k + 1] - p->y[first]) -
               (p->x[k + 1] - p->x[first]) * (p->y[k] - p->y[first]);
    return sum / 2;
}

double polygons_ring_area(const struct polygons *p, int ring)
{
    return area_of(p, p->point_start[ring], p->point_start[ring + 1]);
}

static void turn(struct polygons *p, int first, int end, bool hole)
{
    double area = area_of(p, first, end);

    if (hole ? area <= 0 : area >= 0) return;
    for (int i = first, k = end - 1; i < k; i++, k--) {
        double x = p->x[i], y = p->y[i];

        p->x[i] = p->x[k];
        p->y[i] = p->y[k];
        p->x[k] = x;
        p->y[k] = y;
    }
}

void polygons_turn(struct polygons *p, int ring, bool hole)
{
    turn(p, p->point_start[ring], p->point_start[ring + 1], hole);
}

/* Ends the open ring, if there is one. */
static void close_ring(struct polygons_builder *b)
{
    struct polygons *p = &b->made;
    int first;

    if (b->nomem || !b->open) return;
    b->open = false;
    first = p->point_start[b->n_rings - 1];
    while (b->n_points > first + 1 && p->x[b->n_points - 1] == p->x[first] &&
           p->y[b->n_points - 1] == p->y[first])
        b->n_points--;
    if (b->n_points < first + 3) {
        b->n_points = first;
        b->n_rings--;
        return;
    }
    turn(p, first, b->n_points, b->hole);
}

void polygons_begin(struct polygons_builder *b)
{
    close_ring(b);
    widen_starts(b, &b->made.ring_start, b->made.n, &b->polygon_room);
    if (b->nomem) return;
    b->made.ring_start[b->made.n++] = b->n_rings;
}

void polygons_ring(struct polygons_builder *b, bool hole)
{
    close_ring(b);
    widen_starts(b, &b->made.point_start, b->n_rings, &b->ring_room);
    if (b->nomem) return;
    assert(b->made.n > 0);
    b->made.point_start[b->n_rings++] = b->n_points;
    b->open = true;
    b->hole = hole;
}

void polygons_point(struct polygons_builder *b, double x, double y)
{
    int last = b->n_points - 1;

    widen_points(b);
    if (b->nomem) return;
    assert(b->open);
    if (last >= b->made.point_start[b->n_rings - 1] && b->made.x[last] == x &&
        b->made.y[last] == y)
        return;
    b->made.x[b->n_points] = x;
    b->made.y[b->n_points++] = y;
}

enum err polygons_finish(struct polygons_builder *b, bool geographic, struct polygons *out,
                         struct error *err)
{
    close_ring(b);
    widen_starts(b, &b->made.ring_start, b->made.n, &b->polygon_room);
    widen_starts(b, &b->made.point_start, b->n_rings, &b->ring_room);
    if (b->nomem) {
        polygons_abandon(b);
        return error_nomem(err, "the polygons");
    }
    b->made.ring_start[b->made.n] = b->n_rings;
    b->made.point_start[b->n_rings] = b->n_points;
    b->made.geographic = geographic;
    *out = b->made;
    *b = (struct polygons_builder){0};
    return ERR_OK;
}

void polygons_abandon(struct polygons_builder *b)
{
    polygons_clear(&b->made);
    *b = (struct polygons_builder){0};
}

/* ---- where a polygon is ---- */

bool polygons_extent(const struct polygons *p, int k, double extent[4])
{
    int first = p->point_start[p->ring_start[k]], end = p->point_start[p->ring_start[k + 1]];

    if (first == end) return false;
    extent[0] = extent[2] = p->x[first];
    extent[1] = extent[3] = p->y[first];
    for (int i = first + 1; i < end; i++) {
        extent[0] = fmin(extent[0], p->x[i]);
        extent[1] = fmin(extent[1], p->y[i]);
        extent[2] = fmax(extent[2], p->x[i]);
        extent[3] = fmax(extent[3], p->y[i]);
    }
    return true;
}

bool polygons_contains(const struct polygons *p, int k, double x, double y)
{
    bool odd = false;

    for (int ring = p->ring_start[k]; ring < p->ring_start[k + 1]; ring++) {
        int first = p->point_start[ring], end = p->point_start[ring + 1];

        for (int i = first, before = end - 1; i < end; before = i++)
            if (polygons_crosses(p->x[before], p->y[before], p->x[i], p->y[i], x, y))
                odd = !odd;
    }
    return odd;
}
