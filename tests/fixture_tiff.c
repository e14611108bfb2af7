/* fixture_tiff.c - a GeoTIFF written byte by byte; see fixture_layers.h.
 *
 * Sources: Aldus, TIFF 6.0 (1992); OGC 19-008r4, GeoTIFF. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "tests/fixture_layers.h"

struct tag {
    int id, type, n; /* type 2: letters, 3: 16 bits, 4: 32 bits, 12: doubles */
    const void *data;
};

static int tag_size(const struct tag *t)
{
    static const int size[] = {[2] = 1, [3] = 2, [4] = 4, [12] = 8};

    return t->n * size[t->type];
}

static void put_little(FILE *f, uint64_t v, int bytes)
{
    for (int k = 0; k < bytes; k++)
        fputc((int)(v >> (8 * k) & 255), f);
}

/* The directory of tags, whose longer values stand behind it. */
static void put_tags(FILE *f, uint32_t at, int n_tags, const struct tag tags[])
{
    uint32_t extra;
    int n = 0;

    for (int k = 0; k < n_tags; k++)
        n += tags[k].n > 0;
    extra = at + 2 + 12 * (uint32_t)n + 4;
    put_little(f, (uint64_t)n, 2);
    for (int k = 0; k < n_tags; k++) {
        char inside[4] = "";

        if (tags[k].n == 0) continue;
        put_little(f, (uint64_t)tags[k].id, 2);
        put_little(f, (uint64_t)tags[k].type, 2);
        put_little(f, (uint64_t)tags[k].n, 4);
        if (tag_size(&tags[k]) <= 4) {
            memcpy(inside, tags[k].data, (size_t)tag_size(&tags[k]));
            fwrite(inside, 1, 4, f);
        } else {
            put_little(f, extra, 4);
            extra += (uint32_t)tag_size(&tags[k]);
        }
    }
    put_little(f, 0, 4);
    for (int k = 0; k < n_tags; k++)
        if (tags[k].n > 0 && tag_size(&tags[k]) > 4)
            fwrite(tags[k].data, 1, (size_t)tag_size(&tags[k]), f);
}

void fixture_put_tiff(const char *path, int width, int height, const double *value,
                      const double at[6], int epsg, const char *nodata)
{
    const double matrix[16] = {at[1], at[2], 0, at[0], at[4], at[5], 0, at[3],
                               0,     0,     0, 0,     0,     0,     0, 1};
    bool degrees = epsg == 4326;
    const uint16_t model = degrees ? 2 : 1,
                   key = degrees ? 2048 : 3072; /* EPSG code of which */
    const uint16_t keys[] = {1,    1, 0, 3, 1024, 0, 1, model,
                             1025, 0, 1, 1, key,  0, 1, (uint16_t)epsg};
    const uint32_t w = (uint32_t)width, h = (uint32_t)height, start = 8, bytes = w * h * 8;
    const uint16_t bits = 64, none = 1, black = 1, one = 1, real = 3;
    const int n_nodata = nodata != NULL ? (int)strlen(nodata) + 1 : 0;
    /* clang-format off */
    const struct tag tags[] = {
        {256, 4, 1, &w}, {257, 4, 1, &h}, {258, 3, 1, &bits}, {259, 3, 1, &none}, {262, 3, 1, &black},
        {273, 4, 1, &start}, {277, 3, 1, &one}, {278, 4, 1, &h}, {279, 4, 1, &bytes}, {339, 3, 1, &real},
        {34264, 12, 16, matrix}, {34735, 3, epsg > 0 ? 16 : 0, keys}, {42113, 2, n_nodata, nodata},
    };
    /* clang-format on */
    FILE *f = fopen(path, "wb");

    if (f == NULL) fail_msg("%s cannot be written", path);
    fputs("II", f);
    put_little(f, 42, 2);
    put_little(f, 8 + bytes, 4);
    for (int k = 0; k < width * height; k++) {
        uint64_t bits_of;

        memcpy(&bits_of, &value[k], sizeof bits_of);
        put_little(f, bits_of, 8);
    }
    put_tags(f, 8 + bytes, (int)(sizeof tags / sizeof tags[0]), tags);
    assert_int_equal(ferror(f), 0);
    assert_int_equal(fclose(f), 0);
}
