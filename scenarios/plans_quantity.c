/* plans_quantity.c - see plans_quantity.h. */
#include "scenarios/plans_quantity.h"

#include <string.h>

#include "scenarios/text.h"

/* Why not, where several quantities share the reason. */
#define TOTAL "it is a total of a whole country or region, not of a city"
#define MADE                                                                                   \
    "it counts what makers produce, which is not a fleet of any city, nor its registrations"
#define SOLD "it counts vehicles sold, which is not a fleet of any city, nor its registrations"
#define VEHICLE "it is asked of vehicles and batteries, which no charging plan decides"
#define ADDED "it is a share of the vehicles added, which is not a share of the fleet"
#define PREPARED "a bay prepared for charging is not a charger, and its share is none of these"
#define BARGAIN "it bounds a price or a share outside the scenario's settings"

#define MODEL(kind, at_least, unit) QUANTITY_MODEL, kind, at_least, unit, NULL
#define DECLARED QUANTITY_DECLARED, -1, false, NULL, NULL
#define NEVER(why) QUANTITY_NEVER, -1, false, NULL, why

/* name; as a rule; the only setting; why it is no figure */
/* clang-format off */
static const struct quantity quantities[] = {
    {"core_service_radius", MODEL(RULE_CORE_RADIUS, false, "km"), "rule_radius_km", NULL},
    {"ev_per_public_charger", MODEL(RULE_EV_PER_CHARGER, false, "vehicle per charger"), NULL, NULL},
    {"ev_per_public_station", MODEL(RULE_EV_PER_STATION, false, "vehicle per station"), NULL, NULL},
    {"kw_per_ev", MODEL(RULE_KW_PER_EV, true, "kW per vehicle"), NULL, NULL},

    {"basic_electricity_fee", DECLARED, NULL, BARGAIN},
    {"charging_bay_share_to_ev_share", DECLARED, NULL, BARGAIN},
    {"charging_ready_share", DECLARED, "new.ready", PREPARED},
    {"corridor_equipped_share", DECLARED, NULL, BARGAIN},
    {"energy_and_service_cost_to_fuel_cost", DECLARED, NULL, BARGAIN},
    {"fleet_ev_share", DECLARED, "ev_share", NULL},
    {"grid_connection_fee", DECLARED, NULL, NULL},
    {"new_clean_vehicle_share", DECLARED, NULL, ADDED},
    {"new_vehicle_ev_share", DECLARED, "registered_ev_share", ADDED},
    {"peak_load_response_share", DECLARED, NULL, BARGAIN},

    {"charger", NEVER("it counts chargers of all kinds of a whole region, private and workplace ones too, "
                      "which is not to be set beside a city's public chargers"), NULL, NULL},
    {"charger.", NEVER(TOTAL), NULL, NULL},
    {"station", NEVER("it counts stations of all kinds of a whole region, bus, taxi and motorway ones too, "
                      "which is not to be set beside a city's public stations"), NULL, NULL},
    {"station.", NEVER(TOTAL), NULL, NULL},
    {"facility.", NEVER(TOTAL), NULL, NULL},
    {"outlet.", NEVER(TOTAL), NULL, NULL},
    {"public_power", NEVER(TOTAL), NULL, TOTAL},
    {"new_storage_power", NEVER("it counts storage of the whole grid"), NULL, TOTAL},
    {"ev_served", NEVER(TOTAL), NULL, "it says how many vehicles the charging network can serve, which is not a fleet"},
    {"ev_stock", NEVER("it is a forecast of vehicles; the fleet section says how many there are"), NULL, NULL},
    {"ev_stock.", NEVER("it is a forecast of vehicles; the fleet section says how many there are"), NULL, NULL},
    {"registrations", NEVER("it counts vehicles registered; the fleet section takes it"), "registrations", NULL},
    {"population", NEVER("it says who lives there"), NULL, NULL},
    {"promotion_city", NEVER("it says which cities are on the national list"), NULL, TOTAL},
    {"vehicle_output", NEVER(MADE), NULL, MADE},
    {"ev_output", NEVER(MADE), NULL, MADE},
    {"ev_capacity", NEVER("it counts what makers can produce, which is not a fleet of any city"), NULL,
     "it counts what makers can produce, which is not a fleet of any city"},
    {"ev_sales", NEVER(SOLD), NULL, SOLD},
    {"cumulative_sales", NEVER(SOLD), NULL, SOLD},
    {"ev_sales_share", NEVER("it is a share of the vehicles sold in the whole country"), "registered_ev_share", ADDED},

    {"energy_use", NEVER(VEHICLE), "kwh_per_km", NULL},
    {"battery_central_store_from", NEVER("it says from which stock on a maker keeps a store of old batteries"), NULL,
     "it says from which stock on a maker keeps a store of old batteries"},
    {"fixed_bay_lease", NEVER("it says what a fixed bay is"), NULL, "it says what a fixed bay is"},
    {"carbon_per_turnover_cut", NEVER("it is asked of all commercial transport of the country"), NULL, TOTAL},
    {"calendar_life", NEVER(VEHICLE), "battery.mean_years", VEHICLE},
    {"capacity_fade", NEVER(VEHICLE), "battery.fade", VEHICLE},
    {"charge_rate", NEVER(VEHICLE), NULL, VEHICLE},
    {"cost", NEVER(VEHICLE), NULL, VEHICLE},
    {"cycle_life", NEVER(VEHICLE), NULL, VEHICLE},
    {"energy_per_km_per_added_kg", NEVER(VEHICLE), NULL, VEHICLE},
    {"energy_per_tonne_100km", NEVER(VEHICLE), NULL, VEHICLE},
    {"energy_use_limit_slope", NEVER(VEHICLE), NULL, VEHICLE},
    {"fuel_use", NEVER(VEHICLE), NULL, VEHICLE},
    {"mass_to_kerb_mass", NEVER(VEHICLE), NULL, VEHICLE},
    {"operating_efficiency_to_fuel_vehicle", NEVER(VEHICLE), NULL, VEHICLE},
    {"range", NEVER(VEHICLE), NULL, "it is how far a vehicle goes on one charge, neither a way per day nor a radius"},
    {"specific_energy", NEVER(VEHICLE), "battery.wh_per_kg", VEHICLE},
    {"warranty", NEVER(VEHICLE), "battery.warranty_years", VEHICLE},
};
/* clang-format on */

