/* junit.c - see junit.h. */
#include "output/junit.h"

#include <math.h>
#include <string.h>

#include "output/fact_words.h"
#include "output/judged.h"
#include "output/whole_file.h"
#include "output/xml.h"
#include "scenarios/text.h"

enum verdict { PASSED, FAILED, SKIPPED };

static enum verdict verdict(const struct rule_result *r)
{
    if (r->outcome == RULE_MET) return PASSED;
    if (r->outcome == RULE_NOTHING_TO_JUDGE) return SKIPPED;
    return r->strength == STRENGTH_BINDING || r->strength == STRENGTH_IN_PRINCIPLE ? FAILED
                                                                                   : SKIPPED;
}

static void property(FILE *f, const char *name, const char *value)
{
    if (value == NULL || value[0] == '\0') return;
    fputs("        <property", f);
    xml_attribute(f, "name", name);
    xml_attribute(f, "value", value);
    fputs("/>\n", f);
}

static void number_property(FILE *f, const char *name, double value)
{
    char number[TEXT_NUMBER_ROOM];

    if (!isfinite(value)) return;
    text_put_number(number, value);
    property(f, name, number);
}

static void properties(const struct run *run, const struct rule_result *r, FILE *f)
{
    enum language language = scenario_language(run->scenario);
    const struct rule_request *asked = &run->scenario->rule[r->rule];
    char text[1024];

    fputs("      <properties>\n", f);
    if (r->fact != NULL) {
        property(f, "catalogue", judged_catalogue(run, r));
        property(f, "plan", fact_plan(language, r->fact));
        property(f, "clause", fact_section(text, sizeof text, language, r->fact));
        property(f, "scope", fact_scope(language, r->fact));
        property(f, "note", judged_note(language, r, text, sizeof text));
        if (r->fact->valid_to > 0) number_property(f, "valid_to", r->fact->valid_to);
        property(f, "ended", r->ended ? "true" : "false");
    }
    property(f, "strength", judged_strength(r->strength));
    property(f, "zone_class", asked->where);
    property(f, "definition", judged_definition(language, run, r, text, sizeof text));
    property(f, "relation", judged_relation(r));
    number_property(f, "target", r->target);
    number_property(f, "achieved", r->achieved);
    property(f, "unit", judged_unit(run, r));
    property(f, "target_said", judged_target(language, run, r, text, sizeof text));
    if (!isnan(r->achieved))
        property(f, "achieved_said",
                 judged_achieved(language, run, r, r->achieved, text, sizeof text));
    property(f, "source", asked->source);
    property(f, "where", judged_where(language, run, r, text, sizeof text));
    fputs("      </properties>\n", f);
}

/* "binding rule not met: 9.1:1 reached where 1:7 is asked for; short by 3 chargers" */
static void say_missed(const struct run *run, const struct rule_result *r, char *text,
                       size_t size)
{
    enum language language = scenario_language(run->scenario);
    const char *strength = messages_text(language, MSG_STRENGTH_BINDING + r->strength);
    char achieved[128], target[128], missing[128];

    judged_target(language, run, r, target, sizeof target);
    if (judged_nothing_stands(r)) {
        messages_fill(text, size, language, MSG_JUNIT_NOTHING_STANDS, strength, target, NULL);
        return;
    }
    judged_achieved(language, run, r, r->achieved, achieved, sizeof achieved);
    judged_shortfall(language, run, r, missing, sizeof missing);
    messages_fill(text, size, language, MSG_JUNIT_NOT_MET, strength, achieved, target, missing,
                  NULL);
}

static void say_ended(const struct run *run, const struct rule_result *r, char *text,
                      size_t size)
{
    char year[16];

    text[0] = '\0';
    if (!r->ended || r->fact == NULL) return;
    snprintf(year, sizeof year, "%d", r->fact->valid_to);
    messages_fill(text, size, scenario_language(run->scenario), MSG_REP_ENDED, year, NULL);
}

static void line(const char *text, FILE *f)
{
    if (text[0] == '\0') return;
    xml_text(f, text);
    fputs("\n", f);
}

static void failure(const struct run *run, const struct rule_result *r, FILE *f)
{
    enum language language = scenario_language(run->scenario);
    char text[1024], ended[256];

    say_missed(run, r, text, sizeof text);
    fputs("      <failure", f);
    xml_attribute(f, "message", text);
    xml_attribute(f, "type", judged_strength(r->strength));
    fputs(">", f);
    if (r->fact != NULL) line(fact_clause(text, sizeof text, language, r->fact), f);
    line(judged_reason(language, run, r, text, sizeof text), f);
    line(judged_where(language, run, r, text, sizeof text), f);
    say_ended(run, r, ended, sizeof ended);
    xml_text(f, ended);
    fputs("</failure>\n", f);
}

