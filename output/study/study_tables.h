/* study_tables.h - the tables of a store; private to study*.c. README.md describes them.
 *
 * Words that come again and again stand once, in `word`; the views put them in their places. */
#ifndef CHARGEPLAN_OUTPUT_STUDY_TABLES_H
#define CHARGEPLAN_OUTPUT_STUDY_TABLES_H

#include "output/measures.h"

#define MEASURE_ROW(id, name, unit)                                                            \
    "INSERT INTO measure(name, unit) VALUES('" name "', '" unit "');",

static const char *const study_tables[] = {
    "CREATE TABLE meta(key TEXT PRIMARY KEY, value TEXT) WITHOUT ROWID;",
    "CREATE TABLE common(path TEXT PRIMARY KEY, value TEXT, origin TEXT) WITHOUT ROWID;",
    "CREATE TABLE run("
    " number INTEGER PRIMARY KEY,"
    " id TEXT NOT NULL UNIQUE,"
    " name TEXT NOT NULL,"
    " place INTEGER," /* in the present design; NULL: not in it */
    " state TEXT NOT NULL DEFAULT 'waiting' CHECK(state IN"
    "  ('waiting','running','done','failed','crashed','too long')),"
    " attempts INTEGER NOT NULL DEFAULT 0,"
    " kills INTEGER NOT NULL DEFAULT 0,"
    " worker TEXT,"
    " lease REAL," /* these three: seconds since 1970 */
    " started REAL,"
    " ended REAL,"
    " status INTEGER," /* exit status of `run` for it */
    " error TEXT,"     /* of an infeasible case the reason */
    " error_zh TEXT,"
    " signal INTEGER,"
    " city INTEGER);",
    /* `number` is made from the content: equal in all stores. east, north, w, h: metres in the
     * local plane; x, y as in the city: WGS 84 where it is geographic */
    "CREATE TABLE city(number INTEGER PRIMARY KEY, geographic INTEGER NOT NULL,"
    " points INTEGER NOT NULL);",
    "CREATE TABLE site(city INTEGER NOT NULL, id TEXT NOT NULL, name TEXT NOT NULL,"
    " x REAL, y REAL, east REAL, north REAL, status TEXT NOT NULL,"
    " PRIMARY KEY(city, id)) WITHOUT ROWID;",
    "CREATE TABLE zone(city INTEGER NOT NULL, place INTEGER NOT NULL, east REAL, north REAL,"
    " w REAL, h REAL, core INTEGER NOT NULL, district TEXT NOT NULL,"
    " PRIMARY KEY(city, place)) WITHOUT ROWID;",
    "CREATE INDEX run_open ON run(place)"
    " WHERE place IS NOT NULL AND state IN ('waiting','running');",
    "CREATE TABLE setting(run INTEGER NOT NULL, path TEXT NOT NULL, value TEXT NOT NULL,"
    " PRIMARY KEY(run, path)) WITHOUT ROWID;",
    "CREATE TABLE word(number INTEGER PRIMARY KEY, text TEXT NOT NULL UNIQUE);",
    "CREATE TABLE measure(number INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE,"
    " unit TEXT NOT NULL);" MEASURE_LIST(
        MEASURE_ROW) "CREATE TABLE indicator_row(run INTEGER, step INTEGER, district INTEGER, "
                     "measure INTEGER,"
                     " year INTEGER, value REAL, PRIMARY KEY(run, step, district, measure)) "
                     "WITHOUT ROWID;",
    "CREATE TABLE station_row(run INTEGER, step INTEGER, site INTEGER, year "
    "INTEGER,"
    " opened_year INTEGER, is_station INTEGER, fast_chargers INTEGER, "
    "slow_chargers INTEGER,"
    " kw REAL, fast_kwh_per_day REAL, slow_kwh_per_day REAL,"
    " PRIMARY KEY(run, step, site)) WITHOUT ROWID;",
    "CREATE TABLE rule_row(run INTEGER, step INTEGER, place INTEGER, year "
    "INTEGER,"
    " rule INTEGER, zone_class INTEGER, relation TEXT, target REAL, achieved "
    "REAL, unit INTEGER,"
    " outcome TEXT, is_binding INTEGER, strength TEXT, shortfall REAL, worst_place INTEGER,"
    " PRIMARY KEY(run, step, place)) WITHOUT ROWID;",
    "CREATE VIEW indicator AS SELECT r.id AS run, i.step, i.year, w.text AS "
    "district,"
    " m.name, i.value, m.unit FROM indicator_row i JOIN run r ON r.number = "
    "i.run"
    " JOIN word w ON w.number = i.district JOIN measure m ON m.number = "
    "i.measure;",
    "CREATE VIEW station AS SELECT r.id AS run, w.text AS site, s.step, "
    "s.year, s.opened_year,"
    " s.is_station, s.fast_chargers, s.slow_chargers, s.kw, "
    "s.fast_kwh_per_day,"
    " s.slow_kwh_per_day FROM station_row s JOIN run r ON r.number = s.run"
    " JOIN word w ON w.number = s.site;",
    "CREATE VIEW rule AS SELECT r.id AS run, w.text AS rule, c.text AS "
    "zone_class, s.step,"
    " s.place, s.year, s.relation, s.target, s.achieved, u.text AS unit, "
    "s.outcome,"
    " s.is_binding, s.strength, s.shortfall, p.text AS worst_place FROM rule_row s"
    " JOIN run r ON r.number = s.run JOIN word w ON w.number = s.rule"
    " JOIN word c ON c.number = s.zone_class JOIN word u ON u.number = s.unit"
    " JOIN word p ON p.number = s.worst_place;",
    NULL};

#endif
