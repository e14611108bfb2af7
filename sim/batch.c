/* batch.c - see batch.h. A worker tells its parent through a pipe when a case begins and ends.
 */
#define _GNU_SOURCE /* pipe2 */
#include "sim/batch.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "model/placement/placement.h"

/* Exit statuses of a worker; any other one is a loss. */
enum { WORKER_DONE = 0, WORKER_FAILED = 3, WORKER_STOPPED = 4, POLL_MS = 100, WAIT_MS = 100 };
/* Workers in a row that may be lost before any takes a case. */
enum { EMPTY_LOSSES_MAX = 20 };

/* What a worker writes: smaller than PIPE_BUF, so that it comes whole. */
struct note {
    enum { NOTE_BEGINS, NOTE_ENDS, NOTE_FAILS } kind;
    struct error err; /* of NOTE_FAILS */
};

struct worker {
    pid_t pid;      /* 0: none */
    int from;       /* end of its pipe to read */
    bool busy;      /* has a case */
    bool too_long;  /* was stopped for it */
    double since_s; /* start of its case */
    char name[BATCH_WORKER_ROOM];
};

struct batch {
    const struct batch_duties *duties;
    const struct batch_limits *limits;
    struct worker *worker; /* [n_jobs] */
    struct batch_progress progress;
    double start_s, renewed_s;
    int n_empty;      /* workers lost since one began a case last */
    bool finished;    /* a worker found nothing left: no new ones */
    bool told;        /* workers were told to end */
    struct error err; /* the first failure; code ERR_OK while there is none */
};

