/* label: known - published answers, solved end to end by the program, the plan's value computed
 * again from the data. Where the data folder is, a missing file is a failure. */
#include "scenarios/csv.h"
#include "tests/solve.h"

struct problem {
    int n_zones, n_sites;
    double *weight, *cost, *m; /* m: [n_zones * n_sites], INFINITY: no pair */
    double *x, *y;             /* of the nodes where the program gets coordinates */
};

static char folder[] = "/tmp/chargeplan_known_XXXXXX";
static int n_held;

static struct problem *problem(int n_zones, int n_sites)
{
    struct problem *p = calloc(1, sizeof *p);
    size_t n = (size_t)n_zones * (size_t)n_sites;

    assert_non_null(p);
    p->n_zones = n_zones;
    p->n_sites = n_sites;
    p->weight = calloc((size_t)n_zones, sizeof(double));
    p->cost = calloc((size_t)n_sites, sizeof(double));
    p->m = calloc(n, sizeof(double));
    assert_true(p->weight != NULL && p->cost != NULL && p->m != NULL);
    for (int z = 0; z < n_zones; z++)
        p->weight[z] = 1;
    for (int s = 0; s < n_sites; s++)
        p->cost[s] = 1;
    for (size_t k = 0; k < n; k++)
        p->m[k] = (double)INFINITY;
    return p;
}

static void problem_free(struct problem *p)
{
    free(p->weight);
    free(p->cost);
    free(p->m);
    free(p->x);
    free(p->y);
    free(p);
}

/* Opens a file of the shared data; it has to be there. */
static FILE *shared_file(const char *name)
{
    char *path = text_print("%s/data/%s", shared_dir(), name);
    FILE *in = fopen(path, "r");

    if (in == NULL) fail_msg("%s is missing", path);
    free(path);
    return in;
}

static int next_int(FILE *in)
{
    int value = 0;

    assert_int_equal(fscanf(in, "%d", &value), 1);
    return value;
}

static struct problem *read_sjc(int n)
{
    char *name = text_print("mclp/SJC%d.txt", n), line[200];
    struct problem *p = problem(n, n);
    FILE *in = shared_file(name);

    p->x = calloc((size_t)n, sizeof(double));
    p->y = calloc((size_t)n, sizeof(double));
    assert_non_null(fgets(line, sizeof line, in));
    for (int z = 0; z < n; z++)
        assert_true(fgets(line, sizeof line, in) != NULL &&
                    sscanf(line, "%lf %lf %lf", &p->x[z], &p->y[z], &p->weight[z]) == 3);
    for (int z = 0; z < n; z++)
        for (int s = 0; s < n; s++)
            p->m[z * n + s] = sqrt((p->x[z] - p->x[s]) * (p->x[z] - p->x[s]) +
                                   (p->y[z] - p->y[s]) * (p->y[z] - p->y[s]));
    fclose(in);
    free(name);
    return p;
}

static struct problem *read_scp(int number)
{
    char *name = text_print("orlib/scp/scp%d.txt", number);
    FILE *in = shared_file(name);
    int n_zones = next_int(in), n_sites = next_int(in);
    struct problem *p = problem(n_zones, n_sites);

    for (int s = 0; s < n_sites; s++)
        p->cost[s] = next_int(in);
    for (int z = 0; z < n_zones; z++)
        for (int k = next_int(in); k > 0; k--)
            p->m[z * n_sites + next_int(in) - 1] = 0;
    fclose(in);
    free(name);
    return p;
}

/* Shortest paths by Floyd; a repeated edge takes its last listed length. */
static struct problem *read_pmed(int number, int *n_medians)
{
    char *name = text_print("orlib/pmed/pmed%d.txt", number);
    FILE *in = shared_file(name);
    int n = next_int(in), n_edges = next_int(in);
    struct problem *p = problem(n, n);

    *n_medians = next_int(in);
    for (int k = 0; k < n_edges; k++) {
        int a = next_int(in) - 1, b = next_int(in) - 1;

        p->m[a * n + b] = p->m[b * n + a] = next_int(in);
    }
    for (int k = 0; k < n; k++)
        p->m[k * n + k] = 0;
    for (int k = 0; k < n; k++)
        for (int a = 0; a < n; a++)
            for (int b = 0; b < n; b++)
                p->m[a * n + b] = fmin(p->m[a * n + b], p->m[a * n + k] + p->m[k * n + b]);
    fclose(in);
    free(name);
    return p;
}

static double pmed_answer(int number)
{
    FILE *in = shared_file("orlib/pmed/pmedopt.txt");
    char line[200];
    int k;
    double value, found = (double)NAN;

    while (fgets(line, sizeof line, in) != NULL)
        if (sscanf(line, " pmed%d %lf", &k, &value) == 2 && k == number) found = value;
    fclose(in);
    return found;
}

static struct csv *shared_csv(const char *name)
{
    char *path = text_print("%s/data/spopt-sf/%s", shared_dir(), name);
    struct csv *csv = NULL;
    struct error err;

