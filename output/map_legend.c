/* map_legend.c - the legend: what is shown and nothing else, with round figures.
 *
 * It is made of blocks. Each block is measured (dry) and drawn by the same code, so that what
 * is measured is what is drawn. */
#include <math.h>
#include <stdio.h>

#include "output/judged.h"
#include "output/map.h"
#include "scenarios/messages.h"

struct pen {
    struct map *map;
    struct canvas *c;
    double x, y, w, u;
    bool dry;
};

static struct canvas_text plain(const struct pen *p, double wrap)
{
    return (struct canvas_text){15 * p->u, false, ALIGN_LEFT, canvas_colour(0x222222, 1),
                                0,         wrap};
}

/* Text at dx; the pen goes down by its height, at least `least`. Returns the text's box. */
static void words(struct pen *p, double dx, const char *text, double least)
{
    struct canvas_text style = plain(p, p->w - dx);
    struct box box = canvas_measure(p->c, p->x + dx, p->y, &style, text);

    if (!p->dry)
        canvas_text(p->c, p->x + dx, p->y + fmax(0, (least - box.h) / 2), &style, text);
    p->y += fmax(box.h, least);
}

static void heading(struct pen *p, const char *text)
{
    struct canvas_text style = {17 * p->u, true, ALIGN_LEFT, canvas_colour(0x111111, 1),
                                0,         p->w};
    struct box box = canvas_measure(p->c, p->x, p->y, &style, text);

    if (!p->dry) canvas_text(p->c, p->x, p->y, &style, text);
    p->y += box.h + 3 * p->u;
}

static void density_block(struct pen *p)
{
    const struct map *map = p->map;
    double u = p->u, row = 21 * u;
    char year[16], low[32], high[32], text[128];

    snprintf(year, sizeof year, "%d", digest_year(map->run, map->net));
    heading(p, messages_fill(text, sizeof text, p->map->language, MSG_MAP_DENSITY, year, NULL));
    words(p, 0, messages_text(p->map->language, MSG_MAP_DENSITY_UNIT), 0);
    p->y += 4 * u;
    for (int k = 0; k < map->n_classes; k++) {
        double from = k > 0 ? map->breaks[k - 1] : 0;
        double to = k < map->n_classes - 1 ? map->breaks[k] : INFINITY;
        int decimals = map->breaks[0] < 1 ? 2 : 0;

        messages_number(low, sizeof low, p->map->language, from, decimals);
        messages_number(high, sizeof high, p->map->language, to, decimals);
        if (map->n_classes == 1)
            messages_fill(text, sizeof text, p->map->language, MSG_MAP_OVER, "0", NULL);
        else if (k == 0)
            messages_fill(text, sizeof text, p->map->language, MSG_MAP_UNDER, high, NULL);
        else if (k == map->n_classes - 1)
            messages_fill(text, sizeof text, p->map->language, MSG_MAP_OVER, low, NULL);
        else
            messages_fill(text, sizeof text, p->map->language, MSG_MAP_FROM_TO, low, high,
                          NULL);
        if (!p->dry) {
            canvas_rectangle(p->c, (struct box){p->x, p->y + 1, 34 * u, row - 1});
            canvas_fill_stroke(p->c, map_class_colour(map, k > 0 ? from : to / 2),
                               canvas_colour(0x9AA0A6, 1), 0.8);
        }
        words(p, 46 * u, text, row);
    }
    if (!map->digest->cells_known)
        words(p, 0, messages_text(p->map->language, MSG_MAP_CELLS_ESTIMATED), 0);
}

/* What kinds of markers the map shows. */
struct shows {
    bool station_fast, station_both, dispersed_fast, dispersed_slow, today, fresh;
    int n_today, n_fresh, most_outlets;
};

static struct shows what_is_shown(const struct map *map)
{
    struct shows w = {0};

