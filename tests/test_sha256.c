/* test_sha256.c - label: unit */
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "scenarios/sha256.h"
#include "tests/assert.h"

/* Source: NIST, Cryptographic Standards and Guidelines, Example Values, SHA-256 (FIPS 180-4),
 * and FIPS 180-2 appendix B.3 for a million letters. */
static struct row {
    const char *name, *text;
    int times;
    const char *hex;
} rows[] = {
    {"abc", "abc", 1, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"},
    {"448 bits", "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq", 1,
     "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"},
    {"empty", "", 1, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"},
    {"a million a: longer than a buffer", "a", 1000000,
     "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0"},
};

static void both_ways(void **state)
{
    const struct row *r = *state;
    size_t n = strlen(r->text) * (size_t)r->times;
    char *bytes = malloc(n + 1), hex[SHA256_HEX];
    char path[] = "/tmp/chargeplan-sha-XXXXXX";
    struct error err;
    int fd = mkstemp(path);

    assert_true(fd >= 0);
    for (size_t k = 0; k < n; k++)
        bytes[k] = r->text[k % strlen(r->text)];
    sha256_bytes(bytes, n, hex);
    assert_string_equal(hex, r->hex);
    assert_int_equal(write(fd, bytes, n), (ssize_t)n);
    close(fd);
    memset(hex, 0, sizeof hex);
    assert_int_equal(sha256_file(path, hex, &err), ERR_OK);
    assert_string_equal(hex, r->hex);
    unlink(path);
    free(bytes);
}

static void unreadable(void **state)
{
    char hex[SHA256_HEX] = "untouched";
    struct error err;

    (void)state;
    assert_int_equal(sha256_file("/nowhere/at.all", hex, &err), ERR_DATA);
    assert_non_null(strstr(err.text, "/nowhere/at.all: cannot be opened: No such file"));
    assert_int_equal(sha256_file("/tmp", hex, &err), ERR_DATA);
    assert_string_equal(err.text, "/tmp: is a folder, not a file");
    assert_string_equal(hex, "untouched");
}

int main(void)
{
    struct CMUnitTest tests[COUNT(rows) + 1];

    for (size_t k = 0; k < COUNT(rows); k++)
        tests[k] = (struct CMUnitTest){rows[k].name, both_ways, NULL, NULL, &rows[k]};
    tests[COUNT(rows)] = (struct CMUnitTest)cmocka_unit_test(unreadable);
    return cmocka_run_group_tests_name("sha256", tests, NULL, NULL);
}
