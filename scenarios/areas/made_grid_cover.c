/* made_grid_cover.c - what polygons cover of the cells of a grid; see made_grid.h */
#include <limits.h>
#include <stdlib.h>

#include "scenarios/areas/made_grid_making.h"

/* Makes room for more outlines and points; false when it cannot. */
static bool grow_outlines(struct made_grid_making *m, const struct clip_pieces *pieces)
{
    if (pieces->n_points > INT_MAX / 4 - m->n_points) return false;
    if (m->n_outlines + pieces->n_outlines > m->outline_room) {
        int room = 2 * (m->n_outlines + pieces->n_outlines);
        struct clip_outline *wider = realloc(m->outline, (size_t)room * sizeof *wider);

        if (wider == NULL) return false;
        m->outline = wider;
        m->outline_room = room;
    }
    if (m->n_points + pieces->n_points > m->point_room) {
        int room = 2 * (m->n_points + pieces->n_points);
        double *x = realloc(m->x, (size_t)room * sizeof *x);
        double *y = x != NULL ? realloc(m->y, (size_t)room * sizeof *y) : NULL;

        if (x != NULL) m->x = x;
        if (y != NULL) m->y = y;
        if (y == NULL) return false;
        m->point_room = room;
    }
    return true;
}

enum err made_grid_take_outlines(struct made_grid_making *m, const struct clip_pieces *pieces,
                                 struct error *err)
{
    if (pieces->n_outlines == 0) return ERR_OK;
    if (!grow_outlines(m, pieces)) return error_nomem(err, "the parts of the cells");
    for (int k = 0; k < pieces->n_outlines; k++) {
        m->outline[m->n_outlines] = pieces->outline[k];
        m->outline[m->n_outlines++].first += m->n_points;
    }
    for (int k = 0; k < pieces->n_points; k++) {
        m->x[m->n_points] = pieces->x[k];
        m->y[m->n_points++] = pieces->y[k];
    }
    return ERR_OK;
}

static int by_outline(const void *a, const void *b)
{
    const struct clip_outline *p = a, *q = b;

    if (p->row != q->row) return p->row > q->row ? -1 : 1;
    if (p->column != q->column) return p->column < q->column ? -1 : 1;
    return p->first < q->first ? -1 : p->first > q->first;
}

static double twice_area(const struct made_grid_making *m, const struct clip_outline *o)
{
    double sum = 0;

    for (int k = 1; k + 1 < o->n; k++) {
        const double *x = m->x + o->first, *y = m->y + o->first;

        sum += (x[k] - x[0]) * (y[k + 1] - y[0]) - (x[k + 1] - x[0]) * (y[k] - y[0]);
    }
    return sum;
}

/* What is covered of each cell that has parts, in the order of the cells. */
enum err made_grid_put_covered(const struct made_grid_making *m, struct made_grid *grid,
                               struct error *err)
{
    struct polygons_builder b = {0};
    int next = 0;

    if (!m->with_covered) return ERR_OK;
    if (m->n_outlines > 0)
        qsort(m->outline, (size_t)m->n_outlines, sizeof *m->outline, by_outline);
    for (int i = 0; i < m->n_parts; i++) {
        const struct made_grid_part *part = &m->part[i];

        if (i > 0 && made_grid_same_cell(part, part - 1)) continue;
        polygons_begin(&b);
        for (; next < m->n_outlines; next++) {
            const struct clip_outline *o = &m->outline[next];

            if (o->row > part->row || (o->row == part->row && o->column < part->column))
                continue; /* a sliver's cell, which was left out */
            if (o->row != part->row || o->column != part->column) break;
            polygons_ring(&b, twice_area(m, o) < 0);
            for (int k = o->first; k < o->first + o->n; k++) {
                double x, y;

                geo_from_plane(&m->plane, m->x[k], m->y[k], &x, &y);
                polygons_point(&b, x, y);
            }
        }
    }
    return polygons_finish(&b, m->polygons->geographic, &grid->covered, err);
}

void made_grid_clear_outlines(struct made_grid_making *m)
{
    free(m->outline);
    free(m->x);
    free(m->y);
}
