/* whole_file.h - a single file that an option names: it appears complete or not at all. */
#ifndef CHARGEPLAN_OUTPUT_WHOLE_FILE_H
#define CHARGEPLAN_OUTPUT_WHOLE_FILE_H

#include <stdio.h>

#include "scenarios/error.h"

struct whole_content {
    const char *option, *path; /* "--junit" and its value: both stand in messages */
    enum err (*put)(const void *with, FILE *stream, struct error *err);
    const void *with;
};

/* ERR_IO where something of that name or of the unfinished file's exists, or where its folder
 * does not; ERR_USAGE where it is the place of the results' folder, which may be NULL, or no
 * name of a file: nothing is overwritten. */
enum err whole_check(const char *option, const char *path, const char *results,
                     struct error *err);
/* Writes "<path>.part", complete and on the disk; then gives it its name, or takes it away.
 * Errors: ERR_IO, ERR_NOMEM, those of put(); nothing is left. */
enum err whole_write(const struct whole_content *content, struct error *err);
enum err whole_publish(const char *option, const char *path, struct error *err);
void whole_discard(const char *path);

#endif
