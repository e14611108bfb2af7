/* command_compare.c - two runs, or two studies, side by side, and gates between them. */
#include <stdio.h>
#include <string.h>

#include "output/commands/command.h"
#include "output/compare/compare.h"
#include "output/hold.h"
#include "output/whole_file.h"
#include "scenarios/text.h"

static const struct option_spec spec[] = {{"fail-if", true}, {"tolerance", true},
                                          {"junit", true},   {"markdown", true},
                                          {"all", false},    {NULL, false}};

enum { GATES_MAX = 64 };

static bool tolerance_of(const struct options *o, double *tolerance)
{
    const char *text = option_get(o, "tolerance");

    *tolerance = 0;
    if (text == NULL || (text_number(text, tolerance) && *tolerance >= 0 && *tolerance < 1))
        return true;
    fprintf(stderr,
            "chargeplan compare: --tolerance: '%s' is not a number from 0 to below 1, such as "
            "1e-6\n",
            text);
    return false;
}

static int tell(const struct compared *c, const struct options *o)
{
    struct error err = {0};
    char said[COMPARE_SENTENCE_ROOM];
    enum err code = o->json ? compare_put_json(c, stdout, &err)
                            : compare_put_text(c, option_given(o, "all"), stdout, &err);

    if (code != ERR_OK) return command_fail(&err);
    for (int k = 0; k < c->n_gates; k++)
        if (c->gate[k].n_judged == 0)
            fprintf(stderr, "chargeplan: warning: --fail-if '%s': %s\n", c->gate[k].text,
                    compare_gate_said(said, &c->gate[k]));
    return compared_passed(c) ? STATUS_DONE : STATUS_INFEASIBLE;
}

/* ---- files ---- */

static enum err put_junit(const void *with, FILE *stream, struct error *err)
{
    (void)err;
    compare_put_junit(with, stream);
    return ERR_OK;
}

static enum err put_markdown(const void *with, FILE *stream, struct error *err)
{
    return compare_put_markdown(with, stream, err);
}

/* The files asked for. */
struct files {
    int n;
    struct whole_content at[2];
};

static enum err check_files(const struct options *o, struct files *files, struct error *err)
{
    const char *junit = option_get(o, "junit"), *markdown = option_get(o, "markdown");

    *files = (struct files){0};
    if (junit != NULL)
        files->at[files->n++] = (struct whole_content){"--junit", junit, put_junit, NULL};
    if (markdown != NULL)
        files->at[files->n++] =
            (struct whole_content){"--markdown", markdown, put_markdown, NULL};
    for (int k = 0; k < files->n; k++)
        TRY(whole_check(files->at[k].option, files->at[k].path, NULL, err));
    if (files->n == 2 && strcmp(junit, markdown) == 0)
        return error_set(err, ERR_USAGE, "--junit and --markdown both name %s", junit);
    return ERR_OK;
}

/* All are complete before one has its name. */
static enum err write_files(struct files *files, const struct compared *c, struct error *err)
{
    struct hold hold;
    enum err code = ERR_OK;
    int n = 0;

    hold_signals(&hold);
    for (; n < files->n && code == ERR_OK; n++) {
        files->at[n].with = c;
        code = whole_write(&files->at[n], err);
    }
    for (int k = 0; k < n && code == ERR_OK; k++)
        code = whole_publish(files->at[k].option, files->at[k].path, err);
    for (int k = 0; k < n && code != ERR_OK; k++)
        whole_discard(files->at[k].path);
    hold_release(&hold);
    return code;
}

/* ---- the command ---- */

static int compare(const struct options *o)
{
    const char *gates[GATES_MAX];
    struct compared *c = NULL;
    struct files files;
    struct error err = {0};
    int n_gates = 0, status;
    double tolerance;

    if (!tolerance_of(o, &tolerance)) return STATUS_USAGE;
    for (int k = 0; k < o->n_values; k++)
        if (strcmp(o->value[k].name, "fail-if") == 0) gates[n_gates++] = o->value[k].value;
    if (check_files(o, &files, &err) != ERR_OK) return command_fail(&err);
    if (compared_create(&c, o->word[0], o->word[1], tolerance, n_gates, gates, &err) != ERR_OK)
        return command_fail(&err);
    if (write_files(&files, c, &err) != ERR_OK)
        status = command_fail(&err);
    else
        status = tell(c, o);
    compared_free(c);
    return status;
}

static int command_compare_main(int argc, char **argv)
{
    struct options o;

    if (!options_parse(&command_compare, argc, argv, spec, 2, 2, &o)) return STATUS_USAGE;
    if (o.help) {
        command_print_help(&command_compare);
        return STATUS_DONE;
    }
    if (o.n_sets > 0) {
        fprintf(stderr, "chargeplan compare: --set changes runs, and nothing is run here\n");
        return STATUS_USAGE;
    }
    return compare(&o);
}

const struct command command_compare = {
    .name = "compare",
    .summary = "two runs or two studies side by side, with gates for CI",
    .usage = "OLD NEW [--fail-if 'EXPR']... [--json] [--junit FILE] [--markdown FILE] "
             "[--tolerance X] [--all]",
    .help =
        "OLD and NEW are results of `run` (folders), or of `sweep` (folders or store files):\n"
        "every indicator by year and district, sites that came and went, rules whose outcome\n"
        "changed, settings that differ. Cases of sweeps are matched by name and by the "
        "settings\n"
        "that vary among the cases of that name, not by id.\n"
        "  --fail-if EXPR       a gate; may be given many times\n"
        "  --tolerance X        figures are equal that differ by X of the larger one at most\n"
        "  --json               everything as JSON: of a run all figures, of a sweep those "
        "that\n"
        "                       changed\n"
        "  --junit FILE         new file: gates, and rules whose outcome changed\n"
        "  --markdown FILE      new file: a summary for a pull request, under 65,000 bytes\n"
        "  --all                print what did not change too, and lists to their end\n"
        "\nWhere OLD and NEW measure reach by different standards, as circles and streets, "
        "their\n"
        "shares do not tell which sites are better. Run NEW's scenario with OLD's sites:\n"
        "  sites: {old: {file: OLD/stations.csv, x: x, y: y, coordinates: WGS84, status: "
        "required}}\n"
        "and compare that run with NEW.\n"
        "\nA gate fails where its sentence is true of the change NEW - OLD:\n"
        "  served_share < -0.5%       relative change, in per cent of the old figure\n"
        "  served_share < -0.5pp      percentage points, for shares\n"
        "  cost > 1e6                 in the indicator's own unit\n"
        "  served_share @ 2030 @ Harbour < -1pp   one year, one district; @ any: each "
        "district;\n"
        "                             without them every year, and the whole area\n"
        "  any > 10%                  any indicator\n"
        "  any                        anything differs\n"
        "  rules                      a rule that was met is met no more\n"
        "  cases                      a case that had a plan is gone, or has none any more\n"
        "< <= > >= compare; a district with odd signs stands in \"quotes\". From 0 every "
        "change\n"
        "is without end per cent. A figure that only NEW has passes, one that only OLD has "
        "fails;\n"
        "a case that had a plan and has none fails every gate. < takes 0 or less and > 0 or\n"
        "more, so that no difference never fails; <= and >= may ask for an improvement.\n"
        "Exit status: 0 no gate fails; 4 a gate fails; 2 usage, a wrong expression too; 3 OLD "
        "or\n"
        "NEW is no result, damaged or of another version; 1 a file cannot be written.\n",
    .run = command_compare_main,
};
