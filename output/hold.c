/* hold.c - see hold.h */
#include "output/hold.h"

#include <stddef.h>

void hold_signals(struct hold *hold)
{
    struct sigaction ignore = {.sa_handler = SIG_IGN};
    sigset_t wait;

    sigemptyset(&ignore.sa_mask);
    sigemptyset(&wait);
    sigaddset(&wait, SIGINT);
    sigaddset(&wait, SIGTERM);
    sigaddset(&wait, SIGHUP);
    pthread_sigmask(SIG_BLOCK, &wait, &hold->before);
    sigaction(SIGXFSZ, &ignore, &hold->size_limit);
}

void hold_release(const struct hold *hold)
{
    sigaction(SIGXFSZ, &hold->size_limit, NULL);
    pthread_sigmask(SIG_SETMASK, &hold->before, NULL);
}

bool hold_stop_asked(void)
{
    sigset_t waiting;

    sigpending(&waiting);
    return sigismember(&waiting, SIGINT) || sigismember(&waiting, SIGTERM) ||
           sigismember(&waiting, SIGHUP);
}
