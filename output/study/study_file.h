/* study_file.h - an open store as study*.c see it; private to them. */
#ifndef CHARGEPLAN_OUTPUT_STUDY_FILE_H
#define CHARGEPLAN_OUTPUT_STUDY_FILE_H

#include "output/study/store.h"

/* A case in somebody else's hands, as long as nothing changes: see study_take(). */
struct study_watched {
    long number, attempt;
    double lease;
    double since_s; /* by the clock that is never set */
};

struct study_file {
    struct store *store;
    double (*now_s)(void); /* never set back or forth */
    int n_watched, most_watched;
    struct study_watched *watched; /* owned */
};

/* Seconds since 1970, for the record and for leases. */
double study_now_s(void);

#endif
