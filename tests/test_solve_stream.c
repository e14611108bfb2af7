/* label: unit - a demand file read row by row gives the answer of one held whole, to the byte;
 * which files are held; a file that changes; a plan that is not what it claims. */
#include "output/solve_stream.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "tests/assert.h"
#include "tests/dice.h"

static char demand[] = "/tmp/solve_demand_XXXXXX", sites[] = "/tmp/solve_sites_XXXXXX";

static int below(int n)
{
    return (int)(uniform() * n);
}

static FILE *open_file(const char *path)
{
    FILE *file = fopen(path, "wb");

    assert_non_null(file);
    return file;
}

static void put(const char *path, const char *text)
{
    FILE *file = open_file(path);

    fputs(text, file);
    assert_int_equal(fclose(file), 0);
}

/* Ids rise by length and bytes (d9, d10), or by bytes (d09, d10). */
static void put_city(int n_zones, int n_sites, bool padded)
{
    static const char *const status[] = {"candidate", "candidate", "",
                                         "existing",  "required",  "forbidden"};
    FILE *file = open_file(demand);

    fprintf(file, "weight,id,y,other,x\n");
    for (int z = 0; z < n_zones; z++)
        fprintf(file, padded ? "%d,d%04d,%d,é,%.2f\n" : "%d,d%d,%d,é,%.2f\n",
                below(4) > 0 ? below(50) : 0, z * 3, 100 * below(60), 6000 * uniform());
    assert_int_equal(fclose(file), 0);
    file = open_file(sites);
    fprintf(file, "id,x,y,cost,status\n");
    for (int s = 0; s < n_sites; s++)
        fprintf(file, "s%d,%d,%d,%d,%s\n", s, 100 * below(60), 100 * below(60), 1 + below(9),
                status[below(20) > 0 ? 0 : below(6)]);
    assert_int_equal(fclose(file), 0);
}

static struct solve_request request_of(const char *model, double radius_m, unsigned skip)
{
    return (struct solve_request){.model = placement_find(model),
                                  .demand = demand,
                                  .sites = sites,
                                  .radius_m = radius_m,
                                  .radius2_m = NAN,
                                  .spacing_m = NAN,
                                  .budget = INFINITY,
                                  .twice_share = 0.5,
                                  .p = -1,
                                  .skip = skip,
                                  .limits = {.work_limit = 100, .n_threads = 1}};
}

/* The JSON of the answer; own it. */
static char *answer(const struct solve_request *r, bool streamed)
{
    struct solve_case *c = NULL;
    struct placement_plan plan = {0};
    struct placement_input in;
    struct error err = {0};
    char *text = NULL;
    size_t n = 0;
    FILE *stream = open_memstream(&text, &n);

    assert_non_null(stream);
    assert_int_equal(solve_case_read(&c, r, &err), ERR_OK);
    assert_int_equal(c->streamed, streamed);
    in = solve_case_input(c);
    assert_int_equal(placement_solve(r->model, &in, &plan, &err), ERR_OK);
    assert_int_equal(solve_answer_check(c, &plan, &err), ERR_OK);
    assert_int_equal(solve_answer_print(c, &plan, stream, &err), ERR_OK);
    fclose(stream);
    placement_plan_clear(&plan);
    solve_case_free(c);
    return text;
}

/* Rows in the same order, of the same sites, with the same weights and first zones. */
static void same_rows(const struct solve_request *held, const struct solve_request *streamed)
{
    struct solve_case *a = NULL, *b = NULL;
    struct error err = {0};

    assert_int_equal(solve_case_read(&a, held, &err), ERR_OK);
    assert_int_equal(solve_case_read(&b, streamed, &err), ERR_OK);
    assert_non_null(a->zone_row);
    assert_int_equal(a->n_zones, b->n_zones);
    assert_int_equal(a->reach->n_zones, b->reach->n_zones);
    assert_int_equal(a->reach->n_sites, b->reach->n_sites);
    for (int row = 0; row < a->reach->n_zones; row++) {
        assert_int_equal(a->reach->row_start[row + 1], b->reach->row_start[row + 1]);
        assert_string_equal(a->row_id[row], b->row_id[row]);
        assert_near(a->row_weight[row], b->row_weight[row], 0, 0);
    }
    for (int k = 0; k < a->reach->row_start[a->reach->n_zones]; k++)
        assert_int_equal(a->reach->site[k], b->reach->site[k]);
    solve_case_free(a);
    solve_case_free(b);
}

