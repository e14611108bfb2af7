/* hashes.h - SHA-256 of files that are asked for again and again, each read once.
 *
 * A file is taken for the one that was read while its path, device, inode, size and time of
 * change are the same. */
#ifndef CHARGEPLAN_SCENARIOS_HASHES_H
#define CHARGEPLAN_SCENARIOS_HASHES_H

#include "scenarios/error.h"
#include "scenarios/sha256.h"

struct hashes; /* opaque */

/* Own it: hashes_free(). NULL when out of memory. */
struct hashes *hashes_create(void);
void hashes_free(struct hashes *hashes); /* NULL is fine */

/* As sha256_file(); with hashes NULL the file is read each time. */
enum err hashes_file(struct hashes *hashes, const char *path, char hex[SHA256_HEX],
                     struct error *err);

#endif
