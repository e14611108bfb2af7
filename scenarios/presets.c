/* presets.c - see presets.h. The files are built into the program. */
#include "scenarios/presets.h"

#include <stddef.h>
#include <string.h>

#include "scenarios/text.h"

extern const char embed_accelerate_promotion[];
extern const char embed_accelerate_other[];
extern const char embed_demonstration_promotion[];
extern const char embed_demonstration_other[];
extern const char embed_promote_main[];

/* clang-format off */
static const struct preset presets[] = {
    {"plan:accelerate/promotion", "promotion cities of the accelerate tier", embed_accelerate_promotion},
    {"plan:accelerate/other", "other cities of the accelerate tier", embed_accelerate_other},
    {"plan:demonstration/promotion", "promotion cities of the demonstration tier", embed_demonstration_promotion},
    {"plan:demonstration/other", "other cities of the demonstration tier", embed_demonstration_other},
    {"plan:promote/main", "provincial capitals and other main cities of the promote tier", embed_promote_main},
};
/* clang-format on */

enum { N_PRESETS = sizeof presets / sizeof presets[0] };

int presets_n(void)
{
    return N_PRESETS;
}

const struct preset *presets_at(int k)
{
    return &presets[k];
}

bool presets_is_one(const char *name)
{
    return strncmp(name, "plan:", 5) == 0;
}

const struct preset *presets_find(const char *name)
{
    for (int k = 0; k < N_PRESETS; k++)
        if (strcmp(presets[k].name, name) == 0) return &presets[k];
    return NULL;
}

const char *presets_nearest(const char *name)
{
    const char *names[N_PRESETS];

    for (int k = 0; k < N_PRESETS; k++)
        names[k] = presets[k].name;
    return text_nearest(name, N_PRESETS, names);
}
