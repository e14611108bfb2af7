/* compare_junit.c - gates and changed rules as JUnit XML. */
#include <stdio.h>
#include <string.h>

#include "output/compare/compare.h"
#include "output/compare/compare_figure.h"
#include "output/xml.h"

enum { FAILURES_SHOWN = GATE_KEPT };

static void counts(FILE *f, long tests, long failures, long skipped)
{
    fprintf(f, " tests=\"%ld\" failures=\"%ld\" errors=\"0\" skipped=\"%ld\"", tests, failures,
            skipped);
}

static void open_case(FILE *f, const char *group, const char *name)
{
    fputs("    <testcase", f);
    xml_attribute(f, "classname", group);
    xml_attribute(f, "name", name);
    fputs(">\n", f);
}

static void put_gate(const struct gate *g, FILE *f)
{
    char text[COMPARE_SENTENCE_ROOM];

    open_case(f, "chargeplan.gate", g->text);
    if (g->n_failed > 0) {
        fputs("      <failure", f);
        xml_attribute(f, "message", compare_gate_said(text, g));
        xml_attribute(f, "type", "gate");
        fputs(">", f);
        for (int k = 0; k < g->n_kept && k < FAILURES_SHOWN; k++) {
            xml_text(f, compare_failure(text, &g->kept[k]));
            fputs("\n", f);
        }
        if (g->n_failed > g->n_kept) fprintf(f, "... and %ld more\n", g->n_failed - g->n_kept);
        fputs("</failure>\n", f);
    } else if (g->n_judged == 0) {
        fputs("      <skipped", f);
        xml_attribute(f, "message", compare_gate_said(text, g));
        fputs("/>\n", f);
    }
    fputs("    </testcase>\n", f);
}

static void put_gates(const struct compared *c, FILE *f)
{
    long failed = 0, skipped = 0;

    for (int k = 0; k < c->n_gates; k++) {
        failed += c->gate[k].n_failed > 0;
        skipped += c->gate[k].n_judged == 0;
    }
    fputs("  <testsuite name=\"gates\"", f);
    counts(f, c->n_gates, failed, skipped);
    fputs(">\n", f);
    for (int k = 0; k < c->n_gates; k++)
        put_gate(&c->gate[k], f);
    fputs("  </testsuite>\n", f);
}

/* A rule that is met no more fails where a gate asks for rules, else it is told: exit status
 * and file say the same. */
static bool asked_for_rules(const struct compared *c)
{
    for (int k = 0; k < c->n_gates; k++)
        if (c->gate[k].kind == GATE_RULES) return true;
    return false;
}

static void put_rule(const struct compared_rule *r, bool asked, FILE *f)
{
    char name[512], said[512], step[COMPARE_FIGURE_ROOM], old[COMPARE_FIGURE_ROOM],
        new[COMPARE_FIGURE_ROOM];
    const char *tag = r->lost && asked ? "failure" : "skipped";

    snprintf(name, sizeof name, "%s %.200s%s%.60s%s%.160s", compare_step(step, r->year, r->nth),
             r->rule, r->zone_class[0] != '\0' ? " " : "", r->zone_class,
             r->label[0] != '\0' ? ", " : "", r->label);
    compare_figures(old, new, r->achieved_old, r->achieved_new);
    snprintf(said, sizeof said, "was %.60s and is %.60s: achieved %s before and %s now",
             r->old[0] != '\0' ? r->old : "not judged",
             r->new[0] != '\0' ? r->new : "not judged", old, new);
    open_case(f, "chargeplan.rule", name);
    if (r->won) {
        fputs("      <system-out>", f);
        xml_text(f, said);
        fputs("</system-out>\n", f);
    } else {
        fprintf(f, "      <%s", tag);
        xml_attribute(f, "message", said);
        if (r->lost && asked) xml_attribute(f, "type", "rule");
        fputs("/>\n", f);
    }
    fputs("    </testcase>\n", f);
}

static void put_rules(const struct compared *c, bool asked, FILE *f)
{
    long failed = 0, skipped = 0;

    for (int k = 0; k < c->n_rules; k++) {
        failed += c->rule[k].lost && asked;
        skipped += !c->rule[k].won && !(c->rule[k].lost && asked);
    }
    fputs("  <testsuite name=\"rules that changed\"", f);
    counts(f, c->n_rules, failed, skipped);
    fputs(">\n", f);
    for (int k = 0; k < c->n_rules; k++)
        put_rule(&c->rule[k], asked, f);
    if (c->n_rules_changed > c->n_rules)
        fprintf(f, "    <system-out>... and %ld more</system-out>\n",
                c->n_rules_changed - c->n_rules);
    fputs("  </testsuite>\n", f);
}

void compare_put_junit(const struct compared *c, FILE *f)
{
    bool asked = asked_for_rules(c);

    fputs("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"chargeplan "
          "compare\">\n",
          f);
    put_gates(c, f);
    put_rules(c, asked, f);
    fputs("</testsuites>\n", f);
}
