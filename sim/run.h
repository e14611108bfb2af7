/* run.h - one run from start to finish: the record that every output is made from.
 *
 * A plain record: filled once by run_create(), changed by nobody afterwards. No clock, host or
 * path of the machine is in it. */
#ifndef CHARGEPLAN_SIM_RUN_H
#define CHARGEPLAN_SIM_RUN_H

#include "model/access.h"
#include "model/beside.h"
#include "model/circles.h"
#include "model/parking/homes.h"
#include "model/placement/placement.h"
#include "model/rules.h"
#include "model/serve/serve.h"
#include "scenarios/city.h"
#include "sim/bands.h"
#include "sim/operation/agreement.h"
#include "sim/operation/replications.h"

/* One phase of building. */
struct phase {
    int year_index; /* into study.years */
    int network;    /* index into run->network: the state after the phase */
    const struct placement_model *model;
    enum plan_status status;
    enum plan_stop stop;
    double objective, bound,
        gap;            /* rule_then_serve: kWh a day served; else the model's own unit */
    double budget;      /* INFINITY: no limit */
    double rule_cost;   /* least money that meets the core rule; NAN */
    struct money money; /* spent in this phase */
    int n_new_sites;
    struct said reason; /* infeasible or unknown: why, a sentence with its full stop */
};

/* A candidate left out before siting. */
struct screened {
    int site;
    struct said reason;
};

/* What a run needs before anything is placed. Runs whose settings differ only in the section
 * `placement` have it in common; it is not changed by them. */
struct run_base {
    const struct scenario *scenario; /* borrowed, as long as the base lives */
    const struct city *city;         /* borrowed */
    struct fleet *fleet;             /* owned, as all below */
    struct demand *demand;
    struct parking *parking;           /* chargers by building rule; NULL: no parking.file */
    struct homes *homes;               /* beside what the fleet implies; NULL as parking */
    struct access *access;             /* streets joined and measured */
    struct reach *rule;                /* core zones within the rule radius, straight line */
    struct reach *service[N_SERVICES]; /* with ways, metres or minutes (access.h) */
    struct circles_pairs *circles;     /* straight lines beside the ways */
};

struct run {
    const struct scenario *scenario; /* borrowed */
    const struct city *city;         /* borrowed */
    const struct plans *plans;       /* borrowed */
    struct run_base *own;            /* owned where nobody else has it; else NULL */
    struct fleet *fleet;             /* of the base, as the next */
    struct demand *demand;
    const struct parking *parking;     /* of the base; NULL: no parking.file */
    const struct homes *homes;         /* of the base; NULL as parking */
    const struct access *access;       /* of the base */
    struct reach *rule;                /* owned: the base's, without sites that no station fits
                                          on */
    struct reach *service[N_SERVICES]; /* of the base */
    int n_networks; /* owned, as all below: 1 (today) + n_phases; one per year of the study
                       where nothing is built (placement.model: none) */
    struct network **network; /* [n_networks]; network[0] is today */
    struct network *ground;   /* while a phase is made: what stands before its plan, the network
                                 before with what building rules add by its year */
    int n_phases;
    struct phase *phase; /* [n_phases] none where nothing is built */
    int *opens; /* [n_sites] mclp-t: phase in which a site opens, -1: none; else NULL */
    int n_screened;
    struct screened *screened;
    struct supply *supply;
    struct rules *rules;
    struct requirements *requirements;
    struct besides *besides;
    struct bands *bands;          /* with monte_carlo.draws; else NULL */
    struct operation **operation; /* [n_networks] the use of each network, by simulation;
                                     entries that were not simulated are NULL; NULL: none was */
    struct agreement *agreement;  /* beside what was observed (simulation.observed.file); NULL:
                                     nothing was */
    struct circles *circles; /* straight lines beside the ways; NULL: all are straight lines */
    int n_warnings;
    struct said *warning; /* [n_warnings] whole sentences */
    bool feasible;        /* every phase has a plan */
    bool is_planned;      /* what stands by is_stand was read from a plan */
    bool is_stand;        /* simulate.h: what stands is simulated and nothing judged; supply,
                             rules, requirements and besides are NULL */
    int n_threads;        /* that it is computed on; nothing else depends on it */
};

/* Own it: run_free(*out). An infeasible phase is a result (run->feasible false; its network and
 * those after it are copies of the one before). The same to the byte on any number of threads,
 * one or more. With simulation.in_run the networks are simulated too (simulate_run()).
 * Errors: ERR_SCENARIO, ERR_SOLVER, ERR_NOMEM; of the simulation ERR_DATA, ERR_INTERRUPTED. */
enum err run_create(struct run **out, const struct scenario *scenario, const struct city *city,
                    const struct plans *plans, int n_threads, struct error *err);
/* The same without the simulation. */
enum err run_create_plan(struct run **out, const struct scenario *scenario,
                         const struct city *city, const struct plans *plans, int n_threads,
                         struct error *err);
void run_free(struct run *run);

/* Own it: run_base_free(*out). The scenario stays the caller's and outlives it. */
enum err run_base_create(struct run_base **out, const struct scenario *scenario,
                         const struct city *city, int n_threads, struct error *err);
void run_base_free(struct run_base *base); /* NULL is fine */
/* A run on a base that others use too: equal to that of run_create() with the base's city. The
 * scenario's settings are those of the base's outside `placement`. */
enum err run_create_on(struct run **out, const struct run_base *base,
                       const struct scenario *scenario, const struct plans *plans,
                       int n_threads, struct error *err);

/* Ctrl-C: sets a flag that long computations look at. Async-signal-safe. */
void run_interrupt(void);

#endif
