/* canvas.h - a thin drawing surface: what maps and charts need of cairo and pango, no more.
 *
 * Pixels count from the top left corner. Paths are built, then filled, stroked or hatched,
 * which ends them. Failures of the library are sticky; canvas_finish() reports them once. */
#ifndef CHARGEPLAN_OUTPUT_CANVAS_H
#define CHARGEPLAN_OUTPUT_CANVAS_H

#include <stdint.h>

#include "scenarios/error.h"

struct canvas; /* opaque */

struct colour {
    double r, g, b, a; /* 0..1 */
};
struct box {
    double x, y, w, h;
};
enum canvas_align { ALIGN_LEFT, ALIGN_CENTRE, ALIGN_RIGHT };
struct canvas_text {
    double size; /* px of the em */
    bool bold;
    enum canvas_align align;
    struct colour colour;
    double halo; /* width of the white rim in px; 0: none */
    double wrap; /* px; 0: one line */
};

/* Own it: canvas_free(*out). Errors: ERR_NOMEM. */
enum err canvas_create(struct canvas **out, int width, int height, struct colour background,
                       struct error *err);
void canvas_free(struct canvas *c); /* NULL is fine */
enum err canvas_finish(struct canvas *c, struct error *err);
int canvas_width(const struct canvas *c);
int canvas_height(const struct canvas *c);
/* Row y as red, green, blue bytes; rgb holds 3 x width. After canvas_finish(). */
void canvas_row(const struct canvas *c, int y, uint8_t rgb[]);

struct colour canvas_colour(unsigned rgb, double alpha); /* 0xD55E00 */
bool canvas_overlap(struct box a, struct box b);

/* Paths. */
void canvas_rectangle(struct canvas *c, struct box box);
void canvas_circle(struct canvas *c, double x, double y, double radius);
void canvas_move(struct canvas *c, double x, double y);
void canvas_line(struct canvas *c, double x, double y);
void canvas_close(struct canvas *c);
/* What ends a path. */
void canvas_fill(struct canvas *c, struct colour colour);
void canvas_stroke(struct canvas *c, struct colour colour, double width);
void canvas_fill_stroke(struct canvas *c, struct colour fill, struct colour edge, double width);
/* Fills with lines that rise to the right, `spacing` px apart, in step over the whole canvas; a
 * light halo on both sides of each lets them stand out on dark ground. */
void canvas_hatch(struct canvas *c, struct colour colour, double spacing, double width,
                  double halo);

/* Paints a colour through coverage 0..255, row by row, `w` bytes a row, at whole pixels. */
void canvas_mask(struct canvas *c, int x, int y, int w, int h, const uint8_t coverage[],
                 struct colour colour);

void canvas_clip(struct canvas *c, struct box box);
void canvas_unclip(struct canvas *c);

/* Draws text whose top is at y and whose left, middle or right (align) is at x; returns the box
 * that it takes. canvas_measure() only says it. */
struct box canvas_text(struct canvas *c, double x, double y, const struct canvas_text *style,
                       const char *text);
struct box canvas_measure(struct canvas *c, double x, double y, const struct canvas_text *style,
                          const char *text);

/* The first character of a text that no installed font has: a box would stand there. 0 where
 * all can be drawn. */
uint32_t canvas_missing_glyph(struct canvas *c, const char *text);

#endif
