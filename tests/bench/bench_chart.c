/* bench_chart.c - time against size of the benchmark's figures, both axes logarithmic.
 *
 *   bench_chart FIGURES.csv CHART.png
 *
 * FIGURES.csv is what run.sh writes. Drawn are maximal covering, 1,000 m, 10 sites: for each
 * program and number of zones the median over the seeds. Where half of them or more did not end
 * with a proven plan the mark is hollow and stands at the limit. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "output/map/canvas.h"
#include "output/map/png.h"
#include "scenarios/csv.h"

enum { WIDTH = 1320, HEIGHT = 960, LEFT = 130, TOP = 120, PLOT_W = 1140, PLOT_H = 680 };
enum { MAX_SIZES = 32, MAX_SEEDS = 64, N_PROGRAMS = 3 };

static const struct program {
    const char *name;
    unsigned colour; /* Okabe and Ito */
} programs[N_PROGRAMS] = {{"chargeplan", 0x0072B2}, {"cbc", 0xD55E00}, {"glpsol", 0x009E73}};

struct point {
    double seconds[MAX_SEEDS]; /* infinite: not finished */
    int n;
    double median; /* infinite: not finished */
};
struct size {
    int zones, sites;
    struct point by[N_PROGRAMS];
};
struct figures {
    struct size size[MAX_SIZES]; /* rising zones */
    int n;
    double limit_s, least_s, most_s; /* ends of the axis are whole powers of ten */
};

static int ascending(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;

    return (x > y) - (x < y);
}

static int by_zones(const void *a, const void *b)
{
    return ((const struct size *)a)->zones - ((const struct size *)b)->zones;
}

static struct size *size_of(struct figures *f, int zones, int sites)
{
    for (int k = 0; k < f->n; k++)
        if (f->size[k].zones == zones && f->size[k].sites == sites) return &f->size[k];
    if (f->n == MAX_SIZES) return NULL;
    f->size[f->n] = (struct size){.zones = zones, .sites = sites};
    return &f->size[f->n++];
}

/* Columns that are read. */
enum column { MODEL, ZONES, SITES, RADIUS_M, P, PROGRAM, LIMIT_S, SECONDS, STATUS, N_COLUMNS };
static const char *const column_name[N_COLUMNS] = {
    "model", "zones", "sites", "radius_m", "p", "program", "limit_s", "seconds", "status"};

static enum err read_row(struct figures *f, const struct csv *csv, const int column[], int row,
                         struct error *err)
{
    const char *cell[N_COLUMNS];
    double seconds, limit_s;
    int zones, sites;

    for (int k = 0; k < N_COLUMNS; k++)
        cell[k] = csv_cell(csv, row, column[k]);
    if (strcmp(cell[MODEL], "mclp") != 0 || strcmp(cell[RADIUS_M], "1000") != 0 ||
        strcmp(cell[P], "10") != 0)
        return ERR_OK;
    TRY(csv_integer(csv, row, column[ZONES], 1, 100000000, &zones, err));
    TRY(csv_integer(csv, row, column[SITES], 1, 100000000, &sites, err));
    TRY(csv_number(csv, row, column[SECONDS], 0, 1e7, &seconds, err));
    TRY(csv_number(csv, row, column[LIMIT_S], 0.001, 1e7, &limit_s, err));
    for (int k = 0; k < N_PROGRAMS; k++) {
        struct size *size = size_of(f, zones, sites);

        if (strcmp(cell[PROGRAM], programs[k].name) != 0) continue;
        if (size == NULL || size->by[k].n == MAX_SEEDS)
            return csv_fail(csv, row, column[ZONES], err, "more than %d sizes or %d seeds",
                            MAX_SIZES, MAX_SEEDS);
        size->by[k].seconds[size->by[k].n++] =
            strcmp(cell[STATUS], "optimal") == 0 ? fmax(seconds, 0.001) : INFINITY;
        f->limit_s = fmax(f->limit_s, limit_s);
    }
    return ERR_OK;
}

/* Medians, and the powers of ten round all of them. */
static void summarise(struct figures *f)
{
    double least = f->limit_s, most = f->limit_s;

    qsort(f->size, (size_t)f->n, sizeof f->size[0], by_zones);
    for (int s = 0; s < f->n; s++)
        for (int k = 0; k < N_PROGRAMS; k++) {
            struct point *p = &f->size[s].by[k];

            if (p->n == 0) continue;
            qsort(p->seconds, (size_t)p->n, sizeof p->seconds[0], ascending);
            p->median = (p->seconds[(p->n - 1) / 2] + p->seconds[p->n / 2]) / 2;
            least = fmin(least, p->median);
            if (isfinite(p->median)) most = fmax(most, p->median);
        }
    f->least_s = pow(10, floor(log10(least)));
    f->most_s = pow(10, ceil(log10(most)));
}

