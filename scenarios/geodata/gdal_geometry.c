/* gdal_geometry.c - the geometries of features as points and rings; see module.h */
#include <limits.h>
#include <math.h>
#include <ogr_api.h>
#include <stdlib.h>

#include "scenarios/geodata/module.h"

/* Doubles an array where it is full; false when it cannot be. */
static bool room_for(void *array, int n, int *room, size_t size)
{
    void **data = array, *larger;
    int more;

    if (n <= *room) return true;
    more = n > INT_MAX / 2 ? INT_MAX : 2 * n + 64;
    larger = realloc(*data, ((size_t)more + 1) * size);
    if (larger == NULL) return false;
    *data = larger;
    *room = more;
    return true;
}

static void add_points(struct module_rings *r, int more)
{
    int room_x = r->room_points, room_y = r->room_points;

    if (more > INT_MAX - 1 - r->n_points) r->full = true;
    if (r->full || r->nomem) return;
    if (!room_for(&r->x, r->n_points + more, &room_x, sizeof *r->x) ||
        !room_for(&r->y, r->n_points + more, &room_y, sizeof *r->y))
        r->nomem = true;
    else
        r->room_points = room_x;
}

static void add_point(struct module_rings *r, double x, double y)
{
    add_points(r, 1);
    if (r->nomem || r->full) return;
    r->x[r->n_points] = x;
    r->y[r->n_points] = y;
    r->n_points++;
}

/* A ring is given closed; the last point is the first again. */
static void add_ring(struct module_rings *r, OGRGeometryH ring, bool hole)
{
    int n = OGR_G_GetPointCount(ring), room_start = r->room_rings, room_hole = r->room_rings;

    if (n < 1) return;
    add_points(r, n);
    if (r->nomem || r->full) return;
    if (!room_for(&r->point_start, r->n_rings + 1, &room_start, sizeof *r->point_start) ||
        !room_for(&r->hole, r->n_rings + 1, &room_hole, sizeof *r->hole)) {
        r->nomem = true;
        return;
    }
    r->room_rings = room_start;
    OGR_G_GetPoints(ring, r->x + r->n_points, (int)sizeof(double), r->y + r->n_points,
                    (int)sizeof(double), NULL, 0);
    r->point_start[r->n_rings] = r->n_points;
    r->hole[r->n_rings++] = hole;
    r->n_points += n;
    if (n > 1 && r->x[r->n_points - 1] == r->x[r->n_points - n] &&
        r->y[r->n_points - 1] == r->y[r->n_points - n])
        r->n_points--;
    r->point_start[r->n_rings] = r->n_points;
}

/* A line ends where it ends, though it may be where it began. */
static void add_line(struct module_rings *r, OGRGeometryH line)
{
    int n = OGR_G_GetPointCount(line);

    add_ring(r, line, false);
    if (n < 1 || r->nomem || r->full) return;
    r->n_points = r->point_start[r->n_rings - 1] + n;
    r->point_start[r->n_rings] = r->n_points;
}

static void add_polygon(struct module_rings *r, OGRGeometryH polygon)
{
    for (int k = 0; k < OGR_G_GetGeometryCount(polygon); k++)
        add_ring(r, OGR_G_GetGeometryRef(polygon, k), k > 0);
}

/* The feature that was added ends here. */
static void end_feature(struct module_rings *r)
{
    if (!room_for(&r->ring_start, r->n + 1, &r->room, sizeof *r->ring_start)) {
        r->nomem = true;
        return;
    }
    if (r->n == 0) r->ring_start[0] = 0;
    r->ring_start[++r->n] = r->n_rings;
}

static enum geodata_fault take_point(struct module_rings *r, OGRGeometryH geometry,
                                     OGRwkbGeometryType type)
{
    OGRGeometryH point = geometry;

    if (type == wkbMultiPoint) {
        if (OGR_G_GetGeometryCount(geometry) != 1) return GEODATA_SEVERAL;
        point = OGR_G_GetGeometryRef(geometry, 0);
    }
    add_point(r, OGR_G_GetX(point, 0), OGR_G_GetY(point, 0));
    return GEODATA_GOOD;
}

