/* load.c - the largest load of each hour, of every place and of all together; see world.h */
#include <math.h>

#include "sim/operation/world.h"

/* Closes the hours before a moment: in those in between the load was what it is. */
static void close_hours(const struct tally *t, struct load *load, int hour, double by_hour[],
                        double *largest)
{
    for (; load->hour < hour; load->hour++) {
        if (load->hour >= 0 && load->hour < t->window_h) {
            by_hour[tally_hour_of(load->hour)] += load->peak;
            if (largest != NULL) *largest = fmax(*largest, load->peak);
        }
        load->peak = load->kw;
    }
}

/* What lasts no time is no load: at the very start of an hour the last change holds. */
static void change(struct load *load, double t_h, double kw)
{
    load->peak = t_h == load->hour ? kw : fmax(load->peak, kw);
    load->kw = kw;
}

void load_change(struct world *w, int place, double t_h, double kw)
{
    struct load *here = &w->place[place].load;
    double city = w->city.kw + kw - here->kw;
    int hour = (int)floor(t_h);

    close_hours(w->tally, here, hour, &w->tally->peak_kw[(size_t)place * N_HOURS],
                &w->tally->largest_kw[place]);
    change(here, t_h, kw);
    close_hours(w->tally, &w->city, hour, w->tally->city_kw, NULL);
    change(&w->city, t_h, fmax(0, city));
}

void load_close(struct world *w)
{
    int hour = (int)ceil(w->in->params.window_h);

    for (int p = 0; p < w->in->n_places; p++)
        close_hours(w->tally, &w->place[p].load, hour, &w->tally->peak_kw[(size_t)p * N_HOURS],
                    &w->tally->largest_kw[p]);
    close_hours(w->tally, &w->city, hour, w->tally->city_kw, NULL);
}
