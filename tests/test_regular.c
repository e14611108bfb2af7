/* test_regular.c - what is opened for reading and what is refused before the first byte. */
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include "assert.h"
#include "scenarios/csv.h"
#include "scenarios/regular.h"
#include "scenarios/sha256.h"
#include "scenarios/yaml.h"

static char folder[] = "/tmp/chargeplan-regular-XXXXXX";
static char path[128];

static void make_file(off_t size)
{
    int file = open(path, O_WRONLY | O_CREAT, 0600);

    assert_true(file >= 0);
    assert_int_equal(ftruncate(file, size), 0); /* a hole; takes no room on the disk */
    close(file);
}

static void make_pipe(off_t size)
{
    (void)size;
    assert_int_equal(mkfifo(path, 0600), 0);
}

static void make_folder(off_t size)
{
    (void)size;
    assert_int_equal(mkdir(path, 0700), 0);
}

static void make_socket(off_t size)
{
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    int s = socket(AF_UNIX, SOCK_STREAM, 0);

    (void)size;
    strcpy(address.sun_path, path);
    assert_int_equal(bind(s, (struct sockaddr *)&address, sizeof address), 0);
    close(s);
}

static void make_link(off_t size)
{
    (void)size;
    assert_int_equal(symlink("/dev/zero", path), 0);
}

static void make_nothing(off_t size)
{
    (void)size;
}

static struct row {
    const char *name;
    void (*make)(off_t size);
    off_t size;
    const char *refused; /* NULL: it is opened */
} rows[] = {
    {"a file of 217 bytes", make_file, 217, NULL},
    {"an empty file", make_file, 0, NULL},
    {"the largest file, 2^32 - 2 bytes", make_file, (off_t)4294967294, NULL},
    {"one byte more", make_file, (off_t)4294967295, ": the file is larger than 4 GB"},
    {"a terabyte", make_file, (off_t)1 << 40, ": the file is larger than 4 GB"},
    {"a pipe without a writer", make_pipe, 0, " is not a regular file"},
    {"a socket", make_socket, 0, " is not a regular file"},
    {"a link to a device", make_link, 0, " is not a regular file"},
    {"a folder", make_folder, 0, ": is a folder, not a file"},
    {"nothing", make_nothing, 0, ": cannot be opened: No such file"},
};

static void opens(void **state)
{
    const struct row *r = *state;
    struct error err = {0};
    size_t n = 12345;
    FILE *file = NULL;

    snprintf(path, sizeof path, "%s/x", folder);
    r->make(r->size);
    if (r->refused == NULL) {
        assert_int_equal(regular_open(&file, path, ERR_SCENARIO, &n, &err), ERR_OK);
        assert_int_equal(n, r->size);
        fclose(file);
    } else {
        assert_int_equal(regular_open(&file, path, ERR_SCENARIO, &n, &err), ERR_SCENARIO);
        assert_int_equal(strncmp(err.text, path, strlen(path)), 0);
        assert_int_equal(strncmp(err.text + strlen(path), r->refused, strlen(r->refused)), 0);
        assert_null(file);
        assert_int_equal(n, 12345);
    }
    if (r->make == make_folder)
        rmdir(path);
    else
        unlink(path);
}

/* Every reader of the program goes through it: a device without an end would hang it. */
static void readers(void **state)
{
    struct yaml *yaml = yaml_open();
    struct yaml_node *node = NULL;
    struct problems problems = {0};
    struct csv *csv = NULL;
    char hex[SHA256_HEX];
    struct error err;
    const char *said = "/dev/zero is not a regular file";

    (void)state;
    assert_int_equal(csv_read(&csv, "/dev/zero", &err), ERR_DATA);
    assert_int_equal(strncmp(err.text, said, strlen(said)), 0);
    assert_int_equal(sha256_file("/dev/zero", hex, &err), ERR_DATA);
    assert_int_equal(strncmp(err.text, said, strlen(said)), 0);
    assert_int_equal(yaml_read(yaml, "/dev/zero", "zero", &node, &problems, &err),
                     ERR_SCENARIO);
    assert_int_equal(strncmp(err.text, said, strlen(said)), 0);
    yaml_close(yaml);
}

int main(void)
{
    struct CMUnitTest tests[COUNT(rows) + 1];
    int failed;

    if (mkdtemp(folder) == NULL) return 1;
    for (size_t k = 0; k < COUNT(rows); k++)
        tests[k] = (struct CMUnitTest){rows[k].name, opens, NULL, NULL, &rows[k]};
    tests[COUNT(rows)] = (struct CMUnitTest)cmocka_unit_test(readers);
    failed = cmocka_run_group_tests_name("regular", tests, NULL, NULL);
    rmdir(folder);
    return failed;
}