/* Never set back, unlike the time of day. */
static double now_s(void)
{
    struct timespec t;

    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

static void note(int to, int kind, const struct error *err)
{
    struct note n = {.kind = kind == NOTE_FAILS    ? NOTE_FAILS
                             : kind == NOTE_BEGINS ? NOTE_BEGINS
                                                   : NOTE_ENDS};
    ssize_t written;

    if (err) n.err = *err;
    do
        written = write(to, &n, sizeof n);
    while (written < 0 && errno == EINTR);
}

static enum err work_cases(const struct batch_duties *d, int to, struct error *err)
{
    const struct timespec pause = {0, WAIT_MS * 1000000L};

    while (!placement_interrupted) {
        enum batch_claim what = BATCH_NONE;
        int k = 0;

        TRY(d->claim(d->with, &what, &k, err));
        if (what == BATCH_NONE) return ERR_OK;
        if (what == BATCH_WAIT) {
            nanosleep(&pause, NULL);
            continue;
        }
        note(to, NOTE_BEGINS, NULL);
        TRY(d->work(d->with, k, err));
        note(to, NOTE_ENDS, NULL);
    }
    return error_set(err, ERR_INTERRUPTED, "interrupted");
}

static void on_stop(int signal_number)
{
    (void)signal_number;
    placement_interrupted = 1;
}

/* The life of a worker; does not come back. */
static _Noreturn void live(const struct batch *b, struct worker *w, pid_t parent, int to)
{
    struct error err = {0};
    enum err code = ERR_OK;

    /* A worker may be told to end by the terminal and by its parent: the second is no more. */
    const struct sigaction stop = {.sa_handler = on_stop};

    sigaction(SIGINT, &stop, NULL);
    sigaction(SIGTERM, &stop, NULL);
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (getppid() != parent) _exit(WORKER_FAILED); /* it ended before it could be asked for */
    snprintf(w->name + strlen(w->name), 16, "/%d", (int)getpid());
    if (b->duties->begin) code = b->duties->begin(b->duties->with, w->name, &err);
    if (code == ERR_OK) code = work_cases(b->duties, to, &err);
    if (b->duties->end) b->duties->end(b->duties->with);
    if (code != ERR_OK && code != ERR_INTERRUPTED) note(to, NOTE_FAILS, &err);
    _exit(code == ERR_OK            ? WORKER_DONE
          : code == ERR_INTERRUPTED ? WORKER_STOPPED
                                    : WORKER_FAILED);
}

static enum err start(struct batch *b, struct worker *w)
{
    pid_t parent = getpid();
    int end[2];

    if (pipe2(end, O_CLOEXEC) != 0)
        return error_set(&b->err, ERR_IO, "no worker can be started (%s)", strerror(errno));
    *w = (struct worker){.from = end[0]};
    batch_own_name(w->name);
    fflush(NULL); /* what is buffered is not to be written twice */
    w->pid = fork();
    if (w->pid == 0) {
        close(end[0]);
        live(b, w, parent, end[1]);
    }
    close(end[1]);
    if (w->pid < 0) {
        w->pid = 0;
        close(end[0]);
        return error_set(&b->err, ERR_IO, "no worker can be started (%s)", strerror(errno));
    }
    snprintf(w->name + strlen(w->name), 16, "/%d", (int)w->pid);
    fcntl(w->from, F_SETFL, O_NONBLOCK);
    return ERR_OK;
}

/* Reads what a worker has written so far. */
static void listen_to(struct batch *b, struct worker *w)
{
    struct note n;

    while (read(w->from, &n, sizeof n) == (ssize_t)sizeof n) {
        if (n.kind == NOTE_BEGINS) {
            w->busy = true;
            b->n_empty = 0;
            w->since_s = now_s();
        } else if (n.kind == NOTE_ENDS) {
            w->busy = false;
            b->progress.n_done++;
        } else if (b->err.code == ERR_OK) {
            b->err = n.err;
        }
    }
}

static bool own_doing(int signal_number)
{
    switch (signal_number) {
    case SIGSEGV:
    case SIGABRT:
    case SIGBUS:
    case SIGFPE:
    case SIGILL:
    case SIGSYS:
    case SIGTRAP:
        return true;
    default:
        return false;
    }
}

/* A worker has ended: keeps how, where it did not end by itself. */
static void bury(struct batch *b, struct worker *w, int status)
{
    int code = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
    int signal_number = WIFSIGNALED(status) ? WTERMSIG(status) : 0;
    enum batch_loss how = w->too_long                ? BATCH_TOO_LONG
                          : own_doing(signal_number) ? BATCH_CRASHED
                                                     : BATCH_KILLED;
    struct error err = {0};

    listen_to(b, w);
    close(w->from);
    w->pid = 0;
    if (code == WORKER_DONE) b->finished = true;
    if (code == WORKER_FAILED && b->err.code == ERR_OK)
        error_set(&b->err, ERR_IO, "a worker ended without saying why");
    if (code == WORKER_DONE || code == WORKER_FAILED || code == WORKER_STOPPED) return;
    if (++b->n_empty > EMPTY_LOSSES_MAX && b->err.code == ERR_OK)
        error_set(&b->err, ERR_IO, "%d workers in a row ended before they took a case",
                  b->n_empty);
    b->progress.n_lost++;
    if (b->duties->lost(b->duties->with, w->name, how, signal_number, &err) != ERR_OK &&
        b->err.code == ERR_OK)
        b->err = err;
}

static int living(const struct batch *b)
{
    int n = 0;

    for (int k = 0; k < b->limits->n_jobs; k++)
        n += b->worker[k].pid > 0;
    return n;
}

/* Waits a moment for notes, then looks for workers that ended or take too long. */
static void look_after(struct batch *b)
{
    struct pollfd wait[BATCH_JOBS_MAX];
    nfds_t n = 0;
    int status;

    for (int k = 0; k < b->limits->n_jobs; k++)
        if (b->worker[k].pid > 0)
            wait[n++] = (struct pollfd){.fd = b->worker[k].from, .events = POLLIN};
    poll(wait, n, POLL_MS);
    b->progress.n_running = 0;
    for (int k = 0; k < b->limits->n_jobs; k++) {
        struct worker *w = &b->worker[k];

        if (w->pid == 0) continue;
        listen_to(b, w);
        if (w->busy && !w->too_long && b->limits->case_seconds > 0 &&
            now_s() - w->since_s > b->limits->case_seconds) {
            w->too_long = true;
            kill(w->pid, SIGKILL);
        }
        if (waitpid(w->pid, &status, WNOHANG) == w->pid) bury(b, w, status);
        b->progress.n_running += w->pid > 0 && w->busy;
    }
}

static void renew_and_tell(struct batch *b)
{
    struct error err = {0};
    double now = now_s();

    b->progress.elapsed_s = now - b->start_s;
    if (b->duties->progress) b->duties->progress(b->duties->with, &b->progress);
    if (now - b->renewed_s < b->limits->renew_s) return;
    b->renewed_s = now;
    if (b->duties->renew(b->duties->with, &err) != ERR_OK && b->err.code == ERR_OK)
        b->err = err;
}

static void tell_to_end(struct batch *b)
{
    if (b->told) return;
    b->told = true;
    for (int k = 0; k < b->limits->n_jobs; k++)
        if (b->worker[k].pid > 0) kill(b->worker[k].pid, SIGTERM);
}

enum err batch_run(const struct batch_duties *duties, const struct batch_limits *limits,
                   struct error *err)
{
    struct batch b = {.duties = duties, .limits = limits, .start_s = now_s()};

    b.renewed_s = b.start_s;
    b.worker = calloc((size_t)limits->n_jobs, sizeof *b.worker);
    if (!b.worker) return error_nomem(err, "the workers");
    do {
        bool stop = placement_interrupted || b.err.code != ERR_OK;

        for (int k = 0; k < limits->n_jobs && !stop && !b.finished; k++)
            if (b.worker[k].pid == 0 && start(&b, &b.worker[k]) != ERR_OK) stop = true;
        if (stop) tell_to_end(&b);
        look_after(&b);
        renew_and_tell(&b);
    } while (living(&b) > 0 || (!b.finished && !placement_interrupted && b.err.code == ERR_OK));
    free(b.worker);
    if (b.err.code != ERR_OK) {
        *err = b.err;
        return err->code;
    }
    if (placement_interrupted) return error_set(err, ERR_INTERRUPTED, "interrupted");
    return ERR_OK;
}
