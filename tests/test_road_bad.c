/* test_road_bad.c - damaged and hostile files of OpenStreetMap: one sentence that says where,
 * never a crash. */
#include "tests/road_scene.h"

#include <osm.pb-c.h>
#include <sys/stat.h>

#include "tests/fixture_osm.h"

static unsigned char bad[1 << 17];
static size_t n_bad;

/* ---- blobs made to be wrong ---- */

static void put(const void *bytes, size_t n)
{
    assert_true(n_bad + n < sizeof bad);
    memcpy(bad + n_bad, bytes, n);
    n_bad += n;
}

static void put_blob(const char *type, const Osm__Blob *blob)
{
    static uint8_t bytes[1 << 16];
    Osm__BlobHeader header = OSM__BLOB_HEADER__INIT;
    uint8_t length[4] = {0};

    header.type = (char *)type;
    header.datasize = (int32_t)osm__blob__get_packed_size(blob);
    length[3] = (uint8_t)osm__blob_header__pack(&header, bytes);
    put(length, 4);
    put(bytes, length[3]);
    put(bytes, osm__blob__pack(blob, bytes));
}

static void put_raw(const char *type, const void *bytes, size_t n)
{
    Osm__Blob blob = OSM__BLOB__INIT;

    blob.has_raw = true;
    blob.raw = (ProtobufCBinaryData){n, (uint8_t *)bytes};
    put_blob(type, &blob);
}

static void put_header(const char *feature)
{
    Osm__HeaderBlock header = OSM__HEADER_BLOCK__INIT;
    uint8_t bytes[256];
    char *features[] = {(char *)feature};

    header.n_required_features = 1;
    header.required_features = features;
    put_raw("OSMHeader", bytes, osm__header_block__pack(&header, bytes));
}

static void put_block(const Osm__Group *group, int n_strings)
{
    Osm__PrimitiveBlock block = OSM__PRIMITIVE_BLOCK__INIT;
    Osm__StringTable table = OSM__STRING_TABLE__INIT;
    char *strings[] = {"", "highway", "primary"};
    uint8_t packed[1024], bytes[2048];
    ProtobufCBinaryData data = {osm__group__pack(group, packed), packed};

    table.n_s = (size_t)n_strings;
    table.s = strings;
    block.stringtable = &table;
    block.n_group = 1;
    block.group = &data;
    put_raw("OSMData", bytes, osm__primitive_block__pack(&block, bytes));
}

/* A way 1 through the nodes 1 and 2, with these tags. */
static void put_way(size_t n_keys, size_t n_values, uint32_t value, int n_strings)
{
    uint32_t keys[] = {1, 1}, values[] = {value, value};
    int64_t refs[] = {1, 1};
    Osm__Way way = OSM__WAY__INIT, *all = &way;
    Osm__Group group = OSM__GROUP__INIT;

    way.id = 1;
    way.n_keys = n_keys;
    way.keys = keys;
    way.n_vals = n_values;
    way.vals = values;
    way.n_refs = 2;
    way.refs = refs;
    group.n_ways = 1;
    group.ways = &all;
    put_block(&group, n_strings);
}

static void put_nodes(size_t n_lat, int64_t lat, size_t n_tags, int32_t tag)
{
    int64_t id[] = {1, 1}, lats[] = {lat, 0}, lons[] = {0, 10};
    int32_t tags[] = {tag, 2, 0, 0, 0, 0};
    Osm__DenseNodes dense = OSM__DENSE_NODES__INIT;
    Osm__Group group = OSM__GROUP__INIT;

    dense.n_id = dense.n_lon = 2;
    dense.n_lat = n_lat;
    dense.id = id;
    dense.lat = lats;
    dense.lon = lons;
    dense.n_keys_vals = n_tags;
    dense.keys_vals = tags;
    group.dense = &dense;
    put_block(&group, 3);
}

static void assert_says(const char *name, const char *what)
{
    assert_int_equal(road_read_bytes(name, bad, n_bad), ERR_DATA);
    n_bad = 0;
    if (strstr(road_err.text, what) == NULL) fail_msg("%s", road_err.text);
}

