/* import_file.c - see import_file.h */
#include "output/import/import_file.h"

#include <string.h>
#include <strings.h>
#include <unistd.h>

#include "output/gis/gis_json.h"
#include "output/map/cells.h"
#include "output/whole_file.h"
#include "scenarios/geodata.h"

enum file_kind { KIND_CSV, KIND_GPKG, KIND_GEOJSON, KIND_NONE };

static enum file_kind kind_of(const char *path)
{
    static const char *const endings[] = {".csv", ".gpkg", ".geojson"};
    const char *end = strrchr(path, '.');
    int k = 0;

    while (k < KIND_NONE && (end == NULL || strcasecmp(end, endings[k]) != 0))
        k++;
    return (enum file_kind)k;
}

const char *import_file_encoding(const char *path, const char *encoding)
{
    static const char *const endings[] = {"cpg", "CPG"};
    size_t n = path != NULL ? strlen(path) : 0;

    if (encoding == NULL || n < 4 || strcasecmp(path + n - 4, ".shp") != 0) return NULL;
    for (int k = 0; k < 2; k++) {
        char beside[4096];

        snprintf(beside, sizeof beside, "%.*s%s", (int)(n - 3), path, endings[k]);
        if (access(beside, F_OK) == 0) return NULL;
    }
    return encoding;
}

enum err import_file_check(const char *path, struct error *err)
{
    if (kind_of(path) == KIND_NONE)
        return error_set(
            err, ERR_USAGE,
            "--output: '%s' is no file that is written here; its name ends in .csv, "
            ".gpkg or .geojson",
            path);
    return whole_check("--output", path, NULL, err);
}

static void put_csv(const struct geodata_out_layer *layer, FILE *stream)
{
    struct cells row = {.stream = stream};

    for (int c = 0; c < layer->n_columns; c++)
        cells_text(&row, layer->column[c].name);
    cells_end(&row);
    for (int k = 0; k < layer->n_rows; k++) {
        for (int c = 0; c < layer->n_columns; c++) {
            const struct geodata_out_column *column = &layer->column[c];

            if (column->kind == GEODATA_NUMBER)
                cells_number(&row, column->number[k]);
            else if (column->kind == GEODATA_INTEGER)
                cells_integer(&row, column->integer[k]);
            else
                cells_text(&row, column->text[k] != NULL ? column->text[k] : "");
        }
        cells_end(&row);
    }
}

enum err import_file_put(const char *name, const struct import_layer *from, FILE *stream,
                         struct error *err)
{
    const struct geodata *module = NULL;
    struct geodata_out file = {name, from->geographic, 1, &from->layer};

    switch (kind_of(name)) {
    case KIND_GPKG:
        TRY(geodata_open(&module, name, err));
        return module->write(&file, stream, err);
    case KIND_GEOJSON:
        if (!from->geographic)
            return error_set(
                err, ERR_USAGE,
                "%s: GeoJSON holds degrees of WGS 84 alone, and these are metres of "
                "a plane; write .gpkg or .csv",
                name);
        return gis_json_write(stream, &from->layer, err);
    default:
        put_csv(&from->layer, stream);
        return ERR_OK;
    }
}

struct task {
    const char *path;
    const struct import_layer *layer;
};

static enum err put_task(const void *with, FILE *stream, struct error *err)
{
    const struct task *task = with;

    return import_file_put(task->path, task->layer, stream, err);
}

enum err import_file_write(const char *path, const struct import_layer *layer,
                           struct error *err)
{
    struct task task = {path, layer};
    struct whole_content content = {"--output", path, put_task, &task};

    TRY(whole_write(&content, err));
    return whole_publish("--output", path, err);
}
