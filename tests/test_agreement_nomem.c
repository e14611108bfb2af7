/* test_agreement_nomem.c - label: unit. Memory that runs out at each call while what was
 * observed is read and set beside the simulation: the error says so and nothing is lost. */
#include <stdio.h>
#include <unistd.h>

#include "tests/agreement_scene.h"
#include "tests/assert.h"
#include "tests/fixture.h"
#include "tests/nomem.h"

static void no_memory_to_agree(void **state)
{
    static struct counted c;
    static struct rows r;
    struct scenario *s = fixture_scenario();
    struct city *city = fixture_city();
    struct error err = {0};
    enum err code;
    long most = 0;

    (void)state;
    count(&c);
    rows_none(&r, DAY_HOURS);
    for (int k = 0; k < 3 * DAY_HOURS; k++)
        rows_add(&r, k / DAY_HOURS, k % DAY_HOURS, 1, 2, 3);
    for (fail_at = 0; fail_at <= most; fail_at++) { /* 0: undisturbed, which counts them */
        struct agreement *a = NULL;

        calls = alive = 0;
        counting = true;
        code = agreement_create(&a, &r.o, &c.operation, s, city, zone_of_site, &err);
        if (fail_at == 0) most = calls;
        agreement_free(a);
        counting = false;
        assert_int_equal(leaks(alive), 0);
        assert_int_equal(code, fail_at == 0 ? ERR_OK : ERR_NOMEM);
        assert_true(code == ERR_OK || a == NULL);
    }
    assert_true(most > 15); /* index, record, places, 4 of each quantity, means */
}

static void no_memory_to_read(void **state)
{
    struct scenario *s = fixture_scenario();
    struct city *city = fixture_city();
    char path[] = "/tmp/test_observed_XXXXXX";
    FILE *file = fdopen(mkstemp(path), "wb");
    struct error err = {0};
    enum err code;
    long most = 0;
    int n = 0;

    (void)state;
    assert_non_null(file);
    fprintf(file, "id,hour,kwh\n%s,0,1\n%s,1,2\n", city->site[0].id, city->site[0].id);
    fclose(file);
    s->simulation.observed = path;
    s->simulation.observed_id = "id";
    s->simulation.observed_hour = "hour";
    s->simulation.observed_kwh = "kwh";
    for (fail_at = 0; fail_at <= most; fail_at++) { /* 0: undisturbed, which counts them */
        struct observations *o = NULL;

        calls = alive = 0;
        counting = true;
        code = observations_read(&o, s, city, &err);
        if (fail_at == 0) most = calls;
        observations_free(o);
        counting = false;
        assert_int_equal(leaks(alive), 0);
        assert_true(code == ERR_OK || o == NULL);
        assert_true(fail_at > 0 || code == ERR_OK);
        n += code == ERR_NOMEM;
    }
    assert_true(n > 12); /* of the file, its cells, ids and figures */
    unlink(path);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(no_memory_to_agree),
        cmocka_unit_test(no_memory_to_read),
    };

    return cmocka_run_group_tests_name("agreement_nomem", tests, NULL, NULL);
}
