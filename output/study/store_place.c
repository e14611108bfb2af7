/* store_place.c - see store_place.h */
#define _GNU_SOURCE /* mkostemp */
#include "output/study/store_place.h"

#include <ctype.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/vfs.h>
#include <unistd.h>

#include "scenarios/text.h"

/* Numbers of file systems: statfs(2), and the headers of those that are not in Linux. */
static const struct {
    unsigned long number;
    const char *words;
} shared[] = {
    {0x6969, "(NFS) may be shared by several machines"},
    {0x517b, "(SMB) may be shared by several machines"},
    {0xff534d42, "(CIFS) may be shared by several machines"},
    {0xfe534d42, "(SMB2) may be shared by several machines"},
    {0x0bd00bd0, "(Lustre) may be shared by several machines"},
    {0x47504653, "(GPFS) may be shared by several machines"},
    {0x19830326, "(BeeGFS) may be shared by several machines"},
    {0x00c36400, "(Ceph) may be shared by several machines"},
    {0x5346414f, "(AFS) may be shared by several machines"},
    {0x01021997, "(9p) may be shared by several machines"},
};
enum { N_SHARED = sizeof shared / sizeof shared[0], PROBE_BYTES = 32768 };

/* Tried with a file of its own beside the store. Where none can be made it is the store that
 * says so. */
static bool has_shared_memory(const char *path)
{
    char *name = text_print("%s-XXXXXX", path);
    int fd = name != NULL ? mkostemp(name, O_CLOEXEC) : -1;
    void *memory = NULL;

    if (fd >= 0) {
        unlink(name);
        if (ftruncate(fd, PROBE_BYTES) == 0)
            memory = mmap(NULL, PROBE_BYTES, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
        if (memory != NULL && memory != MAP_FAILED) munmap(memory, PROBE_BYTES);
        close(fd);
    }
    free(name);
    return memory != MAP_FAILED;
}

const char *store_place_no_wal(const char *path)
{
    struct statfs what;

    if (statfs(path, &what) == 0)
        for (int k = 0; k < N_SHARED; k++)
            if (((unsigned long)what.f_type & 0xffffffffUL) == shared[k].number)
                return shared[k].words;
    return has_shared_memory(path) ? NULL : "has no shared memory";
}

static unsigned long long inode_of(const char *path, const char *end)
{
    char *name = text_print("%s%s", path, end);
    struct stat there = {0};

    if (name == NULL || stat(name, &there) != 0) there.st_ino = 0;
    free(name);
    return there.st_ino;
}

static void name_process(long pid, char out[STORE_HOLDER_ROOM])
{
    char path[40], name[32] = "";
    FILE *in;

    snprintf(path, sizeof path, "/proc/%ld/comm", pid);
    in = fopen(path, "re");
    if (in != NULL && fgets(name, sizeof name, in) != NULL) name[strcspn(name, "\n")] = '\0';
    if (in != NULL) fclose(in);
    snprintf(out, STORE_HOLDER_ROOM, name[0] != '\0' ? "process %ld (%s)" : "process %ld", pid,
             name);
}

/* From /proc/locks (proc(5)), without a file opened: to close one would end the program's own
 * locks. The device is not compared, since file systems in layers show another one there. */
void store_place_holder(const char *path, char out[STORE_HOLDER_ROOM])
{
    unsigned long long store = inode_of(path, ""), log = inode_of(path, "-shm"), inode;
    FILE *in = fopen("/proc/locks", "re");
    char line[256];
    long pid;

    strcpy(out, "another program");
    while (in != NULL && fgets(line, sizeof line, in) != NULL)
        if (sscanf(line, "%*d: POSIX ADVISORY WRITE %ld %*x:%*x:%llu", &pid, &inode) == 2 &&
            pid > 0 && pid != (long)getpid() && inode != 0 &&
            (inode == store || inode == log)) {
            name_process(pid, out);
            break;
        }
    if (in != NULL) fclose(in);
}

bool store_place_is_still(const char *path)
{
    char *name = text_print("%s-wal", path);
    struct stat there;
    bool still = name != NULL && (stat(name, &there) != 0 || there.st_size == 0);

    free(name);
    return still;
}

char *store_place_uri(const char *path)
{
    struct text uri = {0};

    text_add(&uri, "file:");
    for (const char *p = path; *p != '\0'; p++) {
        if (isalnum((unsigned char)*p) || strchr("/._-", *p) != NULL)
            text_add_bytes(&uri, p, 1);
        else
            text_addf(&uri, "%%%02x", (unsigned)(unsigned char)*p);
    }
    text_add(&uri, "?mode=ro&immutable=1");
    return text_take(&uri);
}
