/* capacity_pack.c - the knapsack of one site: what it would gain by serving zones. */
#include <math.h>
#include <stdlib.h>

#include "model/capacity/capacity.h"

static void swap(struct capacity_item *a, struct capacity_item *b)
{
    struct capacity_item t = *a;

    *a = *b;
    *b = t;
}

/* Falling density; ties by pair, so that the order is one. */
static bool denser(const struct capacity_item *a, const struct capacity_item *b)
{
    return a->density != b->density ? a->density > b->density : a->pair < b->pair;
}

double capacity_pack_split(struct capacity_item item[], int n, double room)
{
    double gain = 0, weight = 0;
    int low = 0, high = n;

    for (int k = 0; k < n; k++) {
        item[k].part = 1;
        gain += item[k].gain;
        weight += item[k].weight;
    }
    if (weight <= room) return gain;
    gain = 0;
    /* Items before `low` are in, those from `high` on are out. */
    while (high - low > 0) {
        struct capacity_item pivot = item[low + (high - low) / 2];
        int mid = low;

        weight = 0;
        for (int k = low; k < high; k++)
            if (denser(&item[k], &pivot)) {
                weight += item[k].weight;
                swap(&item[k], &item[mid++]);
            }
        if (weight > room) {
            high = mid;
            continue;
        }
        for (int k = mid; k < high; k++) /* the pivot follows those denser than it */
            if (item[k].pair == pivot.pair) swap(&item[k], &item[mid]);
        for (int k = low; k < mid; k++)
            gain += item[k].gain;
        room -= weight;
        low = mid;
        if (item[low].weight > room) { /* the item that is cut */
            item[low].part = item[low].weight > 0 ? room / item[low].weight : 1;
            gain += item[low].gain * item[low].part;
            low++;
            break;
        }
        gain += item[low].gain;
        room -= item[low].weight;
        low++;
    }
    for (int k = low; k < n; k++)
        item[k].part = 0;
    return gain;
}

static int compare(const void *a, const void *b)
{
    return denser(a, b) ? -1 : 1;
}

/* A search over items in falling density. */
struct pack {
    struct capacity_item *item; /* part: in the plan at hand; density: in the best plan */
    int n, k;                   /* k: items before it are decided */
    double gain, left, best;
};

/* What the plan at hand may still come to. */
static double promise(const struct pack *p)
{
    double gain = p->gain, left = p->left;

    for (int k = p->k; k < p->n; k++) {
        if (p->item[k].weight > left)
            return gain + p->item[k].gain * (left / p->item[k].weight);
        gain += p->item[k].gain;
        left -= p->item[k].weight;
    }
    return gain;
}

/* Takes items as long as they fit, then leaves one out. At the end the best plan is kept. */
static void forward(struct pack *p)
{
    for (; p->k < p->n && p->item[p->k].weight <= p->left; p->k++) {
        p->item[p->k].part = 1;
        p->gain += p->item[p->k].gain;
        p->left -= p->item[p->k].weight;
    }
    if (p->k < p->n) p->item[p->k++].part = 0;
    if (p->k < p->n || p->gain <= p->best) return;
    p->best = p->gain;
    for (int k = 0; k < p->n; k++)
        p->item[k].density = p->item[k].part;
}

/* Back to the last item taken, and on without it; false at the end. */
static bool back(struct pack *p)
{
    while (p->k > 0 && p->item[p->k - 1].part < 1)
        p->k--;
    if (p->k == 0) return false;
    p->item[p->k - 1].part = 0;
    p->gain -= p->item[p->k - 1].gain;
    p->left += p->item[p->k - 1].weight;
    return true;
}

/* E. Horowitz and S. Sahni, Journal of the ACM 21 (1974) 277-292, doi:10.1145/321812.321823. */
double capacity_pack_whole(struct capacity_item item[], int n, double room, bool *exact)
{
    enum { MOST_STEPS = 400 }; /* assumed */
    double relaxed = capacity_pack_split(item, n, room);
    struct pack p = {.item = item, .n = n, .left = room, .best = -1};
    bool whole = true;
    int steps = 0;

    *exact = true;
    for (int k = 0; k < n; k++)
        whole &= item[k].part <= 0 || item[k].part >= 1;
    if (whole) return relaxed;
    qsort(item, (size_t)n, sizeof *item, compare);
    for (; steps < MOST_STEPS; steps++) {
        bool more = p.k < n && promise(&p) > p.best + 1e-12 * p.best;

        if (more)
            forward(&p);
        else if (!back(&p))
            break;
    }
    *exact = steps < MOST_STEPS;
    for (int k = 0; k < n; k++) {
        item[k].part = item[k].density;
        if (!*exact)
            item[k].density = item[k].weight > 0 ? item[k].gain / item[k].weight : INFINITY;
    }
    /* Parts belong to the bound: a step along those of no plan leads nowhere. */
    return *exact ? p.best : capacity_pack_split(item, n, room);
}