    for (int s = 0; s < map->run->city->n_sites; s++) {
        if (!map_site_shown(map, s)) continue;

        struct site_count c = network_count(map->run->scenario, map->net, s);
        bool slow = c.service_chargers[SLOW] > 0, fast = c.service_chargers[FAST] > 0;

        if (network_is_station(map->run->scenario, map->net, s))
            *(slow ? &w.station_both : &w.station_fast) = true;
        else
            *(fast ? &w.dispersed_fast : &w.dispersed_slow) = true;
        if (digest_is_new(map->net, s))
            w.n_fresh++;
        else
            w.n_today++;
        if (c.outlets > w.most_outlets) w.most_outlets = c.outlets;
    }
    return w;
}

static void marker_row(struct pen *p, bool station, bool fast, bool slow, bool is_new,
                       const char *text)
{
    double row = 22 * p->u;

    if (!p->dry)
        map_draw_site(p->c, p->x + 17 * p->u, p->y + row / 2, 6.5 * p->u, station, fast, slow,
                      is_new, p->u);
    words(p, 46 * p->u, text, row);
}

/* Three round numbers of outlets, the largest at most the largest shown. */
static void size_row(struct pen *p, int most)
{
    static const int figure[] = {1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000};
    int last = 0;
    double x = p->x + 12 * p->u;
    char list[64] = "", text[128];
    double mu = p->u * map_site_scale(p->map);
    double row = 2 * map_site_radius(most, mu) + 6 * p->u;

    while (last + 1 < 11 && figure[last + 1] <= most)
        last++;
    for (int k = last >= 4 ? last - 4 : 0; k <= last; k += 2) {
        double r = map_site_radius(figure[k], mu);
        size_t length = 0;

        while (list[length] != '\0')
            length++;
        snprintf(list + length, sizeof list - length, "%s%d", length > 0 ? ", " : "",
                 figure[k]);
        x += r;
        if (!p->dry) map_draw_site(p->c, x, p->y + row / 2, r, true, true, false, false, mu);
        x += r + 5 * p->u;
    }

    double dx = fmax(x - p->x + 6 * p->u, 46 * p->u);

    words(p, dx, messages_fill(text, sizeof text, p->map->language, MSG_MAP_SIZE, list, NULL),
          row);
}

static void sites_block(struct pen *p)
{
    struct shows w = what_is_shown(p->map);
    char text[128], count[32], year[16];

    if (w.n_today + w.n_fresh == 0) return;
    heading(p, messages_text(p->map->language, MSG_MAP_SITES));
    if (w.n_today > 0) {
        messages_number(count, sizeof count, p->map->language, w.n_today, 0);
        marker_row(
            p, true, true, false, false,
            messages_fill(text, sizeof text, p->map->language, MSG_MAP_TODAY, count, NULL));
    }
    if (w.n_fresh > 0) {
        snprintf(year, sizeof year, "%d", digest_year(p->map->run, p->map->net));
        messages_number(count, sizeof count, p->map->language, w.n_fresh, 0);
        marker_row(
            p, true, true, false, true,
            messages_fill(text, sizeof text, p->map->language, MSG_MAP_NEW, year, count, NULL));
    }
    if (w.station_fast)
        marker_row(p, true, true, false, false,
                   messages_text(p->map->language, MSG_MAP_STATION_FAST));
    if (w.station_both)
        marker_row(p, true, true, true, false,
                   messages_text(p->map->language, MSG_MAP_STATION_BOTH));
    if (w.dispersed_fast)
        marker_row(p, false, true, false, false,
                   messages_text(p->map->language, MSG_MAP_DISPERSED_FAST));
    if (w.dispersed_slow)
        marker_row(p, false, false, true, false,
                   messages_text(p->map->language, MSG_MAP_DISPERSED_SLOW));
    if (w.most_outlets > 0) size_row(p, w.most_outlets);
}

/* A swatch of an area: its fill by `kind`, then the text. */
enum swatch {
    SWATCH_REACH,
    SWATCH_CORE,
    SWATCH_DISTRICT,
    SWATCH_HATCH,
    SWATCH_FULL,
    SWATCH_OUT
};

