/* road_bans.c - turn bans as copies of junctions; see road_split.h and roads.h */
#include <stdlib.h>

#include "scenarios/roads/road_split.h"

/* Arcs that meet at a junction whose bans are kept: no crossing has as many, and what has was
 * made to take time. Assumed. */
enum { MEETINGS_MOST = 200 };

/* An arc that arrives at the junction of a ban, or goes on from there. */
struct meeting {
    int junction, arc;
    bool arrives;
    int64_t id; /* of its way */
};

/* Who arrives by an arc may not go on by another one; with `only` by no other. */
struct turn {
    int junction, from, to; /* arcs */
    bool only;
};

struct bans {
    const struct road_split *split;
    struct road_ban *ban; /* owned [n_bans of the ways] equal ones together */
    int n_meetings;
    struct meeting *meeting; /* owned, by junction */
    int n_turns;
    struct turn *turn; /* owned, by junction and arriving arc */
    int n_lost;
};

/* ---- who meets there ---- */

static int by_junction(const void *a, const void *b)
{
    const struct meeting *p = a, *q = b;

    if (p->junction != q->junction) return p->junction < q->junction ? -1 : 1;
    if (p->arc != q->arc) return p->arc < q->arc ? -1 : 1;
    return p->arrives - q->arrives;
}

static void meet(struct bans *b, int junction, int arc, bool arrives)
{
    const struct road_stretch *s = &b->split->stretch[arc / 2];

    if (b->meeting != NULL)
        b->meeting[b->n_meetings] =
            (struct meeting){junction, arc, arrives, b->split->ways->way[s->way].id};
    b->n_meetings++;
}

static void meet_all(struct bans *b, const bool asked[])
{
    b->n_meetings = 0;
    for (int s = 0; s < b->split->n_stretches; s++)
        for (enum road_direction d = 0; d < N_ROAD_DIRECTIONS; d++) {
            const int *end = b->split->stretch[s].end;

            if (!road_split_open(b->split, s, d)) continue;
            if (asked[end[d]]) meet(b, end[d], 2 * s + (int)d, true);
            if (asked[end[!d]]) meet(b, end[!d], 2 * s + (int)d, false);
        }
}

static enum err gather(struct bans *b, struct error *err)
{
    const struct road_ways *ways = b->split->ways;
    bool *asked = calloc((size_t)b->split->n_junctions + 1, sizeof *asked);

    if (asked == NULL) return error_nomem(err, "the turn bans");
    for (int k = 0; k < ways->n_bans; k++) {
        int j = b->split->junction[ways->ban[k].via];

        if (j >= 0) asked[j] = true;
    }
    meet_all(b, asked); /* counts */
    b->meeting = malloc(((size_t)b->n_meetings + 1) * sizeof *b->meeting);
    if (b->meeting != NULL) meet_all(b, asked);
    free(asked);
    if (b->meeting == NULL) return error_nomem(err, "the turn bans");
    qsort(b->meeting, (size_t)b->n_meetings, sizeof *b->meeting, by_junction);
    return ERR_OK;
}

/* The meetings of a junction: from *first on; returns their number, MEETINGS_MOST + 1 where
 * there are more. */
static int meetings(const struct bans *b, int junction, const struct meeting **first)
{
    int low = 0, high = b->n_meetings, n = 0;

    while (low < high) {
        int middle = low + (high - low) / 2;

        if (b->meeting[middle].junction < junction)
            low = middle + 1;
        else
            high = middle;
    }
    while (n <= MEETINGS_MOST && low + n < b->n_meetings &&
           b->meeting[low + n].junction == junction)
        n++;
    *first = &b->meeting[low];
    return n;
}

/* ---- what a ban means ---- */

static void add_turn(struct bans *b, int junction, int from, int to, bool only)
{
    if (b->turn != NULL) b->turn[b->n_turns] = (struct turn){junction, from, to, only};
    b->n_turns++;
}

