/* fields.h - the schema: every setting of a scenario is one line here.
 *
 * A line makes the struct member (scenario.h), the parser and its range check, the default,
 * `chargeplan fields`, the JSON Schema, `--set path=value` and the record of a run.
 *
 *   X(kind, member, key, default, min, max, unit, choices, source, help)
 *
 *   kind     NUMBER double, or the id of a plan's fact whose unit fits; a ratio may be
 *            written 1:7 and means 7
 *            INTEGER int; FLAG bool (true/false/yes/no); WORD int, index into `choices`
 *            TEXT char *; FILE char *, a path relative to the file that names it or to
 *            data.folder; FOLDER char *, a folder, relative to the file that names it
 *            SERIES struct series, a number or fact, or {year: number or fact, ...}
 *            NUMBERS struct numbers, a list; YEARS struct years, whole numbers that rise
 *            TEXTS struct texts, a list of words
 *            MAP_NUMBER and MAP_TEXT, {name: value}
 *            COLUMN char *, the name of a column of the section's file
 *            NUMBER_OR_COLUMN, a number for all rows or the name of a column
 *   key      the path below the section, dots between the levels
 *   default  text, read by the same parser as the user's values; "" means not set (NULL,
 *            NAN, n = 0); REQUIRED means that the user has to say it
 *   min,max  inclusive bounds of every number in the value
 *   choices  the words, separated by |, of a WORD; else ""
 *   source   where the default comes from; "assumed" says that nobody but us stands behind it
 *   help     one line. A part of it "usual 5 to 20 ...", up to a semicolon or the end, is said
 *            by messages about a value outside min and max (schema_usual()); of fleet and
 *            demand there is a warning of a value below half of the first number or above twice
 *            the second (scenarios/unusual.h), so that they have to hold for every class
 *
 * clang-format stays off: this is a table. */
#ifndef CHARGEPLAN_SCENARIOS_FIELDS_H
#define CHARGEPLAN_SCENARIOS_FIELDS_H

#define REQUIRED ((const char *)0)

/* clang-format off */

/* top level */
#define HEAD_FIELDS(X) \
    X(INTEGER, version, "scenario", REQUIRED, 1, 1, "", "", "", "version of the scenario format; always 1") \
    X(TEXT, name, "name", REQUIRED, 0, 0, "", "", "", "short name of the scenario: letters, digits, - and _") \
    X(TEXT, title_en, "title.en", "", 0, 0, "", "", "", "title in English, up to 200 characters; the other title or the name where it is not set") \
    X(TEXT, title_zh, "title.zh", "", 0, 0, "", "", "", "title in Chinese, up to 200 characters; the other title or the name where it is not set") \
    X(FILE, plans, "plans", "", 0, 0, "", "", "", "a second plan catalogue beside the built-in one: a CSV file of the same columns, or plan:current (public statements of 2023 and 2025, to be checked before citing)")

#define STUDY_FIELDS(X) \
    X(YEARS, years, "years", REQUIRED, 1990, 2100, "year", "", "", "years looked at; the first is today, in which only existing stations stand") \
    X(INTEGER, seed, "seed", "42", 0, 2147483647, "", "", "assumed", "seed of every random stream") \
    X(WORD, path, "path", "base", 0, 0, "", "low|base|high", "", "which figures of the fleet hold: base, or those of fleet.<id>.low or .high, {ev_share: ...}, and the columns low or high of its tables, in place of the class's own") \
    X(TEXT, currency, "currency", "CNY", 0, 0, "", "", "", "currency of every cost of the scenario") \
    X(FLAG, made_up, "made_up", "false", 0, 0, "", "", "", "the city is invented; title, map and report say so") \
    X(TEXT, data_source, "data_source", "", 0, 0, "", "", "", "who made the data, with licence and date; printed in the foot line") \
    X(TEXT, data_source_zh, "data_source_zh", "", 0, 0, "", "", "", "the same in Chinese, for report.language: zh; data_source where it is not set")

/* data: where the input files lie */
#define DATA_FIELDS(X) \
    X(FOLDER, folder, "folder", "", 0, 0, "", "", "", "folder in which the input files' relative paths start, else the folder of the scenario file; like them it may hold ${VARIABLE} and ${VARIABLE:-default}, filled from the environment")

