/* cover_block.h - cuts over blocks of regions: what a block of some hundred sites covers at
 * most, less the prices that the relaxation puts on its sites, solved as a covering problem of
 * its own. It sees what the regions inside do not see of each other (Fenchel cuts, as in
 * cover_exact.c, at the prices of the relaxation: Lagrangian decomposition, M. Guignard and
 * S. Kim, Mathematical Programming 39 (1987) 215-228, doi:10.1007/BF02592954). */
#ifndef CHARGEPLAN_MODEL_COVER_BLOCK_H
#define CHARGEPLAN_MODEL_COVER_BLOCK_H

#include "model/cover/cover_master.h"

struct cover_blocks; /* opaque */

/* Blocks of at most n_sites sites, each of two regions of m or more. Borrows m. Own it:
 * cover_blocks_free(*out). Errors: ERR_NOMEM. */
enum err cover_blocks_create(struct cover_blocks **out, struct cover_master *m, int n_sites,
                             struct cover_limits *limits, struct error *err);
void cover_blocks_free(struct cover_blocks *blocks); /* NULL is fine */

/* Adds cuts that separate the last point, at the prices of the last solve; its reduced costs
 * are lost. They hold for plans within the bounds of x that m has now. A fixed amount of work
 * for each block, blocks side by side on limits->n_threads. */
enum err cover_blocks_separate(struct cover_blocks *blocks, struct cover_limits *limits,
                               int *n_added, struct error *err);

#endif
