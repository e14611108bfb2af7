/* placement_settings.h - the section placement of a scenario against what its model takes. */
#ifndef CHARGEPLAN_MODEL_PLACEMENT_SETTINGS_H
#define CHARGEPLAN_MODEL_PLACEMENT_SETTINGS_H

#include "scenarios/scenario.h"

/* Adds a problem for each setting that the model does not take and for what it needs. Nothing
 * where there is no such model, nothing is built, or placement has problems already. */
void placement_settings_check(const struct scenario *s, struct problems *problems);

#endif
