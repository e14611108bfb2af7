/* test_study.c - the store of a sweep: claims, leases, losses. */
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "assert.h"
#include "output/study/study.h"
#include "scenarios/text.h"

static char folder[] = "/tmp/chargeplan-study-XXXXXX";

/* Three made-up cases; one has a setting. */
static char set_text[] = "placement.p=7", *sets[] = {set_text};
static char no_name[] = "", named[] = "tight";
static struct sweep_case three[] = {{"aaaaaaaaaaaaaaaa", no_name, 0, NULL, 0},
                                    {"cccccccccccccccc", named, 1, sets, 1},
                                    {"bbbbbbbbbbbbbbbb", no_name, 0, NULL, 2}};
static struct sweep_cases cases = {.n = 3, .at = three, .n_design = 3, .design = "whole"};
static double clock_s = 1000; /* a clock that the tests set on */
static struct scenario scenario;
static char design[SHA256_HEX];
static char alive[BATCH_WORKER_ROOM + 16], elsewhere[] = "otherhost-12345678-1/77/1234/78";

static double clock_now(void)
{
    return clock_s;
}

static struct study_file *open_new(const char *name)
{
    const struct study_origin origin = {.scenario = &scenario, .file = "s.yaml"};
    struct study_file *study = NULL;
    struct error err = {0};

    assert_int_equal(study_open(&study, name, true, &err), ERR_OK);
    assert_int_equal(study_enter(study, &cases, &origin, false, &err), ERR_OK);
    study_use_clock(study, clock_now);
    return study;
}

static enum batch_claim take(struct study_file *study, const char *worker,
                             struct study_claim *claim)
{
    struct error err = {0};
    enum batch_claim what;

    assert_int_equal(study_take(study, worker, design, &what, claim, &err), ERR_OK);
    return what;
}

static struct study_counts count(struct study_file *study)
{
    struct study_counts c;
    struct error err = {0};

    assert_int_equal(study_count(study, &c, &err), ERR_OK);
    return c;
}

static void fail_case(struct study_file *study, const struct study_claim *claim)
{
    const struct error why = {ERR_SOLVER, "the solver gave up"};
    struct error err = {0};

    assert_int_equal(study_keep_error(study, claim, &why, &err), ERR_OK);
}

/* A statement of its own, as another program would make it. */
static void change(struct study_file *study, const char *sql)
{
    struct error err = {0};

    assert_int_equal(store_do(study_store(study), &err, sql, ""), ERR_OK);
}

static void cases_are_taken_in_their_order(void **state)
{
    struct study_file *study = open_new("order");
    struct study_claim claim[4];

    (void)state;
    for (int k = 0; k < 3; k++) {
        assert_int_equal(take(study, alive, &claim[k]), BATCH_TAKEN);
        assert_string_equal(claim[k].id, three[k].id);
        assert_int_equal(claim[k].attempt, 1);
    }
    assert_int_equal(take(study, alive, &claim[3]), BATCH_WAIT);
    for (int k = 0; k < 3; k++)
        fail_case(study, &claim[k]);
    assert_int_equal(take(study, alive, &claim[3]), BATCH_NONE);
    assert_int_equal(count(study).failed, 3);
    study_close(study);
}

static void failed_cases_stay_until_asked_for(void **state)
{
    const struct study_origin origin = {.scenario = &scenario, .file = "s.yaml"};
    struct study_file *study = open_new("failed");
    struct study_claim claim;
    struct error err = {0};

    (void)state;
    take(study, alive, &claim);
    fail_case(study, &claim);
    assert_int_equal(study_enter(study, &cases, &origin, false, &err), ERR_OK);
    assert_int_equal(count(study).failed, 1);
    assert_int_equal(count(study).waiting, 2);
    assert_int_equal(study_enter(study, &cases, &origin, true, &err), ERR_OK);
    assert_int_equal(count(study).failed, 0);
    assert_int_equal(count(study).waiting, 3);
    study_close(study);
}

/* All three in the hands of another machine. */
static void take_all_elsewhere(struct study_file *study, struct study_claim claim[3])
{
    for (int k = 0; k < 3; k++)
        assert_int_equal(take(study, elsewhere, &claim[k]), BATCH_TAKEN);
}

/* A claim that nobody renews for a minute is taken by another worker, who has to have waited
 * that long himself; the first one's word no longer counts. */
