/* zip.h - the two things that are asked of zlib: unpacking and a checksum. */
#ifndef CHARGEPLAN_SCENARIOS_ROADS_ZIP_H
#define CHARGEPLAN_SCENARIOS_ROADS_ZIP_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Unpacks a whole zlib stream (RFC 1950) that gives exactly n_out bytes; false where it does
 * not, or is damaged. */
bool zip_unpack(uint8_t *out, size_t n_out, const uint8_t *in, size_t n_in);

/* CRC-32 (RFC 1952, section 8) of the bytes so far and n more; begin with 0. */
uint32_t zip_sum(uint32_t sum, const void *bytes, size_t n);

#endif
