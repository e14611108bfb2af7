/* gsl_quiet.c - see gsl_quiet.h */
#include "model/gsl_quiet.h"

#include <pthread.h>

#include <gsl/gsl_errno.h>

static pthread_once_t once = PTHREAD_ONCE_INIT;

static void set(void)
{
    gsl_set_error_handler_off();
}

void gsl_quiet(void)
{
    pthread_once(&once, set);
}
