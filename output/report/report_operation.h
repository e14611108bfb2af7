/* report_operation.h - parts of the section on the simulated use, for its own files. */
#ifndef CHARGEPLAN_OUTPUT_REPORT_OPERATION_H
#define CHARGEPLAN_OUTPUT_REPORT_OPERATION_H

#include "output/report/report.h"
#include "output/use.h"

/* Load by hour, and the share that is not served in time; of one network. */
void report_operation_charts(const struct report *r, const struct operation *o);
/* The most burdened stations; use by size and by district. Errors: ERR_NOMEM. */
enum err report_operation_stations(const struct report *r, const struct operation *o,
                                   struct error *err);
void report_operation_classes(const struct report *r, const struct operation *o);

/* The words of a service, "2030", "18:00 to 19:00". */
const char *report_operation_service(const struct report *r, enum service v);
char *report_operation_year(const struct report *r, const struct operation *o, char year[16]);

#endif
