/* sweep_list.c - see sweep_list.h */
#include "output/study/sweep_list.h"

#include <stdio.h>
#include <string.h>

/* What was left out and why. */
static void put_same(struct text *to, const struct sweep_cases *cases)
{
    if (cases->n_same > 0)
        text_addf(to, "; %d more %s settings of one of these and %s left out", cases->n_same,
                  cases->n_same == 1 ? "has the" : "have the",
                  cases->n_same == 1 ? "is" : "are");
}

void sweep_list_put(struct text *to, const struct sweep_cases *cases)
{
    int widest = 0;

    for (int k = 0; k < cases->n; k++) {
        int n = (int)strlen(cases->at[k].name);

        if (n > widest) widest = n;
    }
    for (int k = 0; k < cases->n; k++) {
        const struct sweep_case *c = &cases->at[k];

        text_addf(to, "%s", c->id);
        if (widest > 0) text_addf(to, "  %-*s", widest, c->name);
        for (int i = 0; i < c->n_sets; i++)
            text_addf(to, "  %s", c->set[i]);
        text_add(to, "\n");
    }
    text_addf(to, "%d case%s", cases->n, cases->n == 1 ? "" : "s");
    put_same(to, cases);
    text_add(to, "\n");
}

/* "path": "value", both as texts: a value is what --set takes. */
static void put_settings(struct text *to, const struct sweep_case *c)
{
    text_add(to, "\"settings\": {");
    for (int i = 0; i < c->n_sets; i++) {
        const char *equals = strchr(c->set[i], '=');
        struct text path = {0};

        text_add_bytes(&path, c->set[i], (size_t)(equals - c->set[i]));
        text_add(to, i > 0 ? ", " : "");
        text_add_json(to, path.nomem ? "" : path.data);
        text_add(to, ": ");
        text_add_json(to, equals + 1);
        to->nomem = to->nomem || path.nomem;
        text_clear(&path);
    }
    text_add(to, "}");
}

void sweep_list_put_json(struct text *to, const struct sweep_cases *cases)
{
    text_addf(to, "{\n  \"n_cases\": %d,\n  \"n_same\": %d,\n  \"cases\": [", cases->n,
              cases->n_same);
    for (int k = 0; k < cases->n; k++) {
        const struct sweep_case *c = &cases->at[k];

        text_addf(to, "%s\n    {\"id\": \"%s\", \"name\": ", k > 0 ? "," : "", c->id);
        text_add_json(to, c->name);
        text_add(to, ", ");
        put_settings(to, c);
        text_add(to, "}");
    }
    text_add(to, "\n  ]\n}\n");
}
