/* solve_stream.h - a demand file that is read row by row and not held: zones become rows of
 * equal sites while they are read, and are read again for the check and the answer. */
#ifndef CHARGEPLAN_OUTPUT_SOLVE_STREAM_H
#define CHARGEPLAN_OUTPUT_SOLVE_STREAM_H

#include "output/solve_case.h"

/* Fills the case where nothing stands against it: a large file (or SKIP_HOLD), a model that
 * merges zones, points of the plane and one radius, whole weights, ids that rise (by length and
 * bytes, or by bytes), a plain file. Else false, and the case is as it was: read it whole,
 * which also says what may be wrong. */
bool solve_stream_read(struct solve_case *c);

/* Called for each zone of the file; x and y are 0 where places are not asked for. Returns
 * false to stop there. */
typedef bool solve_stream_visit(void *context, int zone, const char *id, double x, double y);

/* Reads the file again. Errors: ERR_DATA (it is not what it was). */
enum err solve_stream_each(const struct solve_case *c, bool places, solve_stream_visit *visit,
                           void *context, struct error *err);

/* Ids of the zones whose row is marked, in byte order. Own *ids and *text, which they point
 * into. Errors: ERR_DATA, ERR_NOMEM. */
enum err solve_stream_ids(const struct solve_case *c, const bool row_marked[],
                          const char ***ids, int *n, char **text, struct error *err);

#endif
