/* label: unit - why no plan keeps districts, spacing, P and the budget: worked out by hand. */
#include "model/placement/placement.h"
#include "tests/assert.h"

/* Two zones, a site for each, and a third site at the second one:
 *
 *     zone a -- site 0 -- 100 m -- site 1 -- zone b    site 2 far away, in reach of b */
struct hand {
    const char *name, *model, *reason;
    enum site_status status[3];
    int p, min_per_district, n_sites;
    double spacing_m, budget;
};

static const struct hand hands[] = {
    {"spacing alone is at fault",
     "lscp",
     "No plan keeps all the limits that are set together; without the least spacing there is "
     "one.",
     {SITE_CANDIDATE, SITE_CANDIDATE},
     -1,
     0,
     2,
     150,
     INFINITY},
    {"the same for backup",
     "lscp-b",
     "No plan keeps all the limits that are set together; without the least spacing there is "
     "one.",
     {SITE_CANDIDATE, SITE_CANDIDATE},
     -1,
     0,
     2,
     150,
     INFINITY},
    {"the same for the p-centre",
     "pcenter",
     "No plan keeps all the limits that are set together; without the least spacing there is "
     "one.",
     {SITE_CANDIDATE, SITE_CANDIDATE},
     2,
     0,
     2,
     150,
     INFINITY},
    {"the same for capacities",
     "cflp",
     "No plan keeps all the limits that are set together; without the least spacing there is "
     "one.",
     {SITE_CANDIDATE, SITE_CANDIDATE},
     -1,
     0,
     2,
     150,
     INFINITY},
    {"sites far enough apart",
     "lscp",
     "",
     {SITE_CANDIDATE, SITE_CANDIDATE},
     -1,
     0,
     2,
     90,
     INFINITY},
    {"required sites",
     "mclp",
     "The required sites '1' and '2' are nearer to each other than the least spacing.",
     {SITE_REQUIRED, SITE_REQUIRED, SITE_CANDIDATE},
     3,
     0,
     3,
     150,
     INFINITY},
    {"required beside existing",
     "mclp",
     "The required site '2' is nearer to the existing site '1' than the least spacing.",
     {SITE_EXISTING, SITE_REQUIRED, SITE_CANDIDATE},
     3,
     0,
     3,
     150,
     INFINITY},
    {"two existing sites are nobody's business",
     "mclp",
     "",
     {SITE_EXISTING, SITE_EXISTING, SITE_CANDIDATE},
     3,
     0,
     3,
     150,
     INFINITY},
    {"a district has too few sites",
     "mclp",
     "District '2' needs at least 2 open sites, but only 1 sites that are not forbidden stand "
     "in it.",
     {SITE_CANDIDATE, SITE_CANDIDATE, SITE_CANDIDATE},
     3,
     2,
     3,
     0,
     INFINITY},
    {"districts and P",
     "mclp",
     "1 or more open sites in every district take 2 new sites, but at most 1 are allowed.",
     {SITE_CANDIDATE, SITE_CANDIDATE, SITE_CANDIDATE},
     1,
     1,
     3,
     0,
     INFINITY},
    {"districts and the budget",
     "mclp",
     "1 or more open sites in every district, and the required sites, cost 9 or more, which "
     "is above the budget of 8.5.",
     {SITE_CANDIDATE, SITE_CANDIDATE, SITE_CANDIDATE},
     -1,
     1,
     3,
     0,
     8.5},
    {"districts within P and the budget",
     "mclp",
     "",
     {SITE_CANDIDATE, SITE_CANDIDATE, SITE_CANDIDATE},
     2,
     1,
     3,
     0,
     9},
    {"a zone that only a shut site reaches",
     "lscp",
     "Zone '2' has to be covered, but every site that reaches it is too near to an existing or "
     "required site, or dearer than the budget.",
     {SITE_EXISTING, SITE_CANDIDATE},
     -1,
     0,
     2,
     150,
     INFINITY},
};

static void reasons(void **state)
{
    static const int zone[] = {0, 1, 1}, site[] = {0, 1, 2}, district[] = {0, 0, 1};
    static const int near_a[] = {0, 1}, near_b[] = {1, 0};
    static const double m[] = {10, 10, 400}, weight[] = {3, 4}, cost[] = {2, 3, 7};
    const struct hand *h = *state;
    struct placement_input in = {.weight = weight,
                                 .cost = cost,
                                 .status = h->status,
                                 .p = h->p,
                                 .budget = h->budget,
                                 .limits = {.n_threads = 1},
                                 .site_district = district,
                                 .n_districts = 2,
                                 .min_per_district = h->min_per_district};
    struct reach *reach = NULL, *near = NULL;
    struct placement_plan plan = {0};
    struct error err;

    assert_int_equal(reach_from_pairs(&reach, 2, h->n_sites, h->n_sites, zone, site, m, &err),
                     ERR_OK);
    assert_int_equal(reach_from_pairs(&near, h->n_sites, h->n_sites, h->spacing_m > 100 ? 2 : 0,
                                      near_a, near_b, m, &err),
                     ERR_OK);
    in.reach = reach;
    in.too_near = h->spacing_m > 0 ? near : NULL;
    if (placement_solve(placement_find(h->model), &in, &plan, &err) != ERR_OK)
        fail_msg("%s", err.text);
    assert_string_equal(plan.reason.in[LANGUAGE_EN], h->reason);
    assert_int_equal(plan.status, h->reason[0] != '\0' ? PLAN_INFEASIBLE : PLAN_OPTIMAL);
    placement_plan_clear(&plan);
    reach_free(reach);
    reach_free(near);
}

int main(void)
{
    struct CMUnitTest tests[COUNT(hands)];

    for (size_t k = 0; k < COUNT(hands); k++)
        tests[k] = (struct CMUnitTest){hands[k].name, reasons, NULL, NULL,
                                       (void *)(uintptr_t)&hands[k]};
    return cmocka_run_group_tests_name("placement_reasons", tests, NULL, NULL);
}
