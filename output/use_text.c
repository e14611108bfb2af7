/* use_text.c - see use_text.h */
#include "output/use_text.h"

#include <math.h>

#include "output/use.h"

enum { CELL = 96 };

/* "93.2 +- 0.4"; no half-width of one replication; one decimal more where it would read 0. */
static const char *figure(char cell[CELL], const struct operation *o, enum service v, int what,
                          double scale)
{
    const struct operation_figure *f = &o->figure[v][what];
    double width = f->half_width * scale;
    int decimals = width >= 0.005 && width < 0.05 ? 2 : 1;

    if (isnan(f->half_width))
        snprintf(cell, CELL, "%.1f", f->mean * scale);
    else
        snprintf(cell, CELL, "%.*f +- %.*f", decimals, f->mean * scale, decimals, width);
    return cell;
}

static void print_waits(const struct run *run, const struct operation *o, enum service v,
                        FILE *stream)
{
    char wait[CELL], missed[CELL], taken[CELL], peak[CELL];
    bool comes = !isnan(o->figure[v][OPERATION_MISSED].mean);

    if (isnan(o->figure[v][OPERATION_UTILISATION].mean)) return; /* no outlets */
    figure(missed, o, v, OPERATION_MISSED, 100);
    figure(taken, o, v, OPERATION_UTILISATION, 100);
    fprintf(stream, "        ");
    if (v == FAST && !isnan(o->figure[v][OPERATION_WAIT].mean))
        fprintf(stream, "mean wait %s min; ", figure(wait, o, v, OPERATION_WAIT, 1));
    if (comes && v == FAST)
        fprintf(stream, "%s %% of those who come not served within %.10g min; ", missed,
                run->scenario->sizing.wait_min);
    else if (comes)
        fprintf(stream, "%s %% of those who come find no free outlet; ", missed);
    fprintf(stream, "outlets taken %s %% of the time; peak load %s kW\n", taken,
            figure(peak, o, v, OPERATION_PEAK, 1));
}

static void print_service(const struct run *run, const struct operation *o, enum service v,
                          FILE *stream)
{
    char drivers[CELL], served[CELL], full[CELL], out[CELL], none[CELL], under_way[CELL];

    fprintf(stream, "  %s  %s drivers a day", scenario_service_word(v),
            figure(drivers, o, v, OPERATION_DRIVERS, 1));
    if (!isnan(o->figure[v][OPERATION_SERVED].mean))
        fprintf(stream, ": %s %% served, %s %% within reach but full, %s %% out of reach",
                figure(served, o, v, OPERATION_SERVED, 100),
                figure(full, o, v, OPERATION_FULL, 100), figure(out, o, v, OPERATION_OUT, 100));
    if (o->figure[v][OPERATION_UNDER_WAY].mean >= 0.0005)
        fprintf(stream, ", %s %% on the way or waiting at the end",
                figure(under_way, o, v, OPERATION_UNDER_WAY, 100));
    fprintf(stream, "\n");
    if (use_assigns_none(o, v))
        fprintf(stream,
                "        %s %% are within reach but assigned to no station and do not come to "
                "any; simulation.choice=nearest sends them too\n",
                figure(none, o, v, OPERATION_NO_PLACE, 100));
    print_waits(run, o, v, stream);
}

static void print_replications(const struct operation *o, FILE *stream)
{
    double reached = NAN;

    for (int v = 0; v < N_SERVICES; v++)
        reached = fmax(reached, o->half_width[v]); /* of two the one that is no NAN */
    fprintf(stream, "%d replication%s of at most %d%s; ", o->n_replications,
            o->n_replications == 1 ? "" : "s", o->n_limit,
            o->partial ? ", interrupted: partial results" : "");
    if (isnan(reached))
        fprintf(stream, "no half-width");
    else
        fprintf(stream, "half-width of those not served in time %.2f %%", 100 * reached);
    if (o->half_width_asked > 0)
        fprintf(stream, ", asked for %.10g %%\n", 100 * o->half_width_asked);
    else
        fprintf(stream, ", none asked for\n");
}

void use_text_print(const struct run *run, FILE *stream)
{
    for (int k = 0; k < run->n_networks; k++) {
        const struct operation *o = run->operation[k];

        fprintf(stream, "%d: ", run->scenario->study.years.year[run->network[k]->year_index]);
        if (o == NULL) {
            fprintf(stream, "interrupted, not simulated\n");
            continue;
        }
        print_replications(o, stream);
        for (enum service v = FAST; v < N_SERVICES; v++)
            print_service(run, o, v, stream);
    }
}