static void same_answers(void **state)
{
    static const char *const models[] = {"mclp", "lscp", "lscp-b", "mclp-2"};
    int n_uncovered = 0;

    (void)state;
    dice = 40;
    for (int k = 0; k < 120; k++) {
        const char *model = models[k % 4];
        double radius_m = 300 + 100 * below(20);
        struct solve_request r = request_of(model, radius_m, 0);
        struct solve_request s = request_of(model, radius_m, SKIP_HOLD);
        char *held, *streamed;

        put_city(1 + below(k % 3 ? 300 : 4), 8 + below(30), k % 2);
        if (k % 4 == 0 || k % 4 == 3) r.p = s.p = 2;
        if (k % 8 == 4) r.spacing_m = s.spacing_m = 900;
        if (k % 8 == 1) r.cover_share = s.cover_share = 0.8;
        same_rows(&r, &s);
        held = answer(&r, false);
        streamed = answer(&s, true);
        assert_string_equal(held, streamed);
        n_uncovered += strstr(held, "\"uncovered\": [\"") != NULL;
        free(held);
        free(streamed);
    }
    assert_true(n_uncovered > 20);
}

static struct file {
    const char *name, *text;
    bool streamed, merged; /* merged: when held */
} files[] = {
    {"plain", "id,x,y,weight\na,1,2,3\nb,1,2,3\n", true, true},
    {"shorter ids first", "id,x,y,weight\nb,1,2,3\naa,1,2,3\n", true, true},
    {"by bytes, lengths fall", "id,x,y,weight\naa,1,2,3\nb,1,2,3\n", true, true},
    {"neither", "id,x,y,weight\nb,1,2,3\naa,1,2,3\na,1,2,3\n", false, true},
    {"by length, then by bytes only", "id,x,y,weight\nb,1,2,3\naa,1,2,3\nb0,1,2,3\nc,1,2,3\n",
     false, true},
    {"a weight with a fraction", "id,x,y,weight\na,1,2,3.5\n", false, false},
    {"weights beyond 2^53", "id,x,y,weight\na,1,2,9e15\nb,1,2,9e15\n", false, false},
    {"weights up to 2^53", "id,x,y,weight\na,1,2,9007199254740990\nb,1,2,1\n", true, true},
    {"weights that round to 2^53", "id,x,y,weight\na,1,2,9007199254740992\nb,1,2,1\n", false,
     false},
    {"own radii", "id,x,y,weight,radius_m\na,1,2,3,5\n", false, true},
    {"quotes", "id,x,y,weight\n\"a\",1,2,3\n", false, true},
    {"degrees", "id,lon,lat,weight\na,1,2,3\n", false, true},
};

static void which(void **state)
{
    const struct file *f = *state;
    struct solve_request r = request_of("mclp", 1000, SKIP_HOLD);
    struct solve_case *c = NULL;
    struct error err = {0};
    bool degrees = strstr(f->text, "lon") != NULL;

    put(demand, f->text);
    put(sites, degrees ? "id,lon,lat\ns,1,2\n" : "id,x,y\ns,1,2\n");
    assert_int_equal(solve_case_read(&c, &r, &err), ERR_OK);
    assert_int_equal(c->streamed, f->streamed);
    solve_case_free(c);
    c = NULL;
    r.skip = 0;
    assert_int_equal(solve_case_read(&c, &r, &err), ERR_OK);
    assert_false(c->streamed);
    assert_int_equal(c->zone_row != NULL, f->merged);
    solve_case_free(c);
}