static void a_lease_ends(void **state)
{
    struct study_file *study = open_new("lease");
    struct study_claim late[3], again;

    (void)state;
    take_all_elsewhere(study, late);
    assert_int_equal(take(study, alive, &again), BATCH_WAIT);
    clock_s += STUDY_LEASE_S - 1;
    assert_int_equal(take(study, alive, &again), BATCH_WAIT);
    clock_s += 1;
    assert_int_equal(take(study, alive, &again), BATCH_TAKEN);
    assert_string_equal(again.id, three[0].id);
    assert_int_equal(again.attempt, 2);
    fail_case(study, &late[0]);
    assert_int_equal(count(study).failed, 0);
    fail_case(study, &again);
    assert_int_equal(count(study).failed, 1);
    study_close(study);
}

/* A case that waits goes before one whose claim has ended. */
static void waiting_cases_come_first(void **state)
{
    struct study_file *study = open_new("waiting");
    struct study_claim claim[3], next;

    (void)state;
    take_all_elsewhere(study, claim);
    assert_int_equal(take(study, alive, &next), BATCH_WAIT);
    clock_s += STUDY_LEASE_S;
    change(study, "UPDATE run SET state = 'waiting' WHERE place = 2");
    assert_int_equal(take(study, alive, &next), BATCH_TAKEN);
    assert_string_equal(next.id, three[2].id);
    study_close(study);
}

/* The same worker that took a case twice: its first attempt does not count either. */
static void an_earlier_attempt_does_not_count(void **state)
{
    struct study_file *study = open_new("attempt");
    struct study_claim first[3], again;

    (void)state;
    for (int k = 0; k < 3; k++)
        take(study, alive, &first[k]);
    take(study, alive, &again);
    clock_s += STUDY_LEASE_S;
    take(study, alive, &again);
    assert_string_equal(first[0].id, again.id);
    fail_case(study, &first[0]);
    assert_int_equal(count(study).failed, 0);
    study_close(study);
}

/* The time of day of whoever renews is set back and forth by days: as long as he renews, his
 * case is his; when he ends, it is taken a minute later. */
static void set_clocks_end_no_lease(void **state)
{
    static const char *const renewals[] = {
        "UPDATE run SET lease = lease - 86400", "UPDATE run SET lease = lease + 10",
        "UPDATE run SET lease = lease + 9 * 86400", "UPDATE run SET lease = 0",
        "UPDATE run SET lease = lease + 1"};
    struct study_file *study = open_new("clock");
    struct study_claim claim[3], again;

    (void)state;
    take_all_elsewhere(study, claim);
    for (size_t k = 0; k < COUNT(renewals); k++) {
        assert_int_equal(take(study, alive, &again), BATCH_WAIT);
        clock_s += STUDY_LEASE_S - 1;
        change(study, renewals[k]);
    }
    assert_int_equal(take(study, alive, &again), BATCH_WAIT);
    clock_s += STUDY_LEASE_S;
    assert_int_equal(take(study, alive, &again), BATCH_TAKEN);
    assert_string_equal(again.id, claim[0].id);
    study_close(study);
}

static void leases_are_renewed_by_name(void **state)
{
    struct study_file *study = open_new("renew");
    struct study_claim claim;
    struct error err = {0};
    char own[BATCH_WORKER_ROOM];

    (void)state;
    batch_own_name(own);
    take(study, alive, &claim);
    take(study, elsewhere, &claim);
    take(study, alive, &claim);
    assert_int_equal(take(study, "x", &claim), BATCH_WAIT);
    clock_s += STUDY_LEASE_S;
    assert_int_equal(study_renew(study, own, &err), ERR_OK);
    assert_int_equal(take(study, "x", &claim), BATCH_TAKEN);
    assert_string_equal(claim.id, three[1].id); /* only that of the other machine had ended */
    assert_int_equal(take(study, "x", &claim), BATCH_WAIT);
    study_close(study);
}

static void workers_that_are_gone_free_their_cases(void **state)
{
    struct study_file *study = open_new("gone");
    struct study_claim claim;
    struct error err = {0};
    char gone[BATCH_WORKER_ROOM];

    (void)state;
    batch_own_name(gone); /* the number of this process with another start */
    *strrchr(gone, '/') = '\0';
    strcat(gone, "/1/5");
    take(study, gone, &claim);
    take(study, alive, &claim);
    take(study, elsewhere, &claim);
    assert_int_equal(study_free_gone(study, &err), ERR_OK);
    assert_int_equal(count(study).waiting, 1);
    assert_int_equal(count(study).running, 2);
    study_close(study);
}

