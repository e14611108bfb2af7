/* folder.c - results appear complete or not at all.
 *
 * Everything is written into a hidden folder beside the target, brought to the disk and renamed
 * in one step. Signals that end the program wait until the folder stands or is removed again.
 */
#define _GNU_SOURCE /* renameat2 */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "output/folder.h"
#include "output/hold.h"
#include "output/writers/writer.h"

enum { PATH_MAX_BYTES = 4096, HIDDEN_BYTES = PATH_MAX_BYTES + 32 };

static enum err fail_at(struct error *err, const char *path, const char *file, int number)
{
    const char *slash = file[0] != '\0' ? "/" : "";

    return error_set(err, ERR_IO, "%s%s%s: cannot be written (%s); nothing was left behind",
                     path, slash, file, number != 0 ? strerror(number) : "write error");
}

/* The path without slashes at its end, and the folder it stands in. */
static enum err split(const char *path, char target[PATH_MAX_BYTES],
                      char parent[PATH_MAX_BYTES], struct error *err)
{
    size_t length = strlen(path);

    while (length > 1 && path[length - 1] == '/')
        length--;
    if (length == 0) return error_set(err, ERR_IO, "the name of the output folder is empty");
    if (length >= PATH_MAX_BYTES - 64)
        return error_set(err, ERR_IO, "the name of the output folder is longer than %d bytes",
                         PATH_MAX_BYTES - 64);
    memcpy(target, path, length);
    target[length] = '\0';

    const char *slash = strrchr(target, '/');

    if (!slash) {
        memcpy(parent, ".", 2);
    } else {
        size_t upto = slash == target ? 1 : (size_t)(slash - target);

        memcpy(parent, target, upto);
        parent[upto] = '\0';
    }
    return ERR_OK;
}

static enum err refuse_existing(const char *target, const char *parent, struct error *err)
{
    struct stat there;

    if (lstat(target, &there) == 0)
        return error_set(
            err, ERR_IO,
            "%s: exists already; give the name of a new folder, or remove it first", target);
    if (stat(parent, &there) != 0)
        return error_set(err, ERR_IO, "%s: the folder %s does not exist; make it first", target,
                         parent);
    if (!S_ISDIR(there.st_mode))
        return error_set(err, ERR_IO, "%s: %s is not a folder", target, parent);
    return ERR_OK;
}

/* Makes "<parent>/.chargeplan-XXXXXX" with the rights a new folder usually has. */
static enum err make_hidden(const char *parent, const char *target, char hidden[HIDDEN_BYTES],
                            struct error *err)
{
    mode_t mask = umask(0);

    umask(mask);
    snprintf(hidden, HIDDEN_BYTES, "%s/.chargeplan-XXXXXX", parent);
    if (!mkdtemp(hidden)) return fail_at(err, target, "", errno);
    if (chmod(hidden, 0777 & ~mask) != 0) return fail_at(err, target, "", errno);
    return ERR_OK;
}

static void remove_hidden(const char *hidden)
{
    DIR *dir = opendir(hidden);

    if (dir) {
        for (const struct dirent *e = readdir(dir); e; e = readdir(dir))
            if (strcmp(e->d_name, ".") != 0 && strcmp(e->d_name, "..") != 0)
                unlinkat(dirfd(dir), e->d_name, 0);
        closedir(dir);
    }
    rmdir(hidden);
}

static enum err write_file(const struct folder_content *content, int k, const char *hidden,
                           const char *target, struct error *err)
{
    const char *file = content->file(content->with, k);
    char path[HIDDEN_BYTES + 256];

    snprintf(path, sizeof path, "%s/%s", hidden, file);

    FILE *stream = fopen(path, "wbx");

    if (!stream) return fail_at(err, target, file, errno);
    errno = 0;

    enum err code = content->write(content->with, k, target, stream, err);
    bool bad = ferror(stream) != 0;
    int number = bad ? errno : 0;

    if (fflush(stream) != 0 && !bad) bad = true, number = errno;
    if (!bad && fsync(fileno(stream)) != 0) bad = true, number = errno;
    if (fclose(stream) != 0 && !bad) bad = true, number = errno;
    /* A full disk is the cause also where the writer noticed it first. */
    if (bad) return fail_at(err, target, file, number);
    return code;
}

static void sync_folder(const char *path)
{
    int fd = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);

    if (fd < 0) return; /* a file system without it keeps the files all the same */
    fsync(fd);
    close(fd);
}

static enum err write_all(const struct folder_content *content, const char *target,
                          const char *parent, struct error *err)
{
    char hidden[HIDDEN_BYTES];

    TRY(make_hidden(parent, target, hidden, err));

    enum err code = ERR_OK;

    for (int k = 0; content->file(content->with, k) != NULL && code == ERR_OK; k++) {
        if (hold_stop_asked())
            code = error_set(err, ERR_INTERRUPTED, "interrupted; %s was not written", target);
        else if (content->file(content->with, k)[0] != '\0')
            code = write_file(content, k, hidden, target, err);
    }
    if (code == ERR_OK) {
        sync_folder(hidden);
        /* NOREPLACE: a folder that appeared meanwhile is not ours to replace. */
        if (renameat2(AT_FDCWD, hidden, AT_FDCWD, target, RENAME_NOREPLACE) != 0 &&
            (errno != EINVAL || rename(hidden, target) != 0))
            code = fail_at(err, target, "", errno);
    }
    if (code == ERR_OK)
        sync_folder(parent);
    else
        remove_hidden(hidden);
    return code;
}

enum err folder_check(const char *path, struct error *err)
{
    char target[PATH_MAX_BYTES], parent[PATH_MAX_BYTES];

    TRY(split(path, target, parent, err));
    return refuse_existing(target, parent, err);
}

enum err folder_write_files(const struct folder_content *content, const char *path,
                            struct error *err)
{
    char target[PATH_MAX_BYTES], parent[PATH_MAX_BYTES];

    TRY(split(path, target, parent, err));
    TRY(refuse_existing(target, parent, err));

    struct hold hold;

    hold_signals(&hold);

    enum err code = write_all(content, target, parent, err);

    hold_release(&hold);
    return code;
}

/* What the writers of a run have in common. */
struct of_run {
    const struct run *run;
    struct map_kept *maps;
};

static const char *file_of_writer(const void *with, int k)
{
    const struct of_run *of = with;

    if (k >= writer_n()) return NULL;
    return writer_wanted(writer_at(k), of->run) ? writer_at(k)->file : "";
}

/* Spreadsheets take a table without the mark for the encoding of their own country. */
static void write_mark(const struct run *run, const struct writer *w, FILE *stream)
{
    const char *end = strrchr(w->file, '.');

    if (run->scenario->report.csv_bom && end && strcmp(end, ".csv") == 0)
        fputs("\xEF\xBB\xBF", stream);
}

static enum err write_by_writer(const void *with, int k, const char *folder, FILE *stream,
                                struct error *err)
{
    const struct writer *w = writer_at(k);
    const struct of_run *of = with;

    write_mark(of->run, w, stream);
    if (w->write_maps) return w->write_maps(of->run, of->maps, stream, err);
    return w->write ? w->write(of->run, stream, err)
                    : w->write_into(of->run, folder, stream, err);
}

enum err folder_write(const struct run *run, const char *path, struct error *err)
{
    struct map_kept maps = {0};
    const struct of_run of = {run, &maps};
    const struct folder_content content = {&of, file_of_writer, write_by_writer};
    enum err code = folder_write_files(&content, path, err);

    map_kept_clear(&maps);
    return code;
}
