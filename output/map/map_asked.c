/* map_asked.c - what the rules ask for by district, as circles; see map_asked.h. */
#include "output/map/map_asked.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "output/map/map_asked_sheet.h"
#include "output/map/map_png.h"

const unsigned map_asked_palette[N_COLOURS + 1] = {0x0072B2, 0xD55E00, 0x009E73, 0xCC79A7,
                                                   0x8C6D1F, 0x56B4E9, 0x777777};

const struct requirement *map_asked_all(const struct sheet *m, enum rule_kind kind,
                                        enum requirement_scope scope, int district)
{
    return requirement_find(m->map.run->requirements, m->year, -1, kind, scope, district);
}

bool map_asked_wanted(const struct run *run)
{
    int last = run->scenario->study.years.n - 1;

    return run->city->n_sites == 0 &&
           (requirement_find(run->requirements, last, -1, RULE_EV_PER_CHARGER, REQUIREMENT_AREA,
                             -1) != NULL ||
            requirement_find(run->requirements, last, -1, RULE_EV_PER_STATION, REQUIREMENT_AREA,
                             -1) != NULL);
}

/* ---- where and how large ---- */

int map_asked_class_rule(const struct sheet *m, int k)
{
    const struct scenario *s = m->map.scenario;

    for (int q = 0; q < s->n_rules; q++) {
        bool first = s->rule[q].where != NULL && m->map.run->rules->result[q].kind == m->kind;

        for (int o = 0; o < q && first; o++)
            first = s->rule[o].where == NULL || m->map.run->rules->result[o].kind != m->kind ||
                    strcmp(s->rule[o].where, s->rule[q].where) != 0;
        if (first && k-- == 0) return q;
    }
    return -1;
}

static int colour_of(const struct sheet *m, int district)
{
    for (int k = 0; k < N_COLOURS && map_asked_class_rule(m, k) >= 0; k++)
        if (requirement_find(m->map.run->requirements, m->year, map_asked_class_rule(m, k),
                             m->kind, REQUIREMENT_DISTRICT, district) != NULL)
            return k;
    return N_COLOURS;
}

static int larger(const void *a, const void *b)
{
    const struct spot *p = a, *q = b;

    if (p->radius != q->radius) return p->radius < q->radius ? 1 : -1;
    return p->district - q->district;
}

/* The middle of a district's residents in metres. */
static void middle(const struct sheet *m, int district, double *east, double *north)
{
    const struct city *city = m->map.city;
    double weight = 0;

    *east = *north = 0;
    for (int z = 0; z < city->n_zones; z++) {
        if (city->district[z] != district) continue;
        *east += city->weight[NIGHT][z] * m->map.digest->east[z];
        *north += city->weight[NIGHT][z] * m->map.digest->north[z];
        weight += city->weight[NIGHT][z];
    }
    *east /= weight;
    *north /= weight;
}

static double required(const struct sheet *m, enum rule_kind kind, int district)
{
    const struct requirement *r = map_asked_all(m, kind, REQUIREMENT_DISTRICT, district);

    return r != NULL ? r->required : (double)NAN;
}

static enum err fill_spots(struct sheet *m, struct error *err)
{
    int n = m->map.city->n_districts;

    m->spot = calloc((size_t)n + 1, sizeof *m->spot);
    m->taken = calloc(2 * (size_t)n + 1, sizeof *m->taken);
    if (m->spot == NULL || m->taken == NULL) return error_nomem(err, "the map");
    for (int d = 0; d < n; d++) {
        struct spot spot = {.district = d,
                            .chargers = required(m, RULE_EV_PER_CHARGER, d),
                            .stations = required(m, RULE_EV_PER_STATION, d),
                            .colour = colour_of(m, d)};
        double value = m->kind == RULE_EV_PER_CHARGER ? spot.chargers : spot.stations;

        if (!(value > 0)) continue;
        m->most = fmax(m->most, value);
        spot.radius = value;
        middle(m, d, &spot.x, &spot.y);
        m->spot[m->n++] = spot;
    }
    for (int k = 0; k < m->n; k++)
        m->spot[k].radius = LARGEST * m->map.frame.u * sqrt(m->spot[k].radius / m->most);
    qsort(m->spot, (size_t)m->n, sizeof *m->spot, larger);
    return ERR_OK;
}

/* The zones' polygons, where they are some, below the circles. */
static void land(struct sheet *m)
{
    for (int z = 0; z < m->map.city->polygons.n; z++) {
        map_polygon_path(&m->map, &m->map.polygons, z);
        canvas_fill_stroke(m->map.canvas, canvas_colour(0xE3E7EA, 1),
                           canvas_colour(0xFFFFFF, 1), 0.8 * m->map.frame.u);
    }
    map_draw_boundary(&m->map);
}

