/* osm_tags.c - see osm_tags.h */
#include "scenarios/roads/osm_tags.h"

#include <string.h>

enum osm_key osm_key_of(const char *text)
{
#define OSM_KEY_TEXT(NAME, key) key,
    static const char *const keys[] = {OSM_KEY_LIST(OSM_KEY_TEXT)};
#undef OSM_KEY_TEXT
    int low = 0, high = N_OSM_KEYS - 1;

    while (low <= high) {
        int middle = (low + high) / 2, order = strcmp(text, keys[middle]);

        if (order == 0) return (enum osm_key)middle;
        if (order < 0)
            high = middle - 1;
        else
            low = middle + 1;
    }
    return N_OSM_KEYS;
}

bool osm_next_word(const char **list, const char **word, int *n)
{
    const char *at = *list, *end;

    at += strspn(at, " ;");
    if (*at == '\0') return false;
    end = at + strcspn(at, ";");
    *list = end;
    while (end > at && end[-1] == ' ')
        end--;
    *word = at;
    *n = (int)(end - at);
    return true;
}

bool osm_word_among(const char *word, int n, const char *words)
{
    for (const char *at = words; *at != '\0'; at += strspn(at, " ")) {
        size_t length = strcspn(at, " ");

        if (length == (size_t)n && memcmp(at, word, length) == 0) return true;
        at += length;
    }
    return false;
}
