/* study_junit.c - see study_junit.h. */
#include "output/study/study_junit.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "output/compare/compare_figure.h"
#include "output/compare/side.h"
#include "output/hold.h"
#include "output/whole_file.h"
#include "output/xml.h"

static const char option[] = "--junit";

enum verdict { PASSED, FAILED, SKIPPED, ERROR, N_VERDICTS };

struct verdicts {
    long n[N_VERDICTS];
};

/* As in junit.c: aims and forecasts that are missed bind nobody. */
static enum verdict verdict_of(const struct outcome_rule *r)
{
    if (strcmp(r->outcome, "met") == 0) return PASSED;
    if (strcmp(r->outcome, "nothing to judge") == 0) return SKIPPED;
    return strcmp(r->strength, "binding") == 0 || strcmp(r->strength, "in_principle") == 0
               ? FAILED
               : SKIPPED;
}

static enum verdict verdict_of_case(const struct side_case *c)
{
    static const enum verdict verdict[] = {[OUTCOME_DONE] = PASSED,
                                           [OUTCOME_INFEASIBLE] = FAILED,
                                           [OUTCOME_FAILED] = ERROR,
                                           [OUTCOME_OPEN] = SKIPPED};

    return verdict[c->state];
}

static struct verdicts count(const struct side_case *c, const struct outcome *rules)
{
    struct verdicts t = {{0}};

    t.n[verdict_of_case(c)]++;
    for (int k = 0; k < rules->n_rules; k++)
        t.n[verdict_of(&rules->rule[k])]++;
    return t;
}

static void put_counts(FILE *f, const struct verdicts *t)
{
    fprintf(f, " tests=\"%ld\" failures=\"%ld\" errors=\"%ld\" skipped=\"%ld\">\n",
            t->n[PASSED] + t->n[FAILED] + t->n[SKIPPED] + t->n[ERROR], t->n[FAILED],
            t->n[ERROR], t->n[SKIPPED]);
}

static void put_test(FILE *f, const char *group, const char *name, enum verdict verdict,
                     const char *type, const char *message)
{
    static const char *const tag[] = {
        [FAILED] = "failure", [SKIPPED] = "skipped", [ERROR] = "error"};

    fputs("    <testcase", f);
    xml_attribute(f, "classname", group);
    xml_attribute(f, "name", name);
    if (verdict == PASSED) {
        fputs("/>\n", f);
        return;
    }
    fprintf(f, ">\n      <%s", tag[verdict]);
    xml_attribute(f, "message", message);
    if (verdict != SKIPPED) xml_attribute(f, "type", type);
    fputs("/>\n    </testcase>\n", f);
}

static void put_rule(FILE *f, const char *group, const struct outcome_rule *r)
{
    char name[512], said[512], achieved[COMPARE_FIGURE_ROOM], target[COMPARE_FIGURE_ROOM];

    snprintf(name, sizeof name, "%d %.300s%s%.100s%s", r->year, r->rule,
             r->zone_class[0] != '\0' ? " (" : "", r->zone_class,
             r->zone_class[0] != '\0' ? ")" : "");
    if (isnan(r->achieved))
        snprintf(said, sizeof said, "%.60s rule: %.60s", r->strength, r->outcome);
    else
        snprintf(said, sizeof said, "%.60s rule %.60s: %s reached, %.8s %s %.60s asked for",
                 r->strength, r->outcome, compare_figure(achieved, r->achieved), r->relation,
                 compare_figure(target, r->target), r->unit);
    put_test(f, group, name, verdict_of(r), r->strength, said);
}

static void put_case(FILE *f, const struct side_case *c, const struct outcome *rules)
{
    struct verdicts t = count(c, rules);
    char label[SIDE_LABEL_ROOM], said[1200];

    side_label(c, label);
    snprintf(said, sizeof said, "%s%s%.1000s", c->state_said, c->reason[0] != '\0' ? ": " : "",
             c->reason);
    fputs("  <testsuite", f);
    xml_attribute(f, "name", label);
    xml_attribute(f, "id", c->id);
    put_counts(f, &t);
    put_test(f, label, "plan", verdict_of_case(c), c->state_said, said);
    for (int k = 0; k < rules->n_rules; k++)
        put_rule(f, label, &rules->rule[k]);
    fputs("  </testsuite>\n", f);
}

/* Either adds the cases' counts to *sum, or writes them. */
static enum err go_through(struct side *side, struct verdicts *sum, FILE *f, struct error *err)
{
    enum err code = ERR_OK;

    for (int k = 0; k < side->n && code == ERR_OK; k++) {
        struct outcome rules = {0};

        code = side_load_rules(side, k, &rules, err);
        if (code == ERR_OK && f != NULL) put_case(f, &side->at[k], &rules);
        if (code == ERR_OK && f == NULL) {
            struct verdicts one = count(&side->at[k], &rules);

            for (int v = 0; v < N_VERDICTS; v++)
                sum->n[v] += one.n[v];
        }
        outcome_clear(&rules);
    }
    return code;
}

static enum err put(const void *with, FILE *f, struct error *err)
{
    struct verdicts all = {{0}};
    struct side *side = NULL;
    enum err code = side_open(&side, with, err);

    if (code == ERR_OK) code = go_through(side, &all, NULL, err);
    if (code == ERR_OK) {
        fputs("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites", f);
        xml_attribute(f, "name", side->head.title);
        put_counts(f, &all);
        code = go_through(side, NULL, f, err);
        fputs("</testsuites>\n", f);
    }
    side_close(side);
    return code;
}

enum err study_junit_check(const char *path, const char *folder, struct error *err)
{
    return whole_check(option, path, folder, err);
}

enum err study_junit_write(const char *study, const char *path, struct error *err)
{
    const struct whole_content content = {option, path, put, study};
    struct hold hold;
    enum err code;

    hold_signals(&hold);
    code = whole_write(&content, err);
    if (code == ERR_OK) code = whole_publish(option, path, err);
    hold_release(&hold);
    return code;
}
