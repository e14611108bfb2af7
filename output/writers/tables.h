/* tables.h - tables that stand in several files: as CSV, and as layers for GIS programs. */
#ifndef CHARGEPLAN_OUTPUT_WRITERS_TABLES_H
#define CHARGEPLAN_OUTPUT_WRITERS_TABLES_H

#include "output/digest.h"
#include "output/map/cells.h"

/* One row per open site and state of the network: states in their order, sites in theirs.
 * Errors: ERR_NOMEM. */
enum err table_stations(const struct run *run, const struct digest *d, struct cells *row,
                        struct error *err);
/* One row per zone and state of the network: states in their order, zones in theirs. Errors:
 * ERR_NOMEM. */
enum err table_zones(const struct run *run, struct cells *row, struct error *err);

/* Lines that a table has at most where nobody asked for more. */
enum { TABLES_LINES_MOST = 1000000 };

/* What demand.csv has a line for, by report.demand_csv and the number of lines. */
enum demand_lines { DEMAND_LINES_ZONES, DEMAND_LINES_DISTRICTS, DEMAND_LINES_NONE };
enum demand_lines tables_demand_lines(const struct run *run);
/* Lines that it has where each zone has its own. */
double tables_demand_n(const struct run *run);

/* First year (index) that zone_bands.csv has, by report.zone_bands_csv and the number of lines;
 * n_years: it is not written. */
int tables_zone_bands_first(const struct run *run);
/* Lines that it has with every year. */
double tables_zone_bands_n(const struct run *run);

/* Hours that station_hours.csv has for each station: 168, 24 of a mean day, or 0: not written;
 * by report.station_hours_csv and the number of lines. */
int tables_station_hours(const struct run *run);
/* Lines that it has by the week. */
double tables_station_hours_n(const struct run *run);

#endif
