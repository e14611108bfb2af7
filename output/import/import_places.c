/* import_places.c - see import_places.h */
#include "output/import/import_places.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "output/import/import_file.h"
#include "scenarios/area_layer.h"
#include "scenarios/datum.h"
#include "scenarios/filter.h"

/* Places while they are taken. */
struct taking {
    const struct import_places *asked;
    struct import_places_told *told;
    struct table table;
    struct filter *filter;
    int column_x, column_y;
    struct area_layer boundary, areas; /* .n 0: not asked for */
    int area_name;
    int n, *row;
    double *x, *y;
    const char **area;
};

static void clear(struct taking *t)
{
    filter_free(t->filter);
    table_close(&t->table);
    area_layer_close(&t->boundary);
    area_layer_close(&t->areas);
    free(t->row);
    free(t->x);
    free(t->y);
    free(t->area);
}

static enum err open_area(struct area_layer *layer, const char *file, const char *section,
                          const struct import_places *asked, struct error *err)
{
    bool geographic = datum_geographic(asked->coordinates);
    const struct table_source source = {.file = file,
                                        .section = section,
                                        .id = "",
                                        .encoding = import_file_encoding(file, asked->encoding),
                                        .coordinates = geographic ? COORD_FILE : COORD_METRES};

    if (file == NULL) return ERR_OK;
    return area_layer_open(layer, &source, NULL, geographic, err);
}

static enum err open_all(struct taking *t, struct error *err)
{
    const struct import_places *a = t->asked;
    const struct table_source source = {a->file, "places",      "", a->layer, a->encoding,
                                        a->crs,  a->coordinates};

    TRY(table_open(&t->table, &source, err));
    TRY(table_place_columns(&t->table, a->x, a->y, &t->column_x, &t->column_y, err));
    TRY(table_places(&t->table, t->column_x, t->column_y, err));
    TRY(filter_create(&t->filter, &t->table, a->filter, err));
    TRY(filter_check(t->filter, &t->table, err));
    TRY(open_area(&t->boundary, a->boundary, "boundary", a, err));
    TRY(open_area(&t->areas, a->areas, "areas", a, err));
    if (a->areas == NULL) return ERR_OK;
    return table_column(&t->areas.table, "name", a->area_name, &t->area_name, err);
}

static const char *area_of(struct taking *t, double x, double y)
{
    int k = area_layer_find(&t->areas, x, y);

    t->told->n_arealess += k < 0;
    return k < 0 ? "" : csv_cell(t->areas.table.csv, t->areas.row[k], t->area_name);
}

static enum err take_rows(struct taking *t, struct error *err)
{
    int n_rows = csv_n_rows(t->table.csv);
    size_t room = (size_t)n_rows + 1;

    t->row = malloc(room * sizeof *t->row);
    t->x = malloc(room * sizeof *t->x);
    t->y = malloc(room * sizeof *t->y);
    t->area = malloc(room * sizeof *t->area);
    if (t->row == NULL || t->x == NULL || t->y == NULL || t->area == NULL)
        return error_nomem(err, t->asked->file);
    for (int r = 0; r < n_rows; r++) {
        double x = 0, y = 0;

        if (!filter_takes(t->filter, &t->table, r)) continue;
        TRY(table_position(&t->table, r, t->column_x, t->column_y, &x, &y, err));
        if (t->asked->boundary != NULL && area_layer_find(&t->boundary, x, y) < 0) {
            t->told->n_outside++;
            continue;
        }
        t->row[t->n] = r;
        t->x[t->n] = x;
        t->y[t->n++] = y;
    }
    return ERR_OK;
}

struct spot {
    double x, y;
    int k;
};

static int by_spot(const void *a, const void *b)
{
    const struct spot *p = a, *q = b;

    if (p->x != q->x) return p->x < q->x ? -1 : 1;
    if (p->y != q->y) return p->y < q->y ? -1 : 1;
    return p->k < q->k ? -1 : p->k > q->k;
}

/* Counts the places at the spot of one before; leaves them out where that is asked. */
static enum err find_again(struct taking *t, struct error *err)
{
    struct spot *spot = malloc(((size_t)t->n + 1) * sizeof *spot);
    bool *again = calloc((size_t)t->n + 1, sizeof *again);
    int kept = 0;

    if (spot == NULL || again == NULL) {
        free(spot);
        free(again);
        return error_nomem(err, t->asked->file);
    }
    for (int k = 0; k < t->n; k++)
        spot[k] = (struct spot){t->x[k], t->y[k], k};
    qsort(spot, (size_t)t->n, sizeof *spot, by_spot);
    for (int k = 1; k < t->n; k++)
        if (spot[k].x == spot[k - 1].x && spot[k].y == spot[k - 1].y) again[spot[k].k] = true;
    for (int k = 0; k < t->n; k++) {
        t->told->n_again += again[k];
        if (again[k] && t->asked->once) continue;
        t->row[kept] = t->row[k];
        t->x[kept] = t->x[k];
        t->y[kept++] = t->y[k];
    }
    t->n = kept;
    free(spot);
    free(again);
    return ERR_OK;
}

