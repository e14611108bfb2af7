/* calibrate.h - the mix of the layers, and the place of energy, by what was observed.
 *
 * Observed energy by zone is set beside the layers' shares s(z, l), each adding up to 1 over
 * all zones: the weights m >= 0 that make
 *
 *   sum over observed z of (observed(z) - sum over l of m(l) s(z, l))^2               (1)
 *
 * least, over their sum, are the mix. Exact: the least squares of every set of layers, the best
 * of those without a negative weight. An observation by zone does not tell classes apart, nor,
 * where both were observed, services: all take the mix, and keep their totals. */
#ifndef CHARGEPLAN_MODEL_DEMAND_CALIBRATE_H
#define CHARGEPLAN_MODEL_DEMAND_CALIBRATE_H

#include "model/demand/energy.h"
#include "scenarios/city.h"

struct calibration {
    bool done;                   /* false: nothing is calibrated, and all below is 0 */
    bool of_service[N_SERVICES]; /* whose energy was observed */
    int n_observed;              /* zones */
    double before[N_LAYERS];     /* mix of the settings in the first year */
    double mix[N_LAYERS];        /* fitted; adds up to 1 */
    double r2;                   /* 1 - squares left / squares about the mean; NAN: all alike */
    double rms;                  /* root of the mean square left over the mean observation */
    enum layer alike[2];         /* layers whose places are alike, so that what was fitted is
                                    shared as before; equal: there are none */
    bool poor;                   /* three layers that cannot be told apart */
};

/* Fits (1).
 *
 *   observed   [n] any unit, NAN not observed
 *   share      [N_LAYERS][n] of the energy observed, each adding up to 1
 *   before     mix of the settings
 * Errors: ERR_DATA, where nothing above 0 is observed or the layers have nothing there. */
enum err calibrate_fit(struct calibration *out, int n, const double observed[],
                       const double *const share[N_LAYERS], const double before[N_LAYERS],
                       struct error *err);

/* Gives the mix to a class; totals of its services stay. */
void calibrate_mix(const struct calibration *c, struct class_energy *energy);

/* Weights that follow the observation: over the layers the zones' sums become the target, and
 * each layer's own sum stays. Scaled in turns until both hold to 1e-13 (W. E. Deming and F. F.
 * Stephan, Annals of Mathematical Statistics 11 (1940) 427-444); where zeros of the weights
 * forbid it, a tenth of the target is mixed in.
 *
 *   weight     [N_LAYERS][n] in: by the settings, all layers of the same sum; out
 *   mix        of the layers, adding up to 1
 *   target     [n] share of each zone, adding up to 1 */
void calibrate_zones(int n, double *const weight[N_LAYERS], const double mix[N_LAYERS],
                     const double target[]);

#endif
