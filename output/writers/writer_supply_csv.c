/* writer_supply_csv.c - the supply ledger. */
#include "output/map/cells.h"
#include "output/writers/writer.h"

static enum err write_supply(const struct run *run, FILE *stream, struct error *err)
{
    static const char *const origin[] = {"existing", "planned", "by_building_rule"};
    enum language language = scenario_language(run->scenario);
    struct cells row = {.stream = stream};

    (void)err;
    cells_head(&row, "year,district,kind,system,is_fast,access,is_public,origin,is_planned,"
                     "is_by_building_rule,sites_with_kind,chargers,outlets,kw");
    for (int k = 0; k < run->supply->n_rows; k++) {
        const struct supply_row *r = &run->supply->row[k];
        unsigned system = (unsigned)run->scenario->kind[r->kind].system;

        cells_integer(&row, r->year);
        cells_text(&row, run->city->district_name[r->district]);
        cells_text(&row, run->scenario->kind[r->kind].id);
        cells_word(&row, language, scenario_service_word((enum service)system),
                   MSG_MAP_FAST + system);
        cells_integer(&row, system == FAST);
        cells_word(&row, language, scenario_access_word(r->access),
                   MSG_ACCESS_PUBLIC + r->access);
        cells_integer(&row, r->access == ACCESS_PUBLIC || r->access == ACCESS_OPENED);
        cells_word(&row, language, origin[r->origin], MSG_ORIGIN_EXISTING + r->origin);
        cells_integer(&row, r->origin == ORIGIN_PLANNED);
        cells_integer(&row, r->origin == ORIGIN_BY_RULE);
        cells_integer(&row, r->sites);
        cells_integer(&row, r->chargers);
        cells_integer(&row, r->outlets);
        cells_number(&row, r->kw);
        cells_end(&row);
    }
    return ERR_OK;
}

const struct writer writer_supply_csv = {
    .name = "supply_csv",
    .file = "supply.csv",
    .summary = "supply ledger by year, district, kind, access and origin",
    .write = write_supply,
};