static void swatch(struct pen *p, enum swatch kind)
{
    double u = p->u, r = 3 * u, x = p->x + 17 * u, y = p->y + 10.5 * u;
    struct box box = {p->x, p->y + 2 * u, 34 * u, 17 * u};
    struct colour ink = canvas_colour(0x333333, 1);

    if (kind == SWATCH_CORE || kind == SWATCH_DISTRICT) {
        canvas_move(p->c, box.x, y);
        canvas_line(p->c, box.x + box.w, y);
        canvas_stroke(p->c,
                      kind == SWATCH_CORE ? map_core_colour() : canvas_colour(0x6B7280, 0.7),
                      (kind == SWATCH_CORE ? 2 : 1.6) * u);
    } else if (kind == SWATCH_FULL) {
        canvas_circle(p->c, x, y, 2.4 * u);
        canvas_fill(p->c, ink);
    } else if (kind == SWATCH_OUT) {
        canvas_move(p->c, x - r, y - r);
        canvas_line(p->c, x + r, y + r);
        canvas_move(p->c, x - r, y + r);
        canvas_line(p->c, x + r, y - r);
        canvas_stroke(p->c, ink, 1.2 * u);
    } else {
        canvas_rectangle(p->c, box);
        if (kind == SWATCH_REACH)
            canvas_fill_stroke(p->c, map_reach_colour(0.1), map_reach_colour(0.85), 2 * u);
        else
            map_hatch(p->map, p->c);
    }
}

static void area_row(struct pen *p, enum swatch kind, const char *text)
{
    if (!p->dry) swatch(p, kind);
    words(p, 46 * p->u, text, 21 * p->u);
}

static void areas_block(struct pen *p)
{
    const struct map *map = p->map;
    const struct city *city = map->run->city;
    struct uncovered u = digest_uncovered(map->run, map->digest, map->net);
    const struct rule_result *core = digest_core_rule(map->run);
    bool fast =
        digest_tally(map->run, map->digest, map->net, TALLY_ALL, -1).service_chargers[FAST] > 0;
    char text[256], km[32], share[32];

    if (!fast && u.core_zones == 0 && map->n_full + map->n_out == 0 && city->n_districts < 2)
        return;
    heading(p, messages_text(p->map->language, MSG_MAP_AREAS));
    if (fast) area_row(p, SWATCH_REACH, messages_text(p->map->language, MSG_MAP_REACH));
    if (map->n_full > 0)
        area_row(p, SWATCH_FULL, messages_text(p->map->language, MSG_MAP_FULL));
    if (map->n_out > 0) area_row(p, SWATCH_OUT, messages_text(p->map->language, MSG_MAP_OUT));
    if (u.core_zones > 0)
        area_row(p, SWATCH_CORE, messages_text(p->map->language, MSG_MAP_CORE));
    if (u.core_zones > 0 && digest_rule_radius_m(map->run) > 0) {
        snprintf(km, sizeof km, "%.10g", digest_rule_radius_m(map->run) / 1000);
        messages_share(share, sizeof share, p->map->language, u.night_share);
        if (u.zones > 0)
            area_row(p, SWATCH_HATCH,
                     messages_fill(text, sizeof text, p->map->language,
                                   core && judged_met_where_possible(core) ? MSG_MAP_UNREACHABLE
                                                                           : MSG_MAP_UNCOVERED,
                                   km, share, NULL));
        else
            words(p, 46 * p->u,
                  messages_fill(text, sizeof text, p->map->language, MSG_MAP_COVERED, km, NULL),
                  21 * p->u);
    }
    if (city->n_districts > 1)
        area_row(p, SWATCH_DISTRICT, messages_text(p->map->language, MSG_MAP_DISTRICT));
}

static void cell(struct pen *p, double right, const char *text)
{
    struct canvas_text style = plain(p, 0);

    style.align = ALIGN_RIGHT;
    if (!p->dry) canvas_text(p->c, p->x + right, p->y, &style, text);
}

