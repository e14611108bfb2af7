/* outcome.h - what one run, or one case of a sweep, came to: read from its folder or store, in
 * the form in which two of them are compared.
 *
 * A step is told by its year and by `nth`: 0 for the first step of that year, 1 for a second
 * one (today and a phase of the same year). District "" is the whole area. */
#ifndef CHARGEPLAN_OUTPUT_OUTCOME_H
#define CHARGEPLAN_OUTPUT_OUTCOME_H

#include "output/compare/keep.h"
#include "scenarios/error.h"

enum outcome_state {
    OUTCOME_DONE,       /* has a plan, be it one that a limit of time stopped */
    OUTCOME_INFEASIBLE, /* proven to have none, or none was found */
    OUTCOME_FAILED,     /* failed, crashed, took too long */
    OUTCOME_OPEN        /* not run to its end */
};

struct outcome_figure {
    int year, nth;
    const char *district, *name;
    int order;    /* of the name, for tables */
    double value; /* finite: a figure that does not exist has no entry */
};

struct outcome_station {
    int year, nth;
    const char *site;
    const char *chargers; /* "dc120 2, ac7 6", or "2 fast, 6 slow" */
};

struct outcome_rule {
    int year;
    int nth; /* of the rules of that id, zone class and year */
    const char *rule, *zone_class;
    const char *outcome; /* as judged_outcome(): "met", "not met" ... */
    const char *relation, *unit, *strength;
    double target, achieved; /* NAN where there is none */
};

struct outcome_setting {
    const char *path, *value;
};

struct outcome { /* starts as {0} */
    enum outcome_state state;
    const char *state_said; /* "done", "infeasible", "crashed" ... */
    const char *reason;     /* "" where none is told */
    int n_figures, figures_room, n_stations, stations_room;
    int n_rules, rules_room, n_settings, settings_room;
    struct outcome_figure *figure; /* owned lists, sorted by outcome_finish() */
    struct outcome_station *station;
    struct outcome_rule *rule;
    struct outcome_setting *setting;
    struct keep keep; /* all texts */
};

/* Adds an entry; texts are copied. Out of memory sticks in outcome->keep. */
void outcome_add_figure(struct outcome *o, int year, int nth, const char *district,
                        const char *name, double value);
void outcome_add_station(struct outcome *o, int year, int nth, const char *site,
                         const char *chargers);
void outcome_add_rule(struct outcome *o, const struct outcome_rule *rule);
void outcome_add_setting(struct outcome *o, const char *path, const char *value);

/* Sorts the lists by their keys. Errors: ERR_NOMEM, also of what was added before. */
enum err outcome_finish(struct outcome *o, struct error *err);
void outcome_clear(struct outcome *o);

/* The orders that outcome_finish() sorts by: <0, 0, >0. The values do not count. */
int outcome_compare_figures(const void *a, const void *b);
int outcome_compare_stations(const void *a, const void *b);
int outcome_compare_rules(const void *a, const void *b);
int outcome_compare_settings(const void *a, const void *b);

/* Reads what `run` wrote into a folder: outcome_plan.c plan.json, outcome_record.c the settings
 * of record.yaml. Texts of the head are copied into o->keep.
 * Errors: ERR_DATA (not there, cut short, no result, of another version), ERR_NOMEM. */
struct outcome_head {
    const char *program, *title, *hash;
};
enum err outcome_read_plan(struct outcome *o, struct outcome_head *head, const char *path,
                           struct error *err);
enum err outcome_read_record(struct outcome *o, const char *path, struct error *err);

#endif