static void packers(void **state)
{
    Osm__Blob blob = OSM__BLOB__INIT;
    uint8_t byte = 7, empty[] = {0x78, 0x9c, 3, 0, 0, 0, 0, 1, 0}; /* RFC 1950, of no bytes */

    (void)state;
    blob.has_raw_size = true;
    blob.raw_size = 10;
    blob.has_lz4_data = true;
    blob.lz4_data = (ProtobufCBinaryData){1, &byte};
    put_header("DenseNodes");
    put_blob("OSMData", &blob);
    assert_says("a.pbf", ": block 2 (from byte 31 on): it is packed by lz4, which is not read; "
                         "pack it by zlib: osmium cat FILE -o NEW.osm.pbf");
    blob.has_lz4_data = false;
    blob.has_zstd_data = true;
    blob.zstd_data = blob.lz4_data;
    put_header("DenseNodes");
    put_blob("OSMData", &blob);
    assert_says("a.pbf", "packed by zstd");
    blob.has_zstd_data = false;
    blob.has_lzma_data = true;
    blob.lzma_data = blob.lz4_data;
    put_header("DenseNodes");
    put_blob("OSMData", &blob);
    assert_says("a.pbf", "packed by lzma");
    blob.has_lzma_data = false;
    blob.has_zlib_data = true;
    blob.zlib_data = blob.lz4_data;
    put_header("DenseNodes");
    put_blob("OSMData", &blob);
    assert_says("a.pbf", "no zlib stream of the said size");
    blob.zlib_data = (ProtobufCBinaryData){8, empty};
    blob.raw_size = 1; /* and nothing comes out */
    put_header("DenseNodes");
    put_blob("OSMData", &blob);
    assert_says("a.pbf", "no zlib stream of the said size");
    blob.zlib_data.len = 9; /* a byte too many */
    blob.raw_size = 0;
    put_header("DenseNodes");
    put_blob("OSMData", &blob);
    assert_says("a.pbf", "no zlib stream of the said size");
    blob.raw_size = (32 << 20) + 1;
    put_header("DenseNodes");
    put_blob("OSMData", &blob);
    assert_says("a.pbf",
                "it is said to unpack to 33554433 bytes, at most 33554432 are allowed");
    blob.raw_size = -1;
    put_header("DenseNodes");
    put_blob("OSMData", &blob);
    assert_says("a.pbf", "it is said to unpack to -1 bytes");
    blob.has_zlib_data = false;
    put_header("DenseNodes");
    put_blob("OSMData", &blob);
    assert_says("a.pbf", "its blob is empty");
}

static void headers(void **state)
{
    static const uint8_t too_long[] = {0, 1, 0, 1}, huge[] = {255, 255, 255, 255};
    /* type "OSMData", datasize 33554433 and -1 */
    static const uint8_t much[] = {0,   0,   0,   14,  10, 7,   'O', 'S', 'M',
                                   'D', 'a', 't', 'a', 24, 129, 128, 128, 16};
    static const uint8_t negative[] = {0,   0,   0,   20,  10,  7,   'O', 'S',
                                       'M', 'D', 'a', 't', 'a', 24,  255, 255,
                                       255, 255, 255, 255, 255, 255, 255, 1};

    (void)state;
    put_header("HistoricalInformation");
    assert_says("a.pbf",
                ": needs a reader that knows 'HistoricalInformation', which this program "
                "does not; take a file without history");
    put_header("Zebra");
    assert_says("a.pbf", "knows 'Zebra', which");
    put_way(1, 1, 2, 3);
    assert_says("a.pbf", "does not begin with the header of a PBF file of OpenStreetMap");
    put_header("DenseNodes");
    put(too_long, 4);
    assert_says("a.pbf", "its header is said to have 65537 bytes, at most 65536 are allowed");
    put_header("DenseNodes");
    put(huge, 4);
    assert_says("a.pbf", "its header is said to have 4294967295 bytes");
    put_header("DenseNodes");
    put(much, sizeof much);
    assert_says("a.pbf", "it is said to have 33554433 bytes, at most 33554432 are allowed");
    put_header("DenseNodes");
    put(negative, sizeof negative);
    assert_says("a.pbf", "it is said to have -1 bytes");
    put("<?xml version='1.0'?>", 20);
    assert_says("a.pbf",
                "is no PBF file of OpenStreetMap: it is XML; give it a name that ends in");
    put("\x1f\x8b\x08\x00 and so on", 14);
    assert_says("a.pbf", "is no PBF file of OpenStreetMap: it is packed by gzip");
    put("id,name\n1,2\n", 12);
    assert_says("a.pbf", "is no PBF file of OpenStreetMap");
    put_header("DenseNodes");
    assert_says("a.pbf", "has no ways, so no streets");
    put_header("DenseNodes");
    put_raw("OSMData", "\x08\x08", 2);
    assert_says("a.pbf", "a block that cannot be unpacked; the file is damaged");
}

