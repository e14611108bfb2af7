/* student.h - mean of a few figures and half the width of its 95 % interval.
 *
 * Sources: W. S. Gosset (Student), The probable error of a mean, Biometrika 6 (1908) 1-25,
 *   doi:10.1093/biomet/6.1.1; B. P. Welford, Note on a method for calculating corrected sums of
 *   squares and products, Technometrics 4 (1962) 419-420,
 *   doi:10.1080/00401706.1962.10490022. */
#ifndef CHARGEPLAN_SIM_OPERATION_STUDENT_H
#define CHARGEPLAN_SIM_OPERATION_STUDENT_H

/* Figures one by one, by Welford's recurrence; all zero: none yet. */
struct student {
    int n;
    double mean;
    double squares; /* sum of the squared differences from the mean */
};

/* Takes one more figure; NAN is left out. */
void student_add(struct student *s, double figure);

/* Mean of the figures; NAN without any. */
double student_mean(const struct student *s);

/* Half the width of the 95 % interval of the mean, t s / sqrt(n); NAN with less than two
 * figures, 0 where all are the same. */
double student_half_width(const struct student *s);

/* The 97.5 % quantile t of Student's distribution, degrees >= 1. gsl_quiet() comes first. */
double student_quantile(int degrees);

#endif
