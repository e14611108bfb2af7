/* sweep.c - see sweep.h */
#include "scenarios/sweep.h"

#include <stdlib.h>
#include <string.h>

static void free_matches(int n, struct sweep_match *match)
{
    for (int k = 0; match != NULL && k < n; k++) {
        for (int i = 0; i < match[k].n; i++) {
            free(match[k].set[i].path);
            free(match[k].set[i].value);
        }
        free(match[k].set);
        free(match[k].name);
    }
    free(match);
}

void sweep_free(struct sweep *sweep)
{
    if (sweep == NULL) return;
    for (int k = 0; k < sweep->n_axes; k++) {
        for (int i = 0; i < sweep->axis[k].n; i++)
            free(sweep->axis[k].value[i]);
        free(sweep->axis[k].value);
        free(sweep->axis[k].path);
    }
    free(sweep->axis);
    for (int k = 0; k < sweep->n_ranges; k++)
        free(sweep->range[k].path);
    free(sweep->range);
    free_matches(sweep->n_named, sweep->named);
    free_matches(sweep->n_excludes, sweep->exclude);
    free(sweep);
}

bool sweep_match_has(const struct sweep_match *m, const char *path)
{
    for (int k = 0; m != NULL && k < m->n; k++)
        if (strcmp(m->set[k].path, path) == 0) return true;
    return false;
}

int sweep_choices(const struct sweep *sweep, int k, const struct sweep_match *named)
{
    const struct sweep_axis *axis = &sweep->axis[k];

    if (sweep_match_has(named, axis->path)) return 1;
    for (int before = 0; axis->group >= 0 && before < k; before++)
        if (sweep->axis[before].group == axis->group &&
            !sweep_match_has(named, sweep->axis[before].path))
            return 1;
    return axis->n;
}

int sweep_points(const struct sweep *sweep, const struct sweep_match *named)
{
    for (int k = 0; k < sweep->n_ranges; k++)
        if (!sweep_match_has(named, sweep->range[k].path)) return sweep->n_points;
    return 1;
}

static uint64_t times(uint64_t a, int b)
{
    uint64_t product;

    return __builtin_mul_overflow(a, (uint64_t)b, &product) ? UINT64_MAX : product;
}

static uint64_t count_named(const struct sweep *sweep, const struct sweep_match *named)
{
    uint64_t n = times((uint64_t)sweep->repeats, sweep_points(sweep, named));

    for (int k = 0; k < sweep->n_axes; k++)
        n = times(n, sweep_choices(sweep, k, named));
    return n;
}

uint64_t sweep_count(const struct sweep *sweep)
{
    uint64_t n = 0, more;

    if (sweep->n_named == 0) return count_named(sweep, NULL);
    for (int k = 0; k < sweep->n_named; k++) {
        more = count_named(sweep, &sweep->named[k]);
        if (__builtin_add_overflow(n, more, &n)) return UINT64_MAX;
    }
    return n;
}