static void objects(void **state)
{
    (void)state;
    put_header("DenseNodes");
    put_way(2, 1, 2, 3);
    assert_says("a.pbf", "tags with more keys than values, or fewer; the file is damaged");
    put_header("DenseNodes");
    put_way(1, 1, 3, 3);
    assert_says("a.pbf", "a tag that names no string of the block");
    put_header("DenseNodes");
    put_way(1, 1, 0, 1);
    assert_says("a.pbf", "a tag that names no string of the block");
    put_header("DenseNodes");
    put_way(1, 1, 2, 3);
    put_nodes(1, 0, 0, 0);
    assert_says("a.pbf", "nodes with more ids than places, or fewer");
    put_header("DenseNodes");
    put_way(1, 1, 2, 3);
    put_nodes(2, 0, 2, 1);
    assert_says("a.pbf", "nodes whose tags end too early");
    put_header("DenseNodes");
    put_way(1, 1, 2, 3);
    put_nodes(2, 0, 1, 1);
    assert_says("a.pbf", "nodes whose tags end too early");
    put_header("DenseNodes");
    put_way(1, 1, 2, 3);
    put_nodes(2, 0, 5, 77);
    assert_says("a.pbf", "a tag that names no string of the block");
    put_header("DenseNodes");
    put_way(1, 1, 2, 3);
    put_nodes(2, 900000001, 0, 0);
    assert_says("a.pbf", ": node 1 lies at longitude 0, latitude 90, which is not on Earth");
    put_header("DenseNodes");
    put_way(1, 1, 2, 3);
    assert_says("a.pbf", "has streets, but none of the points they run through");
    put_header("DenseNodes");
    put_way(1, 1, 2, 3);
    put_nodes(2, 1, 0, 0);
    assert_int_equal(road_read_bytes("a.pbf", bad, n_bad),
                     ERR_OK); /* the maker of all these is right */
    n_bad = 0;
}

static struct xml {
    const char *text, *says;
} xmls[] = {
    {"<?xml version='1.0'?><!DOCTYPE osm [<!ENTITY a 'b'><!ENTITY c '&a;&a;'>]><osm>&c;</osm>",
     ":1:36: has a document type, which files of OpenStreetMap have not; take it out"},
    {"<osmChange version='0.6'/>",
     ":1:1: is no file of OpenStreetMap: its outermost element is <osmChange>, not <osm>; "
     "changes are not read"},
    {"<gpx/>", ":1:1: is no file of OpenStreetMap: its outermost element is <gpx>, not <osm>"},
    {"<osm>\n <way id='1'><nd ref='x'/></way></osm>", ":2:14: ref=\"x\" is no id"},
    {"<osm><way><nd ref='1'/></way></osm>", ":1:6: an element without the attribute 'id'"},
    {"<osm><way id='99999999999999999999'/></osm>", "is no id"},
    {"<osm><way id='-'/></osm>", "is no id"},
    {"<osm><way id='1'><tag k='highway'/></way></osm>", ":1:18: a tag without k or v"},
    {"<osm><way id='1'><nd ref='1'/><nd ref='2'/><tag k='highway' v='primary'/></way>"
     "<node id='1' lat='x' lon='1'/></osm>",
     ":1:80: node 1: lat=\"x\" is no number"},
    {"<osm><way id='1'><nd ref='1'/><nd ref='2'/><tag k='highway' v='primary'/></way>"
     "<node id='2' lat='1'/></osm>",
     ":1:80: node 2 has no 'lon'"},
    {"<osm><way id='1'><nd ref='1'/><nd ref='2'/><tag k='highway' v='primary'/></way>"
     "<node id='2' lat='1' lon='181'/></osm>",
     ": node 2 lies at longitude 181, latitude 1, which is not on Earth"},
    {"<osm><a></b></osm>", ":1:11: is no XML: mismatched tag"},
    {"<osm><way id='1'/></osm><osm/>", "is no XML: junk after document element"},
    {"highway", "is no XML"},
    {"<osm/>", ": has no ways, so no streets"},
    {"\x1f\x8b\x08 and so on ...", ": is no XML: it is packed by gzip; unpack it first"},
    {"BZh91AY&SY and so on", ": is no XML: it is packed by bzip2; unpack it first"},
    {"PK\x03\x04 and so on ....", ": is no XML: it is a zip archive; unpack it first"},
    {"\xff\xe0\x04o5m2 and so on", ": is no XML: it is o5m, which is not read; make it PBF"},
    {"BZh", ":1:1: is no XML"}, /* too short to tell */
};

