/* command_report.c - a sweep's results as one HTML page. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "output/commands/command.h"
#include "output/study_report/study_page_file.h"
#include "scenarios/messages.h"

static const struct option_spec spec[] = {{"output", true}, {"language", true}, {NULL, false}};

/* -1 where none is asked for; false where the word is none. */
static bool language_of(const struct options *o, int *language)
{
    const char *word = option_get(o, "language");

    *language = -1;
    if (word == NULL) return true;
    if (strcmp(word, "en") == 0) *language = LANGUAGE_EN;
    if (strcmp(word, "zh") == 0) *language = LANGUAGE_ZH;
    if (*language >= 0) return true;
    fprintf(stderr, "chargeplan report: --language: '%s' is neither en nor zh\n", word);
    return false;
}

static int command_report_main(int argc, char **argv)
{
    struct options o;
    struct error err = {0};
    char *page = NULL;
    int language;
    enum err code;

    if (!options_parse(&command_report, argc, argv, spec, 0, 1, &o)) return STATUS_USAGE;
    if (o.help) {
        command_print_help(&command_report);
        return STATUS_DONE;
    }
    if (o.n_words == 0) {
        fprintf(stderr, "chargeplan report: say which sweep: its folder, or the file of its "
                        "store\n");
        return STATUS_USAGE;
    }
    if (!language_of(&o, &language)) return STATUS_USAGE;
    code = study_page_file(o.word[0], option_get(&o, "output"), language, &page, &err);
    if (code != ERR_OK) return command_fail(&err);
    printf("page: %s\n", page);
    free(page);
    return STATUS_DONE;
}

const struct command command_report = {
    .name = "report",
    .summary = "the results of a sweep as one HTML page that opens offline",
    .usage = "STUDY [-o PAGE.html] [--language en|zh]",
    .help =
        "STUDY is the folder of `sweep -o`, or the file of a store, also a merged one or one "
        "on\n"
        "which a sweep is at work; nothing else is read. The page compares the alternatives:\n"
        "side by side, cost against service, by setting, over the years, how often each site\n"
        "is chosen, and which rules are met. The same store gives the same bytes.\n\n"
        "  -o, --output PAGE  a new file; where it is not given STUDY/report.html, beside the\n"
        "                     store, which is written anew\n"
        "  --language en|zh   else that of the scenario (report.language)\n\n"
        "The report of a single run is report.html in its results.\n",
    .run = command_report_main,
};
