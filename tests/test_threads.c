/* label: chain. test_threads.c - the demo city twice and on 1, 2, 3 and 8 threads: all files of
 * the results are the same to the byte. */
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "assert.h"

static char folder[] = "/tmp/chargeplan-threads-XXXXXX";

static char *read_all(const char *path, size_t *n)
{
    FILE *in = fopen(path, "rb");
    char *text = malloc(1 << 25);

    if (!in) fail_msg("%s does not exist", path);
    *n = fread(text, 1, 1 << 25, in);
    assert_true(*n < 1 << 25);
    fclose(in);
    return text;
}

static void run_on(const char *threads, const char *out)
{
    char command[1024];

    snprintf(command, sizeof command,
             PROGRAM " run " SOURCE_DIR
                     "/scenarios/demo-city/scenario.yaml -o %s/%s %s >%s/said 2>%s/warned",
             folder, out, threads, folder, folder);
    assert_int_equal(system(command), 0);
}

static int compare(const char *a, const char *b)
{
    char first[512], second[512];
    struct dirent *entry;
    DIR *dir;
    int n = 0;

    snprintf(first, sizeof first, "%s/%s", folder, a);
    dir = opendir(first);
    assert_non_null(dir);
    while ((entry = readdir(dir)) != NULL) {
        size_t n_first, n_second;
        char *one, *two;

        if (entry->d_name[0] == '.') continue;
        snprintf(first, sizeof first, "%s/%s/%s", folder, a, entry->d_name);
        snprintf(second, sizeof second, "%s/%s/%s", folder, b, entry->d_name);
        one = read_all(first, &n_first);
        two = read_all(second, &n_second);
        if (n_first != n_second || memcmp(one, two, n_first) != 0)
            fail_msg("%s and %s differ", first, second);
        free(one);
        free(two);
        n++;
    }
    closedir(dir);
    return n;
}

static void same_bytes(void **unused)
{
    static const char *const row[][2] = {{"again", "--threads 1"},
                                         {"two", "--threads 2"},
                                         {"three", "--threads 3"},
                                         {"eight", "--threads 8"}};

    (void)unused;
    run_on("--threads 1", "one");
    for (size_t k = 0; k < COUNT(row); k++) {
        run_on(row[k][1], row[k][0]);
        assert_true(compare("one", row[k][0]) >= 8);
        assert_int_equal(compare(row[k][0], "one"), compare("one", row[k][0]));
    }
}

static int make_folder(void **unused)
{
    (void)unused;
    return mkdtemp(folder) ? 0 : -1;
}

static int remove_folder(void **unused)
{
    char command[600];

    (void)unused;
    snprintf(command, sizeof command, "rm -r %s", folder);
    return system(command);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(same_bytes)};

    return cmocka_run_group_tests_name("threads", tests, make_folder, remove_folder);
}
