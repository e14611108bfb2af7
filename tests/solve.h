/* solve.h - runs `PROGRAM solve` from a test and reads its answer. */
#ifndef CHARGEPLAN_TESTS_SOLVE_H
#define CHARGEPLAN_TESTS_SOLVE_H

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "scenarios/text.h"
#include "tests/assert.h"

struct answer {
    int exit_status; /* 128 + signal where the program was killed */
    char *json;      /* owned: everything on stdout */
};

static inline void answer_clear(struct answer *a)
{
    free(a->json);
    a->json = NULL;
}

/* Runs a shell command line, "PROGRAM solve " in front of it. */
static inline struct answer run_solve(const char *arguments)
{
    struct answer a = {0};
    struct text out = {0};
    char *line = text_print("%s solve %s", PROGRAM, arguments);
    char buffer[65536];
    FILE *pipe = popen(line, "r");
    int status;

    assert_non_null(pipe);
    for (size_t n; (n = fread(buffer, 1, sizeof buffer, pipe)) > 0;)
        text_add_bytes(&out, buffer, n);
    status = pclose(pipe);
    a.exit_status = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
    a.json = text_take(&out);
    free(line);
    return a;
}

/* Where the value of a key begins; fails the test where there is none. */
static inline const char *answer_at(const struct answer *a, const char *key)
{
    char *quoted = text_print("\"%s\": ", key);
    const char *at = strstr(a->json, quoted);

    if (at == NULL) fail_msg("the answer has no %s: %s", key, a->json);
    at += strlen(quoted);
    free(quoted);
    return at;
}

static inline double answer_number(const struct answer *a, const char *key)
{
    const char *at = answer_at(a, key);

    return strncmp(at, "null", 4) == 0 ? (double)NAN : strtod(at, NULL);
}

static inline bool answer_is(const struct answer *a, const char *key, const char *word)
{
    char *quoted = text_print("\"%s\"", word);
    bool same = strncmp(answer_at(a, key), quoted, strlen(quoted)) == 0;

    free(quoted);
    return same;
}

/* Whether a list of ids holds one. */
static inline bool answer_has(const struct answer *a, const char *key, const char *id)
{
    const char *at = answer_at(a, key), *end = strchr(at, ']');
    char *quoted = text_print("\"%s\"", id);
    const char *found = strstr(at, quoted);

    free(quoted);
    return found != NULL && found < end;
}

static inline const char *shared_dir(void)
{
    const char *dir = getenv("CHARGEPLAN_SHARED");

    return dir != NULL ? dir : SHARED_DIR;
}

#endif