static void result_block(struct pen *p)
{
    const struct map *map = p->map;
    enum message row[] = {MSG_MAP_SERVED, MSG_MAP_IS_FULL, MSG_MAP_IS_OUT};
    double column[N_SERVICES] = {p->w * 0.76, p->w};
    char text[128], year[16];

    snprintf(year, sizeof year, "%d", digest_year(map->run, map->net));
    heading(p, messages_fill(text, sizeof text, p->map->language, MSG_MAP_RESULT, year, NULL));
    cell(p, column[FAST], messages_text(p->map->language, MSG_MAP_FAST));
    cell(p, column[SLOW], messages_text(p->map->language, MSG_MAP_SLOW));
    words(p, 0, " ", 0);
    for (int k = 0; k < 3; k++) {
        for (int v = 0; v < N_SERVICES; v++) {
            struct energy e = digest_energy(map->run, map->net, (enum service)v, -1);
            double part = k == 0 ? e.served : k == 1 ? e.full : e.out;

            messages_share(text, sizeof text, p->map->language,
                           e.demand > 0 ? part / e.demand : NAN);
            cell(p, column[v], text);
        }
        words(p, 0, messages_text(p->map->language, row[k]), 0);
    }
}

/* North and a bar of a round length, about a fifth of the map's width. */
static void scale_block(struct pen *p)
{
    const struct map_frame *f = &p->map->frame;
    double u = p->u, km = 1, x = p->x + 44 * u, y = p->y + 22 * u;
    struct canvas_text style = {13 * u, false, ALIGN_CENTRE, canvas_colour(0x222222, 1), 0, 0};
    char text[32];

    p->y += 50 * u;
    if (p->dry) return; /* the scale is known after the layout; the height is not of it */

    double most = fmin(f->area.w * 0.22, p->w - 90 * u) / (f->px_per_m * 1000);

    km = pow(10, floor(log10(most)));
    km *= most / km >= 5 ? 5 : most / km >= 2 ? 2 : 1;
    canvas_move(p->c, p->x + 14 * u, y - 22 * u + 18 * u);
    canvas_line(p->c, p->x + 21 * u, y + 16 * u);
    canvas_line(p->c, p->x + 14 * u, y + 11 * u);
    canvas_line(p->c, p->x + 7 * u, y + 16 * u);
    canvas_close(p->c);
    canvas_fill(p->c, canvas_colour(0x222222, 1));
    style.bold = true;
    canvas_text(p->c, p->x + 14 * u, y - 23 * u, &style,
                messages_text(p->map->language, MSG_MAP_NORTH));
    style.bold = false;
    for (int k = 0; k < 4; k++) {
        double part = km * 1000 * f->px_per_m / 4;

        canvas_rectangle(p->c, (struct box){x + k * part, y, part, 6 * u});
        canvas_fill_stroke(p->c, canvas_colour(k % 2 ? 0xFFFFFF : 0x222222, 1),
                           canvas_colour(0x222222, 1), u);
    }
    canvas_text(p->c, x, y + 8 * u, &style, "0");
    snprintf(text, sizeof text, "%.10g", km / 2);
    canvas_text(p->c, x + km * 500 * f->px_per_m, y + 8 * u, &style, text);
    snprintf(text, sizeof text, "%.10g km", km);
    canvas_text(p->c, x + km * 1000 * f->px_per_m, y + 8 * u, &style, text);
}

double map_draw_legend(struct map *map, struct canvas *c, struct box box, bool dry)
{
    static void (*const block[])(struct pen *) = {density_block, sites_block, areas_block,
                                                  result_block, scale_block};
    bool columns = box.w > 900 * map->frame.u;
    double u = map->frame.u, gap = 30 * u, tallest = 0;
    int n = (int)(sizeof block / sizeof block[0]);
    struct pen p = {map, c, box.x, box.y, columns ? (box.w - 3 * gap) / 4 : box.w, u, dry};

    for (int k = 0; k < n; k++) {
        double top = p.y;

        block[k](&p);
        tallest = fmax(tallest, p.y - box.y);
        if (p.y > top) p.y += 16 * u;
        if (!columns || k == n - 2) continue; /* result and scale share the last column */
        p.x += p.w + gap;
        p.y = box.y;
    }
    return tallest;
}
