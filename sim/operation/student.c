/* student.c - see student.h */
#include "sim/operation/student.h"

#include <assert.h>
#include <math.h>

#include <gsl/gsl_cdf.h>

void student_add(struct student *s, double figure)
{
    double from;

    if (isnan(figure)) return;
    s->n++;
    from = figure - s->mean;
    s->mean += from / s->n;
    s->squares += from * (figure - s->mean);
}

double student_mean(const struct student *s)
{
    return s->n == 0 ? NAN : s->mean;
}

double student_half_width(const struct student *s)
{
    if (s->n < 2) return NAN;
    return student_quantile(s->n - 1) * sqrt(s->squares / (s->n - 1) / s->n);
}

double student_quantile(int degrees)
{
    assert(degrees >= 1);
    return gsl_cdf_tdist_Pinv(0.975, degrees);
}
