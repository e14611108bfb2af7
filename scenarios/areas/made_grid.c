/* made_grid.c - see made_grid.h */
#include "scenarios/areas/made_grid.h"

#include <assert.h>
#include <limits.h>
#include <math.h>
#include <stdlib.h>

#include "scenarios/areas/made_grid_making.h"
#include "scenarios/regrid.h"

/* Parts of cells or of polygons below this share are what rounding leaves along a border. */
static const double SLIVER = 1e-9;

/* Edges in degrees are bent in the plane: in pieces of a hundredth of a degree they lie within
 * 2 cm of it. */
static const double PIECE_DEGREES = 0.01;

/* ---- into the plane ---- */

static void flatten_edge(struct polygons_builder *b, const struct geo_plane *plane, double x1,
                         double y1, double x2, double y2)
{
    double length = fmax(fabs(x2 - x1), fabs(y2 - y1));
    int n = length > PIECE_DEGREES ? (int)ceil(length / PIECE_DEGREES) : 1;

    for (int k = 0; k < n; k++) {
        double east, north;

        geo_to_plane(plane, x1 + (x2 - x1) * k / n, y1 + (y2 - y1) * k / n, &east, &north);
        polygons_point(b, east, north);
    }
}

static void flatten_ring(struct polygons_builder *b, const struct geo_plane *plane,
                         const struct polygons *p, int ring)
{
    int first = p->point_start[ring], end = p->point_start[ring + 1];

    for (int i = first; i < end; i++) {
        int to = i + 1 < end ? i + 1 : first;

        if (p->geographic)
            flatten_edge(b, plane, p->x[i], p->y[i], p->x[to], p->y[to]);
        else
            polygons_point(b, p->x[i], p->y[i]);
    }
}

static enum err flatten(struct made_grid_making *m, struct error *err)
{
    const struct polygons *p = m->polygons;
    struct points points = {polygons_n_points(p), p->x, p->y, p->geographic};
    struct polygons_builder b = {0};

    /* a plane has its own multiples of the side */
    m->plane = p->geographic ? geo_plane_of(&points) : (struct geo_plane){0};
    for (int k = 0; k < p->n; k++) {
        polygons_begin(&b);
        for (int ring = p->ring_start[k]; ring < p->ring_start[k + 1]; ring++) {
            polygons_ring(&b, polygons_ring_area(p, ring) < 0);
            flatten_ring(&b, &m->plane, p, ring);
        }
    }
    return polygons_finish(&b, false, &m->flat, err);
}

/* Square of the scale of the plane at a place: areas there are too large by it. The series of
 * the scale ends after the square: 1e-5 of it are left out within 300 km. */
static double scale_sq(const struct made_grid_making *m, double x)
{
    static const double mean_radius_m = GEO_AXIS_M * (1 - GEO_FLATTENING / 3);
    double wide = x / mean_radius_m;

    return m->polygons->geographic ? 1 + wide * wide : 1;
}

/* ---- parts ---- */

static enum err too_many(const struct made_grid_making *m, double n, struct error *err)
{
    return error_set(
        err, ERR_DATA,
        "a grid of %g m has %.0f cells or more over these polygons; at most %d are "
        "allowed, so choose a longer side",
        m->side_m, n, REGRID_MAX);
}

static enum err add_part(struct made_grid_making *m, struct made_grid_part part,
                         struct error *err)
{
    if (m->n_parts == m->room) {
        int room = m->room < 16 ? 16 : m->room > INT_MAX / 2 ? 0 : 2 * m->room;
        struct made_grid_part *wider =
            room > 0 ? realloc(m->part, (size_t)room * sizeof *wider) : NULL;

        if (wider == NULL) return error_nomem(err, "the cells of a grid");
        m->part = wider;
        m->room = room;
    }
    m->part[m->n_parts++] = part;
    return ERR_OK;
}

/* The cell whose middle is nearest: of squares and of these hexagons the one around a point. */
static void cell_around(const struct clip_lattice *l, double x, double y, int *row, int *column)
{
    int near_row = (int)floor(y / (l->row_step * l->unit_y));
    double least = INFINITY;

    for (int r = near_row - 1; r <= near_row + 1; r++) {
        double shift = (r % 2 != 0 ? l->odd_shift : 0) * l->unit_x;
        int c = (int)floor((x - shift) / (l->column_step * l->unit_x));
        double dx = x - shift - (c + 0.5) * l->column_step * l->unit_x;
        double dy = y - ((double)r * l->row_step + l->high / 2.0) * l->unit_y;

        if (dx * dx + dy * dy >= least) continue;
        least = dx * dx + dy * dy;
        *row = r;
        *column = c;
    }
}

