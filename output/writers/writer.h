/* writer.h - the outputs of a run: one file writer_<name>.c each and one line in writer_list.h.
 *
 * A writer gets the finished run and an open stream; folder.c opens, checks for a full disk and
 * removes what is half written. The folder appears complete or not at all. */
#ifndef CHARGEPLAN_OUTPUT_WRITER_H
#define CHARGEPLAN_OUTPUT_WRITER_H

#include <stdio.h>

#include "output/map/map_kept.h"
#include "sim/run.h"

struct writer {
    const char *name; /* "stations_csv" */
    const char *file; /* "stations.csv" */
    const char *summary;
    enum err (*write)(const struct run *run, FILE *stream, struct error *err);
    /* The same in a folder, for a file with maps, which its files share; NULL: write does. */
    enum err (*write_maps)(const struct run *run, struct map_kept *maps, FILE *stream,
                           struct error *err);
    /* False for a run of which there is nothing to write; NULL: always something. */
    bool (*wanted)(const struct run *run);
    /* Instead of write, for a file that names other files: `folder` is the path of the new
     * folder in the end, as folder_write() got it. Nothing stands there yet. */
    enum err (*write_into)(const struct run *run, const char *folder, FILE *stream,
                           struct error *err);
    /* Of the simulation: written of a run too that simulates what stands and judges nothing
     * (run->is_stand). */
    bool of_simulation;
};

#define WRITER(name) extern const struct writer writer_##name;
#include "output/writers/writer_list.h"
#undef WRITER

int writer_n(void);
const struct writer *writer_at(int k);
bool writer_wanted(const struct writer *w, const struct run *run);

/* Could the folder be made? What folder_write() looks at first, for before a long run. */
enum err folder_check(const char *path, struct error *err);
/* Writes every output of the run into a new folder. A folder or file of that name that exists
 * is ERR_IO; on failure nothing is left. */
enum err folder_write(const struct run *run, const char *path, struct error *err);

#endif
