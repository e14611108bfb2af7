/* test_gis_file.c - plan.gpkg as another program reads it (Python's sqlite3, no GDAL):
 * gpkg_check.py compares it with the tables bit for bit and looks at index, words and styles.
 */
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "assert.h"
#include "output/writers/writer.h"
#include "scenarios/geodata.h"
#include "scenarios/text.h"
#include "tests/fixture_run.h"

#define WRITER(name) extern const struct writer writer_##name;
#include "output/writers/writer_list.h"
#undef WRITER

static char folder[] = "/tmp/chargeplan-gis-XXXXXX";
static struct fixture *fixture;

static int setup(void **state)
{
    (void)state;
    fixture = fixture_run_create(0.2);
    assert_non_null(mkdtemp(folder));
    return chdir(folder);
}

static int teardown(void **state)
{
    char *command = text_print("rm -rf %s", folder);

    (void)state;
    fixture_run_free(fixture);
    assert_int_equal(chdir("/"), 0);
    assert_int_equal(system(command), 0);
    free(command);
    strcpy(strrchr(folder, '-'), "-XXXXXX");
    return 0;
}

static void write_to(const struct writer *w, const char *path)
{
    FILE *f = fopen(path, "wb");
    struct error err;

    assert_non_null(f);
    if (w->write(&fixture->run, f, &err) != ERR_OK) fail_msg("%s", err.text);
    assert_int_equal(fclose(f), 0);
}

/* What gpkg_check.py says of the run's files. Own it. */
static char *checked(void)
{
    struct text said = {0};
    char line[4096];
    FILE *out;

    write_to(&writer_plan_gpkg, "plan.gpkg");
    write_to(&writer_stations_csv, "stations.csv");
    write_to(&writer_zones_csv, "zones.csv");
    out = popen(PYTHON " " SOURCE_DIR
                       "/tests/gpkg_check.py plan.gpkg stations.csv zones.csv 2>&1",
                "r");
    assert_non_null(out);
    while (fgets(line, sizeof line, out) != NULL)
        text_add(&said, line);
    if (pclose(out) != 0) fail_msg("%s", said.data != NULL ? said.data : "");
    return text_take(&said);
}

static void has(const char *said, const char *what)
{
    if (strstr(said, what) == NULL) fail_msg("'%s' is not in\n%s", what, said);
}

static void says(const char *what)
{
    char *said = checked();

    has(said, what);
    free(said);
}

static int open_sites(void)
{
    int n = 0;

    for (int k = 0; k < fixture->run.n_networks; k++)
        for (int s = 0; s < fixture->city.n_sites; s++)
            n += fixture->run.network[k]->open[s];
    return n;
}

static void in_metres(void **state)
{
    char *said = checked(), want[128];

    (void)state;
    snprintf(want, sizeof want, "stations\t%d\tpoint\tStations and dispersed", open_sites());
    has(said, want);
    snprintf(want, sizeof want, "zones\t%d\tpolygon\tDemand zones", 3 * fixture->city.n_zones);
    has(said, want);
    snprintf(want, sizeof want, "sites\t%d\tpoint\tAll sites", fixture->city.n_sites);
    has(said, want);
    has(said, "core_gaps\t");
    has(said, "service_areas\t");
    has(said, "srs -1"); /* undefined Cartesian */
    has(said, "aliases\tYear\tID\tx or longitude");
    free(said);
}

static void to_degrees(void)
{
    struct city *c = &fixture->city;

    c->geographic = true;
    for (int z = 0; z < c->n_zones; z++) {
        c->zone_x[z] = 114 + c->zone_x[z] / 102000;
        c->zone_y[z] = 22.5 + c->zone_y[z] / 111000;
    }
    for (int s = 0; s < c->n_sites; s++) {
        c->site_x[s] = 114 + c->site_x[s] / 102000;
        c->site_y[s] = 22.5 + c->site_y[s] / 111000;
    }
}

static void in_degrees_and_chinese(void **state)
{
    char *said;

    (void)state;
    to_degrees();
    fixture->scenario.report.language = LANGUAGE_ZH;
    said = checked();
    has(said, "srs 4326");
    has(said, "aliases\t年份\t编号\t横坐标或经度");
    has(said, "\tpolygon\t需求单元");
    free(said);
}

/* Zones of no size that form no grid are points, also where the core rule fails. */
static void points(void **state)
{
    char *said, want[64];

    (void)state;
    for (int z = 0; z < fixture->city.n_zones; z++) {
        fixture->city.cell_w_m[z] = fixture->city.cell_h_m[z] = NAN;
        fixture->city.zone_x[z] = 31000 * (z * 0.6180339887 - floor(z * 0.6180339887));
        fixture->city.zone_y[z] = 11000 * (z * 0.7548776662 - floor(z * 0.7548776662));
    }
    said = checked();
    snprintf(want, sizeof want, "zones\t%d\tpoint", 3 * fixture->city.n_zones);
    has(said, want);
    has(strstr(said, "core_gaps"), "point");
    has(said, "service_areas\t");
    free(said);
}

