/* expand.c - see expand.h */
#include "scenarios/expand.h"

#include <stdlib.h>
#include <string.h>

static const char letters[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz_0123456789";

/* Length of the variable's name that begins here; 0 where none does. */
static size_t name_length(const char *s)
{
    return *s >= '0' && *s <= '9' ? 0 : strspn(s, letters);
}

/* The inside of one ${...}, of n bytes. */
static enum err expand_one(const char *inside, size_t n, struct text *to, struct error *err)
{
    size_t length = name_length(inside);
    bool has_default = length + 2 <= n && strncmp(inside + length, ":-", 2) == 0;
    const char *value;
    char *name;

    if (length == 0 || (length < n && !has_default))
        return error_set(err, ERR_SCENARIO,
                         "'${%.*s}' names no variable; allowed are ${NAME} and "
                         "${NAME:-default}, with letters, digits and _ in the name",
                         (int)(n < 80 ? n : 80), inside);
    for (size_t k = length; k + 1 < n; k++)
        if (inside[k] == '$' && inside[k + 1] == '{')
            return error_set(err, ERR_SCENARIO,
                             "the default of ${%.*s} holds another ${; write it out, variables "
                             "do not stand in one another",
                             (int)length, inside);
    name = text_copy_bytes(inside, length);
    if (name == NULL) return error_nomem(err, "a path");
    value = getenv(name);
    free(name);
    if (value != NULL && *value != '\0')
        text_add(to, value);
    else if (has_default)
        text_add_bytes(to, inside + length + 2, n - length - 2);
    else
        return error_set(err, ERR_SCENARIO,
                         "the environment variable %.*s is %s; set it, or write "
                         "${%.*s:-default}",
                         (int)length, inside, value == NULL ? "not set" : "empty", (int)length,
                         inside);
    return ERR_OK;
}

static enum err expand_all(const char *written, struct text *to, struct error *err)
{
    for (const char *s = written; *s != '\0';) {
        const char *open = strstr(s, "${"), *close;

        if (open == NULL) {
            text_add(to, s);
            break;
        }
        close = strchr(open, '}');
        if (close == NULL)
            return error_set(err, ERR_SCENARIO, "'%.80s' is not closed; a } is missing", open);
        text_add_bytes(to, s, (size_t)(open - s));
        TRY(expand_one(open + 2, (size_t)(close - open - 2), to, err));
        s = close + 1;
    }
    return to->nomem ? error_nomem(err, "a path") : ERR_OK;
}

enum err expand_variables(const char *written, struct text *to, struct error *err)
{
    enum err code = expand_all(written, to, err);

    if (code != ERR_OK) text_clear(to);
    return code;
}

char *expand_first_name(const char *written)
{
    const char *open = strstr(written, "${");

    if (open == NULL || name_length(open + 2) == 0) return NULL;
    return text_copy_bytes(open + 2, name_length(open + 2));
}
