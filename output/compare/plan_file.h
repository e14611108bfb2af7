/* plan_file.h - a run's plan.json as parsed JSON, for whom reads it back; the fence around
 * jansson.h (json.c writes without it). */
#ifndef CHARGEPLAN_OUTPUT_PLAN_FILE_H
#define CHARGEPLAN_OUTPUT_PLAN_FILE_H

#include <jansson.h>

#include "scenarios/error.h"

/* Own it: json_decref(*out). Errors: ERR_DATA (not there, cut short, no plan.json, of another
 * format). */
enum err plan_file_read(json_t **out, const char *path, struct error *err);

/* ERR_DATA: something that `chargeplan run` writes is not there. */
enum err plan_file_missing(const char *path, const char *what, struct error *err);

/* A text of an object, "" where there is none. Borrowed. */
const char *plan_file_text(const json_t *object, const char *key);
/* Its year; false where it has none. */
bool plan_file_year(const json_t *object, int *year);

#endif