/* Zones of polygons are written as they are: one with a hole, one in two parts, or none so. */
static void polygons(void **state)
{
    const struct city *c = &fixture->city;
    struct error err;

    (void)state;
    for (int pass = 0; pass < 2; pass++) {
        struct polygons_builder b = {0};
        char *said;

        for (int z = 0; z < c->n_zones; z++) {
            polygons_begin(&b);
            for (int ring = 0; ring < (z == 1 ? 2 : z == 2 && pass ? 2 : 1); ring++) {
                double r = ring == 1 && z == 1 ? 20 : 100,
                       shift = ring == 1 && z == 2 ? 300 : 0;

                polygons_ring(&b, ring == 1 && z == 1);
                for (int k = 0; k < 3; k++)
                    polygons_point(&b, c->zone_x[z] + shift + (k - 1) * r,
                                   c->zone_y[z] + (k == 1 ? r : -r));
            }
        }
        assert_int_equal(polygons_finish(&b, false, &fixture->city.polygons, &err), ERR_OK);
        said = checked();
        has(said, pass ? "\tmultipolygon\tDemand zones" : "\tpolygon\tDemand zones");
        free(said);
        polygons_clear(&fixture->city.polygons);
    }
}

static void names(void **state)
{
    static const char *const odd[] = {"it's \"Mall\"; DROP TABLE zones;--",
                                      "🚗⚡ 充电站 <&>",
                                      "bell\a and\ttab\nline",
                                      "\u202Eturned",
                                      "=1+1",
                                      "'",
                                      "\"",
                                      "%s%n",
                                      " ",
                                      "\\"};

    (void)state;
    for (size_t k = 0; k < COUNT(odd); k++) {
        fixture->city.site[k].name = fixture_text(fixture, "%s", odd[k]);
        fixture->city.zone_class[k] = fixture_text(fixture, "%s", odd[k]);
        fixture->city.site[k].type = fixture->city.site[k].name;
    }
    fixture->city.district_name[1] = fixture_text(fixture, "%s", odd[0]);
    free(checked());
}

/* SQL takes n_ac7 and n_AC7 for the same; two kinds may have one title. */
static void kinds_alike(void **state)
{
    (void)state;
    fixture->scenario.kind[0].id = fixture_text(fixture, "AC7");
    fixture->scenario.kind[1].id = fixture_text(fixture, "ac7_2");
    for (int k = 0; k < 3; k++)
        fixture->scenario.kind[k].title_en = fixture_text(fixture, "the \"same\"");
    free(checked());
}

static void no_sites(void **state)
{
    (void)state;
    fixture->city.n_sites = 0;
    fixture->run.n_screened = 0;
    for (int k = 0; k < fixture->run.n_networks; k++)
        fixture->run.network[k]->n_sites = 0;
    says("stations\t0\tpoint");
    says("service_areas\t0\tpolygon");
    says("sites\t0\tpoint");
}

static void no_rule(void **state)
{
    (void)state;
    fixture->scenario.access.rule_radius_core_km = NAN;
    says("core_gaps\t0\tpolygon");
}

static void infeasible(void **state)
{
    (void)state;
    fixture->run.feasible = false;
    fixture->run.phase[1].status = PLAN_INFEASIBLE;
    says("stations\t");
    fixture->run.n_phases = 0; /* placement.model: none */
    says("stations\t");
}

static void same_bytes(void **state)
{
    struct error err;
    const struct geodata *module;

    (void)state;
    write_to(&writer_plan_gpkg, "a.gpkg");
    assert_int_equal(geodata_open(&module, "a.gpkg", &err), ERR_OK);
    assert_true(geodata_is_open());
    assert_int_equal(sleep(1), 0); /* clocks go on */
    write_to(&writer_plan_gpkg, "b.gpkg");
    assert_int_equal(system("cmp a.gpkg b.gpkg"), 0);
}

/* A program without its module says what helps, and leaves nothing. */
static void no_module(void **state)
{
    char line[1024] = "";
    FILE *out;

    (void)state;
    assert_int_equal(system("mkdir -p bin/x && cp " PROGRAM " bin/x/ && bin/x/chargeplan init "
                            "city >/dev/null"),
                     0);
    out = popen(
        "bin/x/chargeplan run city/scenario.yaml -o out 2>&1 >/dev/null | grep -a plan.gpkg",
        "r");
    assert_non_null(out);
    assert_non_null(fgets(line, sizeof line, out));
    pclose(out);
    assert_string_equal(
        line, "chargeplan: plan.gpkg (report.gpkg: false goes without): needs the "
              "program's module for geographic files, chargeplan_geodata.so, which is "
              "not beside the program\n");
    assert_int_not_equal(access("out", F_OK), 0);
    assert_int_equal(system("bin/x/chargeplan run city/scenario.yaml -o out "
                            "--set report.gpkg=false >/dev/null 2>&1"),
                     0);
    assert_int_equal(access("out/report.html", F_OK), 0);
}

#define CASE(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {CASE(in_metres),  CASE(in_degrees_and_chinese),
                                       CASE(points),     CASE(polygons),
                                       CASE(names),      CASE(kinds_alike),
                                       CASE(no_sites),   CASE(no_rule),
                                       CASE(infeasible), CASE(same_bytes),
                                       CASE(no_module)};

    return cmocka_run_group_tests(tests, NULL, NULL);
}