/* What is wrong is said as by a file held whole. */
static void wrong(void **state)
{
    static const char *const texts[] = {"id,x,y,weight\na,1,2,3\na,1,2,3\n",
                                        "id,x,y,weight\na,1,2,-3\n",
                                        "id,x,y,weight\na,1e12,2,3\n",
                                        "id,x,y,weight\n",
                                        "id,x,y\na,1,2\n",
                                        "id,x,y,weight\n,1,2,3\n",
                                        "id,x,y,weight\na,1,2,3\nb,1,2\n",
                                        "id,x,y,weight\na,1,2,x\n"};

    (void)state;
    put(sites, "id,x,y\ns,1,2\n");
    for (int k = 0; k < 8; k++) {
        struct solve_request r = request_of("mclp", 1000, 0), s = r;
        struct solve_case *c = NULL;
        struct error held = {0}, streamed = {0};

        s.skip = SKIP_HOLD;
        put(demand, texts[k]);
        assert_int_equal(solve_case_read(&c, &r, &held), ERR_DATA);
        assert_int_equal(solve_case_read(&c, &s, &streamed), ERR_DATA);
        assert_string_equal(held.text, streamed.text);
    }
}

static void changed(void **state)
{
    static const char *const texts[] = {"id,x,y,weight\na,1,2,3\n",
                                        "id,x,y,weight\na,1,2,3\nb,900,2,3\nc,1,2,3\n",
                                        "id,x,y,weight\na,1,2,3\nb,word,2,3\n",
                                        "",
                                        "id,x,y,weight\na,1,2,3\nc,900,2,3\n",
                                        "id,x,y,weight\nb,1,2,3\na,900,2,3\n"};
    struct solve_request r = request_of("mclp", 10, SKIP_HOLD);
    struct solve_case *c = NULL;
    struct error err = {0};
    bool open[] = {true};
    struct placement_plan plan = {.open = open};

    (void)state;
    put(sites, "id,x,y\ns,1,2\n");
    put(demand, "id,x,y,weight\na,1,2,3\nb,900,2,3\n");
    assert_int_equal(solve_case_read(&c, &r, &err), ERR_OK);
    assert_true(c->streamed);
    assert_int_equal(solve_answer_check(c, &plan, &err), ERR_OK);
    for (size_t k = 0; k < COUNT(texts); k++) {
        put(demand, texts[k]);
        assert_int_equal(solve_answer_check(c, &plan, &err), ERR_DATA);
        assert_non_null(strstr(err.text, "is not what it was"));
    }
    /* other places: the plan covers less than its rows say */
    put(demand, "id,x,y,weight\na,11.1,2,3\nb,900,2,3\n");
    assert_int_equal(solve_answer_check(c, &plan, &err), ERR_SOLVER);
    assert_non_null(strstr(err.text, "zone 'a'"));
    put(demand, "id,x,y,weight\na,11,2,3\nb,11,2,3\n");
    assert_int_equal(solve_answer_check(c, &plan, &err), ERR_SOLVER);
    assert_non_null(strstr(err.text, "zone 'b'"));
    solve_case_free(c);
}

int main(void)
{
    struct CMUnitTest tests[COUNT(files) + 3] = {
        cmocka_unit_test(same_answers), cmocka_unit_test(wrong), cmocka_unit_test(changed)};
    int a = mkstemp(demand), b = mkstemp(sites), failed;

    if (a < 0 || b < 0 || close(a) != 0 || close(b) != 0) return 1;
    for (size_t k = 0; k < COUNT(files); k++)
        tests[3 + k] = (struct CMUnitTest){files[k].name, which, NULL, NULL, &files[k]};
    failed = cmocka_run_group_tests_name("solve stream", tests, NULL, NULL);
    unlink(demand);
    unlink(sites);
    return failed;
}