/* fleet.<class> */
#define FLEET_FIELDS(X) \
    X(TEXT, title_en, "title.en", "", 0, 0, "", "", "", "name of the class in English reports; its id where it is not set") \
    X(TEXT, title_zh, "title.zh", "", 0, 0, "", "", "", "name of the class in Chinese reports; its id where it is not set") \
    X(WORD, curve, "curve", REQUIRED, 0, 0, "", "points|penetration|bass|share|cohorts|logistic|table|visitors", "", "how the stock of the class follows from its figures") \
    X(SERIES, points, "points", "", 0, 1e9, "vehicles", "", "", "stock by year, joined (points) or fitted (bass, logistic); of visitors where they are no share of a class") \
    X(SERIES, population, "population", "", 0, 2e9, "persons", "", "", "residents (penetration)") \
    X(SERIES, cars_per_1000, "cars_per_1000", "", 0, 2000, "1/1000 persons", "", "", "all vehicles of the class per 1,000 residents (penetration); also the cap of the stock") \
    X(SERIES, ev_share, "ev_share", "", 0, 1, "share", "", "", "share of EVs in all vehicles of the class (penetration)") \
    X(NUMBER, market, "market", "", 1, 2e9, "vehicles", "", "", "bass (m), logistic: stock at saturation; fitted to the points where it is not set") \
    X(NUMBER, innovation, "innovation", "", 0, 1, "1/year", "", "Bass 1969, doi:10.1287/mnsc.15.5.215", "Bass p; fitted where it is not set") \
    X(NUMBER, imitation, "imitation", "", 0, 3, "1/year", "", "Bass 1969, doi:10.1287/mnsc.15.5.215", "Bass q; fitted where it is not set") \
    X(NUMBER, launch_year, "launch_year", "", 1980, 2100, "year", "", "", "Bass: year in which the stock is 0; fitted where it is not set and four points are given") \
    X(SERIES, of, "of", "", 0, 1e9, "vehicles", "", "", "stock by year of a larger region, such as a plan's (share)") \
    X(NUMBER, part, "part", "", 0, 1e10, "persons", "", "", "residents of this area; its share of the region's stock is part / whole (share)") \
    X(NUMBER, whole, "whole", "", 1, 1e10, "persons", "", "", "residents of the larger region (share)") \
    X(WORD, join, "join", "linear", 0, 0, "", "linear|cubic", "", "how points and `of` are joined: straight lines, or the monotone cubic curve of Steffen 1990, which never leaves the range of two neighbours; of two points both are the line") \
    X(WORD, cars_join, "cars_join", "linear", 0, 0, "", "linear|gompertz|logistic", "", "how cars_per_1000 goes on from its points: straight lines, or a curve in time to cars_saturation, through two points or by least squares near more (Gompertz: Dargay, Gately and Sommer 2007, there by income)") \
    X(NUMBER, cars_saturation, "cars_saturation", "", 1, 2000, "1/1000 persons", "", "", "cars per 1,000 residents in the long run, above all points (cars_join: gompertz, logistic)") \
    X(NUMBER, growth_rate, "growth_rate", "", 0.001, 5, "1/year", "", "", "logistic: rate of growth where the stock is small; usual 0.1 to 1; fitted to the points where it is not set") \
    X(NUMBER, midpoint_year, "midpoint_year", "", 1950, 2150, "year", "", "", "logistic: year in which half of the market is reached; fitted where it is not set") \
    X(FILE, table, "table", "", 0, 0, "", "", "", "CSV file of the stock (table): year, vehicles[, low, high], whole years that rise, joined as points are") \
    X(SERIES, registrations, "registrations", "", 0, 1e9, "vehicles/year", "", "", "all vehicles of the class registered in a year, whatever drives them (cohorts); neither output nor sales of makers") \
    X(SERIES, registered_ev_share, "registered_ev_share", "", 0, 1, "share", "", "", "share of EVs in the registrations of a year (cohorts)") \
    X(NUMBER, stock_before, "stock_before", "", 0, 1e9, "vehicles", "", "assumed", "all vehicles at the end of the year before the first of registrations, as old as if registrations had been constant (cohorts); where it is not set, those of constant registrations at the first figure") \
    X(NUMBER, ev_stock_before, "ev_stock_before", "0", 0, 1e9, "vehicles", "", "assumed", "EVs among them, as old as the rest (cohorts)") \
    X(NUMBER, survival_mean, "survival.mean_years", "", 1, 60, "years", "", "", "mean life of the vehicles by a Weibull curve; usual 5 to 20; instead of scale_years, median_years or a table; vehicles in China that have to be scrapped at a fixed age: taxis 5, city buses 9, other buses for hire 5.5 (Hao, Wang, Ouyang and Cheng 2011, doi:10.1007/s11431-010-4256-1)") \
    X(NUMBER, survival_median, "survival.median_years", "", 1, 60, "years", "", "", "median life of the vehicles by a Weibull curve; usual 5 to 20") \
    X(NUMBER, survival_scale, "survival.scale_years", "", 1, 60, "years", "", "", "scale of the Weibull curve, the age that 36.8 % reach; usual 5 to 20; in China private cars 14.46 with shape 4.79, government and business 13.11 with 5.33, light trucks 8.02 with 5.58 (Hao, Wang, Ouyang and Cheng 2011, doi:10.1007/s11431-010-4256-1, where it is called the average life span)") \
    X(NUMBER, survival_shape, "survival.shape", "4", 0.5, 20, "ratio", "", "assumed", "shape of the Weibull curve, 1: the same share scrapped at every age; usual 2 to 6; in China 4.8 to 5.6 (see scale_years)") \
    X(NUMBERS, survival_age, "survival.age", "", 0, 100, "years", "", "", "ages of a table of survival, from 0, rising; none lives longer than the last") \
    X(NUMBERS, survival_alive, "survival.alive", "", 0, 1, "share", "", "", "share of the vehicles still in stock at each of these ages, from 1, never rising") \
    X(SERIES, sold_kwh_per_km, "sold_kwh_per_km", "", 0.01, 5, "kWh/km", "", "", "energy per distance on the test cycle by the year in which a vehicle was registered, instead of kwh_per_km; needs survival; usual 0.1 to 1.5; 0.12 is 12 kWh per 100 km") \
    X(SERIES, battery_kwh, "battery.kwh", "", 0.1, 2000, "kWh", "", "", "capacity of the battery, mean over EVs by the year in which they were registered; gives batteries.csv; needs survival; usual 10 to 400") \
    X(SERIES, battery_wh_per_kg, "battery.wh_per_kg", "", 10, 1000, "Wh/kg", "", "", "energy over mass of the battery by the year in which the vehicle was registered; usual 80 to 350; plans: N12-MOD15, B17-PACK20, M17-PACK25") \
    X(NUMBER, battery_mean, "battery.mean_years", "12", 1, 60, "years", "", "assumed; N12-BATT-LIFE asks for 10 years", "mean life of a battery whose vehicle lives on, by a Weibull curve; usual 8 to 20") \
    X(NUMBER, battery_shape, "battery.shape", "4", 0.5, 20, "ratio", "", "assumed", "shape of that curve; usual 2 to 6") \
    X(NUMBER, warranty_years, "battery.warranty_years", "8", 0, 30, "years", "", "F15-WARR-CAR; commercial vehicles 5 (F15-WARR-COM)", "no battery is worn out in warranty: not before these years or warranty_km, whichever comes first") \
    X(NUMBER, warranty_km, "battery.warranty_km", "120000", 0, 1e7, "km", "", "F15-WARR-CAR; commercial vehicles 200,000 (F15-WARR-COM)", "way in warranty, by km_per_day") \
    X(NUMBER, battery_fade, "battery.fade", "0.15", 0, 0.9, "share", "", "T34-FADE, at most", "capacity lost at the end of the warranty, in proportion to age before and after") \
    X(FLAG, battery_replaced, "battery.replaced", "true", 0, 0, "", "", "assumed", "a worn-out battery is replaced by one like it while the vehicle lives on; false: nothing takes its place") \
    X(TEXT, visitors_of, "visitors.of", "", 0, 0, "", "", "", "visitors: class whose stock they are a share of; the points are their number where it is not set") \
    X(SERIES, visitors_share, "visitors.share", "", 0, 10, "share", "", "", "visitors: vehicles present but registered elsewhere over the stock of the class visitors.of; they draw energy and are no part of the area's stock") \
    X(SERIES, bev_share, "bev_share", "0.8", 0, 1, "share", "", "SD20-EV reports 79.74 % in 2020", "share of battery-electric vehicles; the rest are plug-in hybrids") \
    X(SERIES, km_per_day, "km_per_day", "40", 0, 2000, "km", "", "assumed", "distance per vehicle and day, mean over the year; usual 20 to 400; private cars 30 to 50, taxis 250 to 400 (assumed)") \
    X(NUMBER, phev_electric_share, "phev_electric_share", "0.5", 0, 1, "share", "", "assumed", "share of a plug-in hybrid's distance driven on electricity") \
    X(SERIES, kwh_per_km, "kwh_per_km", "0.15", 0.01, 5, "kWh/km", "", "assumed; new cars of 2025 reach 0.12 on the test cycle (P21-KWH)", "energy per distance of the stock on the test cycle; usual 0.1 to 1.5; 0.12 is 12 kWh per 100 km; cars 0.11 to 0.18, buses 0.6 to 1.2 (assumed)") \
    X(NUMBER, on_road_factor, "on_road_factor", "1.25", 0.5, 3, "ratio", "", "assumed", "energy on the road over energy on the test cycle, at mild temperatures where a climate is set; usual 1 to 1.6") \
    X(NUMBER, season_factor, "season_factor", "1", 0.5, 3, "ratio", "", "assumed", "energy in the season the plan is made for over the year's mean, beside that of the climate; usual 0.9 to 1.5") \
    X(NUMBER, home_access, "home_access", "0.4", 0, 1, "share", "", "assumed", "share of the vehicles with a charger at a fixed bay; the zones' own column replaces it") \
    X(FLAG, home_by_zone, "home_by_zone", "true", 0, 0, "", "", "", "the zones' own column of home access, where there is one, replaces home_access; false for classes such as taxis, whose access is not that of the residents") \
    X(NUMBER, work_access, "work_access", "", 0, 1, "share", "", "", "share of the vehicles with a charger at work, with and without one at home alike; where it is set, with_home and without_home are those that have none at work and charge nothing there; where it is not, they are means over both") \
    X(NUMBER, depot_share, "depot_share", "0", 0, 1, "share", "", "assumed", "share of the vehicles that charge at depots of their class, by at_depot") \
    X(SERIES, public_share, "public_share", "", 0, 1, "share", "", "", "control total: public share of the class's energy; home access, the groups and their splits then only say where it arises and how it divides into fast and slow; where it is not set, the public share is a result of them") \
    X(NUMBER, km_cv, "km_cv", "0.8", 0, 5, "ratio", "", "assumed", "standard deviation over mean of a vehicle's distance in a day, from day to day (gamma distribution); used with range_km and phev_range_km; 0: everybody drives the mean every day; usual 0.4 to 1.2") \
    X(SERIES, range_km, "range_km", "", 10, 2000, "km", "", "", "battery cars: way on the road that a charged battery lasts; what they drive beyond it in a day they charge at public fast chargers, the groups' splits hold for the rest; shorter by as much as season and climate ask for more energy; usual 150 to 600") \
    X(SERIES, phev_range_km, "phev_range_km", "", 5, 500, "km", "", "", "plug-in hybrids: electric way on the road in a day, after which they burn fuel; gives the electric share in place of phev_electric_share; shorter as range_km is; usual 40 to 150") \
    X(NUMBER, onboard_ac_kw, "onboard_kw.ac", "", 1, 100, "kW", "", "", "power that battery cars of the class can take from slow chargers; no limit where it is not set; usual 6.6 to 22") \
    X(NUMBER, onboard_ac_phev_kw, "onboard_kw.ac_phev", "", 1, 100, "kW", "", "", "the same of its plug-in hybrids; usual 3.3 to 7") \
    X(NUMBER, onboard_dc_kw, "onboard_kw.dc", "", 5, 1000, "kW", "", "", "power that battery cars of the class can take from fast chargers; no limit where it is not set; usual 50 to 250") \
    X(NUMBER, with_home_home, "with_home.home", "0.85", 0, 1, "share", "", "assumed", "vehicles with a home charger: share of energy charged at home") \
    X(NUMBER, with_home_work, "with_home.work", "0.05", 0, 1, "share", "", "assumed", "vehicles with a home charger: share charged at work") \
    X(NUMBER, with_home_slow, "with_home.slow", "0.03", 0, 1, "share", "", "assumed", "vehicles with a home charger: share from public slow chargers") \
    X(NUMBER, with_home_fast, "with_home.fast", "0.07", 0, 1, "share", "", "assumed", "vehicles with a home charger: share from public fast chargers") \
    X(NUMBER, without_home_work, "without_home.work", "0.15", 0, 1, "share", "", "assumed", "vehicles without a home charger: share charged at work") \
    X(NUMBER, without_home_slow, "without_home.slow", "0.40", 0, 1, "share", "", "assumed", "vehicles without a home charger: share from public slow chargers") \
    X(NUMBER, without_home_fast, "without_home.fast", "0.45", 0, 1, "share", "", "assumed", "vehicles without a home charger: share from public fast chargers") \
    X(NUMBER, with_home_work_home, "with_home_work.home", "0.70", 0, 1, "share", "", "assumed", "vehicles with chargers at home and at work (work_access): share of energy charged at home") \
    X(NUMBER, with_home_work_work, "with_home_work.work", "0.20", 0, 1, "share", "", "assumed", "the same: share charged at work") \
    X(NUMBER, with_home_work_slow, "with_home_work.slow", "0.03", 0, 1, "share", "", "assumed", "the same: share from public slow chargers") \
    X(NUMBER, with_home_work_fast, "with_home_work.fast", "0.07", 0, 1, "share", "", "assumed", "the same: share from public fast chargers") \
    X(NUMBER, with_work_work, "with_work.work", "0.55", 0, 1, "share", "", "assumed", "vehicles with a charger at work and none at home (work_access): share charged at work") \
    X(NUMBER, with_work_slow, "with_work.slow", "0.20", 0, 1, "share", "", "assumed", "the same: share from public slow chargers") \
    X(NUMBER, with_work_fast, "with_work.fast", "0.25", 0, 1, "share", "", "assumed", "the same: share from public fast chargers") \
    X(NUMBER, at_depot_depot, "at_depot.depot", "1", 0, 1, "share", "", "assumed", "vehicles with a depot (depot_share): share of energy charged there") \
    X(NUMBER, at_depot_slow, "at_depot.slow", "0", 0, 1, "share", "", "assumed", "vehicles with a depot: share from public slow chargers") \
    X(NUMBER, at_depot_fast, "at_depot.fast", "0", 0, 1, "share", "", "assumed", "vehicles with a depot: share from public fast chargers") \
    X(NUMBER, night_share_slow, "night_share.slow", "0.7", 0, 1, "share", "", "assumed", "share of the public slow energy that is charged near home (layer night); what is neither night nor roaming is layer day") \
    X(NUMBER, night_share_fast, "night_share.fast", "0.4", 0, 1, "share", "", "assumed", "share of the public fast energy that is charged near home (layer night); what is neither night nor roaming is layer day") \
    X(NUMBER, roaming_share_slow, "roaming_share.slow", "0", 0, 1, "share", "", "assumed", "share of the public slow energy that is charged between trips, wherever the way leads (layer roaming)") \
    X(NUMBER, roaming_share_fast, "roaming_share.fast", "0", 0, 1, "share", "", "assumed", "the same of the public fast energy; 1 for taxis and ride-hailing, say, with night_share.fast 0")