static void skipped(const struct run *run, const struct rule_result *r, FILE *f)
{
    enum language language = scenario_language(run->scenario);
    char text[1024], missed[900];

    if (r->outcome == RULE_NOTHING_TO_JUDGE) {
        judged_reason(language, run, r, missed, sizeof missed);
        messages_fill(text, sizeof text, language, MSG_JUNIT_NOTHING, missed, NULL);
    } else {
        say_missed(run, r, missed, sizeof missed);
        messages_fill(text, sizeof text, language, MSG_JUNIT_BINDS_NOBODY, missed, NULL);
    }
    fputs("      <skipped", f);
    xml_attribute(f, "message", text);
    fputs("/>\n", f);
}

/* A failure says it too; why nothing is judged stands in the message. */
static void output(const struct run *run, const struct rule_result *r, FILE *f)
{
    char ended[256], reason[512] = "";

    say_ended(run, r, ended, sizeof ended);
    if (r->outcome != RULE_NOTHING_TO_JUDGE)
        judged_reason(scenario_language(run->scenario), run, r, reason, sizeof reason);
    if (ended[0] == '\0' && reason[0] == '\0') return;
    fputs("      <system-out>", f);
    if (ended[0] != '\0') line(reason, f);
    xml_text(f, ended[0] != '\0' ? ended : reason);
    fputs("</system-out>\n", f);
}

static void test_case(const struct run *run, const struct rule_result *r, FILE *f)
{
    const struct rule_request *asked = &run->scenario->rule[r->rule];
    char meaning[1024], name[1400], group[256];

    snprintf(name, sizeof name, "%s%s%s%s: %s", judged_id(r), asked->where != NULL ? " (" : "",
             asked->where != NULL ? asked->where : "", asked->where != NULL ? ")" : "",
             judged_meaning(scenario_language(run->scenario), run, r, meaning, sizeof meaning));
    snprintf(group, sizeof group, "%.200s.%d", run->scenario->head.name, r->year);
    fputs("    <testcase", f);
    xml_attribute(f, "classname", group);
    xml_attribute(f, "name", name);
    fputs(">\n", f);
    properties(run, r, f);
    if (verdict(r) == FAILED) failure(run, r, f);
    if (verdict(r) == SKIPPED) skipped(run, r, f);
    if (verdict(r) != FAILED) output(run, r, f);
    fputs("    </testcase>\n", f);
}

/* ` tests="3" failures="1" errors="0" skipped="1"` of one state, or of all (-1). */
static void counts(const struct run *run, int network, FILE *f)
{
    int n[3] = {0};

    for (int k = 0; k < run->rules->n; k++)
        if (network < 0 || run->rules->result[k].network == network)
            n[verdict(&run->rules->result[k])]++;
    fprintf(f, " tests=\"%d\" failures=\"%d\" errors=\"0\" skipped=\"%d\"",
            n[PASSED] + n[FAILED] + n[SKIPPED], n[FAILED], n[SKIPPED]);
}

void junit_put(const struct run *run, FILE *f)
{
    fputs("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites", f);
    xml_attribute(f, "name", run->scenario->head.name);
    counts(run, -1, f);
    fputs(">\n", f);
    for (int k = 0; k < run->n_networks; k++) {
        fprintf(f, "  <testsuite name=\"%d\"",
                run->scenario->study.years.year[run->network[k]->year_index]);
        counts(run, k, f);
        fputs(">\n    <properties>\n      <property name=\"scenario_hash\"", f);
        xml_attribute(f, "value", run->scenario->hash);
        fputs("/>\n    </properties>\n", f);
        for (int q = 0; q < run->rules->n; q++)
            if (run->rules->result[q].network == k) test_case(run, &run->rules->result[q], f);
        fputs("  </testsuite>\n", f);
    }
    fputs("</testsuites>\n", f);
}

/* ---- the file ---- */

static const char option[] = "--junit";

static enum err put(const void *with, FILE *stream, struct error *err)
{
    (void)err;
    junit_put(with, stream);
    return ERR_OK;
}

enum err junit_check(const char *path, const char *results, struct error *err)
{
    return whole_check(option, path, results, err);
}

enum err junit_write(const struct run *run, const char *path, struct error *err)
{
    return whole_write(&(struct whole_content){option, path, put, run}, err);
}

enum err junit_publish(const char *path, struct error *err)
{
    return whole_publish(option, path, err);
}

void junit_discard(const char *path)
{
    whole_discard(path);
}
