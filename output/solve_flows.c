/* solve_flows.c - see solve_flows.h */
#include "output/solve_flows.h"

#include <errno.h>
#include <string.h>

#include "output/map/cells.h"
#include "output/solve_file.h"

struct flows {
    const struct solve_case *c;
    const struct placement_plan *plan;
};

static void write_rows(const struct flows *f, struct cells *row)
{
    const struct reach *r = f->c->reach;

    cells_head(row, "demand,site,weight,share");
    for (int z = 0; z < r->n_zones && f->plan->served != NULL; z++)
        for (int k = r->row_start[z]; k < r->row_start[z + 1]; k++) {
            if (f->plan->served[k] <= 0) continue;
            cells_text(row, f->c->zone_id[z]);
            cells_text(row, f->c->site_id[r->site[k]]);
            cells_number(row, f->c->weight[z] * f->plan->served[k]);
            cells_number(row, f->plan->served[k]);
            cells_end(row);
        }
}

static enum err write_flows(const void *context, const char *beside, struct error *err)
{
    struct cells row = {.stream = fopen(beside, "wb")};
    bool failed;

    if (row.stream == NULL)
        return error_set(err, ERR_IO, "%s: cannot be written: %s", beside, strerror(errno));
    write_rows(context, &row);
    failed = ferror(row.stream) != 0;
    if (fclose(row.stream) != 0) failed = true;
    return failed ? error_set(err, ERR_IO, "%s: cannot be written to its end", beside) : ERR_OK;
}

enum err solve_flows_write(const struct solve_case *c, const struct placement_plan *plan,
                           const char *path, struct error *err)
{
    struct flows f = {c, plan};

    return solve_file_write("flows", path, "\n", write_flows, &f, err);
}
