/* report_used.h - which settings a run makes use of: the annex lists no assumption that changes
 * nothing. Used by report_annex.c. */
#ifndef CHARGEPLAN_OUTPUT_REPORT_USED_H
#define CHARGEPLAN_OUTPUT_REPORT_USED_H

#include "output/report/report.h"

/* Is the setting at path, such as "fleet.taxi.battery.fade", made use of in this scenario? */
bool report_used(const struct report *r, const char *path);

#endif