#define ZONES_FIELDS(X) \
    X(FILE, file, "file", REQUIRED, 0, 0, "", "", "", "file of the zones: CSV with one line per zone, or a layer of points or polygons (Shapefile, GeoPackage, GeoJSON, or one of them in a zip archive)") \
    X(TEXT, layer, "layer", "", 0, 0, "", "", "", "layer of a file that has several, by its name") \
    X(TEXT, encoding, "encoding", "", 0, 0, "", "", "", "how the texts of a Shapefile are written (GBK, UTF-8 ...), where its .cpg file does not say") \
    X(TEXT, crs, "crs", "", 0, 0, "", "", "", "system of coordinates of the file, in place of the one that it names: EPSG:4547, EPSG:32650 or WKT; also of x and y of a CSV file; the places become degrees of WGS 84") \
    X(TEXT, filter, "filter", "", 0, 0, "", "", "", "rows taken: 'column = a | b', or 'column != a | b' for all but these; all where it is not set") \
    X(COLUMN, id_column, "id", "id", 0, 0, "", "", "", "column of the zone's id; a layer has fid, the number of the feature, where it has no column of that name") \
    X(COLUMN, x, "x", "x", 0, 0, "", "", "", "of a CSV file: column of x in metres or of the longitude") \
    X(COLUMN, y, "y", "y", 0, 0, "", "", "", "of a CSV file: column of y in metres or of the latitude") \
    X(WORD, coordinates, "coordinates", "file", 0, 0, "", "metres|WGS84|GCJ02|BD09|CGCS2000|file", "", "datum of the places, degrees become WGS 84 when read; metres is a plane grid, for all files of a scenario or none; file: what a layer's own file, or crs, says, needed for a CSV file without crs") \
    X(COLUMN, coordinates_column, "coordinates_column", "", 0, 0, "", "", "", "column of the datum of each row (WGS84, GCJ02, BD09, CGCS2000), for a file that mixes them; an empty cell means `coordinates`") \
    X(COLUMN, night, "night", "", 0, 0, "", "", "", "column of the weight of the layer night (residents), or a weighted sum of columns, as in 'residents + 0.5 * jobs'; needed unless night_raster is set") \
    X(NUMBER, empty, "empty", "", 0, 1e12, "", "", "", "what an empty cell of the columns of night and day counts as, each column of a sum by itself; an empty cell is a mistake where it is not set") \
    X(FILE, night_raster, "night_raster", "", 0, 0, "", "", "", "GeoTIFF whose cells are summed into the zones, in part where a cell lies in part inside, as the weight of the layer night; needs the zones' areas") \
    X(FILE, day_raster, "day_raster", "", 0, 0, "", "", "", "the same for the layer day") \
    X(COLUMN, day, "day", "", 0, 0, "", "", "", "column of the weight of the layer day (jobs, shops, parking), or a sum as of night; as night where it is not set") \
    X(COLUMN, roaming, "roaming", "", 0, 0, "", "", "", "column of the weight of the layer roaming (traces of taxis, traffic, jobs and transport hubs), or a sum as of night; as day where it is not set") \
    X(COLUMN, observed_kwh, "observed_kwh", "", 0, 0, "", "", "", "column of the public energy observed in the zone, kWh a day or in any unit; an empty cell: not observed; for demand.calibrate") \
    X(COLUMN, home_access, "home_access", "", 0, 0, "", "", "", "column of the share of vehicles with a home charger") \
    X(COLUMN, district, "district", "", 0, 0, "", "", "", "column of the district's name; {en: COLUMN, zh: COLUMN} says district_zh too, a single column unsets the district_zh of a file extended") \
    X(COLUMN, district_zh, "district_zh", "", 0, 0, "", "", "", "column of the district's name in Chinese, for report.language: zh; district where it is not set or the cell is empty") \
    X(COLUMN, core, "core", "", 0, 0, "", "", "", "column that says 1 where the zone is urban core; no core where neither it nor core_density is set") \
    X(NUMBER, core_density, "core_density", "", 0.001, 1e9, "1/km2", "", "", "instead of the column core: zones of at least this night weight per km2 are urban core; needs the size of the cells") \
    X(COLUMN, zone_class, "class", "", 0, 0, "", "", "", "column of the zone class, for service radii by class") \
    X(NUMBER_OR_COLUMN, cell_m, "cell_m", "", 0, 1e6, "m", "", "", "side of the zone's square cell; for drawing, areas, density and the warning that zones are too large") \
    X(NUMBER, cell_degrees, "cell_degrees", "", 0.00001, 10, "degrees", "", "", "instead of cell_m: side of every cell in degrees of longitude and of latitude, such as 0.008333333 for 30 arc-seconds") \
    X(NUMBER, regrid_m, "regrid_m", "", 10, 1e6, "m", "", "", "every cell is divided into the fewest equal parts whose sides are at most this; weights are spread evenly over a cell, cells without weight stay whole unless they are core; 500,000 parts in all at most (some 1 GB, half of that with report.gpkg: false); needs the size of the cells. Polygons become a grid of this side, their weights spread by area") \
    X(WORD, regrid_shape, "regrid_shape", "square", 0, 0, "", "square|hexagon", "", "cells of the grid that polygons become; a hexagon has the area of the square of side regrid_m") \
    X(FILE, districts_file, "districts.file", "", 0, 0, "", "", "", "layer of polygons that are the districts: a zone belongs to the one in which its point lies, instead of the column district") \
    X(COLUMN, districts_name, "districts.name", "name", 0, 0, "", "", "", "column of the district's name in districts.file") \
    X(COLUMN, districts_name_zh, "districts.name_zh", "", 0, 0, "", "", "", "the same in Chinese, for report.language: zh") \
    X(TEXT, districts_layer, "districts.layer", "", 0, 0, "", "", "", "as zones.layer, of districts.file") \
    X(TEXT, districts_encoding, "districts.encoding", "", 0, 0, "", "", "", "as zones.encoding, of districts.file") \
    X(TEXT, districts_crs, "districts.crs", "", 0, 0, "", "", "", "as zones.crs, of districts.file") \
    X(WORD, districts_coordinates, "districts.coordinates", "file", 0, 0, "", "metres|WGS84|GCJ02|BD09|CGCS2000|file", "", "as zones.coordinates, of districts.file") \
    X(COLUMN, service_fast_m, "service_fast_m", "", 0, 0, "", "", "", "column of the zone's own service radius to fast chargers in metres") \
    X(COLUMN, service_fast_min, "service_fast_min", "", 0, 0, "", "", "", "column of the zone's own reach of fast chargers in minutes, where access.service.fast.minutes is set") \
    X(COLUMN, service_slow_m, "service_slow_m", "", 0, 0, "", "", "", "column of the zone's own service radius to slow chargers in metres")

#define BOUNDARY_FIELDS(X) \
    X(FILE, file, "file", "", 0, 0, "", "", "", "layer of polygons that together are the study area: zones, and sites that do not stand yet, whose point lies outside are left out") \
    X(TEXT, layer, "layer", "", 0, 0, "", "", "", "layer of a file that has several, by its name") \
    X(TEXT, encoding, "encoding", "", 0, 0, "", "", "", "how the texts of a Shapefile are written (GBK, UTF-8 ...), where its .cpg file does not say") \
    X(TEXT, crs, "crs", "", 0, 0, "", "", "", "as zones.crs, of boundary.file") \
    X(TEXT, filter, "filter", "", 0, 0, "", "", "", "polygons taken: 'column = a | b', or 'column != a | b' for all but these; all where it is not set") \
    X(WORD, coordinates, "coordinates", "file", 0, 0, "", "metres|WGS84|GCJ02|BD09|CGCS2000|file", "", "datum of the places, as zones.coordinates")

