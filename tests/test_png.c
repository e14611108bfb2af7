/* test_png.c - pictures written by output/map/png.c and read back by libpng itself. */
#include "tests/assert.h"

#include <png.h>
#include <stdlib.h>
#include <string.h>

#include "output/map/png.h"

enum { W = 37, H = 23 };

static void row(const void *source, int y, uint8_t rgb[])
{
    (void)source;
    for (int x = 0; x < W; x++) {
        rgb[3 * x] = (uint8_t)(7 * x + y);
        rgb[3 * x + 1] = (uint8_t)(x * y);
        rgb[3 * x + 2] = (uint8_t)(255 - 3 * y);
    }
}

static const struct png_text texts[] = {{"Title", "Toy <city> 城市 µ"}, {"Hash", "c0ffee"}};
static const struct png_picture picture = {W, H, 150, 2, texts, row, NULL};

static char *written(size_t *n)
{
    char *bytes = NULL;
    struct error err;
    FILE *f = open_memstream(&bytes, n);

    assert_int_equal(png_write_picture(&picture, f, &err), ERR_OK);
    fclose(f);
    return bytes;
}

static void pixels(void **state)
{
    size_t n;
    char *bytes = written(&n);
    png_image image = {.version = PNG_IMAGE_VERSION};
    uint8_t got[W * H * 3], want[W * 3];

    (void)state;
    assert_true(png_image_begin_read_from_memory(&image, bytes, n));
    assert_int_equal(image.width, W);
    assert_int_equal(image.height, H);
    image.format = PNG_FORMAT_RGB;
    assert_true(png_image_finish_read(&image, NULL, got, 0, NULL));
    for (int y = 0; y < H; y++) {
        row(NULL, y, want);
        assert_memory_equal(got + y * W * 3, want, W * 3);
    }
    free(bytes);
}

static void text_and_resolution(void **state)
{
    size_t n;
    char *bytes = written(&n);
    FILE *f = fmemopen(bytes, n, "rb");
    png_structp png = png_create_read_struct(PNG_LIBPNG_VER_STRING, NULL, NULL, NULL);
    png_infop info = png_create_info_struct(png);
    png_textp text;
    png_uint_32 x, y;
    int count, unit;

    (void)state;
    png_init_io(png, f);
    png_read_info(png, info);
    assert_int_equal(png_get_text(png, info, &text, &count), 2);
    for (int k = 0; k < 2; k++) {
        assert_string_equal(text[k].key, texts[k].key);
        assert_string_equal(text[k].text, texts[k].text);
    }
    assert_true(png_get_pHYs(png, info, &x, &y, &unit));
    assert_int_equal(unit, PNG_RESOLUTION_METER);
    assert_int_equal(x, 5906); /* 150 / 0.0254 = 5905.51 */
    assert_int_equal(y, 5906);
    assert_false(png_get_valid(png, info, PNG_INFO_tIME)); /* no clock in the bytes */
    png_destroy_read_struct(&png, &info, NULL);
    fclose(f);
    free(bytes);
}

static void same_bytes(void **state)
{
    size_t n, m;
    char *a = written(&n), *b = written(&m);

    (void)state;
    assert_int_equal(n, m);
    assert_memory_equal(a, b, n);
    free(a);
    free(b);
}

static void full_disk(void **state)
{
    FILE *f = fopen("/dev/full", "wb");
    struct error err = {0};

    (void)state;
    if (!f) skip();
    setvbuf(f, NULL, _IONBF, 0);
    assert_int_equal(png_write_picture(&picture, f, &err), ERR_IO);
    assert_non_null(strstr(err.text, "cannot be written"));
    fclose(f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(pixels),
        cmocka_unit_test(text_and_resolution),
        cmocka_unit_test(same_bytes),
        cmocka_unit_test(full_disk),
    };

    return cmocka_run_group_tests_name("png", tests, NULL, NULL);
}
