/* sha256.h - SHA-256 of texts and files as lower-case hex, the fence around libmd.
 *
 * Source: NIST FIPS 180-4, Secure Hash Standard (2015), doi:10.6028/NIST.FIPS.180-4. */
#ifndef CHARGEPLAN_SCENARIOS_SHA256_H
#define CHARGEPLAN_SCENARIOS_SHA256_H

#include <stddef.h>

#include "scenarios/error.h"

enum { SHA256_HEX = 65 };

void sha256_bytes(const void *bytes, size_t n, char hex[SHA256_HEX]);
/* ERR_DATA where the file cannot be read. */
enum err sha256_file(const char *path, char hex[SHA256_HEX], struct error *err);

#endif
