/* study_words_setting.c - settings and alternatives in words. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "output/field_words.h"
#include "output/map/cells.h"
#include "output/study_report/study_words.h"
#include "scenarios/schema.h"
#include "scenarios/text.h"

/* Words of settings that studies often vary; `*` stands for an id. */
static const struct setting_words {
    const char *path;
    enum message text;
} worded[] = {
    {"placement.budget", MSG_STU_SET_BUDGET},
    {"placement.p", MSG_STU_SET_P},
    {"placement.model", MSG_STU_SET_MODEL},
    {"placement.gap", MSG_STU_SET_GAP},
    {"placement.objective", MSG_STU_SET_OBJECTIVE},
    {"placement.phases", MSG_STU_SET_PHASES},
    {"placement.fast_kind", MSG_STU_SET_FAST_KIND},
    {"placement.slow_kind", MSG_STU_SET_SLOW_KIND},
    {"access.service.fast.radius_m", MSG_STU_SET_FAST_REACH},
    {"access.service.fast.minutes", MSG_STU_SET_FAST_REACH},
    {"access.service.slow.radius_m", MSG_STU_SET_SLOW_REACH},
    {"access.rule_radius_km.core", MSG_STU_SET_RULE_RADIUS},
    {"access.detour_factor", MSG_STU_SET_DETOUR},
    {"sizing.wait_min", MSG_STU_SET_WAIT_MIN},
    {"sizing.wait_share", MSG_STU_SET_WAIT_SHARE},
    {"sizing.blocked_share", MSG_STU_SET_BLOCKED},
    {"demand.session_kwh.fast", MSG_STU_SET_SESSION_FAST},
    {"demand.session_kwh.slow", MSG_STU_SET_SESSION_SLOW},
    {"study.seed", MSG_STU_SET_SEED},
    {"zones.file", MSG_STU_SET_ZONES},
    {"fleet.*.km_per_day", MSG_STU_SET_KM},
    {"fleet.*.kwh_per_km", MSG_STU_SET_KWH},
    {"fleet.*.ev_share", MSG_STU_SET_EV_SHARE},
    {"fleet.*.home_access", MSG_STU_SET_HOME},
    {"fleet.*.depot_share", MSG_STU_SET_DEPOT},
    {"fleet.*.points", MSG_STU_SET_POINTS},
    {"fleet.*.population", MSG_STU_SET_POPULATION},
    {"fleet.*.cars_per_1000", MSG_STU_SET_CARS},
    {"fleet.*.on_road_factor", MSG_STU_SET_ON_ROAD},
    {"fleet.*.season_factor", MSG_STU_SET_SEASON},
    {"kinds.*.capital", MSG_STU_SET_CAPITAL},
    {"kinds.*.power_kw", MSG_STU_SET_POWER},
};

/* Where the id of a path begins and how long it is; 0: the section has no ids. */
static size_t id_of(const char *path, const char **id)
{
    size_t n = strcspn(path, ".");
    char *name = text_copy_bytes(path, n);
    const struct section *section = name != NULL ? schema_find(name) : NULL;

    free(name);
    *id = path + n + (path[n] == '.');
    if (section == NULL || section->count != SECTION_MANY || path[n] == '\0') return 0;
    return strcspn(*id, ".");
}

static bool matches(const char *pattern, const char *path, const char *id, size_t id_n)
{
    const char *star = strchr(pattern, '*');
    size_t before;

    if (star == NULL) return id_n == 0 && strcmp(pattern, path) == 0;
    before = (size_t)(star - pattern);
    return id_n > 0 && (size_t)(id - path) == before && strncmp(pattern, path, before) == 0 &&
           strcmp(star + 1, id + id_n) == 0;
}

char *study_words_path(const struct study_data *d, enum language language, int path,
                       char *buffer, size_t size)
{
    const char *text = d->path[path].path, *id, *title;
    size_t id_n = id_of(text, &id);

    for (size_t k = 0; k < sizeof worded / sizeof worded[0]; k++) {
        char *key, *own;

        if (!matches(worded[k].path, text, id, id_n)) continue;
        if (id_n == 0) return messages_fill(buffer, size, language, worded[k].text, NULL);
        key = text_print("%.*s.title.%s", (int)(id + id_n - text), text,
                         language == LANGUAGE_ZH ? "zh" : "en");
        own = text_copy_bytes(id, id_n);
        title = key != NULL ? study_data_common(d, key) : "";
        messages_fill(buffer, size, language, worded[k].text,
                      title[0] != '\0' ? title
                      : own != NULL    ? own
                                       : "",
                      NULL);
        free(key);
        free(own);
        return buffer;
    }
    snprintf(buffer, size, "%s", text);
    return buffer;
}

