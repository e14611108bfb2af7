/* coverage_found.c - see coverage_found.h */
#include "model/coverage_found.h"

#include <limits.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "model/coverage_edge.h"

static enum err grow(struct coverage_found *f, bool keep)
{
    int room = f->room > INT_MAX / 2 ? INT_MAX : f->room < 512 ? 1024 : 2 * f->room;
    int *zone = NULL;
    double *way = NULL;

    if (f->n == INT_MAX) return f->code = coverage_too_many_pairs(&f->err);
    zone = realloc(f->zone, (size_t)room * sizeof *zone);
    if (zone != NULL) f->zone = zone;
    if (keep) {
        way = realloc(f->way, (size_t)room * sizeof *way);
        if (way != NULL) f->way = way;
    }
    if (zone == NULL || (keep && way == NULL))
        return f->code = error_nomem(&f->err, "the pairs of zones and sites");
    f->room = room;
    return ERR_OK;
}

enum err coverage_found_add(struct coverage_found *f, bool keep, int zone, double way)
{
    if (f->n == f->room && grow(f, keep) != ERR_OK) return f->code;
    f->zone[f->n] = zone;
    if (keep) f->way[f->n] = way;
    f->n++;
    return ERR_OK;
}

/* Of all tasks; the error of the first that has one. */
static enum err count(const struct coverage_found found[], int n_tasks, int *n_pairs,
                      struct error *err)
{
    int64_t n = 0;

    for (int k = 0; k < n_tasks; k++) {
        n += found[k].n;
        if (found[k].code != ERR_OK) {
            *err = found[k].err;
            return found[k].code;
        }
    }
    if (n > INT_MAX) return coverage_too_many_pairs(err);
    *n_pairs = (int)n;
    return ERR_OK;
}

enum err coverage_found_gather(struct reach **out, struct coverage_found found[], int n_tasks,
                               int sites_a_task, const int order[], const int n_site_pairs[],
                               int n_zones, int n_sites, bool keep, struct error *err)
{
    int *start = NULL, *zone = NULL, n = 0;
    double *way = NULL;
    enum err code = ERR_OK;

    TRY(count(found, n_tasks, &n, err));
    start = calloc((size_t)n_sites + 1, sizeof *start);
    zone = malloc(((size_t)n + 1) * sizeof *zone);
    if (keep) way = malloc(((size_t)n + 1) * sizeof *way);
    if (start == NULL || zone == NULL || (keep && way == NULL)) {
        code = error_nomem(err, "the pairs of zones and sites");
        goto done;
    }
    for (int s = 0; s < n_sites; s++)
        start[s + 1] = start[s] + n_site_pairs[s];
    for (int k = 0; k < n_tasks; k++) {
        struct coverage_found *f = &found[k];

        for (int i = k * sites_a_task, from = 0; from < f->n; i++) {
            int s = order != NULL ? order[i] : i;
            size_t length = (size_t)n_site_pairs[s];

            memcpy(zone + start[s], f->zone + from, length * sizeof *zone);
            if (keep) memcpy(way + start[s], f->way + from, length * sizeof *way);
            from += n_site_pairs[s];
        }
        free(f->zone);
        free(f->way);
        f->zone = NULL;
        f->way = NULL;
    }
    code = reach_turn(out, n_zones, n_sites, start, zone, way, err);
done:
    free(start);
    free(zone);
    free(way);
    return code;
}

void coverage_found_free(struct coverage_found found[], int n_tasks)
{
    for (int k = 0; found != NULL && k < n_tasks; k++) {
        free(found[k].zone);
        free(found[k].way);
    }
    free(found);
}