static enum err read_figures(struct figures *f, const char *path, struct error *err)
{
    struct csv *csv = NULL;
    int column[N_COLUMNS];
    enum err code = csv_read(&csv, path, err);

    for (int k = 0; k < N_COLUMNS && code == ERR_OK; k++)
        code = csv_need_column(csv, column_name[k], &column[k], err);
    for (int row = 0; code == ERR_OK && row < csv_n_rows(csv); row++)
        code = read_row(f, csv, column, row, err);
    if (code == ERR_OK && f->n < 2)
        code =
            error_set(err, ERR_DATA,
                      "%s: %d sizes of mclp with 1000 m and 10 sites; a line takes two or more",
                      path, f->n);
    csv_free(csv);
    if (code == ERR_OK) summarise(f);
    return code;
}

static double at_x(const struct figures *f, int size)
{
    double from = log(f->size[0].zones), to = log(f->size[f->n - 1].zones);
    double margin = 60;

    if (!(to > from)) return LEFT + PLOT_W / 2.0;
    return LEFT + margin +
           (PLOT_W - 2 * margin) * (log(f->size[size].zones) - from) / (to - from);
}

static double at_y(const struct figures *f, double seconds)
{
    return TOP + PLOT_H * (1 - log(seconds / f->least_s) / log(f->most_s / f->least_s));
}

static const struct canvas_text plain = {.size = 24, .colour = {0.2, 0.2, 0.2, 1}};

static void write_at(struct canvas *c, double x, double y, enum canvas_align align, bool bold,
                     const char *text)
{
    struct canvas_text style = plain;

    style.align = align;
    style.bold = bold;
    canvas_text(c, x, y, &style, text);
}

static void line(struct canvas *c, double x1, double y1, double x2, double y2, unsigned colour,
                 double width)
{
    canvas_move(c, x1, y1);
    canvas_line(c, x2, y2);
    canvas_stroke(c, canvas_colour(colour, 1), width);
}

/* 1234567 as "1,234,567". */
static const char *grouped(char out[16], int n)
{
    if (n >= 1000000)
        snprintf(out, 16, "%d,%03d,%03d", n / 1000000, n / 1000 % 1000, n % 1000);
    else if (n >= 1000)
        snprintf(out, 16, "%d,%03d", n / 1000, n % 1000);
    else
        snprintf(out, 16, "%d", n);
    return out;
}

static void draw_axes(struct canvas *c, const struct figures *f)
{
    char text[64], zones[16], sites[16];

    for (double power = f->least_s; power <= f->most_s * 1.001; power *= 10) {
        for (int k = 2; k < 10 && power * k < f->most_s; k++)
            line(c, LEFT, at_y(f, power * k), LEFT + PLOT_W, at_y(f, power * k), 0xF0F0F0, 1);
        line(c, LEFT, at_y(f, power), LEFT + PLOT_W, at_y(f, power), 0xC8C8C8, 1.5);
        snprintf(text, sizeof text, "%g s", power);
        write_at(c, LEFT - 16, at_y(f, power) - 19, ALIGN_RIGHT, false, text);
    }
    for (int s = 0; s < f->n; s++) {
        double x = at_x(f, s), bottom = TOP + PLOT_H;

        line(c, x, TOP, x, bottom + 8, 0xE4E4E4, 1.5);
        write_at(c, x, bottom + 14, ALIGN_CENTRE, true, grouped(zones, f->size[s].zones));
        snprintf(text, sizeof text, "× %s", grouped(sites, f->size[s].sites));
        write_at(c, x, bottom + 44, ALIGN_CENTRE, false, text);
    }
    write_at(c, LEFT + PLOT_W / 2.0, TOP + PLOT_H + 88, ALIGN_CENTRE, false,
             "zones × sites, both axes logarithmic");
    snprintf(text, sizeof text, "limit %g s", f->limit_s);
    line(c, LEFT, at_y(f, f->limit_s), LEFT + PLOT_W, at_y(f, f->limit_s), 0x555555, 2);
    write_at(c, LEFT + 8, at_y(f, f->limit_s) - 34, ALIGN_LEFT, false, text);
}

