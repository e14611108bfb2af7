/* writer.c - the list of outputs. */
#include "output/writers/writer.h"

static const struct writer *const writers[] = {
#define WRITER(name) &writer_##name,
#include "output/writers/writer_list.h"
#undef WRITER
};

int writer_n(void)
{
    return (int)(sizeof writers / sizeof writers[0]);
}

const struct writer *writer_at(int k)
{
    return writers[k];
}

bool writer_wanted(const struct writer *w, const struct run *run)
{
    if (run->is_stand && !w->of_simulation) return false;
    return w->wanted == NULL || w->wanted(run);
}
