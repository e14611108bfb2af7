/* clip_lattice.c - squares and hexagons that fill the plane; see clip.h */
#include <math.h>

#include "scenarios/areas/clip.h"

struct clip_lattice clip_squares(double side)
{
    return (struct clip_lattice){side, side, 1, 1, 0, 4, {0, 1, 1, 0}, {0, 0, 1, 1}, 1, 1};
}

struct clip_lattice clip_hexagons(double side)
{
    double wide = side * sqrt(2 / sqrt(3)); /* sqrt(3) / 2 wide^2 = side^2 */

    /* half its width, and half of its sides, which are wide / sqrt(3) long */
    return (struct clip_lattice){wide / 2,           wide / sqrt(12),    2, 3, 1, 6,
                                 {1, 2, 2, 1, 0, 0}, {0, 1, 3, 4, 3, 1}, 2, 4};
}

double clip_origin(const struct clip_lattice *l, int row, int column)
{
    return (double)column * l->column_step + (row % 2 != 0 ? l->odd_shift : 0);
}

void clip_corner(const struct clip_lattice *l, int row, int column, int c, double *x, double *y)
{
    *x = (clip_origin(l, row, column) + l->corner_x[c]) * l->unit_x;
    *y = ((double)row * l->row_step + l->corner_y[c]) * l->unit_y;
}

double clip_cell_area(const struct clip_lattice *l)
{
    double twice = 0;

    for (int c = 0; c < l->n_corners; c++) {
        int to = (c + 1) % l->n_corners;

        twice += l->corner_x[c] * l->corner_y[to] - l->corner_x[to] * l->corner_y[c];
    }
    return twice / 2 * l->unit_x * l->unit_y;
}
