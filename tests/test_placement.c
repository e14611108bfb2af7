/* label: unit - the list of placement models, and a search that is interrupted. What the models
 * answer is held by test_placement_*. */
#include <stdlib.h>
#include <string.h>

#include "tests/assert.h"
#include "tests/fixture_proof.h"

static void interrupt(void **state)
{
    struct town *t = town_create(truth_mclp.kind, 7, true);
    struct placement_plan plan;

    (void)state;
    placement_interrupted = 1;
    plan = proof_solve(&truth_mclp, t);
    placement_interrupted = 0;
    assert_true(plan.status == PLAN_OPTIMAL || plan.stop == STOP_INTERRUPTED);
    placement_plan_clear(&plan);
    town_free(t);
}

static void list(void **state)
{
    (void)state;
    for (int k = 0; k < placement_n_models(); k++) {
        const struct placement_model *m = placement_model_at(k);

        assert_ptr_equal(placement_find(m->name), m);
        assert_true(m->sizes_stations || (m->build && m->worth && m->solve));
        assert_true(messages_text(LANGUAGE_EN, m->summary)[0] && m->needs[0] && m->source[0]);
    }
    assert_null(placement_find("mclq"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(list), cmocka_unit_test(interrupt)};

    return cmocka_run_group_tests_name("placement", tests, NULL, NULL);
}
