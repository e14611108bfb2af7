/* study_page.h - a study as one HTML page that opens offline, made from its store alone. The
 * same store gives the same bytes.
 *
 * Figures of a case stand in means, bands, sets and shares only where it has a plan to the gap
 * that was asked for; the others are counted and named. */
#ifndef CHARGEPLAN_OUTPUT_STUDY_PAGE_H
#define CHARGEPLAN_OUTPUT_STUDY_PAGE_H

#include <stdio.h>

#include "output/report/html.h"
#include "output/study_report/study_data.h"
#include "output/study_report/study_front.h"

/* The whole page. Errors: ERR_NOMEM, ERR_IO (a picture). */
enum err study_page_write(const struct study_data *d, enum language language, FILE *stream,
                          struct error *err);

/* ---- its sections, one file each ---- */

struct study_page {
    struct html *h;
    const struct study_data *d;
    struct study_front front; /* owned: by cost and `worth` */
    enum study_key worth;     /* what stands for service: KEY_SERVED, else KEY_COVER */
};

void study_page_head(const struct study_page *p);
enum err study_page_table(const struct study_page *p, struct error *err);
enum err study_page_values(const struct study_page *p, struct error *err);
enum err study_page_pareto(const struct study_page *p, struct error *err);
enum err study_page_bands(const struct study_page *p, struct error *err);
enum err study_page_swings(const struct study_page *p, struct error *err);
enum err study_page_sites(const struct study_page *p, struct error *err);
enum err study_page_rules(const struct study_page *p, struct error *err);

/* Least and most of an indicator at the end of the cases used. False: none has it. */
bool study_page_range(const struct study_data *d, enum study_key key, double *low,
                      double *high);
/* "case 0123456789abcdef, name" of bad cases and lists. Returns buffer. */
char *study_page_case(const struct study_page *p, int at, char *buffer, size_t size);

#endif
