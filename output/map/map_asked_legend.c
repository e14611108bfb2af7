/* map_asked_legend.c - the legend of what the rules ask for: sizes, classes, totals. */
#include <math.h>
#include <stdio.h>

#include "output/fact_words.h"
#include "output/judged.h"
#include "output/map/map_asked_sheet.h"

/* 1, 2 or 5 times a power of ten, at most the value. */
static double round_down(double value)
{
    double ten = pow(10, floor(log10(value)));

    return ten * (value / ten >= 5 ? 5 : value / ten >= 2 ? 2 : 1);
}

static double line(const struct sheet *m, double x, double y, double size, bool bold,
                   const char *text)
{
    double u = m->map.frame.u;
    struct canvas_text style = {size * u,   bold,
                                ALIGN_LEFT, canvas_colour(0x222222, 1),
                                0,          m->map.frame.legend.x + LEGEND * u - x};

    return y + canvas_text(m->map.canvas, x, y, &style, text).h + 4 * u;
}

/* Circles of three sizes, one in another, with their figures. */
static double size_legend(const struct sheet *m, double x, double y)
{
    double u = m->map.frame.u, largest = round_down(m->most), base;
    const double part[] = {1, 0.5, 0.1};
    char figure[32];

    base = y + 2 * LARGEST * u * sqrt(largest / m->most);
    for (int k = 0; k < 3; k++) {
        double r = LARGEST * u * sqrt(largest * part[k] / m->most);

        canvas_circle(m->map.canvas, x + LARGEST * u, base - r, r);
        canvas_stroke(m->map.canvas, canvas_colour(0x444444, 1), u);
        messages_number(figure, sizeof figure, m->map.language, largest * part[k], 0);
        line(m, x + (2 * LARGEST + 14) * u, base - 2 * r - (k == 2 ? 2 : 8) * u, 14, false,
             figure);
    }
    return base + 14 * u;
}

static double class_legend(const struct sheet *m, double x, double y)
{
    double u = m->map.frame.u;
    char text[256], target[64];

    for (int k = 0; k < N_COLOURS && map_asked_class_rule(m, k) >= 0; k++) {
        const struct rule_result *rule = &m->map.run->rules->result[map_asked_class_rule(m, k)];

        judged_target(m->map.language, m->map.run, rule, target, sizeof target);
        messages_fill(text, sizeof text, m->map.language, MSG_ASKED_CLASS,
                      fact_class(m->map.language, m->map.scenario->rule[rule->rule].where),
                      target, judged_id(rule), NULL);
        canvas_circle(m->map.canvas, x + 9 * u, y + 11 * u, 8 * u);
        canvas_fill_stroke(m->map.canvas, canvas_colour(map_asked_palette[k], 0.45),
                           canvas_colour(map_asked_palette[k], 1), 1.5 * u);
        y = line(m, x + 28 * u, y, 14, false, text);
    }
    return y + 10 * u;
}

static double total(const struct sheet *m, double x, double y, enum rule_kind kind)
{
    const struct requirement *all = map_asked_all(m, kind, REQUIREMENT_AREA, -1);
    char text[128];

    if (all == NULL) return y;
    messages_plural(text, sizeof text, m->map.language, all->required,
                    kind == RULE_EV_PER_CHARGER ? MSG_ONE_PUBLIC_CHARGER
                                                : MSG_ONE_PUBLIC_STATION);
    return line(m, x, y, 14, false, text);
}

void map_asked_legend(const struct sheet *m)
{
    enum language l = m->map.language;
    double u = m->map.frame.u, x = m->map.frame.legend.x, y = m->map.frame.legend.y;
    bool chargers = m->kind == RULE_EV_PER_CHARGER;

    y = line(m, x, y, 17, true,
             messages_text(l, chargers ? MSG_REQ_CHARGERS_ASKED : MSG_REQ_STATIONS_ASKED));
    y = size_legend(m, x, y + 6 * u);
    y = class_legend(m, x, y);
    if (chargers && map_asked_all(m, RULE_EV_PER_STATION, REQUIREMENT_AREA, -1) != NULL)
        y = line(m, x, y, 14, false, messages_text(l, MSG_ASKED_FIGURES)) + 10 * u;
    y = line(m, x, y, 17, true, messages_text(l, MSG_REQ_AREA));
    y = total(m, x, y, RULE_EV_PER_CHARGER);
    y = total(m, x, y, RULE_EV_PER_STATION);
    if (m->map.city->polygons.n == 0)
        y = line(m, x, y + 6 * u, 13, false, messages_text(l, MSG_ASKED_NO_BORDERS));
    y = fmax(y + 34 * u, m->area.y + m->area.h - 40 * u);
    map_draw_north(m->map.canvas, x + 14 * u, y, messages_text(l, MSG_MAP_NORTH), u);
    map_draw_scale(m->map.canvas, x + 60 * u, y, 170 * u, m->px_per_m, u);
}
