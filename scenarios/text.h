/* text.h - texts: a growing buffer, strict numbers, UTF-8, and words that are nearly right. */
#ifndef CHARGEPLAN_SCENARIOS_TEXT_H
#define CHARGEPLAN_SCENARIOS_TEXT_H

#include <stdbool.h>
#include <stddef.h>

/* A text that grows. Starts as {0}. "Out of memory" sticks: after it every call does nothing,
 * and the user of the text looks once, at the end. */
struct text {
    char *data;  /* owned; ends in 0; NULL while nothing was added */
    size_t n;    /* bytes without the 0 */
    size_t room; /* bytes allocated */
    bool nomem;
};

void text_add(struct text *text, const char *s);
void text_add_bytes(struct text *text, const char *s, size_t n);
void text_addf(struct text *text, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
/* The text as a JSON string, quotes and all. */
void text_add_json(struct text *text, const char *s);
/* Hands the bytes over ("" if nothing was added) and leaves {0}; NULL when out of memory. Own
 * it. */
char *text_take(struct text *text);
void text_clear(struct text *text);

char *text_copy(const char *s); /* own it; NULL when out of memory, or of NULL */
char *text_copy_bytes(const char *s, size_t n);
char *text_print(const char *fmt, ...) __attribute__((format(printf, 1, 2))); /* own it */

/* The whole text as a decimal number: digits with an optional sign, fraction and exponent.
 * Blanks, hex, "inf", "nan", "1,5", "" and what overflows are refused: false, *out untouched.
 */
bool text_number(const char *s, double *out);
/* The whole text as a whole number of an int: "2030", "-5"; "2e3" and "5.0" are refused. */
bool text_integer(const char *s, int *out);

enum { TEXT_NUMBER_ROOM = 32 };
/* The shortest decimal that text_number() reads back to the same double: "0.1", "1e+30". */
void text_put_number(char out[TEXT_NUMBER_ROOM], double value);

/* Offset of the first byte that is not UTF-8 (RFC 3629: no surrogates, no overlong forms);
 * n where all is well. A NUL byte is valid UTF-8 and not caught here. */
size_t text_utf8(const char *s, size_t n);
/* The largest length <= n that does not cut a UTF-8 character of s in two. */
size_t text_cut(const char *s, size_t n);

/* Bytes of the control character at s that turns the direction of what follows, or ends such a
 * turn (embeddings, overrides and isolates of Unicode's bidirectional algorithm, UAX 9); 0
 * where another character stands. No output carries one. */
size_t text_turn(const char *s);
char *text_without_turns(const char *s); /* own it; NULL when out of memory */

/* Typing mistakes between two words: letters added, left out, changed or two swapped; case does
 * not count. Words longer than 63 bytes are compared by their first 63. */
int text_distance(const char *a, const char *b);
/* The word nearest to `word`, the first of several; NULL where none is near enough to be meant
 * (a third of its letters wrong, at least one allowed). */
const char *text_nearest(const char *word, int n, const char *const words[]);

#endif
