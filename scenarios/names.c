/* names.c - see names.h. Open addressing, FNV-1a, at most half full. */
#include "scenarios/names.h"

#include <assert.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

struct slot {
    const char *text; /* borrowed; NULL where the slot is free */
    int number;
};

struct names {
    size_t mask; /* slots - 1; the slots are a power of two */
    int n, most;
    struct slot *slot;
};

enum err names_create(struct names **out, int most, struct error *err)
{
    struct names *names = calloc(1, sizeof *names);
    size_t slots = 16;

    assert(most >= 0);
    while (slots / 2 < (size_t)most)
        slots *= 2;
    if (names != NULL) names->slot = calloc(slots, sizeof *names->slot);
    if (names == NULL || names->slot == NULL) {
        names_free(names);
        return error_nomem(err, "a table of names");
    }
    names->mask = slots - 1;
    names->most = most;
    *out = names;
    return ERR_OK;
}

void names_free(struct names *names)
{
    if (names == NULL) return;
    free(names->slot);
    free(names);
}

/* The slot that holds the text, or the free one where it belongs. */
static struct slot *look(const struct names *names, const char *text)
{
    uint64_t hash = 14695981039346656037u;
    size_t k;

    for (const char *c = text; *c != '\0'; c++)
        hash = (hash ^ (unsigned char)*c) * 1099511628211u;
    k = (size_t)(hash ^ (hash >> 32)) & names->mask;
    while (names->slot[k].text != NULL && strcmp(names->slot[k].text, text) != 0)
        k = (k + 1) & names->mask;
    return &names->slot[k];
}

int names_add(struct names *names, const char *text, int number)
{
    struct slot *slot = look(names, text);

    if (slot->text != NULL) return slot->number;
    assert(names->n < names->most);
    names->n++;
    slot->text = text;
    slot->number = number;
    return -1;
}

int names_find(const struct names *names, const char *text)
{
    const struct slot *slot = look(names, text);

    return slot->text != NULL ? slot->number : -1;
}
