/* error.h - how every function of the program says that it failed.
 *
 * A function that can fail returns an `enum err` and leaves one sentence in its last parameter.
 * On failure its outputs are untouched. Infeasible plans are results, not errors. */
#ifndef CHARGEPLAN_SCENARIOS_ERROR_H
#define CHARGEPLAN_SCENARIOS_ERROR_H

#include <stdbool.h>

/* X(code, exit status of the program, name) */
#define ERROR_LIST(X)                                                                          \
    X(ERR_OK, 0, "ok")                                                                         \
    X(ERR_USAGE, 2, "usage")       /* the command line is wrong */                             \
    X(ERR_SCENARIO, 3, "scenario") /* a scenario file or a setting is wrong */                 \
    X(ERR_DATA, 3, "data")         /* a data file is wrong */                                  \
    X(ERR_IO, 1, "file")           /* a file cannot be written, the disk is full ... */        \
    X(ERR_NOMEM, 1, "memory")      /* out of memory */                                         \
    X(ERR_SOLVER, 1, "solver")     /* GLPK or GSL failed; NOT "infeasible" */                  \
    X(ERR_INTERRUPTED, 130, "interrupted")

enum err {
#define ERROR_ENUM(code, status, name) code,
    ERROR_LIST(ERROR_ENUM)
#undef ERROR_ENUM
};

struct error {
    enum err code;
    char text[1024]; /* one sentence, no newline, names the file, key or object at fault */
};

/* Hands a failure up where nothing needs freeing. */
#define TRY(call)                                                                              \
    do {                                                                                       \
        enum err try_code_ = (call);                                                           \
        if (try_code_ != ERR_OK) return try_code_;                                             \
    } while (0)

/* Fills *err; returns code. A sentence that does not fit is cut at a whole UTF-8 character. */
enum err error_set(struct error *err, enum err code, const char *fmt, ...)
    __attribute__((format(printf, 3, 4)));

/* ERR_NOMEM with its sentence; `what` names what the memory was for. */
enum err error_nomem(struct error *err, const char *what);

/* Exit status of the program for a code (0, 1, 2, 3 or 130). */
int error_exit_status(enum err code);
const char *error_name(enum err code);

/* All mistakes of one scenario: the first PROBLEMS_KEPT are kept, the rest are counted. */
enum { PROBLEMS_KEPT = 20, PROBLEMS_PATH_ROOM = 256 };
struct problems {
    int n; /* all that were found */
    char text[PROBLEMS_KEPT][1024];
    char path[PROBLEMS_KEPT][PROBLEMS_PATH_ROOM]; /* "" where no setting is at fault */
    bool unsure; /* a path was not kept, for its length or the number of problems */
};

/* Adds "file:line:column: path: sentence"; line or column 0 and path NULL are left out. */
void problems_add(struct problems *list, const char *file, int line, int column,
                  const char *path, const char *fmt, ...) __attribute__((format(printf, 6, 7)));

/* True where a problem is about the setting, or about one below it: "fleet.taxi" stands above
 * "fleet.taxi.points". True as well where the list cannot tell, so that what is not said to
 * have a problem has its value. */
bool problems_about(const struct problems *list, const char *path);

#endif