static enum geodata_fault take_polygon(struct module_rings *r, OGRGeometryH geometry,
                                       OGRwkbGeometryType type)
{
    module_hush();
    if (!OGR_G_IsValid(geometry)) return GEODATA_INVALID;
    if (type == wkbPolygon)
        add_polygon(r, geometry);
    else
        for (int k = 0; k < OGR_G_GetGeometryCount(geometry); k++)
            add_polygon(r, OGR_G_GetGeometryRef(geometry, k));
    return GEODATA_GOOD;
}

static enum geodata_fault take_lines(struct module_rings *r, OGRGeometryH geometry,
                                     OGRwkbGeometryType type)
{
    if (type == wkbLineString)
        add_line(r, geometry);
    else
        for (int k = 0; k < OGR_G_GetGeometryCount(geometry); k++)
            add_line(r, OGR_G_GetGeometryRef(geometry, k));
    return GEODATA_GOOD;
}

static enum module_kind kind_of(OGRwkbGeometryType type)
{
    switch (wkbFlatten(type)) {
    case wkbPoint:
    case wkbMultiPoint:
        return MODULE_POINTS;
    case wkbPolygon:
    case wkbMultiPolygon:
    case wkbCurvePolygon:
    case wkbMultiSurface:
        return MODULE_POLYGONS;
    case wkbLineString:
    case wkbMultiLineString:
    case wkbCircularString:
    case wkbCompoundCurve:
    case wkbMultiCurve:
        return MODULE_LINES;
    default:
        return MODULE_UNKNOWN;
    }
}

enum module_kind module_kind_of(void *layer)
{
    enum module_kind kind = kind_of(OGR_L_GetGeomType(layer));
    OGRFeatureH feature;

    if (kind == MODULE_LINES) kind = MODULE_UNKNOWN; /* read where they are wanted alone */
    if (kind != MODULE_UNKNOWN) return kind;
    OGR_L_ResetReading(layer);
    while (kind == MODULE_UNKNOWN && (feature = OGR_L_GetNextFeature(layer)) != NULL) {
        OGRGeometryH geometry = OGR_F_GetGeometryRef(feature);

        if (geometry != NULL) kind = kind_of(OGR_G_GetGeometryType(geometry));
        if (kind == MODULE_LINES) kind = MODULE_UNKNOWN;
        OGR_F_Destroy(feature);
    }
    return kind;
}

/* Arcs become lines of GDAL's usual fineness. */
static enum geodata_fault take(struct module_rings *r, enum module_kind kind,
                               OGRGeometryH geometry)
{
    OGRwkbGeometryType type = wkbFlatten(OGR_G_GetGeometryType(geometry));
    OGRGeometryH straight = NULL;
    enum geodata_fault fault;

    if (kind_of(type) != kind || kind == MODULE_UNKNOWN) return GEODATA_OTHER_KIND;
    if (kind == MODULE_POINTS) return take_point(r, geometry, type);
    if (type != wkbPolygon && type != wkbMultiPolygon && type != wkbLineString &&
        type != wkbMultiLineString) {
        straight = OGR_G_GetLinearGeometry(geometry, 0, NULL);
        if (straight == NULL) return GEODATA_INVALID;
        geometry = straight;
        type = wkbFlatten(OGR_G_GetGeometryType(geometry));
    }
    fault =
        kind == MODULE_LINES ? take_lines(r, geometry, type) : take_polygon(r, geometry, type);
    OGR_G_DestroyGeometry(straight);
    return fault;
}

enum geodata_fault module_rings_add(struct module_rings *r, enum module_kind kind,
                                    void *geometry)
{
    enum geodata_fault fault = GEODATA_NO_GEOMETRY;

    if (geometry != NULL && !OGR_G_IsEmpty(geometry)) fault = take(r, kind, geometry);
    if (fault != GEODATA_GOOD && kind != MODULE_POLYGONS && kind != MODULE_LINES)
        add_point(r, NAN, NAN);
    end_feature(r);
    return fault;
}

void module_rings_clear(struct module_rings *r)
{
    free(r->x);
    free(r->y);
    free(r->point_start);
    free(r->hole);
    free(r->ring_start);
    *r = (struct module_rings){0};
}
