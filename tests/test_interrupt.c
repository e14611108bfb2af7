/* test_interrupt.c - Ctrl-C and TERM while files are read end the program at once, and while a
 * plan is computed soon. */
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "assert.h"

static char folder[] = "/tmp/chargeplan-interrupt-XXXXXX";

static struct row {
    const char *name;
    int signal;
    const char *argument[6];
} rows[] = {
    {"check, INT", SIGINT, {"check", "s.yaml"}},
    {"check, TERM", SIGTERM, {"check", "s.yaml"}},
    {"run, INT", SIGINT, {"run", "s.yaml", "-o", "out"}},
    {"run, TERM", SIGTERM, {"run", "s.yaml", "-o", "out"}},
    {"map, INT", SIGINT, {"map", "s.yaml", "-o", "out"}},
    {"simulate, INT", SIGINT, {"simulate", "s.yaml", "-o", "out", "--partial"}},
    {"map of the inputs, INT", SIGINT, {"map", "s.yaml", "-o", "out", "--inputs"}},
};

/* The zones file is a hole of 2 GB, whose hash alone takes seconds; the signal comes long
 * before. A program that caught it would end with the exit status 3. */
static void reading(void **state)
{
    const struct row *r = *state;
    const struct timespec wait = {0, 200000000};
    const char *argv[8] = {PROGRAM};
    pid_t child;
    int status;

    for (int k = 0; k < 6 && r->argument[k] != NULL; k++)
        argv[k + 1] = r->argument[k];
    child = fork();
    assert_true(child >= 0);
    if (child == 0) {
        int nowhere = open("/dev/null", O_WRONLY);

        dup2(nowhere, 2);
        execv(PROGRAM, (char *const *)(void *)argv);
        _exit(99);
    }
    nanosleep(&wait, NULL);
    kill(child, r->signal);
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_true(WIFSIGNALED(status));
    assert_int_equal(WTERMSIG(status), r->signal);
    assert_int_not_equal(access("out", F_OK), 0);
}

/* While a plan is computed the program ends by itself, with one line. Where the machine is so
 * busy that the files are still being read, the signal ends it as above. */
static void computing(void **state)
{
    const struct timespec wait = {0, 400000000};
    char said[256] = "";
    pid_t child = fork();
    FILE *in;
    int status;

    assert_true(child >= 0);
    if (child == 0) {
        int file = open("said", O_WRONLY | O_CREAT | O_TRUNC, 0600);

        dup2(file, 2);
        execl(PROGRAM, PROGRAM, (const char *)*state,
              SOURCE_DIR "/scenarios/demo-city/scenario.yaml", "-o", "out", (char *)NULL);
        _exit(99);
    }
    nanosleep(&wait, NULL);
    kill(child, SIGINT);
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_int_not_equal(access("out", F_OK), 0);
    in = fopen("said", "r");
    assert_non_null(in);
    said[fread(said, 1, sizeof said - 1, in)] = '\0';
    fclose(in);
    unlink("said");
    if (WIFSIGNALED(status)) {
        assert_int_equal(WTERMSIG(status), SIGINT);
        return;
    }
    assert_int_equal(WEXITSTATUS(status), 130);
    assert_string_equal(said, "chargeplan: interrupted; nothing was written\n");
}

/* Text of a file of the folder. */
static const char *text_of(const char *path, char text[4096])
{
    FILE *in = fopen(path, "r");

    assert_non_null(in);
    text[fread(text, 1, 4095, in)] = '\0';
    fclose(in);
    return text;
}

/* Runs a simulation that would go on for hours and interrupts it; its wait status. */
static int interrupt_simulation(time_t seconds)
{
    const struct timespec wait = {seconds, 0};
    pid_t child = fork();
    int status;

    assert_true(child >= 0);
    if (child == 0) {
        int file = open("said", O_WRONLY | O_CREAT | O_TRUNC, 0600);

        dup2(file, 1);
        dup2(file, 2);
        execl(PROGRAM, PROGRAM, "simulate", SOURCE_DIR "/scenarios/template/scenario.yaml",
              "--today", "--partial", "-o", "out", "--set", "simulation.days=1", "--set",
              "simulation.replications.most=100000", "--set",
              "simulation.replications.half_width=0", (char *)NULL);
        _exit(99);
    }
    nanosleep(&wait, NULL);
    kill(child, SIGINT);
    assert_int_equal(waitpid(child, &status, 0), child);
    return status;
}

/* What is finished is kept, marked partial, where that is asked for; the folder is whole. A
 * busy machine gets more time before the signal. */
static void keeping(void **state)
{
    char text[4096];
    int status = 0;

    (void)state;
    for (time_t seconds = 1; access("out", F_OK) != 0 && seconds < 40; seconds *= 3)
        status = interrupt_simulation(seconds);
    assert_true(WIFEXITED(status));
    assert_int_equal(WEXITSTATUS(status), 130);
    assert_non_null(strstr(text_of("said", text), "interrupted: partial results"));
    assert_non_null(strstr(text_of("out/simulation.json", text), "\"partial\": true"));
    assert_int_equal(access("out/record.yaml", F_OK), 0);
    assert_int_equal(system("rm -r out said"), 0);
}

static int make_files(void)
{
    FILE *scenario;
    int zones;

    if (mkdtemp(folder) == NULL || chdir(folder) != 0) return -1;
    zones = open("zones.csv", O_WRONLY | O_CREAT, 0600);
    if (zones < 0 || ftruncate(zones, (off_t)2000000000) != 0) return -1;
    close(zones);
    scenario = fopen("s.yaml", "w");
    if (scenario == NULL) return -1;
    fputs("scenario: 1\nzones: {file: zones.csv}\n", scenario);
    return fclose(scenario);
}

int main(void)
{
    static char *commands[] = {"run", "map", "simulate"};
    struct CMUnitTest tests[COUNT(rows) + COUNT(commands) + 1];
    int failed;

    if (make_files() != 0) return 1;
    for (size_t k = 0; k < COUNT(rows); k++)
        tests[k] = (struct CMUnitTest){rows[k].name, reading, NULL, NULL, &rows[k]};
    for (size_t k = 0; k < COUNT(commands); k++)
        tests[COUNT(rows) + k] =
            (struct CMUnitTest){commands[k], computing, NULL, NULL, commands[k]};
    tests[COUNT(rows) + COUNT(commands)] = (struct CMUnitTest)cmocka_unit_test(keeping);
    failed = cmocka_run_group_tests_name("interrupt", tests, NULL, NULL);
    unlink("zones.csv");
    unlink("s.yaml");
    rmdir(folder);
    return failed;
}
