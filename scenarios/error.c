/* error.c - see error.h */
#include "scenarios/error.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "scenarios/text.h"

/* Prints into a buffer; what does not fit is cut at a whole UTF-8 character. Newlines become
 * blanks; other control characters, which a terminal would obey, and bytes of a damaged file
 * question marks, so that a message stays one line of valid text. */
static void print_sentence(char *to, size_t room, const char *fmt, va_list args)
{
    int n = vsnprintf(to, room, fmt, args);

    if (n < 0) to[0] = '\0';
    if (n >= (int)room) to[text_cut(to, room - 1)] = '\0';
    for (size_t all = strlen(to), n_good = 0; n_good < all;) {
        n_good += text_utf8(to + n_good, all - n_good);
        if (n_good < all) to[n_good] = '?';
    }
    for (char *c = to; *c != '\0'; c++)
        if (*c == '\n' || *c == '\r' || *c == '\t')
            *c = ' ';
        else if ((unsigned char)*c < ' ' || *c == 127)
            *c = '?';
}

enum err error_set(struct error *err, enum err code, const char *fmt, ...)
{
    char text[sizeof err->text]; /* an argument may point into err->text */
    va_list args;

    va_start(args, fmt);
    print_sentence(text, sizeof text, fmt, args);
    va_end(args);
    memcpy(err->text, text, sizeof text);
    err->code = code;
    return code;
}

enum err error_nomem(struct error *err, const char *what)
{
    return error_set(err, ERR_NOMEM, "there is not enough memory for %s", what);
}

int error_exit_status(enum err code)
{
    static const int status[] = {
#define ERROR_STATUS(code, status, name) status,
        ERROR_LIST(ERROR_STATUS)
#undef ERROR_STATUS
    };

    return status[code];
}

const char *error_name(enum err code)
{
    static const char *const names[] = {
#define ERROR_NAME(code, status, name) name,
        ERROR_LIST(ERROR_NAME)
#undef ERROR_NAME
    };

    return names[code];
}

void problems_add(struct problems *list, const char *file, int line, int column,
                  const char *path, const char *fmt, ...)
{
    char place[600] = "", sentence[1024];
    struct error joined;
    va_list args;
    int k = list->n++;

    if (k >= PROBLEMS_KEPT || (path != NULL && strlen(path) >= PROBLEMS_PATH_ROOM))
        list->unsure = true;
    if (k >= PROBLEMS_KEPT) return;
    snprintf(list->path[k], sizeof list->path[k], "%s", path != NULL ? path : "");
    if (file != NULL && line > 0 && column > 0)
        snprintf(place, sizeof place, "%.400s:%d:%d: ", file, line, column);
    else if (file != NULL && line > 0)
        snprintf(place, sizeof place, "%.400s:%d: ", file, line);
    else if (file != NULL)
        snprintf(place, sizeof place, "%.400s: ", file);
    va_start(args, fmt);
    print_sentence(sentence, sizeof sentence, fmt, args);
    va_end(args);
    error_set(&joined, ERR_SCENARIO, "%s%s%s%s", place, path != NULL ? path : "",
              path != NULL ? ": " : "", sentence);
    memcpy(list->text[k], joined.text, sizeof list->text[k]);
}

bool problems_about(const struct problems *list, const char *path)
{
    size_t n = strlen(path);

    for (int k = 0; k < list->n && k < PROBLEMS_KEPT; k++) {
        const char *there = list->path[k];

        if (strncmp(there, path, n) == 0 && (there[n] == '\0' || there[n] == '.')) return true;
    }
    return list->unsure;
}
