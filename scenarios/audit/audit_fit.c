/* audit_fit.c - see audit_fit.h */
#include "scenarios/audit/audit_fit.h"

#include <math.h>

static const double level = 1e-3; /* of the test; assumed */
enum { NET_LEAST = 5 };           /* blocks that come in beyond those that go out; assumed */

double audit_sign_p(int more, int fewer)
{
    int n = more + fewer;
    double log_term = n * log(0.5), term, sum;

    for (int k = 1; k <= fewer; k++) /* n over fewer */
        log_term += log((double)(more + k) / k);
    term = sum = exp(log_term);
    for (int k = more; k < n && term > 1e-17 * sum; k++) {
        term *= (double)(n - k) / (k + 1);
        sum += term;
    }
    return fmin(sum, 1);
}

/* One vote of each block: does it come in under a, or go out? */
static void count_votes(int n, const struct audit_place place[], int a, int b, int *in,
                        int *out)
{
    *in = *out = 0;
    for (int k = 0; k < n;) {
        int block = place[k].block, net = 0;

        for (; k < n && place[k].block == block; k++)
            net += (int)(place[k].outside >> b & 1) - (int)(place[k].outside >> a & 1);
        *in += net > 0;
        *out += net < 0;
    }
}

bool audit_beats(int n, const struct audit_place place[], int a, int b)
{
    int in, out;

    count_votes(n, place, a, b, &in, &out);
    return in - out >= NET_LEAST && audit_sign_p(in, out) < level;
}

unsigned audit_unbeaten(int n, const struct audit_place place[])
{
    unsigned unbeaten = (1u << AUDIT_PAIRS) - 1;

    for (int b = 0; b < AUDIT_PAIRS; b++)
        for (int a = 0; a < AUDIT_PAIRS; a++)
            if (a != b && audit_beats(n, place, a, b)) {
                unbeaten &= ~(1u << b);
                break;
            }
    return unbeaten;
}

unsigned audit_readings(const struct audit_file *file, int areas)
{
    unsigned all = file->possible >> audit_pair(areas, 0) & ((1u << AUDIT_READINGS) - 1);

    return all >> file->declared & 1 ? 1u << file->declared : all;
}

/* Files to read in another way with the areas' file read as `areas`; -1: in vain. */
static int changes(int n_files, const struct audit_file file[], int areas)
{
    int n = 0;

    for (int f = 0; f < n_files; f++) {
        unsigned readings = audit_readings(&file[f], areas);

        if (readings == 0) return -1;
        n += readings != 1u << file[f].declared;
    }
    return n;
}

int audit_explain(int n_files, const struct audit_file file[], int areas_declared,
                  bool may_move, unsigned *areas)
{
    int least = -1;

    *areas = 0;
    for (int z = 0; z < AUDIT_READINGS; z++) {
        int n = changes(n_files, file, z);

        if (n < 0 || (z != areas_declared && !may_move)) continue;
        n += z != areas_declared;
        if (least < 0 || n < least) {
            least = n;
            *areas = 0;
        }
        if (n == least) *areas |= 1u << z;
    }
    return least;
}
