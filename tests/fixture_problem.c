/* fixture_problem.c - see fixture_problem.h. Here: the data. */
#include "tests/fixture_problem.h"

#include "scenarios/csv.h"
#include "tests/solve.h"

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

void problem_free(struct problem *p)
{
    free(p->weight);
    free(p->cost);
    free(p->m);
    free(p->x);
    free(p->y);
    free(p->capacity);
    free(p->serve);
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

struct problem *problem_read_sjc(int n)
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

struct problem *problem_read_scp(const char *which)
{
    char *name = text_print("orlib/scp/scp%s.txt", which);
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
struct problem *problem_read_pmed(int number, int *n_medians)
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

double problem_published(const char *file, int number)
{
    char *name = text_print("orlib/pmed/%s", file), line[200];
    FILE *in = shared_file(name);
    double value, found = (double)NAN;
    int k;

    while (fgets(line, sizeof line, in) != NULL)
        if (sscanf(line, " pmed%d %lf", &k, &value) == 2 && k == number) found = value;
    fclose(in);
    free(name);
    return found;
}

static double next_number(FILE *in)
{
    double value = 0;

    assert_int_equal(fscanf(in, "%lf", &value), 1);
    return value;
}

/* The costs are of serving the whole customer. */
struct problem *problem_read_cap(int number)
{
    char *name = text_print("orlib/cap/cap%d.txt", number);
    FILE *in = shared_file(name);
    int n_sites = next_int(in), n_zones = next_int(in);
    struct problem *p = problem(n_zones, n_sites);

    p->capacity = calloc((size_t)n_sites, sizeof(double));
    p->serve = calloc((size_t)n_zones * (size_t)n_sites, sizeof(double));
    assert_true(p->capacity != NULL && p->serve != NULL);
    for (int s = 0; s < n_sites; s++) {
        p->capacity[s] = next_number(in);
        p->cost[s] = next_number(in);
    }
    for (int z = 0; z < n_zones; z++) {
        p->weight[z] = next_number(in);
        for (int s = 0; s < n_sites; s++) {
            p->serve[z * n_sites + s] = next_number(in);
            p->m[z * n_sites + s] = 0;
        }
    }
    fclose(in);
    free(name);
    return p;
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

struct problem *problem_read_sf(void)
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