/* From metres to px: the middles, and polygons, fill the area but for a rim in which a circle
 * has room. */
static void place(struct sheet *m)
{
    double u = m->map.frame.u, rim = (LARGEST + 30) * u;
    double west = INFINITY, east = -INFINITY, south = INFINITY, north = -INFINITY;

    for (int k = 0; k < m->n; k++) {
        west = fmin(west, m->spot[k].x);
        east = fmax(east, m->spot[k].x);
        south = fmin(south, m->spot[k].y);
        north = fmax(north, m->spot[k].y);
    }
    for (int k = 0; k < polygons_n_points(&m->map.city->polygons); k++) {
        west = fmin(west, m->map.polygons.east[k]);
        east = fmax(east, m->map.polygons.east[k]);
        south = fmin(south, m->map.polygons.north[k]);
        north = fmax(north, m->map.polygons.north[k]);
    }
    m->area.w = (SIDE - 2 * MAP_MARGIN - GAP - LEGEND) * u;
    m->px_per_m = (m->area.w - 2 * rim) / fmax(east - west, 1000);
    m->px_per_m = fmin(m->px_per_m, 1000 * u / fmax(north - south, 1000));
    m->area.h = fmax((north - south) * m->px_per_m + 2 * rim, 520 * u);
    for (int k = 0; k < m->n; k++) {
        struct spot *s = &m->spot[k];

        s->x = m->area.x + m->area.w / 2 + (s->x - (west + east) / 2) * m->px_per_m;
        s->y = m->area.y + m->area.h / 2 - (s->y - (south + north) / 2) * m->px_per_m;
    }
    m->map.whole = (struct map_view){
        .area = m->area,
        .px_per_m = m->px_per_m,
        .east0 = (west + east) / 2 - m->area.w / 2 / m->px_per_m,
        .north0 = (south + north) / 2 + m->area.h / 2 / m->px_per_m,
    };
    m->map.view = &m->map.whole;
}

/* ---- drawing ---- */

/* "Qingdao" and below it "5,736 · 21". */
static void label_texts(const struct sheet *m, const struct spot *s, char *name, char *figures,
                        size_t size)
{
    char chargers[32], stations[32];

    snprintf(name, size, "%s", m->map.city->district_name[s->district]);
    messages_number(chargers, sizeof chargers, m->map.language, s->chargers, 0);
    messages_number(stations, sizeof stations, m->map.language, s->stations, 0);
    if (isnan(s->stations))
        snprintf(figures, size, "%s", chargers);
    else if (isnan(s->chargers))
        snprintf(figures, size, "%s", stations);
    else
        snprintf(figures, size, "%s · %s", chargers, stations);
}

static bool is_free(const struct sheet *m, struct box box)
{
    if (box.x < m->area.x || box.y < m->area.y || box.x + box.w > m->area.x + m->area.w ||
        box.y + box.h > m->area.y + m->area.h)
        return false;
    for (int k = 0; k < m->n_taken; k++)
        if (canvas_overlap(box, m->taken[k])) return false;
    return true;
}

/* Inside the circle where it fits, else beside, below or above it; inside where all is taken.
 */
static void label(struct sheet *m, const struct spot *s)
{
    double u = m->map.frame.u, gap = 4 * u;
    struct canvas_text bold = {16 * u, true, ALIGN_CENTRE, canvas_colour(0x111111, 1),
                               3 * u,  0};
    struct canvas_text plain = {14 * u, false, ALIGN_CENTRE, canvas_colour(0x111111, 1),
                                3 * u,  0};
    char name[128], figures[128];

    label_texts(m, s, name, figures, sizeof name);

    struct box a = canvas_measure(m->map.canvas, 0, 0, &bold, name);
    struct box b = canvas_measure(m->map.canvas, 0, 0, &plain, figures);
    double w = fmax(a.w, b.w), h = a.h + b.h;
    const struct box at[] = {{s->x + s->radius + gap, s->y - h / 2, w, h},
                             {s->x - s->radius - gap - w, s->y - h / 2, w, h},
                             {s->x - w / 2, s->y + s->radius + gap / 2, w, h},
                             {s->x - w / 2, s->y - s->radius - gap / 2 - h, w, h}};
    struct box box = {s->x - w / 2, s->y - h / 2, w, h};

    for (size_t k = 0; k < sizeof at / sizeof at[0] && hypot(w, h) > 2 * s->radius; k++)
        if (is_free(m, at[k])) {
            box = at[k];
            break;
        }
    m->taken[m->n_taken++] = box;
    canvas_text(m->map.canvas, box.x + w / 2, box.y, &bold, name);
    canvas_text(m->map.canvas, box.x + w / 2, box.y + a.h, &plain, figures);
}