    if (csv_read(&csv, path, &err) != ERR_OK) fail_msg("%s", err.text);
    free(path);
    return csv;
}

static int row_of(const struct csv *csv, int column, const char *text)
{
    for (int row = 0; row < csv_n_rows(csv); row++)
        if (strcmp(csv_cell(csv, row, column), text) == 0) return row;
    fail_msg("%s: no row %s", csv_path(csv), text);
    return -1;
}

static struct problem *read_sf(void)
{
    struct csv *zones = shared_csv("SF_demand_205_centroid_uniform_weight.csv");
    struct csv *sites = shared_csv("SF_store_site_16_longlat.csv");
    struct csv *table =
        shared_csv("SF_network_distance_candidateStore_16_censusTract_205_new.csv");
    struct problem *p = problem(csv_n_rows(zones), csv_n_rows(sites));

    for (int z = 0; z < p->n_zones; z++)
        p->weight[z] = strtod(csv_cell(zones, z, csv_column(zones, "POP2000")), NULL);
    for (int row = 0; row < csv_n_rows(table); row++) {
        int z = row_of(zones, csv_column(zones, "NAME"),
                       csv_cell(table, row, csv_column(table, "DestinationName")));
        int s = row_of(sites, csv_column(sites, "NAME"),
                       csv_cell(table, row, csv_column(table, "name")));

        p->m[z * p->n_sites + s] =
            strtod(csv_cell(table, row, csv_column(table, "distance")), NULL);
    }
    csv_free(zones);
    csv_free(sites);
    csv_free(table);
    return p;
}

/* ---- through the program ---- */

static FILE *create(const char *name)
{
    char *path = text_print("%s/%s", folder, name);
    FILE *out = fopen(path, "w");

    assert_non_null(out);
    free(path);
    return out;
}

static void write_files(const struct problem *p)
{
    FILE *zones = create("d.csv"), *sites = create("s.csv"), *table = create("t.csv");

    fprintf(zones, p->x ? "id,weight,x,y\n" : "id,weight\n");
    fprintf(sites, p->x ? "id,cost,x,y\n" : "id,cost\n");
    fprintf(table, "demand,site,distance_m\n");
    for (int z = 0; z < p->n_zones; z++) {
        fprintf(zones, "z%d,%.17g", z, p->weight[z]);
        fprintf(zones, p->x ? ",%.17g,%.17g\n" : "\n", p->x ? p->x[z] : 0, p->x ? p->y[z] : 0);
        for (int s = 0; s < p->n_sites; s++)
            if (!isinf(p->m[z * p->n_sites + s]))
                fprintf(table, "z%d,s%d,%.17g\n", z, s, p->m[z * p->n_sites + s]);
    }
    for (int s = 0; s < p->n_sites; s++) {
        fprintf(sites, "s%d,%.17g", s, p->cost[s]);
        fprintf(sites, p->x ? ",%.17g,%.17g\n" : "\n", p->x ? p->x[s] : 0, p->x ? p->y[s] : 0);
    }
    fclose(zones);
    fclose(sites);
    fclose(table);
}

/* The objective of the sites in the answer, from the data alone. */
static double recompute(const struct problem *p, const struct answer *a, const char *model,
                        double radius_m, bool cost)
{
    bool *open = calloc((size_t)p->n_sites, sizeof *open);
    double sum = 0;

    for (int s = 0; s < p->n_sites; s++) {
        char id[20];

        snprintf(id, sizeof id, "s%d", s);
        open[s] = answer_has(a, "sites", id);
        if (open[s] && strcmp(model, "lscp") == 0) sum += cost ? p->cost[s] : 1;
    }
    for (int z = 0; z < p->n_zones; z++) {
        double nearest = (double)INFINITY;

        for (int s = 0; s < p->n_sites; s++)
            if (open[s]) nearest = fmin(nearest, p->m[z * p->n_sites + s]);
        if (strcmp(model, "mclp") == 0 && nearest <= radius_m) sum += p->weight[z];
        if (strcmp(model, "lscp") == 0) assert_true(nearest <= radius_m);
        if (strcmp(model, "pmedian") == 0) sum += p->weight[z] * nearest;
    }
    free(open);
    return sum;
}

static void hold(struct problem *p, const char *model, double radius_m, int n_sites, bool cost,
                 double want, double rtol)
{
    char *arguments, radius[60] = "", number[60] = "";
    struct answer a;

    write_files(p);
    if (!isinf(radius_m)) snprintf(radius, sizeof radius, "--radius-m %g", radius_m);
    if (n_sites > 0) snprintf(number, sizeof number, "--p %d", n_sites);
    arguments =
        text_print("--model %s --demand %s/d.csv --sites %s/s.csv %s%s%s %s %s %s --json",
                   model, folder, folder, p->x ? "" : "--distances ", p->x ? "" : folder,
                   p->x ? "" : "/t.csv", radius, number, cost ? "--objective cost" : "");
    a = run_solve(arguments);
    free(arguments);
    assert_int_equal(a.exit_status, 0);
    assert_true(answer_is(&a, "status", "optimal"));
    assert_near(answer_number(&a, "objective"), want, rtol, 0);
    assert_near(answer_number(&a, "bound"), answer_number(&a, "objective"), 0, 0);
    assert_near(recompute(p, &a, model, radius_m, cost), answer_number(&a, "objective"), 1e-12,
                0);
    answer_clear(&a);
    problem_free(p);
    n_held++;
}