/* Is every cell that was taken a number, or empty, and one a number? Ids with a leading zero
 * are texts. */
static bool is_number(const struct taking *t, int column)
{
    bool any = false;
    double value;

    for (int k = 0; k < t->n; k++) {
        const char *cell = csv_cell(t->table.csv, t->row[k], column);

        if (*cell == '\0') continue;
        if (!csv_decimal(cell, &value) || (cell[0] == '0' && cell[1] >= '0' && cell[1] <= '9'))
            return false;
        any = true;
    }
    return any;
}

struct made { /* columns while they are made */
    int n;
    struct geodata_out_column *column;
    void **kept; /* their arrays */
};

static bool add_column(struct made *m, const struct taking *t, int column)
{
    struct geodata_out_column *c = &m->column[m->n];
    bool number = is_number(t, column);
    void *array = malloc(((size_t)t->n + 1) * (number ? sizeof(double) : sizeof(char *)));

    if (array == NULL) return false;
    m->kept[m->n++] = array;
    *c = (struct geodata_out_column){.name = csv_column_name(t->table.csv, column)};
    c->alias = c->name;
    for (int k = 0; k < t->n; k++) {
        const char *cell = csv_cell(t->table.csv, t->row[k], column);

        if (!number)
            ((const char **)array)[k] = cell;
        else if (!csv_decimal(cell, &((double *)array)[k]))
            ((double *)array)[k] = NAN;
    }
    c->kind = number ? GEODATA_NUMBER : GEODATA_TEXT;
    if (number)
        c->number = array;
    else
        c->text = array;
    return true;
}

/* Columns that are written anew. */
static bool is_replaced(const struct taking *t, int column)
{
    const char *name = csv_column_name(t->table.csv, column);
    bool geographic = datum_geographic(t->asked->coordinates);

    return column == t->column_x || column == t->column_y ||
           strcasecmp(name, geographic ? "lon" : "x") == 0 ||
           strcasecmp(name, geographic ? "lat" : "y") == 0 || strcasecmp(name, "fid") == 0 ||
           (t->asked->areas != NULL && strcasecmp(name, "area") == 0);
}

static enum err write_columns(const struct taking *t, struct made *m, struct error *err)
{
    bool geographic = datum_geographic(t->asked->coordinates);
    struct import_layer out = {
        .geographic = geographic,
        .layer = {.name = "places",
                  .title = "places",
                  .about = "",
                  .shapes = {.kind = GEODATA_POINTS, .n = t->n, .x = t->x, .y = t->y},
                  .n_rows = t->n,
                  .column = m->column}};

    for (int c = 0; c < csv_n_columns(t->table.csv); c++)
        if (!is_replaced(t, c) && !add_column(m, t, c)) return error_nomem(err, t->asked->file);
    out.layer.n_columns = m->n;
    m->column[out.layer.n_columns++] = (struct geodata_out_column){
        geographic ? "lon" : "x", geographic ? "lon" : "x", GEODATA_NUMBER, NULL, t->x, NULL};
    m->column[out.layer.n_columns++] = (struct geodata_out_column){
        geographic ? "lat" : "y", geographic ? "lat" : "y", GEODATA_NUMBER, NULL, t->y, NULL};
    if (t->asked->areas != NULL)
        m->column[out.layer.n_columns++] =
            (struct geodata_out_column){"area", "area", GEODATA_TEXT, t->area, NULL, NULL};
    return import_file_write(t->asked->output, &out, err);
}

static enum err write_places(const struct taking *t, struct error *err)
{
    size_t room = (size_t)csv_n_columns(t->table.csv) + 3;
    struct made m = {0, calloc(room, sizeof *m.column), calloc(room, sizeof *m.kept)};
    enum err code = m.column == NULL || m.kept == NULL ? error_nomem(err, t->asked->file)
                                                       : write_columns(t, &m, err);

    for (int k = 0; m.kept != NULL && k < m.n; k++)
        free(m.kept[k]);
    free(m.kept);
    free(m.column);
    return code;
}

enum err import_places(const struct import_places *asked, struct import_places_told *told,
                       struct error *err)
{
    struct taking t = {.asked = asked, .told = told};
    enum err code;

    *told = (struct import_places_told){0};
    TRY(import_file_check(asked->output, err));
    code = open_all(&t, err);
    if (code == ERR_OK) code = take_rows(&t, err);
    if (code == ERR_OK) code = find_again(&t, err);
    for (int k = 0; k < t.n && code == ERR_OK && asked->areas != NULL; k++)
        t.area[k] = area_of(&t, t.x[k], t.y[k]);
    told->n = t.n;
    if (code == ERR_OK) code = write_places(&t, err);
    clear(&t);
    return code;
}
