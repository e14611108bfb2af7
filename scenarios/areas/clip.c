/* clip.c - see clip.h */
#include "scenarios/areas/clip.h"

#include <limits.h>
#include <math.h>
#include <stdlib.h>

void clip_pieces_clear(struct clip_pieces *pieces)
{
    free(pieces->piece);
    free(pieces->outline);
    free(pieces->x);
    free(pieces->y);
    *pieces = (struct clip_pieces){0};
}

/* ---- half-planes ---- */

struct point {
    double x, y;
};

/* Rings on a stack: each is cut from the one below it. */
struct work {
    const struct clip_lattice *lattice;
    struct point *point; /* owned */
    int n, room;
    struct point base; /* moments are taken from here */
    struct clip_pieces *out;
    int most, n_ring; /* pieces that a ring may have, and has */
    bool beyond, nomem;
};

static bool make_room(struct work *w, int more)
{
    struct point *wider;
    long room = 2L * (w->n + (long)more);

    if (w->nomem || w->n + (long)more <= w->room) return !w->nomem;
    wider = room > INT_MAX ? NULL : realloc(w->point, (size_t)room * sizeof *wider);
    w->nomem = wider == NULL;
    if (w->nomem) return false;
    w->point = wider;
    w->room = (int)room;
    return true;
}

/* Where a (x - x0) + b (y - y0) <= 0. */
struct half_plane {
    double a, b, x0, y0;
};

static double over(const struct half_plane *h, struct point p)
{
    return h->a * (p.x - h->x0) + h->b * (p.y - h->y0);
}

/* Where an edge crosses the border, whichever way it runs. */
static struct point crossing(const struct half_plane *h, struct point in, double over_in,
                             struct point out, double over_out)
{
    double t = over_in / (over_in - over_out);
    struct point at = {in.x + t * (out.x - in.x), in.y + t * (out.y - in.y)};

    if (h->b == 0) at.x = h->x0; /* on the border to the bit */
    if (h->a == 0) at.y = h->y0;
    return at;
}

/* Cuts the n points at `first` and puts what is left on top of the stack; returns how many. */
static int cut(struct work *w, int first, int n, struct half_plane h)
{
    int start = w->n;
    struct point before;
    double over_before;

    if (n < 3 || !make_room(w, 2 * n)) return 0;
    before = w->point[first + n - 1];
    over_before = over(&h, before);
    for (int k = first; k < first + n; k++) {
        struct point here = w->point[k];
        double over_here = over(&h, here);

        if (over_before < 0 && over_here > 0)
            w->point[w->n++] = crossing(&h, before, over_before, here, over_here);
        if (over_before > 0 && over_here < 0)
            w->point[w->n++] = crossing(&h, here, over_here, before, over_before);
        if (over_here <= 0) w->point[w->n++] = here;
        before = here;
        over_before = over_here;
    }
    return w->n - start;
}

/* ---- one cell ---- */

static struct clip_piece measure(const struct point *p, int n, struct point base)
{
    struct clip_piece sum = {0};

    for (int k = 1; k + 1 < n; k++) {
        double ax = p[k].x - p[0].x, ay = p[k].y - p[0].y;
        double bx = p[k + 1].x - p[0].x, by = p[k + 1].y - p[0].y;
        double area = (ax * by - bx * ay) / 2;

        sum.area += area;
        sum.x += area * (ax + bx) / 3;
        sum.y += area * (ay + by) / 3;
    }
    if (n > 0) {
        sum.x += sum.area * (p[0].x - base.x);
        sum.y += sum.area * (p[0].y - base.y);
    }
    return sum;
}

/* To the left of the line from one corner to the next; measured from the lower one, so that the
 * cells on both sides have the same border. */
static struct half_plane left_of(double x1, double y1, double x2, double y2)
{
    bool first = y1 < y2 || (y1 == y2 && x1 < x2);

    return (struct half_plane){y2 - y1, x1 - x2, first ? x1 : x2, first ? y1 : y2};
}

static void add_piece(struct work *w, struct clip_piece piece)
{
    struct clip_pieces *out = w->out;

    if (w->nomem || w->beyond || piece.area == 0) return;
    if (w->n_ring++ >= w->most) w->beyond = true;
    if (out->n == out->room) {
        int room = out->room < 16 ? 16 : out->room > INT_MAX / 2 ? 0 : 2 * out->room;
        struct clip_piece *wider =
            room > 0 ? realloc(out->piece, (size_t)room * sizeof *wider) : NULL;

        w->nomem = wider == NULL;
        if (w->nomem) return;
        out->piece = wider;
        out->room = room;
    }
    out->piece[out->n++] = piece;
}

