/* canvas.c - the only file that knows cairo and pango.
 *
 * Two habits of the libraries stop here: a path goes on from the current point (so a new
 * sub-path begins before every circle), and pango leaves a current point behind (so a new path
 * begins after every text). */
#include "output/map/canvas.h"

#include <cairo.h>
#include <math.h>
#include <pango/pangocairo.h>
#include <stdlib.h>
#include <string.h>

#include "scenarios/text.h"

struct canvas {
    cairo_surface_t *surface;
    cairo_t *cr;
    int width, height;
};

static const double pi = 3.14159265358979323846;

enum err canvas_create(struct canvas **out, int width, int height, struct colour background,
                       struct error *err)
{
    struct canvas *c = calloc(1, sizeof *c);

    if (!c) return error_nomem(err, "the drawing surface");
    c->width = width;
    c->height = height;
    c->surface = cairo_image_surface_create(CAIRO_FORMAT_RGB24, width, height);
    c->cr = cairo_create(c->surface);
    if (cairo_status(c->cr) != CAIRO_STATUS_SUCCESS) {
        canvas_free(c);
        return error_set(err, ERR_NOMEM, "no memory for a picture of %d x %d pixels", width,
                         height);
    }

    /* No hinting: letters then do not depend on the settings of the desktop. */
    cairo_font_options_t *options = cairo_font_options_create();

    cairo_font_options_set_antialias(options, CAIRO_ANTIALIAS_GRAY);
    cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE);
    cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF);
    cairo_set_font_options(c->cr, options);
    cairo_font_options_destroy(options);
    cairo_set_line_join(c->cr, CAIRO_LINE_JOIN_ROUND);
    cairo_set_source_rgb(c->cr, background.r, background.g, background.b);
    cairo_paint(c->cr);
    *out = c;
    return ERR_OK;
}

void canvas_free(struct canvas *c)
{
    if (!c) return;
    cairo_destroy(c->cr);
    cairo_surface_destroy(c->surface);
    free(c);
}

enum err canvas_finish(struct canvas *c, struct error *err)
{
    cairo_surface_flush(c->surface);
    if (cairo_status(c->cr) == CAIRO_STATUS_SUCCESS) return ERR_OK;
    return error_set(err, ERR_NOMEM, "drawing failed: %s",
                     cairo_status_to_string(cairo_status(c->cr)));
}

int canvas_width(const struct canvas *c)
{
    return c->width;
}

int canvas_height(const struct canvas *c)
{
    return c->height;
}

void canvas_row(const struct canvas *c, int y, uint8_t rgb[])
{
    const uint8_t *row = cairo_image_surface_get_data(c->surface) +
                         (ptrdiff_t)y * cairo_image_surface_get_stride(c->surface);

    for (int x = 0; x < c->width; x++) {
        uint32_t pixel;

        memcpy(&pixel, row + 4 * (ptrdiff_t)x, sizeof pixel);
        rgb[3 * x] = (uint8_t)(pixel >> 16 & 255);
        rgb[3 * x + 1] = (uint8_t)(pixel >> 8 & 255);
        rgb[3 * x + 2] = (uint8_t)(pixel & 255);
    }
}

struct colour canvas_colour(unsigned rgb, double alpha)
{
    return (struct colour){(rgb >> 16 & 255) / 255.0, (rgb >> 8 & 255) / 255.0,
                           (rgb & 255) / 255.0, alpha};
}

bool canvas_overlap(struct box a, struct box b)
{
    return a.x < b.x + b.w && b.x < a.x + a.w && a.y < b.y + b.h && b.y < a.y + a.h;
}

static void ink(struct canvas *c, struct colour colour)
{
    cairo_set_source_rgba(c->cr, colour.r, colour.g, colour.b, colour.a);
}

void canvas_rectangle(struct canvas *c, struct box box)
{
    cairo_rectangle(c->cr, box.x, box.y, box.w, box.h);
}

void canvas_circle(struct canvas *c, double x, double y, double radius)
{
    cairo_new_sub_path(c->cr);
    cairo_arc(c->cr, x, y, radius, 0, 2 * pi);
    cairo_close_path(c->cr);
}

void canvas_move(struct canvas *c, double x, double y)
{
    cairo_move_to(c->cr, x, y);
}

void canvas_line(struct canvas *c, double x, double y)
{
    cairo_line_to(c->cr, x, y);
}

void canvas_close(struct canvas *c)
{
    cairo_close_path(c->cr);
}

void canvas_fill(struct canvas *c, struct colour colour)
{
    ink(c, colour);
    cairo_fill(c->cr);
}

void canvas_stroke(struct canvas *c, struct colour colour, double width)
{
    ink(c, colour);
    cairo_set_line_width(c->cr, width);
    cairo_stroke(c->cr);
}

void canvas_fill_stroke(struct canvas *c, struct colour fill, struct colour edge, double width)
{
    ink(c, fill);
    cairo_fill_preserve(c->cr);
    canvas_stroke(c, edge, width);
}

