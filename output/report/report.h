/* report.h - the report of a run: one HTML page that opens offline and prints on A4. */
#ifndef CHARGEPLAN_OUTPUT_REPORT_H
#define CHARGEPLAN_OUTPUT_REPORT_H

#include <stdio.h>

#include "output/digest.h"
#include "output/map/map_kept.h"
#include "output/report/html.h"
#include "sim/bands.h"

struct report {
    struct html *h;
    const struct run *run;
    const struct digest *digest;
    const struct network *last, *today;
    struct map_kept *maps; /* borrowed */
};

/* False where the scenario tells of no sites: what would say what stands or is built is then
 * left out. */
bool report_has_sites(const struct report *r);

/* Cells: of each service the shares of its energy that are served, full and out of reach, in
 * one district or in all (-1). */
void report_energy_shares(const struct report *r, const struct network *n, int district);

/* The whole page. Errors: ERR_NOMEM. */
enum err report_write(const struct run *run, FILE *stream, struct error *err);
/* The same with the maps of `maps`, drawn where they are not there yet. */
enum err report_write_maps(const struct run *run, struct map_kept *maps, FILE *stream,
                           struct error *err);

/* What the simulation says alone, as a page. Errors: ERR_NOMEM. report_operation_page.c */
enum err report_operation_write(const struct run *run, FILE *stream, struct error *err);
enum err report_operation_write_maps(const struct run *run, struct map_kept *maps, FILE *stream,
                                     struct error *err);

/* A map as a sheet of its own, drawn where it is not there yet; alt: read aloud instead. */
enum err report_embed(const struct report *r, enum map_kept_kind kind, enum message heading,
                      const char *alt, struct error *err);

/* Its parts, in order; a part per file. */
void report_head(const struct report *r); /* report_head.c: style, title, cautions */
/* What the reader has to know first: made up, a sample, no plan. report_head.c */
void report_cautions(const struct report *r);
void report_summary(const struct report *r);                       /* report_summary.c */
void report_present(const struct report *r);                       /* report_head.c */
enum err report_demand(const struct report *r, struct error *err); /* report_demand.c */
enum err report_hours(const struct report *r, struct error *err);  /* report_hours.c */
/* Stock by class, with a chart: label[n_years] are the years. report_stock.c */
enum err report_stock(const struct report *r, const char *const label[], struct error *err);
/* Under the stock: methods, fits, cohorts, batteries; nothing where there is nothing more. */
void report_fleet(const struct report *r); /* report_fleet.c */
/* Energy of each class and what its public share rests on. report_classes.c */
void report_classes(const struct report *r);
/* Energy of a vehicle and day, factor by factor. report_use.c */
void report_use(const struct report *r);
/* Maps of demand by night and by day. Errors: those of map_kept_draw(). report_places.c */
enum err report_places(const struct report *r, struct error *err);
/* EVs over chargers beside energy. Errors: ERR_NOMEM. report_bridge.c */
enum err report_bridge(const struct report *r, struct error *err);
/* What comes anyway, by building rule; nothing without car parks. report_parking.c */
void report_parking(const struct report *r);
void report_supply(const struct report *r);   /* report_supply.c */
void report_stations(const struct report *r); /* report_stations.c */
/* The whole list, where the body shows the largest only. */
void report_all_stations(const struct report *r); /* report_stations.c */
void report_requirement(const struct report *r);  /* report_requirement.c */
void report_beside(const struct report *r);       /* report_beside.c */
/* Of both what the summary says: how many are asked for and which rule binds; the figures of
 * the plans that are other things. Nothing where there is none. */
void report_asked_sentences(const struct report *r); /* report_requirement.c */
void report_beside_summary(const struct report *r);  /* report_beside.c */
void report_rules(const struct report *r);           /* report_rules.c */
void report_money(const struct report *r);           /* report_money.c */
void report_quality(const struct report *r); /* report_quality.c: how good the plan is */
/* report_ways.c: straight lines beside ways, where there are ways; a sentence of the summary.
 */
void report_ways(const struct report *r);
/* report_bands.c, report_needs.c: what is uncertain and what follows from it; what stations
 * would need. Nothing without draws. */
void report_bands(const struct report *r);
void report_needs(const struct report *r);
/* For the charts: lowest and highest percentile of a figure, divided by `unit`, [2 x n_years];
 * to be freed. NULL without draws, without memory, and of a stock with visitors, whom the bars
 * hold. */
double *report_bands_range(const struct report *r, enum band_what what, int of, double unit);
/* The use by simulation, and its maps; nothing where nothing was simulated. Errors: ERR_NOMEM.
 * report_operation.c, report_operation_page.c */
enum err report_operation(const struct report *r, struct error *err);
enum err report_operation_maps(const struct report *r, struct error *err);
void report_ways_summary(const struct report *r);
/* Simulated use beside what was observed; nothing where nothing was. report_agreement.c */
void report_agreement(const struct report *r);
void report_annex(const struct report *r); /* report_annex.c */
void report_facts(
    const struct report *r); /* report_facts.c: of the annex, where there are any */

#endif