/* From a street to itself: it may not be turned round on, or only gone straight on along. */
static void ban_round(struct bans *b, const struct road_ban *ban, const struct meeting *m,
                      int n)
{
    for (int i = 0; i < n; i++) {
        if (!m[i].arrives || m[i].id != ban->from) continue;
        for (int k = 0; k < n; k++) {
            bool round = (m[k].arc ^ 1) == m[i].arc;

            if (m[k].arrives || m[k].id != ban->to || round == ban->only) continue;
            add_turn(b, m[i].junction, m[i].arc, m[k].arc, ban->only);
        }
    }
}

/* False where the ban is lost. */
static bool ban_turn(struct bans *b, const struct road_ban *ban)
{
    const struct meeting *m;
    int j = b->split->junction[ban->via], n, n_from = 0, n_to = 0, from = -1, to = -1;
    bool from_there = false, to_there = false;

    if (j == ROAD_TORN) return true; /* nobody passes anyway */
    if (j < 0) return false;
    n = meetings(b, j, &m);
    if (n > MEETINGS_MOST) return false;
    for (int i = 0; i < n; i++) {
        from_there |= m[i].id == ban->from;
        to_there |= m[i].id == ban->to;
        if (m[i].arrives && m[i].id == ban->from) {
            from = m[i].arc;
            n_from++;
        }
        if (!m[i].arrives && m[i].id == ban->to) {
            to = m[i].arc;
            n_to++;
        }
    }
    if (!from_there || !to_there) return false;
    if (ban->from == ban->to) {
        ban_round(b, ban, m, n);
        return true;
    }
    if (n_from > 1 || n_to > 1 || (ban->only && n_to == 0)) return false;
    if (n_from == 1 && n_to == 1) add_turn(b, j, from, to, ban->only);
    return true;
}

static int by_arc(const void *a, const void *b)
{
    const struct turn *p = a, *q = b;

    if (p->junction != q->junction) return p->junction < q->junction ? -1 : 1;
    if (p->from != q->from) return p->from < q->from ? -1 : 1;
    if (p->to != q->to) return p->to < q->to ? -1 : 1;
    return p->only - q->only;
}

static int by_ban(const void *a, const void *b)
{
    const struct road_ban *p = a, *q = b;

    if (p->via != q->via) return p->via < q->via ? -1 : 1;
    if (p->from != q->from) return p->from < q->from ? -1 : 1;
    if (p->to != q->to) return p->to < q->to ? -1 : 1;
    return p->only - q->only;
}

/* A ban that is said again bans no more. */
static void ban_all(struct bans *b)
{
    bool lost = false;

    b->n_turns = b->n_lost = 0;
    for (int k = 0; k < b->split->ways->n_bans; k++) {
        if (k == 0 || by_ban(&b->ban[k], &b->ban[k - 1]) != 0) lost = !ban_turn(b, &b->ban[k]);
        b->n_lost += lost;
    }
}

static bool sort_bans(struct bans *b)
{
    size_t n = (size_t)b->split->ways->n_bans;

    b->ban = malloc((n + 1) * sizeof *b->ban);
    if (b->ban == NULL) return false;
    for (size_t k = 0; k < n; k++)
        b->ban[k] = b->split->ways->ban[k];
    qsort(b->ban, n, sizeof *b->ban, by_ban);
    return true;
}

static enum err understand(struct bans *b, struct error *err)
{
    if (!sort_bans(b)) return error_nomem(err, "the turn bans");
    ban_all(b); /* counts */
    b->turn = malloc(((size_t)b->n_turns + 1) * sizeof *b->turn);
    if (b->turn == NULL) return error_nomem(err, "the turn bans");
    ban_all(b);
    qsort(b->turn, (size_t)b->n_turns, sizeof *b->turn, by_arc);
    return ERR_OK;
}

/* ---- copies ---- */

/* May who arrived by the arc of these turns go on by `to`? The named streets are all that is
 * left by an only_* ban, without those that another ban takes. */
