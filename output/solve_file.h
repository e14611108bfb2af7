/* solve_file.h - files beside the answer of `chargeplan solve`: new ones only, each appears
 * complete or not at all. */
#ifndef CHARGEPLAN_OUTPUT_SOLVE_FILE_H
#define CHARGEPLAN_OUTPUT_SOLVE_FILE_H

#include "scenarios/error.h"

/* ERR_USAGE where something of that name exists: nothing is ever overwritten. `option` is the
 * one that names the file. */
enum err solve_file_check(const char *option, const char *path, struct error *err);

/* Lets `write` fill a file beside the path, which ends with the line `last` when it is
 * complete, and renames it. Errors: ERR_USAGE (as above), ERR_IO, ERR_NOMEM, those of write. */
enum err solve_file_write(const char *option, const char *path, const char *last,
                          enum err (*write)(const void *context, const char *beside,
                                            struct error *err),
                          const void *context, struct error *err);

#endif
