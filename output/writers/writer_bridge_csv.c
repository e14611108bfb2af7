/* writer_bridge_csv.c - ratio and energy side by side: every year, count, class and ratio. */
#include "output/digest.h"
#include "output/map/cells.h"
#include "output/writers/writer.h"

static void put_row(struct cells *row, const struct run *run, const struct bridge *b,
                    const struct bridge_row *r)
{
    static const char *const count[N_BRIDGE_COUNTS] = {"all", "bev", "without_depot_classes"};
    static const char *const source[N_BRIDGE_SOURCES] = {"rule", "catalogue", "reached"};
    enum language language = scenario_language(run->scenario);
    const struct bridge_ratio *ratio = &b->ratio[r->ratio];

    cells_integer(row, run->fleet->years[r->year_index]);
    cells_word(row, language, count[r->count], MSG_BRIDGE_ALL + r->count);
    cells_integer(row, (long)r->count);
    cells_text(row, r->class_index < 0 ? "" : run->scenario->fleet[r->class_index].id);
    cells_word(row, language, source[ratio->source], MSG_BRIDGE_FROM_RULE + ratio->source);
    cells_integer(row, (long)ratio->source);
    cells_text(row, ratio->fact != NULL ? ratio->fact->id : "");
    cells_number(row, r->ev_per_charger);
    cells_number(row, r->vehicles);
    cells_number(row, r->kwh);
    cells_number(row, r->kwh_share);
    cells_number(row, r->chargers);
    cells_number(row, r->kwh_per_charger);
    cells_number(row, r->use_slow);
    cells_number(row, r->use_mix);
    cells_number(row, r->kw_per_ev_slow);
    cells_number(row, r->kw_per_ev_mix);
    cells_end(row);
}

static enum err write_bridge(const struct run *run, FILE *stream, struct error *err)
{
    struct cells row = {.stream = stream};
    struct bridge *b = NULL;

    TRY(digest_bridge(&b, run, err));
    cells_head(&row, "year,counted,counted_number,class,ratio_from,ratio_from_number,fact,"
                     "ev_per_charger,vehicles,public_kwh_per_day,share_of_public_kwh,chargers,"
                     "kwh_per_charger_day,use_at_7_kw,use_by_mix,kw_per_ev_at_7_kw,"
                     "kw_per_ev_by_mix");
    for (int k = 0; k < b->n_rows; k++)
        put_row(&row, run, b, &b->row[k]);
    bridge_free(b);
    return ERR_OK;
}

const struct writer writer_bridge_csv = {
    .name = "bridge_csv",
    .file = "bridge.csv",
    .summary =
        "ratio and energy side by side: what a public charger has to deliver at a ratio, "
        "by who is counted",
    .write = write_bridge,
};
