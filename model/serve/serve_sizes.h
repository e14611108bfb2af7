/* serve_sizes.h - sizes of stations that are worth a look; private to the serve_*.c files.
 *
 * A size is dominated where another one of its site costs no more and carries no less of
 * either service: any plan with it can have the other instead. Leaving it out changes no
 * optimum and no bound. */
#ifndef CHARGEPLAN_MODEL_SERVE_SIZES_H
#define CHARGEPLAN_MODEL_SERVE_SIZES_H

#include "model/serve/serve.h"

/* A problem without its dominated sizes. */
struct serve_sizes {
    struct serve_input in;   /* borrows all but the sizes from the problem it was made from */
    int *size_start;         /* owned [n_sites + 1] */
    struct serve_size *size; /* owned; by rising fast, then rising slow capacity */
    int *from;               /* owned: the same size in the problem it was made from */
};

/* Clear it: serve_sizes_clear(). Of equal sizes the first is kept. Sites that are `blocked`
 * ([n_sites]; NULL: none) keep no size, all others all of theirs where in->keep_dominated says
 * so. Errors: ERR_NOMEM. */
enum err serve_sizes_create(struct serve_sizes *out, const struct serve_input *in,
                            const bool blocked[], struct error *err);
void serve_sizes_clear(struct serve_sizes *sizes);

#endif
