/* road_key.c - see road_key.h */
#include "scenarios/roads/road_key.h"

#include <string.h>

#include "scenarios/text.h"

/* Of every source that has a say in how streets are read, made with the program: what another
 * version kept is not found. */
extern const char embed_road_sources[];

static const struct input_file *input_of(const struct scenario *scenario)
{
    for (int k = 0; k < scenario->n_inputs; k++)
        if (strcmp(scenario->input[k].setting, "roads.file") == 0) return &scenario->input[k];
    return NULL;
}

/* The length first, so that no two lists of values make one text. */
static void add(struct text *text, const char *value)
{
    if (value == NULL)
        text_add(text, "-\n");
    else
        text_addf(text, "%zu %s\n", strlen(value), value);
}

/* By its name a file is OpenStreetMap's or a layer of one format or another. */
static const char *ending_of(const char *path)
{
    const char *dot = strchr(strrchr(path, '/') == NULL ? path : strrchr(path, '/'), '.');

    return dot == NULL ? "" : dot;
}

bool road_key(char hex[SHA256_HEX], const struct scenario *scenario, const struct road_box *box,
              bool geographic)
{
    const struct input_file *input = input_of(scenario);
    const struct roads_params *r = &scenario->roads;
    struct text text = {0};
    bool good;

    if (input == NULL || strlen(input->sha256) != SHA256_HEX - 1) return false;
    add(&text, embed_road_sources);
    add(&text, input->sha256);
    add(&text, ending_of(input->path));
    add(&text, r->layer);
    add(&text, r->encoding);
    add(&text, r->crs);
    add(&text, r->filter);
    add(&text, r->class_column);
    add(&text, r->speed);
    add(&text, r->speed_limit);
    add(&text, r->length);
    add(&text, r->oneway);
    text_addf(&text, "%d %d %d %d\n", r->coordinates, r->private_ways, geographic,
              scenario->study.years.n > 0 ? scenario->study.years.year[0] : 0);
    text_addf(&text, "%.17g %.17g %.17g %.17g\n", box->west, box->south, box->east, box->north);
    good = !text.nomem;
    if (good) sha256_bytes(text.data, text.n, hex);
    text_clear(&text);
    return good;
}

bool road_key_holds(const struct scenario *scenario)
{
    const struct input_file *input = input_of(scenario);
    struct stat now;

    return input != NULL && stat(input->path, &now) == 0 && now.st_ino == input->look.st_ino &&
           now.st_size == input->look.st_size &&
           now.st_mtim.tv_sec == input->look.st_mtim.tv_sec &&
           now.st_mtim.tv_nsec == input->look.st_mtim.tv_nsec;
}
