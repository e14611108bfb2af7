/* label: unit - the contract of `chargeplan solve`: bytes of the answer, order and threads that
 * do not matter, limits, Ctrl-C. Single answers and refusals stand in tests/cli/solve_*.test.
 */
#include <fcntl.h>
#include <signal.h>
#include <time.h>

#include "tests/dice.h"
#include "tests/solve.h"

static char folder[] = "/tmp/chargeplan_solve_XXXXXX";
static FILE *create(const char *name)
{
    char *path = text_print("%s/%s", folder, name);
    FILE *out = fopen(path, "w");

    assert_non_null(out);
    free(path);
    return out;
}

/* A city whose lines may come in the other order, columns too, with CRLF and a BOM. */
static void write_city(int n_zones, int n_sites, bool turned)
{
    FILE *zones = create("d.csv"), *sites = create("s.csv");
    double(*z)[3] = calloc((size_t)n_zones, sizeof *z),
    (*s)[3] = calloc((size_t)n_sites, sizeof *s);

    assert_true(z != NULL && s != NULL);
    dice = 99;
    for (int k = 0; k < n_zones; k++)
        for (int i = 0; i < 3; i++)
            z[k][i] = i < 2 ? 10000 * uniform() : 0.1 + 9.9 * uniform();
    for (int k = 0; k < n_sites; k++)
        for (int i = 0; i < 3; i++)
            s[k][i] = i < 2 ? 10000 * uniform() : 1 + uniform();
    fprintf(zones, turned ? "\xEF\xBB\xBFnote,weight,y,x,id\r\n" : "id,x,y,weight\n");
    fprintf(sites, turned ? "y,cost,x,id\r\n" : "id,x,y,cost\n");
    for (int i = 0; i < n_zones; i++) {
        int k = turned ? n_zones - 1 - i : i;

        if (turned)
            fprintf(zones, "\"a, b\",%.17g,%.17g,%.17g,z%d\r\n", z[k][2], z[k][1], z[k][0], k);
        else
            fprintf(zones, "z%d,%.17g,%.17g,%.17g\n", k, z[k][0], z[k][1], z[k][2]);
    }
    for (int i = 0; i < n_sites; i++) {
        int k = turned ? n_sites - 1 - i : i;

        if (turned)
            fprintf(sites, "%.17g,%.17g,%.17g,s%d\r\n", s[k][1], s[k][2], s[k][0], k);
        else
            fprintf(sites, "s%d,%.17g,%.17g,%.17g\n", k, s[k][0], s[k][1], s[k][2]);
    }
    fclose(zones);
    fclose(sites);
    free(z);
    free(s);
}

static struct answer ask(const char *options)
{
    char *line =
        text_print("--demand %s/d.csv --sites %s/s.csv --json %s", folder, folder, options);
    struct answer a = run_solve(line);

    free(line);
    return a;
}

static struct row {
    const char *name, *options;
} rows[] = {
    {"rows in any order: mclp", "--model mclp --radius-m 900 --p 8"},
    {"rows in any order: mclp within a budget", "--model mclp --radius-m 900 --budget 9.5"},
    {"rows in any order: lscp", "--model lscp --radius-m 1500"},
    {"rows in any order: lscp by cost", "--model lscp --radius-m 1500 --objective cost"},
    {"rows in any order: pmedian", "--model pmedian --p 4"},
    {"rows in any order: stopped by work", "--model mclp --radius-m 900 --p 8 --work-limit 3"},
};

static void same_bytes(void **state)
{
    const struct row *r = *state;
    char *threads = text_print("%s --threads 4", r->options);
    struct answer a, b, c;

    write_city(150, 40, false);
    a = ask(r->options);
    b = ask(threads);
    write_city(150, 40, true);
    c = ask(r->options);
    assert_string_equal(a.json, b.json);
    assert_string_equal(a.json, c.json);
    assert_int_equal(a.exit_status, c.exit_status);
    assert_true(strlen(a.json) > 200);
    answer_clear(&a);
    answer_clear(&b);
    answer_clear(&c);
    free(threads);
}

/* The whole answer of a problem that is solved by hand: b and c lie within 5 m of t, a of none;
 * 0.1 + 0.7 is 0.79999999999999993 in doubles. */
static void whole_answer(void **state)
{
    static const char want[] = "{\n"
                               "  \"model\": \"mclp\",\n"
                               "  \"status\": \"optimal\",\n"
                               "  \"stop\": \"proved\",\n"
                               "  \"objective\": 0.79999999999999993,\n"
                               "  \"bound\": 0.79999999999999993,\n"
                               "  \"gap\": 0,\n"
                               "  \"sites\": [\"S\\\"q\", \"t\"],\n"
                               "  \"n_new\": 1,\n"
                               "  \"new_cost\": 2.5,\n"
                               "  \"covered_weight\": 0.79999999999999993,\n"
                               "  \"total_weight\": 1.8,\n"
                               "  \"uncovered\": [\"a\"],\n"
                               "  \"unreachable\": [\"a\"],\n"
                               "  \"reason\": null\n"
                               "}\n";
    FILE *zones = create("d.csv"), *sites = create("s.csv");
    struct answer a;

    (void)state;
    fprintf(zones, "id,x,y,weight\nc,3,4,0.7\nb,0,0,0.1\na,100,0,1\n");
    fprintf(
        sites,
        "id,x,y,cost,status\nu,-1,-1,9,\nt,0,0,2.5,candidate\n\"S\"\"q\",50,50,8,existing\n");
    fclose(zones);
    fclose(sites);
    a = ask("--model mclp --radius-m 5 --p 1");
    assert_string_equal(a.json, want);
    assert_int_equal(a.exit_status, 0);
    answer_clear(&a);
}

