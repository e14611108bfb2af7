/* match.c - see match.h. */
#include "output/compare/match.h"

#include <stdlib.h>
#include <string.h>

#include "scenarios/text.h"

/* A setting of a case, for finding those that vary. */
struct chosen {
    const char *name, *path, *value; /* borrowed; value as written */
    int side;
};

/* A path that varies among the cases of a name. */
struct varying {
    const char *name, *path;
};

struct keyed {
    char *key; /* owned */
    int at;
};

struct matching {
    const struct side *side[2];
    struct keep keep;
    struct chosen *fact;
    int n_facts, facts_room;
    struct varying *varying; /* sorted */
    int n_varying, varying_room;
    struct keyed *keyed[2]; /* [n cases] sorted by key, then place */
};

static int compare_facts(const void *a, const void *b)
{
    const struct chosen *x = a, *y = b;
    int order = strcmp(x->name, y->name);

    if (order == 0) order = strcmp(x->path, y->path);
    if (order == 0) order = x->side - y->side;
    return order != 0 ? order : strcmp(x->value, y->value);
}

static int compare_varying(const void *a, const void *b)
{
    const struct varying *x = a, *y = b;
    int order = strcmp(x->name, y->name);

    return order != 0 ? order : strcmp(x->path, y->path);
}

static int compare_keyed(const void *a, const void *b)
{
    const struct keyed *x = a, *y = b;
    int order = strcmp(x->key, y->key);

    return order != 0 ? order : (x->at > y->at) - (x->at < y->at);
}

/* 8e7 and 80000000 are one value. */
static const char *plain(struct matching *m, const char *value)
{
    char number[TEXT_NUMBER_ROOM];
    double d;

    if (!text_number(value, &d)) return value;
    text_put_number(number, d);
    return keep_text(&m->keep, number);
}

static void gather(struct matching *m)
{
    for (int s = 0; s < 2; s++)
        for (int k = 0; k < m->side[s]->n; k++)
            for (int q = 0; q < m->side[s]->at[k].n_sets; q++) {
                const struct side_case *c = &m->side[s]->at[k];
                struct chosen *f = keep_more(&m->keep, (void *)&m->fact, &m->n_facts,
                                             &m->facts_room, sizeof *f);

                if (f == NULL) return;
                *f = (struct chosen){c->name, c->set[q].path, plain(m, c->set[q].value), s};
            }
    if (m->n_facts > 1) qsort(m->fact, (size_t)m->n_facts, sizeof *m->fact, compare_facts);
}

static int cases_of_name(const struct side *side, const char *name)
{
    int n = 0;

    for (int k = 0; k < side->n; k++)
        n += strcmp(side->at[k].name, name) == 0;
    return n;
}

/* Does a side's run of equal names and paths, facts first .. last - 1, have more than one
 * value, that of cases without the setting being one? */
static bool varies(const struct matching *m, int first, int last)
{
    if (first == last) return false;
    if (strcmp(m->fact[first].value, m->fact[last - 1].value) != 0) return true;
    return last - first < cases_of_name(m->side[m->fact[first].side], m->fact[first].name);
}

static void find_varying(struct matching *m)
{
    for (int first = 0, last; first < m->n_facts; first = last) {
        const struct varying key = {m->fact[first].name, m->fact[first].path};
        struct varying *v;

        last = first;
        while (last < m->n_facts && m->fact[last].side == m->fact[first].side &&
               strcmp(m->fact[last].name, key.name) == 0 &&
               strcmp(m->fact[last].path, key.path) == 0)
            last++;
        if (!varies(m, first, last)) continue;
        if (m->n_varying > 0 && compare_varying(&m->varying[m->n_varying - 1], &key) == 0)
            continue;
        v = keep_more(&m->keep, (void *)&m->varying, &m->n_varying, &m->varying_room,
                      sizeof *v);
        if (v == NULL) return;
        *v = key;
    }
}

static char *key_of(struct matching *m, const struct side_case *c)
{
    struct text key = {0};

    text_add_json(&key, c->name);
    for (int q = 0; q < c->n_sets && m->n_varying > 0; q++) {
        const struct varying v = {c->name, c->set[q].path};

        if (bsearch(&v, m->varying, (size_t)m->n_varying, sizeof v, compare_varying) == NULL)
            continue;
        text_add_json(&key, c->set[q].path);
        text_add_json(&key, plain(m, c->set[q].value));
    }
    return text_take(&key);
}

static void make_keys(struct matching *m, int s)
{
    int n = m->side[s]->n;

    m->keyed[s] = calloc((size_t)n + 1, sizeof *m->keyed[s]);
    if (m->keyed[s] == NULL) {
        m->keep.nomem = true;
        return;
    }
    for (int k = 0; k < n; k++) {
        m->keyed[s][k] = (struct keyed){key_of(m, &m->side[s]->at[k]), k};
        if (m->keyed[s][k].key == NULL) m->keep.nomem = true;
    }
    if (!m->keep.nomem && n > 1)
        qsort(m->keyed[s], (size_t)n, sizeof *m->keyed[s], compare_keyed);
}

static int compare_pairs(const void *a, const void *b)
{
    const struct match_pair *x = a, *y = b;

    return (x->new > y->new) - (x->new < y->new);
}

static int compare_ints(const void *a, const void *b)
{
    return (*(const int *)a > *(const int *)b) - (*(const int *)a < *(const int *)b);
}

static void pair_up(const struct matching *m, struct match *out)
{
    const struct keyed *old = m->keyed[0], *new = m->keyed[1];
    int i = 0, j = 0;

    while (i < m->side[0]->n || j < m->side[1]->n) {
        int order = i == m->side[0]->n   ? 1
                    : j == m->side[1]->n ? -1
                                         : strcmp(old[i].key, new[j].key);

        if (order == 0)
            out->pair[out->n++] = (struct match_pair){old[i++].at, new[j++].at};
        else if (order < 0)
            out->only_old[out->n_only_old++] = old[i++].at;
        else
            out->only_new[out->n_only_new++] = new[j++].at;
    }
    qsort(out->pair, (size_t)out->n, sizeof *out->pair, compare_pairs);
    qsort(out->only_old, (size_t)out->n_only_old, sizeof(int), compare_ints);
    qsort(out->only_new, (size_t)out->n_only_new, sizeof(int), compare_ints);
}

enum err match_create(struct match *out, const struct side *old, const struct side *new,
                      struct error *err)
{
    struct matching m = {.side = {old, new}};
    bool nomem;

    *out = (struct match){0};
    gather(&m);
    find_varying(&m);
    for (int s = 0; s < 2; s++)
        make_keys(&m, s);
    out->pair = calloc((size_t)old->n + 1, sizeof *out->pair);
    out->only_old = calloc((size_t)old->n + 1, sizeof(int));
    out->only_new = calloc((size_t) new->n + 1, sizeof(int));
    nomem = m.keep.nomem || out->pair == NULL || out->only_old == NULL || out->only_new == NULL;
    if (!nomem) pair_up(&m, out);
    for (int s = 0; s < 2; s++) {
        for (int k = 0; m.keyed[s] != NULL && k < m.side[s]->n; k++)
            free(m.keyed[s][k].key);
        free(m.keyed[s]);
    }
    free(m.fact);
    free(m.varying);
    keep_clear(&m.keep);
    if (!nomem) return ERR_OK;
    match_clear(out);
    return error_nomem(err, "the cases to compare");
}

void match_clear(struct match *match)
{
    free(match->pair);
    free(match->only_old);
    free(match->only_new);
    *match = (struct match){0};
}
