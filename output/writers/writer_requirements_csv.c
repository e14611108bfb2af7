/* writer_requirements_csv.c - what ratio and station rules ask for, beside what stands. */
#include <math.h>

#include "output/judged.h"
#include "output/map/cells.h"
#include "output/writers/writer.h"

static const char head[] =
    "year,scope,district,rule,zone_class,unit,vehicles_per_unit,vehicles,"
    "required,standing,gap,built,left,binds";

/* "all": the rules of one unit together. */
static void rule(const struct run *run, const struct requirement *r, struct cells *row)
{
    const struct rule_request *request = &run->scenario->rule[r->rule < 0 ? 0 : r->rule];
    bool one = r->rule >= 0;

    cells_text(row, one ? judged_id(&run->rules->result[r->rule]) : "all");
    cells_text(row, one && request->where != NULL ? request->where : "");
    cells_text(row, r->kind == RULE_EV_PER_CHARGER ? "chargers" : "stations");
}

static enum err write_requirements(const struct run *run, FILE *stream, struct error *err)
{
    static const char *const scope[] = {"area", "sum_of_districts", "district"};
    struct cells row = {.stream = stream};

    (void)err;
    cells_head(&row, head);
    for (int k = 0; k < run->requirements->n; k++) {
        const struct requirement *r = &run->requirements->row[k];

        if (!r->holds) continue;
        cells_integer(&row, run->scenario->study.years.year[r->year_index]);
        cells_text(&row, scope[r->scope]);
        cells_text(&row, r->district < 0 ? "" : run->city->district_name[r->district]);
        rule(run, r, &row);
        cells_number(&row, r->target);
        cells_number(&row, r->vehicles);
        cells_number(&row, r->required);
        cells_number(&row, r->standing);
        cells_number(&row, r->gap);
        cells_number(&row, r->built);
        cells_number(&row, r->left);
        if (r->scope == REQUIREMENT_SUM)
            cells_text(&row, "");
        else
            cells_integer(&row, r->binds);
        cells_end(&row);
    }
    return ERR_OK;
}

const struct writer writer_requirements_csv = {
    .name = "requirements_csv",
    .file = "requirements.csv",
    .summary = "what ratio and station rules ask for by district: required, standing, gap, "
               "built, left, which rule binds",
    .write = write_requirements,
};
