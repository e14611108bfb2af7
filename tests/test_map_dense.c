/* test_map_dense.c - a sheet with more sites than it can tell apart: plain dots, possible
 * sites, the inset; and the map of slow charging. */
#include "tests/assert.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "output/map/map.h"
#include "output/map/map_png.h"
#include "output/map/map_words.h"
#include "output/writers/writer.h"
#include "tests/fixture_map.h"
#include "tests/fixture_run.h"

enum { AC = 2 };          /* the fixture's slow kind */
static struct fixture *f; /* 660 sites in the middle of a wide city */
static struct map *map;

/* Sites come together to a fifth of their distances, the land is twice as wide, and most
 * possible sites of the fixture stand today: more than 300. */
static struct fixture *dense_city(void)
{
    struct fixture *d = fixture_run_create(1);
    struct city *c = &d->city;

    d->scenario.report.map_px = 1200;
    d->scenario.report.network_sample_share = 0.7;
    for (int z = 0; z < c->n_zones; z++) {
        c->zone_x[z] *= 2;
        c->cell_w_m[z] *= 2;
    }
    for (int s = 0; s < c->n_sites; s++) {
        c->site_x[s] *= 0.4;
        c->site_y[s] *= 0.2;
        if (c->site[s].status != SITE_CANDIDATE || s % 13 == 4 || s % 8 == 0) continue;
        c->site[s].status = SITE_EXISTING;
        for (int k = 0; k < d->run.n_networks; k++) {
            d->run.network[k]->open[s] = true;
            d->run.network[k]->n_chargers[s * 3] = 1 + s % 4;
        }
    }
    d->run.screened[0].site = 64; /* a possible site of before that is screened out */
    return d;
}

static int setup(void **state)
{
    struct error err;

    (void)state;
    f = dense_city();
    return map_create(&map, &f->run, FAST, &err) == ERR_OK ? 0 : -1;
}

static int teardown(void **state)
{
    (void)state;
    map_free(map);
    fixture_run_free(f);
    return 0;
}

static bool within(const struct box *b, double x, double y)
{
    return x >= b->x && y >= b->y && x < b->x + b->w && y < b->y + b->h;
}

/* Does the site's own ink stand at its place, worked out from metres alone? */
static bool visible(const struct map *m, const struct map_view *v, int s, unsigned ink)
{
    double x = v->area.x + (m->digest->site_east[s] - v->east0) * v->px_per_m;
    double y = v->area.y + (v->north0 - m->digest->site_north[s]) * v->px_per_m;

    return within(&v->area, x, y) && fixture_map_pixel(m, x, y) == ink;
}

static bool in_window(const struct map *m, int s)
{
    const struct map_view *v = &m->inset;
    double east = m->digest->site_east[s] - v->east0;
    double south = v->north0 - m->digest->site_north[s];

    return east >= 0 && south >= 0 && east < v->area.w / v->px_per_m &&
           south < v->area.h / v->px_per_m;
}

/* New sites are seen on the map or in the inset; what the map alone hides, the inset shows. */
static void new_sites_seen(void **state)
{
    int n = 0, seen = 0, framed = 0, on_map = 0, in_inset = 0;

    (void)state;
    for (int s = 0; s < f->city.n_sites; s++) {
        unsigned ink = map->net->opened_year[s] == 2025 ? 0xC23B00 : 0xFFC20A;

        if (map->net->opened_year[s] == 0) continue;

        bool map_shows = visible(map, &map->whole, s, ink);
        bool inset_shows = visible(map, &map->inset, s, ink);

        n++;
        seen += map_shows || inset_shows;
        if (!in_window(map, s)) continue;
        framed++;
        on_map += map_shows;
        in_inset += inset_shows;
    }
    print_message("%d of %d new sites seen; of %d in the frame %d on the map, %d enlarged\n",
                  seen, n, framed, on_map, in_inset);
    assert_true(n >= 40 && framed > n / 2);
    assert_true(seen >= n - n / 20); /* sites may share a place */
    assert_true(in_inset > on_map);
}

