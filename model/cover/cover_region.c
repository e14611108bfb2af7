/* cover_region.c - a covering problem cut into regions, without coordinates: the graph of
 * elements and sites is halved along its longest way, smoothed so that the cut is short. */
#include "model/cover/cover_region.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Assumed: rounds of smoothing, fewer where a part has many pairs; parts of few elements that
 * cannot become regions are not cut any more. */
enum {
    SMOOTHING_LEAST = 2,
    SMOOTHING_MOST = 12,
    SMOOTHING_WORK = 10000000,
    ELEMENTS_LEAST = 16
};

struct cutter {
    const struct cover *c;
    struct cover_limits *limits;
    struct cover_regions *out;
    int room, most_sites, most_elements;
    int *element;                     /* owned [n_elements] in the order of the cuts */
    int *col_start, *col_end, *col;   /* owned [n_sites], [n_sites], [pairs]: elements under
                                         each site, of the part at hand only */
    int *depth, *first_depth, *queue; /* owned: breadth-first search over elements */
    double *score, *site_score;       /* owned [n_elements], [n_sites] */
    int *seen;                        /* owned [n_sites] mark of the last visit */
    int mark;
};

static void region_clear(struct cover_region *r)
{
    free(r->element);
    free(r->site);
    free(r->mask);
    free(r->weight);
    free(r->share);
}

void cover_regions_free(struct cover_regions *regions)
{
    if (regions == NULL) return;
    for (int k = 0; k < regions->n; k++)
        region_clear(&regions->at[k]);
    free(regions->at);
    free(regions);
}

static int count_sites(struct cutter *t, const int element[], int n)
{
    const struct reach *rows = t->c->rows;
    int n_sites = 0;

    t->mark++;
    for (int i = 0; i < n; i++)
        for (int k = rows->row_start[element[i]]; k < rows->row_start[element[i] + 1]; k++) {
            n_sites += t->seen[rows->site[k]] != t->mark;
            t->seen[rows->site[k]] = t->mark;
        }
    return n_sites;
}

/* Lists the elements of the part under each of its sites. */
static void list_columns(struct cutter *t, const int element[], int n)
{
    const struct reach *rows = t->c->rows;
    int at = 0;

    t->mark++;
    for (int i = 0; i < n; i++)
        for (int k = rows->row_start[element[i]]; k < rows->row_start[element[i] + 1]; k++) {
            int s = rows->site[k];

            if (t->seen[s] != t->mark) t->col_end[s] = 0;
            t->seen[s] = t->mark;
            t->col_end[s]++;
        }
    t->mark++;
    for (int i = 0; i < n; i++)
        for (int k = rows->row_start[element[i]]; k < rows->row_start[element[i] + 1]; k++) {
            int s = rows->site[k];

            if (t->seen[s] != t->mark) {
                t->seen[s] = t->mark;
                t->col_start[s] = at;
                at += t->col_end[s];
                t->col_end[s] = t->col_start[s];
            }
            t->col[t->col_end[s]++] = element[i];
        }
}

/* Distances from an element inside the part, in steps over sites; out of reach: n. Returns the
 * element found last. */
static int search(struct cutter *t, const int element[], int n, int from, int depth[])
{
    const struct reach *rows = t->c->rows;
    int head = 0, tail = 0;

    t->mark++;
    for (int i = 0; i < n; i++)
        depth[element[i]] = n;
    depth[from] = 0;
    t->queue[tail++] = from;
    while (head < tail) {
        int e = t->queue[head++];

        for (int k = rows->row_start[e]; k < rows->row_start[e + 1]; k++) {
            int s = rows->site[k];

            if (t->seen[s] == t->mark) continue;
            t->seen[s] = t->mark;
            for (int i = t->col_start[s]; i < t->col_end[s]; i++) {
                int to = t->col[i];

                if (depth[to] < n) continue;
                depth[to] = depth[e] + 1;
                t->queue[tail++] = to;
            }
        }
    }
    return t->queue[tail - 1];
}

