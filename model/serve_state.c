/* serve_state.c - opening and closing sites of a plan under search. */
#include "model/serve_state.h"

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
            density = d->kwh[i] / d->load[i];
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

void serve_state_open(struct serve_search *s, int site, int size)
{
    const struct serve_net *net = s->net;

    s->size[site] = size;
    s->cost += net->in->size[size].cost;
    for (int k = net->site_row_start[site]; k < net->site_row_start[site + 1]; k++)
        s->cover[net->site_row[k]]++;
    for (enum service v = FAST; v < N_SERVICES; v++) {
        const struct serve_side *d = &net->side[v];
        double room = net->in->size[size].capacity[v];

        for (int pair = d->site_start[site]; pair < d->site_start[site + 1] && room > 0;
             pair++) {
            int i = d->site_item[pair];
            double load = s->left[v][i] < room ? s->left[v][i] : room;

            if (load <= 0) continue;
            s->flow[v][pair] += load;
            s->left[v][i] -= load;
            room -= load;
            s->value += load * (d->kwh[i] / d->load[i]);
        }
    }
}

void serve_state_close(struct serve_search *s, int site)
{
    const struct serve_net *net = s->net;

    if (s->size[site] < 0) return;
    s->cost -= net->in->size[s->size[site]].cost;
    s->size[site] = -1;
    for (int k = net->site_row_start[site]; k < net->site_row_start[site + 1]; k++)
        s->cover[net->site_row[k]]--;
    for (enum service v = FAST; v < N_SERVICES; v++) {
        const struct serve_side *d = &net->side[v];

        for (int pair = d->site_start[site]; pair < d->site_start[site + 1]; pair++) {
            int i = d->site_item[pair];

            if (s->flow[v][pair] <= 0) continue;
            s->left[v][i] += s->flow[v][pair];
            s->value -= s->flow[v][pair] * (d->kwh[i] / d->load[i]);
            s->flow[v][pair] = 0;
        }
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
        memset(s->flow[v], 0, (size_t)d->n_pairs * sizeof *s->flow[v]);
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
        s->saved_size[k] = s->size[s->local[k]];
        for (enum service v = FAST; v < N_SERVICES; v++) {
            const struct serve_side *d = &s->net->side[v];
            size_t n = (size_t)serve_state_row(d, s->local[k]);

            memcpy(s->saved_flow[v] + at[v], s->flow[v] + d->site_start[s->local[k]],
                   n * sizeof(double));
            at[v] += n;
        }
    }
}

/* Puts a site back as it was saved. */
static void restore_site(struct serve_search *s, int site, int size, const double *const flow[])
{
    const struct serve_net *net = s->net;

    if (size < 0) return;
    s->size[site] = size;
    s->cost += net->in->size[size].cost;
    for (int k = net->site_row_start[site]; k < net->site_row_start[site + 1]; k++)
        s->cover[net->site_row[k]]++;
    for (enum service v = FAST; v < N_SERVICES; v++) {
        const struct serve_side *d = &net->side[v];

        for (int k = 0; k < serve_state_row(d, site); k++) {
            int pair = d->site_start[site] + k, i = d->site_item[pair];

            if (flow[v][k] <= 0) continue;
            s->flow[v][pair] = flow[v][k];
            s->left[v][i] -= flow[v][k];
            s->value += flow[v][k] * (d->kwh[i] / d->load[i]);
        }
    }
}

void serve_state_restore(struct serve_search *s)
{
    size_t at[N_SERVICES] = {0, 0};

    for (int k = 0; k < s->n_local; k++)
        serve_state_close(s, s->local[k]);
    for (int k = 0; k < s->n_local; k++) {
        const double *flow[N_SERVICES] = {s->saved_flow[FAST] + at[FAST],
                                          s->saved_flow[SLOW] + at[SLOW]};

        restore_site(s, s->local[k], s->saved_size[k], flow);
        for (enum service v = FAST; v < N_SERVICES; v++)
            at[v] += (size_t)serve_state_row(&s->net->side[v], s->local[k]);
    }
}

int serve_state_rows_unmet(const struct serve_search *s, int site)
{
    const struct serve_net *net = s->net;
    int n = 0;

    for (int k = net->site_row_start[site]; k < net->site_row_start[site + 1]; k++)
        n += s->cover[net->site_row[k]] == 0;
    return n;
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
        free(s->saved_flow[v]);
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
        s->saved_flow[v] = calloc((size_t)longest * LOCAL_MOST + 1, sizeof *s->saved_flow[v]);
        ok = s->left[v] && s->flow[v] && s->saved_flow[v];
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
