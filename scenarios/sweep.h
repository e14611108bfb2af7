/* sweep.h - the design of a sweep: a scenario's section `sweep`, read and checked.
 *
 *   sweep:
 *     axes:                                   # every value with every other
 *       placement.budget: [8e7, 1.2e8]
 *       fleet.private.km_per_day: {from: 36, to: 44, step: 4}
 *       placement.p: {from: 10, to: 30, n: 3}
 *     zip: [[placement.budget, placement.p]]  # axes that go together: first with first ...
 *     sample: {method: lhs, n: 100, ranges: {sizing.wait_min: {from: 5, to: 15}}}
 *     cases: {base: {}, dense: {access.service.fast.radius_m: 800}}
 *     exclude: [{placement.budget: 8e7, placement.p: 30}]
 *     repeats: 3                              # study.seed and the two numbers after it
 *
 * Each named case is crossed with the axes and the sample; a setting of its own takes the
 * place of the axis of that name. The cases are all of these, less those excluded, each as
 * often as there are repeats. A plain record that nobody changes once it is filled. */
#ifndef CHARGEPLAN_SCENARIOS_SWEEP_H
#define CHARGEPLAN_SCENARIOS_SWEEP_H

#include <stdbool.h>
#include <stdint.h>

enum { SWEEP_CASES_MAX = 1000000, SWEEP_SOBOL_MAX = 40 };

/* Values are texts as --set takes them, numbers in their shortest form, so that equal values
 * are equal texts. */
struct sweep_set {
    char *path, *value; /* owned */
    bool file;          /* the value is the path of a file or folder */
};

struct sweep_axis {
    char *path;
    int n;
    char **value; /* [n] owned */
    int group;    /* axes of one number go together; -1: alone */
    bool file;    /* the values are paths of files or folders */
};

/* A setting of the sample. */
struct sweep_range {
    char *path;
    double from, to; /* from < to */
    bool whole;      /* whole numbers, both ends taken */
};

/* A named case, or what is excluded (name NULL). */
struct sweep_match {
    char *name;
    int n;
    struct sweep_set *set; /* [n] in the order of the file */
};

enum sweep_method { SWEEP_LHS, SWEEP_SOBOL };

struct sweep {
    int n_axes;
    struct sweep_axis *axis; /* [n_axes] in the order of the file */
    enum sweep_method method;
    int n_points; /* of the sample; 0: no sample */
    int n_ranges;
    struct sweep_range *range; /* [n_ranges] */
    int n_named;
    struct sweep_match *named; /* [n_named] */
    int n_excludes;
    struct sweep_match *exclude; /* [n_excludes] */
    int repeats;                 /* >= 1 */
};

void sweep_free(struct sweep *sweep); /* NULL is fine */

/* True where a named case says the setting itself; false of NULL. */
bool sweep_match_has(const struct sweep_match *m, const char *path);
/* Choices at the k-th axis beside a named case (NULL: none): its values; 1 where the case sets
 * it or where an earlier axis of its group counts already. */
int sweep_choices(const struct sweep *sweep, int k, const struct sweep_match *named);
/* Points of the sample beside a named case: 1 where there is none or the case sets it all. */
int sweep_points(const struct sweep *sweep, const struct sweep_match *named);
/* Cases of the design before any is excluded; UINT64_MAX stands for that and all above. */
uint64_t sweep_count(const struct sweep *sweep);

#endif
