/* command_init.c - a folder with a commented scenario that runs at once. */
#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "output/commands/command.h"
#include "scenarios/text.h"

/* Made from scenarios/template/ by the build. */
extern const char embed_template_scenario[];
extern const char embed_template_zones[];
extern const char embed_template_sites[];

static const struct option_spec spec[] = {{NULL, false}};

static const struct {
    const char *name, *text;
} files[] = {
    {"scenario.yaml", embed_template_scenario},
    {"zones.csv", embed_template_zones},
    {"sites.csv", embed_template_sites},
};
enum { N_FILES = sizeof files / sizeof files[0] };

static enum err write_file(const char *path, const char *text, struct error *err)
{
    FILE *stream = fopen(path, "wbx");
    int why;

    if (stream == NULL)
        return error_set(err, ERR_IO, "%s: cannot be written: %s", path, strerror(errno));
    errno = 0;
    fputs(text, stream);
    fflush(stream);
    why = ferror(stream) != 0 ? errno : 0;
    if (fclose(stream) != 0 && why == 0) why = errno;
    if (why == 0) return ERR_OK;
    remove(path);
    return error_set(err, ERR_IO, "%s: cannot be written: %s", path, strerror(why));
}

/* Makes the folder, or takes an empty one. */
static enum err make_folder(const char *folder, bool *made, struct error *err)
{
    DIR *dir;
    int n = 0;

    *made = mkdir(folder, 0777) == 0;
    if (*made) return ERR_OK;
    if (errno != EEXIST)
        return error_set(err, ERR_IO, "%s: the folder cannot be made: %s", folder,
                         strerror(errno));
    dir = opendir(folder);
    if (dir == NULL)
        return error_set(err, ERR_IO, "%s: exists and is not a folder that can be read",
                         folder);
    for (struct dirent *entry; (entry = readdir(dir)) != NULL;)
        n += strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0;
    closedir(dir);
    if (n > 0)
        return error_set(err, ERR_IO, "%s: the folder is not empty; name a new one", folder);
    return ERR_OK;
}

/* Writes or removes one of the files. */
static enum err handle(const char *folder, int k, bool write, struct error *err)
{
    char *path = text_print("%s/%s", folder, files[k].name);
    enum err code = ERR_OK;

    if (path == NULL) return error_nomem(err, folder);
    if (write)
        code = write_file(path, files[k].text, err);
    else
        remove(path);
    free(path);
    return code;
}

/* All files, or none. */
static enum err write_folder(const char *folder, struct error *err)
{
    bool made;

    TRY(make_folder(folder, &made, err));
    for (int k = 0; k < N_FILES; k++) {
        struct error ignored;
        enum err code = handle(folder, k, true, err);

        if (code == ERR_OK) continue;
        while (--k >= 0)
            handle(folder, k, false, &ignored);
        if (made) rmdir(folder);
        return code;
    }
    return ERR_OK;
}

static int command_init_main(int argc, char **argv)
{
    struct error err = {0};
    struct options o;

    if (!options_parse(&command_init, argc, argv, spec, 1, 1, &o)) return STATUS_USAGE;
    if (o.help) {
        command_print_help(&command_init);
        return STATUS_DONE;
    }
    if (o.word[0][0] == '\0') {
        fprintf(stderr, "chargeplan init: the name of the folder is empty\n");
        return STATUS_USAGE;
    }
    if (write_folder(o.word[0], &err) != ERR_OK) return command_fail(&err);
    printf("%s/scenario.yaml is ready; look into it, then\n"
           "  chargeplan run %s/scenario.yaml -o %s/out\n",
           o.word[0], o.word[0], o.word[0]);
    return STATUS_DONE;
}

const struct command command_init = {
    .name = "init",
    .summary = "write a commented scenario to start from",
    .usage = "DIR",
    .help =
        "DIR is a new or empty folder; scenario.yaml, zones.csv and sites.csv of a made-up\n"
        "town are written into it, ready to run.\n",
    .run = command_init_main,
};