/* Lorena and Pereira 2002, as in the data's README. */
static struct sjc_row {
    const char *name;
    int n, p;
    double want;
} sjc_rows[] = {
    {"SJC324 p=1", 324, 1, 5461},  {"SJC324 p=2", 324, 2, 8790},  {"SJC324 p=3", 324, 3, 11604},
    {"SJC324 p=4", 324, 4, 12106}, {"SJC324 p=5", 324, 5, 12152}, {"SJC402 p=2", 402, 2, 11339},
    {"SJC402 p=4", 402, 4, 15658}, {"SJC402 p=6", 402, 6, 15984}, {"SJC500 p=3", 500, 3, 15730},
    {"SJC500 p=6", 500, 6, 19525}, {"SJC500 p=8", 500, 8, 19707},
};

static void sjc(void **state)
{
    const struct sjc_row *r = *state;

    hold(read_sjc(r->n), "mclp", 800, r->p, false, r->want, 0);
}

/* OR-Library. */
static struct scp_row {
    const char *name;
    int number;
    double want;
} scp_rows[] = {
    {"scp41", 41, 429}, {"scp42", 42, 512}, {"scp43", 43, 516}, {"scp44", 44, 494},
    {"scp45", 45, 512}, {"scp46", 46, 560}, {"scp51", 51, 253}, {"scp52", 52, 302},
    {"scp61", 61, 138}, {"scp62", 62, 146},
};

static void scp(void **state)
{
    const struct scp_row *r = *state;

    hold(read_scp(r->number), "lscp", (double)INFINITY, 0, true, r->want, 0);
}

static struct pmed_row {
    const char *name;
    int number;
} pmed_rows[] = {{"pmed1", 1}, {"pmed2", 2}, {"pmed3", 3},  {"pmed4", 4},
                 {"pmed5", 5}, {"pmed7", 7}, {"pmed10", 10}};

static void pmed(void **state)
{
    const struct pmed_row *r = *state;
    int p = 0;
    struct problem *data = read_pmed(r->number, &p);

    hold(data, "pmedian", (double)INFINITY, p, false, pmed_answer(r->number), 0);
}

/* spopt's own tests; the p-median is its mean 2982.1268579890657 times the weight 955,113. */
static struct sf_row {
    const char *name, *model;
    double radius_m;
    int p;
    double want, rtol;
} sf_rows[] = {
    {"San Francisco: set cover", "lscp", 5000, 0, 8, 0},
    {"San Francisco: maximal covering", "mclp", 5000, 4, 875247, 0},
    {"San Francisco: p-median", "pmedian", INFINITY, 4, 2982.1268579890657 * 955113, 1e-13},
};

static void sf(void **state)
{
    const struct sf_row *r = *state;

    hold(read_sf(), r->model, r->radius_m, r->p, false, r->want, r->rtol);
}

enum {
    N_TESTS = COUNT(sjc_rows) + COUNT(scp_rows) + COUNT(pmed_rows) + COUNT(sf_rows),
};

int main(void)
{
    struct CMUnitTest tests[N_TESTS];
    char *data = text_print("%s/data", shared_dir()), *clean;
    bool there = access(data, R_OK) == 0;
    int n = 0, failed;

    free(data);
    if (!there) {
        print_message("skipped: there is no %s/data\n", shared_dir());
        return 0;
    }
    for (size_t k = 0; k < COUNT(sjc_rows); k++)
        tests[n++] = (struct CMUnitTest){sjc_rows[k].name, sjc, NULL, NULL, &sjc_rows[k]};
    for (size_t k = 0; k < COUNT(scp_rows); k++)
        tests[n++] = (struct CMUnitTest){scp_rows[k].name, scp, NULL, NULL, &scp_rows[k]};
    for (size_t k = 0; k < COUNT(pmed_rows); k++)
        tests[n++] = (struct CMUnitTest){pmed_rows[k].name, pmed, NULL, NULL, &pmed_rows[k]};
    for (size_t k = 0; k < COUNT(sf_rows); k++)
        tests[n++] = (struct CMUnitTest){sf_rows[k].name, sf, NULL, NULL, &sf_rows[k]};
    if (mkdtemp(folder) == NULL) return 1;
    failed = cmocka_run_group_tests_name("known answers", tests, NULL, NULL);
    print_message("known answers held: %d of %d\n", n_held, n);
    clean = text_print("rm -r %s", folder);
    if (system(clean) != 0) failed++;
    free(clean);
    return failed;
}
