/* operation_scene.h - the made-up run with its made-up use, and its files read back. */
#ifndef CHARGEPLAN_TESTS_OPERATION_SCENE_H
#define CHARGEPLAN_TESTS_OPERATION_SCENE_H

#include "tests/assert.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "output/writers/writer.h"
#include "tests/fixture_operation.h"

static struct fixture *fixture;

static inline int setup(void **state)
{
    (void)state;
    fixture = fixture_run_create(0.25);
    fixture->scenario.report.map_px = 400;
    fixture->scenario.sizing.wait_min = 10;
    fixture_operation_add(fixture);
    return 0;
}

static inline int teardown(void **state)
{
    (void)state;
    fixture_operation_remove(fixture);
    fixture_run_free(fixture);
    return 0;
}

static inline const struct operation *last_use(void)
{
    return fixture->run.operation[fixture->run.n_networks - 1];
}

/* ---- reading back ---- */

static inline char *bytes_of(const struct writer *w, size_t *n)
{
    static char *bytes; /* gcc 12 takes what lies there for the place itself */
    FILE *f = open_memstream(&bytes, n);
    struct error err;

    if (w->write(&fixture->run, f, &err) != ERR_OK) fail_msg("%s", err.text);
    fclose(f);
    return bytes;
}

#endif
