/* datum_note.c - see datum_note.h. */
#include "output/datum_note.h"

#include <stdio.h>
#include <string.h>

#include "scenarios/datum.h"
#include "scenarios/messages.h"

/* What a file says of its places. */
struct file_said {
    const char *what; /* "zones" */
    int coordinates;
    const char *column; /* NULL: rows have no datum each */
    const char *system; /* of coordinates; NULL or "": none is named */
};

/* Systems whose numbers are degrees of WGS 84 need no word. */
static bool is_reprojected(const struct file_said *f)
{
    return f->coordinates == COORD_FILE && f->system != NULL && f->system[0] != '\0' &&
           strcmp(f->system, "WGS 84") != 0;
}

/* "zones from GCJ-02", behind what stands in the list. */
static void name_file(char *list, size_t size, enum language language,
                      const struct file_said *f)
{
    size_t length = strlen(list);
    char one[256], more[512], rows[128];
    const char *from = datum_name(f->coordinates);

    if (f->column != NULL)
        from = messages_fill(rows, sizeof rows, language, MSG_DATUM_ROWS, f->column, NULL);
    else if (is_reprojected(f))
        from = f->system;
    messages_fill(one, sizeof one, language, MSG_DATUM_FROM, f->what, from, NULL);
    if (length > 0)
        messages_fill(more, sizeof more, language, MSG_DATUM_AND, one, NULL);
    else
        snprintf(more, sizeof more, "%s", one);
    if (length + strlen(more) < size) memcpy(list + length, more, strlen(more) + 1);
}

/* Rows with a datum each count as converted, and so do places that are reprojected. */
static bool takes(const struct file_said *f, int first, int last)
{
    if (f->column != NULL || is_reprojected(f)) return first == COORD_GCJ02;
    return f->coordinates >= first && f->coordinates <= last;
}

/* The files of the datums from `first` to `last`. */
static void name_files(char *list, size_t size, enum language language,
                       const struct scenario *s, const struct city *city, int first, int last)
{
    struct file_said f = {messages_text(language, MSG_DATUM_ZONES), s->zones.coordinates,
                          s->zones.coordinates_column, city->zones_system};
    char layer[128];

    list[0] = '\0';
    if (takes(&f, first, last)) name_file(list, size, language, &f);
    for (int k = 0; k < s->n_layers; k++) {
        f = (struct file_said){layer, s->sites[k].coordinates, s->sites[k].coordinates_column,
                               city->layer_system != NULL ? city->layer_system[k] : NULL};
        messages_fill(layer, sizeof layer, language, MSG_DATUM_SITES, s->sites[k].id, NULL);
        if (takes(&f, first, last)) name_file(list, size, language, &f);
    }
}

char *datum_note(char *buffer, size_t size, enum language language, const struct scenario *s,
                 const struct city *city)
{
    char converted[700], same[700];
    const char *gap = messages_text(language, MSG_SENTENCE_GAP);
    size_t length;

    buffer[0] = '\0';
    name_files(converted, sizeof converted, language, s, city, COORD_GCJ02, COORD_BD09);
    name_files(same, sizeof same, language, s, city, COORD_CGCS2000, COORD_CGCS2000);
    if (converted[0] != '\0')
        messages_fill(buffer, size, language, MSG_DATUM_CONVERTED, converted, NULL);
    length = strlen(buffer);
    if (same[0] == '\0' || length + 2 >= size) return buffer;
    if (length > 0) length += (size_t)snprintf(buffer + length, size - length, "%s", gap);
    messages_fill(buffer + length, size - length, language, MSG_DATUM_SAME, same, NULL);
    return buffer;
}
