/* study_shard.c - names of the stores of shards; see study.h */
#include <dirent.h>
#include <stdio.h>
#include <string.h>

#include "output/study/study.h"

/* Padded with zeros: in the order of their names they are in the order of their numbers. */
void study_shard_name(char out[STUDY_SHARD_ROOM], const struct sweep_shard *shard)
{
    int digits = snprintf(NULL, 0, "%d", shard->n);

    snprintf(out, STUDY_SHARD_ROOM, "shard-%0*d-of-%d.db", digits, shard->k, shard->n);
}

bool study_is_shard_name(const char *name)
{
    char again[STUDY_SHARD_ROOM];
    struct sweep_shard shard;

    if (sscanf(name, "shard-%9d-of-%9d.db", &shard.k, &shard.n) != 2) return false;
    study_shard_name(again, &shard);
    return strcmp(name, again) == 0;
}

int study_shards(const char *folder)
{
    DIR *dir = opendir(folder);
    int n = 0;

    if (dir == NULL) return 0;
    for (const struct dirent *e = readdir(dir); e != NULL; e = readdir(dir))
        n += study_is_shard_name(e->d_name);
    closedir(dir);
    return n;
}
