/* batch_name.c - names of processes that no other process ever has; see batch.h. */
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "sim/batch.h"

enum { HOST_ROOM = 80 };

/* The first bytes of a file, "" where it cannot be read. */
static void read_start(const char *path, char *out, size_t room)
{
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    ssize_t n = fd < 0 ? 0 : read(fd, out, room - 1);

    out[n > 0 ? n : 0] = '\0';
    if (fd >= 0) close(fd);
}

/* Host, its start, and the space in which numbers of processes count (of a container). */
static void machine(char out[HOST_ROOM])
{
    char host[40] = "", boot[16], space[40];
    ssize_t n = readlink("/proc/self/ns/pid", space, sizeof space - 1);

    space[n > 0 ? n : 0] = '\0';
    gethostname(host, sizeof host - 1);
    for (char *p = host; *p != '\0'; p++)
        if (*p == '/') *p = '-';
    read_start("/proc/sys/kernel/random/boot_id", boot, 9);
    snprintf(out, HOST_ROOM, "%s-%s-%lu", host, boot,
             strtoul(space + strcspn(space, "0123456789"), NULL, 10));
}

/* Start of a process in ticks since the machine's start; 0 where there is none. Field 22 of
 * /proc/PID/stat, counted behind the name, which may hold blanks and brackets (proc(5)). */
static unsigned long long started(long pid)
{
    char path[40], text[1024];
    const char *p;

    snprintf(path, sizeof path, "/proc/%ld/stat", pid);
    read_start(path, text, sizeof text);
    p = strrchr(text, ')');
    if (p == NULL || p[1] == '\0') return 0;
    if (p[2] == 'Z' || p[2] == 'X') return 0; /* it has ended; nobody has asked yet */
    for (int field = 2; field < 22 && p != NULL; field++)
        p = strchr(p + 1, ' ');
    return p == NULL ? 0 : strtoull(p, NULL, 10);
}

void batch_own_name(char out[BATCH_WORKER_ROOM])
{
    char here[HOST_ROOM];

    machine(here);
    snprintf(out, BATCH_WORKER_ROOM, "%s/%ld/%llu", here, (long)getpid(),
             started((long)getpid()));
}

bool batch_is_gone(const char *worker)
{
    char here[HOST_ROOM];
    size_t n;
    long pid;
    unsigned long long start;

    machine(here);
    n = strlen(here);
    if (strncmp(worker, here, n) != 0 || worker[n] != '/') return false;
    if (sscanf(worker + n, "/%ld/%llu", &pid, &start) != 2 || pid <= 0) return false;
    if (kill((pid_t)pid, 0) != 0 && errno == ESRCH) return true;
    return start != 0 && started(pid) != start;
}
