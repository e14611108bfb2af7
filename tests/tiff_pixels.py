"""Prints a GeoTIFF as its tags and tiles say (no GDAL), for test_gis_cover.c.

A line "size W H BANDS", "place WEST NORTH PIXEL_W PIXEL_H", "epsg CODE" (0: none), "nodata TEXT",
"band NAME" each; then a line of W figures for each row of each band, nan for no data.
"""
import re
import struct
import sys
import zlib

data = open(sys.argv[1], "rb").read()
assert data[:4] == b"II*\0"
tags, at = {}, struct.unpack_from("<I", data, 4)[0]
for k in range(struct.unpack_from("<H", data, at)[0]):
    tag, kind, n = struct.unpack_from("<HHI", data, at + 2 + 12 * k)
    form = {1: "B", 2: "s", 3: "H", 4: "I", 12: "d", 16: "Q"}[kind]
    room = n * struct.calcsize(form)
    place = at + 10 + 12 * k if room <= 4 else struct.unpack_from("<I", data, at + 10 + 12 * k)[0]
    value = struct.unpack_from(f"<{n}{form}", data, place)
    tags[tag] = value[0].rstrip(b"\0").decode() if kind == 2 else value
width, height, bands = tags[256][0], tags[257][0], tags[277][0]
assert tags[259][0] in (8, 32946) and tags[317][0] == 3 and tags[284][0] == 2
assert tags[258] == (32,) * bands and tags[339] == (3,) * bands
scale, tie, keys = tags[33550], tags[33922], tags.get(34735, ())
codes = {keys[k]: keys[k + 3] for k in range(4, len(keys), 4)}
print("size", width, height, bands)
print("place", repr(tie[3]), repr(tie[4]), repr(scale[0]), repr(scale[1]))
print("epsg", codes.get(2048, 0))
print("nodata", tags.get(42113))
for name in re.findall(r'role="description">([^<]*)<', tags[42112]):
    print("band", name)
side = (tags[322][0], tags[323][0])
across, down = -(-width // side[0]), -(-height // side[1])
for b in range(bands):
    rows = [[None] * width for _ in range(height)]
    for t in range(across * down):
        k = b * across * down + t
        raw = zlib.decompress(data[tags[324][k]:tags[324][k] + tags[325][k]])
        for y in range(side[1]):
            line = bytearray(raw[y * 4 * side[0]:(y + 1) * 4 * side[0]])
            for i in range(1, len(line)):  # differences, then planes of bytes, high first
                line[i] = (line[i] + line[i - 1]) & 255
            for x in range(side[0]):
                px, py = t % across * side[0] + x, t // across * side[1] + y
                if px < width and py < height:
                    four = bytes(line[p * side[0] + x] for p in range(4))
                    rows[py][px] = struct.unpack(">f", four)[0]
    for row in rows:
        print(*row)
