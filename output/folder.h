/* folder.h - a new folder of files that appears complete or not at all. */
#ifndef CHARGEPLAN_OUTPUT_FOLDER_H
#define CHARGEPLAN_OUTPUT_FOLDER_H

#include <stdio.h>

#include "scenarios/error.h"

struct folder_content {
    const void *with; /* handed to both functions */
    /* Name of file k, from 0 on; NULL behind the last. "" is left out. */
    const char *(*file)(const void *with, int k);
    /* `folder` is the path of the new folder in the end; nothing stands there yet. */
    enum err (*write)(const void *with, int k, const char *folder, FILE *stream,
                      struct error *err);
};

/* A folder or file of that name that exists is ERR_IO; on failure nothing is left. */
enum err folder_write_files(const struct folder_content *content, const char *path,
                            struct error *err);

#endif