/* Scores become means over neighbours: near each other means like each other. */
static void smooth(struct cutter *t, const int element[], int n)
{
    const struct reach *rows = t->c->rows;

    t->mark++;
    for (int i = 0; i < n; i++)
        for (int k = rows->row_start[element[i]]; k < rows->row_start[element[i] + 1]; k++) {
            int s = rows->site[k];
            double sum = 0;

            if (t->seen[s] == t->mark) continue;
            t->seen[s] = t->mark;
            for (int j = t->col_start[s]; j < t->col_end[s]; j++)
                sum += t->score[t->col[j]];
            t->site_score[s] = sum / (t->col_end[s] - t->col_start[s]);
        }
    for (int i = 0; i < n; i++) {
        int first = rows->row_start[element[i]], end = rows->row_start[element[i] + 1];
        double sum = 0;

        for (int k = first; k < end; k++)
            sum += t->site_score[rows->site[k]];
        t->score[element[i]] = sum / (end - first);
    }
}

struct ranked {
    double score;
    int element;
};

static int compare_ranked(const void *a, const void *b)
{
    const struct ranked *x = a, *y = b;

    if (x->score < y->score || x->score > y->score) return x->score < y->score ? -1 : 1;
    return x->element < y->element ? -1 : x->element > y->element;
}

/* Sorts the part from one end of its longest way to the other. */
static enum err sort_part(struct cutter *t, int element[], int n, struct error *err)
{
    struct ranked *all = malloc((size_t)n * sizeof *all);
    const int *start = t->c->rows->row_start;
    int far, rounds, n_pairs = 1;

    if (all == NULL) return error_nomem(err, "the regions of a covering problem");
    for (int i = 0; i < n; i++)
        n_pairs += start[element[i] + 1] - start[element[i]];
    list_columns(t, element, n);
    rounds = SMOOTHING_WORK / n_pairs;
    rounds = rounds > SMOOTHING_MOST ? SMOOTHING_MOST : rounds;
    rounds = rounds < SMOOTHING_LEAST ? SMOOTHING_LEAST : rounds;
    far = search(t, element, n, element[0], t->depth);
    far = search(t, element, n, far, t->first_depth);
    search(t, element, n, far, t->depth);
    for (int i = 0; i < n; i++)
        t->score[element[i]] = t->first_depth[element[i]] - t->depth[element[i]];
    for (int round = 0; round < rounds; round++)
        smooth(t, element, n);
    for (int i = 0; i < n; i++)
        all[i] = (struct ranked){t->score[element[i]], element[i]};
    qsort(all, (size_t)n, sizeof *all, compare_ranked);
    for (int i = 0; i < n; i++)
        element[i] = all[i].element;
    free(all);
    return ERR_OK;
}

static int compare_ints(const void *a, const void *b)
{
    return *(const int *)a < *(const int *)b ? -1 : *(const int *)a > *(const int *)b;
}

/* Sites of the region, and which of them each element has. */
static void fill_masks(struct cutter *t, struct cover_region *r)
{
    const struct reach *rows = t->c->rows;

    t->mark++;
    for (int i = 0; i < r->n_elements; i++)
        for (int k = rows->row_start[r->element[i]]; k < rows->row_start[r->element[i] + 1];
             k++)
            if (t->seen[rows->site[k]] != t->mark) {
                t->seen[rows->site[k]] = t->mark;
                r->site[r->n_sites++] = rows->site[k];
            }
    qsort(r->site, (size_t)r->n_sites, sizeof *r->site, compare_ints);
    for (int i = 0; i < r->n_elements && r->mask != NULL; i++) {
        int at = 0;

        for (int k = rows->row_start[r->element[i]]; k < rows->row_start[r->element[i] + 1];
             k++) {
            while (r->site[at] < rows->site[k])
                at++;
            r->mask[i] |= UINT64_C(1) << at;
        }
    }
}

static enum err add_region(struct cutter *t, const int element[], int n, int n_sites,
                           struct error *err)
{
    struct cover_region *r;
    bool exact = n_sites <= REGION_SITES && n <= REGION_ELEMENTS;

