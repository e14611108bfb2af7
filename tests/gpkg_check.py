"""Reads plan.gpkg with Python's own sqlite3 and XML, no GDAL, for test_gis_file.c.

gpkg_check.py PLAN.gpkg STATIONS.csv ZONES.csv: compares both tables with the layers bit for bit
and looks at what the standard and QGIS ask of the file. Ends with a sentence where something is
wrong; else prints "LAYER ROWS SHAPE TITLE" for each layer, then aliases of zones.
"""
import csv
import re
import sqlite3
import struct
import sys
import xml.etree.ElementTree as tree

plan, stations_csv, zones_csv = sys.argv[1:]
db = sqlite3.connect(f"file:{plan}?mode=ro", uri=True)


def ask(sql, *values):
    return db.execute(sql, values).fetchall()


def need(fine, *what):
    if not fine:
        sys.exit("wrong: " + " ".join(repr(w) for w in what))


def rings(blob):
    """(kind, rings or the point) of a geometry, its header and WKB both little-endian."""
    magic, version, flags, srs = struct.unpack_from("<2sBBi", blob)
    need(magic == b"GP" and version == 0 and flags & 1 == 1, "header", blob[:8])
    envelope = struct.unpack_from("<4d", blob, 8) if flags >> 1 & 7 == 1 else None
    at = 8 + (32 if envelope else 0)

    def part(at):
        order, kind = struct.unpack_from("<BI", blob, at)
        need(order == 1, "byte order")
        at += 5
        if kind == 1:
            return struct.unpack_from("<2d", blob, at), at + 16, kind
        n, found = struct.unpack_from("<I", blob, at)[0], []
        at += 4
        if kind == 2:
            return [[struct.unpack_from("<2d", blob, at + 16 * k) for k in range(n)]], at + 16 * n, 2
        for _ in range(n):
            if kind == 3:
                m = struct.unpack_from("<I", blob, at)[0]
                found.append([struct.unpack_from("<2d", blob, at + 4 + 16 * k) for k in range(m)])
                at += 4 + 16 * m
            else:
                inner, at, _ = part(at)
                found += inner
        if kind == 3:
            need([area(r) > 0 for r in found] == [k == 0 for k in range(n)], "turns of rings")
        return found, at, kind

    value, end, kind = part(at)
    need(end == len(blob), "bytes behind a shape")
    if kind != 1:
        for ring in value:
            if kind == 5:
                need(len(ring) >= 2, "line is a point")
            else:
                need(ring[0] == ring[-1] and len(ring) >= 4, "ring is open")
        xs, ys = [p[0] for r in value for p in r], [p[1] for r in value for p in r]
        need(envelope == (min(xs), max(xs), min(ys), max(ys)), "envelope", envelope)
    return {1: "point", 3: "polygon", 5: "multilinestring", 6: "multipolygon"}[kind], value, srs


def area(ring):
    x0, y0 = ring[0]
    return sum((a[0] - x0) * (b[1] - y0) - (b[0] - x0) * (a[1] - y0)
               for a, b in zip(ring, ring[1:])) / 2


def same(text, value, where):
    if text == "":
        need(value is None, where, "is not NULL but", value)
    elif isinstance(value, str):
        if value[:1] in ("=", "+", "-", "@", "\uff1d", "\uff0b", "\uff0d", "\uff20"):
            text = text[1:]  # a table's apostrophe before what a spreadsheet would run
        need(text == value, where, text, value)
    elif isinstance(value, int):
        need(text == str(value), where, text, value)
    else:
        need(value is not None and float(text).hex() == float(value).hex(), where, text, value)


def compare(layer, file):
    with open(file, encoding="utf-8-sig", newline="") as stream:
        rows = list(csv.reader(stream))
    names = [r[1] for r in ask(f"PRAGMA table_info({layer})")]
    need(names[:2] == ["fid", "geom"], names)
    need(len(names) == 2 + len(rows[0]), layer, names)
    for name, head in zip(names[2:], rows[0]):
        need(re.sub(r"_\d+$", "", name) == re.sub(r"_\d+$", "", head), name, head)
    held = ask(f"SELECT * FROM {layer} ORDER BY fid")
    need(len(held) == len(rows) - 1, layer, len(held), len(rows) - 1)
    x, y = rows[0].index("x"), rows[0].index("y")
    for row, got in zip(rows[1:], held):
        for name, text, value in zip(rows[0], row, got[2:]):
            same(text, value, (layer, got[0], name))
        kind, shape, _ = rings(got[1])
        px, py = float(row[x]), float(row[y])
        if kind == "point":
            need(shape == (px, py), "point", shape, px, py)
        else:
            ring = shape[0]
            need(min(p[0] for p in ring) < px < max(p[0] for p in ring), "outside", row[:3])
            need(min(p[1] for p in ring) < py < max(p[1] for p in ring), "outside", row[:3])