static bool grow_outlines(struct clip_pieces *out, int more)
{
    if (out->n_outlines == out->outline_room) {
        int room = out->outline_room < 16 ? 16 : 2 * out->outline_room;
        struct clip_outline *wider = realloc(out->outline, (size_t)room * sizeof *wider);

        if (wider == NULL) return false;
        out->outline = wider;
        out->outline_room = room;
    }
    if (out->n_points + more > out->point_room) {
        int room = 2 * (out->n_points + more);
        double *x = realloc(out->x, (size_t)room * sizeof *x);
        double *y = x != NULL ? realloc(out->y, (size_t)room * sizeof *y) : NULL;

        if (x != NULL) out->x = x;
        if (y != NULL) out->y = y;
        if (y == NULL) return false;
        out->point_room = room;
    }
    return true;
}

static void add_outline(struct work *w, const struct point *p, int n, int row, int column)
{
    struct clip_pieces *out = w->out;

    if (!out->outlined || n < 3 || w->nomem || w->beyond) return;
    w->nomem = out->n_points > INT_MAX / 4 - n || out->n_outlines > INT_MAX / 4 ||
               !grow_outlines(out, n);
    if (w->nomem) return;
    out->outline[out->n_outlines++] = (struct clip_outline){row, column, out->n_points, n};
    for (int k = 0; k < n; k++) {
        out->x[out->n_points] = p[k].x;
        out->y[out->n_points++] = p[k].y;
    }
}

/* Squares are cut out by their row and column; hexagons have corners to cut off. */
static void finish_cell(struct work *w, int first, int n, int row, int column)
{
    const struct clip_lattice *l = w->lattice;
    int below = w->n;
    struct clip_piece piece;

    for (int c = 0; c < l->n_corners && l->n_corners > 4; c++) {
        double x1, y1, x2, y2;
        int start = w->n;

        clip_corner(l, row, column, c, &x1, &y1);
        clip_corner(l, row, column, (c + 1) % l->n_corners, &x2, &y2);
        if (x1 == x2) continue; /* the column's border */
        n = cut(w, first, n, left_of(x1, y1, x2, y2));
        first = start;
    }
    piece = measure(w->point + first, n, w->base);
    piece.row = row;
    piece.column = column;
    add_piece(w, piece);
    add_outline(w, w->point + first, n, row, column);
    w->n = below;
}

/* ---- halves of halves ---- */

/* Rows or columns first .. last, cut apart until one is left. */
static void halve_columns(struct work *w, int first_point, int n, int row, int first, int last)
{
    const struct clip_lattice *l = w->lattice;
    int middle = first + (last - first) / 2, below = w->n, left;

    if (n < 3 || w->nomem || w->beyond) return;
    if (first == last) {
        finish_cell(w, first_point, n, row, first);
        return;
    }
    left =
        cut(w, first_point, n,
            (struct half_plane){1, 0, (clip_origin(l, row, middle) + l->wide) * l->unit_x, 0});
    halve_columns(w, below, left, row, first, middle);
    w->n = below;
    left = cut(w, first_point, n,
               (struct half_plane){-1, 0, clip_origin(l, row, middle + 1) * l->unit_x, 0});
    halve_columns(w, below, left, row, middle + 1, last);
    w->n = below;
}

/* The columns that points stand in, one more on either side where rounding decides. */
static void cut_row(struct work *w, int first_point, int n, int row)
{
    const struct clip_lattice *l = w->lattice;
    double west = INFINITY, east = -INFINITY, step = l->column_step * l->unit_x;
    double shift = clip_origin(l, row, 0) * l->unit_x;

    for (int k = first_point; k < first_point + n; k++) {
        west = fmin(west, w->point[k].x);
        east = fmax(east, w->point[k].x);
    }
    if (n < 3) return;
    halve_columns(w, first_point, n, row, (int)floor((west - shift) / step - 1e-3),
                  (int)floor((east - shift) / step + 1e-3));
}

static void halve_rows(struct work *w, int first_point, int n, int first, int last)
{
    const struct clip_lattice *l = w->lattice;
    int middle = first + (last - first) / 2, below = w->n, left;

    if (n < 3 || w->nomem || w->beyond) return;
    if (first == last) {
        cut_row(w, first_point, n, first);
        return;
    }
    left =
        cut(w, first_point, n,
            (struct half_plane){0, 1, 0, ((double)middle * l->row_step + l->high) * l->unit_y});
    halve_rows(w, below, left, first, middle);
    w->n = below;
    left = cut(w, first_point, n,
               (struct half_plane){0, -1, 0, ((double)middle + 1) * l->row_step * l->unit_y});
    halve_rows(w, below, left, middle + 1, last);
    w->n = below;
}

