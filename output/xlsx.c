/* xlsx.c - see xlsx.h. */
#include "output/xlsx.h"

#include <errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/statvfs.h>
#include <unistd.h>
#include <xlsxwriter.h>

#include "output/columns.h"
#include "scenarios/text.h"

enum {
    WIDTH_LEAST = 8,
    WIDTH_MOST = 60,
    FILTER_BUTTON = 3,     /* of a head's cell, in characters */
    CREATED_S = 315532800, /* 1980-01-01, the day that zip files count from */
    SHEETS_ROOM = 256,
    SPARE_BYTES = 1 << 20
};

struct xlsx {
    char *folder; /* for temporary files */
    char *path;   /* of the workbook until it is copied */
    lxw_workbook *book;
    lxw_worksheet *sheet;
    lxw_format *head_format;
    char *name, *head; /* of the table */
    int part;          /* of it, from 1 */
    int rows_max, row, column, n_columns;
    int width[XLSX_COLUMNS_MAX];
    int n_sheets;
    lxw_worksheet *all[SHEETS_ROOM];
    lxw_error failed; /* sticks */
};

static enum err fail(const struct xlsx *x, struct error *err, const char *why)
{
    return error_set(err, ERR_IO,
                     "the workbook cannot be written by way of the folder %s (%s); TMPDIR may "
                     "name another one",
                     x->folder, why);
}

static enum err open_book(struct xlsx *x, struct error *err)
{
    lxw_workbook_options options = {
        .constant_memory = LXW_TRUE, .tmpdir = x->folder, .use_zip64 = LXW_FALSE};
    lxw_doc_properties properties = {.created = CREATED_S};
    int file = mkstemp(x->path);

    if (file < 0) {
        free(x->path);
        x->path = NULL;
        return fail(x, err, strerror(errno));
    }
    close(file);
    x->book = workbook_new_opt(x->path, &options);
    if (x->book == NULL) return error_nomem(err, "the workbook");
    x->head_format = workbook_add_format(x->book);
    if (x->head_format == NULL) return error_nomem(err, "the workbook");
    format_set_bold(x->head_format);
    workbook_set_properties(x->book, &properties);
    return ERR_OK;
}

enum err xlsx_create(struct xlsx **out, int rows_max, struct error *err)
{
    struct xlsx *x = calloc(1, sizeof *x);
    const char *folder = getenv("TMPDIR");
    enum err code;

    if (x == NULL) return error_nomem(err, "the workbook");
    x->rows_max = rows_max;
    x->folder = text_copy(folder != NULL && folder[0] != '\0' ? folder : "/tmp");
    x->path = x->folder != NULL ? text_print("%s/chargeplan-XXXXXX", x->folder) : NULL;
    code = x->path == NULL ? error_nomem(err, "the workbook") : open_book(x, err);
    if (code != ERR_OK) {
        xlsx_free(x);
        return code;
    }
    *out = x;
    return ERR_OK;
}

void xlsx_free(struct xlsx *x)
{
    if (x == NULL) return;
    if (x->book != NULL) workbook_close(x->book); /* the only way to give it back */
    if (x->path != NULL) unlink(x->path);
    free(x->path);
    free(x->folder);
    free(x->name);
    free(x->head);
    free(x);
}

/* ---- cells ---- */

static void widen(struct xlsx *x, int width)
{
    if (x->column < XLSX_COLUMNS_MAX && width > x->width[x->column])
        x->width[x->column] = width;
}

static void keep_error(struct xlsx *x, lxw_error code)
{
    if (x->failed == LXW_NO_ERROR) x->failed = code;
}

/* The text as a cell may hold it; NULL: no memory. Own it. */
static char *cleaned(const char *text)
{
    struct text to = {0};
    int n = 0;

    for (const char *p = text; *p != '\0'; p++) {
        unsigned char c = (unsigned char)*p;

        n += (c & 0xC0) != 0x80;
        if (n > XLSX_TEXT_MAX) break;
        if ((c < 0x20 && strchr("\t\r\n", c) == NULL) || c == 0x7F)
            text_add(&to, "\uFFFD");
        else
            text_add_bytes(&to, p, 1);
    }
    return text_take(&to);
}

static void put_text(struct xlsx *x, const char *text, lxw_format *format)
{
    char *fine = cleaned(text);

    if (fine == NULL)
        keep_error(x, LXW_ERROR_MEMORY_MALLOC_FAILED);
    else if (fine[0] != '\0')
        keep_error(x, worksheet_write_string(x->sheet, (lxw_row_t)x->row, (lxw_col_t)x->column,
                                             fine, format));
    if (fine != NULL) widen(x, columns_width(fine) + (format != NULL ? FILTER_BUTTON : 1));
    x->column++;
    free(fine);
}

void xlsx_text(struct xlsx *x, const char *text)
{
    put_text(x, text, NULL);
}

void xlsx_number(struct xlsx *x, double value)
{
    char number[TEXT_NUMBER_ROOM];

    if (isfinite(value)) {
        keep_error(x, worksheet_write_number(x->sheet, (lxw_row_t)x->row, (lxw_col_t)x->column,
                                             value, NULL));
        text_put_number(number, value);
        widen(x, (int)strlen(number) < 12 ? (int)strlen(number) + 1 : 12);
    }
    x->column++;
}

