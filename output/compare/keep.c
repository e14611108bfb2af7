/* keep.c - see keep.h. */
#include "output/compare/keep.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "scenarios/text.h"

enum { FIRST_ROOM = 64 };

void *keep_more(struct keep *keep, void *list, int *n, int *room, size_t bytes)
{
    void *start; /* the caller's pointer to the first item, whatever its type */
    char *item;

    if (keep->nomem) return NULL;
    memcpy(&start, list, sizeof start);
    if (*n == *room) {
        int more = *room > 0 ? 2 * *room : FIRST_ROOM;
        void *grown = *n > INT_MAX / 2 ? NULL : realloc(start, (size_t)more * bytes);

        if (grown == NULL) {
            keep->nomem = true;
            return NULL;
        }
        start = grown;
        memcpy(list, &start, sizeof start);
        *room = more;
    }
    item = (char *)start + (size_t)*n * bytes;
    ++*n;
    return memset(item, 0, bytes);
}

const char *keep_text(struct keep *keep, const char *text)
{
    char **slot;

    for (int k = keep->n - 1; k >= 0 && k >= keep->n - 2; k--)
        if (strcmp(keep->text[k], text) == 0) return keep->text[k];
    slot = keep_more(keep, (void *)&keep->text, &keep->n, &keep->room, sizeof *slot);
    if (slot == NULL) return "";
    *slot = text_copy(text);
    if (*slot != NULL) return *slot;
    keep->n--;
    keep->nomem = true;
    return "";
}

void keep_clear(struct keep *keep)
{
    for (int k = 0; k < keep->n; k++)
        free(keep->text[k]);
    free(keep->text);
    *keep = (struct keep){0};
}
