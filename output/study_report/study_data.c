/* study_data.c - see study_data.h: memory, what the store says of itself, the cases. */
#include "output/study_report/study_data.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "scenarios/text.h"
#include "scenarios/yaml.h"

/* ---- memory ---- */

/* Pieces in a chain that one call frees. */
struct piece {
    struct piece *next;
    max_align_t bytes[];
};

void *study_data_keep(struct study_data *d, size_t n, size_t each)
{
    struct piece *p = calloc(1, sizeof *p + (n > 0 ? n : 1) * each);

    if (p == NULL) return NULL;
    p->next = d->kept;
    d->kept = p;
    return p->bytes;
}

const char *study_data_copy(struct study_data *d, const char *text)
{
    size_t n = strlen(text) + 1;
    char *copy = study_data_keep(d, n, 1);

    if (copy != NULL) memcpy(copy, text, n);
    return copy;
}

void study_data_free(struct study_data *d)
{
    if (d == NULL) return;
    for (struct piece *p = d->kept, *next; p != NULL; p = next) {
        next = p->next;
        free(p);
    }
    free(d);
}

/* ---- what the store says of itself ---- */

/* A recorded value as a word; values between quotes are YAML. */
static const char *word_of(struct study_data *d, const char *value)
{
    struct problems *problems;
    struct yaml *yaml;
    struct yaml_node *node = NULL;
    struct error ignored = {0};
    const char *word = NULL;

    if (value[0] != '"' && value[0] != '\'') return study_data_copy(d, value);
    problems = calloc(1, sizeof *problems);
    yaml = yaml_open();
    if (problems != NULL && yaml != NULL &&
        yaml_parse(yaml, value, "store", &node, problems, &ignored) == ERR_OK &&
        node->kind == YAML_WORD)
        word = study_data_copy(d, node->text);
    yaml_close(yaml);
    free(problems);
    return word != NULL ? word : study_data_copy(d, value);
}

static enum err read_commons(struct study_data *d, struct store *s, struct error *err)
{
    struct store_rows *rows;
    long n;
    bool more;

    TRY(store_one(s, &n, 0, err, "SELECT count(*) FROM common"));
    d->common = study_data_keep(d, (size_t)n, sizeof *d->common);
    if (d->common == NULL) return error_nomem(err, "the settings of the study");
    TRY(store_ask(s, &rows, err, "SELECT path, value FROM common ORDER BY path", ""));
    for (;;) {
        struct study_common *c = &d->common[d->n_commons];

        TRY(store_next(s, rows, &more, err));
        if (!more) return ERR_OK;
        c->path = study_data_copy(d, store_text(rows, 0));
        c->value = word_of(d, store_text(rows, 1));
        if (c->path == NULL || c->value == NULL) {
            store_stop(rows);
            return error_nomem(err, "the settings of the study");
        }
        d->n_commons++;
    }
}

static int compare_common(const void *a, const void *b)
{
    return strcmp(((const struct study_common *)a)->path,
                  ((const struct study_common *)b)->path);
}

const char *study_data_common(const struct study_data *d, const char *path)
{
    const struct study_common key = {path, NULL}, *found = NULL;

    if (d->n_commons > 0)
        found = bsearch(&key, d->common, (size_t)d->n_commons, sizeof key, compare_common);
    return found != NULL ? found->value : "";
}

static enum err read_meta(struct study_data *d, struct store *s, const char *key,
                          const char **value, struct error *err)
{
    struct store_rows *rows;
    bool more;

    TRY(store_ask(s, &rows, err, "SELECT value FROM meta WHERE key = ?", "t", key));
    TRY(store_next(s, rows, &more, err));
    *value = study_data_copy(d, more ? store_text(rows, 0) : "");
    if (more) store_stop(rows);
    return *value != NULL ? ERR_OK : error_nomem(err, "the head of the study");
}

static enum err read_head(struct study_data *d, struct store *s, struct error *err)
{
    const char *repeats, *title, *cases;

    TRY(read_meta(d, s, "program", &d->program, err));
    TRY(read_meta(d, s, "design", &d->design, err));
    TRY(read_meta(d, s, "currency", &d->currency, err));
    TRY(read_meta(d, s, "sample", &d->sample, err));
    TRY(read_meta(d, s, "repeats", &repeats, err));
    TRY(read_meta(d, s, "title", &title, err));
    TRY(read_meta(d, s, "design_cases", &cases, err));
    if (!text_integer(cases, &d->n_design)) d->n_design = 0;
    if (!text_integer(repeats, &d->repeats) || d->repeats < 1) d->repeats = 1;
    d->name = study_data_common(d, "name");
    d->title[LANGUAGE_EN] = study_data_common(d, "title.en");
    d->title[LANGUAGE_ZH] = study_data_common(d, "title.zh");
    for (int k = 0; k < N_LANGUAGES; k++)
        if (d->title[k][0] == '\0')
            d->title[k] = d->title[N_LANGUAGES - 1 - k][0] != '\0'
                              ? d->title[N_LANGUAGES - 1 - k]
                          : title[0] != '\0' ? title
                                             : d->name;
    d->source[LANGUAGE_EN] = study_data_common(d, "study.data_source");
    d->source[LANGUAGE_ZH] = study_data_common(d, "study.data_source_zh");
    for (int k = 0; k < N_LANGUAGES; k++)
        if (d->source[k][0] == '\0') d->source[k] = d->source[N_LANGUAGES - 1 - k];
    d->made_up = strcmp(study_data_common(d, "study.made_up"), "true") == 0;
    d->language =
        strcmp(study_data_common(d, "report.language"), "zh") == 0 ? LANGUAGE_ZH : LANGUAGE_EN;
    if (!text_number(study_data_common(d, "report.network_sample_share"), &d->sample_share))
        d->sample_share = 1;
    return ERR_OK;
}

