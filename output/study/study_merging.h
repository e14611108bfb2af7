/* study_merging.h - what the steps of a merge share; private to study_merge*.c. */
#ifndef CHARGEPLAN_OUTPUT_STUDY_MERGING_H
#define CHARGEPLAN_OUTPUT_STUDY_MERGING_H

#include "output/study/store.h"
#include "output/study/study_merge.h"

enum { MERGED_TABLES = 3, MERGED_COLUMNS = 16 };

/* A table of results: its columns beside `run`, the first n_keys of which are its key. Kinds:
 * p plain, w the number of a word, m that of a measure, which every store has its own of. */
struct merged_column {
    const char *name;
    char kind;
};
struct merged_table {
    const char *name, *what; /* for people */
    int n_keys;
    struct merged_column column[MERGED_COLUMNS]; /* ends with a name NULL */
};
extern const struct merged_table study_merged_tables[MERGED_TABLES];

/* Statements made from the tables; they live as long as the store. */
struct merged_sql {
    char *put, *remove, *count, *differ; /* owned */
};

struct merging {
    struct store *store;      /* the new one */
    int n;                    /* stores so far */
    const char *const *paths; /* borrowed: of all stores */
    enum study_prefer prefer;
    struct merged_sql sql[MERGED_TABLES];
    bool several; /* designs */
    long shards;  /* parts of the design, where all agree; 0: not known, -1: they do not */
    struct study_merged *out;
};

enum err study_merging_prepare(struct merging *m, struct error *err);
void study_merging_clear(struct merging *m);

/* The store attached as `src` into the new one; within a transaction. */
enum err study_merging_add(struct merging *m, struct error *err);
/* Its record: design, program, currency. Before study_merging_add(). */
enum err study_merging_record(struct merging *m, struct error *err);
/* After the last one. */
enum err study_merging_finish(struct merging *m, struct error *err);

/* Enters into temp.differ the cases that both have done with different results, and says in
 * *sentence what the first of them is; *n is how many. */
enum err study_merging_differ(struct merging *m, long *n, struct text *sentence,
                              struct error *err);

#endif
