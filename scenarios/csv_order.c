/* csv_order.c - see csv_order.h. Ids are sorted by the eight bytes behind what all have in
 * common, byte by byte; those that agree in these, by the next eight.
 *
 * Source: H. H. Seward, Information sorting in the application of electronic digital computers
 *   to business operations, MIT Digital Computer Laboratory report R-232 (1954): the sort by
 *   digits from the last one on, with counts. */
#include "scenarios/csv_order.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

enum { KEY_BYTES = 8, FEW = 16 };

struct entry {
    uint64_t key; /* bytes of the id, the first one highest; zeros behind its end */
    int row;
};

struct ids {
    const struct csv *csv;
    int column;
    struct entry *all, *other; /* owned [n rows]; `other` is room for sorting */
    int count[KEY_BYTES][256];
};

static const char *id_of(const struct ids *ids, int k)
{
    return csv_cell(ids->csv, ids->all[k].row, ids->column);
}

/* Bytes that the ids first .. end - 1 have in common, `from` at least. */
static size_t common_bytes(const struct ids *ids, int first, int end, size_t from)
{
    const char *one = id_of(ids, first);
    size_t n = from + strlen(one + from);

    for (int k = first + 1; k < end && n > from; k++) {
        const char *id = id_of(ids, k);
        size_t same = from;

        while (same < n && id[same] == one[same])
            same++;
        n = same;
    }
    return n;
}

static uint64_t key_of(const char *id)
{
    uint64_t key = 0;
    int k = 0;

    for (; k < KEY_BYTES && id[k] != '\0'; k++)
        key = key << 8 | (unsigned char)id[k];
    return k > 0 ? key << 8 * (KEY_BYTES - k) : 0;
}

/* By the byte `shift` bits up; bytes that all share take no time. */
static bool sort_byte(const struct entry from[], struct entry to[], int n, const int count[256],
                      int shift)
{
    int next[256], sum = 0;

    for (int b = 0; b < 256; b++) {
        if (count[b] == n) return false;
        next[b] = sum;
        sum += count[b];
    }
    for (int k = 0; k < n; k++)
        to[next[from[k].key >> shift & 255]++] = from[k];
    return true;
}

/* Sorts the entries first .. end - 1 by their keys. */
static void sort_keys(struct ids *ids, int first, int end)
{
    struct entry *from = ids->all + first, *to = ids->other + first;
    int n = end - first;

    memset(ids->count, 0, sizeof ids->count);
    for (int k = 0; k < n; k++)
        for (int b = 0; b < KEY_BYTES; b++)
            ids->count[b][from[k].key >> 8 * b & 255]++;
    for (int b = 0; b < KEY_BYTES; b++) {
        struct entry *swap = to;

        if (!sort_byte(from, to, n, ids->count[b], 8 * b)) continue;
        to = from;
        from = swap;
    }
    if (from != ids->all + first) memcpy(ids->all + first, from, (size_t)n * sizeof *from);
}

/* A few entries, by insertion. */
static void sort_few(struct ids *ids, int first, int end, size_t from)
{
    for (int k = first + 1; k < end; k++)
        for (int i = k; i > first && strcmp(id_of(ids, i - 1) + from, id_of(ids, i) + from) > 0;
             i--) {
            struct entry swap = ids->all[i];

            ids->all[i] = ids->all[i - 1];
            ids->all[i - 1] = swap;
        }
}

/* Sorts entries whose ids agree in the first `from` bytes; false where two agree in all. */
static bool sort_ids(struct ids *ids, int first, int end, size_t from)
{
    if (end - first <= FEW) {
        sort_few(ids, first, end, from);
        for (int k = first + 1; k < end; k++)
            if (strcmp(id_of(ids, k - 1) + from, id_of(ids, k) + from) == 0) return false;
        return true;
    }
    from = common_bytes(ids, first, end, from); /* also keeps this from going deep */
    for (int k = first; k < end; k++)
        ids->all[k].key = key_of(id_of(ids, k) + from);
    sort_keys(ids, first, end);
    for (int next; first < end; first = next) {
        for (next = first + 1; next < end && ids->all[next].key == ids->all[first].key;)
            next++;
        if (next - first == 1) continue;
        if ((ids->all[first].key & 255) == 0) return false; /* both ended before */
        if (!sort_ids(ids, first, next, from + KEY_BYTES)) return false;
    }
    return true;
}

enum err csv_order(const struct csv *csv, int column, int order[], struct error *err)
{
    int n = csv_n_rows(csv);
    struct ids ids = {.csv = csv, .column = column};
    bool unique = false;

    ids.all = malloc(((size_t)n + 1) * sizeof *ids.all);
    ids.other = malloc(((size_t)n + 1) * sizeof *ids.other);
    if (ids.all == NULL || ids.other == NULL) {
        free(ids.all);
        free(ids.other);
        return error_nomem(err, csv_path(csv));
    }
    for (int row = 0; row < n; row++)
        ids.all[row].row = row;
    if (n > 0) unique = sort_ids(&ids, 0, n, 0);
    unique = unique && csv_cell(csv, ids.all[0].row, column)[0] != '\0';
    for (int k = 0; k < n; k++)
        order[k] = ids.all[k].row;
    free(ids.all);
    free(ids.other);
    return unique ? ERR_OK : csv_unique(csv, column, err);
}
