/* plans_scene.h - the built-in plans, read before the tests of a group and freed after them. */
#ifndef CHARGEPLAN_TESTS_PLANS_SCENE_H
#define CHARGEPLAN_TESTS_PLANS_SCENE_H

#include "scenarios/plans.h"
#include "tests/assert.h"

static struct plans *plans;

static int read_plans(void **state)
{
    struct error err;

    (void)state;
    return plans_read(&plans, &err) == ERR_OK ? 0 : 1;
}

static int free_plans(void **state)
{
    (void)state;
    plans_free(plans);
    return 0;
}

#endif
