/* map_labels.c - names of districts, where they cover neither markers nor each other. A name
 * that finds no room is left out. */
#include <math.h>
#include <stdlib.h>

#include "output/map/map.h"

struct middle {
    double east, north, weight;
    int district;
};

static int heavier(const void *a, const void *b)
{
    const struct middle *x = a, *y = b;

    if (x->weight != y->weight) return x->weight < y->weight ? 1 : -1;
    return x->district - y->district;
}

static void find_middles(const struct map *map, struct middle middle[])
{
    const struct city *city = map->city;

    for (int k = 0; k < city->n_districts; k++)
        middle[k].district = k;
    for (int z = 0; z < city->n_zones; z++) {
        struct middle *m = &middle[city->district[z]];
        double area = map->digest->cell_w[z] * map->digest->cell_h[z];

        /* the middle of the land, so that a name stands in the midst of its district */
        m->east += area * map->digest->east[z];
        m->north += area * map->digest->north[z];
        m->weight += area;
    }
    for (int k = 0; k < city->n_districts; k++) {
        if (!(middle[k].weight > 0)) continue;
        middle[k].east /= middle[k].weight;
        middle[k].north /= middle[k].weight;
    }
    qsort(middle, (size_t)city->n_districts, sizeof *middle, heavier);
}

/* Possible sites give way (`over`) where a name else finds no room near its district's middle.
 */
static bool free_box(const struct map *map, struct box box, bool over)
{
    const struct box *a = &map->view->area;

    if (box.x < a->x || box.y < a->y || box.x + box.w > a->x + a->w ||
        box.y + box.h > a->y + a->h)
        return false;
    for (int k = 0; k < map->view->n_placed; k++)
        if (canvas_overlap(box, map->view->placed[k].box) &&
            !(over && map->view->placed[k].thing == MAP_CANDIDATE))
            return false;
    return true;
}

/* The label's middle has to lie in its own district, else it would name another one. */
static bool at_home(const struct map *map, struct box box, int district)
{
    int w = (int)map->view->area.w, h = (int)map->view->area.h;
    int x = (int)(box.x + box.w / 2 - map->view->area.x);
    int y = (int)(box.y + box.h / 2 - map->view->area.y);

    if (x < 0 || y < 0 || x >= w || y >= h) return false;

    int zone = map->view->pixel_near[y * w + x];

    return zone >= 0 && map->city->district[zone] == district;
}

static bool find_place(const struct map *map, const struct middle *m, double w, double h,
                       int rings, bool over, struct box *out)
{
    double x = map_x(map, m->east), y = map_y(map, m->north), u = map->frame.u;

    for (int ring = 0; ring <= rings; ring++)
        for (int k = 0; k < (ring == 0 ? 1 : 24); k++) {
            double angle = k * 3.14159265358979323846 / 12, r = 9 * u * ring;
            struct box box = {x + r * cos(angle) - w / 2, y + r * sin(angle) - h / 2, w, h};

            if (!at_home(map, box, m->district) || !free_box(map, box, over)) continue;
            *out = box;
            return true;
        }
    return false;
}

void map_draw_labels(struct map *map)
{
    const struct city *city = map->city;
    double u = map->frame.u;
    struct canvas_text style = {17 * u,  true, ALIGN_LEFT, canvas_colour(0x111111, 1),
                                2.4 * u, 0};
    struct middle *middle = calloc((size_t)city->n_districts + 1, sizeof *middle);

    if (!middle) return;
    find_middles(map, middle);
    for (int k = 0; k < city->n_districts; k++) {
        const char *name = city->district_name[middle[k].district];
        struct box size = canvas_measure(map->canvas, 0, 0, &style, name), box;
        double rim = 3 * u; /* the halo belongs to the label */

        if (name[0] == '\0' || !(middle[k].weight > 0)) continue;
        if (!find_place(map, &middle[k], size.w + 2 * rim, size.h, 5, false, &box) &&
            !find_place(map, &middle[k], size.w + 2 * rim, size.h, 24, true, &box))
            continue;
        if (!map_add_placed(map->view, MAP_LABEL, middle[k].district, box)) continue;
        canvas_text(map->canvas, box.x + rim, box.y, &style, name);
    }
    free(middle);
}