enum { N_QUANTITIES = sizeof quantities / sizeof quantities[0] };

int plans_quantity_n(void)
{
    return N_QUANTITIES;
}

const struct quantity *plans_quantity_at(int k)
{
    return &quantities[k];
}

const struct quantity *plans_quantity(const char *name)
{
    for (int k = 0; k < N_QUANTITIES; k++) {
        const char *known = quantities[k].name;
        size_t n = strlen(known);

        if (known[n - 1] == '.' ? strncmp(name, known, n) == 0 : strcmp(name, known) == 0)
            return &quantities[k];
    }
    return NULL;
}

const char *plans_quantity_meant(const char *name)
{
    for (int k = 0; k < N_QUANTITIES; k++) {
        const char *known = quantities[k].name;
        size_t n = strlen(known);

        if (n > 5 && known[n - 1] != '.' && text_distance(name, known) <= 2) return known;
    }
    return NULL;
}

double plans_quantity_factor(const char *fact_unit, const char *setting_unit,
                             const char *currency)
{
    static const struct {
        const char *fact, *setting;
        double factor;
    } units[] = {
        {"vehicle", "vehicles", 1},
        {"vehicle per year", "vehicles/year", 1},
        {"year", "years", 1},
        {"Wh/kg", "Wh/kg", 1},
        {"person", "persons", 1},
        {"km", "km", 1},
        {"km", "m", 1000},
        {"m", "m", 1},
        {"share", "share", 1},
        {"ratio", "ratio", 1},
        {"kWh/100km", "kWh/km", 0.01},
        {"kWh/km", "kWh/km", 1},
        {"kW", "kW", 1},
        {"kWh", "kWh", 1},
        {"h", "h", 1},
        {"min", "min", 1},
    };

    for (size_t k = 0; k < sizeof units / sizeof units[0]; k++)
        if (strcmp(units[k].fact, fact_unit) == 0 &&
            strcmp(units[k].setting, setting_unit) == 0)
            return units[k].factor;
    if (currency == NULL) return 0;
    if (strcmp(setting_unit, "currency") == 0) return strcmp(fact_unit, currency) == 0;
    if (strcmp(setting_unit, "currency/year") == 0)
        return strncmp(fact_unit, currency, strlen(currency)) == 0 &&
               strcmp(fact_unit + strlen(currency), "/year") == 0;
    return 0;
}
