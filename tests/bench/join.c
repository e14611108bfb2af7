/* join.c - how long it takes to read polygons and points and to say which polygon holds each
 * point: join POLYGONS POINTS, both layers of any format that is read. */
#include <stdio.h>
#include <time.h>

#include "scenarios/areas/polygon_index.h"
#include "scenarios/geodata.h"

static double now_s(void)
{
    struct timespec t;

    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

int main(int argc, char **argv)
{
    struct geodata_source areas = {.section = "polygons"}, places = {.section = "points"};
    struct geodata_layer a = {0}, p = {0};
    struct polygon_index *index = NULL;
    struct error err;
    double start = now_s(), read_a, read_p, indexed, joined;
    int inside = 0;

    if (argc != 3) {
        fprintf(stderr, "join POLYGONS POINTS\n");
        return 2;
    }
    areas.path = argv[1];
    places.path = argv[2];
    if (geodata_read(&a, &areas, &err) != ERR_OK) goto failed;
    read_a = now_s();
    if (geodata_read(&p, &places, &err) != ERR_OK) goto failed;
    read_p = now_s();
    if (polygon_index_create(&index, &a.polygons, &err) != ERR_OK) goto failed;
    indexed = now_s();
    for (int k = 0; k < p.features.n_rows; k++)
        inside += polygon_index_find(index, p.x[k], p.y[k]) >= 0;
    joined = now_s();
    printf("%d polygons, %d points, %d inside\n", a.polygons.n, p.features.n_rows, inside);
    printf("read polygons  %7.3f s\nread points    %7.3f s\nindex          %7.3f s\n"
           "join           %7.3f s\nin all         %7.3f s\n",
           read_a - start, read_p - read_a, indexed - read_p, joined - indexed, joined - start);
    polygon_index_free(index);
    geodata_layer_clear(&a);
    geodata_layer_clear(&p);
    return 0;
failed:
    fprintf(stderr, "%s\n", err.text);
    return 1;
}