/* The inset: inside the sheet, over nothing else, at its zoom, and of a part of the map. */
static void inset_place(void **state)
{
    const struct map_view *w = &map->whole, *v = &map->inset;
    double x = (v->east0 - w->east0) * w->px_per_m, y = (w->north0 - v->north0) * w->px_per_m;
    bool framed = false;

    (void)state;
    assert_true(v->area.w > 0);
    assert_false(map->frame.beside);
    assert_true(map->frame.t > 1.15 * map->frame.u); /* a tall sheet is printed smaller */
    assert_near(v->px_per_m / w->px_per_m, map->inset_zoom, 1e-12, 0);
    assert_true(map->inset_zoom >= 2);
    assert_true(x >= 0 && x + v->area.w / map->inset_zoom <= w->area.w);
    assert_true(y >= 0 && y + v->area.h / map->inset_zoom <= w->area.h);
    assert_false(canvas_overlap(v->area, w->area));
    assert_false(canvas_overlap(v->area, map->frame.legend));
    assert_true(v->area.y + v->area.h <= map->frame.foot_y);
    assert_true(v->area.x + v->area.w <= map->frame.width);
    assert_true(map->frame.foot_y < map->frame.height);
    /* its frame is drawn round the window */
    for (int k = -2; k <= 2; k++)
        framed =
            framed || fixture_map_pixel(map, w->area.x + x + 30, w->area.y + y + k) == 0x7B2CBF;
    assert_true(framed);
}

static int markers_in(double east, double north, double w_m, double h_m)
{
    int n = 0;

    for (int s = 0; s < f->city.n_sites; s++) {
        double dx = map->digest->site_east[s] - east, dy = north - map->digest->site_north[s];

        n += map->net->open[s] && dx >= 0 && dy >= 0 && dx < w_m && dy < h_m;
    }
    return n;
}

/* No other window of its size holds many more sites. */
static void inset_is_densest(void **state)
{
    const struct map_view *w = &map->whole, *v = &map->inset;
    double w_m = v->area.w / v->px_per_m, h_m = v->area.h / v->px_per_m;
    int here = markers_in(v->east0, v->north0, w_m, h_m), best = 0, tried = 0;

    (void)state;
    for (double x = 0; x + w_m < w->area.w / w->px_per_m; x += w_m / 9)
        for (double y = 0; y + h_m < w->area.h / w->px_per_m; y += h_m / 9) {
            int there = markers_in(w->east0 + x, w->north0 - y, w_m, h_m);

            best = there > best ? there : best;
            tried++;
        }
    assert_true(tried > 50 && here > 100);
    assert_true(here > 0.9 * best); /* the choice goes by hidden markers, not by all */
}

/* The legend's numbers are the run's. */
static void numbers(void **state)
{
    int of[3] = {0}, serving = 0, fresh = 0;

    (void)state;
    for (int s = 0; s < f->city.n_sites; s++) {
        const int *c = &map->net->n_chargers[s * 3];

        if (!map->net->open[s]) continue;
        of[map->net->opened_year[s] == 0 ? 0 : map->net->opened_year[s] == 2025 ? 1 : 2]++;
        serving += c[0] + c[1] > 0;
        fresh += c[0] + c[1] > 0 && map->net->opened_year[s] > 0;
    }
    for (int k = 0; k < 3; k++) {
        assert_true(of[k] > 5);
        assert_int_equal(map_count_phase(map, k - 1), of[k]);
    }
    assert_int_equal(map_count_serving(map).sites, serving);
    assert_int_equal(map_count_serving(map).fresh, fresh);
}

/* Dots of today in the middle of the city, all of one size, below everything new. */
static void dots(void **state)
{
    int today = 0, n_new = 0, possible = 0, last_dot = -1, first_new = 1 << 30;
    double size = 0;

    (void)state;
    for (int s = 0; s < f->city.n_sites; s++) {
        today += map->net->open[s] && map->net->opened_year[s] == 0;
        n_new += map->net->opened_year[s] > 0;
        possible += !map->net->open[s];
    }
    assert_true(today > 300);
    assert_true(map->crowded);
    assert_int_equal(map->n_today, today);
    assert_int_equal(map->n_new, n_new);
    assert_true(f->run.n_screened > 0 && !map->net->open[64]);
    for (int k = 0; k < f->run.n_screened; k++)
        possible -= !map->net->open[f->run.screened[k].site];
    assert_int_equal(map->n_candidates, possible);
    for (int k = 0; k < map->whole.n_placed; k++) {
        const struct map_placed *p = &map->whole.placed[k];

        if (p->thing != MAP_MARKER) continue;
        if (map->net->opened_year[p->index] > 0) {
            first_new = k < first_new ? k : first_new;
            continue;
        }
        last_dot = k;
        if (size == 0) size = p->box.w;
        assert_near(p->box.w, size, 1e-12, 0);
    }
    assert_true(last_dot >= 0 && last_dot < first_new);
}

