/* demand_json.c - see demand_json.h. */
#include "output/demand_json.h"

#include "output/digest.h"

void demand_json_year(const struct run *run, int y, struct json *j)
{
    static const char *const service[N_SERVICES] = {[FAST] = "fast", [SLOW] = "slow"};

    json_number(j, "grid_kwh_per_day",
                demand_grid(&run->demand->totals[y], &run->scenario->demand));
    json_open(j, "public_kwh_per_day_by_layer", '{');
    for (enum service v = FAST; v < N_SERVICES; v++) {
        json_open(j, service[v], '{');
        for (enum layer l = NIGHT; l < N_LAYERS; l++)
            json_number(j, scenario_layer_word(l), demand_layer(run->demand, v, l, y));
        json_close(j, '}');
    }
    json_close(j, '}');
}

static void put(const struct run *run, const struct bridge *b, const struct bridge_row *row,
                struct json *j)
{
    static const char *const count[N_BRIDGE_COUNTS] = {"all", "bev", "without_depot_classes"};
    static const char *const source[N_BRIDGE_SOURCES] = {"rule", "catalogue", "reached"};
    const struct bridge_ratio *ratio = &b->ratio[row->ratio];

    json_open(j, NULL, '{');
    json_integer(j, "year", run->fleet->years[row->year_index]);
    json_text(j, "counted", count[row->count]);
    json_text(j, "ratio_from", source[ratio->source]);
    json_text(j, "fact", ratio->fact != NULL ? ratio->fact->id : NULL);
    json_number(j, "ev_per_charger", row->ev_per_charger);
    json_number(j, "vehicles", row->vehicles);
    json_number(j, "public_kwh_per_day", row->kwh);
    json_number(j, "share_of_public_kwh", row->kwh_share);
    json_number(j, "kwh_per_charger_day", row->kwh_per_charger);
    json_number(j, "use_at_7_kw", row->use_slow);
    json_number(j, "use_by_mix", row->use_mix);
    json_number(j, "kw_per_ev_at_7_kw", row->kw_per_ev_slow);
    json_number(j, "kw_per_ev_by_mix", row->kw_per_ev_mix);
    json_close(j, '}');
}

enum err demand_json_bridge(const struct run *run, struct json *j, struct error *err)
{
    struct bridge *b = NULL;

    TRY(digest_bridge(&b, run, err));
    json_open(j, "bridge", '[');
    for (int k = 0; k < b->n_rows; k++)
        if (b->row[k].class_index < 0) put(run, b, &b->row[k], j);
    json_close(j, ']');
    bridge_free(b);
    return ERR_OK;
}
