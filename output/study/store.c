/* store.c - see store.h */
#include "output/study/store.h"

#include <errno.h>
#include <math.h>
#include <sqlite3.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "scenarios/text.h"

enum { STATEMENTS_MAX = 64, RETRY_MS = 20 };

struct store {
    sqlite3 *db;
    char *path;
    int n;
    struct {
        const char *sql; /* its address is the key */
        sqlite3_stmt *statement;
    } kept[STATEMENTS_MAX];
};

static enum err fail(const struct store *s, struct error *err)
{
    const char *p = s->path;

    switch (sqlite3_errcode(s->db)) {
    case SQLITE_NOTADB:
        return error_set(err, ERR_DATA, "%s: is no database; nothing was changed", p);
    case SQLITE_CORRUPT:
        return error_set(err, ERR_DATA,
                         "%s: is damaged or cut short; take a copy of it, or a new folder", p);
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
        return error_set(err, ERR_IO,
                         "%s: another program keeps it locked; tried for %d s, then gave up", p,
                         STORE_WAIT_MS / 1000);
    case SQLITE_FULL:
        return error_set(err, ERR_IO, "%s: cannot be written; the disk is full", p);
    case SQLITE_IOERR: {
        int number = sqlite3_system_errno(s->db);

        return error_set(err, ERR_IO, "%s: cannot be read or written (%s)", p,
                         number != 0 ? strerror(number) : "is the disk full?");
    }
    case SQLITE_READONLY:
        return error_set(err, ERR_IO, "%s: may not be written", p);
    case SQLITE_CANTOPEN:
        return error_set(err, ERR_IO, "%s: cannot be opened (%s)", p,
                         strerror(sqlite3_system_errno(s->db)));
    case SQLITE_NOMEM:
        return error_nomem(err, "the store");
    default:
        return error_set(err, ERR_IO, "%s: %s", p, sqlite3_errmsg(s->db));
    }
}

/* The statement of a text, ready to take values. */
static enum err prepare(struct store *s, const char *sql, sqlite3_stmt **out, struct error *err)
{
    for (int k = 0; k < s->n; k++)
        if (s->kept[k].sql == sql) {
            *out = s->kept[k].statement;
            return ERR_OK;
        }
    if (s->n == STATEMENTS_MAX)
        return error_set(err, ERR_IO, "%s: more than %d statements", s->path, STATEMENTS_MAX);
    if (sqlite3_prepare_v3(s->db, sql, -1, SQLITE_PREPARE_PERSISTENT, out, NULL) != SQLITE_OK)
        return fail(s, err);
    s->kept[s->n].sql = sql;
    s->kept[s->n++].statement = *out;
    return ERR_OK;
}

static void bind(sqlite3_stmt *statement, const char *letters, va_list values)
{
    for (int k = 1; *letters != '\0'; letters++, k++) {
        if (*letters == 't') {
            sqlite3_bind_text(statement, k, va_arg(values, const char *), -1, SQLITE_TRANSIENT);
        } else if (*letters == 'i') {
            sqlite3_bind_int64(statement, k, va_arg(values, long));
        } else {
            double d = va_arg(values, double);

            if (isnan(d))
                sqlite3_bind_null(statement, k);
            else
                sqlite3_bind_double(statement, k, d);
        }
    }
}

enum err store_do(struct store *store, struct error *err, const char *sql, const char *letters,
                  ...)
{
    sqlite3_stmt *statement;
    va_list values;
    enum err code = ERR_OK;
    int step;

    TRY(prepare(store, sql, &statement, err));
    va_start(values, letters);
    bind(statement, letters, values);
    va_end(values);
    do
        step = sqlite3_step(statement);
    while (step == SQLITE_ROW);
    if (step != SQLITE_DONE) code = fail(store, err);
    sqlite3_reset(statement);
    return code;
}

int store_changed(const struct store *store)
{
    return sqlite3_changes(store->db);
}

/* A row is a statement that stands on it. */
static sqlite3_stmt *statement_of(struct store_rows *rows)
{
    return (sqlite3_stmt *)(void *)rows;
}

enum err store_ask(struct store *store, struct store_rows **rows, struct error *err,
                   const char *sql, const char *letters, ...)
{
    sqlite3_stmt *statement;
    va_list values;

    TRY(prepare(store, sql, &statement, err));
    va_start(values, letters);
    bind(statement, letters, values);
    va_end(values);
    *rows = (struct store_rows *)(void *)statement;
    return ERR_OK;
}

enum err store_next(struct store *store, struct store_rows *rows, bool *more, struct error *err)
{
    int step = sqlite3_step(statement_of(rows));
    enum err code = ERR_OK;

    *more = step == SQLITE_ROW;
    if (step == SQLITE_ROW) return ERR_OK;
    if (step != SQLITE_DONE) code = fail(store, err);
    sqlite3_reset(statement_of(rows));
    return code;
}

void store_stop(struct store_rows *rows)
{
    sqlite3_reset(statement_of(rows));
}

bool store_null(struct store_rows *rows, int column)
{
    return sqlite3_column_type(statement_of(rows), column) == SQLITE_NULL;
}

