/* test_sweep_faults.c - label: chain - sweeps on machines where something is wrong: said in one
 * sentence, and in the end the tables of a sweep that was not disturbed. */
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "assert.h"
#include "output/study/study.h"

static char folder[] = "/tmp/chargeplan-faults-XXXXXX";

/* Starts "chargeplan sweep s.yaml -o FOLDER"; what it says goes to the file `said`. */
static pid_t start(const char *store, const char *said, const char *fault)
{
    pid_t child = fork();

    assert_true(child >= 0);
    if (child == 0) {
        int to = open(said, O_WRONLY | O_CREAT | O_TRUNC, 0666);

        dup2(to, 1);
        dup2(to, 2);
        if (fault != NULL) {
            setenv("LD_PRELOAD", FAULTS, 1);
            setenv(fault, "1", 1);
        }
        execl(PROGRAM, PROGRAM, "sweep", "s.yaml", "-o", store, "--jobs", "2", (char *)NULL);
        _exit(99);
    }
    return child;
}

static int end_of(pid_t child)
{
    int status;

    assert_true(waitpid(child, &status, 0) == child);
    assert_true(WIFEXITED(status));
    return WEXITSTATUS(status);
}

/* How often the file has the text. */
static int count_in(const char *file, const char *text)
{
    char all[65536];
    FILE *in = fopen(file, "rb");
    size_t size;
    int n = 0;

    assert_non_null(in);
    size = fread(all, 1, sizeof all - 1, in);
    fclose(in);
    all[size] = '\0';
    for (const char *p = all; (p = strstr(p, text)) != NULL; p++)
        n++;
    return n;
}

static void same_as_undisturbed(const char *store)
{
    char command[512];

    snprintf(command, sizeof command,
             PROGRAM " sweep --export %s -o got && diff -r want got >&2 && rm -r got", store);
    assert_int_equal(system(command), 0);
}

static long ask(const char *store, const char *sql)
{
    struct study_file *study = NULL;
    struct error err = {0};
    long value = -1;

    assert_int_equal(study_open_to_read(&study, store, &err), ERR_OK);
    assert_int_equal(store_one(study_store(study), &value, -1, &err, sql), ERR_OK);
    study_close(study);
    return value;
}

static long is_wal(const char *store)
{
    return ask(store, "SELECT journal_mode = 'wal' FROM pragma_journal_mode");
}

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
enum { CAN_PRELOAD = 0 }; /* the sanitizer has to come first */
#else
enum { CAN_PRELOAD = 1 };
#endif

static void without_wal(void **state)
{
    static const struct {
        const char *fault, *store, *sentence;
    } rows[] = {
        {"FAULT_NO_SHARED_MEMORY", "no_memory", "its file system has no shared memory: kept"},
        {"FAULT_NFS", "nfs", "its file system (NFS) may be shared by several machines: kept"},
    };

    (void)state;
    if (!CAN_PRELOAD) skip();
    for (size_t k = 0; k < COUNT(rows); k++) {
        assert_int_equal(end_of(start(rows[k].store, "said", rows[k].fault)), 0);
        assert_int_equal(count_in("said", rows[k].sentence), 1);
        assert_int_equal(is_wal(rows[k].store), 0);
        same_as_undisturbed(rows[k].store);
    }
    /* one that comes from another file system, and goes back to it */
    assert_int_equal(system("cp -r whole moved"), 0);
    assert_int_equal(is_wal("moved"), 1);
    assert_int_equal(end_of(start("moved", "said", "FAULT_NFS")), 0);
    assert_int_equal(is_wal("moved"), 0);
    same_as_undisturbed("moved");
    assert_int_equal(end_of(start("moved", "said", NULL)), 0);
    assert_int_equal(count_in("said", "its file system"), 0);
    assert_int_equal(is_wal("moved"), 1);
}

/* Two sweeps whose clocks jump by days: nothing is lost, and nothing is taken a second time. */
static void jumping_clocks(void **state)
{
    pid_t a, b;

    (void)state;
    if (!CAN_PRELOAD) skip();
    a = start("clocks", "said", "FAULT_CLOCK");
    b = start("clocks", "said2", "FAULT_CLOCK");
    assert_int_equal(end_of(a), 0);
    assert_int_equal(end_of(b), 0);
    same_as_undisturbed("clocks");
    assert_int_equal(ask("clocks", "SELECT max(attempts) FROM run"), 1);
    /* the clock did jump */
    assert_true(ask("clocks", "SELECT max(started) - min(started) > 80000 FROM run") == 1);
}

static void wait_for_cases(const char *store, long n)
{
    for (int k = 0; k < 2000; k++) {
        struct study_file *study = NULL;
        struct error err = {0};
        long done = 0;

        if (study_open_to_read(&study, store, &err) == ERR_OK) {
            store_one(study_store(study), &done, 0, &err,
                      "SELECT count(*) FROM run WHERE state = 'done'");
            study_close(study);
        }
        if (done >= n) return;
        usleep(5000);
    }
    fail_msg("%s: %ld cases never came", store, n);
}