/* Zones with four sites each and no geometry: far from proof in a second. */
static void write_hard(void)
{
    FILE *zones = create("d.csv"), *sites = create("s.csv"), *table = create("t.csv");

    dice = 5;
    fprintf(zones, "id,weight\n");
    fprintf(sites, "id\n");
    fprintf(table, "demand,site,distance_m\n");
    for (int s = 0; s < 300; s++)
        fprintf(sites, "s%d\n", s);
    for (int z = 0; z < 1500; z++) {
        int s = (int)(300 * uniform());

        fprintf(zones, "z%d,%.6f\n", z, 5 + uniform());
        for (int k = 0; k < 5; k++) {
            fprintf(table, "z%d,s%d,1\n", z, s);
            s = (s + 1 + (int)(55 * uniform())) % 300;
        }
    }
    fclose(zones);
    fclose(sites);
    fclose(table);
}

static struct answer ask_hard(const char *options)
{
    char *line = text_print("--model mclp --p 60 --distances %s/t.csv %s", folder, options);
    struct answer a = ask(line);

    free(line);
    return a;
}

static void limits(void **state)
{
    struct answer a, b;

    (void)state;
    write_hard();
    a = ask_hard("--work-limit 40");
    assert_int_equal(a.exit_status, 5);
    assert_true(answer_is(&a, "status", "feasible") && answer_is(&a, "stop", "work"));
    assert_true(answer_number(&a, "bound") > answer_number(&a, "objective"));
    assert_near(answer_number(&a, "gap"),
                (answer_number(&a, "bound") - answer_number(&a, "objective")) /
                    answer_number(&a, "objective"),
                1e-15, 0);
    b = ask_hard("--work-limit 40");
    assert_string_equal(a.json, b.json);
    answer_clear(&b);
    b = ask_hard("--time-limit-s 0.3");
    assert_int_equal(b.exit_status, 5);
    assert_true(answer_is(&b, "stop", "time"));
    answer_clear(&b);
    b = ask_hard("--gap 0.2");
    assert_int_equal(b.exit_status, 0);
    assert_true(answer_is(&b, "stop", "gap") && answer_is(&b, "status", "feasible"));
    assert_true(answer_number(&b, "gap") <= 0.2);
    answer_clear(&a);
    answer_clear(&b);
}

/* Ctrl-C: the best plan so far is printed, exit status 130. */
static void interrupted(void **state)
{
    char *d = text_print("%s/d.csv", folder), *s = text_print("%s/s.csv", folder);
    char *t = text_print("%s/t.csv", folder), *out = text_print("%s/out.json", folder);
    struct timespec wait = {0, 700000000};
    struct text json = {0};
    struct answer a = {0};
    char buffer[65536];
    int status = 0;
    FILE *in;
    pid_t child;

    (void)state;
    write_hard();
    child = fork();
    if (child == 0) {
        int file = open(out, O_WRONLY | O_CREAT | O_TRUNC, 0600);

        dup2(file, 1);
        execl(PROGRAM, PROGRAM, "solve", "--model", "mclp", "--p", "60", "--demand", d,
              "--sites", s, "--distances", t, "--json", (char *)NULL);
        _exit(99);
    }
    nanosleep(&wait, NULL);
    kill(child, SIGINT);
    waitpid(child, &status, 0);
    assert_true(WIFEXITED(status));
    assert_int_equal(WEXITSTATUS(status), 130);
    in = fopen(out, "r");
    assert_non_null(in);
    for (size_t n; (n = fread(buffer, 1, sizeof buffer, in)) > 0;)
        text_add_bytes(&json, buffer, n);
    fclose(in);
    a.json = text_take(&json);
    assert_true(answer_is(&a, "stop", "interrupted"));
    assert_true(answer_is(&a, "status", "feasible"));
    assert_true(answer_number(&a, "objective") > 0);
    answer_clear(&a);
    free(d);
    free(s);
    free(t);
    free(out);
}

/* Degrees on either side of the antimeridian, and the datum: at the equator one degree of
 * longitude is 111,319.49 m (pi a / 180, a = 6,378,137 m), of latitude 110,574.39 m. */
static void degrees(void **state)
{
    FILE *zones = create("d.csv"), *sites = create("s.csv");
    struct answer a;

    (void)state;
    fprintf(zones, "id,lon,lat,weight,radius_m\ne,-179.5,0,1,111319.4\nf,-179.5,0,2,111319.6\n"
                   "g,179.5,1,4,110574.3\nh,179.5,1,8,110574.5\n");
    fprintf(sites, "id,lon,lat\ns,179.5,0\n");
    fclose(zones);
    fclose(sites);
    a = ask("--model mclp --p 1");
    assert_near(answer_number(&a, "objective"), 2 + 8, 0, 0);
    answer_clear(&a);
}

enum { N_OTHERS = 4 };

int main(void)
{
    struct CMUnitTest tests[COUNT(rows) + N_OTHERS] = {
        cmocka_unit_test(whole_answer),
        cmocka_unit_test(limits),
        cmocka_unit_test(interrupted),
        cmocka_unit_test(degrees),
    };
    char *clean;
    int failed;

    for (size_t k = 0; k < COUNT(rows); k++)
        tests[N_OTHERS + k] =
            (struct CMUnitTest){rows[k].name, same_bytes, NULL, NULL, &rows[k]};
    if (mkdtemp(folder) == NULL) return 1;
    failed = cmocka_run_group_tests_name("solve", tests, NULL, NULL);
    clean = text_print("rm -r %s", folder);
    if (system(clean) != 0) failed++;
    free(clean);
    return failed;
}