/* ---- cases ---- */

static enum study_standing standing_of(const char *state, long status)
{
    if (strcmp(state, "waiting") == 0 || strcmp(state, "running") == 0) return STANDING_OPEN;
    if (strcmp(state, "done") != 0) return STANDING_FAILED;
    return status == 4   ? STANDING_INFEASIBLE
           : status == 5 ? STANDING_GAP
                         : STANDING_SOUND; /* its gap is looked at with its figures */
}

static enum err read_case(struct study_data *d, struct store_rows *rows, struct error *err)
{
    struct study_case *c = &d->at[d->n_cases];

    c->number = store_integer(rows, 0);
    c->id = study_data_copy(d, store_text(rows, 1));
    c->name = study_data_copy(d, store_text(rows, 2));
    c->state = study_data_copy(d, store_text(rows, 3));
    c->error[LANGUAGE_EN] = study_data_copy(d, store_text(rows, 5));
    c->error[LANGUAGE_ZH] = study_data_copy(d, store_text(rows, store_null(rows, 6) ? 5 : 6));
    c->city = store_integer(rows, 7);
    c->gap = NAN;
    if (c->id == NULL || c->name == NULL || c->state == NULL || c->error[LANGUAGE_EN] == NULL ||
        c->error[LANGUAGE_ZH] == NULL)
        return error_nomem(err, "the cases of the study");
    c->standing = standing_of(c->state, store_integer(rows, 4));
    d->n_running += strcmp(c->state, "running") == 0;
    d->n_cases++;
    return ERR_OK;
}

static enum err read_cases(struct study_data *d, struct store *s, struct error *err)
{
    struct store_rows *rows;
    enum err code;
    long n;
    bool more;

    TRY(store_one(s, &n, 0, err, "SELECT count(*) FROM run WHERE place IS NOT NULL"));
    if (n == 0) return error_set(err, ERR_DATA, "the store holds no case");
    d->at = study_data_keep(d, (size_t)n, sizeof *d->at);
    if (d->at == NULL) return error_nomem(err, "the cases of the study");
    TRY(store_ask(
        s, &rows, err,
        "SELECT number, id, name, state, status, error, error_zh, city FROM run WHERE "
        "place IS NOT NULL ORDER BY place, id",
        ""));
    for (;;) {
        TRY(store_next(s, rows, &more, err));
        if (!more) return ERR_OK;
        code = read_case(d, rows, err);
        if (code != ERR_OK) {
            store_stop(rows);
            return code;
        }
    }
}

bool study_data_used(const struct study_data *d, int at)
{
    enum study_standing s = d->at[at].standing;

    return s == STANDING_SOUND || (d->lenient && s == STANDING_GAP);
}

double study_data_end(const struct study_data *d, int at, enum study_key key)
{
    const struct study_case *c = &d->at[at];

    return c->n_steps > 0 ? c->step[c->n_steps - 1].key[key] : (double)NAN;
}

double study_data_in(const struct study_data *d, int at, int year, enum study_key key)
{
    const struct study_case *c = &d->at[at];

    for (int k = c->n_steps - 1; k >= 0; k--)
        if (c->step[k].year == year) return c->step[k].key[key];
    return (double)NAN;
}

static void count_standings(struct study_data *d)
{
    for (int k = 0; k < d->n_cases; k++)
        d->n_standing[d->at[k].standing]++;
    d->lenient = d->n_standing[STANDING_SOUND] == 0 && d->n_standing[STANDING_GAP] > 0;
    d->n_used = d->n_standing[d->lenient ? STANDING_GAP : STANDING_SOUND];
}

static enum err read_all(struct study_data *d, struct store *s, struct error *err)
{
    TRY(read_commons(d, s, err));
    TRY(read_head(d, s, err));
    TRY(read_cases(d, s, err));
    TRY(study_data_settings(d, s, err));
    TRY(study_data_figures(d, s, err));
    count_standings(d);
    TRY(study_data_rules(d, s, err));
    TRY(study_data_groups(d, err));
    return study_data_sites(d, s, err);
}

enum err study_data_read(struct study_data **out, struct study_file *study, struct error *err)
{
    struct study_data *d = calloc(1, sizeof *d);
    struct store *s = study_store(study);
    struct error ignored = {0};
    enum err code;

    if (d == NULL) return error_nomem(err, "the study");
    code = store_do(s, err, "BEGIN", "");
    if (code == ERR_OK) {
        code = read_all(d, s, err);
        store_do(s, &ignored, "ROLLBACK", "");
    }
    if (code != ERR_OK) {
        study_data_free(d);
        return code;
    }
    *out = d;
    return ERR_OK;
}
