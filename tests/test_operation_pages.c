/* test_operation_pages.c - label: unit. The simulated use as maps and in the report, in both
 * languages. */
#include "tests/operation_scene.h"

#include "output/map/map_use.h"
#include "output/report/report.h"

/* ---- map ---- */

static void map(void **state)
{
    const struct operation *o = last_use();
    struct error err;

    (void)state;
    for (enum service v = FAST; v < N_SERVICES; v++) {
        struct map_use *m = NULL;
        int n_placed = 0, n = 0, n_grows = 0;
        char text[1024];

        assert_int_equal(map_use_create(&m, &fixture->run, v, &err), ERR_OK);
        for (int p = 0; p < o->input->n_pools; p++) {
            n += o->input->pool[p].service == v;
            n_grows += o->input->pool[p].service == v && o->pool[p].grows;
        }
        for (int k = 0; k < m->map.whole.n_placed; k++)
            n_placed += m->map.whole.placed[k].thing == MAP_MARKER;
        assert_int_equal(n_placed, n); /* every station of the service, none of the other */
        assert_int_equal(m->n_pools, n);
        assert_int_equal(m->n_grows, n_grows);
        for (int z = 0; z < fixture->city.n_zones; z++) {
            const struct tally_zone *zone = &o->sum->zone[v][z];

            assert_near(
                m->map.density[z],
                fmax(100 * (zone->out + zone->gave_up + zone->no_place) / zone->drivers, 1e-9),
                1e-9, 0);
        }
        map_of_use.subtitle(&m->map, text, sizeof text);
        assert_non_null(strstr(text, "2030: of 1,000 drivers "));
        map_use_free(m);
    }
}

static void map_classes_of_stations(void **state)
{
    (void)state;
    assert_int_equal(map_use_class(NAN), -1);
    assert_int_equal(map_use_class(0), 0);
    assert_int_equal(map_use_class(0.0499), 0);
    assert_int_equal(map_use_class(0.05), 1);
    assert_int_equal(map_use_class(0.199), 2);
    assert_int_equal(map_use_class(0.5), 4);
    assert_int_equal(map_use_class(1), 4);
}

/* ---- report ---- */

static char *page(bool alone, enum language language)
{
    size_t n;

    fixture->scenario.report.language = (int)language;
    fixture->run.is_stand = alone;
    return bytes_of(alone ? &writer_simulation_html : &writer_report_html, &n);
}

static void says(const char *html, const char *what)
{
    if (!strstr(html, what)) fail_msg("the page does not say: %s", what);
}

static double thousand(int what)
{
    return 1000 * last_use()->figure[FAST][what].mean;
}

/* Of 1,000 drivers those whose session begins at once: of the sessions of the fast pools. */
static double at_once(void)
{
    const struct operation *o = last_use();
    double n = 0;

    for (int p = 0; p < o->input->n_pools; p++)
        for (int h = 0; h < N_HOURS && o->input->pool[p].service == FAST; h++)
            n += fixture_operation_arrivals(p, h) - fixture_operation_moved_on(h) -
                 fixture_operation_gave_up(h) - fixture_operation_waiting(p, h);
    return 1000 * n * USE_REPLICATIONS / o->sum->balance[FAST].appeared;
}

/* Of sessions that begin at once no more than are served: of others the drivers came before. */
static void without_wait(void **state)
{
    const struct operation *o = last_use();

    (void)state;
    assert_near(1000 * use_at_once_share(o, FAST), thousand(OPERATION_SERVED), 0.01, 0);
    for (int z = 0; z < fixture->city.n_zones; z++) {
        o->sum->zone[FAST][z].drivers *= 10;
        o->sum->zone[FAST][z].served *= 10;
    }
    o->sum->balance[FAST].appeared *= 10;
    assert_near(1000 * use_at_once_share(o, FAST), at_once(), 1e-12, 0);
}

/* The answer with its intervals, in the report and alone; which stations grow, and why; in
 * which hour the others are fullest. */
