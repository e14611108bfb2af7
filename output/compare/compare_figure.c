/* compare_figure.c - see compare_figure.h. */
#include "output/compare/compare_figure.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "output/measures.h"
#include "scenarios/text.h"

enum { DIGITS = 6, DIGITS_POINTS = 4 };

static const char *figure(char out[COMPARE_FIGURE_ROOM], double value, int digits)
{
    double size = fabs(value);
    int decimals;

    if (isnan(value)) return strcpy(out, "-");
    if (value == 0) return strcpy(out, "0"); /* no "-0" */
    if (size >= 1e15 || size < 1e-6) {
        snprintf(out, COMPARE_FIGURE_ROOM, "%.*g", digits, value);
        return out;
    }
    decimals = digits - 1 - (int)floor(log10(size));
    if (decimals < 0 || value == nearbyint(value)) decimals = 0;
    snprintf(out, COMPARE_FIGURE_ROOM, "%.*f", decimals, value);
    if (decimals > 0) {
        size_t n = strlen(out);

        while (out[n - 1] == '0')
            n--;
        if (out[n - 1] == '.') n--;
        out[n] = '\0';
    }
    return out;
}

const char *compare_figure(char out[COMPARE_FIGURE_ROOM], double value)
{
    return figure(out, value, DIGITS);
}

void compare_figures(char old_out[COMPARE_FIGURE_ROOM], char new_out[COMPARE_FIGURE_ROOM],
                     double old, double new)
{
    compare_figure(old_out, old);
    compare_figure(new_out, new);
    if (isnan(old) || isnan(new) || !(old < new || old > new)) return;
    if (strcmp(old_out, new_out) != 0) return;
    text_put_number(old_out, old);
    text_put_number(new_out, new);
}

const char *compare_change(char out[COMPARE_FIGURE_ROOM], const char *name, double change)
{
    int measure = measures_find(name);
    bool share = measure >= 0 && strcmp(measures_unit(measure), "share") == 0;
    char by[COMPARE_FIGURE_ROOM];

    if (share)
        figure(by, 100 * change, DIGITS_POINTS);
    else
        figure(by, change, DIGITS);
    snprintf(out, COMPARE_FIGURE_ROOM, "%s%.36s%s", change > 0 ? "+" : "", by,
             share && !isnan(change) && change != 0 ? " pp" : "");
    return out;
}

const char *compare_relative(char out[COMPARE_FIGURE_ROOM], double relative)
{
    if (isnan(relative)) return strcpy(out, "-");
    if (isinf(relative)) return strcpy(out, "from 0");
    if (relative == 0) return strcpy(out, "0 %");
    snprintf(out, COMPARE_FIGURE_ROOM, fabs(relative) < 5e-5 ? "%+.2g %%" : "%+.2f %%",
             100 * relative);
    return out;
}

const char *compare_step(char out[COMPARE_FIGURE_ROOM], int year, int nth)
{
    if (nth == 0)
        snprintf(out, COMPARE_FIGURE_ROOM, "%d", year);
    else
        snprintf(out, COMPARE_FIGURE_ROOM, "%d (%d)", year, nth + 1);
    return out;
}
