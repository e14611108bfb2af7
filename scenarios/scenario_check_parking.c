/* scenario_check_parking.c - what the settings of car parks and building rules say together;
 * see scenario_draft.h */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "scenarios/scenario_draft.h"

/* A bay that is built is ready too. */
static void check_ready(struct draft *d, const struct building_type *b, const char *when,
                        double built, double ready)
{
    char path[256], least[TEXT_NUMBER_ROOM], said[TEXT_NUMBER_ROOM];

    if (!(ready < built)) return; /* also where it is not set */
    snprintf(path, sizeof path, "building.%.120s.%s.ready", b->id, when);
    text_put_number(said, ready);
    text_put_number(least, built);
    scenario_check_problem(d, path,
                           "%s is below %s.built, %s; bays with a charger count as ready, so "
                           "that %s to 1 is allowed",
                           said, when, least, least);
}

static void check_kind(struct draft *d, const struct building_type *b)
{
    const char *ids[256], *guess;
    char path[256];
    int n = 0;

    if (b->kind == NULL || scenario_kind(d->s, b->kind) >= 0) return;
    for (int k = 0; k < d->s->n_kinds && n < 256; k++)
        ids[n++] = d->s->kind[k].id;
    guess = text_nearest(b->kind, n, ids);
    snprintf(path, sizeof path, "building.%.120s.kind", b->id);
    scenario_check_problem(d, path, "'%s' is not one of the kinds%s%s%s", b->kind,
                           guess != NULL ? "; did you mean " : "", guess != NULL ? guess : "",
                           guess != NULL ? "?" : "");
}

/* Chargers of a kind that nobody names are slow ones. */
static void check_any_kind(struct draft *d, const struct building_type *b)
{
    bool slow = d->s->placement.slow_kind != NULL || b->kind != NULL;
    char path[256];

    for (int k = 0; k < d->s->n_kinds; k++)
        slow = slow || d->s->kind[k].system != FAST; /* or wrong, which is told */
    if (slow) return;
    snprintf(path, sizeof path, "building.%.120s.kind", b->id);
    scenario_check_problem(d, path,
                           "the setting is missing; the scenario has no slow kind of charger "
                           "that it could mean");
}

void scenario_check_parking(struct draft *d)
{
    const struct parking_params *p = &d->s->parking;

    scenario_check_datum(d, "parking", p->file, p->crs, p->coordinates);
    scenario_check_layer_only(d, "parking", p->file, "layer", p->layer);
    scenario_check_layer_only(d, "parking", p->file, "encoding", p->encoding);
    if (p->file != NULL && d->s->n_buildings == 0 && !problems_about(d->problems, "building"))
        scenario_check_problem(
            d, "parking.file",
            "car parks are listed, but no type of building is described; add "
            "building: {housing: {new: {ready: G15-RULE-RES}}, ...}");
    for (int k = 0; k < d->s->n_buildings; k++) {
        const struct building_type *b = &d->s->building[k];

        check_ready(d, b, "new", b->new_built, b->new_ready);
        check_ready(d, b, "existing", b->existing_built, b->existing_ready);
        check_kind(d, b);
        if (p->file != NULL) check_any_kind(d, b);
    }
}