static bool allowed(const struct turn *turn, int n, int to)
{
    bool only = false, named = false;

    for (int k = 0; k < n; k++) {
        if (!turn[k].only && turn[k].to == to) return false;
        only |= turn[k].only;
        named |= turn[k].only && turn[k].to == to;
    }
    return !only || named;
}

/* Is meeting m an arc that goes on within what is used? */
static bool goes_on(const struct bans *b, const struct meeting *m)
{
    return !m->arrives && m->arc / 2 < b->split->n_used;
}

/* The copy of a junction for one arriving arc: its arcs are written to `out` where that is not
 * NULL. None is made, false, where nothing used is banned. */
static bool copy_junction(const struct bans *b, const struct turn *turn, int n, int *n_out,
                          int *out)
{
    const struct meeting *m;
    int n_meetings = meetings(b, turn->junction, &m), banned = 0;

    if (turn->from / 2 >= b->split->n_used) return false;
    for (int k = 0; k < n_meetings; k++)
        banned += goes_on(b, &m[k]) && !allowed(turn, n, m[k].arc);
    if (banned == 0) return false;
    for (int k = 0; k < n_meetings; k++) {
        if (!goes_on(b, &m[k]) || !allowed(turn, n, m[k].arc)) continue;
        if (out != NULL) out[*n_out] = m[k].arc;
        ++*n_out;
    }
    return true;
}

/* Counts copies and their arcs; where the graph has room they are written. */
static void copy_all(const struct bans *b, struct road_graph *graph, int *n_copies, int *n_out)
{
    *n_copies = *n_out = 0;
    for (int first = 0, n; first < b->n_turns; first += n) {
        const struct turn *turn = &b->turn[first];

        for (n = 1; first + n < b->n_turns && turn[n].from == turn->from; n++)
            ;
        if (graph->out_start != NULL) graph->out_start[*n_copies] = *n_out;
        if (!copy_junction(b, turn, n, n_out, graph->out)) continue;
        if (graph->out_start != NULL) {
            graph->copy_of[*n_copies] = turn->junction;
            graph->head[turn->from % 2][turn->from / 2] = graph->n_junctions + *n_copies;
        }
        ++*n_copies;
    }
    if (graph->out_start != NULL) graph->out_start[*n_copies] = *n_out;
}

static void plain_heads(struct road_graph *graph, const struct road_split *split)
{
    for (enum road_direction d = 0; d < N_ROAD_DIRECTIONS; d++)
        for (int e = 0; e < graph->n_edges; e++)
            graph->head[d][e] = road_split_open(split, e, d) ? graph->end[d][e] : -1;
}

enum err road_bans_copy(struct road_graph *graph, const struct road_split *split,
                        struct error *err)
{
    struct bans b = {.split = split};
    enum err code = ERR_OK;
    int n_copies = 0, n_out = 0;

    plain_heads(graph, split);
    if (split->mode == ROAD_CAR) code = gather(&b, err);
    if (code == ERR_OK && split->mode == ROAD_CAR) code = understand(&b, err);
    if (code != ERR_OK) goto done;
    copy_all(&b, graph, &n_copies, &n_out); /* counts */
    graph->copy_of = malloc(((size_t)n_copies + 1) * sizeof *graph->copy_of);
    graph->out = malloc(((size_t)n_out + 1) * sizeof *graph->out);
    graph->out_start = malloc(((size_t)n_copies + 1) * sizeof *graph->out_start);
    if (graph->copy_of == NULL || graph->out == NULL || graph->out_start == NULL) {
        code = error_nomem(err, "the turn bans");
        goto done;
    }
    copy_all(&b, graph, &n_copies, &n_out);
    graph->n_nodes = graph->n_junctions + n_copies;
    graph->n_bans_lost = b.n_lost;
done:
    free(b.ban);
    free(b.meeting);
    free(b.turn);
    return code;
}
