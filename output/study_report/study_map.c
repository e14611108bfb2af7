/* study_map.c - see study_map.h. Marks grow and darken with the share; what is chosen in nearly
 * all cases has a dot in its middle, so that colour is not all that tells it. */
#include "output/study_report/study_map.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "output/map/canvas.h"
#include "output/map/map.h"
#include "output/map/png.h"
#include "output/study_report/study_words.h"

enum { WIDTH = 1600, MARGIN = 24, LEGEND_W = 330, GAP = 28, LEAST_H = 560, MOST_H = 1150 };
enum { LABELS_MAX = 60 };

const double study_map_from[STUDY_MAP_CLASSES] = {0.9, 0.5, 0.1, 0};

/* Brewer's OrRd, dark first: safe for colour blindness and in grey. */
static const unsigned colours[STUDY_MAP_CLASSES] = {0x990000, 0xE34A33, 0xFC8D59, 0xFDCC8A};
static const double radii[STUDY_MAP_CLASSES] = {9.5, 7.5, 6, 4.5};
static const unsigned ink = 0x222222;

struct sheet {
    const struct study_data *d;
    enum language language;
    struct canvas *canvas;
    struct box area;
    double west, south, px_per_m;
    int height;
};

int study_map_class(const struct study_data *d, const struct study_site *site)
{
    double share = (double)site->n_chosen / (d->n_used > 0 ? d->n_used : 1);
    int k = 0;

    while (k < STUDY_MAP_CLASSES - 1 && share < study_map_from[k])
        k++;
    return k;
}

bool study_map_wanted(const struct study_data *d)
{
    for (int s = 0; s < d->n_sites; s++)
        if (d->site[s].placed && d->site[s].n_chosen > 0) return true;
    return false;
}

/* ---- the sheet ---- */

static void extend(double *low, double *high, double value, double rim)
{
    *low = fmin(*low, value - rim);
    *high = fmax(*high, value + rim);
}

static void lay_out(struct sheet *m)
{
    double west = INFINITY, east = -INFINITY, south = INFINITY, north = -INFINITY;
    double w = WIDTH - 2 * MARGIN - GAP - LEGEND_W, h, rim;

    for (int z = 0; z < m->d->n_zones; z++) {
        extend(&west, &east, m->d->zone[z].east, m->d->zone[z].w / 2);
        extend(&south, &north, m->d->zone[z].north, m->d->zone[z].h / 2);
    }
    for (int s = 0; s < m->d->n_sites; s++) {
        const struct study_site *site = &m->d->site[s];

        if (!site->placed || (site->n_chosen == 0 && m->d->n_zones > 0)) continue;
        extend(&west, &east, site->east, 0);
        extend(&south, &north, site->north, 0);
    }
    rim = fmax(0.02 * fmax(east - west, north - south), 50);
    west -= rim, east += rim, south -= rim, north += rim;
    h = fmin(fmax(w * (north - south) / (east - west), LEAST_H), MOST_H);
    m->px_per_m = fmin(w / (east - west), h / (north - south));
    m->area = (struct box){MARGIN, MARGIN, w, h};
    m->west = (west + east) / 2 - w / 2 / m->px_per_m;
    m->south = (south + north) / 2 - h / 2 / m->px_per_m;
    m->height = (int)(h + 2 * MARGIN);
}

static double x_of(const struct sheet *m, double east)
{
    return m->area.x + (east - m->west) * m->px_per_m;
}

static double y_of(const struct sheet *m, double north)
{
    return m->area.y + m->area.h - (north - m->south) * m->px_per_m;
}

/* ---- ground ---- */

/* Cells end at whole pixels, so that no seams show between them. */
static void draw_zones(const struct sheet *m)
{
    for (int z = 0; z < m->d->n_zones; z++) {
        const struct study_zone *k = &m->d->zone[z];
        double x1 = floor(x_of(m, k->east - k->w / 2)), x2 = ceil(x_of(m, k->east + k->w / 2));
        double y1 = floor(y_of(m, k->north + k->h / 2));
        double y2 = ceil(y_of(m, k->north - k->h / 2));

        if (m->d->points)
            canvas_circle(m->canvas, x_of(m, k->east), y_of(m, k->north), 5);
        else
            canvas_rectangle(m->canvas, (struct box){x1, y1, x2 - x1, y2 - y1});
        canvas_fill(m->canvas, canvas_colour(k->core ? 0xD3DEE8 : 0xECEEF0, 1));
    }
}

struct label {
    const char *name;
    double east, north, area;
};

static int larger(const void *a, const void *b)
{
    const struct label *x = a, *y = b;

    if (x->area != y->area) return x->area > y->area ? -1 : 1;
    return strcmp(x->name, y->name);
}

