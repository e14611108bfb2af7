/* study_page_file.c - see study_page_file.h */
#define _GNU_SOURCE /* renameat2 */
#include "output/study_report/study_page_file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "output/hold.h"
#include "output/study_report/study_page.h"
#include "scenarios/text.h"

static enum err fail(struct error *err, const char *path, int number)
{
    return error_set(err, ERR_IO, "%s: cannot be written (%s); nothing was left behind", path,
                     number != 0 ? strerror(number) : "write error");
}

/* A folder of a run is not what is meant. */
static enum err look_at(const char *study, struct error *err)
{
    char *plan = text_print("%s/plan.json", study), *store = text_print("%s/study.db", study);
    struct stat there;
    bool run =
        plan != NULL && store != NULL && stat(plan, &there) == 0 && stat(store, &there) != 0;

    free(plan);
    free(store);
    if (!run) return ERR_OK;
    return error_set(
        err, ERR_USAGE,
        "%s: holds the results of a single run, whose report is report.html there; "
        "give the folder of a sweep or its store",
        study);
}

/* report.html in the folder of the store. */
static char *beside(const char *study)
{
    struct stat there;
    const char *slash = strrchr(study, '/');

    if (stat(study, &there) == 0 && S_ISDIR(there.st_mode))
        return text_print("%s/report.html", study);
    return slash == NULL ? text_copy("report.html")
                         : text_print("%.*s/report.html", (int)(slash - study), study);
}

/* Everything is on the disk when it returns ERR_OK. */
static enum err write_bytes(int file, const char *path, const char *bytes, size_t n,
                            struct error *err)
{
    FILE *stream = fdopen(file, "wb");
    int number = 0;
    bool bad;

    if (stream == NULL) {
        number = errno;
        close(file);
        return fail(err, path, number);
    }
    errno = 0;
    bad = fwrite(bytes, 1, n, stream) != n || fflush(stream) != 0;
    if (bad) number = errno;
    if (!bad && fsync(fileno(stream)) != 0 && errno != EINVAL) bad = true, number = errno;
    if (fclose(stream) != 0 && !bad) bad = true, number = errno;
    return bad ? fail(err, path, number) : ERR_OK;
}

/* Under a name of its own first; `replace` allows that the page exists. */
static enum err write_file(const char *path, bool replace, const char *bytes, size_t n,
                           struct error *err)
{
    char *part = text_print("%s.XXXXXX", path);
    mode_t mask = umask(0);
    struct hold hold;
    enum err code;
    int file;

    umask(mask);
    if (part == NULL) return error_nomem(err, path);
    hold_signals(&hold);
    file = mkstemp(part);
    if (file < 0) {
        code = fail(err, path, errno);
    } else {
        fchmod(file, 0666 & ~mask);
        code = write_bytes(file, path, bytes, n, err);
        if (code == ERR_OK &&
            renameat2(AT_FDCWD, part, AT_FDCWD, path, replace ? 0 : RENAME_NOREPLACE) != 0 &&
            (errno != EINVAL || rename(part, path) != 0))
            code = fail(err, path, errno);
        if (code != ERR_OK) unlink(part);
    }
    hold_release(&hold);
    free(part);
    return code;
}

/* The page in memory: a mistake on the way leaves nothing. */
static enum err make(const struct study_data *d, enum language language, char **bytes,
                     size_t *n, struct error *err)
{
    FILE *memory = open_memstream(bytes, n);
    enum err code;

    if (memory == NULL) return error_nomem(err, "the page of the study");
    code = study_page_write(d, language, memory, err);
    if (fclose(memory) != 0 && code == ERR_OK) code = error_nomem(err, "the page of the study");
    return code;
}

static enum err read_and_make(const char *folder, int language, char **bytes, size_t *n,
                              struct error *err)
{
    struct study_file *study = NULL;
    struct study_data *d = NULL;
    struct error why = {0};
    enum err code;

    TRY(study_open(&study, folder, false, err));
    code = study_data_read(&d, study, &why);
    study_close(study);
    if (code != ERR_OK) {
        const char *colon = strncmp(why.text, folder, strlen(folder)) == 0 ? "" : ": ";

        return error_set(err, code, "%s%s%s", *colon != '\0' ? folder : "", colon, why.text);
    }
    code = make(d, language >= 0 ? (enum language)language : d->language, bytes, n, err);
    study_data_free(d);
    return code;
}

enum err study_page_file(const char *study, const char *page, int language, char **path,
                         struct error *err)
{
    struct stat there;
    char *bytes = NULL;
    size_t n = 0;
    enum err code;

    if (page != NULL && page[0] == '\0')
        return error_set(err, ERR_USAGE, "--output: '' is no name of a file");
    if (page != NULL && lstat(page, &there) == 0)
        return error_set(err, ERR_IO, "%s: exists already; give the name of a new file", page);
    TRY(look_at(study, err));
    *path = page != NULL ? text_copy(page) : beside(study);
    if (*path == NULL) return error_nomem(err, study);
    code = read_and_make(study, language, &bytes, &n, err);
    if (code == ERR_OK) code = write_file(*path, page == NULL, bytes, n, err);
    free(bytes);
    if (code == ERR_OK) return ERR_OK;
    free(*path);
    *path = NULL;
    return code;
}
