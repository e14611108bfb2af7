/* compare_standard.c - do two runs mean the same by "reached"? See compare.h */
#include <stdio.h>
#include <string.h>

#include "output/compare/compare.h"

static bool says_reach(const char *path)
{
    static const char *const begins[] = {
        "access.distance",        "access.service.", "access.detour_factor",
        "access.rule_radius_km.", "matrix.",         "roads."};

    for (size_t k = 0; k < sizeof begins / sizeof begins[0]; k++)
        if (strncmp(path, begins[k], strlen(begins[k])) == 0)
            return strcmp(path, "roads.snap_limit_m") != 0; /* only warns */
    return false;
}

const char *compare_standard_said(const struct compared *c)
{
    if (c->new->is_study) return "";
    for (int k = 0; k < c->n_settings; k++) {
        const struct diff_setting *s = &c->setting[k];

        if (says_reach(s->new != NULL ? s->new->path : s->old->path))
            return "The two measure reach by different standards, so that what is served, full "
                   "and out of reach, and the objective, do not tell which sites are better; "
                   "to judge the sites of OLD by the standard of NEW, run NEW's scenario with "
                   "OLD's stations.csv as its only sites, status: required.";
    }
    return "";
}
