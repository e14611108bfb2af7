/* serve_state.c - opening and closing sites of a plan under search. */
#include "model/serve/serve_state.h"

#include <stdlib.h>
#include <string.h>

int serve_state_row(const struct serve_side *d, int site)
{
    return d->site_start[site + 1] - d->site_start[site];
}

void serve_state_gains(const struct serve_search *s, enum service v, int site, double *gain)
{
    const struct serve_side *d = &s->net->side[v];
    const double *level = d->level + d->level_start[site];
    int n_levels = d->level_start[site + 1] - d->level_start[site];
    int pair = d->site_start[site], end = d->site_start[site + 1];
    double used = 0, worth = 0, load = 0, density = 0;

    for (int k = 0; k < n_levels; k++) {
        for (; pair < end; pair++) {
            int i = d->site_item[pair];

            load = s->left[v][i];
            if (load <= 0) continue;
            density = d->density[i];
            if (used + load > level[k]) break;
            used += load;
            worth += load * density;
        }
        gain[k] = worth + (pair < end ? (level[k] - used) * density : 0);
    }
}

int serve_state_best_size(const struct serve_search *s, int site, double price, double money,
                          double *profit)
{
    const struct serve_side *fast = &s->net->side[FAST];
    double *slow_gain = s->gain + (fast->level_start[site + 1] - fast->level_start[site]);

    serve_state_gains(s, FAST, site, s->gain);
    serve_state_gains(s, SLOW, site, slow_gain);
    return serve_menu_best(s->menu, s->net, site, s->gain, slow_gain, price, money, profit);
}

/* A site stands with a size, nothing served yet; or no longer. */
static void stand(struct serve_search *s, int site, int size)
{
    const struct serve_net *net = s->net;
    int change = size >= 0 ? 1 : -1;

    s->cost += change * net->in->size[size >= 0 ? size : s->size[site]].cost;
    s->size[site] = size;
    for (int k = net->site_row_start[site]; k < net->site_row_start[site + 1]; k++)
        s->cover[net->site_row[k]] += change;
}

void serve_state_give(struct serve_search *s, enum service v, int site, int item, double load)
{
    const struct serve_side *d = &s->net->side[v];

    s->given[v][d->site_start[site] + s->n_given[v][site]++] = (struct given){item, load};
    s->left[v][item] -= load;
    s->value += load * d->density[item];
}

void serve_state_open(struct serve_search *s, int site, int size)
{
    const struct serve_net *net = s->net;

    stand(s, site, size);
    for (enum service v = FAST; v < N_SERVICES; v++) {
        const struct serve_side *d = &net->side[v];
        double room = net->in->size[size].capacity[v];

        for (int pair = d->site_start[site]; pair < d->site_start[site + 1] && room > 0;
             pair++) {
            int i = d->site_item[pair];
            double load = s->left[v][i] < room ? s->left[v][i] : room;

            if (load <= 0) continue;
            serve_state_give(s, v, site, i, load);
            room -= load;
        }
    }
}

void serve_state_close(struct serve_search *s, int site)
{
    if (s->size[site] < 0) return;
    stand(s, site, -1);
    for (enum service v = FAST; v < N_SERVICES; v++) {
        const struct serve_side *d = &s->net->side[v];
        const struct given *given = s->given[v] + d->site_start[site];

        for (int k = 0; k < s->n_given[v][site]; k++) {
            s->left[v][given[k].item] += given[k].load;
            s->value -= given[k].load * d->density[given[k].item];
        }
        s->n_given[v][site] = 0;
    }
}

void serve_state_clear(struct serve_search *s)
{
    const struct serve_net *net = s->net;

    for (int k = 0; k < net->in->n_sites; k++)
        s->size[k] = -1;
    memset(s->cover, 0, (size_t)net->n_rows * sizeof *s->cover);
    for (enum service v = FAST; v < N_SERVICES; v++) {
        const struct serve_side *d = &net->side[v];

        memcpy(s->left[v], d->load, (size_t)d->n_items * sizeof *s->left[v]);
        memset(s->n_given[v], 0, (size_t)net->in->n_sites * sizeof *s->n_given[v]);
    }
    s->value = s->cost = 0;
}

double serve_state_money(const struct serve_search *s)
{
    return s->net->in->budget - s->cost;
}