static void losses_are_recorded(void **state)
{
    struct study_file *study = open_new("lost");
    struct store_rows *rows;
    struct study_claim claim;
    struct error err = {0};
    bool more;

    (void)state;
    for (int k = 1; k <= STUDY_KILLS_MAX; k++) {
        assert_int_equal(take(study, alive, &claim), BATCH_TAKEN);
        assert_string_equal(claim.id, three[0].id);
        assert_int_equal(study_lost(study, alive, BATCH_KILLED, SIGKILL, 0, &err), ERR_OK);
        assert_int_equal(count(study).crashed, k == STUDY_KILLS_MAX);
    }
    take(study, alive, &claim);
    assert_int_equal(study_lost(study, alive, BATCH_CRASHED, SIGSEGV, 0, &err), ERR_OK);
    take(study, alive, &claim);
    assert_int_equal(study_lost(study, alive, BATCH_TOO_LONG, SIGKILL, 2.5, &err), ERR_OK);
    assert_int_equal(count(study).crashed, 2);
    assert_int_equal(count(study).too_long, 1);
    assert_int_equal(store_ask(study_store(study), &rows, &err,
                               "SELECT signal, error FROM run ORDER BY place", ""),
                     ERR_OK);
    store_next(study_store(study), rows, &more, &err);
    assert_int_equal(store_integer(rows, 0), SIGKILL);
    assert_string_equal(store_text(rows, 1), "its worker was killed 5 times");
    store_next(study_store(study), rows, &more, &err);
    assert_int_equal(store_integer(rows, 0), SIGSEGV);
    assert_non_null(strstr(store_text(rows, 1), "Segmentation fault"));
    store_next(study_store(study), rows, &more, &err);
    assert_true(store_null(rows, 0));
    assert_string_equal(store_text(rows, 1), "stopped after 2.5 s");
    store_stop(rows);
    study_close(study);
}

static void a_case_given_back_waits_as_if_untouched(void **state)
{
    struct study_file *study = open_new("back");
    struct study_claim claim, again;
    struct error err = {0};

    (void)state;
    take(study, alive, &claim);
    assert_int_equal(study_give_back(study, &claim, &err), ERR_OK);
    take(study, alive, &again);
    assert_string_equal(again.id, claim.id);
    assert_int_equal(again.attempt, 1);
    study_close(study);
}

/* Fewer cases: the others keep what they have, outside the design. Not while somebody works. */
static void another_design(void **state)
{
    const struct study_origin origin = {.scenario = &scenario, .file = "s.yaml"};
    const struct sweep_cases fewer = {.n = 1, .at = &three[1], .n_design = 1};
    struct study_file *study = open_new("design");
    struct study_claim claim;
    enum batch_claim what;
    struct error err = {0};

    (void)state;
    take(study, alive, &claim);
    assert_int_equal(study_enter(study, &fewer, &origin, false, &err), ERR_USAGE);
    fail_case(study, &claim);
    assert_int_equal(study_enter(study, &fewer, &origin, false, &err), ERR_OK);
    assert_int_equal(count(study).n, 1);
    assert_int_equal(study_take(study, alive, design, &what, &claim, &err), ERR_OK);
    assert_int_equal(what, BATCH_NONE); /* of the design before */
    assert_int_equal(study_enter(study, &cases, &origin, false, &err), ERR_OK);
    assert_int_equal(count(study).n, 3);
    assert_int_equal(count(study).failed, 1);
    study_close(study);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(cases_are_taken_in_their_order),
        cmocka_unit_test(failed_cases_stay_until_asked_for),
        cmocka_unit_test(a_lease_ends),
        cmocka_unit_test(an_earlier_attempt_does_not_count),
        cmocka_unit_test(waiting_cases_come_first),
        cmocka_unit_test(set_clocks_end_no_lease),
        cmocka_unit_test(leases_are_renewed_by_name),
        cmocka_unit_test(workers_that_are_gone_free_their_cases),
        cmocka_unit_test(losses_are_recorded),
        cmocka_unit_test(a_case_given_back_waits_as_if_untouched),
        cmocka_unit_test(another_design),
    };
    char command[64];
    int failed;

    if (mkdtemp(folder) == NULL || chdir(folder) != 0) return 1;
    study_design(&cases, design);
    batch_own_name(alive);
    strcat(alive, "/99");
    failed = cmocka_run_group_tests_name("study", tests, NULL, NULL);
    snprintf(command, sizeof command, "rm -rf %s", folder);
    if (chdir("/") != 0 || system(command) != 0) return 1;
    return failed;
}
