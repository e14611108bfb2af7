/* map_pen.c - see map_pen.h. */
#include "output/map/map_pen.h"

#include <math.h>

struct canvas_text pen_plain(const struct pen *p, double wrap)
{
    return (struct canvas_text){15 * p->u, false, ALIGN_LEFT, canvas_colour(0x222222, 1),
                                0,         wrap};
}

void pen_words(struct pen *p, double dx, const char *text, double least)
{
    struct canvas_text style = pen_plain(p, p->w - dx);
    struct box box = canvas_measure(p->c, p->x + dx, p->y, &style, text);

    if (!p->dry)
        canvas_text(p->c, p->x + dx, p->y + fmax(0, (least - box.h) / 2), &style, text);
    p->y += fmax(box.h, least);
}

void pen_heading(struct pen *p, const char *text)
{
    struct canvas_text style = {17 * p->u, true, ALIGN_LEFT, canvas_colour(0x111111, 1),
                                0,         p->w};
    struct box box = canvas_measure(p->c, p->x, p->y, &style, text);

    if (!p->dry) canvas_text(p->c, p->x, p->y, &style, text);
    p->y += box.h + 3 * p->u;
}