static void circles(struct sheet *m)
{
    for (int k = 0; k < m->n; k++) {
        const struct spot *s = &m->spot[k];

        canvas_circle(m->map.canvas, s->x, s->y, s->radius);
        canvas_fill_stroke(m->map.canvas, canvas_colour(map_asked_palette[s->colour], 0.45),
                           canvas_colour(map_asked_palette[s->colour], 1),
                           1.5 * m->map.frame.u);
        m->taken[m->n_taken++] =
            (struct box){s->x - s->radius, s->y - s->radius, 2 * s->radius, 2 * s->radius};
    }
    for (int k = 0; k < m->n; k++)
        label(m, &m->spot[k]);
}

/* Draws the title, or measures it: returns where the map may begin. */
static double title(const struct sheet *m, struct canvas *c, bool dry)
{
    double u = m->map.frame.u, width = (SIDE - 2 * MAP_MARGIN) * u;
    struct canvas_text big = {30 * u, true, ALIGN_LEFT, canvas_colour(0x1A1A1A, 1), 0, width};
    struct canvas_text small = {17 * u, false, ALIGN_LEFT, canvas_colour(0x3C3C3C, 1),
                                0,      width};
    struct box (*put)(struct canvas *, double, double, const struct canvas_text *,
                      const char *) = dry ? canvas_measure : canvas_text;
    struct box box =
        put(c, MAP_MARGIN * u, 20 * u, &big, scenario_title(m->map.scenario, m->map.language));
    char text[512], year[16];

    snprintf(year, sizeof year, "%d", m->map.scenario->study.years.year[m->year]);
    messages_fill(text, sizeof text, m->map.language, MSG_ASKED_SUBTITLE, year, NULL);
    box = put(c, MAP_MARGIN * u, box.y + box.h, &small, text);
    return ceil(box.y + box.h + 12 * u);
}

static enum err draw(struct sheet *m, struct error *err)
{
    struct map_frame *f = &m->map.frame;
    struct canvas *measure = NULL;
    double width = (SIDE - 2 * MAP_MARGIN) * f->u;

    TRY(digest_create(&m->map.digest, m->map.run, err));
    TRY(map_place_polygons(&m->map, err));
    TRY(fill_spots(m, err));
    TRY(canvas_create(&measure, 1, 1, canvas_colour(0xFFFFFF, 1), err));
    m->area.x = MAP_MARGIN * f->u;
    m->area.y = title(m, measure, true);
    place(m);
    f->legend =
        (struct box){m->area.x + m->area.w + GAP * f->u, m->area.y, LEGEND * f->u, m->area.h};
    f->foot_y = m->area.y + m->area.h + 14 * f->u;
    f->width = (int)lround(SIDE * f->u);
    f->height = (int)ceil(f->foot_y + map_foot(&m->map, measure, f->foot_y, width, true));
    canvas_free(measure);
    TRY(canvas_create(&m->map.canvas, f->width, f->height, canvas_colour(0xFFFFFF, 1), err));
    title(m, m->map.canvas, false);
    canvas_rectangle(m->map.canvas, m->area);
    canvas_fill_stroke(m->map.canvas, canvas_colour(0xF6F8FA, 1), canvas_colour(0x8A8F94, 1),
                       1);
    canvas_clip(m->map.canvas, m->area);
    land(m);
    canvas_unclip(m->map.canvas);
    circles(m);
    map_asked_legend(m);
    map_foot(&m->map, m->map.canvas, f->foot_y, width, false);
    return canvas_finish(m->map.canvas, err);
}

enum err map_asked_write(const struct run *run, FILE *stream, struct error *err)
{
    const struct scenario *s = run->scenario;
    struct sheet m = {.map = {.parts = &map_coverage,
                              .scenario = s,
                              .city = run->city,
                              .run = run,
                              .language = scenario_language(s)},
                      .kind = RULE_EV_PER_CHARGER,
                      .year = s->study.years.n - 1};
    enum err code;

    m.map.frame.u = m.map.frame.t = s->report.map_px / (double)SIDE;
    if (map_asked_all(&m, RULE_EV_PER_CHARGER, REQUIREMENT_AREA, -1) == NULL)
        m.kind = RULE_EV_PER_STATION;
    code = draw(&m, err);
    if (code == ERR_OK)
        code = map_png_canvas(s, m.map.canvas, scenario_title(s, scenario_language(s)), stream,
                              err);
    map_shape_clear(&m.map.polygons);
    map_shape_clear(&m.map.boundary);
    digest_free(m.map.digest);
    canvas_free(m.map.canvas);
    free(m.spot);
    free(m.taken);
    return code;
}
