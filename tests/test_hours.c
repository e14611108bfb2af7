/* test_hours.c - weeks, tariffs, holidays, sessions and power: closed forms, hand arithmetic,
 * invariants. Days of 24 hours are in test_demand.c. */
#include <string.h>

#include "model/demand/demand.h"
#include "model/demand/sessions.h"
#include "model/demand/tariff.h"
#include "tests/assert.h"
#include "tests/fixture.h"

static double week_numbers[8][N_HOURS];

/* The profile repeated over a week, its days shifted by `days`. */
static struct numbers repeated(int room, const struct numbers *day, int days)
{
    for (int h = 0; h < N_HOURS; h++)
        week_numbers[room][(h + days * DAY_HOURS) % N_HOURS] = day->value[h % DAY_HOURS];
    return (struct numbers){N_HOURS, week_numbers[room]};
}

static double day_sum(const double *share, int day)
{
    double sum = 0;

    for (int h = 0; h < DAY_HOURS; h++)
        sum += share[day * DAY_HOURS + h];
    return sum;
}

/* A week of equal days is the day, seven times; it counts only where days differ. */
static void equal_days(void **state)
{
    struct scenario *s = fixture_scenario();
    struct demand_params *p = &s->demand;
    struct hours day, week;

    (void)state;
    hours_fill(&day, p);
    assert_int_equal(day.n, DAY_HOURS);
    p->night_slow = repeated(0, &p->night_slow, 0);
    hours_fill(&week, p);
    assert_int_equal(week.n, N_HOURS);
    for (int v = 0; v < N_SERVICES; v++)
        for (int l = 0; l < N_LAYERS; l++)
            for (int h = 0; h < N_HOURS; h++)
                assert_near(week.share[v][l][h], day.share[v][l][h % DAY_HOURS], 1e-12, 0);
    for (int l = 0; l < N_LAYERS; l++)
        for (int h = 0; h < N_HOURS; h++)
            assert_near(week.present[l][h], day.present[l][h % DAY_HOURS], 1e-11, 1e-12);
}

/* Days of weights 1 to 7: day d has d / 4 of a mean day's energy, 7 in all, hour by hour in
 * the profile's proportion. */
static void weights_of_days(void **state)
{
    struct scenario *s = fixture_scenario();
    struct demand_params *p = &s->demand;
    struct hours day, h;

    (void)state;
    hours_fill(&day, p);
    for (int d = 0; d < N_DAYS; d++)
        p->week_day.value[d] = 2.17 * (d + 1);
    hours_fill(&h, p);
    assert_int_equal(h.n, N_HOURS);
    for (int d = 0; d < N_DAYS; d++) {
        assert_near(day_sum(h.share[FAST][DAY], d), (d + 1) / 4.0, 1e-12, 0);
        assert_near(day_sum(h.share[SLOW][NIGHT], d), 1, 1e-12, 0);
        assert_near(h.share[FAST][DAY][d * DAY_HOURS + 11],
                    day.share[FAST][DAY][11] * (d + 1) / 4.0, 1e-12, 0);
    }
}

/* Shifted by a day, every day has what the day before it had, and all days have as much. */
static void shifted_by_a_day(void **state)
{
    struct scenario *s = fixture_scenario();
    struct demand_params *p = &s->demand;
    struct numbers odd = {N_HOURS, week_numbers[0]};
    struct hours before, after;
    double kwh[N_LAYERS] = {120, 71, 5}, load[N_HOURS], moved[N_HOURS], all = 0, again = 0;

    (void)state;
    for (int h = 0; h < N_HOURS; h++)
        odd.value[h] = (h * 7 + 3) % 11;
    p->night_fast = p->night_slow = p->day_fast = p->day_slow = p->roaming_fast =
        p->roaming_slow = odd;
    hours_fill(&before, p);
    for (int h = 0; h < N_HOURS; h++)
        week_numbers[1][(h + DAY_HOURS) % N_HOURS] = odd.value[h];
    odd.value = week_numbers[1];
    p->night_fast = p->night_slow = p->day_fast = p->day_slow = p->roaming_fast =
        p->roaming_slow = odd;
    hours_fill(&after, p);
    for (enum service v = FAST; v < N_SERVICES; v++) {
        assert_near(hours_load(&before, v, kwh, load), hours_load(&after, v, kwh, moved), 1e-12,
                    0);
        for (int h = 0; h < N_HOURS; h++)
            assert_near(moved[(h + DAY_HOURS) % N_HOURS], load[h], 1e-11, 0);
    }
    for (int h = 0; h < N_HOURS; h++) {
        all += before.share[FAST][NIGHT][h];
        again += after.share[FAST][NIGHT][h];
    }
    assert_near(all, N_DAYS, 1e-12, 0);
    assert_near(again, N_DAYS, 1e-12, 0);
}

