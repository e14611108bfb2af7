/* correlation.c - see correlation.h */
#include "scenarios/correlation.h"

#include <math.h>
#include <string.h>

#include "scenarios/scenario.h"

static int index_of(const struct scenario *s, const char *id)
{
    for (int k = 0; k < s->n_uncertain; k++)
        if (strcmp(s->uncertain[k].id, id) == 0) return k;
    return -1;
}

bool correlation_fill(const struct scenario *s, double matrix[])
{
    size_t n = (size_t)s->n_uncertain;
    bool any = false;

    for (size_t i = 0; i < n; i++)
        for (size_t j = 0; j < n; j++)
            matrix[i * n + j] = i == j;
    for (int i = 0; i < s->n_uncertain; i++) {
        const struct map_number *said = &s->uncertain[i].correlate;

        for (int k = 0; k < said->n; k++) {
            int j = index_of(s, said->key[k]);

            if (j < 0 || j == i) continue;
            matrix[(size_t)i * n + (size_t)j] = matrix[(size_t)j * n + (size_t)i] =
                said->value[k];
            any = any || said->value[k] != 0;
        }
    }
    return any;
}

int correlation_factor(int n, const double matrix[], double factor[])
{
    const double zero = 1e-9; /* of a diagonal of 1: rounding, not a figure */

    memset(factor, 0, (size_t)n * (size_t)n * sizeof *factor);
    for (int i = 0; i < n; i++) {
        double *row = factor + (size_t)i * (size_t)n, rest;

        for (int j = 0; j < i; j++) {
            const double *before = factor + (size_t)j * (size_t)n;

            rest = matrix[(size_t)i * (size_t)n + (size_t)j];
            for (int k = 0; k < j; k++)
                rest -= row[k] * before[k];
            if (before[j] <= 0 && fabs(rest) > 1e-6) return i;
            row[j] = before[j] > 0 ? rest / before[j] : 0;
        }
        rest = matrix[(size_t)i * (size_t)n + (size_t)i];
        for (int k = 0; k < i; k++)
            rest -= row[k] * row[k];
        if (rest < -zero) return i;
        row[i] = rest > zero ? sqrt(rest) : 0;
    }
    return -1;
}
