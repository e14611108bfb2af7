/* store_place.h - what a store's file system says of it: whether WAL will do, who holds it. */
#ifndef CHARGEPLAN_OUTPUT_STORE_PLACE_H
#define CHARGEPLAN_OUTPUT_STORE_PLACE_H

#include <stdbool.h>

enum { STORE_HOLDER_ROOM = 80 };

/* Why WAL will not do where the file lies, words that follow "its file system"; NULL where it
 * will. WAL needs memory that all its programs share: a network's file system has it on each
 * machine apart, others not at all.
 *
 * Source: SQLite, Write-Ahead Logging, section 1 (https://www.sqlite.org/wal.html). */
const char *store_place_no_wal(const char *path);

/* The program that holds a lock on the store: "process 1234 (sqlite3)", or "another program"
 * where it runs on another machine or is not to be found. */
void store_place_holder(const char *path, char out[STORE_HOLDER_ROOM]);

/* True where no log lies beside the store: the file has all of it. */
bool store_place_is_still(const char *path);
/* The file as SQLite's URI that takes it for unchanging. Own it; NULL when out of memory. */
char *store_place_uri(const char *path);

#endif
