/* gdal_shape.c - see gdal_shape.h */
#include "scenarios/geodata/gdal_shape.h"

#include <ogr_api.h>

static bool has_parts(const struct geodata_out_shapes *s)
{
    for (int k = 0; k < s->n; k++)
        if (geodata_out_has_parts(s, k)) return true;
    return false;
}

unsigned gdal_shape_type(const struct geodata_out_layer *layer)
{
    if (layer->shapes.kind == GEODATA_NO_SHAPE) return wkbNone;
    if (layer->shapes.kind == GEODATA_POINTS) return wkbPoint;
    if (layer->shapes.kind == GEODATA_LINES) return wkbMultiLineString;
    return has_parts(&layer->shapes) ? wkbMultiPolygon : wkbPolygon;
}

static bool add_ring(OGRGeometryH polygon, const struct geodata_out_shapes *s, int ring)
{
    int first = s->point_start[ring], n = s->point_start[ring + 1] - first;
    OGRGeometryH line = OGR_G_CreateGeometry(wkbLinearRing);

    if (line == NULL) return false;
    OGR_G_SetPointCount(line, n + 1);
    for (int k = 0; k <= n; k++)
        OGR_G_SetPoint_2D(line, k, s->x[first + k % n], s->y[first + k % n]);
    return OGR_G_AddGeometryDirectly(polygon, line) == OGRERR_NONE;
}

static OGRGeometryH polygon_of(const struct geodata_out_shapes *s, int k, bool parts)
{
    OGRGeometryH whole = OGR_G_CreateGeometry(parts ? wkbMultiPolygon : wkbPolygon);
    OGRGeometryH part = parts ? NULL : whole;
    bool fine = whole != NULL;

    for (int r = s->ring_start[k]; r < s->ring_start[k + 1] && fine; r++) {
        if (parts && (part == NULL || geodata_out_is_outer(s, r))) {
            part = OGR_G_CreateGeometry(wkbPolygon);
            fine = part != NULL && OGR_G_AddGeometryDirectly(whole, part) == OGRERR_NONE;
        }
        fine = fine && add_ring(part, s, r);
    }
    if (fine) return whole;
    OGR_G_DestroyGeometry(whole);
    return NULL;
}

static OGRGeometryH lines_of(const struct geodata_out_shapes *s, int k)
{
    OGRGeometryH whole = OGR_G_CreateGeometry(wkbMultiLineString);
    bool fine = whole != NULL;

    for (int r = s->ring_start[k]; r < s->ring_start[k + 1] && fine; r++) {
        int first = s->point_start[r], n = s->point_start[r + 1] - first;
        OGRGeometryH line = OGR_G_CreateGeometry(wkbLineString);

        fine = line != NULL;
        if (!fine) break;
        OGR_G_SetPointCount(line, n);
        for (int i = 0; i < n; i++)
            OGR_G_SetPoint_2D(line, i, s->x[first + i], s->y[first + i]);
        fine = OGR_G_AddGeometryDirectly(whole, line) == OGRERR_NONE;
    }
    if (fine) return whole;
    OGR_G_DestroyGeometry(whole);
    return NULL;
}

bool gdal_shape_set(void *feature, const struct geodata_out_layer *layer, int row)
{
    const struct geodata_out_shapes *s = &layer->shapes;
    int k = layer->shape != NULL ? layer->shape[row] : row;
    OGRGeometryH shape;

    if (s->kind == GEODATA_NO_SHAPE) return true;
    if (s->kind == GEODATA_POINTS) {
        shape = OGR_G_CreateGeometry(wkbPoint);
        if (shape != NULL) OGR_G_SetPoint_2D(shape, 0, s->x[k], s->y[k]);
    } else if (s->kind == GEODATA_LINES) {
        shape = lines_of(s, k);
    } else {
        OGRFeatureDefnH made = OGR_F_GetDefnRef(feature);

        shape = polygon_of(s, k, OGR_FD_GetGeomType(made) == wkbMultiPolygon);
    }
    return shape != NULL && OGR_F_SetGeometryDirectly(feature, shape) == OGRERR_NONE;
}