long store_integer(struct store_rows *rows, int column)
{
    return (long)sqlite3_column_int64(statement_of(rows), column);
}

double store_number(struct store_rows *rows, int column)
{
    return store_null(rows, column) ? NAN : sqlite3_column_double(statement_of(rows), column);
}

const char *store_text(struct store_rows *rows, int column)
{
    const unsigned char *text = sqlite3_column_text(statement_of(rows), column);

    return text != NULL ? (const char *)text : "";
}

enum err store_one(struct store *store, long *value, long otherwise, struct error *err,
                   const char *sql)
{
    struct store_rows *rows;
    bool more;

    TRY(store_ask(store, &rows, err, sql, ""));
    TRY(store_next(store, rows, &more, err));
    *value = more && !store_null(rows, 0) ? store_integer(rows, 0) : otherwise;
    if (more) store_stop(rows);
    return ERR_OK;
}

void store_close(struct store *store)
{
    if (store == NULL) return;
    for (int k = 0; k < store->n; k++)
        sqlite3_finalize(store->kept[k].statement);
    sqlite3_close(store->db);
    free(store->path);
    free(store);
}

/* The change to WAL does not wait for locks by itself. A file system without shared memory
 * keeps the older journal, which is as safe. */
static enum err use_wal(struct store *s, struct error *err)
{
    const struct timespec pause = {0, RETRY_MS * 1000000L};
    int code = SQLITE_OK;

    for (int waited = 0; waited <= STORE_WAIT_MS; waited += RETRY_MS) {
        code = sqlite3_exec(s->db, "PRAGMA journal_mode=WAL", NULL, NULL, NULL);
        if (code != SQLITE_BUSY && code != SQLITE_LOCKED) break;
        nanosleep(&pause, NULL);
    }
    if (code == SQLITE_OK)
        code = sqlite3_exec(s->db, "PRAGMA synchronous=NORMAL", NULL, NULL, NULL);
    return code == SQLITE_OK ? ERR_OK : fail(s, err);
}

static enum err make_tables(struct store *s, const char *const schema[], int application,
                            int version, struct error *err)
{
    char numbers[128];

    for (; *schema != NULL; schema++)
        if (sqlite3_exec(s->db, *schema, NULL, NULL, NULL) != SQLITE_OK) return fail(s, err);
    snprintf(numbers, sizeof numbers, "PRAGMA application_id=%d; PRAGMA user_version=%d",
             application, version);
    return sqlite3_exec(s->db, numbers, NULL, NULL, NULL) == SQLITE_OK ? ERR_OK : fail(s, err);
}

/* Whose file it is is seen before anything in it is changed. */
static enum err check_or_make(struct store *s, const char *const schema[], int application,
                              int version, struct error *err)
{
    long is_application, is_version, n_tables;
    enum err code;

    TRY(store_do(s, err, "BEGIN IMMEDIATE", ""));
    code = store_one(s, &n_tables, 0, err, "SELECT count(*) FROM sqlite_master");
    if (code == ERR_OK) code = store_one(s, &is_application, 0, err, "PRAGMA application_id");
    if (code == ERR_OK) code = store_one(s, &is_version, 0, err, "PRAGMA user_version");
    if (code == ERR_OK && n_tables == 0 && is_application == 0)
        code = make_tables(s, schema, application, version, err);
    else if (code == ERR_OK && is_application != application)
        code = error_set(err, ERR_DATA, "%s: is a database, but not the store of a sweep",
                         s->path);
    else if (code == ERR_OK && is_version != version)
        code = error_set(err, ERR_DATA,
                         "%s: is a store of version %ld, and this program reads version %d",
                         s->path, is_version, version);
    if (code == ERR_OK) return store_do(s, err, "COMMIT", "");
    sqlite3_exec(s->db, "ROLLBACK", NULL, NULL, NULL);
    return code;
}

enum err store_open(struct store **out, const char *path, bool create,
                    const char *const schema[], int application, int version, struct error *err)
{
    struct store *s = calloc(1, sizeof *s);
    int flags = SQLITE_OPEN_READWRITE | (create ? SQLITE_OPEN_CREATE : 0);
    enum err code;

    if (s == NULL) return error_nomem(err, "the store");
    s->path = text_copy(path);
    if (s->path == NULL) {
        free(s);
        return error_nomem(err, "the store");
    }
    if (!create && access(path, F_OK) != 0)
        code = error_set(err, ERR_IO, "%s: cannot be opened (%s)", path, strerror(errno));
    else if (sqlite3_open_v2(path, &s->db, flags, NULL) != SQLITE_OK)
        code = s->db != NULL ? fail(s, err) : error_nomem(err, "the store");
    else
        code = ERR_OK;
    if (code == ERR_OK) {
        sqlite3_busy_timeout(s->db, STORE_WAIT_MS);
        code = check_or_make(s, schema, application, version, err);
    }
    if (code == ERR_OK) code = use_wal(s, err);
    if (code != ERR_OK) {
        store_close(s);
        return code;
    }
    *out = s;
    return ERR_OK;
}
