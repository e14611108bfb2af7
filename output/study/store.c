/* store.c - see store.h */
#include "output/study/store.h"

#include <errno.h>
#include <math.h>
#include <sqlite3.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "output/study/store_place.h"
#include "scenarios/text.h"

enum { STATEMENTS_MAX = 96, RETRY_MS = 20 };

struct store {
    sqlite3 *db;
    char *path;
    int wait_ms;
    int failure; /* SQLite's number of the last one */
    const char *without_wal;
    bool unchanging;            /* opened as such */
    const char *own, *attached; /* borrowed: names for messages, NULL: the path */
    int n;
    struct {
        const char *sql; /* its address is the key */
        sqlite3_stmt *statement;
    } kept[STATEMENTS_MAX];
};

static enum err fail(struct store *s, struct error *err)
{
    const char *p = s->own != NULL ? s->own : s->path;

    s->failure = sqlite3_errcode(s->db);
    if (s->attached != NULL && s->failure != SQLITE_FULL && s->failure != SQLITE_IOERR)
        p = s->attached;
    switch (s->failure) {
    case SQLITE_NOTADB:
        return error_set(err, ERR_DATA, "%s: is no database; nothing was changed", p);
    case SQLITE_CORRUPT:
        return error_set(err, ERR_DATA,
                         "%s: is damaged or cut short; take a copy of it, or a new folder", p);
    case SQLITE_BUSY:
    case SQLITE_LOCKED: {
        char holder[STORE_HOLDER_ROOM];

        store_place_holder(p, holder);
        return error_set(err, ERR_IO,
                         "%s: %s keeps it locked; tried for %g s, then gave up; nothing is "
                         "lost, the same command goes on once it is free",
                         p, holder, s->wait_ms / 1000.0);
    }
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

static enum err run_text(struct store *s, const char *sql, struct error *err)
{
    return sqlite3_exec(s->db, sql, NULL, NULL, NULL) == SQLITE_OK ? ERR_OK : fail(s, err);
}

/* The mode that the store is in now. */
static enum err journal(struct store *s, bool *wal, struct error *err)
{
    struct store_rows *rows;
    bool more;

    TRY(store_ask(s, &rows, err, "PRAGMA journal_mode", ""));
    TRY(store_next(s, rows, &more, err));
    *wal = more && strcmp(store_text(rows, 0), "wal") == 0;
    if (more) store_stop(rows);
    return ERR_OK;
}

/* The change does not wait for locks by itself. Where others are at work the mode stays. */
static enum err choose_journal(struct store *s, struct error *err)
{
    const char *sql;
    int code = SQLITE_OK;
    bool wal;

    s->without_wal = store_place_no_wal(s->path);
    sql = s->without_wal != NULL ? "PRAGMA journal_mode=DELETE" : "PRAGMA journal_mode=WAL";
    TRY(journal(s, &wal, err));
    for (int waited = 0; waited <= s->wait_ms && wal != (s->without_wal == NULL);
         waited += RETRY_MS) {
        code = sqlite3_exec(s->db, sql, NULL, NULL, NULL);
        if (code != SQLITE_BUSY && code != SQLITE_LOCKED) break;
        sqlite3_sleep(RETRY_MS);
    }
    return code == SQLITE_OK ? ERR_OK : fail(s, err);
}

static enum err make_tables(struct store *s, const struct store_kind *kind, struct error *err)
{
    char numbers[128];

    for (const char *const *schema = kind->schema; *schema != NULL; schema++)
        TRY(run_text(s, *schema, err));
    snprintf(numbers, sizeof numbers, "PRAGMA application_id=%d; PRAGMA user_version=%d",
             kind->application, kind->version);
    return run_text(s, numbers, err);
}

/* Whose file it is is seen before anything in it is changed. */
static enum err check_or_make(struct store *s, bool make, const struct store_kind *kind,
                              struct error *err)
{
    long is_application, is_version, n_tables;

    TRY(store_one(s, &n_tables, 0, err, "SELECT count(*) FROM sqlite_master"));
    TRY(store_one(s, &is_application, 0, err, "PRAGMA application_id"));
    TRY(store_one(s, &is_version, 0, err, "PRAGMA user_version"));
    if (make && n_tables == 0 && is_application == 0) return make_tables(s, kind, err);
    if (n_tables == 0 && is_application == 0)
        return error_set(err, ERR_DATA, "%s: is empty; its sweep ended before it began",
                         s->path);
    if (is_application != kind->application)
        return error_set(err, ERR_DATA, "%s: is a database, but not the store of a sweep",
                         s->path);
    if (is_version != kind->version)
        return error_set(err, ERR_DATA,
                         "%s: is a store of version %ld, and this program reads version %d",
                         s->path, is_version, kind->version);
    return ERR_OK;
}

static enum err begin_and_check(struct store *s, enum store_use use,
                                const struct store_kind *kind, struct error *err)
{
    enum err code;

    sqlite3_busy_timeout(s->db, s->wait_ms);
    TRY(run_text(s, use == STORE_READ ? "BEGIN" : "BEGIN IMMEDIATE", err));
    code = check_or_make(s, use == STORE_MAKE, kind, err);
    if (code == ERR_OK) return run_text(s, "COMMIT", err);
    sqlite3_exec(s->db, "ROLLBACK", NULL, NULL, NULL);
    return code;
}

static enum err open_file(struct store *s, const char *path, int flags, struct error *err)
{
    int code = sqlite3_open_v2(path, &s->db, flags | SQLITE_OPEN_URI, NULL);

    if (code == SQLITE_OK) return ERR_OK;
    return s->db != NULL ? fail(s, err) : error_nomem(err, "the store");
}

static void close_file(struct store *s)
{
    for (int k = 0; k < s->n; k++)
        sqlite3_finalize(s->kept[k].statement);
    s->n = 0;
    sqlite3_close(s->db);
    s->db = NULL;
}

/* A store in WAL where nothing may be written: right as long as no log lies beside it. */
static enum err open_unchanging(struct store *s, const struct store_kind *kind,
                                struct error *err)
{
    char *uri = store_place_uri(s->path);
    enum err code;

    if (uri == NULL) return error_nomem(err, "the store");
    close_file(s);
    s->unchanging = true;
    code = open_file(s, uri, SQLITE_OPEN_READONLY, err);
    free(uri);
    return code == ERR_OK ? begin_and_check(s, STORE_READ, kind, err) : code;
}

enum err store_open(struct store **out, const char *path, enum store_use use,
                    const struct store_kind *kind, struct error *err)
{
    int flags = SQLITE_OPEN_READWRITE | (use == STORE_MAKE ? SQLITE_OPEN_CREATE : 0);
    struct store *s = calloc(1, sizeof *s);
    enum err code = ERR_OK;
    bool wal = false;

    if (s != NULL) s->path = text_copy(path);
    if (s == NULL || s->path == NULL) {
        free(s);
        return error_nomem(err, "the store");
    }
    s->wait_ms = STORE_WAIT_MS;
    if (use != STORE_MAKE && access(path, F_OK) != 0)
        code = error_set(err, ERR_IO, "%s: cannot be opened (%s)", path, strerror(errno));
    if (code == ERR_OK) code = open_file(s, path, flags, err);
    if (code == ERR_OK) {
        code = begin_and_check(s, use, kind, err);
        if (code != ERR_OK && use == STORE_READ && store_place_is_still(path) &&
            (s->failure == SQLITE_CANTOPEN || s->failure == SQLITE_READONLY))
            code = open_unchanging(s, kind, err);
    }
    if (code == ERR_OK && use == STORE_MAKE) code = choose_journal(s, err);
    /* with WAL a loss of power may take the last cases, never the store */
    if (code == ERR_OK) code = journal(s, &wal, err);
    if (code == ERR_OK && wal) code = run_text(s, "PRAGMA synchronous=NORMAL", err);
    if (code != ERR_OK) {
        store_close(s);
        return code;
    }
    *out = s;
    return ERR_OK;
}

void store_close(struct store *store)
{
    if (store == NULL) return;
    close_file(store);
    free(store->path);
    free(store);
}

const char *store_without_wal(const struct store *store)
{
    return store->without_wal;
}

void store_set_wait(struct store *store, int ms)
{
    store->wait_ms = ms;
    sqlite3_busy_timeout(store->db, ms);
}

enum err store_still_there(const struct store *store, struct error *err)
{
    int moved = 0;

    if (sqlite3_file_control(store->db, "main", SQLITE_FCNTL_HAS_MOVED, &moved) != SQLITE_OK ||
        moved == 0)
        return ERR_OK;
    return error_set(err, ERR_IO,
                     "%s: was moved or deleted while the sweep ran; put it back, and the same "
                     "command goes on",
                     store->path);
}

char *store_attach_name(const struct store *store)
{
    return store->unchanging ? store_place_uri(store->path) : text_copy(store->path);
}

void store_set_names(struct store *store, const char *own, const char *attached)
{
    store->own = own;
    store->attached = attached;
}
