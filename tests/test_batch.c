/* test_batch.c - worker processes: each case once, whatever becomes of those who work on it. */
#include <sched.h>
#include <signal.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "assert.h"
#include "model/placement/placement.h"
#include "sim/batch.h"

enum { N_CASES = 40 };

/* The store of these tests: memory that parent and workers share. */
static struct shared {
    int lock;
    int state[N_CASES]; /* 0 waits, 1 in work, 2 done, 3 lost for good */
    int n_begun[N_CASES], n_done[N_CASES];
    char worker[N_CASES][BATCH_WORKER_ROOM];
    int n_lost[3], signal_of[N_CASES], how_of[N_CASES];
    int n_renewed, n_ended;
    int fault_case;  /* -1: none */
    int fault_times; /* how often it happens */
    int slow_us;     /* time that every case takes */
} * shared;

static char own[BATCH_WORKER_ROOM]; /* in a worker: its name */
static void (*fault)(void);

static void lock(void)
{
    while (__sync_lock_test_and_set(&shared->lock, 1))
        sched_yield();
}

static void unlock(void)
{
    __sync_lock_release(&shared->lock);
}

static enum err begin(void *with, const char *worker, struct error *err)
{
    (void)with;
    (void)err;
    strncpy(own, worker, sizeof own - 1);
    return ERR_OK;
}

static enum err claim(void *with, enum batch_claim *what, int *k, struct error *err)
{
    (void)with;
    (void)err;
    *what = BATCH_NONE;
    lock();
    for (int c = 0; c < N_CASES && *what != BATCH_TAKEN; c++) {
        if (shared->state[c] == 1) *what = BATCH_WAIT;
        if (shared->state[c] != 0) continue;
        *what = BATCH_TAKEN;
        *k = c;
        shared->state[c] = 1;
        memcpy(shared->worker[c], own, sizeof own);
    }
    unlock();
    return ERR_OK;
}

static enum err work(void *with, int k, struct error *err)
{
    (void)with;
    __sync_fetch_and_add(&shared->n_begun[k], 1);
    if (k == shared->fault_case && shared->fault_times > 0) {
        __sync_fetch_and_sub(&shared->fault_times, 1);
        if (fault == NULL) return error_set(err, ERR_IO, "the store is full");
        fault();
    }
    usleep((useconds_t)shared->slow_us);
    if (placement_interrupted) {
        shared->state[k] = 0;
        return error_set(err, ERR_INTERRUPTED, "interrupted");
    }
    __sync_fetch_and_add(&shared->n_done[k], 1);
    shared->state[k] = 2;
    return ERR_OK;
}

static void end(void *with)
{
    (void)with;
    __sync_fetch_and_add(&shared->n_ended, 1);
}

static enum err renew(void *with, struct error *err)
{
    (void)with;
    (void)err;
    shared->n_renewed++;
    return ERR_OK;
}

static enum err lost(void *with, const char *worker, enum batch_loss how, int signal_number,
                     struct error *err)
{
    (void)with;
    (void)err;
    shared->n_lost[how]++;
    for (int c = 0; c < N_CASES; c++)
        if (shared->state[c] == 1 && strcmp(shared->worker[c], worker) == 0) {
            shared->state[c] = how == BATCH_KILLED ? 0 : 3;
            shared->signal_of[c] = signal_number;
            shared->how_of[c] = (int)how;
        }
    return ERR_OK;
}

static const struct batch_duties duties = {NULL, begin, claim, work, end, renew, lost, NULL};

static enum err run_batch(int n_jobs, double case_seconds, struct error *err)
{
    const struct batch_limits limits = {n_jobs, case_seconds, 0.05};

    return batch_run(&duties, &limits, err);
}

static int prepare(void **state)
{
    (void)state;
    memset(shared, 0, sizeof *shared);
    shared->fault_case = -1;
    shared->slow_us = 2000;
    fault = NULL;
    placement_interrupted = 0;
    return 0;
}

static void assert_all_done_once(int apart_from)
{
    for (int c = 0; c < N_CASES; c++)
        if (c != apart_from) assert_int_equal(shared->n_done[c], 1);
}

