/* solve_lp.c - see solve_lp.h */
#include "output/solve_lp.h"

#include "output/solve_file.h"

struct problem {
    const struct placement_model *model;
    const struct placement_input *in;
};

static enum err write_lp(const void *context, const char *beside, struct error *err)
{
    const struct problem *p = context;

    return placement_write_lp(p->model, p->in, beside, err);
}

enum err solve_lp_write(const struct placement_model *model, const struct placement_input *in,
                        const char *path, struct error *err)
{
    struct problem p = {model, in};

    return solve_file_write("lp", path, "\nEnd\n", write_lp, &p, err);
}
