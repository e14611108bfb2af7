/* gdal_figures.c - texts in columns of figures of a GeoPackage; see module.h.
 *
 * SQLite keeps any value in any column, and a text that is read as a figure is 0: a zone where
 * nobody lives, without a word. */
#include <gdal.h>
#include <ogr_api.h>
#include <stdlib.h>
#include <string.h>

#include "scenarios/geodata/module.h"
#include "scenarios/text.h"

/* Adds a name in double quotes, as SQL writes it. */
static void add_name(struct text *sql, const char *name)
{
    text_add(sql, "\"");
    for (; *name != '\0'; name++) {
        if (*name == '"') text_add(sql, "\"");
        text_add_bytes(sql, name, 1);
    }
    text_add(sql, "\"");
}

static bool is_figure(OGRFieldDefnH field)
{
    OGRFieldType type = OGR_Fld_GetType(field);

    return type == OFTReal || type == OFTInteger || type == OFTInteger64;
}

/* The first row of a text in column `name`; false where there is none. */
static bool find_text(GDALDatasetH dataset, OGRLayerH layer, const char *name,
                      struct text *found)
{
    const char *fid = OGR_L_GetFIDColumn(layer);
    struct text sql = {0};
    OGRLayerH rows;
    OGRFeatureH row = NULL;

    text_add(&sql, "SELECT ");
    if (*fid != '\0')
        add_name(&sql, fid);
    else
        text_add(&sql, "0");
    text_add(&sql, " || '' AS a, substr(");
    add_name(&sql, name);
    text_add(&sql, ", 1, 40) AS b FROM ");
    add_name(&sql, OGR_L_GetName(layer));
    text_add(&sql, " WHERE typeof(");
    add_name(&sql, name);
    text_add(&sql, ") IN ('text', 'blob') LIMIT 1");
    rows = sql.data != NULL && !sql.nomem ? GDALDatasetExecuteSQL(dataset, sql.data, NULL, NULL)
                                          : NULL;
    text_clear(&sql);
    if (rows != NULL) row = OGR_L_GetNextFeature(rows);
    if (row != NULL) {
        text_addf(found, "feature %s: column %s: ", OGR_F_GetFieldAsString(row, 0),
                  csv_quote(name).text);
        text_addf(found, "'%s'", csv_quote(OGR_F_GetFieldAsString(row, 1)).text);
    }
    OGR_F_Destroy(row);
    if (rows != NULL) GDALDatasetReleaseResultSet(dataset, rows);
    return found->n > 0;
}

enum err module_figures(void *dataset, void *layer, const char *path, struct error *err)
{
    OGRFeatureDefnH columns = OGR_L_GetLayerDefn(layer);
    struct text found = {0};
    enum err code = ERR_OK;

    for (int f = 0; f < OGR_FD_GetFieldCount(columns) && code == ERR_OK; f++) {
        OGRFieldDefnH field = OGR_FD_GetFieldDefn(columns, f);

        if (!is_figure(field) || !find_text(dataset, layer, OGR_Fld_GetNameRef(field), &found))
            continue;
        code = error_set(err, ERR_DATA,
                         "%s: %s is a text in a column of figures, which would be read as 0; "
                         "correct it, or make it a column of texts",
                         path, found.data);
    }
    text_clear(&found);
    return code;
}