static void report(void **state)
{
    char want[256], text[32];

    (void)state;
    messages_number(text, sizeof text, LANGUAGE_EN, thousand(OPERATION_SERVED), 0);
    snprintf(want, sizeof want,
             "of 1,000 drivers %.0f\u00a0±\u00a04 charge (%s of them without waiting), "
             "%.0f\u00a0±\u00a03 find no place or give up, %.0f\u00a0±\u00a01 have no station",
             thousand(OPERATION_SERVED), text, thousand(OPERATION_FULL),
             thousand(OPERATION_OUT));
    for (int alone = 0; alone < 2; alone++) {
        char *html = page(alone, LANGUAGE_EN);

        says(html, want);
        says(html, "83\u00a0±\u00a05 do not start within 10 min");
        says(html, "outlets asked for, 1.9 work: the queue grows");
        says(html, "<td>17:00 to 18:00: ");
        says(html, "8.3\u00a0±\u00a00.5\u00a0%");
        says(html, "(0.50\u00a0% of those not in time) was reached: fast 0.47\u00a0%");
        free(html);
    }
}

/* Behind those that grow: more drivers that are not served in time first. */
static void burdened(void **state)
{
    const struct operation *o = last_use();
    char *html = page(true, LANGUAGE_EN), name[256];
    const char *at = strstr(html, "Stations that do not serve all drivers in time");
    int n_listed = 0;

    (void)state;
    assert_non_null(at);
    for (int over = 2; over >= 0; over--) /* fast pools by fixture_operation_waiting() */
        for (int p = 0; p < o->input->n_pools && n_listed < 10; p++) {
            const struct operation_pool *pool = &o->input->pool[p];

            if (pool->service == SLOW || o->pool[p].grows || p % 3 != over) continue;
            if (strpbrk(fixture->city.site[pool->site].name, "\"&<>'")) continue;
            snprintf(name, sizeof name, "<th scope=\"row\">%s</th>",
                     fixture->city.site[pool->site].name);
            at = strstr(at, name);
            if (at == NULL) fail_msg("%s does not follow", name);
            n_listed++;
        }
    assert_int_equal(n_listed, 10);
    free(html);
}

/* Use by size: what stands in a class, and how much of it is taken. */
static void sizes(void **state)
{
    static const struct {
        const char *name;
        int from, to;
    } class[] = {{"1 to 4", 1, 4}, {"5 to 9", 5, 9}, {"10 to 19", 10, 19}};
    const struct operation *o = last_use();
    char *html = page(true, LANGUAGE_EN), want[256];

    (void)state;
    for (size_t k = 0; k < COUNT(class); k++) {
        int n = 0, outlets = 0;
        double taken = 0;

        for (int p = 0; p < o->input->n_pools; p++) {
            const struct operation_pool *pool = &o->input->pool[p];

            if (pool->service == SLOW || pool->n_outlets < class[k].from ||
                pool->n_outlets > class[k].to)
                continue;
            n++;
            outlets += pool->n_outlets;
            for (int h = 0; h < N_HOURS; h++)
                taken += pool->n_outlets / (double)N_HOURS * 0.04 *
                         (fixture_operation_arrivals(p, h) - fixture_operation_moved_on(h) -
                          fixture_operation_gave_up(h));
        }
        snprintf(want, sizeof want,
                 "<th scope=\"row\">%s</th><td>fast</td><td class=\"n\">%d</td>"
                 "<td class=\"n\">%d</td>",
                 class[k].name, n, outlets);
        says(html, want);
        snprintf(want, sizeof want, "<td class=\"n\">%.1f\u00a0%%</td>", 100 * taken / outlets);
        says(html, want);
    }
    free(html);
}