    if (t->out->n == t->room) {
        int room = 2 * t->room + 64;
        struct cover_region *at = realloc(t->out->at, (size_t)room * sizeof *at);

        if (at == NULL) return error_nomem(err, "the regions of a covering problem");
        t->out->at = at;
        t->room = room;
    }
    r = &t->out->at[t->out->n++];
    *r = (struct cover_region){.n_elements = n};
    r->element = malloc((size_t)n * sizeof *r->element);
    r->site = malloc((size_t)n_sites * sizeof *r->site);
    r->weight = malloc((size_t)n * sizeof *r->weight);
    r->share = malloc((size_t)n * sizeof *r->share);
    if (exact) r->mask = calloc((size_t)n, sizeof *r->mask);
    if (r->element == NULL || r->site == NULL || r->weight == NULL || r->share == NULL ||
        (exact && r->mask == NULL))
        return error_nomem(err, "the regions of a covering problem");
    memcpy(r->element, element, (size_t)n * sizeof *element);
    qsort(r->element, (size_t)n, sizeof *r->element, compare_ints);
    for (int i = 0; i < n; i++) {
        r->weight[i] = t->c->penalty[r->element[i]] / t->out->unit;
        r->share[i] = 0.5;
        r->all += r->weight[i];
    }
    fill_masks(t, r);
    return ERR_OK;
}

/* Whether some element alone has more sites than a region may. */
static bool too_wide(const struct cutter *t, const int element[], int n)
{
    const int *start = t->c->rows->row_start;
    bool wide = false;

    for (int i = 0; i < n; i++)
        wide |= start[element[i] + 1] - start[element[i]] > t->most_sites;
    return wide;
}

static enum err cut(struct cutter *t, int element[], int n, struct error *err)
{
    int n_sites = count_sites(t, element, n);

    if (n == 1 || (n <= ELEMENTS_LEAST && too_wide(t, element, n)) ||
        (n_sites <= t->most_sites && n <= t->most_elements) || cover_spend(t->limits, 0))
        return add_region(t, element, n, n_sites, err);
    TRY(sort_part(t, element, n, err));
    TRY(cut(t, element, n / 2, err));
    return cut(t, element + n / 2, n - n / 2, err);
}

static enum err cutter_create(struct cutter *t, struct error *err)
{
    size_t n = (size_t)t->c->n_elements + 1, n_sites = (size_t)t->c->n_sites + 1;

    t->element = malloc(n * sizeof *t->element);
    t->col_start = malloc(n_sites * sizeof *t->col_start);
    t->col_end = malloc(n_sites * sizeof *t->col_end);
    t->col = malloc(((size_t)t->c->rows->row_start[t->c->n_elements] + 1) * sizeof *t->col);
    t->depth = malloc(n * sizeof *t->depth);
    t->first_depth = malloc(n * sizeof *t->first_depth);
    t->queue = malloc(n * sizeof *t->queue);
    t->score = malloc(n * sizeof *t->score);
    t->site_score = malloc(n_sites * sizeof *t->site_score);
    t->seen = calloc(n_sites, sizeof *t->seen);
    t->out = calloc(1, sizeof *t->out);
    if (t->element == NULL || t->col_start == NULL || t->col_end == NULL || t->col == NULL ||
        t->depth == NULL || t->first_depth == NULL || t->queue == NULL || t->score == NULL ||
        t->site_score == NULL || t->seen == NULL || t->out == NULL)
        return error_nomem(err, "the regions of a covering problem");
    return ERR_OK;
}

enum err cover_regions_create(struct cover_regions **out, const struct cover *c, int n_sites,
                              int n_elements, struct cover_limits *limits, struct error *err)
{
    struct cutter t = {
        .c = c, .limits = limits, .most_sites = n_sites, .most_elements = n_elements};
    enum err code = cutter_create(&t, err);
    double all = 0;
    int n = 0;

    if (code == ERR_OK) {
        for (int e = 0; e < c->n_elements; e++) {
            if (isinf(c->penalty[e])) continue;
            all += c->penalty[e];
            t.element[n++] = e;
        }
        t.out->unit = all > 0 ? exp2(ceil(log2(all)) - 17) : 1;
        if (n > 0) code = cut(&t, t.element, n, err);
    }
    free(t.element);
    free(t.col_start);
    free(t.col_end);
    free(t.col);
    free(t.depth);
    free(t.first_depth);
    free(t.queue);
    free(t.score);
    free(t.site_score);
    free(t.seen);
    if (code == ERR_OK)
        *out = t.out;
    else
        cover_regions_free(t.out);
    return code;
}

double cover_region_value(const struct cover_region *r, uint64_t open)
{
    double sum = 0;

    for (int i = 0; i < r->n_elements; i++)
        if (r->mask[i] & open) sum += r->weight[i];
    return sum;
}
