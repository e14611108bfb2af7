/* study.h - the store of a sweep: its cases, who works on each, and what came out.
 *
 * study.db is an SQLite file, open to plain SQL; README.md of this folder describes the tables.
 * Every change is one transaction, so that whoever is killed at whatever moment leaves either
 * all of it or nothing. A case in work has a lease that its sweep renews; where the lease ends,
 * or its worker is seen to be gone, the case is taken up again. A worker that lost its lease
 * cannot store: its claim's number of attempt is no longer the store's. */
#ifndef CHARGEPLAN_OUTPUT_STUDY_H
#define CHARGEPLAN_OUTPUT_STUDY_H

#include "output/digest.h"
#include "output/study/store.h"
#include "scenarios/sha256.h"
#include "sim/batch.h"
#include "sim/cases.h"

enum {
    STUDY_VERSION = 2,
    STUDY_APPLICATION = 0x43505354, /* "CPST" */
    STUDY_LEASE_S = 60,
    STUDY_RENEW_S = 10,
    STUDY_KILLS_MAX = 5 /* a case whose worker is killed from outside is tried this often */
};

struct study_file; /* opaque: an open store */

/* Opens study.db of a folder, or the store of that name: with `create` one that ends in .db.
 * With `create` store and folder are made where they are missing, not the folder of a .db. Own
 * it: study_close(*out). Errors: ERR_IO, ERR_DATA. */
enum err study_open(struct study_file **out, const char *where, bool create, struct error *err);
/* The same to read alone: also where nothing may be written. */
enum err study_open_to_read(struct study_file **out, const char *where, struct error *err);
void study_close(struct study_file *study);          /* NULL is fine */
struct store *study_store(struct study_file *study); /* for those who read it */

/* Name of a shard's store in a sweep's folder: "shard-03-of-16.db". */
enum { STUDY_SHARD_ROOM = 64 };
void study_shard_name(char out[STUDY_SHARD_ROOM], const struct sweep_shard *shard);
bool study_is_shard_name(const char *name);
int study_shards(const char *folder); /* how many such stores a folder holds */

/* What the design is made from, for the record. */
struct study_origin {
    const struct scenario *scenario; /* of the file, without the cases' settings */
    const char *file;
    struct sweep_shard shard; /* {0, 0}: the whole design */
};

/* Enters the cases: those that are new wait; those that are done stay done; those of an earlier
 * design that this one has not are kept without a place in it. With `retry`, cases that failed
 * wait again. Errors: ERR_IO, ERR_USAGE where another sweep is at work on other cases. */
enum err study_enter(struct study_file *study, const struct sweep_cases *cases,
                     const struct study_origin *origin, bool retry, struct error *err);

/* A case in the hands of a worker. */
struct study_claim {
    char id[17];
    const char *worker; /* borrowed */
    long number, attempt;
};

/* Takes the first case that waits; where none is left, one whose lease this process has seen
 * end. `design` is that of study_design(): where another sweep has changed it nothing is left.
 * ERR_IO too where the store was taken away. */
enum err study_take(struct study_file *study, const char *worker, const char *design,
                    enum batch_claim *what, struct study_claim *claim, struct error *err);
void study_design(const struct sweep_cases *cases, char design[SHA256_HEX]);

/* A clock that is never set takes the place of the machine's: for tests. */
void study_use_clock(struct study_file *study, double (*now_s)(void));

/* The end of a claim; each does nothing, and is fine, where the claim is no longer valid. */
struct study_names; /* opaque: numbers of a city and of its words in the store */
enum err study_names_create(struct study_names **out, struct study_file *study,
                            const struct city *city, const struct digest *digest,
                            struct error *err);
void study_names_free(struct study_names *names); /* NULL is fine */
enum err study_keep(struct study_file *study, const struct study_claim *claim,
                    const struct run *run, const struct digest *digest,
                    const struct study_names *names, int status, struct error *err);
enum err study_keep_error(struct study_file *study, const struct study_claim *claim,
                          const struct error *why, struct error *err);
enum err study_give_back(struct study_file *study, const struct study_claim *claim,
                         struct error *err);

/* In the parent: leases of all workers whose name begins with `own` are renewed; cases of
 * workers that are gone wait again. */
enum err study_renew(struct study_file *study, const char *own, struct error *err);
enum err study_free_gone(struct study_file *study, struct error *err);
enum err study_lost(struct study_file *study, const char *worker, enum batch_loss how,
                    int signal, double case_seconds, struct error *err);

/* Cases of the present design by state. */
struct study_counts {
    long n, waiting, running, done, infeasible, failed, crashed, too_long;
};
enum err study_count(struct study_file *study, struct study_counts *out, struct error *err);

/* Writes the tables of the present design as CSV files into a new folder, sorted by id and the
 * other keys: nothing in them depends on when or by whom a case was run. With `xlsx` study.xlsx
 * beside them has a sheet for each. */
enum err study_export(struct study_file *study, const char *folder, bool xlsx,
                      struct error *err);

#endif
