/* fleet_check.c - can the stock of every class be told? See fleet.h. */
#include <stdio.h>
#include <string.h>

#include "model/fleet/fleet.h"

/* The sentence begins with the path of the setting at fault, whose place is known. */
static void add_problem(const struct scenario *s, struct problems *problems, char *sentence)
{
    char *colon = strstr(sentence, ": ");

    if (colon == NULL || strncmp(sentence, "fleet.", 6) != 0) {
        problems_add(problems, s->file, 0, 0, NULL, "%s", sentence);
        return;
    }
    *colon = '\0';
    scenario_problem(s, problems, sentence, "%s", colon + 2);
}

/* Where what a curve is made of has a problem already, a second sentence would say the same. A
 * fitted curve asks for what is not given, so that a misspelt setting matters too. */
static bool has_problem(const struct fleet_class *class, const struct problems *problems)
{
    static const char *const keys[] = {"",
                                       ".curve",
                                       ".points",
                                       ".population",
                                       ".cars_per_1000",
                                       ".ev_share",
                                       ".of",
                                       ".part",
                                       ".whole",
                                       ".bev_share",
                                       ".join",
                                       ".cars_join",
                                       ".cars_saturation",
                                       ".table",
                                       ".registrations",
                                       ".registered_ev_share",
                                       ".stock_before",
                                       ".ev_stock_before",
                                       ".survival",
                                       ".visitors"};
    bool fitted = class->curve == CURVE_BASS || class->curve == CURVE_LOGISTIC;
    char path[2 * PROBLEMS_PATH_ROOM];

    for (size_t k = fitted ? 0 : 1; k < sizeof keys / sizeof keys[0]; k++) {
        snprintf(path, sizeof path, "fleet.%.*s%s", PROBLEMS_PATH_ROOM, class->id, keys[k]);
        if (problems_about(problems, path)) return true;
    }
    return problems_about(problems, "study.years");
}

/* The class that visitors are a share of; NULL where there is none. */
static const struct fleet_class *visited(const struct scenario *s, const struct fleet_class *c)
{
    for (int k = 0; k < s->n_classes && c->visitors_of != NULL; k++)
        if (strcmp(s->fleet[k].id, c->visitors_of) == 0) return &s->fleet[k];
    return NULL;
}

void fleet_check(const struct scenario *s, struct problems *problems)
{
    for (int c = 0; c < s->n_classes; c++) {
        const struct fleet_class *host =
            s->fleet[c].curve == CURVE_VISITORS ? visited(s, &s->fleet[c]) : NULL;
        struct fleet_class two[2] = {s->fleet[c]};
        struct scenario one = *s; /* the same with this class, and the one it visits, alone */
        struct fleet *f = NULL;
        struct error err;

        if (has_problem(&s->fleet[c], problems)) continue;
        if (host != NULL && has_problem(host, problems)) continue;
        if (host != NULL) two[1] = *host;
        one.n_classes = host != NULL ? 2 : 1;
        one.fleet = two;
        if (fleet_create(&f, &one, &err) != ERR_OK) add_problem(s, problems, err.text);
        fleet_free(f);
    }
}