/* sites.<layer> */
#define SITES_FIELDS(X) \
    X(FILE, file, "file", REQUIRED, 0, 0, "", "", "", "file of the sites: CSV with one line per site, or a layer of points or polygons as zones.file; of a polygon the site is a point inside") \
    X(TEXT, layer, "layer", "", 0, 0, "", "", "", "layer of a file that has several, by its name") \
    X(TEXT, encoding, "encoding", "", 0, 0, "", "", "", "how the texts of a Shapefile are written (GBK, UTF-8 ...), where its .cpg file does not say") \
    X(TEXT, crs, "crs", "", 0, 0, "", "", "", "system of coordinates of the file, in place of the one that it names: EPSG:4547, EPSG:32650 or WKT; also of x and y of a CSV file; the places become degrees of WGS 84") \
    X(COLUMN, id_column, "id", "id", 0, 0, "", "", "", "column of the site's id, unique over all layers") \
    X(COLUMN, x, "x", "x", 0, 0, "", "", "", "of a CSV file: column of x in metres or of the longitude") \
    X(COLUMN, y, "y", "y", 0, 0, "", "", "", "of a CSV file: column of y in metres or of the latitude") \
    X(WORD, coordinates, "coordinates", "file", 0, 0, "", "metres|WGS84|GCJ02|BD09|CGCS2000|file", "", "datum of the places, degrees become WGS 84 when read; metres is a plane grid, for all files of a scenario or none; file: what a layer's own file, or crs, says, needed for a CSV file without crs") \
    X(COLUMN, coordinates_column, "coordinates_column", "", 0, 0, "", "", "", "column of the datum of each row (WGS84, GCJ02, BD09, CGCS2000), for a file that mixes them; an empty cell means `coordinates`") \
    X(COLUMN, name, "name", "", 0, 0, "", "", "", "column of the site's name; its id where it is not set; {en: COLUMN, zh: COLUMN} says name_zh too, a single column unsets the name_zh of a file extended") \
    X(COLUMN, name_zh, "name_zh", "", 0, 0, "", "", "", "column of the site's name in Chinese, for report.language: zh; name where it is not set or the cell is empty") \
    X(COLUMN, type, "type", "", 0, 0, "", "", "", "column of the kind of place (car park, petrol station ...)") \
    X(COLUMN, zone, "zone", "", 0, 0, "", "", "", "column of the id of the zone in which the site is said to lie; only compared with where it lies (check --audit)") \
    X(TEXT, filter, "filter", "", 0, 0, "", "", "", "rows taken: 'column = a | b', or 'column != a | b' for all but these; all where it is not set") \
    X(WORD, status, "status", "candidate", 0, 0, "", "existing|required|candidate|forbidden", "", "status of every site of the layer") \
    X(COLUMN, status_column, "status_column", "", 0, 0, "", "", "", "column of the status of each site, instead of status") \
    X(WORD, access, "access", "public", 0, 0, "", "public|opened|dedicated|private", "", "who may use the chargers of the layer") \
    X(NUMBER_OR_COLUMN, bays, "bays", "20", 0, 100000, "bays", "", "assumed", "bays that may be given to chargers") \
    X(NUMBER_OR_COLUMN, power_kw, "power_kw", "1000", 0, 1e6, "kW", "", "assumed", "power that the grid connection can give to chargers") \
    X(NUMBER_OR_COLUMN, fixed_cost, "fixed_cost", "300000", 0, 1e12, "currency", "", "assumed", "cost of opening a station here besides its chargers (grid, works)") \
    X(NUMBER_OR_COLUMN, price, "price", "0", 0, 1e6, "currency/kWh", "", "", "what a kWh costs here, for the choice of a station by simulation.choice: logit; only differences between sites count") \
    X(MAP_TEXT, kinds, "kinds", "", 0, 0, "", "", "", "kind of charger: column that counts the chargers standing here today, or its share of a column that counts several kinds, as in {dc60: 0.12 * n, ac7: 0.88 * n}; whole chargers by largest remainder, carried from site to site")

/* parking, and building.<type>: chargers that come by building rule */
#define PARKING_FIELDS(X) \
    X(FILE, file, "file", "", 0, 0, "", "", "", "file of the car parks: CSV with one line per car park of a building, or a layer as zones.file; building.<type> says what the rules ask of each type") \
    X(TEXT, layer, "layer", "", 0, 0, "", "", "", "layer of a file that has several, by its name") \
    X(TEXT, encoding, "encoding", "", 0, 0, "", "", "", "how the texts of a Shapefile are written (GBK, UTF-8 ...), where its .cpg file does not say") \
    X(TEXT, crs, "crs", "", 0, 0, "", "", "", "as zones.crs, of parking.file") \
    X(COLUMN, id_column, "id", "id", 0, 0, "", "", "", "column of the car park's id, no id of a site") \
    X(COLUMN, x, "x", "x", 0, 0, "", "", "", "of a CSV file: column of x in metres or of the longitude") \
    X(COLUMN, y, "y", "y", 0, 0, "", "", "", "of a CSV file: column of y in metres or of the latitude") \
    X(WORD, coordinates, "coordinates", "file", 0, 0, "", "metres|WGS84|GCJ02|BD09|CGCS2000|file", "", "datum of the places, as zones.coordinates") \
    X(TEXT, filter, "filter", "", 0, 0, "", "", "", "rows taken: 'column = a | b', or 'column != a | b' for all but these; all where it is not set") \
    X(COLUMN, name, "name", "", 0, 0, "", "", "", "column of the name; its id where it is not set; {en: COLUMN, zh: COLUMN} says name_zh too") \
    X(COLUMN, name_zh, "name_zh", "", 0, 0, "", "", "", "column of the name in Chinese, for report.language: zh; name where it is not set or the cell is empty") \
    X(COLUMN, type, "type", "type", 0, 0, "", "", "", "column of the type of building, an id of building") \
    X(COLUMN, bays, "bays", "bays", 0, 0, "", "", "", "column of the number of bays") \
    X(COLUMN, year, "year", "", 0, 0, "", "", "", "column of the year in which the building opens, of a new one; an empty cell: it exists; all exist where it is not set")

/* building.<type> */
#define BUILDING_FIELDS(X) \
    X(TEXT, title_en, "title.en", "", 0, 0, "", "", "", "name of the type in English reports; its id where it is not set") \
    X(TEXT, title_zh, "title.zh", "", 0, 0, "", "", "", "name of the type in Chinese reports; its id where it is not set") \
    X(NUMBER, new_built, "new.built", "0", 0, 1, "share", "", "assumed", "new buildings: share of the bays that have a charger when the building opens") \
    X(NUMBER, new_ready, "new.ready", "", 0, 1, "share", "", "", "new buildings: share of the bays that are built or prepared when the building opens (a prepared bay is no charger), at least new.built, which it is where it is not set; plans: G15-RULE-RES, G15-RULE-PUB, SD16-RULE-PUB") \
    X(NUMBER, existing_built, "existing.built", "0", 0, 1, "share", "", "assumed", "existing buildings: share of the bays with a charger by building rule in the first year of the study; chargers that sites list already are not to be counted here again") \
    X(NUMBER, existing_ready, "existing.ready", "", 0, 1, "share", "", "", "existing buildings: share of the bays that are built or prepared in the first year of the study, at least existing.built, which it is where it is not set") \
    X(NUMBER, build_out_per_year, "build_out_per_year", "0", 0, 1, "1/year", "", "assumed", "share of the bays prepared at first that get a charger in each year after, until all have one") \
    X(TEXT, kind, "kind", "", 0, 0, "", "", "", "kind of the chargers; placement.slow_kind, else the first slow kind, where it is not set") \
    X(WORD, access, "access", "private", 0, 0, "", "public|opened|dedicated|private", "", "who may use the chargers: public and opened ones serve demand and count in the rules; dedicated and private ones, such as those of housing, stand in the ledger only") \
    X(NUMBER, candidate_share, "candidate_share", "0", 0, 1, "share", "", "assumed", "share of the bays neither built nor prepared that the plan may use for public chargers: the car park is a candidate site; 0: none") \
    X(NUMBER, power_kw, "power_kw", "1000", 0, 1e6, "kW", "", "assumed", "power that the grid connection can give to the chargers of the plan, beside those of the rule (candidate_share)") \
    X(NUMBER, fixed_cost, "fixed_cost", "300000", 0, 1e12, "currency", "", "assumed", "cost of opening a station here besides its chargers (candidate_share); none where chargers of the rule serve the public already")

#define ACCESS_FIELDS(X) \
    X(WORD, distance, "distance", "auto", 0, 0, "", "auto|straight|road|matrix", "", "how the planner's own standard is measured: in a straight line, along the streets of roads.file, or by the ways of matrix (a system without its own goes along the streets or in a straight line); auto: by the first of matrix, road and straight for which there is a file") \
    X(NUMBER, detour_factor, "detour_factor", "1", 1, 5, "ratio", "", "assumed", "way over straight line, for service radii in a straight line; a rule's radius is always a straight line") \
    X(NUMBER, circle_kmh, "circle_kmh", "30", 1, 200, "km/h", "", "assumed", "speed that turns minutes into the radius of the circle that is set beside the streets") \
    X(NUMBER, rule_radius_core_km, "rule_radius_km.core", "", 0.001, 100, "km", "", "the plan's clause, such as G15-ACC-RAD-P", "radius the plan's rule asks for in the urban core; no core rule where it is not set") \
    X(FLAG, rule_strict, "rule_radius_km.strict", "true", 0, 0, "", "", "the Guide says under (小于)", "the distance must be below the rule radius, not equal to it") \
    X(NUMBER, fast_radius_m, "service.fast.radius_m", "2000", 1, 1e6, "m", "", "assumed", "planner's own standard: reach of fast chargers") \
    X(MAP_NUMBER, fast_by_class, "service.fast.by_class", "", 1, 1e6, "m", "", "", "reach of fast chargers by zone class") \
    X(NUMBER, fast_minutes, "service.fast.minutes", "", 0.1, 600, "min", "", "", "reach of fast chargers in minutes by car, along streets or by the matrix, instead of radius_m") \
    X(MAP_NUMBER, fast_minutes_by_class, "service.fast.minutes_by_class", "", 0.1, 600, "min", "", "", "the same by zone class; needs minutes") \
    X(NUMBER, slow_radius_m, "service.slow.radius_m", "500", 1, 1e6, "m", "", "assumed", "planner's own standard: reach of slow chargers, a walk") \
    X(MAP_NUMBER, slow_by_class, "service.slow.by_class", "", 1, 1e6, "m", "", "", "reach of slow chargers by zone class")