static int count(const struct map_view *v, enum map_thing thing)
{
    int n = 0;

    for (int k = 0; k < v->n_placed; k++)
        n += v->placed[k].thing == thing;
    return n;
}

/* Possible sites: each at its place where they are few; none where they are many. */
static void candidates(void **state)
{
    struct fixture *many = fixture_run_create(1);
    struct map *m = NULL;
    struct error err;

    (void)state;
    assert_true(map->whole.candidates);
    assert_int_equal(count(&map->whole, MAP_CANDIDATE), map->n_candidates);
    for (int k = 0; k < map->whole.n_placed; k++) {
        const struct map_placed *p = &map->whole.placed[k];

        if (p->thing != MAP_CANDIDATE) continue;
        assert_false(map->net->open[p->index]);
        assert_near(p->box.x + p->box.w / 2, map_x(map, map->digest->site_east[p->index]), 0,
                    1e-9);
        assert_near(p->box.y + p->box.h / 2, map_y(map, map->digest->site_north[p->index]), 0,
                    1e-9);
    }
    assert_int_equal(map_create(&m, &many->run, FAST, &err), ERR_OK);
    assert_true(m->n_candidates > 500); /* on 1.4 million square units: over 220 a million */
    assert_false(m->whole.candidates);
    assert_int_equal(count(&m->whole, MAP_CANDIDATE), 0);
    map_free(m);
    fixture_run_free(many);
}

/* Title and foot line say what the existing sites are; without a sample neither does. */
static void sample(void **state)
{
    char text[3000];

    (void)state;
    map_headline(map, text, sizeof text);
    assert_non_null(strstr(text, "\xc2\xb7 fast charging (existing sites: a sample of "
                                 "70\xc2\xa0% of the network)"));
    map_foot_text(map, text, sizeof text);
    assert_non_null(strstr(text, "a sample of 70\xc2\xa0% of the real network"));
    f->scenario.report.network_sample_at_most = true;
    map_headline(map, text, sizeof text);
    assert_non_null(strstr(text, "a sample of at most 70\xc2\xa0% of the network"));
    map_foot_text(map, text, sizeof text);
    assert_non_null(strstr(text, "a sample of at most 70\xc2\xa0% of the real network"));
    f->scenario.report.network_sample_at_most = false;
    f->scenario.report.network_sample_share = 1;
    map_headline(map, text, sizeof text);
    assert_null(strstr(text, "sample"));
    map_foot_text(map, text, sizeof text);
    assert_null(strstr(text, "sample"));
    f->scenario.report.network_sample_share = 0.7;
}

/* The plane that the foot line names is the one that is drawn. */
static void plane_named(void **state)
{
    struct fixture *d = fixture_run_create(0.25);
    struct map *m = NULL;
    struct error err;
    char text[3000], want[64];
    double low = INFINITY, high = -INFINITY;

    (void)state;
    for (int z = 0; z < d->city.n_zones; z++) {
        d->city.zone_x[z] = 114.07 + d->city.zone_x[z] / 1e5;
        d->city.zone_y[z] = 22.5 + d->city.zone_y[z] / 1e5;
        low = fmin(low, d->city.zone_x[z]);
        high = fmax(high, d->city.zone_x[z]);
    }
    for (int s = 0; s < d->city.n_sites; s++) {
        d->city.site_x[s] = 114.07 + d->city.site_x[s] / 1e5;
        d->city.site_y[s] = 22.5 + d->city.site_y[s] / 1e5;
    }
    d->city.geographic = true;
    assert_int_equal(map_create(&m, &d->run, FAST, &err), ERR_OK);
    map_foot_text(m, text, sizeof text);
    snprintf(want, sizeof want, "central meridian %.2f° E", (low + high) / 2);
    if (!strstr(text, want)) fail_msg("\"%s\" does not say: %s", text, want);
    assert_non_null(strstr(text, "WGS 84"));
    map_free(m);
    fixture_run_free(d);
}

