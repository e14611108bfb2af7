/* study_export.c - the tables of a store as CSV files, and as a workbook, that do not tell
 * when they came about. */
#include <string.h>

#include "output/folder.h"
#include "output/map/cells.h"
#include "output/study/study.h"
#include "output/xlsx.h"
#include "scenarios/text.h"

/* A query and the kind of each of its columns: t text, i whole number, d number. */
struct table {
    const char *file, *head, *kinds, *sql;
};

static const struct table tables[] = {
    {"runs.csv", "run,name,state,status,signal,error", "tttiit",
     "SELECT id, name, state, status, signal, error FROM run WHERE place IS NOT NULL ORDER BY "
     "id"},
    {"settings.csv", "run,path,value", "ttt",
     "SELECT r.id, s.path, s.value FROM run r JOIN setting s ON s.run = r.number WHERE r.place "
     "IS NOT NULL ORDER BY r.id, s.path"},
    {"indicators.csv", "run,step,year,district,name,value,unit", "tiittdt",
     "SELECT r.id, i.step, i.year, w.text, m.name, i.value, m.unit FROM run r JOIN "
     "indicator_row "
     "i ON i.run = r.number JOIN word w ON w.number = i.district JOIN measure m ON m.number = "
     "i.measure WHERE r.place IS NOT NULL ORDER BY r.id, i.step, w.text, m.number"},
    {"stations.csv",
     "run,step,year,site,opened_year,is_station,fast_chargers,slow_chargers,kw,"
     "fast_kwh_per_day,slow_kwh_per_day",
     "tiitiiiiddd",
     "SELECT r.id, s.step, s.year, w.text, s.opened_year, s.is_station, s.fast_chargers, "
     "s.slow_chargers, s.kw, s.fast_kwh_per_day, s.slow_kwh_per_day FROM run r JOIN "
     "station_row "
     "s ON s.run = r.number JOIN word w ON w.number = s.site WHERE r.place IS NOT NULL ORDER "
     "BY "
     "r.id, s.step, w.text"},
    {"rules.csv",
     "run,step,year,place,rule,zone_class,is_binding,strength,relation,target,achieved,unit,"
     "outcome,"
     "shortfall,worst_place",
     "tiiittittddttdt",
     "SELECT r.id, s.step, s.year, s.place, w.text, c.text, s.is_binding, s.strength, "
     "s.relation, "
     "s.target, "
     "s.achieved, u.text, s.outcome, s.shortfall, p.text FROM run r JOIN rule_row s ON s.run = "
     "r.number JOIN word w ON w.number = s.rule JOIN word c ON c.number = s.zone_class JOIN "
     "word "
     "u ON u.number = s.unit JOIN word p ON p.number = s.worst_place WHERE r.place IS NOT NULL "
     "ORDER BY r.id, s.step, s.place"},
};
enum { N_TABLES = sizeof tables / sizeof tables[0] };

/* What is written: the store, and whether there is a workbook behind the tables. */
struct export
{
    struct store *store;
    bool xlsx;
};

static const char *file_of(const void *with, int k)
{
    const struct export *e = with;

    if (k < N_TABLES) return tables[k].file;
    return k == N_TABLES && e->xlsx ? "study.xlsx" : NULL;
}

static enum err write_table(struct store *store, const struct table *t, FILE *stream,
                            struct error *err)
{
    struct cells row = {.stream = stream};
    struct store_rows *rows;
    bool more;

    TRY(store_ask(store, &rows, err, t->sql, ""));
    fprintf(stream, "%s\n", t->head);
    for (;;) {
        TRY(store_next(store, rows, &more, err));
        if (!more) return ERR_OK;
        for (int c = 0; t->kinds[c] != '\0'; c++) {
            if (t->kinds[c] == 't' || store_null(rows, c))
                cells_text(&row, store_text(rows, c));
            else if (t->kinds[c] == 'i')
                cells_integer(&row, store_integer(rows, c));
            else
                cells_number(&row, store_number(rows, c));
        }
        cells_end(&row);
    }
}

/* Values of settings are texts in the store; those that are numbers are numbers here, so that a
 * spreadsheet can sort and draw them. */
static void put_value(struct xlsx *x, const char *value)
{
    const char *digits = value + (*value == '-');
    bool id = digits[0] == '0' && digits[1] >= '0' && digits[1] <= '9'; /* 007 */
    double number;

    if (!id && text_number(value, &number))
        xlsx_number(x, number);
    else
        xlsx_text(x, value);
}

static enum err write_sheet(struct store *store, const struct table *t, struct xlsx *x,
                            struct error *err)
{
    const int dot = (int)strcspn(t->file, ".");
    bool settings = strcmp(t->file, "settings.csv") == 0;
    struct store_rows *rows;
    char name[32];
    bool more;

    snprintf(name, sizeof name, "%.*s", dot, t->file);
    TRY(xlsx_sheet(x, name, t->head, err));
    TRY(store_ask(store, &rows, err, t->sql, ""));
    for (;;) {
        TRY(store_next(store, rows, &more, err));
        if (!more) return ERR_OK;
        TRY(xlsx_row(x, err));
        for (int c = 0; t->kinds[c] != '\0'; c++) {
            if (settings && c == 2)
                put_value(x, store_text(rows, c));
            else if (t->kinds[c] == 't')
                xlsx_text(x, store_text(rows, c));
            else
                xlsx_number(x, store_number(rows, c));
        }
        TRY(xlsx_row_end(x, err));
    }
}

static enum err write_workbook(struct store *store, FILE *stream, struct error *err)
{
    struct xlsx *x = NULL;
    enum err code = xlsx_create(&x, XLSX_ROWS_MAX, err);

    for (int k = 0; k < N_TABLES && code == ERR_OK; k++)
        code = write_sheet(store, &tables[k], x, err);
    if (code == ERR_OK) code = xlsx_finish(x, stream, err);
    xlsx_free(x);
    return code;
}

static enum err write_one(const void *with, int k, const char *folder, FILE *stream,
                          struct error *err)
{
    const struct export *e = with;

    (void)folder;
    if (k < N_TABLES) return write_table(e->store, &tables[k], stream, err);
    return write_workbook(e->store, stream, err);
}

/* All tables see the same state of the store. */
enum err study_export(struct study_file *study, const char *folder, bool xlsx,
                      struct error *err)
{
    const struct export with = {study_store(study), xlsx};
    const struct folder_content content = {&with, file_of, write_one};
    struct error ignored = {0};
    enum err code;

    TRY(store_do(study_store(study), err, "BEGIN", ""));
    code = folder_write_files(&content, folder, err);
    store_do(study_store(study), &ignored, "ROLLBACK", "");
    return code;
}