/* Marks that meet at the limit stand side by side. */
static double mark_x(const struct figures *f, int size, int program)
{
    bool finished = isfinite(f->size[size].by[program].median);

    return at_x(f, size) + (finished ? 0 : 26.0 * (program - 1));
}

static double mark_y(const struct figures *f, int size, int program)
{
    double median = f->size[size].by[program].median;

    return at_y(f, isfinite(median) ? median : f->limit_s);
}

static void draw_program(struct canvas *c, const struct figures *f, int k)
{
    struct colour colour = canvas_colour(programs[k].colour, 1);
    int last = -1;

    for (int s = 0; s < f->n; s++) {
        if (f->size[s].by[k].n == 0) continue;
        if (last >= 0)
            line(c, mark_x(f, last, k), mark_y(f, last, k), mark_x(f, s, k), mark_y(f, s, k),
                 programs[k].colour, isfinite(f->size[s].by[k].median) ? 5 : 1.5);
        last = s;
    }
    for (int s = 0; s < f->n; s++) {
        bool finished = isfinite(f->size[s].by[k].median);

        if (f->size[s].by[k].n == 0) continue;
        canvas_circle(c, mark_x(f, s, k), mark_y(f, s, k), 10);
        canvas_fill_stroke(c, finished ? colour : canvas_colour(0xFFFFFF, 1), colour, 4);
    }
}

static void draw_key(struct canvas *c, const struct figures *f)
{
    struct canvas_text style = plain;
    double x = LEFT;
    char text[64];

    for (int k = 0; k < N_PROGRAMS; k++) {
        struct colour colour = canvas_colour(programs[k].colour, 1);

        line(c, x, TOP - 25, x + 50, TOP - 25, programs[k].colour, 5);
        canvas_circle(c, x + 25, TOP - 25, 10);
        canvas_fill_stroke(c, colour, colour, 4);
        x += canvas_text(c, x + 62, TOP - 41, &style, programs[k].name).w + 100;
    }
    canvas_circle(c, x + 25, TOP - 25, 10);
    canvas_stroke(c, canvas_colour(0x555555, 1), 4);
    snprintf(text, sizeof text, "not finished in %g s", f->limit_s);
    canvas_text(c, x + 47, TOP - 41, &style, text);
}

static void draw(struct canvas *c, const struct figures *f)
{
    struct canvas_text title = plain;

    title.size = 34;
    title.bold = true;
    canvas_text(c, LEFT, 14, &title,
                "Time to a proven plan: maximal covering, 1 km, 10 sites, one core");
    draw_axes(c, f);
    for (int k = N_PROGRAMS - 1; k >= 0; k--) /* the first on top */
        draw_program(c, f, k);
    draw_key(c, f);
}

static void row(const void *source, int y, uint8_t rgb[])
{
    canvas_row(source, y, rgb);
}

static enum err write_chart(const struct canvas *c, const char *path, struct error *err)
{
    static const struct png_text text[] = {{"Title", "chargeplan: time against size"}};
    struct png_picture picture = {.width = WIDTH,
                                  .height = HEIGHT,
                                  .dpi = 150,
                                  .n_texts = 1,
                                  .text = text,
                                  .row = row,
                                  .source = c};
    FILE *out = fopen(path, "wb");
    enum err code;

    if (out == NULL) return error_set(err, ERR_IO, "%s: cannot be written", path);
    code = png_write_picture(&picture, out, err);
    if (fclose(out) != 0 && code == ERR_OK)
        code = error_set(err, ERR_IO, "%s: cannot be written to its end", path);
    if (code != ERR_OK) remove(path);
    return code;
}

int main(int argc, char **argv)
{
    static struct figures figures;
    struct canvas *c = NULL;
    struct error err = {0};
    enum err code;

    if (argc != 3) {
        fprintf(stderr, "usage: bench_chart FIGURES.csv CHART.png\n");
        return 2;
    }
    code = read_figures(&figures, argv[1], &err);
    if (code == ERR_OK)
        code = canvas_create(&c, WIDTH, HEIGHT, canvas_colour(0xFFFFFF, 1), &err);
    if (code == ERR_OK) {
        draw(c, &figures);
        code = canvas_finish(c, &err);
    }
    if (code == ERR_OK) code = write_chart(c, argv[2], &err);
    canvas_free(c);
    if (code != ERR_OK) fprintf(stderr, "bench_chart: %s\n", err.text);
    return code != ERR_OK;
}