/* --- slow charging ----------------------------------------------------------------------- */

static bool serves_slow(const struct network *n, int s)
{
    return n->open[s] && n->n_chargers[s * 3 + AC] > 0;
}

/* A zone's middle lies in the slow area exactly where its demand is not out of reach; the share
 * of the demand in the area is the share that the legend prints as served or full. */
static void slow_area(void **state)
{
    struct fixture *d = fixture_run_create(0.5);
    struct map *m = NULL;
    struct error err;
    double inside = 0, all = 0, reached = 0;
    int in = 0, out = 0;

    (void)state;
    assert_int_equal(map_create(&m, &d->run, SLOW, &err), ERR_OK);
    for (int z = 0; z < d->city.n_zones; z++) {
        int x = (int)(map_x(m, m->digest->east[z]) - m->whole.area.x);
        int y = (int)(map_y(m, m->digest->north[z]) - m->whole.area.y);
        double depth = m->whole.pixel_in[y * (int)m->whole.area.w + x];
        double served = m->net->served_kwh[SLOW][z], full = m->net->full_kwh[SLOW][z];
        double kwh = served + full + m->net->out_kwh[SLOW][z];

        all += kwh;
        reached += served + full;
        if (depth > 0) inside += kwh;
        if (fabs(depth) < 1 || kwh == 0) continue; /* a zone's middle is no pixel's middle */
        assert_int_equal(depth > 0, m->net->out_kwh[SLOW][z] == 0);
        if (depth > 0)
            in++;
        else
            out++;
    }
    assert_true(in > 50 && out > 50);
    assert_near(inside / all, reached / all, 0, 0.01);
    map_free(m);
    fixture_run_free(d);
}

/* Density, marks and the line below the title are those of the slow demand. */
static void slow_figures(void **state)
{
    struct fixture *d = fixture_run_create(0.5);
    struct map *m = NULL;
    struct error err;
    double sum = 0, served = 0, all = 0;
    int full = 0, out = 0;
    char text[1024], want[64];

    (void)state;
    d->scenario.access.rule_radius_core_km = 0.42; /* leaves some uncovered: the fast map's */
    assert_int_equal(map_create(&m, &d->run, SLOW, &err), ERR_OK);
    for (int z = 0; z < d->city.n_zones; z++) {
        double s = m->net->served_kwh[SLOW][z], f_kwh = m->net->full_kwh[SLOW][z];
        double o = m->net->out_kwh[SLOW][z];

        sum += m->density[z] * d->city.cell_w_m[z] * d->city.cell_h_m[z] / 1e6;
        served += s;
        all += s + f_kwh + o;
        out += o > 0 && o >= f_kwh && o >= s;
        full += !(o > 0 && o >= f_kwh && o >= s) && f_kwh > 0 && f_kwh >= s;
    }
    assert_near(sum, d->demand.totals[2].public_kwh[SLOW], 1e-9, 0);
    assert_int_equal(m->n_out, out);
    assert_int_equal(m->n_full, full);
    assert_true(out > 0 && full > 0);
    assert_int_equal(m->n_uncovered, 0);
    map_subtitle(m, text, sizeof text);
    snprintf(want, sizeof want, "2030: %.1f\xc2\xa0%% of the slow demand is served",
             100 * served / all);
    if (!strstr(text, want)) fail_msg("\"%s\" does not say: %s", text, want);
    map_free(m);
    fixture_run_free(d);
}

static char *bytes_of(const struct writer *w, enum service v, size_t *size)
{
    char *bytes = NULL;
    FILE *stream = open_memstream(&bytes, size);
    struct error err;

    assert_int_equal(
        w ? w->write(&f->run, stream, &err) : map_png_write(&f->run, v, stream, &err), ERR_OK);
    fclose(stream);
    return bytes;
}

extern const struct writer writer_coverage_png, writer_coverage_slow_png;

/* Each file holds the map of its service. */
static void files(void **state)
{
    const struct writer *writer[] = {&writer_coverage_png, &writer_coverage_slow_png};

    (void)state;
    for (int v = 0; v < 2; v++) {
        size_t size[3];
        char *file = bytes_of(writer[v], FAST, &size[0]);
        char *own = bytes_of(NULL, v == 0 ? FAST : SLOW, &size[1]);
        char *other = bytes_of(NULL, v == 0 ? SLOW : FAST, &size[2]);

        assert_int_equal(size[0], size[1]);
        assert_memory_equal(file, own, size[0]);
        assert_true(size[0] != size[2] || memcmp(file, other, size[0]) != 0);
        free(file);
        free(own);
        free(other);
    }
}

