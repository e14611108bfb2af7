/* world.h - the state of one replication; private to the engine: life.c (drivers), session.c
 * (outlets), power.c (who gets how much), choice.c (where to), load.c (largest loads). */
#ifndef CHARGEPLAN_SIM_OPERATION_WORLD_H
#define CHARGEPLAN_SIM_OPERATION_WORLD_H

#include "sim/operation/arrivals.h"
#include "sim/operation/events.h"
#include "sim/operation/operation.h"

enum { NOBODY = -1 };

/* Numbers of a driver, each a stream of its own within the driver's key. */
enum draw { DRAW_ENERGY, DRAW_VEHICLE, DRAW_STAY, DRAW_CHOICE, DRAW_PATIENCE = 1 << 20 };

struct driver {
    uint64_t key;
    double since_h;          /* in the queue, or at this power */
    double taken_h;          /* the outlet */
    double waited_h, way_km; /* so far */
    double wanted_kwh, left_kwh;
    double kw;              /* now */
    int zone, pool, outlet; /* outlet NOBODY: has none */
    int vehicle;
    int before, behind; /* in the queue, or charging at a place that shares; NOBODY at the ends.
                           behind: next free slot of drivers who have gone */
    int first;          /* pool chosen first */
    int at;             /* place in the zone's row that is tried next */
    int n_tried;        /* pools left so far */
    uint32_t stamp;     /* moves on when patience or stay become void, */
    uint32_t charge_stamp; /* and this when the next change of power does */
    uint8_t service, layer;
    bool counts;  /* appeared in the window */
    bool started; /* has had an outlet */
    bool charging;
};

struct outlet {
    int driver, group;
    int free_at; /* place in the group's list of free ones; -1: taken or out of order */
    bool down;
    double down_since_h;
    uint64_t state; /* of its stream of failures */
};

struct group_state {
    int first_outlet, n_free;
    double outlet_kw; /* most that one outlet gives to a session */
};

struct pool_state {
    int n_free, n_working;
    int n_waiting, head, tail;
};

/* Largest load by hour of what draws power together. */
struct load {
    double kw, peak;
    int hour; /* since Monday 0:00 */
};

struct place_state {
    bool shares; /* power changes with who else charges */
    int head;    /* of those who charge, where it shares */
    int n_charging;
    uint32_t stamp; /* of the place's own event */
    struct load load;
};

struct world {
    const struct operation_input *in;
    struct tally *tally;
    struct events *events;
    struct arrivals *arrivals;
    struct driver *driver; /* [n_drivers] slots */
    int n_drivers, room, free_slot;
    int *tried; /* [room x params.tries] choice logit: pools left; else NULL */
    struct outlet *outlet;
    int n_outlets;
    int *free_list; /* [n_outlets] group by group */
    struct group_state *group;
    struct pool_state *pool;
    struct place_state *place;
    struct load city;
    double *want, *got; /* [n_outlets + 1] scratch of power.c */
    int *who;           /* [n_outlets + 1] the same */
    bool vehicles_differ;
    bool failed; /* out of memory */
};

/* world.c. Own it: world_free(). NULL: out of memory. */
struct world *world_create(const struct operation_input *in, int replication,
                           struct tally *tally);
void world_free(struct world *w); /* NULL is fine */
/* A free slot, all zeros but for its stamp; NOBODY: out of memory. */
int world_driver(struct world *w);
void world_forget(struct world *w, int driver);
void world_push(struct world *w, double t_h, enum event_kind kind, int subject, uint32_t stamp);
/* The pool's sums in the hour of a moment; NULL outside the window. */
static inline struct tally_hour *world_hour(const struct world *w, int pool, double t_h)
{
    if (!tally_counts(w->tally, t_h)) return NULL;
    return &w->tally->hour[(size_t)pool * N_HOURS + (size_t)tally_hour_of(t_h)];
}
static inline struct tally_zone *world_zone(const struct world *w, const struct driver *d)
{
    return &w->tally->zone[d->service][d->zone];
}

/* life.c */
void life_appear(struct world *w, const struct arrival *arrival);
void life_arrive(struct world *w, int driver, double t_h);
void life_lose_patience(struct world *w, int driver, double t_h);
/* Out of a queue, head first or from the middle. */
void life_unqueue(struct world *w, int driver, double t_h);

/* choice.c: the pool that a driver of w goes to, and the way there; NOBODY: none is left. */
int choice_first(struct world *w, int driver, double *way_km);
int choice_next(struct world *w, int driver, double *way_km);

/* session.c */
void session_start(struct world *w, int driver, double t_h);   /* an outlet is free */
void session_charged(struct world *w, int driver, double t_h); /* the energy is in */
void session_leave(struct world *w, int driver, double t_h);   /* a slow stay ends */
void session_fail(struct world *w, int outlet, double t_h);
void session_repair(struct world *w, int outlet, double t_h);
/* At the end of the window: what lasts is counted up to there. */
void session_close(struct world *w, double t_h);

/* power.c */
void power_begin(struct world *w, int driver, double t_h);
void power_stop(struct world *w, int driver, double t_h);   /* before the energy is in */
void power_driver(struct world *w, int driver, double t_h); /* EVENT_CHARGE */
void power_place(struct world *w, int place, double t_h);   /* EVENT_POWER */
/* Counts what was given since the power last changed. */
void power_count(struct world *w, struct driver *d, double t_h);

/* load.c */
void load_change(struct world *w, int place, double t_h, double kw); /* the place's new load */
void load_close(struct world *w); /* at the end of the window */

#endif