static void every_case_once(void **state)
{
    struct error err = {0};

    (void)state;
    shared->slow_us = 10000;
    assert_int_equal(run_batch(3, 0, &err), ERR_OK);
    assert_all_done_once(-1);
    assert_int_equal(shared->n_ended, 3);
    assert_true(shared->n_renewed >= 1); /* 40 x 10 ms / 3 take longer than 50 ms */
}

static void crash(void)
{
    signal(SIGSEGV, SIG_DFL);
    raise(SIGSEGV);
}

static void a_crash_loses_one_case(void **state)
{
    struct error err = {0};

    (void)state;
    shared->fault_case = 7;
    shared->fault_times = 1;
    fault = crash;
    assert_int_equal(run_batch(2, 0, &err), ERR_OK);
    assert_all_done_once(7);
    assert_int_equal(shared->n_done[7], 0);
    assert_int_equal(shared->n_begun[7], 1);
    assert_int_equal(shared->signal_of[7], SIGSEGV);
    assert_int_equal(shared->how_of[7], BATCH_CRASHED);
}

static void killed(void)
{
    raise(SIGKILL);
}

static void a_killed_workers_case_is_taken_up(void **state)
{
    struct error err = {0};

    (void)state;
    shared->fault_case = 5;
    shared->fault_times = 3;
    fault = killed;
    assert_int_equal(run_batch(1, 0, &err), ERR_OK);
    assert_all_done_once(-1);
    assert_int_equal(shared->n_begun[5], 4);
    assert_int_equal(shared->n_lost[BATCH_KILLED], 3);
    assert_int_equal(shared->signal_of[5], SIGKILL);
}

static void hang(void)
{
    for (;;)
        pause();
}

static void a_case_that_hangs_is_stopped(void **state)
{
    struct error err = {0};

    (void)state;
    shared->fault_case = 11;
    shared->fault_times = 1;
    fault = hang;
    assert_int_equal(run_batch(2, 0.7, &err), ERR_OK);
    assert_all_done_once(11);
    assert_int_equal(shared->how_of[11], BATCH_TOO_LONG);
    assert_int_equal(shared->n_lost[BATCH_TOO_LONG], 1);
}

static void an_error_of_the_store_ends_all(void **state)
{
    struct error err = {0};
    int n = 0;

    (void)state;
    shared->fault_case = 3;
    shared->fault_times = 1;
    shared->slow_us = 20000;
    assert_int_equal(run_batch(2, 0, &err), ERR_IO);
    assert_string_equal(err.text, "the store is full");
    for (int c = 0; c < N_CASES; c++)
        n += shared->n_done[c];
    assert_true(n < N_CASES);
}

static void told_to_end(void)
{
    raise(SIGTERM);
}

/* TERM to one worker only: it gives its case back and another one takes its place. */
static void a_worker_told_to_end_is_replaced(void **state)
{
    struct error err = {0};

    (void)state;
    shared->fault_case = 9;
    shared->fault_times = 1;
    fault = told_to_end;
    assert_int_equal(run_batch(1, 0, &err), ERR_OK);
    assert_all_done_once(-1);
    assert_int_equal(shared->n_begun[9], 2);
    assert_int_equal(shared->n_lost[BATCH_KILLED], 0);
}

static void leave(void)
{
    _exit(0x55);
}

static void an_exit_of_its_own_is_a_loss(void **state)
{
    struct error err = {0};

    (void)state;
    shared->fault_case = 0;
    shared->fault_times = 1;
    fault = leave;
    assert_int_equal(run_batch(2, 0, &err), ERR_OK);
    assert_all_done_once(-1);
    assert_int_equal(shared->n_lost[BATCH_KILLED], 1);
}

static enum err die_at_once(void *with, const char *worker, struct error *err)
{
    (void)with;
    (void)worker;
    (void)err;
    raise(SIGKILL);
    return ERR_OK;
}