/* The parts of polygon k that clip_cells() found. */
static enum err take_pieces(struct made_grid_making *m, int k, const struct clip_pieces *pieces,
                            struct error *err)
{
    double cell = clip_cell_area(&m->lattice), whole = 0, sum = 0;
    double area_m2 = polygons_area_m2(m->polygons, k);
    int first = m->n_parts, point = m->flat.point_start[m->flat.ring_start[k]];

    for (int i = 0; i < pieces->n; i++)
        whole += pieces->piece[i].area;
    for (int i = 0; i < pieces->n; i++) {
        const struct clip_piece *from = &pieces->piece[i];
        struct made_grid_part part = {from->row, from->column, k, 0, 0, 0, 0};

        if (!(from->area > SLIVER * fmax(0, fmin(cell, whole)))) continue;
        part.x = m->flat.x[point] + from->x / from->area;
        part.y = m->flat.y[point] + from->y / from->area;
        part.share = from->area / scale_sq(m, part.x);
        sum += part.share;
        TRY(add_part(m, part, err));
    }
    for (int i = first; i < m->n_parts; i++) {
        m->part[i].share /= sum;
        m->part[i].area_m2 = m->part[i].share * area_m2;
    }
    return ERR_OK;
}

/* A polygon without area, or one of which nothing is left. */
static enum err take_centre(struct made_grid_making *m, int k, struct error *err)
{
    struct made_grid_part part = {.polygon = k, .share = 1};
    double x, y;

    polygons_centroid(m->polygons, k, &x, &y);
    if (isnan(x)) return ERR_OK;
    geo_to_plane(&m->plane, x, y, &part.x, &part.y);
    cell_around(&m->lattice, part.x, part.y, &part.row, &part.column);
    return add_part(m, part, err);
}

static enum err cut_polygon(struct made_grid_making *m, int k, struct clip_pieces *pieces,
                            struct error *err)
{
    double cell = clip_cell_area(&m->lattice), n = polygons_area_m2(&m->flat, k) / cell;
    double extent[4];
    int first = m->n_parts;
    bool beyond = false;

    if (polygons_extent(&m->flat, k, extent)) {
        double most = fmax(fmax(-extent[0], extent[2]), fmax(-extent[1], extent[3]));

        if (n > REGRID_MAX) return too_many(m, n, err);
        if (!(most / m->side_m < INT_MAX / 8)) /* rows and columns are ints */
            return error_set(err, ERR_DATA,
                             "a grid of %g m is too fine for coordinates of %g m; choose a "
                             "longer side",
                             m->side_m, most);
        TRY(clip_cells(&m->flat, k, &m->lattice, REGRID_MAX, pieces, &beyond, err));
        if (beyond) return too_many(m, REGRID_MAX + 1.0, err);
        TRY(take_pieces(m, k, pieces, err));
        TRY(made_grid_take_outlines(m, pieces, err));
    }
    return m->n_parts == first ? take_centre(m, k, err) : ERR_OK;
}

static enum err cut_all(struct made_grid_making *m, struct error *err)
{
    struct clip_pieces pieces = {.outlined = m->with_covered};
    enum err code = ERR_OK;

    for (int k = 0; k < m->polygons->n && code == ERR_OK; k++)
        code = cut_polygon(m, k, &pieces, err);
    clip_pieces_clear(&pieces);
    return code;
}

/* ---- cells ---- */

/* From the north-west; then by polygon. */
static int by_cell(const void *a, const void *b)
{
    const struct made_grid_part *p = a, *q = b;

    if (p->row != q->row) return p->row > q->row ? -1 : 1;
    if (p->column != q->column) return p->column < q->column ? -1 : 1;
    return p->polygon - q->polygon;
}

static int count_cells(struct made_grid_making *m)
{
    int n = 0;

    if (m->n_parts == 0) return 0;
    qsort(m->part, (size_t)m->n_parts, sizeof *m->part, by_cell);
    for (int i = 0; i < m->n_parts; i++) {
        if (i == 0 || m->part[i].column < m->west) m->west = m->part[i].column;
        if (i == 0 || !made_grid_same_cell(&m->part[i], &m->part[i - 1])) n++;
    }
    m->north = m->part[0].row;
    return n;
}

static enum err put_outlines(const struct made_grid_making *m, struct made_grid *grid,
                             struct error *err)
{
    struct polygons_builder b = {0};

    for (int i = 0; i < m->n_parts; i++) {
        const struct made_grid_part *part = &m->part[i];

        if (i > 0 && made_grid_same_cell(part, part - 1)) continue;
        polygons_begin(&b);
        polygons_ring(&b, false);
        for (int c = 0; c < m->lattice.n_corners; c++) {
            double x, y;

            clip_corner(&m->lattice, part->row, part->column, c, &x, &y);
            geo_from_plane(&m->plane, x, y, &x, &y);
            polygons_point(&b, x, y);
        }
    }
    return polygons_finish(&b, m->polygons->geographic, &grid->cells, err);
}

