/* faults_preload.c - a library put before the program's own (LD_PRELOAD) to play a machine
 * where something is wrong. Of the environment:
 *   FAULT_NO_SHARED_MEMORY   files cannot be mapped into shared memory
 *   FAULT_NFS                every file system says that it is NFS
 *   FAULT_CLOCK              the time of day jumps by a day, back or forth, 20 times a second
 */
#define _GNU_SOURCE /* off64_t */
#include <errno.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <sys/vfs.h>
#include <time.h>
#include <unistd.h>

void *mmap(void *address, size_t length, int protection, int flags, int fd, off_t offset)
{
    if (fd >= 0 && (flags & MAP_SHARED) != 0 && getenv("FAULT_NO_SHARED_MEMORY") != NULL) {
        errno = ENODEV;
        return MAP_FAILED;
    }
    return (void *)syscall(SYS_mmap, address, length, protection, flags, fd, offset);
}

void *mmap64(void *address, size_t length, int protection, int flags, int fd, off64_t offset)
{
    return mmap(address, length, protection, flags, fd, (off_t)offset);
}

int statfs(const char *path, struct statfs *what)
{
    int failed = (int)syscall(SYS_statfs, path, what);

    if (failed == 0 && getenv("FAULT_NFS") != NULL) what->f_type = 0x6969;
    return failed;
}

int clock_gettime(clockid_t clock, struct timespec *t)
{
    int failed = (int)syscall(SYS_clock_gettime, clock, t);
    struct timespec since;

    if (failed != 0 || clock != CLOCK_REALTIME || getenv("FAULT_CLOCK") == NULL) return failed;
    syscall(SYS_clock_gettime, CLOCK_MONOTONIC, &since);
    t->tv_sec += (since.tv_nsec / 50000000 * 7 % 5 - 2) * 86400;
    return 0;
}
