/* road_draft.c - see road_draft.h */
#include "scenarios/roads/road_draft.h"

#include <limits.h>
#include <stdlib.h>

void road_draft_clear(struct road_draft *draft)
{
    free(draft->way);
    free(draft->point);
    free(draft->x);
    free(draft->y);
    free(draft->barred);
    free(draft->ban);
    *draft = (struct road_draft){0};
}

bool road_draft_room(void *array, int n, int *room, size_t size)
{
    void **data = array, *larger;
    int more;

    if (n < *room) return true;
    if (n >= INT_MAX - 1) return false;
    more = *room > INT_MAX / 3 * 2 - 1024 ? INT_MAX : *room + *room / 2 + 1024;
    larger = realloc(*data, (size_t)more * size);
    if (larger == NULL) return false;
    *data = larger;
    *room = more;
    return true;
}
