/* store.h - an SQLite file and its statements, the fence around sqlite3.h.
 *
 * What stands in the tables is study.c's business. One connection belongs to one process: close
 * it before a fork. Parameters and columns are told by letters, one each:
 *   t  const char *   (NULL: no value)
 *   i  long
 *   d  double         (NAN: no value) */
#ifndef CHARGEPLAN_OUTPUT_STORE_H
#define CHARGEPLAN_OUTPUT_STORE_H

#include "scenarios/error.h"

struct store; /* opaque: an open file */

/* How long a statement waits for another program's lock. */
enum { STORE_WAIT_MS = 30000 };

enum store_use {
    STORE_READ,  /* nothing is written, nor has to be allowed to be */
    STORE_WRITE, /* a file that is there */
    STORE_MAKE   /* and is made where it is not; the one that begins brings it to WAL */
};

/* What makes a file a store of ours. */
struct store_kind {
    const char *const *schema; /* statements that make all tables, then NULL */
    int application, version;
};

/* Opens the file. A new or empty file gets the schema in one transaction; another one has to be
 * of the kind. Own it: store_close(*out). Errors: ERR_IO, ERR_DATA (no store of ours, another
 * version, damaged). */
enum err store_open(struct store **out, const char *path, enum store_use use,
                    const struct store_kind *kind, struct error *err);
void store_close(struct store *store); /* NULL is fine; what is not committed is lost */

/* Why the store is kept with the older journal, which is as safe and slower, where STORE_MAKE
 * found that WAL would not do; NULL where WAL it is. Words that follow "its file system". */
const char *store_without_wal(const struct store *store);
/* ERR_IO where the file was moved or deleted after it was opened: what is written is lost. */
enum err store_still_there(const struct store *store, struct error *err);
/* The name by which an ATTACH of another store finds this one, read to the same ends. Own it;
 * NULL when out of memory. */
char *store_attach_name(const struct store *store);
/* What messages call it, and the one attached, from now on; borrowed, NULL: the path. What is
 * not a matter of room is laid to the one attached. */
void store_set_names(struct store *store, const char *own, const char *attached);
/* Another time than STORE_WAIT_MS. */
void store_set_wait(struct store *store, int ms);

/* Does one statement. `sql` is a text that lives as long as the program: its address names the
 * prepared statement. */
enum err store_do(struct store *store, struct error *err, const char *sql, const char *letters,
                  ...);
/* Rows that the last store_do() changed. */
int store_changed(const struct store *store);

/* A question: store_ask(), then store_next() until *more is false. One at a time of each text;
 * what a row says lives until the next call. */
struct store_rows; /* opaque; the store's own */
enum err store_ask(struct store *store, struct store_rows **rows, struct error *err,
                   const char *sql, const char *letters, ...);
enum err store_next(struct store *store, struct store_rows *rows, bool *more,
                    struct error *err);
void store_stop(struct store_rows *rows); /* before the last row */
bool store_null(struct store_rows *rows, int column);
long store_integer(struct store_rows *rows, int column);
double store_number(struct store_rows *rows, int column);    /* NAN where there is no value */
const char *store_text(struct store_rows *rows, int column); /* "" where there is no value */

/* A single number: the first column of the first row, `otherwise` where there is none. */
enum err store_one(struct store *store, long *value, long otherwise, struct error *err,
                   const char *sql);

#endif
