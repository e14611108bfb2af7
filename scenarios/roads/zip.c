/* zip.c - see zip.h */
#include "scenarios/roads/zip.h"

#include <zlib.h>

bool zip_unpack(uint8_t *out, size_t n_out, const uint8_t *in, size_t n_in)
{
    uLongf got = n_out;
    uLong used = n_in;
    uint8_t none; /* zlib asks for a place even where nothing comes out */

    if (uncompress2(n_out > 0 ? out : &none, &got, in, &used) != Z_OK) return false;
    return got == n_out && used == n_in;
}

uint32_t zip_sum(uint32_t sum, const void *bytes, size_t n)
{
    return (uint32_t)crc32_z(sum, bytes, n);
}
