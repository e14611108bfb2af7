/* side.c - see side.h. */
#include "output/compare/side.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "scenarios/text.h"

static bool stands_in(const char *folder, const char *file)
{
    char *path = text_print("%s/%s", folder, file);
    struct stat there;
    bool stands = path != NULL && stat(path, &there) == 0;

    free(path);
    return stands;
}

static enum err read_file(struct side *side, struct outcome *out, const char *file,
                          struct error *err)
{
    char *path = text_print("%s/%s", side->path, file);
    enum err code;

    if (path == NULL) return error_nomem(err, "the results to compare");
    if (strcmp(file, "plan.json") == 0)
        code = outcome_read_plan(out, &side->head, path, err);
    else
        code = outcome_read_record(out, path, err);
    free(path);
    return code;
}

/* The settings and the state of a run stand in its files as the results do. */
static enum err open_run(struct side *side, struct error *err)
{
    struct outcome run = {0};
    struct side_case *c;
    enum err code = read_file(side, &run, "plan.json", err);

    if (code == ERR_OK) code = read_file(side, &run, "record.yaml", err);
    if (code == ERR_OK) code = outcome_finish(&run, err);
    if (code == ERR_OK) {
        c = keep_more(&side->keep, (void *)&side->at, &side->n, &side->room, sizeof *c);
        if (c != NULL) {
            c->id = c->name = "";
            c->state = run.state;
            c->state_said = keep_text(&side->keep, run.state_said);
            c->reason = keep_text(&side->keep, run.reason);
        }
        for (int k = 0; k < run.n_settings; k++) {
            struct outcome_setting *s =
                keep_more(&side->keep, (void *)&side->setting, &side->n_settings,
                          &side->settings_room, sizeof *s);

            if (s == NULL) break;
            s->path = keep_text(&side->keep, run.setting[k].path);
            s->value = keep_text(&side->keep, run.setting[k].value);
        }
        side->head = (struct outcome_head){keep_text(&side->keep, side->head.program),
                                           keep_text(&side->keep, side->head.title),
                                           keep_text(&side->keep, side->head.hash)};
    }
    outcome_clear(&run);
    return code;
}

static enum err open_kind(struct side *side, struct error *err)
{
    struct stat there;

    if (stat(side->path, &there) != 0)
        return error_set(err, ERR_DATA, "%s: there is no such folder or store", side->path);
    side->is_study = !S_ISDIR(there.st_mode) || stands_in(side->path, "study.db");
    if (side->is_study) return side_study_open(side, err);
    if (!stands_in(side->path, "plan.json"))
        return error_set(err, ERR_DATA,
                         "%s: holds neither the plan.json of a run nor the study.db of a sweep",
                         side->path);
    return open_run(side, err);
}

enum err side_open(struct side **out, const char *path, struct error *err)
{
    struct side *side = calloc(1, sizeof *side);
    enum err code;

    if (side == NULL) return error_nomem(err, "the results to compare");
    side->path = path;
    side->head = (struct outcome_head){"", "", ""};
    code = open_kind(side, err);
    if (code == ERR_OK && side->keep.nomem) code = error_nomem(err, "the results to compare");
    if (code != ERR_OK) {
        side_close(side);
        return code;
    }
    *out = side;
    return ERR_OK;
}

void side_close(struct side *side)
{
    if (side == NULL) return;
    study_close(side->study);
    for (int k = 0; k < side->n; k++)
        free(side->at[k].set);
    free(side->at);
    free(side->setting);
    keep_clear(&side->keep);
    free(side);
}

enum err side_load(struct side *side, int k, struct outcome *out, struct error *err)
{
    struct outcome_head head = side->head;

    if (side->is_study) {
        out->state = side->at[k].state;
        out->state_said = side->at[k].state_said;
        out->reason = side->at[k].reason;
        TRY(side_study_load(side, &side->at[k], out, err));
    } else {
        enum err code = read_file(side, out, "plan.json", err);

        side->head = head; /* its texts are the side's own */
        TRY(code);
    }
    return outcome_finish(out, err);
}

const char *side_label(const struct side_case *c, char buffer[SIDE_LABEL_ROOM])
{
    struct text text = {0};

    text_add(&text, c->name);
    for (int k = 0; k < c->n_sets; k++)
        text_addf(&text, "%s%s=%s", text.n > 0 ? ", " : "", c->set[k].path, c->set[k].value);
    if (text.n == 0) text_add(&text, c->id);
    if (text.data == NULL)
        buffer[0] = '\0';
    else if (text.n < SIDE_LABEL_ROOM)
        memcpy(buffer, text.data, text.n + 1);
    else
        snprintf(buffer, SIDE_LABEL_ROOM, "%.*s ...",
                 (int)text_cut(text.data, SIDE_LABEL_ROOM - 8), text.data);
    text_clear(&text);
    return buffer;
}
