/* fit.h - a curve fitted to points by least squares; the fence of GSL's fitting.
 *
 * GSL multifit_nlinear, trust region, from several starts. Standard errors are the roots of the
 * diagonal of s^2 (J^T J)^-1, s^2 the squared residuals over points less parameters; of a
 * parameter that is fitted as its logarithm, times its value.
 *
 * Source: G. A. F. Seber and C. J. Wild, Nonlinear Regression (1989), section 2.1. */
#ifndef CHARGEPLAN_MODEL_FLEET_FIT_H
#define CHARGEPLAN_MODEL_FLEET_FIT_H

#include "scenarios/error.h"
#include "scenarios/scenario.h"

enum { FIT_PARAMETERS = 4, FIT_STARTS = 6 };

/* What was found, by parameter of the curve. */
struct fit {
    int n_fitted;        /* parameters that were fitted; 0: all given, or nothing to tell */
    double rms_residual; /* vehicles, root mean square over the points */
    int n;               /* parameters of the curve */
    const char *name[FIT_PARAMETERS]; /* as in fields.h */
    double value[FIT_PARAMETERS];
    double error[FIT_PARAMETERS]; /* standard error; NAN where given, or where there are as many
                                     parameters as points */
    bool weak; /* a standard error above the parameter's value, of a year above the years
                  that the points span: the points cannot fix all parameters */
};

struct fit_task {
    int n;       /* parameters fitted, 1 .. FIT_PARAMETERS */
    double unit; /* largest point, vehicles */
    const struct series *points;
    const void *curve; /* what `at` needs beside x */
    /* The curve in a year and its derivatives by each of the n entries of x. */
    void (*at)(const struct fit_task *task, const double x[], double year, double *value,
               double by[]);
};

struct fit_start {
    double x[FIT_PARAMETERS];
    double cost; /* sum of squared residuals, each over the unit; INFINITY: none */
};

/* The best end of descents from the starts. */
struct fit_end {
    double x[FIT_PARAMETERS];
    double cost;                  /* INFINITY where no descent converges */
    bool conditioned;             /* the points tell the parameters apart */
    double error[FIT_PARAMETERS]; /* standard errors of x; NAN as in struct fit */
};

double fit_cost(const struct fit_task *task, const double x[]);
/* No starts yet; and the cheapest of all that were kept, cheapest first. */
void fit_clear(struct fit_start best[FIT_STARTS]);
void fit_keep(struct fit_start best[FIT_STARTS], const struct fit_start *start);
/* Errors: ERR_NOMEM. */
enum err fit_descend(struct fit_end *out, struct fit_task *task,
                     struct fit_start starts[FIT_STARTS], struct error *err);

/* Largest of the points; 0 where there is none. */
double fit_largest(const struct series *points);

/* Version of GSL, for the record of a run. */
const char *fit_library_version(void);

#endif
