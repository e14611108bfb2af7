/* map_words.c - see map_words.h. */
#include "output/map/map_words.h"

#include <math.h>
#include <stdio.h>

#include "scenarios/messages.h"

const char *map_service_word(const struct map *map)
{
    return messages_text(map->language, map->service == FAST ? MSG_MAP_FAST : MSG_MAP_SLOW);
}

char *map_limit_text(const struct map *map, char *text, size_t size)
{
    const struct city *city = map->city;
    double least = INFINITY, most = 0;
    char low[32], high[32], both[96];

    for (int z = 0; z < city->n_zones; z++) {
        least = fmin(least, city->service_way[map->service][z]);
        most = fmax(most, city->service_way[map->service][z]);
    }

    bool minutes = scenario_in_minutes(map->scenario, map->service);
    bool km = !minutes && most >= 1000;

    snprintf(low, sizeof low, "%.3g", least / (km ? 1000 : 1));
    snprintf(high, sizeof high, "%.3g", most / (km ? 1000 : 1));
    if (least < most)
        messages_fill(both, sizeof both, map->language, MSG_MAP_FROM_TO, low, high, NULL);
    else
        snprintf(both, sizeof both, "%s", high);
    if (minutes)
        messages_fill(text, size, map->language, MSG_MAP_MINUTES, both, NULL);
    else
        snprintf(text, size, "%s\xc2\xa0%s", both, km ? "km" : "m");
    return text;
}

char *map_reach_text(const struct map *map, char *text, size_t size)
{
    static const enum message how[N_SERVICES] = {MSG_MAP_BY_CAR, MSG_MAP_ON_FOOT};
    enum access_by by = scenario_access_by(map->scenario, map->service);
    char limit[64];

    if (by == ACCESS_BY_STRAIGHT) return map_limit_text(map, text, size);
    return messages_fill(text, size, map->language,
                         by == ACCESS_BY_MATRIX ? MSG_MAP_OWN_WAYS : how[map->service],
                         map_limit_text(map, limit, sizeof limit), NULL);
}

struct map_serving map_count_serving(const struct map *map)
{
    struct map_serving n = {0};

    for (int s = 0; s < map->city->n_sites; s++) {
        if (!map->net->open[s] ||
            network_count(map->scenario, map->net, s).service_outlets[map->service] == 0)
            continue;
        n.sites++;
        n.fresh += digest_is_new(map->net, s);
    }
    return n;
}

int map_count_phase(const struct map *map, int phase)
{
    int n = 0;

    for (int s = 0; s < map->city->n_sites; s++)
        n += map_site_shown(map, s) && map_marker_of(map, s).phase == phase;
    return n;
}
