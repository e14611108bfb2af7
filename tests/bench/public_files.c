/* public_files.c - the published problems of the folder of public data, which lies beside the
 * project or where CHARGEPLAN_SHARED says, as files of `chargeplan solve`.
 *
 *   public_files FAMILY              names its problems, one a line
 *   public_files FAMILY NAME PREFIX  writes PREFIXd.csv, PREFIXs.csv, PREFIXt.csv and prints
 *                                    "ZONES SITES P"; P is 0 where the problem has none
 *
 * Families: scp, pmed, cap. Exit status: 0 done, 2 usage, 1 a sentence says why not. */
#include <glob.h>

#include "tests/fixture_problem.h"
#include "tests/solve.h"

static const char *const families[] = {"scp", "pmed", "cap"};

/* pmed9 before pmed10. */
static int by_number(const void *a, const void *b)
{
    const char *left = *(char *const *)a, *right = *(char *const *)b;
    size_t n_left = strlen(left), n_right = strlen(right);

    return n_left != n_right ? (n_left > n_right) - (n_left < n_right) : strcmp(left, right);
}

static int list(const char *family)
{
    char *pattern = text_print("%s/data/orlib/%s/%s*.txt", shared_dir(), family, family);
    glob_t found = {0};
    int n_named = 0;

    if (glob(pattern, 0, NULL, &found) == 0)
        qsort(found.gl_pathv, found.gl_pathc, sizeof *found.gl_pathv, by_number);
    for (size_t k = 0; k < found.gl_pathc; k++) {
        const char *name = strrchr(found.gl_pathv[k], '/') + 1;
        const char *which = name + strlen(family);

        if (strcmp(which, "opt.txt") == 0) continue; /* the answers */
        printf("%.*s\n", (int)strcspn(name, "."), name);
        n_named++;
    }
    if (n_named == 0) fprintf(stderr, "public_files: there is no %s\n", pattern);
    globfree(&found);
    free(pattern);
    return n_named == 0;
}

static bool is_there(const char *family, const char *name)
{
    char *path = text_print("%s/data/orlib/%s/%s.txt", shared_dir(), family, name);
    bool there = strncmp(name, family, strlen(family)) == 0 && access(path, R_OK) == 0;

    if (!there) fprintf(stderr, "public_files: %s: no readable problem of %s\n", path, family);
    free(path);
    return there;
}

static int write_one(const char *family, const char *name, const char *prefix)
{
    const char *which = name + strlen(family);
    struct problem *p;
    int n_medians = 0;

    if (!is_there(family, name)) return 1;
    if (strcmp(family, "scp") == 0)
        p = problem_read_scp(which);
    else if (strcmp(family, "pmed") == 0)
        p = problem_read_pmed(atoi(which), &n_medians);
    else
        p = problem_read_cap(atoi(which));
    problem_write(p, prefix);
    printf("%d %d %d\n", p->n_zones, p->n_sites, n_medians);
    problem_free(p);
    return 0;
}

int main(int argc, char **argv)
{
    for (size_t k = 0; k < COUNT(families) && (argc == 2 || argc == 4); k++)
        if (strcmp(argv[1], families[k]) == 0)
            return argc == 2 ? list(argv[1]) : write_one(argv[1], argv[2], argv[3]);
    fprintf(stderr, "usage: public_files scp|pmed|cap [NAME PREFIX]\n");
    return 2;
}
