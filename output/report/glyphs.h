/* glyphs.h - can what the map says be drawn with the fonts that are installed?
 *
 * The charts of the report are drawn by its reader's program with the reader's fonts; what they
 * say is looked at with the fonts here, since a letter that is missing here is rare there, too.
 */
#ifndef CHARGEPLAN_OUTPUT_GLYPHS_H
#define CHARGEPLAN_OUTPUT_GLYPHS_H

#include "scenarios/city.h"

/* True, with a sentence on the first of them, where a text of map or chart has a character that
 * no installed font has. Looks at the planner's texts, the names of districts and vehicle
 * classes, and the map's messages. Errors: ERR_NOMEM. */
enum err glyphs_check(const struct scenario *scenario, const struct city *city, bool *missing,
                      char *sentence, size_t size, struct error *err);

#endif
