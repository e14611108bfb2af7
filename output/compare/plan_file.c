/* plan_file.c - see plan_file.h */
#include "output/compare/plan_file.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

enum { PLAN_FORMAT = 1 }; /* of "plan" in writer_plan_json.c */

enum err plan_file_missing(const char *path, const char *what, struct error *err)
{
    return error_set(err, ERR_DATA,
                     "%s: %s is missing or of another kind than `chargeplan run` writes; was "
                     "the file changed?",
                     path, what);
}

const char *plan_file_text(const json_t *object, const char *key)
{
    const char *text = json_string_value(json_object_get(object, key));

    return text != NULL ? text : "";
}

bool plan_file_year(const json_t *object, int *year)
{
    const json_t *value = json_object_get(object, "year");

    if (!json_is_integer(value) || llabs(json_integer_value(value)) > 9999) return false;
    *year = (int)json_integer_value(value);
    return true;
}

static enum err check_format(const json_t *root, const char *path, struct error *err)
{
    const json_t *format = json_object_get(root, "plan");

    if (!json_is_integer(format))
        return error_set(err, ERR_DATA, "%s: is no plan.json of `chargeplan run`", path);
    if (json_integer_value(format) != PLAN_FORMAT)
        return error_set(err, ERR_DATA,
                         "%s: is of format %lld, and this program reads format %d", path,
                         (long long)json_integer_value(format), PLAN_FORMAT);
    return ERR_OK;
}

enum err plan_file_read(json_t **out, const char *path, struct error *err)
{
    json_error_t wrong;
    FILE *stream = fopen(path, "rb");
    json_t *root;
    enum err code;
    bool cut;

    if (stream == NULL)
        return error_set(err, ERR_DATA, "%s: cannot be read (%s)", path, strerror(errno));
    root = json_loadf(stream, JSON_REJECT_DUPLICATES, &wrong);
    /* where the last bytes are at fault the rest is missing, whatever the parser calls it */
    cut = fseek(stream, 0, SEEK_END) == 0 && wrong.position + 2 >= ftell(stream);
    fclose(stream);
    if (root == NULL)
        return error_set(err, ERR_DATA, "%s:%d:%d: is %s (%s)", path, wrong.line, wrong.column,
                         cut ? "cut short; run it again" : "no JSON", wrong.text);
    code = check_format(root, path, err);
    if (code != ERR_OK) {
        json_decref(root);
        return code;
    }
    *out = root;
    return ERR_OK;
}
