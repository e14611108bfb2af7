/* timetable.h - a plan over phases on its way: which site opens when, what it
 * covers from then on; private to mclp-t. */
#ifndef CHARGEPLAN_MODEL_TIMETABLE_H
#define CHARGEPLAN_MODEL_TIMETABLE_H

#include "model/cover/cover.h"
#include "model/placement/placement.h"

struct timetable {
    const struct placement_input *in; /* borrowed */
    struct reach *by_site;            /* owned: zones of a site */
    double *later;      /* owned [n_zones x (n_phases + 1)] weight from a phase on */
    int *phase;         /* owned [n_sites] when it opens; existing ones 0, -1: never */
    int *first;         /* owned [n_zones] first phase that covers it; n_phases: none */
    int *n_new;         /* owned [n_phases] sites that open */
    double *spent;      /* owned [n_phases] */
    int *n_in_district; /* owned [n_districts] open in the end */
    bool *must;         /* owned [n_sites] required, or for a district */
    double *most;       /* owned [n_sites] no gain is more: it only shrinks */
};

double timetable_weight(const struct placement_input *in, int phase, int z);
/* Cost of what may open in a phase, its rounding included. */
double timetable_money(const struct placement_input *in, int phase);

/* Only existing sites are open. Errors: ERR_NOMEM; clear it in any case. */
enum err timetable_create(struct timetable *t, const struct placement_input *in,
                          struct error *err);
void timetable_clear(struct timetable *t);

/* Weight covered over all phases. */
double timetable_value(const struct timetable *t);
/* Required sites stand and districts have their sites; the rest is kept all the time. */
bool timetable_complete(const struct timetable *t);

/* Phase by phase what covers most from then on; by_cost: per money. Then better sites in the
 * place of others, and other phases for pairs, until nothing helps or the limits stop it. */
void timetable_search(struct timetable *t, bool by_cost, struct cover_limits *limits);
/* Closes, dearest first, candidates without which nothing is lost. */
void timetable_prune(struct timetable *t);
/* Takes the phases of another plan; false: they break a limit by more than rounding. */
bool timetable_set(struct timetable *t, const int phase[]);

#endif
