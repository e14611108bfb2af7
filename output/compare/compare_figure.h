/* compare_figure.h - how figures and their changes are written for people. */
#ifndef CHARGEPLAN_OUTPUT_COMPARE_FIGURE_H
#define CHARGEPLAN_OUTPUT_COMPARE_FIGURE_H

enum { COMPARE_FIGURE_ROOM = 48 };

/* Six significant digits, whole numbers whole; "-" for NAN. Returns out. */
const char *compare_figure(char out[COMPARE_FIGURE_ROOM], double value);
/* Two figures that differ never look the same: then all their digits are written. */
void compare_figures(char old_out[COMPARE_FIGURE_ROOM], char new_out[COMPARE_FIGURE_ROOM],
                     double old, double new);
/* "+12", of a share "+0.53 pp"; "-" for NAN, "0" where nothing changed. */
const char *compare_change(char out[COMPARE_FIGURE_ROOM], const char *name, double change);
/* "+1.25 %", "from 0", "-". */
const char *compare_relative(char out[COMPARE_FIGURE_ROOM], double relative);
/* "2025", "2025 (2)" for the second step of that year. */
const char *compare_step(char out[COMPARE_FIGURE_ROOM], int year, int nth);

#endif
