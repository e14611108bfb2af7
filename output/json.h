/* json.h - prints JSON in the order in which it is told, numbers as short as they read back.
 *
 * A printer of our own: jansson 2.14 writes 0.1 as 0.10000000000000001 and wants the whole tree
 * in memory. Tests read the files back with jansson. */
#ifndef CHARGEPLAN_OUTPUT_JSON_H
#define CHARGEPLAN_OUTPUT_JSON_H

#include <stdbool.h>
#include <stdio.h>

enum { JSON_DEPTH_MAX = 32 };
struct json {
    FILE *stream;
    int depth;
    bool inside[JSON_DEPTH_MAX + 1]; /* something stands before at this depth */
};

/* key is NULL in arrays and at the top. A NAN or infinity is null: a figure that is not there.
 */
void json_open(struct json *j, const char *key, char bracket);     /* '{' or '[' */
void json_close(struct json *j, char bracket);                     /* '}' or ']' */
void json_text(struct json *j, const char *key, const char *text); /* NULL text: null */
void json_number(struct json *j, const char *key, double value);
void json_integer(struct json *j, const char *key, long value);
void json_flag(struct json *j, const char *key, bool value);

#endif
