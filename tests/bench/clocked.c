/* clocked.c - runs a command and says what it took.
 *
 *   clocked LIMIT_S OUT ERR COMMAND [ARGUMENT...]
 *
 * The command's output goes to the file OUT, what it says to the file ERR. Past LIMIT_S seconds
 * it is interrupted, 5 s later killed; 0: no limit. Prints one line,
 *
 *   SECONDS MB EXIT SECONDS_1PCT SECONDS_01PCT
 *
 * EXIT is its exit status, `ended` where it had to be stopped, `killed` where another's signal
 * did it. The last two are the seconds at which a line of `solve --log` (work, incumbent,
 * bound) first had a gap below 1 % and 0.1 %; such lines carry no time, so they are timed as
 * they arrive. `-`: never. */
#include <fcntl.h>
#include <math.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static volatile sig_atomic_t child, n_alarms;

static double now_s(void)
{
    struct timespec t;

    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

static void on_alarm(int signal)
{
    (void)signal;
    kill((pid_t)child, n_alarms++ == 0 ? SIGINT : SIGKILL);
    alarm(5);
}

/* In the child: never returns. */
static void become(char **command, const char *out, int err_pipe)
{
    int file = open(out, O_WRONLY | O_CREAT | O_TRUNC, 0666);

    if (file >= 0 && dup2(file, STDOUT_FILENO) >= 0 && dup2(err_pipe, STDERR_FILENO) >= 0)
        execvp(command[0], command);
    perror(command[0]);
    _exit(127);
}

/* The share that is left between incumbent and bound; infinite where the line has none. */
static double gap_of(const char *line)
{
    double incumbent, bound;
    long units;

    if (sscanf(line, "%ld %lf %lf", &units, &incumbent, &bound) != 3) return INFINITY;
    return fabs(bound - incumbent) / fmax(fabs(incumbent), 1e-300);
}

static void put(double seconds)
{
    if (seconds < 0)
        printf(" -");
    else
        printf(" %.3f", seconds);
}

int main(int argc, char **argv)
{
    struct sigaction action = {.sa_handler = on_alarm, .sa_flags = SA_RESTART};
    double start = now_s(), below_1pct = -1, below_01pct = -1;
    FILE *err = argc > 4 ? fopen(argv[3], "w") : NULL;
    struct rusage used;
    char line[1024];
    int ends[2], status;
    FILE *said;

    if (err == NULL || pipe(ends) != 0) {
        fprintf(stderr, "usage: clocked LIMIT_S OUT ERR COMMAND [ARGUMENT...]\n");
        return 2;
    }
    child = (sig_atomic_t)fork();
    if (child < 0) return 1;
    if (child == 0) {
        close(ends[0]);
        become(argv + 4, argv[2], ends[1]);
    }
    close(ends[1]);
    sigaction(SIGALRM, &action, NULL);
    alarm((unsigned)atoi(argv[1]));
    said = fdopen(ends[0], "r");
    while (said != NULL && fgets(line, sizeof line, said) != NULL) {
        double gap = gap_of(line), seconds = now_s() - start;

        fputs(line, err);
        if (below_1pct < 0 && gap < 0.01) below_1pct = seconds;
        if (below_01pct < 0 && gap < 0.001) below_01pct = seconds;
    }
    while (wait4((pid_t)child, &status, 0, &used) < 0)
        ;
    printf("%.3f %.1f ", now_s() - start, (double)used.ru_maxrss / 1024);
    if (n_alarms > 0)
        printf("ended");
    else if (WIFSIGNALED(status))
        printf("killed");
    else
        printf("%d", WEXITSTATUS(status));
    put(below_1pct);
    put(below_01pct);
    printf("\n");
    return fclose(err) != 0;
}
