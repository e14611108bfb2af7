/* presets.h - scenarios that ship with the program, to be extended: what the Guide of 2015-2020
 * asks of a city, by its tier and kind (`extends: plan:accelerate/promotion`). */
#ifndef CHARGEPLAN_SCENARIOS_PRESETS_H
#define CHARGEPLAN_SCENARIOS_PRESETS_H

#include <stdbool.h>

struct preset {
    const char *name; /* "plan:accelerate/promotion" */
    const char *summary;
    const char *text; /* the YAML file */
};

int presets_n(void);
const struct preset *presets_at(int k);
/* Does what `extends` says mean a preset ("plan:...") and no file? */
bool presets_is_one(const char *name);
const struct preset *presets_find(const char *name); /* NULL: there is none of that name */
/* The name nearest in spelling; NULL where none is near. */
const char *presets_nearest(const char *name);

#endif
