/* gis_qml.h - a layer's style as QGIS 3.22 writes it (QML): rules, symbols, names of columns.
 *
 * Source: the files that QGIS 3.22 (QgsRuleBasedRenderer, QgsSimpleMarkerSymbolLayer and their
 *   kin) saves and opens; there is no published standard. */
#ifndef CHARGEPLAN_OUTPUT_GIS_GIS_QML_H
#define CHARGEPLAN_OUTPUT_GIS_GIS_QML_H

#include <stdbool.h>
#include <stdio.h>

#include "scenarios/geodata_out.h"

enum gis_form { GIS_DISC, GIS_CROSS, GIS_AREA, GIS_HATCH, GIS_LINE };

/* How a rule draws what it takes. Lengths in mm, colours 0xRRGGBB. */
struct gis_symbol {
    enum gis_form form;
    unsigned ink;
    double opacity;      /* of the inside: 0 to 1 */
    unsigned edge;       /* colour of the outline */
    double edge_mm;      /* 0: none */
    double size;         /* of discs and crosses; width of lines */
    const char *size_by; /* expression of the size; NULL: the size */
    const char *name_by; /* expression of the form of a marker ("circle", "square"); NULL */
};

struct gis_rule {
    const char *filter; /* expression; NULL: all */
    const char *label;
    bool off; /* not shown until someone ticks it */
    struct gis_symbol symbol;
};

/* Rules said again below a rule for each year, of which the last is shown; said once where
 * n_years is 0. */
struct gis_qml {
    enum geodata_shape shape;
    int n_rules;
    const struct gis_rule *rule;
    int n_years;
    const int *year;
    bool merged; /* shapes of a rule run together: one outline around all (QGIS 3.18 on) */
    int n_columns;
    const struct geodata_out_column *column;
};

/* The stream's errors are sticky. */
void gis_qml_write(FILE *stream, const struct gis_qml *style);

#endif
