/* datum_note.c - see datum_note.h. */
#include "output/datum_note.h"

#include <stdio.h>
#include <string.h>

#include "scenarios/datum.h"
#include "scenarios/messages.h"

/* "zones from GCJ-02", behind what stands in the list. */
static void name_file(char *list, size_t size, enum language language, const char *what,
                      int coordinates, const char *column)
{
    size_t length = strlen(list);
    char one[256], more[512], rows[128];

    if (column != NULL)
        messages_fill(rows, sizeof rows, language, MSG_DATUM_ROWS, column, NULL);
    messages_fill(one, sizeof one, language, MSG_DATUM_FROM, what,
                  column != NULL ? rows : datum_name(coordinates), NULL);
    if (length > 0)
        messages_fill(more, sizeof more, language, MSG_DATUM_AND, one, NULL);
    else
        snprintf(more, sizeof more, "%s", one);
    if (length + strlen(more) < size) memcpy(list + length, more, strlen(more) + 1);
}

/* Rows with a datum each count as converted. */
static bool takes(int coordinates, const char *column, int first, int last)
{
    if (column != NULL) return first == COORD_GCJ02;
    return coordinates >= first && coordinates <= last;
}

/* The files of the datums from `first` to `last`. */
static void name_files(char *list, size_t size, enum language language,
                       const struct scenario *s, int first, int last)
{
    char layer[128];

    list[0] = '\0';
    if (takes(s->zones.coordinates, s->zones.coordinates_column, first, last))
        name_file(list, size, language, messages_text(language, MSG_DATUM_ZONES),
                  s->zones.coordinates, s->zones.coordinates_column);
    for (int k = 0; k < s->n_layers; k++) {
        if (!takes(s->sites[k].coordinates, s->sites[k].coordinates_column, first, last))
            continue;
        messages_fill(layer, sizeof layer, language, MSG_DATUM_SITES, s->sites[k].id, NULL);
        name_file(list, size, language, layer, s->sites[k].coordinates,
                  s->sites[k].coordinates_column);
    }
}

char *datum_note(char *buffer, size_t size, enum language language, const struct scenario *s)
{
    char converted[700], same[700];
    const char *gap = messages_text(language, MSG_SENTENCE_GAP);
    size_t length;

    buffer[0] = '\0';
    name_files(converted, sizeof converted, language, s, COORD_GCJ02, COORD_BD09);
    name_files(same, sizeof same, language, s, COORD_CGCS2000, COORD_CGCS2000);
    if (converted[0] != '\0')
        messages_fill(buffer, size, language, MSG_DATUM_CONVERTED, converted, NULL);
    length = strlen(buffer);
    if (same[0] == '\0' || length + 2 >= size) return buffer;
    if (length > 0) length += (size_t)snprintf(buffer + length, size - length, "%s", gap);
    messages_fill(buffer + length, size - length, language, MSG_DATUM_SAME, same, NULL);
    return buffer;
}
