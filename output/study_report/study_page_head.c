/* study_page_head.c - what the study is, how far it has come, what came out in a few lines. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "output/study_report/study_page.h"
#include "output/study_report/study_words.h"
#include "scenarios/text.h"

enum { VALUES_SHOWN = 12, BAD_SHOWN = 20 };

static char *number(const struct study_page *p, double n, char buffer[64])
{
    return messages_number(buffer, 64, p->h->language, n, 0);
}

static void cautions(const struct study_page *p)
{
    const struct study_data *d = p->d;
    char a[64], b[64], c[64];

    if (d->made_up) html_say(p->h, "mark", MSG_REP_MADE_UP, NULL);
    if (d->sample_share < 1)
        html_say(p->h, "mark", MSG_REP_SAMPLE,
                 messages_share(a, sizeof a, p->h->language, d->sample_share), NULL);
    if (d->n_design > d->n_cases)
        html_say(p->h, "mark", MSG_STU_PART, number(p, d->n_cases, a),
                 number(p, d->n_design, b), NULL);
    if (d->n_standing[STANDING_OPEN] > 0)
        html_say(p->h, "mark", MSG_STU_UNFINISHED, number(p, d->n_standing[STANDING_OPEN], a),
                 number(p, d->n_cases, b), number(p, d->n_running, c), NULL);
    if (d->lenient) html_say(p->h, "mark", MSG_STU_LENIENT, NULL);
    if (d->n_used == 0) html_say(p->h, "mark", MSG_STU_NOTHING, NULL);
    if (!d->lenient && d->n_used < d->n_cases - d->n_standing[STANDING_OPEN])
        html_say(p->h, "mark", MSG_STU_LEFT_OUT, number(p, d->n_used, a),
                 number(p, d->n_cases, b), NULL);
}

/* ---- what came out ---- */

static void put_range(const struct study_page *p, enum study_key key, enum message text)
{
    enum language l = p->h->language;
    char from[128], to[128];
    double low, high;

    if (!study_page_range(p->d, key, &low, &high)) return;
    if (key == KEY_COST) {
        messages_money(from, sizeof from, l, low, p->d->currency);
        messages_money(to, sizeof to, l, high, p->d->currency);
    } else {
        study_words_figure(l, key, low, from, sizeof from);
        study_words_figure(l, key, high, to, sizeof to);
    }
    if (low < high)
        html_say(p->h, "", text, from, to, NULL);
    else
        html_say(p->h, "", text + 1, from, NULL);
}

static void put_sites(const struct study_page *p)
{
    int n_sure = 0, n_some = 0;
    char sure[64], some[64], used[64];

    for (int s = 0; s < p->d->n_sites; s++) {
        n_some += p->d->site[s].n_chosen > 0;
        n_sure += p->d->site[s].n_chosen > 0 && p->d->site[s].n_chosen == p->d->n_used;
    }
    if (n_some == 0) return;
    messages_plural(some, sizeof some, p->h->language, n_some, MSG_ONE_SITE);
    number(p, p->d->n_used, used);
    if (n_sure > 0)
        html_say(p->h, "", MSG_STU_SUM_SITES, some, number(p, n_sure, sure), used, NULL);
    else
        html_say(p->h, "", MSG_STU_SUM_SITES_NONE, some, used, NULL);
}

static void put_front(const struct study_page *p)
{
    char n[64], of[64];

    if (p->front.n == 0) return;
    html_say(p->h, "", MSG_STU_SUM_FRONT, number(p, p->front.n, n),
             number(p, p->d->n_groups, of), study_words_key(p->h->language, p->worth), NULL);
}

static void summary(const struct study_page *p)
{
    if (p->d->n_used == 0) return;
    html_heading(p->h, 2, MSG_REP_SUMMARY);
    put_range(p, KEY_SERVED, MSG_STU_SUM_SERVED);
    put_range(p, KEY_COVER, MSG_STU_SUM_COVER);
    put_range(p, KEY_COST, MSG_STU_SUM_COST);
    put_front(p);
    put_sites(p);
}

/* ---- the design ---- */

static enum message how(const struct study_data *d, int path)
{
    if (path == d->seed) return MSG_STU_HOW_SEED;
    if (d->path[path].n < 2) return MSG_STU_HOW_FIXED;
    if (d->path[path].sampled)
        return strncmp(d->sample, "lhs", 3) == 0 ? MSG_STU_HOW_LHS : MSG_STU_HOW_SOBOL;
    for (int k = 0; k < d->n_paths; k++)
        if (k != path && d->path[k].bundle == d->path[path].bundle) return MSG_STU_HOW_TOGETHER;
    return MSG_STU_HOW_LIST;
}

static void put_values(const struct study_page *p, int path)
{
    const struct study_path *s = &p->d->path[path];
    enum language l = p->h->language;
    char from[600], to[600], range[1400];
    struct text all = {0};

    if (s->numeric && s->n > VALUES_SHOWN) {
        char n[64];

        study_words_value(p->d, l, path, 0, from, sizeof from);
        study_words_value(p->d, l, path, s->n - 1, to, sizeof to);
        text_add(&all, messages_fill(range, sizeof range, l, MSG_STU_VALUES_RANGE, from, to,
                                     number(p, s->n, n), NULL));
    } else {
        for (int v = 0; v < s->n && v < VALUES_SHOWN; v++) {
            if (v > 0) text_add(&all, messages_text(l, MSG_SEMICOLON));
            text_add(&all, study_words_value(p->d, l, path, v, from, sizeof from));
        }
        if (s->n > VALUES_SHOWN) text_add(&all, " ...");
    }
    html_cell(p->h, all.data != NULL ? all.data : "");
    text_clear(&all);
}