/* On the slow map markers go by slow outlets: hollow, of one size, where there is none. */
static void slow_markers(void **state)
{
    struct fixture *d = fixture_run_create(0.5);
    struct map *m = NULL;
    struct error err;
    char text[1024];
    int full = 0, hollow = 0;
    double size = 0;

    (void)state;
    assert_int_equal(map_create(&m, &d->run, SLOW, &err), ERR_OK);
    for (int k = 0; k < m->whole.n_placed; k++) {
        const struct map_placed *p = &m->whole.placed[k];
        bool serves = serves_slow(m->net, p->index), free = true;

        if (p->thing != MAP_MARKER) continue;
        if (!serves && size == 0) size = p->box.w;
        if (!serves) assert_near(p->box.w, size, 1e-12, 0);
        for (int i = k + 1; i < m->whole.n_placed; i++)
            free = free && !canvas_overlap(p->box, m->whole.placed[i].box);
        if (!free) continue;
        assert_int_equal(
            fixture_map_pixel(m, p->box.x + p->box.w / 2, p->box.y + p->box.h / 2) == 0xFFFFFF,
            !serves);
        *(serves ? &full : &hollow) += 1;
    }
    assert_true(full > 5 && hollow > 5);
    assert_int_equal(m->n_uncovered, 0); /* the core rule stands on the fast map */
    map_headline(m, text, sizeof text);
    assert_non_null(strstr(text, "slow charging"));
    map_free(m);
    fixture_run_free(d);
}

/* Cells of a grid of degrees, 4 px each, leave no seam: every pixel between the outermost cells
 * has a zone. */
static void no_seams(void **state)
{
    struct fixture *d = fixture_run_create(1);
    struct city *c = &d->city;
    struct map *m = NULL;
    struct error err;
    int side = (int)sqrt(c->n_zones), w, free = 0, checked = 0;
    struct box land;

    (void)state;
    for (int z = 0; z < c->n_zones; z++) { /* the last ones lie on the first: a whole square */
        int k = z % (side * side);

        c->zone_x[z] = 114 + (k % side) / 600.0;
        c->zone_y[z] = 22.5 + (k / side) / 600.0;
        c->cell_w_m[z] = c->cell_h_m[z] = NAN;
    }
    for (int s = 0; s < c->n_sites; s++) {
        c->site_x[s] = 114.01;
        c->site_y[s] = 22.51;
    }
    c->geographic = true;
    d->scenario.report.map_px = 420;
    assert_int_equal(map_create(&m, &d->run, FAST, &err), ERR_OK);
    assert_true(m->digest->cell_w[0] * m->whole.px_per_m < 8);
    w = (int)m->whole.area.w;
    land = (struct box){map_x(m, m->digest->east[0]),
                        map_y(m, m->digest->north[side * side - 1]), 0, 0};
    land.w = map_x(m, m->digest->east[side - 1]) - land.x;
    land.h = map_y(m, m->digest->north[0]) - land.y;
    for (int y = (int)(land.y - m->whole.area.y); y < land.y + land.h - m->whole.area.y; y++)
        for (int x = (int)(land.x - m->whole.area.x); x < land.x + land.w - m->whole.area.x;
             x++) {
            free += m->whole.pixel_zone[y * w + x] < 0;
            checked++;
        }
    assert_true(checked > 10000);
    assert_int_equal(free, 0);
    map_free(m);
    fixture_run_free(d);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(new_sites_seen),   cmocka_unit_test(inset_place),
        cmocka_unit_test(inset_is_densest), cmocka_unit_test(dots),
        cmocka_unit_test(numbers),          cmocka_unit_test(candidates),
        cmocka_unit_test(sample),           cmocka_unit_test(plane_named),
        cmocka_unit_test(slow_area),        cmocka_unit_test(slow_markers),
        cmocka_unit_test(slow_figures),     cmocka_unit_test(files),
        cmocka_unit_test(no_seams),
    };

    return cmocka_run_group_tests_name("map_dense", tests, setup, teardown);
}
