/* writer_beside_csv.c - figures of the plans set beside those of the scenario. */
#include "output/fact_words.h"
#include "output/map/cells.h"
#include "output/writers/writer.h"
#include "scenarios/text.h"

static const char head[] =
    "fact,plan,clause,scope,meaning,unit,fact_year,relation,value,split_part,split_whole,"
    "split_part_value,split_whole_value,split_share,comparable_part,set_beside,year,ours,"
    "ours_districts_added_up,because";

/* "G15-NEED-PUBCH + G15-NEED-OWN" */
static enum err ids(struct cells *row, const struct texts *facts, struct error *err)
{
    struct text text = {0};

    for (int k = 0; k < facts->n; k++)
        text_addf(&text, "%s%s", k > 0 ? " + " : "", facts->text[k]);
    if (!text.nomem) cells_text(row, facts->n > 0 ? text.data : "");
    text_clear(&text);
    return text.nomem ? error_nomem(err, "the figures of the plans") : ERR_OK;
}

static void fact_cells(struct cells *row, enum language language, const struct fact *fact,
                       const char *counts)
{
    char section[128];

    cells_text(row, fact->id);
    cells_text(row, fact_plan(language, fact));
    cells_text(row, fact_section(section, sizeof section, language, fact));
    cells_text(row, fact_scope(language, fact));
    cells_text(row, counts != NULL ? counts : fact_meaning(language, fact));
    cells_text(row, fact->unit);
    if (fact->year > 0)
        cells_integer(row, fact->year);
    else
        cells_text(row, "");
    cells_text(row, relation_name(fact->relation));
    cells_number(row, fact->value);
}

static enum err write_beside(const struct run *run, FILE *stream, struct error *err)
{
    static const char *const figure[N_BESIDE_FIGURES] = {"ev_stock", "public_chargers_required",
                                                         "public_stations_required",
                                                         "public_chargers", "public_stations"};
    enum language language = scenario_language(run->scenario);
    struct cells row = {.stream = stream};

    cells_head(&row, head);
    for (int k = 0; k < run->besides->n; k++) {
        const struct beside *b = &run->besides->item[k];
        const struct beside_request *request = &run->scenario->beside[b->request];

        const char *because =
            scenario_words(language, request->because_en, request->because_zh);

        fact_cells(&row, language, b->fact,
                   scenario_words(language, request->counts_en, request->counts_zh));
        TRY(ids(&row, &request->share_part, err));
        TRY(ids(&row, &request->share_whole, err));
        cells_number(&row, b->part);
        cells_number(&row, b->whole);
        cells_number(&row, b->part / b->whole);
        cells_number(&row, b->like);
        cells_text(&row, figure[request->set_beside]);
        cells_integer(&row, run->scenario->study.years.year[b->year_index]);
        cells_number(&row, b->ours);
        cells_number(&row, b->ours_added_up);
        cells_text(&row, because != NULL ? because : "");
        cells_end(&row);
    }
    return ERR_OK;
}

const struct writer writer_beside_csv = {
    .name = "beside_csv",
    .file = "beside.csv",
    .summary = "figures of the plans beside the scenario's own, with the plan's split; never "
               "judged",
    .write = write_beside,
};