/* ---- sheets ---- */

static void end_sheet(struct xlsx *x)
{
    if (x->sheet == NULL) return;
    for (int k = 0; k < x->n_columns; k++) {
        int width = x->width[k] < WIDTH_LEAST  ? WIDTH_LEAST
                    : x->width[k] > WIDTH_MOST ? WIDTH_MOST
                                               : x->width[k];

        keep_error(x, worksheet_set_column(x->sheet, (lxw_col_t)k, (lxw_col_t)k, width, NULL));
    }
    keep_error(x, worksheet_autofilter(x->sheet, 0, 0, (lxw_row_t)(x->row > 1 ? x->row - 1 : 0),
                                       (lxw_col_t)(x->n_columns - 1)));
    x->sheet = NULL;
}

static enum err begin_part(struct xlsx *x, struct error *err)
{
    char *name = x->part == 1 ? text_copy(x->name) : text_print("%.20s %d", x->name, x->part);

    if (name == NULL) return error_nomem(err, "the workbook");
    if (x->n_sheets == SHEETS_ROOM) {
        free(name);
        return error_set(err, ERR_IO, "the workbook would have more than %d sheets",
                         SHEETS_ROOM);
    }
    x->sheet = workbook_add_worksheet(x->book, name);
    free(name);
    if (x->sheet == NULL) return fail(x, err, "no sheet can be made");
    x->all[x->n_sheets++] = x->sheet;
    memset(x->width, 0, sizeof x->width);
    x->row = x->column = 0;
    for (const char *p = x->head; *p != '\0';) {
        size_t n = strcspn(p, ",");
        char *cell = text_copy_bytes(p, n);

        if (cell == NULL) return error_nomem(err, "the workbook");
        put_text(x, cell, x->head_format);
        free(cell);
        p += n + (p[n] == ',');
    }
    x->n_columns = x->column;
    worksheet_freeze_panes(x->sheet, 1, 0);
    x->row = 1;
    x->column = 0;
    return ERR_OK;
}

enum err xlsx_sheet(struct xlsx *x, const char *name, const char *head, struct error *err)
{
    end_sheet(x);
    free(x->name);
    free(x->head);
    x->name = text_copy(name);
    x->head = text_copy(head);
    if (x->name == NULL || x->head == NULL) return error_nomem(err, "the workbook");
    x->part = 1;
    return begin_part(x, err);
}

enum err xlsx_row(struct xlsx *x, struct error *err)
{
    if (x->row < x->rows_max) return ERR_OK;
    end_sheet(x);
    x->part++;
    return begin_part(x, err);
}

enum err xlsx_row_end(struct xlsx *x, struct error *err)
{
    x->row++;
    x->column = 0;
    if (x->failed != LXW_NO_ERROR) return fail(x, err, lxw_strerror(x->failed));
    return ERR_OK;
}

/* ---- the file ---- */

/* The library does not look whether its temporary files could be written: what it needs is
 * asked for before. Of each sheet there are two copies, then the packed one. */
static enum err look_for_room(const struct xlsx *x, struct error *err)
{
    struct statvfs disk;
    struct rlimit limit;
    double all = SPARE_BYTES, largest = 0;

    for (int k = 0; k < x->n_sheets; k++) {
        FILE *rows = x->all[k]->optimize_tmpfile;
        long n;

        if (fflush(rows) != 0 || ferror(rows)) return fail(x, err, "is the disk full?");
        n = ftell(rows);
        all += 2.0 * (double)n;
        if ((double)n > largest) largest = (double)n;
    }
    if (getrlimit(RLIMIT_FSIZE, &limit) == 0 && limit.rlim_cur != RLIM_INFINITY &&
        (double)limit.rlim_cur < largest + SPARE_BYTES)
        return fail(x, err, "files may not be that large");
    if (statvfs(x->folder, &disk) == 0 && (double)disk.f_bavail * (double)disk.f_frsize < all)
        return fail(x, err, "the disk has no room for it");
    return ERR_OK;
}

static enum err copy(const struct xlsx *x, FILE *stream, struct error *err)
{
    FILE *from = fopen(x->path, "rb");
    char buffer[16384];
    size_t n;
    bool bad;

    if (from == NULL) return fail(x, err, strerror(errno));
    while ((n = fread(buffer, 1, sizeof buffer, from)) > 0)
        fwrite(buffer, 1, n, stream);
    bad = ferror(from) != 0;
    fclose(from);
    return bad ? fail(x, err, "it cannot be read again") : ERR_OK;
}

enum err xlsx_finish(struct xlsx *x, FILE *stream, struct error *err)
{
    lxw_error code;

    end_sheet(x);
    if (x->failed != LXW_NO_ERROR) return fail(x, err, lxw_strerror(x->failed));
    TRY(look_for_room(x, err));
    code = workbook_close(x->book);
    x->book = NULL;
    if (code != LXW_NO_ERROR) return fail(x, err, lxw_strerror(code));
    return copy(x, stream, err);
}
