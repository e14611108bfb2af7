/* place_words.c - see place_words.h. */
#include "output/place_words.h"

#include <string.h>

const char *place_words(enum language language, const char *type)
{
    static const struct word {
        const char *type;
        enum message text;
    } word[] = {
        {"parking", MSG_KIND_PARKING},
        {"parking_entrance", MSG_KIND_PARKING_ENTRANCE},
        {"parking_space", MSG_KIND_PARKING_SPACE},
        {"fuel", MSG_KIND_FUEL},
        {"marketplace", MSG_KIND_MARKETPLACE},
        {"charging_station", MSG_KIND_CHARGING_STATION},
        {"bus_station", MSG_KIND_BUS_STATION},
        {"taxi", MSG_KIND_TAXI},
        {"ferry_terminal", MSG_KIND_FERRY_TERMINAL},
        {"car_rental", MSG_KIND_CAR_RENTAL},
        {"mall", MSG_KIND_MALL},
        {"supermarket", MSG_KIND_SUPERMARKET},
        {"hotel", MSG_KIND_HOTEL},
        {"hospital", MSG_KIND_HOSPITAL},
        {"school", MSG_KIND_SCHOOL},
        {"university", MSG_KIND_UNIVERSITY},
        {"car park", MSG_KIND_CAR_PARK},
        {"petrol station", MSG_KIND_PETROL_STATION},
        {"compound", MSG_KIND_COMPOUND},
        {"depot", MSG_KIND_DEPOT},
        {"hub", MSG_KIND_HUB},
    };

    for (size_t k = 0; k < sizeof word / sizeof word[0]; k++)
        if (strcmp(type, word[k].type) == 0) return messages_text(language, word[k].text);
    return type;
}