/* The field of a path; NULL where it is none, such as that of a list. */
static const struct field *field_of(const char *path)
{
    const char *id;
    size_t n = strcspn(path, "."), id_n = id_of(path, &id);
    char *name = text_copy_bytes(path, n);
    const struct section *section = name != NULL ? schema_find(name) : NULL;

    free(name);
    if (section == NULL || path[n] == '\0') return NULL;
    return schema_field(section, id_n > 0 ? id + id_n + (id[id_n] == '.') : id);
}

/* Long decimals of a sample are cut to three figures. */
static void shorten(const struct study_path *p, double value, enum language language,
                    char *buffer, size_t size)
{
    char shortest[CELLS_NUMBER_MAX];

    if (p->sampled && value != round(value)) {
        snprintf(buffer, size, fabs(value) < 100 ? "%.3g" : "%.0f", value);
        return;
    }
    if (value == round(value) && fabs(value) >= 10000 && fabs(value) < 1e15) {
        messages_number(buffer, size, language, value, 0);
        return;
    }
    snprintf(buffer, size, "%s", cells_shortest(shortest, value));
}

/* 80 million CNY, not 80.00: a setting is a round figure. */
static char *round_money(char *text)
{
    char *zeros = strstr(text, ".00 ");

    if (zeros != NULL) memmove(zeros, zeros + 3, strlen(zeros + 3) + 1);
    return text;
}

char *study_words_number(const struct study_data *d, enum language language, int path,
                         double value, char *buffer, size_t size)
{
    const struct study_path *p = &d->path[path];
    const struct field *f = field_of(p->path);
    const char *unit = f != NULL ? f->unit : "";
    char number[400];

    if (strcmp(unit, "currency") == 0)
        return round_money(messages_money(buffer, size, language, value, d->currency));
    if (strcmp(unit, "share") == 0 && value >= 0 && value <= 1)
        return messages_fill(buffer, size, language, MSG_SHARE,
                             cells_shortest(number, p->sampled ? round(1e4 * value) / 100
                                                               : round(1e8 * value) / 1e6),
                             NULL);
    shorten(p, value, language, number, sizeof number);
    if (unit[0] == '\0' || strcmp(unit, "ratio") == 0 || strcmp(unit, "year") == 0)
        snprintf(buffer, size, "%s", number);
    else
        snprintf(buffer, size, "%s\u00a0%s", number, field_unit_words(language, unit));
    return buffer;
}

char *study_words_value(const struct study_data *d, enum language language, int path, int value,
                        char *buffer, size_t size)
{
    const struct study_path *p = &d->path[path];

    if (!isnan(p->number[value]))
        return study_words_number(d, language, path, p->number[value], buffer, size);
    snprintf(buffer, size, "%s",
             p->value[value][0] != '\0' ? p->value[value]
                                        : messages_text(language, MSG_STU_NOT_SET));
    buffer[text_cut(buffer, strlen(buffer))] = '\0';
    return buffer;
}

bool study_words_varies(const struct study_data *d, int path)
{
    return path != d->seed && d->path[path].n > 1;
}

char *study_words_group(const struct study_data *d, enum language language, int group,
                        char *buffer, size_t size)
{
    const struct study_group *g = &d->group[group];
    char number[16];

    if (g->name[0] != '\0' && d->n_names == d->n_groups) {
        snprintf(buffer, size, "%s", g->name);
        return buffer;
    }
    snprintf(number, sizeof number, "%d", group + 1);
    return g->name[0] != '\0'
               ? messages_fill(buffer, size, language, MSG_STU_NAMED_NUMBER, g->name, number,
                               NULL)
               : messages_fill(buffer, size, language, MSG_STU_NUMBER, number, NULL);
}

char *study_words_settings(const struct study_data *d, enum language language,
                           const int value[], char *buffer, size_t size)
{
    size_t used = 0;

    buffer[0] = '\0';
    for (int p = 0; p < d->n_paths && used + 1 < size; p++) {
        char name[300], figure[600];

        if (!study_words_varies(d, p)) continue;
        used += (size_t)snprintf(
            buffer + used, size - used, "%s%s%s%s",
            used > 0 ? messages_text(language, MSG_SEMICOLON) : "",
            study_words_path(d, language, p, name, sizeof name),
            messages_text(language, MSG_COLON),
            study_words_value(d, language, p, value[p], figure, sizeof figure));
    }
    buffer[text_cut(buffer, strlen(buffer))] = '\0';
    return buffer;
}
