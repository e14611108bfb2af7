/* cover_master_duals.c - what the duals of the sites-only relaxation say: its bound, computed
 * again, and what sites pay for regions. */
#include <math.h>

#include "model/cover/cover_master.h"

/* Adds what rows (4) say from `row` on. Returns their constant. */
static double add_element_duals(struct cover_master *m, int row)
{
    const struct reach *rows = m->c->rows;
    double sum = 0;

    for (int k = 0; k < m->regions->n; k++) {
        const struct cover_region *r = &m->regions->at[k];
        double y = fmax(lp_dual(m->lp, row++), 0);

        m->t[k] -= y;
        for (int i = 0; i < r->n_elements; i++) {
            double u = fmax(lp_dual(m->lp, row++), 0);

            sum += fmax(y * r->weight[i] - u, 0);
            if (u <= 0) continue;
            for (int j = rows->row_start[r->element[i]]; j < rows->row_start[r->element[i] + 1];
                 j++)
                m->reduced[rows->site[j]] += u;
        }
    }
    return sum;
}

/* Adds what rows (2), (3) and (4) say, at any duals of the right sign. Returns their constant.
 */
static double add_first_duals(struct cover_master *m)
{
    const struct cover *c = m->c;
    double sum = 0;
    int row = 0;

    if (c->p < c->n_sites) {
        double y = fmax(lp_dual(m->lp, row++), 0);

        sum += y * c->p;
        for (int s = 0; s < c->n_sites; s++)
            m->reduced[s] -= y;
    }
    if (m->has_budget) {
        /* cover_value() lets a budget pass by this much */
        double y = fmax(lp_dual(m->lp, row++), 0) / m->budget_unit;

        sum += y * (placement_money(c->budget));
        for (int s = 0; s < c->n_sites; s++)
            m->reduced[s] -= y * c->cost[s];
    }
    for (int e = 0; e < c->n_elements; e++) {
        double y;

        if (!isinf(c->penalty[e])) continue;
        y = fmin(lp_dual(m->lp, row++), 0);
        sum += y;
        for (int k = c->rows->row_start[e]; k < c->rows->row_start[e + 1]; k++)
            m->reduced[c->rows->site[k]] -= y;
    }
    return m->compact ? sum + add_element_duals(m, row) : sum;
}

/* The dual value of the relaxation at GLPK's duals, signs mended: true whatever GLPK's
 * tolerances did. */
void cover_master_bound_again(struct cover_master *m)
{
    const struct cover *c = m->c;
    double sum = 0, size = 0, all = c->fixed;

    for (int s = 0; s < c->n_sites; s++)
        m->reduced[s] = -c->price[s] / m->regions->unit;
    for (int r = 0; r < m->regions->n; r++)
        m->t[r] = 1; /* what of t_r the rows leave unpriced */
    sum = add_first_duals(m);
    for (int k = 0; k < m->n_cuts; k++) {
        const struct cover_cut *cut = &m->cut[k];
        double y = fmax(lp_dual(m->lp, m->n_first + k), 0);

        if (y <= 0) continue;
        sum += y * cut->alpha;
        for (int r = 0; r < cut->n_regions; r++)
            m->t[cut->region + r] -= y;
        for (int i = 0; i < cut->n; i++)
            m->reduced[cut->site[i]] += y * cut->beta[i];
    }
    for (int r = 0; r < m->regions->n; r++)
        sum += fmax(m->t[r], 0) * m->regions->at[r].all;
    size = fabs(sum);
    for (int s = 0; s < c->n_sites; s++) {
        double more =
            m->reduced[s] > 0 ? m->reduced[s] * m->upper[s] : m->reduced[s] * m->lower[s];

        sum += more;
        size += fabs(more);
    }
    for (int e = 0; e < c->n_elements; e++)
        if (!isinf(c->penalty[e])) all += c->penalty[e];
    m->bound = all - (sum + 1e-12 * size) * m->regions->unit;
}

/* Rows (4) of some regions. */
static void add_element_prices(struct cover_master *m, int region, int n_regions)
{
    const struct reach *rows = m->c->rows;
    int row = m->n_first;

    for (int k = region; k < m->regions->n; k++)
        row -= 1 + m->regions->at[k].n_elements;
    for (int k = region; k < region + n_regions; k++) {
        const struct cover_region *r = &m->regions->at[k];

        row++;
        for (int i = 0; i < r->n_elements; i++) {
            double u = fmax(lp_dual(m->lp, row++), 0);
            int first = rows->row_start[r->element[i]];

            for (int j = first; u > 0 && j < rows->row_start[r->element[i] + 1]; j++)
                m->reduced[rows->site[j]] += u;
        }
    }
}

void cover_master_prices(struct cover_master *m, int region, int n_regions)
{
    for (int s = 0; s < m->c->n_sites; s++)
        m->reduced[s] = 0;
    for (int k = 0; k < m->n_cuts; k++) {
        const struct cover_cut *cut = &m->cut[k];
        double y = fmax(lp_dual(m->lp, m->n_first + k), 0);

        if (y <= 0 || cut->region < region || cut->region + cut->n_regions > region + n_regions)
            continue;
        for (int i = 0; i < cut->n; i++)
            m->reduced[cut->site[i]] += y * cut->beta[i];
    }
    if (m->compact) add_element_prices(m, region, n_regions);
}