/* All who come in the last hour of Sunday for nine hours are there until Monday morning: 7
 * days' sessions, since all of the week come then. */
static void around_the_week(void **state)
{
    struct scenario *s = fixture_scenario();
    struct demand_params *p = &s->demand;
    struct hours h;

    (void)state;
    memset(week_numbers[0], 0, sizeof week_numbers[0]);
    week_numbers[0][N_HOURS - 1] = 1.3;
    p->night_slow = (struct numbers){N_HOURS, week_numbers[0]};
    p->stay_h_night = 9;
    hours_fill(&h, p);
    for (int k = 0; k < 9; k++)
        assert_near(h.present[NIGHT][k], 7, 1e-12, 0);
    assert_near(h.present[NIGHT][9], 0, 0, 1e-12);
    assert_near(h.present[NIGHT][N_HOURS - 1], 7, 1e-12, 0);
    assert_near(h.present[NIGHT][N_HOURS - 2], 0, 0, 1e-12);
}

/* Prices 2 and 1 and elasticity 0.5: cheap hours are worth sqrt 2 of dear ones. Of 12 + 12
 * equal hours a dear one has 1 / (12 + 12 sqrt 2) of the day. */
static void two_prices(void **state)
{
    double share[DAY_HOURS], price[DAY_HOURS], sum = 0;

    (void)state;
    for (int h = 0; h < DAY_HOURS; h++) {
        share[h] = 1.0 / 24;
        price[h] = h % 2 == 0 ? 2 : 1;
    }
    tariff_answer(share, DAY_HOURS, price, 0.5);
    for (int h = 0; h < DAY_HOURS; h++) {
        assert_near(share[h], (h % 2 == 0 ? 1 : sqrt(2)) / (12 + 12 * sqrt(2)), 1e-12, 0);
        sum += share[h];
    }
    assert_near(sum, 1, 1e-12, 0);
}

/* A tariff keeps the energy of every day and brings the most to the cheapest hours; the unit of
 * the price means nothing; response 0 and equal prices change nothing. */
static void tariff_keeps_days(void **state)
{
    struct scenario *s = fixture_scenario();
    struct demand_params *p = &s->demand;
    struct hours flat, priced, scaled;

    (void)state;
    for (int d = 0; d < N_DAYS; d++)
        p->week_night.value[d] = 1 + d % 3;
    hours_fill(&flat, p);
    p->tariff = TARIFF_PEAK_VALLEY;
    p->response_day_slow = 0;
    hours_fill(&priced, p);
    for (int v = 0; v < N_SERVICES; v++)
        for (int l = 0; l < N_LAYERS; l++)
            for (int d = 0; d < N_DAYS; d++)
                assert_near(day_sum(priced.share[v][l], d), day_sum(flat.share[v][l], d), 1e-12,
                            0);
    for (int h = 0; h < N_HOURS; h++) /* night, slow, elasticity 1: share x price is in one
                                         proportion to the share without */
        assert_near(priced.share[SLOW][DAY][h], flat.share[SLOW][DAY][h], 1e-12, 0);
    assert_near(priced.share[SLOW][NIGHT][3] / priced.share[SLOW][NIGHT][18],
                flat.share[SLOW][NIGHT][3] / flat.share[SLOW][NIGHT][18] * (1.7 / 0.38), 1e-12,
                0);
    p->tariff = TARIFF_OWN;
    p->tariff_price = (struct numbers){DAY_HOURS, week_numbers[2]};
    tariff_prices(week_numbers[2], DAY_HOURS,
                  &(struct demand_params){.tariff = TARIFF_PEAK_VALLEY});
    for (int h = 0; h < DAY_HOURS; h++)
        week_numbers[2][h] *= 0.643;
    hours_fill(&scaled, p);
    for (int h = 0; h < N_HOURS; h++)
        assert_near(scaled.share[FAST][ROAMING][h], priced.share[FAST][ROAMING][h], 1e-12, 0);
}

