/* csv_order.h - the rows of a file in the order of their ids. */
#ifndef CHARGEPLAN_SCENARIOS_CSV_ORDER_H
#define CHARGEPLAN_SCENARIOS_CSV_ORDER_H

#include "scenarios/csv.h"

/* order[k], of csv_n_rows() in all, is the row with the k-th id in byte order. Time grows with
 * the bytes in which ids differ. Errors: ERR_DATA (an id empty or given twice, as csv_unique()
 * says it), ERR_NOMEM. */
enum err csv_order(const struct csv *csv, int column, int order[], struct error *err);

#endif