void canvas_hatch(struct canvas *c, struct colour colour, double spacing, double width,
                  double halo)
{
    double x0, y0, x1, y1;

    cairo_save(c->cr);
    cairo_path_extents(c->cr, &x0, &y0, &x1, &y1);
    cairo_clip(c->cr);

    /* Lines x + y = k x spacing x sqrt 2 for whole k: the same wherever the path lies. */
    double step = spacing * sqrt(2), first = ceil((x0 + y0) / step) * step;

    for (int pass = halo > 0 ? 0 : 1; pass < 2; pass++) {
        for (double sum = first; sum <= x1 + y1; sum += step) {
            cairo_move_to(c->cr, sum - y1, y1);
            cairo_line_to(c->cr, sum - y0, y0);
        }
        if (pass == 0)
            canvas_stroke(c, canvas_colour(0xFFFFFF, 0.75), width + 2 * halo);
        else
            canvas_stroke(c, colour, width);
    }
    cairo_restore(c->cr);
}

void canvas_mask(struct canvas *c, int x, int y, int w, int h, const uint8_t coverage[],
                 struct colour colour)
{
    cairo_surface_t *mask = cairo_image_surface_create(CAIRO_FORMAT_A8, w, h);

    if (cairo_surface_status(mask) == CAIRO_STATUS_SUCCESS) {
        uint8_t *to = cairo_image_surface_get_data(mask);
        int stride = cairo_image_surface_get_stride(mask);

        for (int k = 0; k < h; k++)
            memcpy(to + (ptrdiff_t)k * stride, coverage + (ptrdiff_t)k * w, (size_t)w);
        cairo_surface_mark_dirty(mask);
    }
    ink(c, colour);
    cairo_mask_surface(c->cr, mask, x, y);
    cairo_surface_destroy(mask);
}

void canvas_clip(struct canvas *c, struct box box)
{
    cairo_save(c->cr);
    canvas_rectangle(c, box);
    cairo_clip(c->cr);
}

void canvas_unclip(struct canvas *c)
{
    cairo_restore(c->cr);
}

static PangoLayout *layout_of(struct canvas *c, const struct canvas_text *style,
                              const char *text)
{
    static const PangoAlignment align[] = {PANGO_ALIGN_LEFT, PANGO_ALIGN_CENTER,
                                           PANGO_ALIGN_RIGHT};
    PangoLayout *layout = pango_cairo_create_layout(c->cr);
    PangoFontDescription *font = pango_font_description_from_string("Noto Sans CJK SC,sans");
    char *straight = text_without_turns(text);

    pango_font_description_set_absolute_size(font, style->size * PANGO_SCALE);
    if (style->bold) pango_font_description_set_weight(font, PANGO_WEIGHT_BOLD);
    pango_layout_set_font_description(layout, font);
    pango_font_description_free(font);
    pango_layout_set_alignment(layout, align[style->align]);
    if (style->wrap > 0) {
        pango_layout_set_width(layout, (int)(style->wrap * PANGO_SCALE));
        pango_layout_set_wrap(layout, PANGO_WRAP_WORD_CHAR);
    }
    pango_layout_set_text(layout, straight != NULL ? straight : "", -1);
    free(straight);
    return layout;
}

/* The layout's box; *left receives where the layout itself has to be put. */
static struct box box_of(PangoLayout *layout, const struct canvas_text *style, double x,
                         double y, double *left)
{
    PangoRectangle r;

    pango_layout_get_extents(layout, NULL, &r);

    struct box box = {x, y, (double)r.width / PANGO_SCALE, (double)r.height / PANGO_SCALE};

    if (style->align == ALIGN_CENTRE) box.x = x - box.w / 2;
    if (style->align == ALIGN_RIGHT) box.x = x - box.w;
    *left = box.x - (double)r.x / PANGO_SCALE;
    return box;
}

struct box canvas_measure(struct canvas *c, double x, double y, const struct canvas_text *style,
                          const char *text)
{
    PangoLayout *layout = layout_of(c, style, text);
    double left;
    struct box box = box_of(layout, style, x, y, &left);

    g_object_unref(layout);
    return box;
}

struct box canvas_text(struct canvas *c, double x, double y, const struct canvas_text *style,
                       const char *text)
{
    PangoLayout *layout = layout_of(c, style, text);
    double left;
    struct box box = box_of(layout, style, x, y, &left);

    if (style->halo > 0) {
        cairo_move_to(c->cr, left, y);
        pango_cairo_layout_path(c->cr, layout);
        canvas_stroke(c, canvas_colour(0xFFFFFF, 0.9), 2 * style->halo);
    }
    cairo_move_to(c->cr, left, y);
    ink(c, style->colour);
    pango_cairo_show_layout(c->cr, layout);
    cairo_new_path(c->cr);
    g_object_unref(layout);
    return box;
}

static int unknown_glyphs(struct canvas *c, const char *text)
{
    struct canvas_text style = {16, false, ALIGN_LEFT, canvas_colour(0, 1), 0, 0};
    PangoLayout *layout = layout_of(c, &style, text);
    int n = pango_layout_get_unknown_glyphs_count(layout);

    g_object_unref(layout);
    return n;
}

uint32_t canvas_missing_glyph(struct canvas *c, const char *text)
{
    if (!g_utf8_validate(text, -1, NULL) || unknown_glyphs(c, text) == 0) return 0;
    for (const char *p = text; *p != '\0'; p = g_utf8_next_char(p)) {
        char one[8] = "";

        g_unichar_to_utf8(g_utf8_get_char(p), one);
        if (unknown_glyphs(c, one) > 0) return g_utf8_get_char(p);
    }
    return g_utf8_get_char(text); /* only together, as a letter and its mark */
}