static void store_taken_away(void **state)
{
    pid_t child = start("away", "said", NULL);

    (void)state;
    wait_for_cases("away", 3);
    assert_int_equal(system("mv away elsewhere"), 0);
    assert_int_equal(end_of(child), 1);
    assert_int_equal(
        count_in("said",
                 "away/study.db: was moved or deleted while the sweep ran; put it back"),
        1);
    assert_int_not_equal(access("away", F_OK), 0);
    assert_int_equal(system("mv elsewhere away"), 0);
    assert_int_equal(end_of(start("away", "said", NULL)), 0);
    same_as_undisturbed("away");

    child = start("gone", "said", NULL);
    wait_for_cases("gone", 3);
    assert_int_equal(system("rm -r gone"), 0);
    assert_int_equal(end_of(child), 1);
    assert_int_equal(count_in("said", "gone/study.db: was moved or deleted"), 1);
    assert_int_equal(end_of(start("gone", "said", NULL)), 0);
    same_as_undisturbed("gone");
}

/* As somebody who may read and not write; root may always. */
static int as_nobody(const char *command)
{
    pid_t child = fork();

    assert_true(child >= 0);
    if (child == 0) {
        if (getuid() == 0 && (setgid(65534) != 0 || setuid(65534) != 0)) _exit(98);
        execl("/bin/sh", "sh", "-c", command, (char *)NULL);
        _exit(99);
    }
    return end_of(child);
}

static void folder_to_read_alone(void **state)
{
    (void)state;
    assert_int_equal(
        system("cp -r whole locked && chmod 444 locked/study.db && chmod 555 locked"
               " && mkdir -m 777 open && chmod 755 ."),
        0);
    assert_int_equal(as_nobody("./chargeplan sweep --export locked -o open/got 2>open/said"),
                     0);
    assert_int_equal(system("diff -r want open/got"), 0);
    assert_int_equal(as_nobody("./chargeplan merge locked -o open/new.db >open/said 2>&1"), 0);
    same_as_undisturbed("open/new.db");
    assert_int_equal(as_nobody("./chargeplan sweep s.yaml -o locked >open/said 2>&1"), 1);
    assert_int_equal(count_in("open/said", "locked/study.db: may not be written"), 1);
    assert_int_equal(
        as_nobody("./chargeplan sweep s.yaml -o locked --shard 1/2 >open/said 2>&1"), 1);
    assert_int_equal(count_in("open/said", "locked/shard-1-of-2.db: cannot be opened"), 1);
    assert_int_equal(as_nobody("./chargeplan merge locked -o locked/new.db >open/said 2>&1"),
                     1);
    assert_int_equal(count_in("open/said", "locked/new.db: cannot be made (Permission"), 1);
    assert_int_equal(
        as_nobody("./chargeplan sweep --export locked -o locked/x >open/said 2>&1"), 1);
    assert_int_equal(system("chmod 755 locked; test $(ls -A locked | wc -l) = 1"), 0);
}

/* Another program holds the store: it is named, and a worker waits for it. */
static void held_by_another(void **state)
{
    struct study_file *study = NULL;
    struct error err = {0};
    char named[64];
    int ready[2];
    pid_t holder;
    char c;

    (void)state;
    assert_int_equal(system("cp -r whole held"), 0);
    assert_int_equal(pipe(ready), 0);
    holder = fork();
    if (holder == 0) {
        if (study_open(&study, "held", false, &err) != ERR_OK ||
            store_do(study_store(study), &err, "BEGIN IMMEDIATE", "") != ERR_OK)
            _exit(1);
        if (write(ready[1], "x", 1) != 1) _exit(1);
        pause();
    }
    close(ready[1]);
    assert_int_equal(read(ready[0], &c, 1), 1);
    assert_int_equal(study_open_to_read(&study, "held", &err), ERR_OK); /* reading goes on */
    store_set_wait(study_store(study), 300);
    assert_int_equal(store_do(study_store(study), &err, "UPDATE run SET name = 'x'", ""),
                     ERR_IO);
    snprintf(named, sizeof named, "held/study.db: process %d (", (int)holder);
    if (strstr(err.text, named) == NULL) print_error("said: %s\n", err.text);
    assert_non_null(strstr(err.text, named));
    assert_non_null(strstr(err.text, "keeps it locked; tried for 0.3 s, then gave up"));
    study_close(study);
    kill(holder, SIGKILL);
    waitpid(holder, NULL, 0);
    close(ready[0]);
    same_as_undisturbed("held"); /* and what it had begun is undone */
}

static int make_files(void)
{
    FILE *out;

    if (mkdtemp(folder) == NULL || chdir(folder) != 0) return -1;
    if (system("cp " SOURCE_DIR "/scenarios/template/* . && cp " PROGRAM " chargeplan") != 0)
        return -1;
    out = fopen("s.yaml", "w");
    if (out == NULL) return -1;
    fputs("extends: scenario.yaml\nplacement: {model: mclp, p: 2}\nsweep:\n"
          "  axes:\n    placement.p: [1, 2, 3]\n    placement.model: [mclp, pmedian]\n"
          "  repeats: 10\n",
          out);
    if (fclose(out) != 0) return -1;
    return system(PROGRAM " sweep s.yaml -o whole --jobs 2 >/dev/null 2>&1 && " PROGRAM
                          " sweep --export whole -o want");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(without_wal),      cmocka_unit_test(jumping_clocks),
        cmocka_unit_test(store_taken_away), cmocka_unit_test(folder_to_read_alone),
        cmocka_unit_test(held_by_another),
    };
    char command[64];
    int failed;

    if (make_files() != 0) return 1;
    failed = cmocka_run_group_tests_name("sweep_faults", tests, NULL, NULL);
    snprintf(command, sizeof command, "rm -rf %s", folder);
    if (failed == 0 && (chdir("/") != 0 || system(command) != 0)) return 1;
    return failed;
}
