/* writer_parking_csv.c - every car park in every year: bays and chargers by building rule. */
#include "output/map/cells.h"
#include "output/writers/writer.h"

static bool wanted(const struct run *run)
{
    return run->parking != NULL;
}

static void put_row(struct cells *row, const struct run *run, int k, int y)
{
    const struct car_park *park = &run->city->car_park[k];
    const struct building_type *b = &run->scenario->building[park->building];
    const struct kind *kind = &run->scenario->kind[run->parking->kind[k]];
    const struct parking_count *c = parking_at(run->parking, y, k);
    enum language language = scenario_language(run->scenario);
    int zone = run->parking->zone[k];

    cells_integer(row, run->scenario->study.years.year[y]);
    cells_text(row, park->id);
    cells_text(row, park->name);
    cells_text(row, b->id);
    if (park->year > 0)
        cells_integer(row, park->year);
    else
        cells_none(row);
    cells_text(row, run->city->zone_id[zone]);
    cells_text(row, run->city->district_name[run->city->district[zone]]);
    cells_integer(row, c->bays);
    cells_integer(row, c->built);
    cells_integer(row, c->prepared);
    cells_integer(row, c->plain);
    cells_text(row, kind->id);
    cells_word(row, language, scenario_access_word((enum site_access)b->access),
               MSG_ACCESS_PUBLIC + (unsigned)b->access);
    cells_integer(row, parking_is_open(b));
    cells_integer(row, c->chargers);
    cells_integer(row, c->chargers * kind->outlets);
    cells_number(row, c->chargers * kind->power_kw);
    cells_integer(row, parking_offered(b, c));
    cells_number(row, run->city->car_park_x[k]);
    cells_number(row, run->city->car_park_y[k]);
    cells_end(row);
}

static enum err write_parking(const struct run *run, FILE *stream, struct error *err)
{
    struct cells row = {.stream = stream};

    (void)err;
    cells_head(&row, "year,id,name,type,opens_year,zone,district,bays,built_bays,"
                     "prepared_bays,plain_bays,kind,access,is_public,chargers,outlets,kw,"
                     "offered_bays,x,y");
    for (int y = 0; y < run->parking->n_years; y++)
        for (int k = 0; k < run->parking->n; k++)
            put_row(&row, run, k, y);
    return ERR_OK;
}

const struct writer writer_parking_csv = {
    .name = "parking_csv",
    .file = "parking.csv",
    .summary = "bays and chargers by building rule, per car park and year",
    .write = write_parking,
    .wanted = wanted,
};