/* A ring as the lowest on the stack. */
static int push_ring(struct work *w, const struct polygons *p, int ring)
{
    int first = p->point_start[ring], n = p->point_start[ring + 1] - first;

    w->n = 0;
    if (!make_room(w, n)) return 0;
    for (int k = 0; k < n; k++)
        w->point[w->n++] = (struct point){p->x[first + k], p->y[first + k]};
    return n;
}

static void cut_ring(struct work *w, const struct polygons *p, int ring)
{
    const struct clip_lattice *l = w->lattice;
    int n = push_ring(w, p, ring);
    double south = INFINITY, north = -INFINITY, step = l->row_step * l->unit_y;

    if (n < 3) return;
    for (int k = 0; k < n; k++) {
        south = fmin(south, w->point[k].y);
        north = fmax(north, w->point[k].y);
    }
    w->n_ring = 0;
    /* a cell may reach into the row above it */
    halve_rows(w, 0, n, (int)floor((south - (l->high - l->row_step) * l->unit_y) / step - 1e-3),
               (int)floor(north / step + 1e-3));
}

/* ---- all of it ---- */

static int by_cell(const void *a, const void *b)
{
    const struct clip_piece *p = a, *q = b;

    if (p->row != q->row) return p->row < q->row ? -1 : 1;
    return (p->column > q->column) - (p->column < q->column);
}

/* By area too, so that equals are added in one order whatever the library's way of sorting. */
static int by_cell_and_area(const void *a, const void *b)
{
    const struct clip_piece *p = a, *q = b;
    int cell = by_cell(a, b);

    if (cell != 0) return cell;
    if (p->area != q->area) return p->area < q->area ? -1 : 1;
    if (p->x != q->x) return p->x < q->x ? -1 : 1;
    return (p->y > q->y) - (p->y < q->y);
}

/* Outer rings and holes of one cell become one piece. */
static void merge(struct clip_pieces *pieces)
{
    int n = 0;

    if (pieces->n == 0) return;
    qsort(pieces->piece, (size_t)pieces->n, sizeof *pieces->piece, by_cell_and_area);
    for (int k = 1; k < pieces->n; k++) {
        const struct clip_piece *from = &pieces->piece[k];
        struct clip_piece *to = &pieces->piece[n];

        if (by_cell(from, to) != 0) {
            pieces->piece[++n] = *from;
            continue;
        }
        to->area += from->area;
        to->x += from->x;
        to->y += from->y;
    }
    pieces->n = n + 1;
}

enum err clip_cells(const struct polygons *p, int k, const struct clip_lattice *lattice,
                    int most, struct clip_pieces *out, bool *beyond, struct error *err)
{
    struct work w = {.lattice = lattice, .out = out, .most = most};
    int first = p->point_start[p->ring_start[k]];

    out->n = out->n_outlines = out->n_points = 0;
    *beyond = false;
    if (first == p->point_start[p->ring_start[k + 1]]) return ERR_OK;
    w.base = (struct point){p->x[first], p->y[first]};
    for (int ring = p->ring_start[k]; ring < p->ring_start[k + 1]; ring++)
        cut_ring(&w, p, ring);
    free(w.point);
    if (w.nomem || w.beyond) out->n = 0;
    if (w.nomem) return error_nomem(err, "the pieces of a polygon");
    *beyond = w.beyond;
    merge(out);
    return ERR_OK;
}

enum err clip_area(const struct polygons *p, int k, int n, const double *x, const double *y,
                   double *area, struct error *err)
{
    struct work w = {0};
    double sum = 0;

    for (int ring = p->ring_start[k]; ring < p->ring_start[k + 1]; ring++) {
        int left = push_ring(&w, p, ring), first = 0;

        for (int c = 0; c < n; c++) {
            int to = (c + 1) % n, start = w.n;

            left = cut(&w, first, left, left_of(x[c], y[c], x[to], y[to]));
            first = start;
        }
        sum += measure(w.point + first, left, (struct point){0, 0}).area;
    }
    free(w.point);
    if (w.nomem) return error_nomem(err, "the part of a polygon");
    *area = sum;
    return ERR_OK;
}
