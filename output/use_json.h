/* use_json.h - the simulated use of a network, for programs. */
#ifndef CHARGEPLAN_OUTPUT_USE_JSON_H
#define CHARGEPLAN_OUTPUT_USE_JSON_H

#include "output/json.h"
#include "output/use.h"

/* A member "simulation" of network k: how it stopped, figures with intervals, the balance. */
void use_json(const struct run *run, int k, struct json *j);
/* What it holds, into an object that is open. */
void use_json_members(const struct run *run, int k, struct json *j);
/* A member "stations": one object per site and system. */
void use_json_stations(const struct run *run, const struct digest *d, int k, struct json *j);

#endif