/* roads: streets, from OpenStreetMap's files or any layer of lines */
#define ROADS_FIELDS(X) \
    X(FILE, file, "file", "", 0, 0, "", "", "", "streets: .osm.pbf or .osm of OpenStreetMap, or a layer of lines (Shapefile, GeoPackage, GeoJSON, or one of them in a zip archive)") \
    X(TEXT, layer, "layer", "", 0, 0, "", "", "", "layer of a file that has several, by its name") \
    X(TEXT, encoding, "encoding", "", 0, 0, "", "", "", "how the texts of a Shapefile are written (GBK, UTF-8 ...), where its .cpg file does not say") \
    X(TEXT, crs, "crs", "", 0, 0, "", "", "", "as zones.crs, of roads.file") \
    X(WORD, coordinates, "coordinates", "file", 0, 0, "", "metres|WGS84|GCJ02|BD09|CGCS2000|file", "", "datum of the places, as zones.coordinates; OpenStreetMap is WGS84") \
    X(TEXT, filter, "filter", "", 0, 0, "", "", "", "of a layer: lines taken: 'column = a | b', or 'column != a | b' for all but these; all where it is not set") \
    X(COLUMN, class_column, "class", "", 0, 0, "", "", "", "of a layer: column of the class of street by OpenStreetMap's words (primary, residential, footway ...); all are unclassified where it is not set") \
    X(COLUMN, speed, "speed", "", 0, 0, "", "", "", "of a layer: column of the speed driven in km/h, instead of that of the class where a cell is neither empty nor 0; of limits see speed_limit") \
    X(COLUMN, speed_limit, "speed_limit", "", 0, 0, "", "", "", "of a layer: column of the limit in km/h, such as maxspeed, which lowers the speed of the class and never raises it; instead of speed") \
    X(COLUMN, length, "length", "", 0, 0, "", "", "", "of a layer: column of the length in metres, instead of that of the line where a cell is not empty") \
    X(COLUMN, oneway, "oneway", "", 0, 0, "", "", "", "of a layer: column that says 1, yes, true or F where cars go along the line alone, -1 or T against it alone; 0, no, false, B or empty: both") \
    X(FLAG, private_ways, "private", "false", 0, 0, "", "", "", "streets marked as private (compounds, works) are used like others") \
    X(WORD, direction, "direction", "to_site", 0, 0, "", "to_site|from_site", "", "ways by car are those from the zone to the site, or from the site to the zone; they differ by one-way streets") \
    X(NUMBER, speed_factor, "speed_factor", "1", 0.05, 3, "ratio", "", "assumed", "speed at the hour looked at over the speeds below and those of the file") \
    X(NUMBER, kmh_motorway, "speed_kmh.motorway", "90", 1, 200, "km/h", "", "OSRM, profiles/car.lua (2024)", "speed of cars on streets of the class motorway; a limit that the file says lowers it") \
    X(NUMBER, kmh_motorway_link, "speed_kmh.motorway_link", "45", 1, 200, "km/h", "", "OSRM, profiles/car.lua (2024)", "speed of cars on streets of the class motorway_link; a limit that the file says lowers it") \
    X(NUMBER, kmh_trunk, "speed_kmh.trunk", "85", 1, 200, "km/h", "", "OSRM, profiles/car.lua (2024)", "speed of cars on streets of the class trunk; a limit that the file says lowers it") \
    X(NUMBER, kmh_trunk_link, "speed_kmh.trunk_link", "40", 1, 200, "km/h", "", "OSRM, profiles/car.lua (2024)", "speed of cars on streets of the class trunk_link; a limit that the file says lowers it") \
    X(NUMBER, kmh_primary, "speed_kmh.primary", "65", 1, 200, "km/h", "", "OSRM, profiles/car.lua (2024)", "speed of cars on streets of the class primary; a limit that the file says lowers it") \
    X(NUMBER, kmh_primary_link, "speed_kmh.primary_link", "30", 1, 200, "km/h", "", "OSRM, profiles/car.lua (2024)", "speed of cars on streets of the class primary_link; a limit that the file says lowers it") \
    X(NUMBER, kmh_secondary, "speed_kmh.secondary", "55", 1, 200, "km/h", "", "OSRM, profiles/car.lua (2024)", "speed of cars on streets of the class secondary; a limit that the file says lowers it") \
    X(NUMBER, kmh_secondary_link, "speed_kmh.secondary_link", "25", 1, 200, "km/h", "", "OSRM, profiles/car.lua (2024)", "speed of cars on streets of the class secondary_link; a limit that the file says lowers it") \
    X(NUMBER, kmh_tertiary, "speed_kmh.tertiary", "40", 1, 200, "km/h", "", "OSRM, profiles/car.lua (2024)", "speed of cars on streets of the class tertiary; a limit that the file says lowers it") \
    X(NUMBER, kmh_tertiary_link, "speed_kmh.tertiary_link", "20", 1, 200, "km/h", "", "OSRM, profiles/car.lua (2024)", "speed of cars on streets of the class tertiary_link; a limit that the file says lowers it") \
    X(NUMBER, kmh_unclassified, "speed_kmh.unclassified", "25", 1, 200, "km/h", "", "OSRM, profiles/car.lua (2024)", "speed of cars on streets of the class unclassified; a limit that the file says lowers it") \
    X(NUMBER, kmh_residential, "speed_kmh.residential", "25", 1, 200, "km/h", "", "OSRM, profiles/car.lua (2024)", "speed of cars on streets of the class residential; a limit that the file says lowers it") \
    X(NUMBER, kmh_living_street, "speed_kmh.living_street", "10", 1, 200, "km/h", "", "OSRM, profiles/car.lua (2024)", "speed of cars on streets of the class living_street; a limit that the file says lowers it") \
    X(NUMBER, kmh_service, "speed_kmh.service", "15", 1, 200, "km/h", "", "OSRM, profiles/car.lua (2024)", "speed of cars on streets of the class service; a limit that the file says lowers it") \
    X(NUMBER, snap_kmh, "snap_kmh", "10", 1, 100, "km/h", "", "assumed", "speed between a zone or site and the street it is joined to, for ways in minutes") \
    X(NUMBER, snap_limit_m, "snap_limit_m", "300", 0, 1e6, "m", "", "assumed", "zones and sites farther than this from the street they are joined to are told of") \
    X(NUMBER, margin_km, "margin_km", "5", 0, 1000, "km", "", "assumed", "streets farther than this from the area of zones and sites, to each side, are not read")

/* matrix: the planner's own ways */
#define MATRIX_FIELDS(X) \
    X(FILE, fast, "fast", "", 0, 0, "", "", "", "CSV file of the ways to fast chargers, a row for each pair of zone and site; pairs that are not listed are out of reach") \
    X(FILE, slow, "slow", "", 0, 0, "", "", "", "the same for slow chargers") \
    X(COLUMN, zone, "zone", "zone", 0, 0, "", "", "", "column of the zone's id") \
    X(COLUMN, site, "site", "site", 0, 0, "", "", "", "column of the site's id") \
    X(COLUMN, metres, "metres", "distance_m", 0, 0, "", "", "", "column of the way in metres") \
    X(COLUMN, minutes, "minutes", "minutes", 0, 0, "", "", "", "column of the way in minutes, for access.service.fast.minutes")

