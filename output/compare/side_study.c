/* side_study.c - a sweep's store as a side of a comparison. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "output/commands/command.h"
#include "output/compare/side.h"

static const char *meta(struct side *side, const char *key, struct error *err)
{
    struct store *store = study_store(side->study);
    struct store_rows *rows;
    const char *value = "";
    bool more;

    if (store_ask(store, &rows, err, "SELECT value FROM meta WHERE key = ?", "t", key) !=
            ERR_OK ||
        store_next(store, rows, &more, err) != ERR_OK || !more)
        return value;
    value = keep_text(&side->keep, store_text(rows, 0));
    store_stop(rows);
    return value;
}

static enum err read_common(struct side *side, struct error *err)
{
    struct store *store = study_store(side->study);
    struct store_rows *rows;
    bool more;

    TRY(store_ask(store, &rows, err, "SELECT path, value FROM common ORDER BY path", ""));
    for (;;) {
        struct outcome_setting *s;

        TRY(store_next(store, rows, &more, err));
        if (!more) return ERR_OK;
        s = keep_more(&side->keep, (void *)&side->setting, &side->n_settings,
                      &side->settings_room, sizeof *s);
        if (s == NULL) continue;
        s->path = keep_text(&side->keep, store_text(rows, 0));
        s->value = keep_text(&side->keep, store_text(rows, 1));
    }
}

static void put_state(struct side_case *c, const char *state, long status)
{
    static const struct {
        const char *said;
        enum outcome_state state;
    } states[] = {{"done", OUTCOME_DONE},      {"waiting", OUTCOME_OPEN},
                  {"running", OUTCOME_OPEN},   {"failed", OUTCOME_FAILED},
                  {"crashed", OUTCOME_FAILED}, {"too long", OUTCOME_FAILED}};

    c->state = OUTCOME_OPEN;
    c->state_said = "unknown";
    for (size_t k = 0; k < sizeof states / sizeof states[0]; k++)
        if (strcmp(states[k].said, state) == 0) {
            c->state = states[k].state;
            c->state_said = states[k].said;
        }
    if (c->state == OUTCOME_DONE && status == STATUS_INFEASIBLE) {
        c->state = OUTCOME_INFEASIBLE;
        c->state_said = "infeasible";
    }
}

static enum err read_cases(struct side *side, struct error *err)
{
    struct store *store = study_store(side->study);
    struct store_rows *rows;
    bool more;

    TRY(store_ask(store, &rows, err,
                  "SELECT number, id, name, state, status, error FROM run WHERE place IS NOT "
                  "NULL ORDER BY place",
                  ""));
    for (;;) {
        struct side_case *c;

        TRY(store_next(store, rows, &more, err));
        if (!more) return ERR_OK;
        c = keep_more(&side->keep, (void *)&side->at, &side->n, &side->room, sizeof *c);
        if (c == NULL) continue;
        c->number = store_integer(rows, 0);
        c->id = keep_text(&side->keep, store_text(rows, 1));
        c->name = keep_text(&side->keep, store_text(rows, 2));
        put_state(c, store_text(rows, 3), store_integer(rows, 4));
        c->reason = keep_text(&side->keep, store_text(rows, 5));
    }
}

static enum err read_sets(struct side *side, struct error *err)
{
    struct store *store = study_store(side->study);
    struct store_rows *rows;
    bool more;
    int k = 0;

    TRY(store_ask(store, &rows, err,
                  "SELECT r.number, s.path, s.value FROM run r JOIN setting s ON s.run = "
                  "r.number WHERE r.place IS NOT NULL ORDER BY r.place, s.path",
                  ""));
    for (;;) {
        struct outcome_setting *s;

        TRY(store_next(store, rows, &more, err));
        if (!more) return ERR_OK;
        while (k < side->n - 1 && side->at[k].number != store_integer(rows, 0))
            k++;
        s = keep_more(&side->keep, (void *)&side->at[k].set, &side->at[k].n_sets,
                      &side->at[k].sets_room, sizeof *s);
        if (s == NULL) continue;
        s->path = keep_text(&side->keep, store_text(rows, 1));
        s->value = keep_text(&side->keep, store_text(rows, 2));
    }
}

enum err side_study_open(struct side *side, struct error *err)
{
    enum err code = study_open_to_read(&side->study, side->path, err);

    if (code == ERR_IO) err->code = code = ERR_DATA;
    TRY(code);
    side->head.program = meta(side, "program", err);
    side->head.title = meta(side, "title", err);
    TRY(read_common(side, err));
    TRY(read_cases(side, err));
    if (side->n == 0)
        return error_set(err, ERR_DATA, "%s: is the store of a sweep that has no cases",
                         side->path);
    return read_sets(side, err);
}

/* Steps of one case, to tell two of the same year apart. */
struct steps {
    int n, room;
    struct step {
        long step;
        int year;
    } * at;
};

