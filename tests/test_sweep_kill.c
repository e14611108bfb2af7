/* test_sweep_kill.c - label: chain - kill -9 of workers and of the parent at random moments:
 * what is exported in the end equals an undisturbed sweep's. An argument is the number of
 * moments. */
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "assert.h"

enum { SEED = 20261121 };
static int n_moments = 20;
static int whole_ms; /* of an undisturbed sweep: moments lie within, however slow the machine */
static unsigned long long random_state = SEED;

/* Knuth's linear congruential generator (MMIX): the same moments every time. */
static int random_below(int n)
{
    random_state = random_state * 6364136223846793005ULL + 1442695040888963407ULL;
    return (int)((random_state >> 33) % (unsigned long long)n);
}

static pid_t start_sweep(const char *folder)
{
    pid_t child = fork();

    assert_true(child >= 0);
    if (child == 0) {
        int nowhere = open("/dev/null", O_WRONLY);

        dup2(nowhere, 1);
        dup2(nowhere, 2);
        execl(PROGRAM, PROGRAM, "sweep", "s.yaml", "-o", folder, "--jobs", "2", (char *)NULL);
        _exit(99);
    }
    return child;
}

/* A child of the process, the first or the second; 0 where there is none. */
static pid_t worker_of(pid_t parent, int which)
{
    char path[64], text[256] = "";
    int a = 0, b = 0;
    FILE *in;

    snprintf(path, sizeof path, "/proc/%d/task/%d/children", (int)parent, (int)parent);
    in = fopen(path, "r");
    if (in == NULL) return 0;
    text[fread(text, 1, sizeof text - 1, in)] = '\0';
    fclose(in);
    sscanf(text, "%d %d", &a, &b);
    return which == 1 && b > 0 ? b : a;
}

static void must(const char *command)
{
    assert_int_equal(system(command), 0);
}

static void finish_and_compare(const char *folder)
{
    char command[512];
    int status;

    assert_int_equal(waitpid(start_sweep(folder), &status, 0) > 0, 1);
    assert_true(WIFEXITED(status));
    assert_int_equal(WEXITSTATUS(status), 0);
    snprintf(command, sizeof command,
             PROGRAM " sweep --export %s -o got && diff -r want got >&2 && rm -rf got %s",
             folder, folder);
    must(command);
}

/* Every store is killed at up to three moments before it is let finish. */
static void killed_anywhere(void **state)
{
    int n_of[3] = {0}, n_stores = 0;

    (void)state;
    for (int k = 0, n_kills = 0; n_kills < n_moments; k++) {
        char folder[32];
        pid_t parent, victim;
        int what = random_below(3), status;

        snprintf(folder, sizeof folder, "store%d", k / 3);
        parent = start_sweep(folder);
        usleep((useconds_t)(1000 * (5 + random_below(whole_ms))));
        victim = what == 2 ? parent : worker_of(parent, what);
        if (victim > 0 && kill(victim, SIGKILL) == 0 && what < 2) n_of[what]++;
        waitpid(parent, &status, 0);
        n_of[2] += WIFSIGNALED(status); /* one that had ended already does not count */
        n_kills = n_of[0] + n_of[1] + n_of[2];
        assert_true(k < 20 * n_moments); /* too few are hit */
        if (what < 2) /* whoever loses workers goes on by itself to the end */
            assert_true(WIFEXITED(status) && WEXITSTATUS(status) == 0);
        if (k % 3 == 2 || n_kills == n_moments) {
            finish_and_compare(folder);
            n_stores++;
        }
    }
    print_message("killed: first worker %d, second %d, parent %d; %d stores\n", n_of[0],
                  n_of[1], n_of[2], n_stores);
    assert_true(n_of[2] >= n_moments / 6); /* the test has to have tried */
    assert_true(n_of[0] + n_of[1] >= n_moments / 10);
}

/* Two sweeps on one store share the work; each ends when all of it is done. */
static void two_at_once(void **state)
{
    pid_t a, b;
    int status;

    (void)state;
    a = start_sweep("both");
    b = start_sweep("both");
    waitpid(a, &status, 0);
    assert_true(WIFEXITED(status) && WEXITSTATUS(status) == 0);
    waitpid(b, &status, 0);
    assert_true(WIFEXITED(status) && WEXITSTATUS(status) == 0);
    finish_and_compare("both");
}

/* Ctrl-C: 130, and the same command goes on. */
static void interrupted(void **state)
{
    (void)state;
    for (int k = 0; k < 3; k++) {
        pid_t parent = start_sweep("stopped");
        int status;

        usleep((useconds_t)(1000 * (30 + random_below(200))));
        kill(parent, SIGINT);
        waitpid(parent, &status, 0);
        if (WIFSIGNALED(status)) /* before it listened; files were still being read */
            assert_int_equal(WTERMSIG(status), SIGINT);
        else
            assert_true(WEXITSTATUS(status) == 130 || WEXITSTATUS(status) == 0);
    }
    finish_and_compare("stopped");
}

static int make_files(void)
{
    static char folder[] = "/tmp/chargeplan-sweep-XXXXXX";
    struct timespec before, after;
    FILE *out;

    if (mkdtemp(folder) == NULL || chdir(folder) != 0) return -1;
    if (system("cp " SOURCE_DIR "/scenarios/template/* .") != 0) return -1;
    out = fopen("s.yaml", "w");
    if (out == NULL) return -1;
    fputs("scenario: 1\nextends: scenario.yaml\nplacement: {model: mclp, p: 2}\nsweep:\n"
          "  axes:\n    placement.p: [1, 2, 3]\n    placement.model: [mclp, pmedian]\n"
          "  repeats: 10\n",
          out);
    if (fclose(out) != 0) return -1;
    clock_gettime(CLOCK_MONOTONIC, &before);
    if (system(PROGRAM " sweep s.yaml -o whole --jobs 2 >/dev/null 2>&1") != 0) return -1;
    clock_gettime(CLOCK_MONOTONIC, &after);
    whole_ms = (int)(1000 * (after.tv_sec - before.tv_sec) +
                     (after.tv_nsec - before.tv_nsec) / 1000000) +
               1;
    return system(
        PROGRAM
        " sweep --export whole -o want && for t in want/*.csv; do tail -n +2 $t | cut -d, "
        "-f1 | LC_ALL=C sort -c || exit 1; done");
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(two_at_once),
        cmocka_unit_test(interrupted),
        cmocka_unit_test(killed_anywhere),
    };
    char here[256];
    int failed;

    if (argc > 1) n_moments = atoi(argv[1]);
    if (make_files() != 0) return 1;
    failed = cmocka_run_group_tests_name("sweep_kill", tests, NULL, NULL);
    if (failed == 0 && getcwd(here, sizeof here) != NULL && chdir("/") == 0) {
        char command[300];

        snprintf(command, sizeof command, "rm -rf %s", here);
        return system(command);
    }
    return failed;
}