void serve_state_save(struct serve_search *s)
{
    size_t at[N_SERVICES] = {0, 0};

    for (int k = 0; k < s->n_local; k++) {
        int site = s->local[k];

        s->saved_size[k] = s->size[site];
        for (enum service v = FAST; v < N_SERVICES; v++) {
            size_t n = (size_t)s->n_given[v][site];

            memcpy(s->saved[v] + at[v], s->given[v] + s->net->side[v].site_start[site],
                   n * sizeof *s->saved[v]);
            s->saved_n[v][k] = (int)n;
            at[v] += n;
        }
    }
}

void serve_state_restore(struct serve_search *s)
{
    const struct given *from[N_SERVICES] = {s->saved[FAST], s->saved[SLOW]};

    for (int k = 0; k < s->n_local; k++)
        serve_state_close(s, s->local[k]);
    for (int k = 0; k < s->n_local; k++) {
        if (s->saved_size[k] < 0) continue;
        stand(s, s->local[k], s->saved_size[k]);
        for (enum service v = FAST; v < N_SERVICES; v++)
            for (int j = 0; j < s->saved_n[v][k]; j++, from[v]++)
                serve_state_give(s, v, s->local[k], from[v]->item, from[v]->load);
    }
}

int serve_state_rows_unmet(const struct serve_search *s, int site)
{
    const struct serve_net *net = s->net;
    int n = 0;

    for (int k = net->site_row_start[site]; k < net->site_row_start[site + 1]; k++) {
        int r = net->site_row[k];

        n += r < net->n_least && s->cover[r] < net->row_need[r];
    }
    return n;
}

bool serve_state_blocked(const struct serve_search *s, int site)
{
    const struct serve_net *net = s->net;

    for (int k = net->site_row_start[site]; k < net->site_row_start[site + 1]; k++) {
        int r = net->site_row[k];

        if (r >= net->n_least && s->cover[r] >= net->row_need[r]) return true;
    }
    return false;
}

bool serve_state_needed(const struct serve_search *s, int site)
{
    return s->net->must_open[site] || serve_state_rows_unmet(s, site) > 0;
}

void serve_search_free(struct serve_search *s)
{
    if (!s) return;
    serve_menu_free(s->menu);
    for (enum service v = FAST; v < N_SERVICES; v++) {
        free(s->left[v]);
        free(s->flow[v]);
        free(s->saved[v]);
        free(s->given[v]);
        free(s->n_given[v]);
    }
    free(s->size);
    free(s->cover);
    free(s->best);
    free(s->gain);
    free(s->ratio);
    free(s->saved_size);
    free(s);
}

enum err serve_search_create(struct serve_search **out, const struct serve_net *net,
                             struct error *err)
{
    struct serve_search *s = calloc(1, sizeof *s);
    size_t sites = (size_t)net->in->n_sites + 1;
    size_t sizes = (size_t)net->in->size_start[net->in->n_sites] + 1;
    bool ok = s != NULL;

    for (enum service v = FAST; v < N_SERVICES && ok; v++) {
        const struct serve_side *d = &net->side[v];
        int longest = 0;

        for (int k = 0; k < net->in->n_sites; k++)
            if (serve_state_row(d, k) > longest) longest = serve_state_row(d, k);
        s->left[v] = calloc((size_t)d->n_items + 1, sizeof *s->left[v]);
        s->flow[v] = calloc((size_t)d->n_pairs + 1, sizeof *s->flow[v]);
        s->saved[v] = malloc(((size_t)longest * LOCAL_MOST + 1) * sizeof *s->saved[v]);
        s->given[v] = malloc(((size_t)d->n_pairs + 1) * sizeof *s->given[v]);
        s->n_given[v] = calloc(sites, sizeof *s->n_given[v]);
        ok = s->left[v] && s->flow[v] && s->saved[v] && s->given[v] && s->n_given[v];
    }
    if (ok) {
        s->net = net;
        s->random = 20260718; /* any fixed number */
        s->warmth = 5e-5;
        s->size = calloc(sites, sizeof *s->size);
        s->cover = calloc((size_t)net->n_rows + 1, sizeof *s->cover);
        s->best = calloc(sites, sizeof *s->best);
        s->gain = calloc(2 * sizes, sizeof *s->gain);
        s->ratio = calloc(sites, sizeof *s->ratio);
        s->saved_size = calloc(LOCAL_MOST, sizeof *s->saved_size);
        ok = s->size && s->cover && s->best && s->gain && s->ratio && s->saved_size &&
             serve_menu_create(&s->menu, net, err) == ERR_OK;
    }
    if (!ok) {
        serve_search_free(s);
        return error_nomem(err, "the search of rule_then_serve");
    }
    serve_state_clear(s);
    *out = s;
    return ERR_OK;
}
