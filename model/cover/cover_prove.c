/* cover_prove.c - which branch and bound what is left goes to. */
#include <limits.h>
#include <math.h>

#include "model/cover/cover.h"

/* From here on branch and bound of our own beats GLPK's; measured on made cities. */
enum { TREE_SITES = 40, TREE_ELEMENTS = 100, GLPK_PAIRS = 20000, GLPK_WORK = 10000000 };

/* GLPK's search proves in a few nodes what the bound left small; what it does not needs one
 * that keeps its cuts. */
enum err cover_prove(const struct cover *c, struct cover_limits *limits,
                     struct cover_state *state, struct error *err)
{
    struct cover_limits few = *limits;
    int n_finite = 0, n_pairs = c->rows->row_start[c->n_elements];

    for (int e = 0; e < c->n_elements; e++)
        n_finite += !isinf(c->penalty[e]);
    /* p-medians have too many elements to a site for regions */
    if (!c->maximise || c->need != NULL || c->near != NULL || c->n_sites < TREE_SITES ||
        n_finite < TREE_ELEMENTS)
        return cover_branch(c, limits, state, err);
    if (n_pairs <= GLPK_PAIRS) {
        long nodes = GLPK_WORK / (n_pairs + 1);

        few.work_left = few.work_left < nodes ? few.work_left : nodes;
        TRY(cover_branch(c, &few, state, err));
        if (limits->work_left != LONG_MAX)
            limits->work_left -= few.work_done - limits->work_done;
        limits->work_done = few.work_done;
        if (cover_proven(c, state) || cover_near(c, limits, state) ||
            (few.stopped && few.stop != STOP_WORK)) {
            limits->stopped = few.stopped;
            limits->stop = few.stop;
            return ERR_OK;
        }
    }
    return cover_tree(c, limits, state, err);
}