static int nth_of(struct outcome *o, struct steps *steps, long step, int year)
{
    struct step *s;
    int nth = 0;

    for (int k = 0; k < steps->n; k++) {
        if (steps->at[k].step == step) return nth;
        nth += steps->at[k].year == year;
    }
    s = keep_more(&o->keep, (void *)&steps->at, &steps->n, &steps->room, sizeof *s);
    if (s != NULL) *s = (struct step){step, year};
    return nth;
}

static enum err load_figures(struct store *store, long number, struct outcome *o,
                             struct steps *steps, struct error *err)
{
    struct store_rows *rows;
    bool more;

    TRY(store_ask(store, &rows, err,
                  "SELECT i.step, i.year, w.text, m.name, i.value FROM indicator_row i JOIN "
                  "word w ON w.number = i.district JOIN measure m ON m.number = i.measure "
                  "WHERE i.run = ? ORDER BY i.step, i.district, i.measure",
                  "i", number));
    for (;;) {
        int year;

        TRY(store_next(store, rows, &more, err));
        if (!more) return ERR_OK;
        year = (int)store_integer(rows, 1);
        outcome_add_figure(o, year, nth_of(o, steps, store_integer(rows, 0), year),
                           store_text(rows, 2), store_text(rows, 3), store_number(rows, 4));
    }
}

static enum err load_stations(struct store *store, long number, struct outcome *o,
                              struct steps *steps, struct error *err)
{
    struct store_rows *rows;
    bool more;

    TRY(store_ask(store, &rows, err,
                  "SELECT s.step, s.year, w.text, s.fast_chargers, s.slow_chargers FROM "
                  "station_row s JOIN word w ON w.number = s.site WHERE s.run = ? ORDER BY "
                  "s.step, s.site",
                  "i", number));
    for (;;) {
        char chargers[64];
        int year;

        TRY(store_next(store, rows, &more, err));
        if (!more) return ERR_OK;
        year = (int)store_integer(rows, 1);
        snprintf(chargers, sizeof chargers, "%ld fast, %ld slow", store_integer(rows, 3),
                 store_integer(rows, 4));
        outcome_add_station(o, year, nth_of(o, steps, store_integer(rows, 0), year),
                            store_text(rows, 2), chargers);
    }
}

static enum err load_rules(struct store *store, long number, struct outcome *o,
                           struct error *err)
{
    struct store_rows *rows;
    bool more;

    TRY(store_ask(store, &rows, err,
                  "SELECT s.year, w.text, c.text, s.outcome, s.relation, u.text, s.target, "
                  "s.achieved, s.strength FROM rule_row s JOIN word w ON w.number = s.rule "
                  "JOIN word c ON "
                  "c.number = s.zone_class JOIN word u ON u.number = s.unit WHERE s.run = ? "
                  "ORDER BY s.step, s.place",
                  "i", number));
    for (;;) {
        TRY(store_next(store, rows, &more, err));
        if (!more) return ERR_OK;

        struct outcome_rule rule = {.year = (int)store_integer(rows, 0),
                                    .rule = store_text(rows, 1),
                                    .zone_class = store_text(rows, 2),
                                    .outcome = store_text(rows, 3),
                                    .relation = store_text(rows, 4),
                                    .unit = store_text(rows, 5),
                                    .strength = store_text(rows, 8),
                                    .target = store_number(rows, 6),
                                    .achieved = store_number(rows, 7)};

        outcome_add_rule(o, &rule);
    }
}

enum err side_study_load(struct side *side, const struct side_case *c, struct outcome *out,
                         struct error *err)
{
    struct store *store = study_store(side->study);
    struct steps steps = {0};
    enum err code = load_figures(store, c->number, out, &steps, err);

    if (code == ERR_OK) code = load_stations(store, c->number, out, &steps, err);
    if (code == ERR_OK) code = load_rules(store, c->number, out, err);
    free(steps.at);
    return code;
}

enum err side_load_rules(struct side *side, int k, struct outcome *out, struct error *err)
{
    out->state_said = side->at[k].state_said;
    TRY(load_rules(study_store(side->study), side->at[k].number, out, err));
    return outcome_finish(out, err);
}