/* The largest hour of both services, what the outlets give in it and what the grid gives. */
static const char *most_load(int n_hours)
{
    static const char *const days[] = {"Mon ", "Tue ", "Wed ", "Thu ", "Fri ", "Sat ", "Sun "};
    static char text[128];
    const struct demand_params *d = &fixture->scenario.demand;
    double most = 0, grid = 0;
    char kw[2][32];
    int top = 0;

    for (int h = 0; h < n_hours; h++) {
        double fast = use_all_in_hour(last_use(), FAST, h, n_hours).kwh;
        double slow = use_all_in_hour(last_use(), SLOW, h, n_hours).kwh;

        if (fast + slow <= most) continue;
        most = fast + slow;
        grid = fast / d->grid_efficiency_fast + slow / d->grid_efficiency_slow;
        top = h;
    }
    messages_number(kw[0], sizeof kw[0], LANGUAGE_EN, most, 0);
    messages_number(kw[1], sizeof kw[1], LANGUAGE_EN, grid, 0);
    snprintf(text, sizeof text, "%s\u00a0kW, %s%d:00 to %d:00; with losses %s\u00a0kW", kw[0],
             n_hours == N_HOURS ? days[top / DAY_HOURS] : "", top % DAY_HOURS,
             top % DAY_HOURS + 1, kw[1]);
    return text;
}

/* Shares are drawn in per cent: a third of the drivers of an evening hour, say. */
static void charts(void **state)
{
    char *html = page(true, LANGUAGE_EN);

    (void)state;
    says(html, ">%</text>");
    says(strstr(html, ">%</text>"), ">20</text>");
    says(html, "Load of all stations in 2030 by hour of a mean day, at the outlets: at most ");
    says(html, most_load(DAY_HOURS));
    free(html);
    last_use()->input->n_profile = N_HOURS; /* days differ */
    html = page(true, LANGUAGE_EN);
    says(html, "Load of all stations in 2030 by hour of the week, at the outlets: at most ");
    says(html, most_load(N_HOURS));
    free(html);
}

static void in_chinese(void **state)
{
    (void)state;
    for (int alone = 0; alone < 2; alone++) {
        char *html = page(alone, LANGUAGE_ZH);

        says(html, "2030年快充：每1,000名驾驶人中，");
        says(html, "可用1.9枪：排队不断增长");
        assert_null(strstr(html, "of 1,000 drivers"));
        free(html);
    }
}

/* What a class of stations misses is told as its stations tell it. */
static void sizes_as_stations(void **state)
{
    struct operation *o = fixture->run.operation[fixture->run.n_networks - 1];
    int n[N_SERVICES] = {0}, over[N_SERVICES] = {0};
    char *html, want[256];

    (void)state;
    for (int p = 0; p < o->input->n_pools; p++) {
        enum service v = o->input->pool[p].service;

        o->pool[p].missed_share.mean = p % 2 ? NAN : 0.4321;
        n[v]++;
        over[v] += p % 2 == 0 || o->pool[p].grows;
    }
    snprintf(want, sizeof want,
             "sized for: fast %d of %d (more than 10.0\u00a0%% of those who come not in time), "
             "slow %d of %d (more than 5.0\u00a0%%)",
             over[FAST], n[FAST], over[SLOW], n[SLOW]);
    html = page(true, LANGUAGE_EN);
    says(html, want);
    says(strstr(html, "Use by size of the station"), "<td class=\"n\">43.2\u00a0%</td>");
    free(html);
}

/* Whom the plan assigns to none does not come; where drivers choose, nobody is assigned. */
static void assigned_to_none(void **state)
{
    static const char sentence[] = "assigned to none: 2030 fast 40.0\u00a0%. ";
    struct operation *o = fixture->run.operation[fixture->run.n_networks - 1];
    char *html;

    (void)state;
    o->input->params.choice = CHOICE_PLAN;
    o->figure[FAST][OPERATION_NO_PLACE].mean = 0.4;
    o->figure[SLOW][OPERATION_NO_PLACE].mean = 0.009;
    html = page(true, LANGUAGE_EN);
    says(html, sentence);
    free(html);
    o->input->params.choice = CHOICE_NEAREST;
    html = page(true, LANGUAGE_EN);
    assert_null(strstr(html, sentence));
    free(html);
}

