/* keep.h - texts and lists that grow and are given back together.
 *
 * "Out of memory" sticks: after it every call does nothing, and the user looks once. */
#ifndef CHARGEPLAN_OUTPUT_KEEP_H
#define CHARGEPLAN_OUTPUT_KEEP_H

#include <stdbool.h>
#include <stddef.h>

struct keep { /* starts as {0} */
    int n, room;
    char **text; /* owned, with each of its texts */
    bool nomem;
};

/* A copy that lives until keep_clear(); "" when out of memory. A text that was the last or the
 * one before is not copied again. */
const char *keep_text(struct keep *keep, const char *text);
void keep_clear(struct keep *keep);

/* Room for one more item at the end of a list of *n; NULL when out of memory, which sticks. The
 * item is zeroed and *n counts it. */
void *keep_more(struct keep *keep, void *list, int *n, int *room, size_t bytes);

#endif