static void an_xml(void **state)
{
    const struct xml *x = *state;

    n_bad = 0;
    put(x->text, strlen(x->text));
    assert_says("a.osm", x->says);
}

static void another_name(void **state)
{
    (void)state;
    put_header("DenseNodes");
    assert_says("a.osm", ": is no XML: it is PBF; give it a name that ends in .osm.pbf");
    assert_says("a.csv",
                "streets are read from OpenStreetMap's .osm.pbf and .osm or from a layer of");
}

static void no_file(void **state)
{
    struct fixture_osm *osm = fixture_osm_new();

    (void)state;
    assert_int_equal(road_read(road_scenario("nowhere.osm.pbf"), &everywhere, true), ERR_DATA);
    assert_int_equal(mkdir(road_path("folder.osm"), 0700), 0);
    assert_int_equal(road_read(road_scenario("folder.osm"), &everywhere, true), ERR_DATA);
    fixture_osm_node(osm, 1, 114.01, 22.5, NULL);
    fixture_osm_node(osm, 2, 114.1, 22.52, NULL);
    fixture_osm_node(osm, 3, 113, 22, NULL);
    fixture_osm_way(osm, 1, 2, (long long[]){1, 2}, "highway=primary");
    fixture_osm_way(osm, 2, 2, (long long[]){3, 2}, "highway=footway");
    fixture_osm_write(osm, road_path("town.osm"));
    fixture_osm_free(osm);
    assert_int_equal(road_read(road_scenario("town.osm"), &everywhere, false), ERR_DATA);
    assert_non_null(strstr(road_err.text, "OpenStreetMap is in degrees and the zones are in "
                                          "metres; name their system by zones.crs"));
    assert_int_equal(road_read(road_scenario("town.osm"), &(struct road_box){1, 2, 3, 4}, true),
                     ERR_DATA);
    assert_non_null(strstr(
        road_err.text,
        ": no street that cars may use lies near the zones and sites: its streets lie at "
        "longitude 114.0100 to 114.1000, latitude 22.5000 to 22.5200, and streets are "
        "looked for at longitude 1.0000 to 3.0000, latitude 2.0000 to 4.0000"));
}

int main(void)
{
    static const struct CMUnitTest others[] = {
        cmocka_unit_test(packers), cmocka_unit_test(headers),      cmocka_unit_test(objects),
        cmocka_unit_test(no_file), cmocka_unit_test(another_name),
    };
    struct CMUnitTest tests[COUNT(others) + COUNT(xmls)];

    for (size_t k = 0; k < COUNT(others); k++)
        tests[k] = others[k];
    for (size_t k = 0; k < COUNT(xmls); k++)
        tests[COUNT(others) + k] =
            (struct CMUnitTest){xmls[k].text, an_xml, NULL, NULL, &xmls[k]};
    return cmocka_run_group_tests_name("road_bad", tests, road_begin, road_finish);
}
