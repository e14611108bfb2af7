/* map_scale.c - the bar of a round length and the arrow that points north. */
#include <math.h>
#include <stdio.h>

#include "output/map/map.h"

static const unsigned ink = 0x222222;

/* The largest 1, 2 or 5 times a power of ten that fits. */
double map_scale_km(double most_px, double px_per_m)
{
    double most = most_px / (px_per_m * 1000), km = pow(10, floor(log10(most)));

    return km * (most / km >= 5 ? 5 : most / km >= 2 ? 2 : 1);
}

void map_draw_scale(struct canvas *c, double x, double y, double most_px, double px_per_m,
                    double u)
{
    struct canvas_text style = {13 * u, false, ALIGN_CENTRE, canvas_colour(ink, 1), 0, 0};
    double km = map_scale_km(most_px, px_per_m);
    char text[32];

    for (int k = 0; k < 4; k++) {
        double part = km * 1000 * px_per_m / 4;

        canvas_rectangle(c, (struct box){x + k * part, y, part, 6 * u});
        canvas_fill_stroke(c, canvas_colour(k % 2 ? 0xFFFFFF : ink, 1), canvas_colour(ink, 1),
                           u);
    }
    canvas_text(c, x, y + 8 * u, &style, "0");
    snprintf(text, sizeof text, "%.10g", km / 2);
    canvas_text(c, x + km * 500 * px_per_m, y + 8 * u, &style, text);
    snprintf(text, sizeof text, "%.10g km", km);
    canvas_text(c, x + km * 1000 * px_per_m, y + 8 * u, &style, text);
}

void map_draw_north(struct canvas *c, double x, double y, const char *letter, double u)
{
    struct canvas_text style = {13 * u, true, ALIGN_CENTRE, canvas_colour(ink, 1), 0, 0};

    canvas_move(c, x, y - 4 * u);
    canvas_line(c, x + 7 * u, y + 16 * u);
    canvas_line(c, x, y + 11 * u);
    canvas_line(c, x - 7 * u, y + 16 * u);
    canvas_close(c);
    canvas_fill(c, canvas_colour(ink, 1));
    canvas_text(c, x, y - 23 * u, &style, letter);
}