#define DEMAND_FIELDS(X) \
    X(NUMBERS, night_fast, "profiles.night.fast", "[1,1,1,1,1,1,2,3,4,4,4,5,5,4,4,4,5,7,9,10,10,8,5,3]", 0, 1e9, "", "", "assumed", "layer night, fast: weight of the arrivals in each hour: 24 of every day, or 168 of a week from Monday 0:00") \
    X(NUMBERS, night_slow, "profiles.night.slow", "[2,1,1,1,1,1,1,1,1,1,1,2,2,1,1,2,4,8,14,16,14,11,8,5]", 0, 1e9, "", "", "assumed", "layer night, slow: weight of the arrivals in each hour") \
    X(NUMBERS, day_fast, "profiles.day.fast", "[1,1,1,1,1,1,2,4,6,7,8,9,9,8,8,8,7,6,5,4,3,2,1,1]", 0, 1e9, "", "", "assumed", "layer day, fast: weight of the arrivals in each hour") \
    X(NUMBERS, day_slow, "profiles.day.slow", "[0,0,0,0,0,1,3,8,14,12,9,7,7,8,7,5,4,4,4,3,2,1,1,0]", 0, 1e9, "", "", "assumed", "layer day, slow: weight of the arrivals in each hour") \
    X(NUMBERS, roaming_fast, "profiles.roaming.fast", "[3,3,2,2,2,2,2,3,4,5,6,8,9,7,6,6,6,5,5,5,6,6,6,5]", 0, 1e9, "", "", "assumed", "layer roaming, fast: weight of the arrivals in each hour") \
    X(NUMBERS, roaming_slow, "profiles.roaming.slow", "[3,3,2,2,2,2,2,3,4,5,6,8,9,7,6,6,6,5,5,5,6,6,6,5]", 0, 1e9, "", "", "assumed", "layer roaming, slow: weight of the arrivals in each hour") \
    X(NUMBERS, week_night, "week.night", "[1,1,1,1,1,1,1]", 0, 1e9, "", "", "assumed", "layer night: weight of the energy of each day from Monday to Sunday") \
    X(NUMBERS, week_day, "week.day", "[1,1,1,1,1,1,1]", 0, 1e9, "", "", "assumed", "layer day: weight of the energy of each day") \
    X(NUMBERS, week_roaming, "week.roaming", "[1,1,1,1,1,1,1]", 0, 1e9, "", "", "assumed", "layer roaming: weight of the energy of each day") \
    X(WORD, tariff, "tariff.kind", "flat", 0, 0, "", "flat|peak_valley|own", "", "what a kWh costs from hour to hour: always the same; peak_valley: 1.7 from 10 to 12 and 14 to 19, 0.38 from 0 to 8, else 1 (Guangdong 2021); or tariff.price; users shift towards cheap hours of the day by tariff.response") \
    X(NUMBERS, tariff_price, "tariff.price", "", 0.001, 1000, "currency/kWh", "", "", "own: price in each hour, 24 of every day or 168 of a week from Monday 0:00; only the relation between the hours counts") \
    X(NUMBER, response_night_fast, "tariff.response.night.fast", "0.2", 0, 10, "ratio", "", "assumed", "elasticity of substitution between hours: weights of the profile are divided by the price to this power; 0: nobody shifts") \
    X(NUMBER, response_night_slow, "tariff.response.night.slow", "1", 0, 10, "ratio", "", "assumed", "the same, layer night, slow: who parks overnight can let the car wait") \
    X(NUMBER, response_day_fast, "tariff.response.day.fast", "0.2", 0, 10, "ratio", "", "assumed", "the same, layer day, fast") \
    X(NUMBER, response_day_slow, "tariff.response.day.slow", "0.1", 0, 10, "ratio", "", "assumed", "the same, layer day, slow: bound to working hours") \
    X(NUMBER, response_roaming_fast, "tariff.response.roaming.fast", "0.4", 0, 10, "ratio", "", "assumed", "the same, layer roaming, fast: drivers for hire count every cent") \
    X(NUMBER, response_roaming_slow, "tariff.response.roaming.slow", "0.4", 0, 10, "ratio", "", "assumed", "the same, layer roaming, slow") \
    X(WORD, climate, "climate", "none", 0, 0, "", "none|severe_cold|cold|hot_summer_cold_winter|hot_summer_warm_winter|mild", "", "climate zone of building design (GB 50176), each by a typical city (Harbin, Beijing, Shanghai, Guangzhou, Kunming; means of 2008 and 2009, China Statistical Yearbook), whose mean temperatures of the months say how much more energy cars need in cold and heat; none: the same energy all year") \
    X(NUMBERS, temperature_c, "temperature.months", "", -60, 50, "°C", "", "", "mean temperature of each month from January to December, in place of climate") \
    X(NUMBER, temperature_cold_c, "temperature.cold_below", "15", -20, 30, "°C", "", "Yuksel and Michalek 2015, doi:10.1021/es505621s", "below this mean temperature of a month cars need more energy; with the next three near the curve of the source, of a Nissan Leaf") \
    X(NUMBER, temperature_hot_c, "temperature.hot_above", "22", 0, 45, "°C", "", "Yuksel and Michalek 2015, doi:10.1021/es505621s", "above it they need more too") \
    X(NUMBER, temperature_cold_share, "temperature.cold_share", "0.016", 0, 0.2, "1/°C", "", "Yuksel and Michalek 2015, doi:10.1021/es505621s", "share of energy more for each degree below; usual 0.005 to 0.03") \
    X(NUMBER, temperature_hot_share, "temperature.hot_share", "0.018", 0, 0.2, "1/°C", "", "Yuksel and Michalek 2015, doi:10.1021/es505621s", "share of energy more for each degree above; usual 0.005 to 0.03") \
    X(WORD, month, "month", "year", 0, 0, "", "year|worst|january|february|march|april|may|june|july|august|september|october|november|december", "", "month that the plan is made for: the mean of the year, the month that needs most, or a month") \
    X(NUMBER, holiday_fast, "holiday.fast", "1", 0.1, 20, "ratio", "", "assumed", "public fast energy on the day that outlets are sized for over that of a mean day: 1, or a holiday's factor; energy and its shares stay those of a mean day") \
    X(NUMBER, holiday_slow, "holiday.slow", "1", 0.1, 20, "ratio", "", "assumed", "the same of public slow energy") \
    X(FILE, od_file, "od.file", "", 0, 0, "", "", "", "CSV file of trips between zones, by which the day energy of a zone's residents goes where they drive, in place of zones.day; a row for each pair") \
    X(COLUMN, od_from, "od.from", "from", 0, 0, "", "", "", "column of the zone in which the vehicles' users live") \
    X(COLUMN, od_to, "od.to", "to", 0, 0, "", "", "", "column of the zone to which they drive") \
    X(COLUMN, od_trips, "od.trips", "trips", 0, 0, "", "", "", "column of the trips, or of any weight") \
    X(NUMBER, gravity_km, "gravity_km", "", 0.1, 1000, "km", "", "", "instead of od.file, a gravity model: residents charge by day in a zone in proportion to zones.day x exp(-way / gravity_km), ways in straight lines; usual 2 to 20") \
    X(WORD, calibrate, "calibrate", "none", 0, 0, "", "none|mix|zones", "", "what zones.observed_kwh sets right: nothing; the mix of the layers night, day and roaming that fits it best; or, after that, the place of the energy too, zone by zone; the totals stay") \
    X(WORD, observed_system, "observed_system", "both", 0, 0, "", "fast|slow|both", "", "which public energy was observed") \
    X(NUMBER, session_kwh_fast, "session_kwh.fast", "25", 1, 500, "kWh", "", "assumed", "energy of one fast session at the outlet") \
    X(NUMBER, session_kwh_slow, "session_kwh.slow", "18", 1, 500, "kWh", "", "assumed", "energy of one slow session at the outlet") \
    X(NUMBER, session_cv_fast, "session_kwh.fast_cv", "0.5", 0, 5, "ratio", "", "assumed", "standard deviation over mean of the energy of a fast session (gamma distribution)") \
    X(NUMBER, session_cv_slow, "session_kwh.slow_cv", "0.6", 0, 5, "ratio", "", "assumed", "the same of a slow session") \
    X(NUMBER, stay_h_night, "stay_h.night", "9", 0.1, 24, "h", "", "assumed", "how long a slow user of the layer night keeps the outlet") \
    X(NUMBER, stay_h_day, "stay_h.day", "4", 0.1, 24, "h", "", "assumed", "how long a slow user of the layer day keeps the outlet") \
    X(NUMBER, stay_h_roaming, "stay_h.roaming", "1.5", 0.1, 24, "h", "", "assumed", "how long a slow user of the layer roaming keeps the outlet") \
    X(NUMBER, efficiency_fast, "efficiency.fast", "0.90", 0.3, 1, "ratio", "", "assumed", "energy that drives the car over energy at the outlet, fast (direct current)") \
    X(NUMBER, efficiency_slow, "efficiency.slow", "0.95", 0.3, 1, "ratio", "", "assumed", "energy that drives the car over energy at the outlet, slow (alternating current); at home, at work and at depots too") \
    X(NUMBER, grid_efficiency_fast, "efficiency.grid_fast", "0.98", 0.3, 1, "ratio", "", "assumed", "energy at the outlet over energy from the grid, fast") \
    X(NUMBER, grid_efficiency_slow, "efficiency.grid_slow", "0.95", 0.3, 1, "ratio", "", "assumed", "energy at the outlet over energy from the grid, slow")

