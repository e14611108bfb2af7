/* road_tags_speed.c - the texts of maxspeed; see road_tags.h */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "scenarios/roads/road_tags.h"
#include "scenarios/text.h"

#define KMH_PER_MPH 1.609344
#define WALK_KMH 5.0 /* "walk": as people walk; foot.lua of OSRM */
/* What is slower or faster is no speed: a mistake of the pen, or of the unit. Assumed. */
#define LEAST_KMH 1.0
#define MOST_KMH 200.0

/* A number, and the factor of the unit behind it. */
static double measured(const char *word, int n)
{
    static const char digits[] = "0123456789.";
    char number[TEXT_NUMBER_ROOM] = "";
    int length = 0;
    double value, factor;

    while (length < n && strchr(digits, word[length]) != NULL)
        length++;
    if (length == 0 || length >= (int)sizeof number) return NAN;
    memcpy(number, word, (size_t)length);
    if (!text_number(number, &value)) return NAN;
    word += length;
    n -= length;
    while (n > 0 && *word == ' ') {
        word++;
        n--;
    }
    if (n == 0 || osm_word_among(word, n, "km/h kmh kph"))
        factor = 1;
    else if (osm_word_among(word, n, "mph"))
        factor = KMH_PER_MPH;
    else
        return NAN;
    value *= factor;
    return value >= LEAST_KMH && value <= MOST_KMH ? value : NAN;
}

static double word_kmh(const char *word, int n)
{
    static const char unsaid[] = "none signals variable national implicit default unposted "
                                 "unknown";

    if (osm_word_among(word, n, "walk")) return WALK_KMH;
    if (osm_word_among(word, n, unsaid)) return 0;
    if (memchr(word, ':', (size_t)n) != NULL) return 0; /* a zone, as in "CN:urban" */
    return measured(word, n);
}

double road_tags_kmh(const char *text)
{
    double least = INFINITY;
    bool bad = false;
    const char *word;
    int n;

    while (osm_next_word(&text, &word, &n)) {
        double kmh = word_kmh(word, n);

        bad = bad || isnan(kmh);
        if (kmh > 0) least = fmin(least, kmh);
    }
    if (isfinite(least)) return least;
    return bad ? NAN : 0;
}