/* Middles of the districts by the area of their zones. */
static int find_labels(const struct sheet *m, struct label label[LABELS_MAX])
{
    int n = 0, at = -1;

    for (int z = 0; z < m->d->n_zones; z++) {
        const struct study_zone *k = &m->d->zone[z];
        double area = k->w * k->h;

        if (k->district[0] == '\0') continue;
        if (at < 0 || strcmp(label[at].name, k->district) != 0)
            for (at = 0; at < n && strcmp(label[at].name, k->district) != 0; at++)
                ;
        if (at == n && n == LABELS_MAX) {
            at = -1;
            continue;
        }
        if (at == n) label[n++] = (struct label){k->district, 0, 0, 0};
        label[at].east += area * k->east;
        label[at].north += area * k->north;
        label[at].area += area;
    }
    for (int k = 0; k < n; k++) {
        label[k].east /= label[k].area;
        label[k].north /= label[k].area;
    }
    qsort(label, (size_t)n, sizeof *label, larger);
    return n;
}

/* ---- sites ---- */

static void draw_mark(struct canvas *c, double x, double y, int class)
{
    canvas_circle(c, x, y, radii[class]);
    canvas_fill_stroke(c, canvas_colour(colours[class], 1), canvas_colour(ink, 1),
                       class == 0 ? 1.4 : 0.8);
    if (class > 0) return;
    canvas_circle(c, x, y, 2.6);
    canvas_fill(c, canvas_colour(0xFFFFFF, 1));
}

static void draw_existing(struct canvas *c, double x, double y)
{
    canvas_rectangle(c, (struct box){x - 3, y - 3, 6, 6});
    canvas_fill_stroke(c, canvas_colour(0x5A6570, 1), canvas_colour(0xFFFFFF, 1), 0.8);
}

static void draw_never(struct canvas *c, double x, double y)
{
    canvas_circle(c, x, y, 1.6);
    canvas_fill(c, canvas_colour(0x8A949E, 1));
}

static bool inside(const struct sheet *m, const struct study_site *s)
{
    double x = x_of(m, s->east), y = y_of(m, s->north);

    return s->placed && x >= m->area.x && x <= m->area.x + m->area.w && y >= m->area.y &&
           y <= m->area.y + m->area.h;
}

/* Possible sites below, then today's, then those chosen from seldom to always. */
static void draw_sites(const struct sheet *m)
{
    for (int layer = 0; layer < 2 + STUDY_MAP_CLASSES; layer++)
        for (int k = 0; k < m->d->n_sites; k++) {
            const struct study_site *s = &m->d->site[k];
            double x = x_of(m, s->east), y = y_of(m, s->north);

            if (!inside(m, s)) continue;
            if (layer == 0 && s->n_chosen == 0 && !s->existing && !s->forbidden)
                draw_never(m->canvas, x, y);
            else if (layer == 1 && s->existing && s->n_chosen == 0)
                draw_existing(m->canvas, x, y);
            else if (layer > 1 && s->n_chosen > 0 &&
                     study_map_class(m->d, s) == STUDY_MAP_CLASSES + 1 - layer)
                draw_mark(m->canvas, x, y, STUDY_MAP_CLASSES + 1 - layer);
        }
}

/* ---- names of districts ---- */

/* Marks of chosen sites below a name. */
static int covered(const struct sheet *m, struct box b)
{
    int n = 0;

    for (int k = 0; k < m->d->n_sites; k++) {
        const struct study_site *s = &m->d->site[k];
        double r = s->n_chosen > 0 ? radii[study_map_class(m->d, s)] : 3, x, y;

        if (!inside(m, s) || (s->n_chosen == 0 && !s->existing)) continue;
        x = x_of(m, s->east);
        y = y_of(m, s->north);
        n += canvas_overlap(b, (struct box){x - r, y - r, 2 * r, 2 * r});
    }
    return n;
}

/* Near the middle of its district, where it covers the fewest marks and no other name. */
static bool place_label(const struct sheet *m, const struct label *l, const struct box taken[],
                        int n_taken, const struct canvas_text *style, struct box *out)
{
    struct box b = canvas_measure(m->canvas, 0, 0, style, l->name);
    int fewest = -1;

    for (int k = 0; k < 5 * 9; k++) {
        double x = x_of(m, l->east) + 26 * (k % 5 % 2 ? -1 : 1) * ((k % 5 + 1) / 2);
        double y = y_of(m, l->north) + 13 * (k / 5 % 2 ? -1 : 1) * ((k / 5 + 1) / 2) - b.h / 2;
        struct box here = {x - b.w / 2, y, b.w, b.h};
        bool room = here.x > m->area.x && here.x + here.w < m->area.x + m->area.w &&
                    here.y > m->area.y && here.y + here.h < m->area.y + m->area.h;
        int n;

        for (int i = 0; i < n_taken && room; i++)
            room = !canvas_overlap(here, taken[i]);
        if (!room) continue;
        n = covered(m, here);
        if (fewest >= 0 && n >= fewest) continue;
        fewest = n;
        *out = here;
    }
    return fewest >= 0;
}

