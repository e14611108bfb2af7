/* parallel.c - threads for one piece of work; see parallel.h. */
#include "model/parallel.h"

#include <pthread.h>
#include <stdatomic.h>
#include <unistd.h>

#include "model/milp.h"

struct work {
    void (*task)(void *context, int k);
    void *context;
    int n_tasks;
    atomic_int next;
};

int parallel_processors(void)
{
    long n = sysconf(_SC_NPROCESSORS_ONLN);

    return n < 1 ? 1 : n > PARALLEL_MOST ? PARALLEL_MOST : (int)n;
}

static void take_tasks(struct work *w)
{
    for (;;) {
        int k = atomic_fetch_add(&w->next, 1);

        if (k >= w->n_tasks) return;
        w->task(w->context, k);
    }
}

static void *help(void *argument)
{
    take_tasks(argument);
    milp_leave_thread();
    return NULL;
}

void parallel_run(int n_threads, int n_tasks, void (*task)(void *context, int k), void *context)
{
    struct work w = {.task = task, .context = context, .n_tasks = n_tasks};
    pthread_t thread[PARALLEL_MOST];
    int n = 0, want = n_threads < n_tasks ? n_threads : n_tasks;

    if (want > PARALLEL_MOST) want = PARALLEL_MOST;
    while (n + 1 < want && pthread_create(&thread[n], NULL, help, &w) == 0)
        n++;
    take_tasks(&w);
    for (int k = 0; k < n; k++)
        pthread_join(thread[k], NULL);
}
