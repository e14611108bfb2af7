/* test_map_ink.c - the inks of the map told apart by every eye and in grey print.
 *
 * Colour blindness by the matrices for full dichromacy of Machado, Oliveira and Fernandes, A
 * physiologically-based model for simulation of color vision deficiency, IEEE TVCG 15 (2009)
 * 1291-1298, on linear RGB; differences as CIE 1976 Delta E in L*a*b* (D65). About 2 can just
 * be told apart side by side; 18 is asked for here, for small things far apart. */
#include "tests/assert.h"

#include <stdbool.h>
#include <string.h>

#include "output/map/map.h"
#include "tests/fixture_run.h"

static const double eye[4][3][3] = {
    {{1, 0, 0}, {0, 1, 0}, {0, 0, 1}},
    {{0.152286, 1.052583, -0.204868},
     {0.114503, 0.786281, 0.099216},
     {-0.003882, -0.048116, 1.051998}},
    {{0.367322, 0.860646, -0.227968},
     {0.280085, 0.672501, 0.047413},
     {-0.011820, 0.042940, 0.968881}},
    {{1.255528, -0.076749, -0.178779},
     {-0.078411, 0.930809, 0.147602},
     {0.004733, 0.691367, 0.303900}},
};

static double linear(double c)
{
    return c <= 0.04045 ? c / 12.92 : pow((c + 0.055) / 1.055, 2.4);
}

static double root(double t)
{
    return t > 216.0 / 24389 ? cbrt(t) : (24389.0 / 27 * t + 16) / 116;
}

struct lab {
    double l, a, b;
};

static struct lab seen(struct colour c, int who)
{
    const double in[3] = {linear(c.r), linear(c.g), linear(c.b)};
    double rgb[3];

    for (int k = 0; k < 3; k++) {
        rgb[k] = 0;
        for (int i = 0; i < 3; i++)
            rgb[k] += eye[who][k][i] * in[i];
        rgb[k] = fmin(fmax(rgb[k], 0), 1);
    }

    double x = 0.4124564 * rgb[0] + 0.3575761 * rgb[1] + 0.1804375 * rgb[2];
    double y = 0.2126729 * rgb[0] + 0.7151522 * rgb[1] + 0.0721750 * rgb[2];
    double z = 0.0193339 * rgb[0] + 0.1191920 * rgb[1] + 0.9503041 * rgb[2];
    double fx = root(x / 0.95047), fy = root(y), fz = root(z / 1.08883);

    return (struct lab){116 * fy - 16, 500 * (fx - fy), 200 * (fy - fz)};
}

static double apart(struct colour a, struct colour b, int who)
{
    struct lab p = seen(a, who), q = seen(b, who);

    return sqrt(pow(p.l - q.l, 2) + pow(p.a - q.a, 2) + pow(p.b - q.b, 2));
}

/* The measure itself: white and black are 100 apart for everybody; red and green of the sRGB
 * primaries come near each other for the red-blind only. */
static void measure(void **state)
{
    struct colour white = canvas_colour(0xFFFFFF, 1), black = canvas_colour(0, 1);
    struct colour brick = canvas_colour(0xB05A4A, 1), moss = canvas_colour(0x6E7A3A, 1);

    (void)state;
    for (int who = 0; who < 4; who++)
        assert_near(apart(white, black, who), 100, 0, 0.1);
    assert_true(apart(brick, moss, 2) < 0.5 * apart(brick, moss, 0));
}

static void phases(void **state)
{
    (void)state;
    for (int n = 1; n <= 4; n++)
        for (int a = -1; a < n; a++)
            for (int b = a + 1; b < n; b++) {
                struct colour p = map_phase_colour(a, n), q = map_phase_colour(b, n);

                for (int who = 0; who < 4; who++)
                    assert_true(apart(p, q, who) >= 18);
                /* in grey print phases by lightness; today's by their size or lack of rim */
                if (a >= 0) assert_true(fabs(seen(p, 0).l - seen(q, 0).l) >= 18);
            }
    for (int k = 1; k < 7; k++) /* more phases: still one after the other */
        assert_true(seen(map_phase_colour(k, 7), 0).l >
                    seen(map_phase_colour(k - 1, 7), 0).l + 5);
}

/* Every ink against every class of the demand below it. */
static void ground(void **state)
{
    struct fixture *f = fixture_run_create(0.25);
    struct map *m = NULL;
    struct error err;

    (void)state;
    assert_int_equal(map_create(&m, &f->run, FAST, &err), ERR_OK);
    for (int class = 0; class < m->n_classes; class ++) {
        double at = class == 0 ? m->breaks[0] / 2 : m->breaks[class - 1];
        struct colour under = map_class_colour(m, at);

        for (int n = 1; n <= 4; n++)
            for (int phase = -1; phase < n; phase++)
                for (int who = 0; who < 4; who++)
                    assert_true(apart(map_phase_colour(phase, n), under, who) >= 18);
        for (int next = class + 1; next < m->n_classes; next++) {
            struct colour darker = map_class_colour(m, m->breaks[next - 1]);

            for (int who = 0; who < 4; who++)
                assert_true(apart(under, darker, who) >= 7);
            assert_true(seen(under, 0).l > seen(darker, 0).l + 5);
        }
    }
    map_free(m);
    fixture_run_free(f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(measure),
        cmocka_unit_test(phases),
        cmocka_unit_test(ground),
    };

    return cmocka_run_group_tests_name("map_ink", tests, NULL, NULL);
}