/* simulation: what using the network would be like */
#define SIMULATION_FIELDS(X) \
    X(FLAG, in_run, "in_run", "false", 0, 0, "", "", "", "`chargeplan run` simulates too: today and after each phase; `chargeplan simulate` does without being asked") \
    X(WORD, choice, "choice", "auto", 0, 0, "", "auto|plan|nearest|logit", "", "how drivers choose a station before they set out: plan, as the plan assigns them and outlets are sized for (who is assigned to none finds no place); nearest, the nearest in reach; logit, at random by exp(-disutility), of way, price and expected wait; auto: plan for what a plan builds, nearest for what stands without one (today, placement.model: none)") \
    X(NUMBER, logit_per_km, "logit.per_km", "1", 0, 100, "1/km", "", "assumed", "logit: disutility of a km of way") \
    X(NUMBER, logit_per_price, "logit.per_price", "1", 0, 100, "1/price", "", "assumed", "logit: disutility of one unit of currency per kWh (sites.<layer>.price)") \
    X(NUMBER, logit_per_min, "logit.per_min", "0.1", 0, 10, "1/min", "", "assumed", "logit: disutility of a minute of the wait that is to be expected when drivers set out: drivers in the queue and one more, times the mean session over the outlets that work; 0 where one is free") \
    X(NUMBER, patience_min, "patience.min", "20", 0, 100000, "min", "", "assumed", "fast: how long drivers wait in a queue before they leave it, mean; 0: nobody waits; 100000: they practically stay; usual 5 to 60") \
    X(WORD, patience_shape, "patience.shape", "exponential", 0, 0, "", "fixed|exponential", "assumed", "patience: the same for all, or exponential (Erlang A: Palm 1943; Garnett, Mandelbaum and Reiman 2002, doi:10.1287/msom.4.3.208.7753)") \
    X(INTEGER, tries, "tries", "1", 0, 100, "stations", "", "assumed", "other stations in reach that a driver tries who found the first one full, or left its queue: by logit, else the next in reach of where they set out; the way is a straight line times access.detour_factor") \
    X(NUMBER, drive_kmh, "drive_kmh", "25", 1, 200, "km/h", "", "assumed", "speed on the way to a station and from one to the next, where ways are in metres; ways in minutes take their own time") \
    X(NUMBER, repair_h, "repair_h", "48", 0.1, 10000, "h", "", "assumed", "mean time (exponential) until an outlet that failed works again; how often it fails follows from kinds.availability") \
    X(FLAG, share_charger, "share_charger", "false", 0, 0, "", "", "assumed", "cars at one charger share its power as they need it; false: each outlet has its part of it, as in sizing") \
    X(NUMBER, site_power_share, "site_power_share", "1", 0.05, 1, "share", "", "assumed", "power that a site gives at the same time over the rated power of its chargers: load management, which shares it evenly among cars") \
    X(NUMBER, stay_cv, "stay_cv", "0", 0, 5, "ratio", "", "assumed", "standard deviation over mean of slow stays (demand.stay_h; gamma distribution); 0: all alike, as in sizing") \
    X(NUMBER, taper_from, "taper.from", "1", 0.1, 1, "share", "", "assumed", "state of charge above which a car takes less and less power; 1: the mean power of kinds.mean_power_share all the time, as in sizing; below 1 cars take all that car and outlet allow up to there, and mean_power_share is not looked at") \
    X(NUMBER, taper_end, "taper.end", "0.1", 0.01, 1, "share", "", "assumed", "power at full charge over that below taper.from; between them it falls in a straight line") \
    X(NUMBER, battery_kwh, "battery_kwh", "60", 1, 2000, "kWh", "", "assumed", "taper: capacity of batteries of battery cars of classes without battery.kwh; plug-in hybrids have a quarter of their class's") \
    X(NUMBER, end_charge_fast, "end_charge.fast", "0.9", 0.1, 1, "share", "", "assumed", "taper: state of charge with which drivers leave a fast charger") \
    X(NUMBER, end_charge_slow, "end_charge.slow", "1", 0.1, 1, "share", "", "assumed", "taper: the same of a slow charger") \
    X(FLAG, holiday, "holiday", "false", 0, 0, "", "", "assumed", "every day of the week is the holiday of demand.holiday, for which outlets are sized; false: mean days") \
    X(INTEGER, days, "days", "7", 1, 364, "days", "", "assumed", "days that are counted, from a Monday on") \
    X(INTEGER, warmup_days, "warmup_days", "1", 0, 364, "days", "", "assumed", "days before them that are simulated and not counted, since the network starts empty; usual 1 to 7") \
    X(INTEGER, replications_least, "replications.least", "5", 1, 100000, "replications", "", "assumed", "replications at least; usual 5 to 20") \
    X(INTEGER, replications_most, "replications.most", "20", 1, 100000, "replications", "", "assumed", "replications at most") \
    X(NUMBER, half_width, "replications.half_width", "0.005", 0, 0.5, "share", "", "assumed", "stop when half the width of the 95 % intervals of the share of fast drivers who wait longer than sizing.wait_min, and of slow ones who find no free outlet, is this or less; 0: always replications.most") \
    X(FILE, observed, "observed.file", "", 0, 0, "", "", "", "CSV file of observed use of stations or zones by hour, which the simulation of the network is set beside; a row for each place and hour") \
    X(WORD, observed_by, "observed.by", "site", 0, 0, "", "site|zone", "", "what a row is of: a site, or the zone in which sites lie (the nearest one)") \
    X(COLUMN, observed_id, "observed.id", "id", 0, 0, "", "", "", "column of the id of the site or zone") \
    X(COLUMN, observed_hour, "observed.hour", "hour", 0, 0, "", "", "", "column of the hour: 0 to 23 of a mean day, or 0 to 167 of a week from Monday 0:00 where one row has an hour above 23") \
    X(COLUMN, observed_kwh, "observed.kwh", "", 0, 0, "", "", "", "column of the energy given in the hour, kWh; an empty cell: not observed") \
    X(COLUMN, observed_occupied, "observed.occupied", "", 0, 0, "", "", "", "column of the outlets taken on average in the hour") \
    X(COLUMN, observed_sessions, "observed.sessions", "", 0, 0, "", "", "", "column of the sessions begun in the hour") \
    X(WORD, observed_use_system, "observed.system", "both", 0, 0, "", "fast|slow|both", "", "whose use was observed") \
    X(INTEGER, observed_year, "observed.year", "0", 0, 2100, "year", "", "", "year of the study whose network and demand it is set beside; 0: the first one")

/* monte_carlo: draws of what `uncertain` lists */
#define MONTE_CARLO_FIELDS(X) \
    X(INTEGER, draws, "draws", "0", 0, 10000, "draws", "", "", "how often the uncertain settings are drawn, for bands around stock, energy, load, chargers and stations; 0: never, else 10 at least and more than there are uncertain settings; usual 100 to 1000") \
    X(WORD, points, "points", "latin_hypercube", 0, 0, "", "latin_hypercube|sobol", "McKay, Beckman and Conover 1979, doi:10.2307/1268522", "how the draws fill the space of all that is uncertain: Latin hypercube, or Sobol's sequence with a random shift, of at most 40 uncertain settings; both by study.seed")

/* uncertain.<id> */
#define UNCERTAIN_FIELDS(X) \
    X(TEXT, setting, "setting", REQUIRED, 0, 0, "", "", "", "path of a number or series of fleet or demand, such as fleet.private.km_per_day, whose figures are all multiplied by one factor in each draw; beyond the bounds of the setting they are cut") \
    X(WORD, shape, "shape", "lognormal", 0, 0, "", "normal|lognormal|uniform|triangular", "assumed", "distribution of the factor: normal and lognormal with mean 1, uniform, or triangular with its peak at 1") \
    X(NUMBER, spread, "spread", "", 0, 1, "ratio", "", "", "of normal and lognormal the standard deviation of the factor, of uniform and triangular half their width; usual 0.05 to 0.3; instead of low and high") \
    X(NUMBER, low, "low", "", 0, 1, "ratio", "", "", "with high, instead of spread: least factor of uniform and triangular, factor that a tenth of the draws is below of normal and lognormal; usual 0.5 to 0.95") \
    X(NUMBER, high, "high", "", 1, 10, "ratio", "", "", "largest factor, or that a tenth of the draws is above; usual 1.05 to 2") \
    X(MAP_NUMBER, correlate, "correlate", "", -1, 1, "ratio", "", "", "correlation with other uncertain settings by their ids, {other: 0.5}, each pair once: that of the factors as normal scores, of lognormal ones as logarithms; 0 where it is not said")

/* kinds.<kind> */
#define KINDS_FIELDS(X) \
    X(TEXT, title_en, "title.en", "", 0, 0, "", "", "", "name of the kind in English reports; its id where it is not set") \
    X(TEXT, title_zh, "title.zh", "", 0, 0, "", "", "", "name of the kind in Chinese reports; its id where it is not set") \
    X(WORD, system, "system", REQUIRED, 0, 0, "", "fast|slow", "", "service system of the kind: fast is refuelling, slow is parking") \
    X(INTEGER, outlets, "outlets", "1", 1, 64, "outlets", "", "", "outlets of one charger, the servers of the queue") \
    X(NUMBER, power_kw, "power_kw", REQUIRED, 0.1, 5000, "kW", "", "", "rated power of one charger, shared by its outlets") \
    X(NUMBER, mean_power_share, "mean_power_share", "0.7", 0.05, 1, "share", "", "assumed", "mean power of a session over the outlet's share of the rated power") \
    X(NUMBER, availability, "availability", "0.97", 0.1, 1, "share", "", "assumed", "share of the time an outlet works") \
    X(NUMBER, bays, "bays", "1", 0, 64, "bays", "", "assumed", "bays that one charger takes") \
    X(NUMBER, capital, "capital", REQUIRED, 0, 1e9, "currency", "", "", "cost of one charger, built") \
    X(NUMBER, om_per_year, "om_per_year", "0", 0, 1e9, "currency/year", "", "", "operation and maintenance of one charger")

#define SIZING_FIELDS(X) \
    X(NUMBER, wait_share, "wait_share", "0.10", 0.0001, 0.99, "share", "", "assumed", "fast: at most this share of drivers waits longer than wait_min in the busiest hour") \
    X(NUMBER, wait_min, "wait_min", "10", 0, 600, "min", "", "assumed", "fast: the wait that counts as long") \
    X(NUMBER, blocked_share, "blocked_share", "0.05", 0.0001, 0.99, "share", "", "assumed", "slow: at most this share of parkers finds no free outlet at the peak") \
    X(INTEGER, station_min, "station_min", "3", 1, 1000, "chargers", "", "the plans' usage of 充电站; assumed", "chargers, one of them fast, from which a site is a station; smaller ones are dispersed chargers")

