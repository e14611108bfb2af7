/* study_data.h - a sweep's store as one record in memory: its cases with their settings, states
 * and figures, the rules, the sites. Read from the store alone.
 *
 * Cases stand in the order of the design. A plain record that nobody changes once it is
 * filled. */
#ifndef CHARGEPLAN_OUTPUT_STUDY_DATA_H
#define CHARGEPLAN_OUTPUT_STUDY_DATA_H

#include <stdbool.h>

#include "output/measures.h"
#include "output/study/study.h"

/* How far the figures of a case may be used beside those of others. */
enum study_standing {
    STANDING_SOUND,      /* a plan to the gap that was asked for */
    STANDING_GAP,        /* a plan, not to that gap, or stopped by a time limit */
    STANDING_INFEASIBLE, /* proven that a phase has no plan */
    STANDING_FAILED,     /* failed, crashed or stopped for its time: no figures */
    STANDING_OPEN,       /* waiting or at work: no figures yet */
    N_STANDINGS
};

/* The indicators that a page shows, made of the measures of the steps. */
enum study_key {
    KEY_SERVED,    /* share of the demand of both services */
    KEY_COVER,     /* share of the core's residents within the rule radius */
    KEY_FULL,      /* share of the demand within reach but full */
    KEY_OUT,       /* share of the demand out of reach */
    KEY_COST,      /* money of all phases so far */
    KEY_OM,        /* money a year of all that the phases so far added */
    KEY_NEW_SITES, /* of all phases so far */
    KEY_STATIONS,
    KEY_CHARGERS,
    KEY_FAST,
    KEY_SLOW,
    KEY_KW,
    KEY_KW_PER_EV,
    KEY_UTILISATION,
    KEY_RULES_MISSED, /* binding rules not met */
    N_KEYS
};

/* A setting in which cases differ, or might. */
struct study_path {
    const char *path;
    bool numeric; /* every value is a number: they stand in rising order, else as they come */
    bool sampled; /* drawn from a range */
    int n;
    const char **value; /* [n] as --set takes them */
    double *number;     /* [n] NAN where it is none */
    int bundle;         /* lowest path whose value always goes with this one's; its own */
};

struct study_step {
    int step, year;
    double key[N_KEYS]; /* NAN: no such figure */
};

struct study_case {
    long number; /* of the store */
    const char *id, *name;
    const char *state;              /* of the store */
    const char *error[N_LANGUAGES]; /* "" where there is none */
    enum study_standing standing;
    long city;  /* 0: none */
    double gap; /* the worst of all phases; NAN: none */
    int *value; /* [n_paths] index into path.value */
    int n_steps;
    struct study_step *step; /* [n_steps] rising; the last one is the end of the plan */
    int group;               /* index into group */
};

/* Cases alike in name and all settings but the seed: one alternative. */
struct study_group {
    const char *name;
    const int *value; /* [n_paths] those of its first case */
    int n;
    int *at;                                        /* [n] cases */
    int n_used;                                     /* of these in the figures below */
    enum study_standing standing;                   /* the best of its cases */
    double mean[N_KEYS], low[N_KEYS], high[N_KEYS]; /* at the end; NAN without cases */
};

enum study_outcome { OUTCOME_MET, OUTCOME_MISSED, OUTCOME_NOTHING };

/* A rule that was judged in a case and step. */
struct study_rule {
    int at;    /* case */
    int place; /* in the scenario's list, from 0 */
    int year;
    bool last; /* at the end of the case's plan */
    const char *rule, *zone_class, *relation, *unit;
    double target, achieved;
    enum study_outcome outcome;
    bool binding;
};

struct study_site {
    const char *id, *name;
    bool placed, existing, required, forbidden;
    double east, north; /* m in the local plane of the city drawn */
    int n_chosen;       /* of the cases used */
};

struct study_zone {
    double east, north, w, h; /* m */
    bool core;
    const char *district;
};

struct study_data {
    void *kept; /* owned: everything below */
    const char *title[N_LANGUAGES], *name, *source[N_LANGUAGES];
    const char *program, *design, *currency, *sample; /* sample: "lhs 100", "" */
    const char *shard;                                /* "2/4": a part of the design; "" */
    enum language language;                           /* the scenario's own */
    bool made_up;
    double sample_share; /* of the network that the existing sites are */
    int repeats;
    int n_design; /* cases of the whole design, of which the store may hold a part; 0: not known
                   */
    int n_paths, seed; /* seed: path of study.seed, -1: none */
    struct study_path *path;
    int n_cases;
    struct study_case *at;
    struct study_number {
        long number;
        int at;
    } * by_number; /* [n_cases] rising */
    int n_standing[N_STANDINGS], n_running;
    bool lenient; /* no case is sound: those that missed the gap are used in their place */
    int n_used;
    int n_groups, n_names; /* names: cases that are named differently */
    struct study_group *group;
    int n_years;
    int *year; /* [n_years] rising, of all cases with figures */
    int n_rules;
    struct study_rule *rule; /* by case, step, place */
    int n_cities;
    bool geographic, points;
    int n_sites;
    struct study_site *site;
    int n_zones;
    struct study_zone *zone;
    int n_commons;
    struct study_common {
        const char *path, *value;
    } * common; /* settings of the scenario itself, by path */
};

/* Reads a store in one state of it, also one on which a sweep is at work. Own it:
 * study_data_free(*out). Errors: ERR_IO, ERR_DATA (no case in it), ERR_NOMEM. */
enum err study_data_read(struct study_data **out, struct study_file *study, struct error *err);
void study_data_free(struct study_data *d); /* NULL is fine */

/* May the case's figures stand in means, sets and shares? */
bool study_data_used(const struct study_data *d, int at);
/* A figure at the end of the plan; in a year. NAN where there is none. */
double study_data_end(const struct study_data *d, int at, enum study_key key);
double study_data_in(const struct study_data *d, int at, int year, enum study_key key);
/* A setting of the scenario itself as a word, without quotes; "" where it is not set. */
const char *study_data_common(const struct study_data *d, const char *path);

/* ---- for study_data*.c alone ---- */

/* Memory of the record, zeroed; NULL when out of memory. */
void *study_data_keep(struct study_data *d, size_t n, size_t each);
const char *study_data_copy(struct study_data *d, const char *text);
enum err study_data_settings(struct study_data *d, struct store *s, struct error *err);
enum err study_data_figures(struct study_data *d, struct store *s, struct error *err);
enum err study_data_groups(struct study_data *d, struct error *err);
enum err study_data_rules(struct study_data *d, struct store *s, struct error *err);
enum err study_data_sites(struct study_data *d, struct store *s, struct error *err);
int study_data_case(const struct study_data *d, long number); /* -1: not in the design */

#endif
