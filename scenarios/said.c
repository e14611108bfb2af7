/* said.c - see said.h. */
#include "scenarios/said.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_VALUES = 9 };

struct said_value said_text(const char *text)
{
    return (struct said_value){.kind = SAID_TEXT, .text = text};
}

struct said_value said_word(enum message message)
{
    return (struct said_value){.kind = SAID_WORD, .message = message};
}

struct said_value said_figure(double number)
{
    return (struct said_value){.kind = SAID_FIGURE, .number = number};
}

struct said_value said_number(double number, int decimals)
{
    return (struct said_value){.kind = SAID_NUMBER, .number = number, .decimals = decimals};
}

struct said_value said_share(double share)
{
    return (struct said_value){.kind = SAID_SHARE, .number = share};
}

struct said_value said_money(double amount, const char *currency)
{
    return (struct said_value){.kind = SAID_MONEY, .number = amount, .text = currency};
}

struct said_value said_plural(double n, enum message one)
{
    return (struct said_value){.kind = SAID_PLURAL, .number = n, .message = one};
}

/* A value as the language writes it; texts stay where they are. */
static const char *written(const struct said_value *v, enum language language, char *buffer,
                           size_t size)
{
    switch (v->kind) {
    case SAID_TEXT:
        return v->text;
    case SAID_WORD:
        return messages_text(language, v->message);
    case SAID_NUMBER:
        return messages_number(buffer, size, language, v->number, v->decimals);
    case SAID_SHARE:
        return messages_share(buffer, size, language, v->number);
    case SAID_MONEY:
        return messages_money(buffer, size, language, v->number, v->text);
    case SAID_PLURAL:
        return messages_plural(buffer, size, language, v->number, v->message);
    case SAID_FIGURE:
    case SAID_END:
        break;
    }
    snprintf(buffer, size, "%.10g", v->number);
    return buffer;
}

void said_fill(struct said *said, enum message message, const struct said_value value[])
{
    for (int k = 0; k < N_LANGUAGES; k++) {
        const char *text[MOST_VALUES] = {NULL};
        char room[MOST_VALUES][128];
        enum language language = (enum language)k;

        for (int v = 0; v < MOST_VALUES && value[v].kind != SAID_END; v++)
            text[v] = written(&value[v], language, room[v], sizeof room[v]);
        messages_fill(said->in[k], sizeof said->in[k], language, message, text[0], text[1],
                      text[2], text[3], text[4], text[5], text[6], text[7], text[8], NULL);
    }
}

void said_plain(struct said *said, enum message message)
{
    said_fill(said, message, (const struct said_value[]){{.kind = SAID_END}});
}

enum err said_copy(struct said **list, int *n, const struct said *said, struct error *err)
{
    const struct said copy = *said; /* it may stand in the list, which moves */
    struct said *more = realloc(*list, ((size_t)*n + 1) * sizeof *more);

    if (more == NULL) return error_nomem(err, "a warning");
    *list = more;
    more[(*n)++] = copy;
    return ERR_OK;
}

enum err said_append(struct said **list, int *n, enum message message,
                     const struct said_value value[], struct error *err)
{
    struct said said;

    said_fill(&said, message, value);
    return said_copy(list, n, &said, err);
}

enum err said_add_plain(struct said **list, int *n, enum message message, struct error *err)
{
    struct said said;

    said_plain(&said, message);
    return said_copy(list, n, &said, err);
}
