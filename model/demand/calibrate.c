/* calibrate.c - see calibrate.h */
#include "model/demand/calibrate.h"

#include <math.h>
#include <stdlib.h>

/* What the least squares need of the observed zones: products of columns, each divided by its
 * length, and the observation. */
struct normal {
    double product[N_LAYERS][N_LAYERS]; /* 1 on the diagonal; 0 where a column is 0 */
    double with[N_LAYERS];              /* product with the observation */
    double length[N_LAYERS];
    double square, sum; /* of the observation */
    int n;
};

static struct normal normal_of(int n, const double observed[],
                               const double *const share[N_LAYERS])
{
    struct normal m = {.n = 0};

    for (int z = 0; z < n; z++) {
        if (isnan(observed[z])) continue;
        m.n++;
        m.sum += observed[z];
        m.square += observed[z] * observed[z];
        for (int a = 0; a < N_LAYERS; a++) {
            m.with[a] += share[a][z] * observed[z];
            for (int b = 0; b < N_LAYERS; b++)
                m.product[a][b] += share[a][z] * share[b][z];
        }
    }
    for (int a = 0; a < N_LAYERS; a++)
        m.length[a] = sqrt(m.product[a][a]);
    for (int a = 0; a < N_LAYERS; a++) {
        if (m.length[a] > 0) m.with[a] /= m.length[a];
        for (int b = 0; b < N_LAYERS; b++)
            if (m.length[a] > 0 && m.length[b] > 0)
                m.product[a][b] /= m.length[a] * m.length[b];
    }
    return m;
}

/* Least squares of the columns of a set, by Cholesky's method; false where they depend on each
 * other. x[N_LAYERS] of the divided columns, 0 outside the set. */
static bool solve(const struct normal *m, unsigned set, double x[N_LAYERS])
{
    double root[N_LAYERS][N_LAYERS] = {{0}}, y[N_LAYERS] = {0};

    for (int a = 0; a < N_LAYERS; a++) {
        x[a] = 0;
        if (!(set & 1U << a)) continue;
        y[a] = m->with[a];
        for (int b = 0; b <= a; b++) {
            if (!(set & 1U << b)) continue;
            root[a][b] = m->product[a][b];
            for (int c = 0; c < b; c++)
                root[a][b] -= root[a][c] * root[b][c];
            if (b < a) {
                root[a][b] /= root[b][b];
                y[a] -= root[a][b] * y[b];
            }
        }
        if (!(root[a][a] > 1e-7)) return false;
        root[a][a] = sqrt(root[a][a]);
        y[a] /= root[a][a];
    }
    for (int a = N_LAYERS - 1; a >= 0; a--) {
        if (!(set & 1U << a)) continue;
        x[a] = y[a];
        for (int c = a + 1; c < N_LAYERS; c++)
            if (set & 1U << c) x[a] -= root[c][a] * x[c];
        x[a] /= root[a][a];
    }
    return true;
}

static double squares_left(const struct normal *m, const double x[N_LAYERS])
{
    double left = m->square;

    for (int a = 0; a < N_LAYERS; a++) {
        left -= 2 * x[a] * m->with[a];
        for (int b = 0; b < N_LAYERS; b++)
            left += x[a] * m->product[a][b] * x[b];
    }
    return fmax(0, left);
}

/* The best of all sets within `allowed` without a negative weight; INFINITY where there is
 * none. */
static double best_of(const struct normal *m, unsigned allowed, double best[N_LAYERS],
                      bool *poor)
{
    double least = INFINITY;

    for (unsigned set = 1; set < 1U << N_LAYERS; set++) {
        double x[N_LAYERS], left;
        bool good = (set & ~allowed) == 0;

        if (!good) continue;
        good = solve(m, set, x);
        if (!good) *poor = true;
        for (int a = 0; a < N_LAYERS && good; a++)
            good = x[a] >= 0;
        left = good ? squares_left(m, x) : INFINITY;
        if (!(left < least)) continue;
        least = left;
        for (int a = 0; a < N_LAYERS; a++)
            best[a] = x[a];
    }
    return least;
}

/* Layers whose columns are one, or 0, leave the set; the first of them stands for both. */
static unsigned told_apart(struct calibration *out, const struct normal *m, int as[N_LAYERS])
{
    unsigned allowed = 0;

    for (int a = 0; a < N_LAYERS; a++) {
        as[a] = a;
        if (!(m->length[a] > 0)) continue;
        for (int b = 0; b < a; b++)
            if (allowed & 1U << b && m->product[a][b] > 1 - 1e-6) as[a] = b;
        if (as[a] == a)
            allowed |= 1U << a;
        else if (out->before[a] > 0 && out->before[as[a]] > 0) {
            out->alike[0] = (enum layer)as[a];
            out->alike[1] = (enum layer)a;
        }
    }
    return allowed;
}

