/* glyphs.c - see glyphs.h. */
#include "output/report/glyphs.h"

#include <stdio.h>

#include "output/map/canvas.h"

struct search {
    struct canvas *canvas;
    const char *text; /* the first with a character that is missing; NULL: none */
    uint32_t code;
};

static void look(struct search *s, const char *text)
{
    if (s->text != NULL || text == NULL) return;
    s->code = canvas_missing_glyph(s->canvas, text);
    if (s->code != 0) s->text = text;
}

static void look_at_all(struct search *s, const struct scenario *scenario,
                        const struct city *city)
{
    enum language language = scenario_language(scenario);

    look(s, scenario_title(scenario, language));
    look(s,
         scenario_words(language, scenario->study.data_source, scenario->study.data_source_zh));
    for (int k = 0; k < city->n_districts; k++)
        look(s, city->district_name[k]);
    for (int k = 0; k < scenario->n_rules; k++)
        look(s, scenario->rule[k].where);
    for (int k = 0; k < scenario->n_classes; k++)
        look(s, scenario_class_title(&scenario->fleet[k], language));
    for (int k = 0; k < scenario->n_layers; k++)
        look(s, scenario->sites[k].id);
    for (int id = MSG_MADE_UP; id <= MSG_MAP_FOOT_RUN; id++)
        look(s, messages_text(language, (enum message)id));
}

enum err glyphs_check(const struct scenario *scenario, const struct city *city, bool *missing,
                      char *sentence, size_t size, struct error *err)
{
    struct search s = {0};

    TRY(canvas_create(&s.canvas, 1, 1, canvas_colour(0xFFFFFF, 1), err));
    look_at_all(&s, scenario, city);
    canvas_free(s.canvas);
    *missing = s.text != NULL;
    if (s.text != NULL)
        snprintf(sentence, size,
                 "no installed font has the character U+%04X of '%.200s', so a box stands for "
                 "it on maps; a font that has it helps, for Chinese Noto Sans CJK (package "
                 "fonts-noto-cjk)",
                 s.code, s.text);
    return ERR_OK;
}
