/* parallel.h - the same work on one thread or on many.
 *
 * Work is cut into tasks whose number and content do not depend on the threads; each task
 * writes its own slots and hands its error up through one of them. What is summed over tasks is
 * summed afterwards, in their order. So results are the same to the byte on any number of
 * threads. GLPK has an environment for each thread; that of a helper ends with it, so what a
 * task makes of GLPK it frees. */
#ifndef CHARGEPLAN_MODEL_PARALLEL_H
#define CHARGEPLAN_MODEL_PARALLEL_H

enum { PARALLEL_MOST = 256 }; /* threads; more are never started */

/* Processors at work, 1 to PARALLEL_MOST; the default number of threads. */
int parallel_processors(void);

/* Calls task(context, k) once for each k in 0 .. n_tasks - 1, in any order, on at most
 * n_threads threads of which the caller is one; returns when all are done. Where the system
 * gives fewer threads the others do the work. */
void parallel_run(int n_threads, int n_tasks, void (*task)(void *context, int k),
                  void *context);

#endif
