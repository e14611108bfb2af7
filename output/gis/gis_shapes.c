/* gis_shapes.c - see gis_shapes.h */
#include "output/gis/gis_shapes.h"

#include <stdlib.h>

/* Room for `n` more integers behind `used`. */
static bool room_int(int **array, int *room, int used, int n)
{
    int want = *room > 0 ? *room : 256;
    int *bigger;

    if (used + n <= *room) return true;
    while (want < used + n)
        want *= 2;
    bigger = realloc(*array, (size_t)want * sizeof **array);
    if (bigger == NULL) return false;
    *array = bigger;
    *room = want;
    return true;
}

static bool room_points(struct gis_shapes *s, int n)
{
    int want = s->point_room > 0 ? s->point_room : 256;
    double *x, *y;

    if (s->n_points + n <= s->point_room) return true;
    while (want < s->n_points + n)
        want *= 2;
    x = realloc(s->x, (size_t)want * sizeof *x);
    if (x != NULL) s->x = x;
    y = x != NULL ? realloc(s->y, (size_t)want * sizeof *y) : NULL;
    if (y == NULL) return false;
    s->y = y;
    s->point_room = want;
    return true;
}

void gis_shapes_point(struct gis_shapes *s, double x, double y)
{
    s->nomem = s->nomem || !room_points(s, 1);
    if (s->nomem) return;
    s->x[s->n_points] = x;
    s->y[s->n_points++] = y;
    s->n++;
}

void gis_shapes_line(struct gis_shapes *s, int n, const double x[], const double y[])
{
    s->nomem = s->nomem || !room_points(s, n) || !room_int(&s->ring_start, &s->room, s->n, 2) ||
               !room_int(&s->point_start, &s->ring_room, s->n_rings, 2);
    if (s->nomem) return;
    if (s->n == 0) s->ring_start[0] = 0;
    if (s->n_rings == 0) s->point_start[0] = 0;
    for (int k = 0; k < n; k++) {
        s->x[s->n_points] = x[k];
        s->y[s->n_points++] = y[k];
    }
    s->point_start[++s->n_rings] = s->n_points;
}

void gis_shapes_end(struct gis_shapes *s)
{
    if (!s->nomem) s->ring_start[++s->n] = s->n_rings;
}

void gis_shapes_ring(struct gis_shapes *s, int n, const double x[], const double y[])
{
    gis_shapes_line(s, n, x, y);
    gis_shapes_end(s);
}

void gis_shapes_row(struct gis_shapes *s, int shape)
{
    s->nomem = s->nomem || !room_int(&s->of_row, &s->row_room, s->n_rows, 1);
    if (!s->nomem) s->of_row[s->n_rows++] = shape;
}

struct geodata_out_shapes gis_shapes_out(const struct gis_shapes *s)
{
    if (s->borrowed.n > 0) return s->borrowed;
    return (struct geodata_out_shapes){.kind = s->kind,
                                       .n = s->n,
                                       .ring_start = s->ring_start,
                                       .point_start = s->point_start,
                                       .x = s->x,
                                       .y = s->y};
}

void gis_shapes_clear(struct gis_shapes *s)
{
    free(s->ring_start);
    free(s->point_start);
    free(s->x);
    free(s->y);
    free(s->of_row);
    *s = (struct gis_shapes){0};
}