/* What was fitted for layers that are one, in the proportion of the settings. */
static void share_alike(struct calibration *out, const int as[N_LAYERS])
{
    double fitted[N_LAYERS];

    for (int a = 0; a < N_LAYERS; a++)
        fitted[a] = out->mix[a];
    for (int a = 0; a < N_LAYERS; a++) {
        double before = 0;

        for (int b = 0; b < N_LAYERS; b++)
            if (as[b] == as[a]) before += out->before[b];
        if (before > 0) out->mix[a] = fitted[as[a]] * out->before[a] / before;
    }
}

enum err calibrate_fit(struct calibration *out, int n, const double observed[],
                       const double *const share[N_LAYERS], const double before[N_LAYERS],
                       struct error *err)
{
    struct normal m = normal_of(n, observed, share);
    double x[N_LAYERS] = {0}, left, sum = 0, about_mean;
    int as[N_LAYERS];
    unsigned allowed;

    for (int a = 0; a < N_LAYERS; a++)
        out->before[a] = before[a];
    out->alike[0] = out->alike[1] = NIGHT;
    out->poor = false;
    allowed = told_apart(out, &m, as);
    left = best_of(&m, allowed, x, &out->poor);
    for (int a = 0; a < N_LAYERS; a++)
        if (m.length[a] > 0) sum += x[a] / m.length[a];
    if (!(m.sum > 0) || !isfinite(left) || !(sum > 0))
        return error_set(err, ERR_DATA,
                         "zones.observed_kwh: no energy above 0 was observed in a zone to "
                         "which the layers give any; demand.calibrate has nothing to go by");
    for (int a = 0; a < N_LAYERS; a++)
        out->mix[a] = m.length[a] > 0 ? x[a] / m.length[a] / sum : 0;
    share_alike(out, as);
    about_mean = m.square - m.sum * m.sum / m.n;
    out->r2 = about_mean > 1e-12 * m.square ? 1 - left / about_mean : (double)NAN;
    out->rms = sqrt(left / m.n) / (m.sum / m.n);
    out->n_observed = m.n;
    out->done = true;
    return ERR_OK;
}

void calibrate_mix(const struct calibration *c, struct class_energy *energy)
{
    for (int v = 0; v < N_SERVICES && c->done; v++) {
        struct energy_part all = {0, 0};

        if (!c->of_service[v]) continue;
        for (int l = 0; l < N_LAYERS; l++) {
            all.plain += energy->public_kwh[v][l].plain;
            all.home += energy->public_kwh[v][l].home;
        }
        for (int l = 0; l < N_LAYERS; l++)
            energy->public_kwh[v][l] =
                (struct energy_part){all.plain * c->mix[l], all.home * c->mix[l]};
    }
}

static double scale_zone(double *const weight[N_LAYERS], const double mix[N_LAYERS], int z,
                         double target)
{
    double sum = 0;

    for (int l = 0; l < N_LAYERS; l++)
        sum += mix[l] * weight[l][z];
    for (int l = 0; l < N_LAYERS; l++)
        weight[l][z] = sum > 0 ? weight[l][z] * (target / sum) : target;
    return sum;
}

/* Scales until zones and layers hold; false where they do not come together. */
static bool scale(int n, double *const weight[N_LAYERS], const double mix[N_LAYERS],
                  const double target[], double whole)
{
    enum { ROUNDS = 300 };
    double off = 1;

    for (int round = 0; round < ROUNDS && off > 1e-13; round++) {
        off = 0;
        for (int z = 0; z < n; z++)
            scale_zone(weight, mix, z, whole * target[z]);
        for (int l = 0; l < N_LAYERS; l++) {
            double sum = 0;

            for (int z = 0; z < n; z++)
                sum += weight[l][z];
            if (mix[l] > 0) off = fmax(off, fabs(sum / whole - 1));
            for (int z = 0; z < n; z++)
                weight[l][z] = sum > 0 ? weight[l][z] * (whole / sum) : whole * target[z];
        }
    }
    return off <= 1e-13;
}

void calibrate_zones(int n, double *const weight[N_LAYERS], const double mix[N_LAYERS],
                     const double target[])
{
    double whole = 0;

    for (int z = 0; z < n; z++)
        whole += weight[NIGHT][z];
    if (!(whole > 0) || scale(n, weight, mix, target, whole)) return;
    for (int l = 0; l < N_LAYERS; l++)
        for (int z = 0; z < n; z++)
            weight[l][z] = 0.9 * weight[l][z] + 0.1 * whole * target[z];
    scale(n, weight, mix, target, whole);
}