/* The published periods: valley 0 to 8, peak 10 to 12 and 14 to 19. */
static void published_day(void **state)
{
    struct demand_params p = {.tariff = TARIFF_PEAK_VALLEY};
    double price[N_HOURS];
    int peak = 0, valley = 0;

    (void)state;
    tariff_prices(price, N_HOURS, &p);
    for (int h = 0; h < N_HOURS; h++) {
        assert_near(price[h], price[h % DAY_HOURS], 0, 0);
        peak += price[h] == 1.7;
        valley += price[h] == 0.38;
    }
    assert_int_equal(peak, 7 * 7);
    assert_int_equal(valley, 7 * 8);
    assert_near(price[10], 1.7, 0, 0);
    assert_near(price[12], 1, 0, 0);
    assert_near(price[14], 1.7, 0, 0);
    assert_near(price[19], 1, 0, 0);
    assert_near(price[7], 0.38, 0, 0);
}

/* A holiday's factor sizes outlets; energy stays that of a mean day. */
static void holiday(void **state)
{
    struct scenario *s = fixture_scenario();
    struct hours plain, busy;
    double kwh[N_LAYERS] = {120, 71, 5}, load[N_HOURS];

    (void)state;
    hours_fill(&plain, &s->demand);
    s->demand.holiday_fast = 1.83;
    s->demand.holiday_slow = 0.41;
    hours_fill(&busy, &s->demand);
    assert_near(hours_load(&busy, FAST, kwh, load), 1.83 * hours_load(&plain, FAST, kwh, load),
                1e-12, 0);
    assert_near(hours_load(&busy, SLOW, kwh, load), 0.41 * hours_load(&plain, SLOW, kwh, load),
                1e-12, 0);
    assert_near(day_sum(busy.share[FAST][NIGHT], 0), 1, 1e-12, 0);
}

/* cv 1 is the exponential distribution: quantile -ln(1 - p) x mean. cv 1 / sqrt 2 is Erlang's
 * of two: P(X <= x) = 1 - (1 + t) e^-t, t = 2 x / mean. */
static void session_energy(void **state)
{
    struct sessions one = {18.7, 1}, two = {25.3, sqrt(0.5)}, same = {21, 0};
    double t = 2 * 31.4 / 25.3;

    (void)state;
    assert_near(sessions_quantile(&one, 0.9), 18.7 * log(10), 1e-9, 0);
    assert_near(sessions_below(&one, 11), 1 - exp(-11 / 18.7), 1e-12, 0);
    assert_near(sessions_below(&two, 31.4), 1 - (1 + t) * exp(-t), 1e-12, 0);
    assert_near(sessions_below(&two, sessions_quantile(&two, 0.37)), 0.37, 1e-9, 0);
    assert_near(sessions_quantile(&same, 0.9), 21, 0, 0);
    assert_near(sessions_below(&same, 20.9), 0, 0, 0);
    assert_near(sessions_below(&same, 21), 1, 0, 0);
    assert_near(sessions_below(&one, -3), 0, 0, 0);
}

/* A quantile is one at every spread that may be set: so much of the sessions lies below it. Of
 * the largest the tenth is next to nothing. */
static void session_spread(void **state)
{
    (void)state;
    for (double cv = 0.0031; cv <= 5; cv = fmin(cv * 1.17, cv < 5 ? 5 : 6))
        for (double p = 0.1; p < 1; p += 0.2) {
            struct sessions s = {21, cv};

            assert_near(sessions_below(&s, sessions_quantile(&s, p)), p, 1e-6, 0);
        }
    assert_near(sessions_quantile(&(struct sessions){21, 5}, 0.1), 0, 0, 1e-9);
}

/* Two classes, 300 kWh at 40 kW and 100 kWh without a limit, at an outlet of 120 kW: 400 kWh in
 * 7.5 + 0.8333 h are 48 kW, 0.4 of it. */