static void draw_labels(const struct sheet *m)
{
    const struct canvas_text style = {17, true, ALIGN_CENTRE, canvas_colour(0x37434E, 1), 4, 0};
    struct label label[LABELS_MAX];
    struct box taken[LABELS_MAX];
    int n = find_labels(m, label), n_taken = 0;

    for (int k = 0; k < n; k++) {
        struct box *b = &taken[n_taken];

        if (!place_label(m, &label[k], taken, n_taken, &style, b)) continue;
        canvas_text(m->canvas, b->x + b->w / 2, b->y, &style, label[k].name);
        n_taken++;
    }
}

/* ---- legend ---- */

static void entry(const struct sheet *m, double *y, const char *text)
{
    const struct canvas_text style = {16, false,        ALIGN_LEFT, canvas_colour(ink, 1),
                                      0,  LEGEND_W - 44};
    struct box b = canvas_text(m->canvas, m->area.x + m->area.w + GAP + 34, *y, &style, text);

    *y += fmax(b.h, 20) + 9;
}

static void head(const struct sheet *m, double *y, const char *text)
{
    const struct canvas_text style = {17, true, ALIGN_LEFT, canvas_colour(ink, 1), 0, LEGEND_W};
    struct box b = canvas_text(m->canvas, m->area.x + m->area.w + GAP, *y, &style, text);

    *y += b.h + 12;
}

static void counted(const struct sheet *m, double *y, enum message text, int n)
{
    char number[64], line[300];

    messages_number(number, sizeof number, m->language, n, 0);
    entry(m, y, messages_fill(line, sizeof line, m->language, text, number, NULL));
}

static void draw_legend(const struct sheet *m)
{
    double y = m->area.y + 4, x = m->area.x + m->area.w + GAP + 14;
    int n_class[STUDY_MAP_CLASSES] = {0}, n_never = 0, n_existing = 0;
    char used[64], text[300];

    for (int k = 0; k < m->d->n_sites; k++) {
        const struct study_site *s = &m->d->site[k];

        if (!s->placed) continue;
        if (s->n_chosen > 0)
            n_class[study_map_class(m->d, s)]++;
        else if (s->existing)
            n_existing++;
        else if (!s->forbidden)
            n_never++;
    }
    messages_number(used, sizeof used, m->language, m->d->n_used, 0);
    head(m, &y, messages_fill(text, sizeof text, m->language, MSG_STU_MAP_HEAD, used, NULL));
    for (int k = 0; k < STUDY_MAP_CLASSES; k++) {
        if (n_class[k] == 0) continue;
        draw_mark(m->canvas, x, y + 10, k);
        counted(m, &y, MSG_STU_MAP_ALWAYS + (enum message)k, n_class[k]);
    }
    draw_never(m->canvas, x, y + 10);
    counted(m, &y, MSG_STU_MAP_NEVER, n_never);
    draw_existing(m->canvas, x, y + 10);
    counted(m, &y, MSG_STU_MAP_EXISTING, n_existing);
    canvas_rectangle(m->canvas, (struct box){x - 10, y, 20, 18});
    canvas_fill(m->canvas, canvas_colour(0xD3DEE8, 1));
    entry(m, &y, messages_text(m->language, MSG_STU_MAP_CORE));
    map_draw_scale(m->canvas, x - 8, m->area.y + m->area.h - 34, LEGEND_W - 90, m->px_per_m,
                   1.15);
    map_draw_north(m->canvas, m->area.x + m->area.w + GAP + LEGEND_W - 26,
                   m->area.y + m->area.h - 30, messages_text(m->language, MSG_MAP_NORTH), 1.15);
}

static void row(const void *source, int y, uint8_t rgb[])
{
    canvas_row(source, y, rgb);
}

static enum err write_png(const struct sheet *m, FILE *stream, struct error *err)
{
    char title[600];
    const struct png_text text[] = {{"Title", title},
                                    {"Hash", m->d->design},
                                    {"Software", "chargeplan " CHARGEPLAN_VERSION}};
    const struct png_picture picture = {.width = canvas_width(m->canvas),
                                        .height = canvas_height(m->canvas),
                                        .dpi = 150,
                                        .n_texts = (int)(sizeof text / sizeof text[0]),
                                        .text = text,
                                        .row = row,
                                        .source = m->canvas};

    messages_fill(title, sizeof title, m->language, MSG_STU_MAP_TITLE, m->d->title[m->language],
                  NULL);
    return png_write_picture(&picture, stream, err);
}

enum err study_map_write(const struct study_data *d, enum language language, FILE *stream,
                         struct error *err)
{
    struct sheet m = {.d = d, .language = language};
    enum err code;

    lay_out(&m);
    TRY(canvas_create(&m.canvas, WIDTH, m.height, canvas_colour(0xFFFFFF, 1), err));
    canvas_rectangle(m.canvas, m.area);
    canvas_stroke(m.canvas, canvas_colour(0xC5CCD3, 1), 1);
    canvas_clip(m.canvas, m.area);
    draw_zones(&m);
    draw_sites(&m);
    draw_labels(&m);
    canvas_unclip(m.canvas);
    draw_legend(&m);
    code = canvas_finish(m.canvas, err);
    if (code == ERR_OK) code = write_png(&m, stream, err);
    canvas_free(m.canvas);
    return code;
}
