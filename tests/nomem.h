/* nomem.h - memory that runs out at the n-th call, and blocks that are not given back: for one
 * test program each. */
#ifndef CHARGEPLAN_TESTS_NOMEM_H
#define CHARGEPLAN_TESTS_NOMEM_H

#include <errno.h>
#include <stdbool.h>
#include <stdlib.h>

/* This program's malloc stands before every library's; what it lets through goes on to the
 * sanitizer, where there is one, so that leaks are found there. */
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
#define NEXT(name) __interceptor_##name
enum { MOST_CALLS = 90 };
#else
#define NEXT(name) __libc_##name
enum { MOST_CALLS = 300 };
#endif

extern void *NEXT(malloc)(size_t size);
extern void *NEXT(calloc)(size_t n, size_t size);
extern void *NEXT(realloc)(void *old, size_t size);
extern void NEXT(free)(void *old);
void *malloc(size_t size);
void *calloc(size_t n, size_t size);
void *realloc(void *old, size_t size);
void free(void *old);

/* The sanitizer itself allocates before its shadow memory is there. */
#define PLAIN __attribute__((no_sanitize("address", "undefined", "thread")))

static long calls, fail_at; /* fail_at 0: never */
static bool counting;
static long alive; /* blocks that live, while counting */

PLAIN static bool fails(void)
{
    if (!counting || ++calls != fail_at) return false;
    errno = ENOMEM;
    return true;
}

PLAIN void *malloc(size_t size)
{
    void *block = fails() ? NULL : NEXT(malloc)(size);

    alive += counting && block != NULL;
    return block;
}

PLAIN void *calloc(size_t n, size_t size)
{
    void *block = fails() ? NULL : NEXT(calloc)(n, size);

    alive += counting && block != NULL;
    return block;
}

PLAIN void *realloc(void *old, size_t size)
{
    void *block = fails() ? NULL : NEXT(realloc)(old, size);

    alive += counting && block != NULL && old == NULL;
    return block;
}

PLAIN void free(void *old)
{
    alive -= counting && old != NULL;
    NEXT(free)(old);
}

/* Sanitizers take and give blocks of their own, and look for leaks better. */
static long leaks(long blocks)
{
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
    return 0 * blocks;
#else
    return blocks;
#endif
}

/* GLPK 5.0 unlinks a block before it makes it larger; where that fails the old one is lost to
 * its environment. Nothing outside GLPK can give it back. */
const char *__lsan_default_suppressions(void);
const char *__lsan_default_suppressions(void)
{
    return "leak:libglpk";
}

#endif
