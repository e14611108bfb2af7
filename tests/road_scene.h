/* road_scene.h - a folder for files of streets, the asking for them, and whether two readings
 * are the same. For the tests of scenarios/roads that read files. */
#ifndef CHARGEPLAN_TESTS_ROAD_SCENE_H
#define CHARGEPLAN_TESTS_ROAD_SCENE_H

#include "tests/assert.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "scenarios/roads/road_ways.h"
#include "tests/fixture.h"

static char road_folder[] = "/tmp/chargeplan-roads-XXXXXX";
static struct error road_err;
static struct road_ways ways;
static const struct road_box everywhere = {-180, -90, 180, 90};

/* A file of the folder; the text stands until the next but one call. */
static inline char *road_path(const char *name)
{
    static char path[2][256];
    static int turn;

    turn = !turn;
    snprintf(path[turn], sizeof path[turn], "%s/%s", road_folder, name);
    return path[turn];
}

/* The scenario of fixture.h, whose first year is 2020, with roads.file set. */
static inline struct scenario *road_scenario(const char *name)
{
    struct scenario *s = fixture_scenario();

    s->roads.file = road_path(name);
    s->roads.coordinates = COORD_FILE;
    return s;
}

/* Reads into `ways`, which is cleared before. */
static inline enum err road_read(const struct scenario *s, const struct road_box *box,
                                 bool geographic)
{
    const struct road_source source = {s, box, geographic};

    road_ways_clear(&ways);
    return road_ways_read(&ways, &source, &road_err);
}

/* Reads n bytes as a file. A failure has its sentence, which begins with the file. */
static inline enum err road_read_bytes(const char *name, const void *bytes, size_t n)
{
    const char *path = road_path(name);
    FILE *file;
    const struct scenario *s;
    enum err code;

    remove(path); /* some disks are slow to write over a file */
    file = fopen(path, "wb");
    assert_non_null(file);
    assert_int_equal(fwrite(bytes, 1, n, file), n);
    fclose(file);
    s = road_scenario(name);
    code = road_read(s, &everywhere, true);
    if (code == ERR_OK) return code;
    assert_int_equal(code, ERR_DATA);
    assert_int_equal(strncmp(road_err.text, s->roads.file, strlen(s->roads.file)), 0);
    assert_null(strchr(road_err.text, '\n'));
    return code;
}

static inline void assert_same_ways(const struct road_ways *a, const struct road_ways *b)
{
    assert_int_equal(a->n_ways, b->n_ways);
    assert_int_equal(a->n_points, b->n_points);
    for (int w = 0; w < a->n_ways; w++) {
        const struct road_way *p = &a->way[w], *q = &b->way[w];

        assert_int_equal(p->id, q->id);
        assert_int_equal(p->n, q->n);
        assert_int_equal(p->road_class, q->road_class);
        assert_int_equal(p->takes, q->takes);
        for (int m = 0; m < N_ROAD_MODES; m++)
            assert_int_equal(p->open[m], q->open[m]);
        for (int d = 0; d < N_ROAD_DIRECTIONS; d++)
            assert_near(p->kmh[d], q->kmh[d], 0, 0);
        assert_near(p->length_m, q->length_m, 0, 0);
        for (int k = 0; k < p->n; k++)
            assert_int_equal(a->point[p->first + k], b->point[q->first + k]);
    }
    for (int k = 0; k < a->n_points; k++) {
        assert_near(a->x[k], b->x[k], 0, 0);
        assert_near(a->y[k], b->y[k], 0, 0);
        assert_int_equal(a->barred[k], b->barred[k]);
    }
    assert_int_equal(a->n_bans, b->n_bans);
    for (int k = 0; k < a->n_bans; k++) {
        assert_int_equal(a->ban[k].from, b->ban[k].from);
        assert_int_equal(a->ban[k].to, b->ban[k].to);
        assert_int_equal(a->ban[k].via, b->ban[k].via);
        assert_int_equal(a->ban[k].only, b->ban[k].only);
    }
}

static inline int road_begin(void **state)
{
    (void)state;
    return mkdtemp(road_folder) == NULL;
}

static inline int road_finish(void **state)
{
    char command[300];

    (void)state;
    road_ways_clear(&ways);
    snprintf(command, sizeof command, "rm -rf %s", road_folder);
    return system(command);
}

#endif
