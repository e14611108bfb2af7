/* stock_table.h - a class's stock from a CSV file: year, vehicles[, low, high]. */
#ifndef CHARGEPLAN_MODEL_FLEET_STOCK_TABLE_H
#define CHARGEPLAN_MODEL_FLEET_STOCK_TABLE_H

#include "scenarios/error.h"
#include "scenarios/scenario.h"

struct stock_table {
    struct series vehicles;
    struct series low, high; /* n = 0 where the file has no such columns; low <= vehicles <=
                                high */
};

/* Own it: stock_table_clear(). Years have to rise; low and high come together. Errors: ERR_DATA
 * (line and column are named), ERR_IO, ERR_NOMEM. */
enum err stock_table_read(struct stock_table *out, const char *path, struct error *err);
/* Puts low or high in place of the vehicles, where the file has them. */
void stock_table_choose(struct stock_table *table, enum path path);
void stock_table_clear(struct stock_table *table);

#endif