#define PLACEMENT_FIELDS(X) \
    X(TEXT, model, "model", "rule_then_serve", 0, 0, "", "", "", "placement model; `chargeplan models` lists them; none: nothing is built, what stands today is judged in every year") \
    X(YEARS, phases, "phases", "", 1990, 2100, "year", "", "", "years of study.years in which stations are built; the last one where it is not set") \
    X(SERIES, budget, "budget", "", 0, 1e15, "currency", "", "", "money for new stations and chargers in each phase; no limit where it is not set") \
    X(INTEGER, p, "p", "0", 0, 1000000, "sites", "", "", "new sites at most in each phase (not lscp, lscp-b, rule_then_serve); 0: no limit") \
    X(WORD, objective, "objective", "count", 0, 0, "", "count|cost", "", "lscp, lscp-b: fewest sites or least cost") \
    X(WORD, system, "system", "fast", 0, 0, "", "fast|slow", "", "the service system whose reach and demand count, in all models but rule_then_serve, which takes both") \
    X(NUMBER, cover_share, "cover_share", "1", 0.0001, 1, "share", "", "", "lscp: share of the demand that has to be covered; 1: every zone that can be") \
    X(NUMBER, radius2_km, "radius2_km", "0", 0, 1000, "km", "", "", "mclp, lscp with a share: a zone counts all within its reach and less and less up to this way; 0: not at all beyond its reach") \
    X(NUMBER, twice_share, "twice_share", "0.5", 0, 1, "share", "", "assumed", "mclp-2: part of a zone's demand that counts only where two sites reach it") \
    X(INTEGER, min_per_district, "min_per_district", "0", 0, 1000000, "sites", "", "", "open sites at least in each district, by the district of the zone nearest to a site") \
    X(NUMBER, spacing_m, "spacing_m", "0", 0, 100000, "m", "", "", "two new sites, or a new and an existing one, stand at least so far apart in a straight line") \
    X(FLAG, single_source, "single_source", "false", 0, 0, "", "", "", "cflp, mclp-c: a zone is served by one site") \
    X(NUMBER, serving_cost, "serving_cost", "0", 0, 1e9, "currency", "", "", "cflp: what a kWh a day costs for each km between zone and site, beside the cost of stations") \
    X(NUMBER, gap, "gap", "0.01", 0, 1, "share", "", "assumed", "stop when the plan is proven to be within this share of the best") \
    X(NUMBER, time_limit_s, "time_limit_s", "0", 0, 1e7, "s", "", "", "stop after this time with the best plan; 0: no limit. The result may then not repeat") \
    X(INTEGER, work_limit, "work_limit", "0", 0, 2147483647, "", "", "", "stop after this many steps of work (rounds of search, nodes of a tree); 0: the model's own") \
    X(TEXT, fast_kind, "fast_kind", "", 0, 0, "", "", "", "kind of the new fast chargers; the first fast kind where it is not set") \
    X(TEXT, slow_kind, "slow_kind", "", 0, 0, "", "", "", "kind of the new slow chargers; the first slow kind where it is not set")

/* rules: a list of fact ids or of mappings with these keys */
#define RULE_FIELDS(X) \
    X(TEXT, fact, "fact", "", 0, 0, "", "", "", "id of a plan's fact, which says what is looked at, the target and the strength; an own rule names none") \
    X(WORD, rule, "rule", "", 0, 0, "", "core_radius|ev_per_charger|ev_per_station|wait|kw_per_ev|budget", "", "what is looked at by an own rule") \
    X(NUMBER, target, "target", "", 0, 1e15, "", "", "", "the figure to reach: km, vehicles per charger or station, share, kW or money") \
    X(NUMBER, over_min, "over_min", "10", 0, 600, "min", "", "assumed", "wait: the wait that counts as long") \
    X(WORD, strength, "strength", "aim", 0, 0, "", "binding|in_principle|aim|forecast|base|info", "", "how strongly the rule binds") \
    X(TEXT, meaning, "meaning", "", 0, 0, "", "", "", "the rule in the planner's own words") \
    X(TEXT, meaning_zh, "meaning_zh", "", 0, 0, "", "", "", "the same in Chinese, for report.language: zh; meaning where it is not set") \
    X(TEXT, where, "where", "", 0, 0, "", "", "", "zone class (zones.class) for which the rule holds: only its residents' EVs and the sites nearest to its zones count; everywhere where it is not set") \
    X(SERIES, achieved, "achieved", "", 0, 1e15, "", "", "", "of a fact that the model does not measure (`chargeplan plans --rules`: declared): the figure reached, in the fact's unit; by year, or one for all years") \
    X(TEXT, source, "source", "", 0, 0, "", "", "", "where the figure of achieved comes from; needed with it") \
    X(TEXTS, buildings, "buildings", "", 0, 0, "", "", "", "of a fact of quantity charging_ready_share: types of building (ids of building) whose new bays of parking.file it is measured on, in place of achieved")

/* beside: a list of mappings with these keys */
#define BESIDE_FIELDS(X) \
    X(TEXT, fact, "fact", REQUIRED, 0, 0, "", "", "", "id of a plan's fact that is set beside a figure of this scenario, never judged") \
    X(WORD, set_beside, "set_beside", REQUIRED, 0, 0, "", "ev_stock|public_chargers_required|public_stations_required|public_chargers|public_stations", "", "figure of this scenario beside which it is set, in the fact's year where that is a year of the study, else in the last; required: by the rules, in the whole area") \
    X(TEXTS, share_part, "share.part", "", 0, 0, "", "", "", "facts whose sum is the part comparable with the scenario's figure, by the plan's own split") \
    X(TEXTS, share_whole, "share.whole", "", 0, 0, "", "", "", "facts whose sum is the whole of that split") \
    X(TEXT, counts_en, "counts.en", "", 0, 0, "", "", "", "what the fact counts and where, in English; the catalogue's scope and meaning where it is not set") \
    X(TEXT, counts_zh, "counts.zh", "", 0, 0, "", "", "", "the same in Chinese") \
    X(TEXT, because_en, "because.en", "", 0, 0, "", "", "", "why the two are not the same thing, in English") \
    X(TEXT, because_zh, "because.zh", "", 0, 0, "", "", "", "the same in Chinese")

#define REPORT_FIELDS(X) \
    X(WORD, language, "language", "en", 0, 0, "", "en|zh", "", "language of maps and reports") \
    X(INTEGER, map_px, "map_px", "1600", 400, 8000, "px", "", "", "longer side of the map; its width where an enlarged part stands below") \
    X(NUMBER, network_sample_share, "network_sample_share", "1", 0.0001, 1, "share", "", "", "share of the real network that the existing sites are; below 1 it is said on map and report") \
    X(FLAG, network_sample_at_most, "network_sample_at_most", "false", 0, 0, "", "", "", "network_sample_share is an upper bound: map and report say that the sample is at most that share") \
    X(WORD, demand_csv, "demand_csv", "auto", 0, 0, "", "auto|zones|districts|none", "", "demand.csv, public energy by class, year, system and layer: of each zone or of each district; auto: of zones up to 1,000,000 lines, else of districts") \
    X(WORD, station_hours_csv, "station_hours_csv", "auto", 0, 0, "", "auto|week|day|none", "", "station_hours.csv, the simulated use of every station: by hour of the week or of a mean day; auto: of the week up to 1,000,000 lines, else of a mean day") \
    X(WORD, zone_bands_csv, "zone_bands_csv", "auto", 0, 0, "", "auto|years|last|none", "", "zone_bands.csv, percentiles of the public energy of each zone (monte_carlo.draws): in every year or in the last one; auto: in every year up to 1,000,000 lines, else in the last one") \
    X(FLAG, csv_bom, "csv_bom", "false", 0, 0, "", "", "", "a byte order mark at the head of every CSV table; spreadsheets such as Excel need it to see that the table is UTF-8") \
    X(FLAG, gpkg, "gpkg", "true", 0, 0, "", "", "", "plan.gpkg, the plan for QGIS, ArcGIS and other GIS programs: stations, zones, core gaps, service areas and all sites as layers with styles") \
    X(FLAG, geojson, "geojson", "false", 0, 0, "", "", "", "stations.geojson and zones.geojson beside plan.gpkg, for web maps (RFC 7946); not for coordinates in metres, which GeoJSON cannot hold") \
    X(FLAG, geotiff, "geotiff", "false", 0, 0, "", "", "", "cover.tif, a GeoTIFF of the last state: public sites with fast and with slow chargers in reach, and share of the demand served")

/* X(section, MEMBERS, count) - count ONE: a section; MANY: a mapping by id; LIST: a list */
#define SECTION_LIST(X) \
    X(head, HEAD_FIELDS, ONE, "") \
    X(study, STUDY_FIELDS, ONE, "what is looked at") \
    X(data, DATA_FIELDS, ONE, "where the input files lie") \
    X(fleet, FLEET_FIELDS, MANY, "vehicle classes by id") \
    X(zones, ZONES_FIELDS, ONE, "demand points") \
    X(boundary, BOUNDARY_FIELDS, ONE, "the study area") \
    X(sites, SITES_FIELDS, MANY, "layers of sites by id; may be left out with placement.model: none") \
    X(parking, PARKING_FIELDS, ONE, "car parks of buildings, for chargers that come by building rule") \
    X(building, BUILDING_FIELDS, MANY, "what building rules ask for, by type of building") \
    X(access, ACCESS_FIELDS, ONE, "how far is near enough") \
    X(roads, ROADS_FIELDS, ONE, "streets, for ways along them") \
    X(matrix, MATRIX_FIELDS, ONE, "ways of your own") \
    X(demand, DEMAND_FIELDS, ONE, "when and how energy is asked for") \
    X(uncertain, UNCERTAIN_FIELDS, MANY, "what is not known well, by id") \
    X(monte_carlo, MONTE_CARLO_FIELDS, ONE, "draws of what is uncertain") \
    X(kinds, KINDS_FIELDS, MANY, "kinds of charger by id; may be left out where there are no sites") \
    X(sizing, SIZING_FIELDS, ONE, "how good service has to be") \
    X(simulation, SIMULATION_FIELDS, ONE, "what using the network would be like: drivers, queues, load") \
    X(rules, RULE_FIELDS, LIST, "the plan's rules, by fact id or as own rules") \
    X(beside, BESIDE_FIELDS, LIST, "figures of the plans, or reported ones, set beside those of the scenario") \
    X(placement, PLACEMENT_FIELDS, ONE, "where to build") \
    X(report, REPORT_FIELDS, ONE, "how results are shown")

/* clang-format on */
#endif
