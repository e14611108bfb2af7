/* survival.c - see survival.h. */
#include "model/fleet/survival.h"

#include <math.h>

double survival_weibull(double age, double scale, double shape)
{
    return age <= 0 ? 1 : exp(-pow(age / scale, shape));
}

double survival_scale_of_mean(double mean, double shape)
{
    return mean / tgamma(1 + 1 / shape);
}

double survival_scale_of_median(double median, double shape)
{
    return median / pow(log(2), 1 / shape);
}

bool survival_given(const struct fleet_class *class)
{
    return class->survival_age.n > 0 || !isnan(class->survival_scale) ||
           !isnan(class->survival_mean) || !isnan(class->survival_median);
}

struct survival survival_of(const struct fleet_class *class)
{
    struct survival s = {.scale = class->survival_scale, .shape = class->survival_shape};

    if (isnan(s.scale) && !isnan(class->survival_mean))
        s.scale = survival_scale_of_mean(class->survival_mean, s.shape);
    else if (isnan(s.scale))
        s.scale = survival_scale_of_median(class->survival_median, s.shape);
    s.n = class->survival_age.n;
    s.age = class->survival_age.value;
    s.alive = class->survival_alive.value;
    return s;
}

static double of_table(const struct survival *s, double age)
{
    int k = 1;

    if (age >= s->age[s->n - 1]) return age > s->age[s->n - 1] ? 0 : s->alive[s->n - 1];
    while (s->age[k] < age)
        k++;
    double part = (age - s->age[k - 1]) / (s->age[k] - s->age[k - 1]);

    return s->alive[k - 1] + part * (s->alive[k] - s->alive[k - 1]);
}

double survival_alive(const struct survival *s, double age)
{
    if (s->n > 0) return age <= 0 ? 1 : of_table(s, age);
    return survival_weibull(age, s->scale, s->shape);
}