/* The first names in the order of the design. */
static int find_names(const struct study_data *d, const char *name[VALUES_SHOWN])
{
    int n = 0;

    for (int k = 0; k < d->n_cases && n < VALUES_SHOWN; k++) {
        bool known = false;

        for (int i = 0; i < n && !known; i++)
            known = strcmp(name[i], d->at[k].name) == 0;
        if (!known) name[n++] = d->at[k].name;
    }
    return n;
}

static void put_names(const struct study_page *p)
{
    const char *name[VALUES_SHOWN];
    struct text all = {0};
    int n;

    if (p->d->n_names == 0) return;
    n = find_names(p->d, name);
    for (int k = 0; k < n; k++) {
        if (k > 0) text_add(&all, messages_text(p->h->language, MSG_SEMICOLON));
        text_add(&all, name[k]);
    }
    if (p->d->n_names > n) text_add(&all, " ...");
    html_row(p->h);
    html_head_cell(p->h, messages_text(p->h->language, MSG_STU_NAMED));
    html_cell(p->h, messages_text(p->h->language, MSG_STU_HOW_NAMED));
    html_cell(p->h, all.data != NULL ? all.data : "");
    html_row_end(p->h);
    text_clear(&all);
}

static void design(const struct study_page *p)
{
    static const enum message heads[] = {MSG_REP_SETTING, MSG_STU_HOW, MSG_STU_VALUES,
                                         N_MESSAGES};
    const struct study_data *d = p->d;
    char name[600], groups[64], cases[64], repeats[64];

    html_heading(p->h, 2, MSG_STU_DESIGN);
    html_say(p->h, "", d->repeats > 1 ? MSG_STU_DESIGN_REPEATS : MSG_STU_DESIGN_IS,
             number(p, d->n_cases, cases), number(p, d->n_groups, groups),
             number(p, d->repeats, repeats), NULL);
    if (d->n_paths == 0 && d->n_names == 0) return;
    html_table(p->h, MSG_STU_DESIGN_CAPTION, heads, HTML_WORDS);
    put_names(p);
    for (int k = 0; k < d->n_paths; k++) {
        html_row(p->h);
        html_raw(p->h, "<th scope=\"row\">");
        html_text(p->h, study_words_path(d, p->h->language, k, name, sizeof name));
        if (strcmp(name, d->path[k].path) != 0) {
            html_raw(p->h, " <code>");
            html_text(p->h, d->path[k].path);
            html_raw(p->h, "</code>");
        }
        html_raw(p->h, "</th>");
        html_cell(p->h, messages_text(p->h->language, how(d, k)));
        put_values(p, k);
        html_row_end(p->h);
    }
    html_table_end(p->h);
}

/* ---- the cases by state ---- */

static void states(const struct study_page *p)
{
    static const enum message heads[] = {MSG_STU_STATE, MSG_STU_CASES, MSG_STU_STATE_MEANS,
                                         N_MESSAGES};

    html_table(p->h, MSG_STU_STATE_CAPTION, heads, HTML_WORDS);
    for (int s = 0; s < N_STANDINGS; s++) {
        if (p->d->n_standing[s] == 0) continue;
        html_row(p->h);
        html_head_cell(p->h, messages_text(p->h->language, MSG_STU_IS_SOUND + (enum message)s));
        html_number(p->h, p->d->n_standing[s], 0);
        html_cell(p->h, messages_text(p->h->language, MSG_STU_MEANS_SOUND + (enum message)s));
        html_row_end(p->h);
    }
    html_table_end(p->h);
}

static void bad_reason(const struct study_page *p, const struct study_case *c)
{
    char gap[64], text[600];

    if (c->standing != STANDING_GAP) {
        html_cell(p->h, c->error[p->h->language]);
        return;
    }
    messages_number(gap, sizeof gap, p->h->language, 100 * c->gap, 2);
    messages_fill(text, sizeof text, p->h->language, MSG_STU_GAP_IS, gap, NULL);
    html_cell(p->h, text);
}

static void bad_cases(const struct study_page *p)
{
    static const enum message heads[] = {MSG_STU_CASE, MSG_STU_STATE, MSG_STU_SETTINGS,
                                         MSG_REP_REASON, N_MESSAGES};
    const struct study_data *d = p->d;
    int n_bad = d->n_cases - d->n_standing[STANDING_SOUND] - d->n_standing[STANDING_OPEN];
    char text[1500];
    int n = 0;

    if (n_bad == 0) return;
    html_table(p->h, MSG_STU_BAD_CAPTION, heads, HTML_WORDS);
    for (int k = 0; k < d->n_cases && n < BAD_SHOWN; k++) {
        const struct study_case *c = &d->at[k];

        if (c->standing == STANDING_SOUND || c->standing == STANDING_OPEN) continue;
        n++;
        html_row(p->h);
        html_head_cell(p->h, study_page_case(p, k, text, sizeof text));
        html_cell(p->h,
                  messages_text(p->h->language, MSG_STU_IS_SOUND + (enum message)c->standing));
        html_cell(p->h, study_words_settings(d, p->h->language, c->value, text, sizeof text));
        bad_reason(p, c);
        html_row_end(p->h);
    }
    html_table_end(p->h);
    if (n_bad > n) html_say(p->h, "note", MSG_STU_MORE_CASES, number(p, n_bad - n, text), NULL);
}

void study_page_head(const struct study_page *p)
{
    const struct study_data *d = p->d;
    char hash[16], cases[64];

    snprintf(hash, sizeof hash, "%.12s", d->design);
    html_say(p->h, "sub", MSG_STU_SUBTITLE, d->name, number(p, d->n_cases, cases), hash,
             d->program, NULL);
    cautions(p);
    summary(p);
    design(p);
    states(p);
    bad_cases(p);
}
