/* lines.c - points that lines share; see module.h */
#include <math.h>
#include <stdlib.h>

#include "scenarios/geodata/module.h"

struct place {
    double x, y;
    int at;
};

static int compare(double a, double b)
{
    return (a > b) - (a < b);
}

/* Places that are no numbers stand behind all others. */
static double known(double v)
{
    return isnan(v) ? INFINITY : v;
}

static int by_place(const void *a, const void *b)
{
    const struct place *p = a, *q = b;
    int order = compare(p->x, q->x);

    if (order == 0) order = compare(p->y, q->y);
    return order != 0 ? order : p->at - q->at;
}

/* Numbers follow the order in which points are met first. */
bool module_lines_number(int **number, const struct module_rings *rings)
{
    int n = rings->n_points, n_numbers = 0;
    size_t room = (size_t)n + 1;
    struct place *place = malloc(room * sizeof *place);
    int *out = malloc(room * sizeof *out);

    if (place == NULL || out == NULL) {
        free(place);
        free(out);
        return false;
    }
    for (int k = 0; k < n; k++)
        place[k] = (struct place){known(rings->x[k]), known(rings->y[k]), k};
    qsort(place, (size_t)n, sizeof *place, by_place);
    for (int k = 0; k < n; k++) { /* the first of equal ones stands for them */
        const struct place *p = &place[k], *before = k > 0 ? p - 1 : NULL;
        bool same =
            before != NULL && compare(p->x, before->x) == 0 && compare(p->y, before->y) == 0;

        out[p->at] = same ? out[before->at] : p->at;
    }
    for (int k = 0; k < n; k++)
        out[k] = out[k] == k ? n_numbers++ : out[out[k]];
    free(place);
    *number = out;
    return true;
}

bool module_lines_take(struct geodata_lines *out, struct module_rings *rings,
                       const int number[])
{
    struct geodata_lines lines = {.n_lines = rings->n_rings,
                                  .first = rings->ring_start,
                                  .start = rings->point_start,
                                  .x = rings->x,
                                  .y = rings->y};
    int n = rings->n_points;

    lines.point = malloc(((size_t)n + 1) * sizeof *lines.point);
    if (lines.point == NULL) return false;
    if (lines.start == NULL) lines.start = calloc(1, sizeof *lines.start);
    rings->point_start = lines.start;
    if (lines.start == NULL) {
        free(lines.point);
        return false;
    }
    lines.start[0] = 0;
    for (int k = 0; k < n; k++) {
        lines.point[k] = number[k];
        if (number[k] < lines.n_points) continue;
        lines.x[lines.n_points] = rings->x[k]; /* never behind k */
        lines.y[lines.n_points++] = rings->y[k];
    }
    free(rings->hole);
    *rings = (struct module_rings){0};
    *out = lines;
    return true;
}