/* Interrupted, not met, nobody, no station: each has its sentence. */
static void states_of_the_simulation(void **state)
{
    struct operation *o = fixture->run.operation[fixture->run.n_networks - 1];
    int pools = o->input->n_pools;
    char *html;

    (void)state;
    o->partial = true;
    o->figure[SLOW][OPERATION_DRIVERS].mean = 0;
    html = page(true, LANGUAGE_EN);
    says(html,
         "The simulation of 2030 was interrupted: what was finished, 5 replications of at "
         "most 20, is kept.");
    says(html, "2030, slow: nobody asks for it.");
    free(html);
    o->partial = o->met = false;
    o->input->n_pools = 0;
    html = page(true, LANGUAGE_EN);
    says(html, "2030: stopped at the limit of 5 replications");
    says(html, "2030, fast: no station stands that drivers could use;");
    free(html);
    o->input->n_pools = pools;
}

/* A window of 40 hours and one of a week more that ends at hour 30: rates are of the hours that
 * were there, and of hours that were not there are none. */
static void part_of_a_week(void **state)
{
    struct operation *o = fixture->run.operation[fixture->run.n_networks - 1];
    const double reps = o->n_replications;

    (void)state;
    for (int h = 0; h < N_HOURS; h++)
        o->sum->n_weeks[h] = h < 30 ? 2 : h < 40;
    assert_int_equal(use_n_hours(o), DAY_HOURS);
    for (int p = 0; p < o->input->n_pools; p++) {
        static const int hours[] = {3, 35};

        for (int k = 0; k < 2; k++) {
            const int h = hours[k];
            const struct use_rates r = use_in_hour(o, p, h, N_HOURS);
            const struct tally_hour *sum = &o->sum->hour[p * N_HOURS + h];
            double taken = 0, each = 1 / (reps * (k == 0 ? 2 : 1));

            for (int g = 0; g < o->input->n_groups; g++)
                if (o->input->group[g].pool == p) taken += o->sum->busy_h[g * N_HOURS + h];
            assert_near(r.arrivals, sum->arrivals * each, 1e-12, 0);
            assert_near(r.kwh, sum->kwh * each, 1e-12, 0);
            assert_near(r.utilisation, taken * each / o->input->pool[p].n_outlets, 1e-12, 0);
        }
        assert_true(isnan(use_in_hour(o, p, 40, N_HOURS).arrivals));
        assert_true(isnan(use_in_hour(o, p, 40, N_HOURS).utilisation));
    }
    assert_int_equal(use_decimals(OPERATION_PEAK), 1);
    assert_int_equal(use_decimals(OPERATION_ENERGY), 1);
}

/* Without a simulation nothing of it is written or said. */
static void without(void **state)
{
    char *html;
    size_t n;

    (void)state;
    fixture_operation_remove(fixture);
    for (int k = 0; k < writer_n(); k++)
        if (writer_at(k)->of_simulation && writer_at(k) != &writer_record_yaml)
            assert_false(writer_wanted(writer_at(k), &fixture->run));
    html = bytes_of(&writer_report_html, &n);
    assert_null(strstr(html, messages_text(LANGUAGE_EN, MSG_SIM_HEAD)));
    free(html);
}

int main(void)
{
#define USE_TEST(f) cmocka_unit_test_setup_teardown(f, setup, teardown)
    const struct CMUnitTest tests[] = {USE_TEST(map),
                                       USE_TEST(map_classes_of_stations),
                                       USE_TEST(report),
                                       USE_TEST(burdened),
                                       USE_TEST(sizes),
                                       USE_TEST(charts),
                                       USE_TEST(in_chinese),
                                       USE_TEST(states_of_the_simulation),
                                       USE_TEST(sizes_as_stations),
                                       USE_TEST(assigned_to_none),
                                       USE_TEST(part_of_a_week),
                                       USE_TEST(without_wait),
                                       USE_TEST(without)};

    return cmocka_run_group_tests_name("operation pages", tests, NULL, NULL);
}
