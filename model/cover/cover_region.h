/* cover_region.h - a covering problem cut into regions of few sites, so that what happens
 * inside a region can be said exactly.
 *
 * Region r holds elements of its own and knows all sites over them; a site may stand in several
 * regions. f_r(x) is the penalty of its elements that the open sites x cover. */
#ifndef CHARGEPLAN_MODEL_COVER_REGION_H
#define CHARGEPLAN_MODEL_COVER_REGION_H

#include <stdint.h>

#include "model/cover/cover.h"

enum { REGION_SITES = 64, REGION_ELEMENTS = 1024 };

struct cover_region {
    int n_elements, *element; /* owned [n_elements] of the covering problem, rising */
    int n_sites, *site;       /* owned [n_sites] of the covering problem, rising */
    uint64_t *mask; /* owned [n_elements] bit k: site[k] is over the element; NULL: more
                       sites or elements than the limits, nothing exact is known */
    double *weight; /* owned [n_elements] penalty, in units of the regions */
    double *share;  /* owned [n_elements] 0 .. 1, where the last bound of price stood */
    double all;     /* sum of weights */
};

struct cover_regions {
    int n;
    struct cover_region *at; /* owned [n] */
    double unit; /* power of two: weights are penalties / unit, 65,536 to 131,072 together */
};

/* Cuts all elements of finite penalty into regions of at most n_sites sites and n_elements
 * elements, or of few elements, by halving along the longest way through the graph of elements
 * and sites; coarser ones where the limits end it. Own it: cover_regions_free(*out). Errors:
 * ERR_NOMEM. */
enum err cover_regions_create(struct cover_regions **out, const struct cover *c, int n_sites,
                              int n_elements, struct cover_limits *limits, struct error *err);
void cover_regions_free(struct cover_regions *regions); /* NULL is fine */

/* f_r of a set of sites. */
double cover_region_value(const struct cover_region *r, uint64_t open);

/* cover_price.c: the most of f_r(x) - sum_s price_s x_s over sets of allowed sites, by branch
 * and bound over Lagrangian bounds. */
struct cover_price {
    /* asked */
    const double *price; /* [n_sites] >= 0, in units of the regions */
    uint64_t allowed;
    double enough; /* a set worth more than this is enough: the bound may stay rough */
    int most_nodes;
    /* answered */
    uint64_t set; /* the best set found */
    double worth; /* of the set */
    double bound; /* no set is worth more */
};
struct cover_price_room; /* opaque: memory of one thread at a time */
enum err cover_price_room_create(struct cover_price_room **out, struct error *err);
void cover_price_room_free(struct cover_price_room *room); /* NULL is fine */
/* Region r must have masks; its shares are moved to where the bound stood. */
void cover_price_solve(struct cover_region *r, struct cover_price_room *room,
                       struct cover_price *p);

#endif
