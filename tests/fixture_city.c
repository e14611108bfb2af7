/* fixture_city.c - see fixture_city.h */
#include "tests/fixture_city.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static void put(char *path, const char *folder, const char *name, const char *text)
{
    FILE *file;

    snprintf(path, 64, "%s/%s", folder, name);
    file = fopen(path, "wb");
    if (file == NULL) abort();
    fputs(text, file);
    fclose(file);
}

static void fill_zones(struct scenario *s, char *file)
{
    s->file = (char[]){"city.yaml"};
    s->zones = (struct zones_params){.file = file,
                                     .id_column = "id",
                                     .x = "x",
                                     .y = "y",
                                     .coordinates = COORD_METRES,
                                     .night = "people",
                                     .day = "jobs",
                                     .home_access = "home",
                                     .district = "area",
                                     .core = "core",
                                     .zone_class = "class",
                                     .cell_m = {NAN, "cell"}};
    s->access = (struct access_params){.detour_factor = 1,
                                       .rule_radius_core_km = 0.9,
                                       .rule_strict = true,
                                       .fast_radius_m = 2000,
                                       .slow_radius_m = 2001};
}

void fixture_city_make(struct fixture_city *p, const char *zones, const char *today,
                       const char *places)
{
    struct scenario *s = &p->scenario;

    memset(p, 0, sizeof *p);
    strcpy(p->folder, "/tmp/test_city_XXXXXX");
    if (mkdtemp(p->folder) == NULL) abort();
    put(p->zones, p->folder, "zones.csv", zones);
    put(p->today, p->folder, "today.csv", today);
    put(p->places, p->folder, "places.csv", places);
    fill_zones(s, p->zones);
    s->file = p->folder;
    p->kind[0].id = "ac7";
    p->kind[1].id = "dc120";
    s->n_kinds = 2;
    s->kind = p->kind;
    p->kind_key[0] = "dc120"; /* not in the order of the kinds */
    p->kind_column[0] = "dc";
    p->kind_key[1] = "ac7";
    p->kind_column[1] = "ac";
    p->layer[0] = (struct sites_layer){.id = "today",
                                       .file = p->today,
                                       .id_column = "id",
                                       .x = "x",
                                       .y = "y",
                                       .name = "name",
                                       .status = SITE_EXISTING,
                                       .access = ACCESS_OPENED,
                                       .bays = {20, NULL},
                                       .power_kw = {640.5, NULL},
                                       .fixed_cost = {0, NULL},
                                       .kinds = {2, p->kind_key, p->kind_column}};
    p->layer[1] = (struct sites_layer){.id = "places",
                                       .file = p->places,
                                       .id_column = "id",
                                       .x = "x",
                                       .y = "y",
                                       .type = "type",
                                       .filter = "type = parking | fuel",
                                       .status = SITE_CANDIDATE,
                                       .status_column = "state",
                                       .bays = {NAN, "bays"},
                                       .power_kw = {1000, NULL},
                                       .fixed_cost = {300000, NULL}};
    s->n_layers = 2;
    s->sites = p->layer;
}

void fixture_city_remove(struct fixture_city *p)
{
    unlink(p->zones);
    unlink(p->today);
    unlink(p->places);
    rmdir(p->folder);
}
