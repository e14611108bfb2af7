/* test_store.c - files that are no store of a sweep, and stores that others hold. */
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "assert.h"
#include "output/study/study.h"

static char folder[] = "/tmp/chargeplan-store-XXXXXX";

static struct study_file *open_new(const char *name)
{
    struct study_file *study = NULL;
    struct error err = {0};

    assert_int_equal(study_open(&study, name, true, &err), ERR_OK);
    return study;
}

/* A statement of its own, as another program would make it. */
static void change(struct study_file *study, const char *sql)
{
    struct error err = {0};

    assert_int_equal(store_do(study_store(study), &err, sql, ""), ERR_OK);
}

static void write_bytes(const char *path, const char *bytes, size_t n)
{
    FILE *out = fopen(path, "wb");

    assert_non_null(out);
    assert_int_equal(fwrite(bytes, 1, n, out), n);
    assert_int_equal(fclose(out), 0);
}

static void refused(const char *name, enum err want, const char *sentence)
{
    struct study_file *study = NULL;
    struct error err = {0};

    assert_int_equal(study_open(&study, name, true, &err), want);
    assert_null(study);
    if (strstr(err.text, sentence) == NULL) print_error("said: %s\n", err.text);
    assert_non_null(strstr(err.text, sentence));
}

static void no_store(void **state)
{
    struct study_file *study;
    char sentence[128];
    struct error err = {0};
    char text[5000];

    (void)state;
    memset(text, 'x', sizeof text);
    mkdir("text", 0777);
    write_bytes("text/study.db", text, sizeof text);
    refused("text", ERR_DATA, "text/study.db: is no database");

    study = open_new("version");
    change(study, "PRAGMA user_version = 9");
    study_close(study);
    snprintf(sentence, sizeof sentence,
             "is a store of version 9, and this program reads version %d", STUDY_VERSION);
    refused("version", ERR_DATA, sentence);

    study = open_new("other");
    change(study, "PRAGMA application_id = 7");
    study_close(study);
    refused("other", ERR_DATA, "is a database, but not the store of a sweep");

    study_close(open_new("cut"));
    assert_int_equal(truncate("cut/study.db", 12288), 0);
    refused("cut", ERR_DATA, "is damaged or cut short");

    write_bytes("file", "x", 1);
    refused("file", ERR_IO, "file: is not a folder");
    refused("no/folder", ERR_IO, "no/folder: the folder cannot be made");
    assert_int_equal(study_open(&study, "nothing", false, &err), ERR_IO);
    assert_string_equal(err.text, "nothing: there is no such folder");
    assert_int_equal(mkdir("empty", 0777), 0);
    assert_int_equal(study_open(&study, "empty", false, &err), ERR_IO);
    assert_int_not_equal(access("empty/study.db", F_OK), 0);
}

/* An empty file is what a sweep leaves that is killed in its first moment. */
static void an_empty_file_is_a_new_store(void **state)
{
    (void)state;
    mkdir("zero", 0777);
    write_bytes("zero/study.db", "", 0);
    study_close(open_new("zero"));
}

/* Who finds the store locked waits, and goes on when the lock is gone. */
static void a_lock_is_waited_for(void **state)
{
    struct study_file *study = open_new("locked");
    pid_t child;
    int status;

    (void)state;
    study_close(study);
    child = fork();
    if (child == 0) {
        struct error err = {0};

        if (study_open(&study, "locked", false, &err) != ERR_OK) _exit(1);
        if (store_do(study_store(study), &err, "BEGIN EXCLUSIVE", "") != ERR_OK) _exit(1);
        write_bytes("is_locked", "", 0);
        usleep(500000);
        study_close(study);
        _exit(0);
    }
    while (access("is_locked", F_OK) != 0)
        usleep(1000);
    assert_int_equal(study_open(&study, "locked", false, &(struct error){0}), ERR_OK);
    change(study, "UPDATE meta SET value = 'x'");
    study_close(study);
    waitpid(child, &status, 0);
    assert_int_equal(status, 0);
}

/* A store is found by its folder and by its own name; a folder of parts says so. */
static void ways_to_a_store(void **state)
{
    struct study_file *study;
    struct error err = {0};

    (void)state;
    study_close(open_new("here"));
    study_close(open_new("here/shard-02-of-16.db"));
    study_close(open_new("of.db"));
    assert_int_equal(study_open(&study, "here/shard-02-of-16.db", false, &err), ERR_OK);
    study_close(study);
    assert_int_equal(study_open_to_read(&study, "here/study.db", &err), ERR_OK);
    study_close(study);
    assert_int_equal(unlink("here/study.db"), 0);
    assert_int_equal(study_open_to_read(&study, "here", &err), ERR_IO);
    assert_string_equal(
        err.text, "here: holds no study.db, but 1 store of shards; `chargeplan merge here "
                  "-o here/study.db` puts them together");
    assert_true(study_is_shard_name("shard-02-of-16.db"));
    assert_false(study_is_shard_name("shard-2-of-16.db"));
    assert_false(study_is_shard_name("shard-02-of-16.db-wal"));
    assert_false(study_is_shard_name("x-shard-02-of-16.db"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(no_store),
        cmocka_unit_test(an_empty_file_is_a_new_store),
        cmocka_unit_test(a_lock_is_waited_for),
        cmocka_unit_test(ways_to_a_store),
    };
    char command[64];
    int failed;

    if (mkdtemp(folder) == NULL || chdir(folder) != 0) return 1;
    failed = cmocka_run_group_tests_name("store", tests, NULL, NULL);
    snprintf(command, sizeof command, "rm -rf %s", folder);
    if (chdir("/") != 0 || system(command) != 0) return 1;
    return failed;
}
