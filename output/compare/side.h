/* side.h - one of the two things that are compared: the results' folder of a run, or the store
 * of a sweep. A run is one case without settings of its own. */
#ifndef CHARGEPLAN_OUTPUT_SIDE_H
#define CHARGEPLAN_OUTPUT_SIDE_H

#include "output/compare/outcome.h"
#include "output/study/study.h"

struct side_case {
    long number; /* in the store */
    const char *id, *name;
    enum outcome_state state;
    const char *state_said, *reason;
    int n_sets, sets_room;
    struct outcome_setting *set; /* owned [n_sets] sorted by path: what differs from the file */
};

struct side {
    const char *path; /* as the user named it */
    bool is_study;
    struct outcome_head head;
    int n, room;
    struct side_case *at; /* owned [n] a study: the present design, in its order */
    int n_settings, settings_room;
    struct outcome_setting *setting; /* owned; sorted by path: what all cases have in common */
    struct study_file *study;        /* owned; NULL for a run */
    struct keep keep;
};

/* Reads what there is of cases and settings, no results yet. Own it: side_close(*out).
 * Errors: ERR_DATA (neither of both, damaged, another version), ERR_IO, ERR_NOMEM. */
enum err side_open(struct side **out, const char *path, struct error *err);
void side_close(struct side *side); /* NULL is fine */

/* The results of case k; *out starts as {0} and is to be cleared, also after an error. */
enum err side_load(struct side *side, int k, struct outcome *out, struct error *err);

/* "dense, placement.p=10": how a case is told, "" for a run; cut where it is long. */
enum { SIDE_LABEL_ROOM = 160 };
const char *side_label(const struct side_case *c, char buffer[SIDE_LABEL_ROOM]);

/* The rules alone, of a study. */
enum err side_load_rules(struct side *side, int k, struct outcome *out, struct error *err);

/* side_study.c */
enum err side_study_open(struct side *side, struct error *err);
enum err side_study_load(struct side *side, const struct side_case *c, struct outcome *out,
                         struct error *err);

#endif