/* The point of cell c: the centre of gravity of its parts first .. end - 1, drawn to the middle
 * of the cell where rounding or the bend of its edges leaves it outside. */
static void put_point(const struct made_grid_making *m, struct made_grid *grid, int c,
                      int first, int end)
{
    double sum = 0, x = 0, y = 0, middle_x, middle_y, most = 0;

    for (int i = first; i < end; i++)
        most = fmax(most, m->part[i].area_m2);
    for (int i = first; i < end; i++) {
        double weight = most > 0 ? m->part[i].area_m2 : 1;

        sum += weight;
        x += weight * (m->part[i].x - m->part[first].x);
        y += weight * (m->part[i].y - m->part[first].y);
    }
    geo_from_plane(&m->plane, m->part[first].x + x / sum, m->part[first].y + y / sum, &x, &y);
    grid->x[c] = x;
    grid->y[c] = y;
    if (polygons_contains(&grid->cells, c, x, y)) return;
    polygons_centroid(&grid->cells, c, &middle_x, &middle_y);
    for (double draw = 1e-9; draw < 1 && !polygons_contains(&grid->cells, c, x, y); draw *= 4) {
        x += draw * (middle_x - x);
        y += draw * (middle_y - y);
    }
    grid->x[c] = x;
    grid->y[c] = y;
}

static void put_cells(const struct made_grid_making *m, struct made_grid *grid)
{
    int c = 0, end;

    for (int first = 0; first < m->n_parts; first = end, c++) {
        const struct made_grid_part *part = &m->part[first];

        grid->row[c] = m->north - part->row + 1;
        grid->column[c] = part->column - m->west + 1;
        grid->covered_m2[c] = 0;
        for (end = first; end < m->n_parts && made_grid_same_cell(&m->part[end], part); end++) {
            grid->share[end] =
                (struct made_grid_share){c, m->part[end].polygon, m->part[end].share};
            grid->covered_m2[c] += m->part[end].area_m2;
        }
        put_point(m, grid, c, first, end);
    }
}

static enum err make_room(struct made_grid *grid, int n, int n_shares, struct error *err)
{
    size_t room = n > 0 ? (size_t)n : 1, shares = n_shares > 0 ? (size_t)n_shares : 1;

    grid->n = n;
    grid->n_shares = n_shares;
    grid->x = malloc(room * sizeof *grid->x);
    grid->y = malloc(room * sizeof *grid->y);
    grid->row = malloc(room * sizeof *grid->row);
    grid->column = malloc(room * sizeof *grid->column);
    grid->covered_m2 = malloc(room * sizeof *grid->covered_m2);
    grid->share = malloc(shares * sizeof *grid->share);
    if (grid->x == NULL || grid->y == NULL || grid->row == NULL || grid->column == NULL ||
        grid->covered_m2 == NULL || grid->share == NULL)
        return error_nomem(err, "the cells of a grid");
    return ERR_OK;
}

static enum err make(struct made_grid_making *m, struct made_grid *grid, struct error *err)
{
    int n;

    TRY(flatten(m, err));
    TRY(cut_all(m, err));
    n = count_cells(m);
    if (n > REGRID_MAX) return too_many(m, n, err);
    TRY(make_room(grid, n, m->n_parts, err));
    TRY(put_outlines(m, grid, err));
    TRY(made_grid_put_covered(m, grid, err));
    put_cells(m, grid);
    return ERR_OK;
}

enum err made_grid_create(struct made_grid *out, const struct polygons *polygons,
                          enum made_grid_shape shape, double side_m, bool with_covered,
                          struct error *err)
{
    struct made_grid_making m = {
        .polygons = polygons, .side_m = side_m, .with_covered = with_covered};
    struct made_grid grid = {0};
    enum err code;

    assert(side_m > 0 && isfinite(side_m));
    m.lattice = shape == MADE_GRID_HEXAGONS ? clip_hexagons(side_m) : clip_squares(side_m);
    code = make(&m, &grid, err);
    if (code == ERR_OK)
        *out = grid;
    else
        made_grid_clear(&grid);
    polygons_clear(&m.flat);
    free(m.part);
    made_grid_clear_outlines(&m);
    return code;
}

void made_grid_clear(struct made_grid *grid)
{
    polygons_clear(&grid->cells);
    polygons_clear(&grid->covered);
    free(grid->x);
    free(grid->y);
    free(grid->row);
    free(grid->column);
    free(grid->covered_m2);
    free(grid->share);
    *grid = (struct made_grid){0};
}

void made_grid_spread(const struct made_grid *grid, const double *weight, double *cell)
{
    for (int c = 0; c < grid->n; c++)
        cell[c] = 0;
    for (int k = 0; k < grid->n_shares; k++)
        cell[grid->share[k].cell] += grid->share[k].share * weight[grid->share[k].polygon];
}
