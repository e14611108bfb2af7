/* study_page_file.h - the page as a file that appears complete or not at all. */
#ifndef CHARGEPLAN_OUTPUT_STUDY_PAGE_FILE_H
#define CHARGEPLAN_OUTPUT_STUDY_PAGE_FILE_H

#include "scenarios/error.h"

/* Reads the store of a sweep and writes its page.
 *
 *   study     folder of a sweep, or a store
 *   page      a new file; NULL: report.html beside the store, which may exist
 *   language  enum language; -1: the scenario's own
 *   path      receives where the page stands; own it
 * Errors: ERR_IO (also where `page` exists), ERR_DATA, ERR_USAGE, ERR_NOMEM; nothing is left.
 */
enum err study_page_file(const char *study, const char *page, int language, char **path,
                         struct error *err);

#endif