static void workers_that_never_begin_end_the_batch(void **state)
{
    struct batch_duties bad = duties;
    const struct batch_limits limits = {2, 0, 10};
    struct error err = {0};

    (void)state;
    bad.begin = die_at_once;
    assert_int_equal(batch_run(&bad, &limits, &err), ERR_IO);
    assert_non_null(strstr(err.text, "before they took a case"));
}

/* Ctrl-C in the parent: cases in work are given back, and no process is left. */
static void interrupted(void **state)
{
    struct error err = {0};
    int n = 0;
    pid_t child;
    int status;

    (void)state;
    shared->slow_us = 30000;
    child = fork();
    if (child == 0) {
        alarm(60);
        signal(SIGINT, SIG_DFL);
        if (fork() == 0) {
            usleep(300000);
            placement_interrupted = 0;
            kill(getppid(), SIGUSR1);
            _exit(0);
        }
        _exit(run_batch(2, 0, &err) == ERR_INTERRUPTED ? 0 : 1);
    }
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_true(WIFEXITED(status));
    assert_int_equal(WEXITSTATUS(status), 0);
    for (int c = 0; c < N_CASES; c++) {
        n += shared->n_done[c];
        assert_int_not_equal(shared->state[c], 1);
    }
    assert_in_range(n, 1, N_CASES - 1);
}

static void on_user(int signal_number)
{
    (void)signal_number;
    placement_interrupted = 1;
}

/* A parent that is killed takes its workers along, in the middle of their cases. */
static void workers_end_with_the_parent(void **state)
{
    struct error err = {0};
    int n_begun = 0, n_done = 0, status;
    pid_t child;

    (void)state;
    shared->slow_us = 700000;
    child = fork();
    if (child == 0) _exit(run_batch(2, 0, &err) == ERR_OK ? 0 : 1);
    usleep(300000);
    kill(child, SIGKILL);
    waitpid(child, &status, 0);
    usleep(900000);
    for (int c = 0; c < N_CASES; c++) {
        n_begun += shared->n_begun[c];
        n_done += shared->n_done[c];
    }
    assert_in_range(n_begun, 1, 2);
    assert_int_equal(n_done, 0);
}

static void names_tell_who_is_gone(void **state)
{
    char name[BATCH_WORKER_ROOM], other[BATCH_WORKER_ROOM + 16];
    int status;
    pid_t child;

    (void)state;
    batch_own_name(name);
    assert_false(batch_is_gone(name));
    snprintf(other, sizeof other, "%s/77", name);
    assert_false(batch_is_gone(other));
    snprintf(other, sizeof other, "elsewhere-%s", name);
    assert_false(batch_is_gone(other)); /* another machine: nothing is known */
    assert_false(batch_is_gone(""));
    strcpy(other, name); /* the same number, begun at another time */
    *strrchr(other, '/') = '\0';
    strcat(other, "/1");
    assert_true(batch_is_gone(other));
    child = fork();
    if (child == 0) {
        char mine[BATCH_WORKER_ROOM];

        batch_own_name(mine);
        memcpy(shared->worker[0], mine, sizeof mine);
        _exit(0);
    }
    waitpid(child, &status, 0);
    assert_true(batch_is_gone(shared->worker[0]));
}

int main(void)
{
#define TEST(f) cmocka_unit_test_setup(f, prepare)
    const struct CMUnitTest tests[] = {
        TEST(every_case_once),
        TEST(a_crash_loses_one_case),
        TEST(a_killed_workers_case_is_taken_up),
        TEST(a_case_that_hangs_is_stopped),
        TEST(an_error_of_the_store_ends_all),
        TEST(a_worker_told_to_end_is_replaced),
        TEST(an_exit_of_its_own_is_a_loss),
        TEST(workers_that_never_begin_end_the_batch),
        TEST(interrupted),
        TEST(workers_end_with_the_parent),
        TEST(names_tell_who_is_gone),
    };

    signal(SIGUSR1, on_user);
    shared =
        mmap(NULL, sizeof *shared, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (shared == MAP_FAILED) return 1;
    return cmocka_run_group_tests_name("batch", tests, NULL, NULL);
}
