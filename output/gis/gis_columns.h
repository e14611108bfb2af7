/* gis_columns.h - what the columns of layers hold, and their words for readers. */
#ifndef CHARGEPLAN_OUTPUT_GIS_GIS_COLUMNS_H
#define CHARGEPLAN_OUTPUT_GIS_GIS_COLUMNS_H

#include "scenarios/geodata_out.h"
#include "scenarios/messages.h"

struct gis_known {
    const char *name;
    enum geodata_kind kind;
    enum message alias;
};

/* NULL where the column is not known: n_<kind> is one for each kind of charger. */
const struct gis_known *gis_columns_known(const char *name);

#endif
