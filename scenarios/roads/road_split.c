/* road_split.c - see road_split.h */
#include "scenarios/roads/road_split.h"

#include <stdlib.h>
#include <string.h>

enum { POINTS_MOST = 1 << 29 }; /* arcs and points of lines are then below 2^31 */

static enum err nomem(struct error *err)
{
    return error_nomem(err, "the streets");
}

static bool taken(const struct road_split *split, int w)
{
    return split->ways->way[w].open[split->mode] != 0;
}

static bool barred(const struct road_split *split, int p)
{
    const struct road_ways *ways = split->ways;

    return ways->barred != NULL && (ways->barred[p] >> split->mode & 1) != 0;
}

void road_split_clear(struct road_split *split)
{
    free(split->place);
    free(split->junction);
    free(split->stretch);
    *split = (struct road_split){0};
}

/* ---- where ways are split ---- */

/* uses[p]: how often the ways of the mode come to a point; 2: more often, or it is barred, and
 * ways are cut there. */
static void count_uses(const struct road_split *split, unsigned char uses[])
{
    const struct road_ways *ways = split->ways;

    for (int w = 0; w < ways->n_ways; w++) {
        const struct road_way *way = &ways->way[w];
        const int *point = ways->point + way->first;

        if (!taken(split, w)) continue;
        for (int k = 0; k < way->n; k++)
            uses[point[k]] = uses[point[k]] > 0 || barred(split, point[k]) ? 2 : 1;
    }
}

static enum err count_stretches(struct road_split *split, const unsigned char uses[],
                                struct error *err)
{
    const struct road_ways *ways = split->ways;
    long long n_points = 0;

    for (int w = 0; w < ways->n_ways; w++) {
        const struct road_way *way = &ways->way[w];

        if (!taken(split, w)) continue;
        n_points += way->n;
        if (n_points > POINTS_MOST)
            return error_set(err, ERR_DATA,
                             "the streets have more than %d points; a smaller roads.margin_km "
                             "or file is needed",
                             POINTS_MOST);
        split->n_stretches++;
        for (int k = 1; k < way->n - 1; k++)
            split->n_stretches += uses[ways->point[way->first + k]] == 2;
    }
    return ERR_OK;
}

static int junction_at(struct road_split *split, int p)
{
    int j = split->junction[p];

    if (j >= 0) return j;
    j = split->n_junctions++;
    split->place[j] = p;
    split->junction[p] = barred(split, p) ? ROAD_TORN : j;
    return j;
}

static void cut_way(struct road_split *split, int w, const unsigned char uses[])
{
    const struct road_way *way = &split->ways->way[w];
    const int *point = split->ways->point + way->first;

    for (int k = 1, from = 0; k < way->n; k++) {
        struct road_stretch *s = &split->stretch[split->n_stretches];

        if (k < way->n - 1 && uses[point[k]] != 2) continue;
        *s = (struct road_stretch){.way = w,
                                   .first = way->first + from,
                                   .n = k - from + 1,
                                   .open = way->open[split->mode]};
        s->end[ROAD_AGAINST] = junction_at(split, point[from]);
        s->end[ROAD_ALONG] = junction_at(split, point[k]);
        split->n_stretches++;
        from = k;
    }
}

static enum err cut(struct road_split *split, struct error *err)
{
    const struct road_ways *ways = split->ways;
    unsigned char *uses = calloc((size_t)ways->n_points + 1, 1);
    enum err code = uses == NULL ? nomem(err) : ERR_OK;

    if (code != ERR_OK) goto done;
    count_uses(split, uses);
    code = count_stretches(split, uses, err);
    if (code != ERR_OK) goto done;
    split->place = malloc(((size_t)split->n_stretches * 2 + 1) * sizeof *split->place);
    split->junction = malloc(((size_t)ways->n_points + 1) * sizeof *split->junction);
    split->stretch = malloc(((size_t)split->n_stretches + 1) * sizeof *split->stretch);
    if (split->place == NULL || split->junction == NULL || split->stretch == NULL) {
        code = nomem(err);
        goto done;
    }
    for (int p = 0; p < ways->n_points; p++)
        split->junction[p] = ROAD_NO_JUNCTION;
    split->n_stretches = 0;
    for (int w = 0; w < ways->n_ways; w++)
        if (taken(split, w)) cut_way(split, w, uses);
done:
    free(uses);
    return code;
}

/* ---- their order ---- */

enum err road_split_renumber(struct road_split *split, const int number[], struct error *err)
{
    int *place = malloc(((size_t)split->n_junctions + 1) * sizeof *place);

    if (place == NULL) return nomem(err);
    for (int j = 0; j < split->n_junctions; j++)
        place[number[j]] = split->place[j];
    free(split->place);
    split->place = place;
    for (int p = 0; p < split->ways->n_points; p++)
        if (split->junction[p] >= 0) split->junction[p] = number[split->junction[p]];
    for (int s = 0; s < split->n_stretches; s++)
        for (int d = 0; d < N_ROAD_DIRECTIONS; d++)
            split->stretch[s].end[d] = number[split->stretch[s].end[d]];
    return ERR_OK;
}

static enum err order_junctions(struct road_split *split, struct error *err)
{
    size_t n = (size_t)split->n_junctions + 1;
    double *x = malloc(n * sizeof *x), *y = malloc(n * sizeof *y);
    int *number = malloc(n * sizeof *number);
    enum err code = x && y && number ? ERR_OK : nomem(err);

    for (int j = 0; code == ERR_OK && j < split->n_junctions; j++) {
        x[j] = split->ways->x[split->place[j]];
        y[j] = split->ways->y[split->place[j]];
    }
    if (code == ERR_OK) code = road_order(split->n_junctions, x, y, number, err);
    if (code == ERR_OK) code = road_split_renumber(split, number, err);
    free(x);
    free(y);
    free(number);
    return code;
}

static enum err order_stretches(struct road_split *split, struct error *err)
{
    struct road_stretch *sorted = malloc(((size_t)split->n_stretches + 1) * sizeof *sorted);
    int *start = calloc((size_t)split->n_junctions + 1, sizeof *start);

    if (sorted == NULL || start == NULL) {
        free(sorted);
        free(start);
        return nomem(err);
    }
    for (int s = 0; s < split->n_stretches; s++)
        start[split->stretch[s].end[ROAD_AGAINST] + 1]++;
    for (int j = 0; j < split->n_junctions; j++)
        start[j + 1] += start[j];
    for (int s = 0; s < split->n_stretches; s++)
        sorted[start[split->stretch[s].end[ROAD_AGAINST]]++] = split->stretch[s];
    free(start);
    free(split->stretch);
    split->stretch = sorted;
    return ERR_OK;
}

enum err road_split_make(struct road_split *out, const struct road_ways *ways,
                         enum road_mode mode, struct error *err)
{
    *out = (struct road_split){.ways = ways, .mode = mode};
    TRY(cut(out, err));
    TRY(order_junctions(out, err));
    return order_stretches(out, err);
}
