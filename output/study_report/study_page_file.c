/* study_page_file.c - see study_page_file.h */
#include "output/study_report/study_page_file.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "output/hold.h"
#include "output/study_report/study_page.h"
#include "output/whole_file.h"
#include "scenarios/text.h"

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

/* The page, and how many bytes it has. */
struct page {
    char *bytes; /* owned */
    size_t n;
};

static enum err put(const void *with, FILE *stream, struct error *err)
{
    const struct page *page = with;

    (void)err; /* what the stream does not take is seen by its owner */
    fwrite(page->bytes, 1, page->n, stream);
    return ERR_OK;
}

/* report.html of an earlier time is replaced in one step. */
static enum err replace(const char *path, struct error *err)
{
    char *part = text_print("%s.part", path);
    enum err code = ERR_OK;

    if (part == NULL) return error_nomem(err, path);
    if (rename(part, path) != 0)
        code = error_set(err, ERR_IO, "%s: cannot be written (%s)", path, strerror(errno));
    free(part);
    return code;
}

static enum err write_file(const char *path, bool is_new, const struct page *page,
                           struct error *err)
{
    const struct whole_content content = {"--output", path, put, page};
    struct hold hold;
    enum err code;

    hold_signals(&hold);
    if (!is_new) whole_discard(path); /* of a report that was killed */
    code = whole_write(&content, err);
    if (code == ERR_OK) {
        code = is_new ? whole_publish("--output", path, err) : replace(path, err);
        if (code != ERR_OK) whole_discard(path);
    }
    hold_release(&hold);
    return code;
}

/* The page in memory: a mistake on the way leaves nothing. */
static enum err make(const struct study_data *d, enum language language, struct page *page,
                     struct error *err)
{
    FILE *memory = open_memstream(&page->bytes, &page->n);
    enum err code;

    if (memory == NULL) return error_nomem(err, "the page of the study");
    code = study_page_write(d, language, memory, err);
    if (fclose(memory) != 0 && code == ERR_OK) code = error_nomem(err, "the page of the study");
    return code;
}

static enum err read_and_make(const char *folder, int language, struct page *page,
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
    code = make(d, language >= 0 ? (enum language)language : d->language, page, err);
    study_data_free(d);
    return code;
}

enum err study_page_file(const char *study, const char *page, int language, char **path,
                         struct error *err)
{
    struct page made = {0};
    enum err code;

    if (page != NULL) TRY(whole_check("--output", page, NULL, err));
    TRY(look_at(study, err));
    *path = page != NULL ? text_copy(page) : beside(study);
    if (*path == NULL) return error_nomem(err, study);
    code = read_and_make(study, language, &made, err);
    if (code == ERR_OK) code = write_file(*path, page != NULL, &made, err);
    free(made.bytes);
    if (code == ERR_OK) return ERR_OK;
    free(*path);
    *path = NULL;
    return code;
}