static void mean_power(void **state)
{
    struct scenario *s = fixture_scenario();
    struct class_energy e[2] = {{.driven = 0}, {.driven = 0}};
    struct kind fast = {.system = FAST, .power_kw = 240, .outlets = 2};
    struct kind slow = {.system = SLOW, .power_kw = 7, .outlets = 1};

    (void)state;
    e[0].public_kwh[FAST][DAY].plain = 300;
    e[1].public_kwh[FAST][NIGHT].plain = 100;
    assert_near(power_share(s, e, 1, NAN, &fast), 1, 0, 0);
    s->fleet[0].onboard_dc_kw = 40;
    assert_near(power_share(s, e, 1, NAN, &fast), 0.4, 1e-12, 0);
    s->fleet[0].onboard_dc_kw = 120; /* as much as the outlet gives */
    assert_near(power_share(s, e, 1, NAN, &fast), 1, 0, 0);
    assert_near(power_share(s, e, 1, NAN, &slow), 1, 0, 0); /* nobody asks */
    /* 60 kWh, 20 of them of hybrids at 3.5 kW: 40 / 7 + 20 / 3.5 h give 5.25 kW */
    e[0].public_kwh[SLOW][DAY].plain = 60;
    e[0].phev_slow.plain = 20;
    s->fleet[0].onboard_ac_phev_kw = 3.5;
    assert_near(power_share(s, e, 1, NAN, &slow), 0.75, 1e-12, 0);
    s->fleet[0].onboard_ac_kw = 3.5;
    assert_near(power_share(s, e, 1, NAN, &slow), 0.5, 1e-12, 0);
}

/* The stay is that of the layer: all come in one hour, so that as many outlets as hours stay
 * taken for good share the day. */
static void stay_of_the_layer(void **state)
{
    struct scenario *s = fixture_scenario();
    struct demand_params *p = &s->demand;
    const double stay_h[N_LAYERS] = {9, 4, 2};
    struct hours h;

    (void)state;
    p->stay_h_night = stay_h[NIGHT];
    p->stay_h_day = stay_h[DAY];
    p->stay_h_roaming = stay_h[ROAMING];
    for (int k = 0; k < DAY_HOURS; k++)
        p->night_slow.value[k] = p->day_slow.value[k] = p->roaming_slow.value[k] = k == 8;
    hours_fill(&h, p);
    for (int l = 0; l < N_LAYERS; l++) /* from 8 to 9 they come; the last leave a stay later */
        for (int k = 0; k < DAY_HOURS; k++)
            assert_near(h.present[l][k], k >= 8 && k < 9 + stay_h[l], 1e-12, 1e-12);
}

/* Own prices of a week: dear on Tuesday mornings alone, so only Tuesday's hours move. */
static void prices_of_a_week(void **state)
{
    struct scenario *s = fixture_scenario();
    struct demand_params *p = &s->demand;
    struct hours flat, h;

    (void)state;
    hours_fill(&flat, p);
    p->tariff = TARIFF_OWN;
    for (int k = 0; k < N_HOURS; k++)
        week_numbers[3][k] = k >= DAY_HOURS && k < DAY_HOURS + 12 ? 2 : 0.5;
    p->tariff_price = (struct numbers){N_HOURS, week_numbers[3]};
    p->response_day_fast = 1;
    hours_fill(&h, p);
    assert_int_equal(h.n, N_HOURS);
    for (int k = 0; k < N_HOURS; k++) {
        double before = flat.share[FAST][DAY][k % DAY_HOURS];

        if (k / DAY_HOURS != 1) assert_near(h.share[FAST][DAY][k], before, 1e-12, 0);
    }
    assert_near(h.share[FAST][DAY][DAY_HOURS + 13] / h.share[FAST][DAY][DAY_HOURS + 9],
                4 * flat.share[FAST][DAY][13] / flat.share[FAST][DAY][9], 1e-12, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(equal_days),       cmocka_unit_test(weights_of_days),
        cmocka_unit_test(shifted_by_a_day), cmocka_unit_test(around_the_week),
        cmocka_unit_test(two_prices),       cmocka_unit_test(tariff_keeps_days),
        cmocka_unit_test(published_day),    cmocka_unit_test(holiday),
        cmocka_unit_test(session_energy),   cmocka_unit_test(session_spread),
        cmocka_unit_test(mean_power),       cmocka_unit_test(stay_of_the_layer),
        cmocka_unit_test(prices_of_a_week),
    };

    return cmocka_run_group_tests_name("hours", tests, NULL, NULL);
}