def look_at(layer, title, srs, extent):
    table = ask("SELECT geometry_type_name, srs_id, z, m FROM gpkg_geometry_columns "
                "WHERE table_name = ? AND column_name = 'geom'", layer)
    need(len(table) == 1 and table[0][1:] == (srs, 0, 0), layer, table)
    boxes = []
    for fid, blob in ask(f"SELECT fid, geom FROM {layer}"):
        kind, shape, code = rings(blob)
        need(kind.upper() == table[0][0] and code == srs, layer, fid, kind, code)
        points = [shape] if kind == "point" else [p for r in shape for p in r]
        xs, ys = [p[0] for p in points], [p[1] for p in points]
        boxes.append((fid, min(xs), max(xs), min(ys), max(ys)))
    index = {r[0]: r[1:] for r in ask(f"SELECT * FROM rtree_{layer}_geom")}
    need(len(index) == len(boxes), layer, "index", len(index))
    for fid, *box in boxes:  # of 32-bit figures, rounded outwards
        x0, x1, y0, y1 = index[fid]
        need(x0 <= box[0] and x1 >= box[1] and y0 <= box[2] and y1 >= box[3], layer, fid)
        slack = 1e-6 * max(1, *map(abs, box))
        need(abs(x0 - box[0]) < slack and abs(y1 - box[3]) < slack, layer, fid, index[fid], box)
    if boxes:
        want = (min(b[1] for b in boxes), min(b[3] for b in boxes),
                max(b[2] for b in boxes), max(b[4] for b in boxes))
        need(all(abs(a - b) <= 1e-12 * max(1, abs(b)) for a, b in zip(extent, want)), layer,
             "extent", extent, want)  # SQLite prints 15 digits
    columns = [r[1] for r in ask(f"PRAGMA table_info({layer})")][2:]
    aliases = ask("SELECT column_name, name FROM gpkg_data_columns WHERE table_name = ?", layer)
    need(sorted(a[0] for a in aliases) == sorted(columns), layer, "aliases")
    need(len({a[1] for a in aliases}) == len(aliases), layer, "an alias twice")
    look_at_style(layer, dict(aliases), columns, table[0][0])
    print(layer, len(boxes), table[0][0].lower(), title, sep="\t")


def look_at_style(layer, aliases, columns, shape):
    style = ask("SELECT f_geometry_column, styleQML, useAsDefault, update_time, owner "
                "FROM layer_styles WHERE f_table_name = ?", layer)
    need(len(style) == 1 and style[0][0] == "geom" and style[0][2] == 1, layer, "style")
    need(style[0][3].startswith("2000-01-01"), "clock", style[0][3])
    root = tree.fromstring(style[0][1])
    need(root.tag == "qgis", root.tag)
    said = {a.get("field"): a.get("name") for a in root.iter("alias")}
    need(said == aliases, layer, "aliases of the style")
    for a in root.iter("alias"):
        need(columns[int(a.get("index")) - 1] == a.get("field"), "index of", a.get("field"))
    rules = list(root.iter("rule"))
    need(len({r.get("key") for r in rules}) == len(rules), "a key twice")
    symbols = sorted(int(s.get("name")) for s in root.find(".//symbols").findall("symbol"))
    used = [int(r.get("symbol")) for r in rules if r.get("symbol") is not None]
    need(sorted(used) == symbols == list(range(len(symbols))), layer, "symbols", used, symbols)
    kind = {"POINT": "marker", "MULTILINESTRING": "line"}.get(shape, "fill")
    for s in root.find(".//symbols").findall("symbol"):
        need(s.get("type") == kind, layer, "symbol", s.get("type"))
    texts = [r.get("filter") or "" for r in rules]
    texts += [o.get("value") for o in root.iter("Option") if o.get("name") == "expression"]
    for text in texts:
        for name in re.findall(r'"(\w+)"', text):
            need(name in columns, layer, "no column", name)
    for parent in root.iter():  # rules side by side take and say different things
        beside = parent.findall("rule")
        for key in ("label", "filter"):
            need(len({r.get(key) for r in beside}) == len(beside), layer, key, "twice")
    years = [r for r in rules if r.get("symbol") is None]
    shown = [r.get("label") for r in years if r.get("checkstate") != "0"]
    need(shown == [r.get("label") for r in years][-1:], layer, "years shown", shown)


need(ask("PRAGMA integrity_check") == [("ok",)], "integrity")
need(ask("PRAGMA application_id")[0][0] == 0x47504B47, "application_id")
need(ask("PRAGMA user_version")[0][0] >= 10200, "user_version")
need(ask("PRAGMA freelist_count")[0][0] == 0, "free pages")
need(ask("PRAGMA foreign_key_check") == [], "foreign keys")
compare("stations", stations_csv)
compare("zones", zones_csv)
contents = ask("SELECT table_name, identifier, srs_id, min_x, min_y, max_x, max_y, last_change "
               "FROM gpkg_contents WHERE data_type = 'features'")
for layer, title, srs, *extent, change in contents:
    need(change.startswith("2000-01-01"), "clock", change)
    look_at(layer, title, srs, tuple(extent))
print("srs", contents[0][2])
print("aliases", *(r[0] for r in ask("SELECT name FROM gpkg_data_columns WHERE "
                                     "table_name = 'zones' ORDER BY rowid")[:3]), sep="\t")
