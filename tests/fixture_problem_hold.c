/* fixture_problem_hold.c - see fixture_problem.h. Here: through the program. */
#include "scenarios/csv.h"
#include "tests/fixture_problem.h"
#include "tests/solve.h"

static char folder[] = "/tmp/chargeplan_known_XXXXXX";
static int n_held;

static FILE *create(const char *prefix, const char *name)
{
    char *path = text_print("%s%s", prefix, name);
    FILE *out = fopen(path, "w");

    assert_non_null(out);
    free(path);
    return out;
}

static void write_pair(const struct problem *p, FILE *table, int z, int s)
{
    int k = z * p->n_sites + s;

    if (isinf(p->m[k])) return;
    fprintf(table, "z%d,s%d,%.17g", z, s, p->m[k]);
    if (p->serve != NULL) fprintf(table, ",%.17g", p->serve[k]);
    fprintf(table, "\n");
}

void problem_write(const struct problem *p, const char *prefix)
{
    FILE *zones = create(prefix, "d.csv"), *sites = create(prefix, "s.csv");
    FILE *table = create(prefix, "t.csv");

    fprintf(zones, p->x ? "id,weight,x,y\n" : "id,weight\n");
    fprintf(sites, "id,cost%s%s\n", p->x ? ",x,y" : "", p->capacity ? ",capacity" : "");
    fprintf(table, "demand,site,distance_m%s\n", p->serve ? ",cost" : "");
    for (int z = 0; z < p->n_zones; z++) {
        fprintf(zones, "z%d,%.17g", z, p->weight[z]);
        fprintf(zones, p->x ? ",%.17g,%.17g\n" : "\n", p->x ? p->x[z] : 0, p->x ? p->y[z] : 0);
        for (int s = 0; s < p->n_sites; s++)
            write_pair(p, table, z, s);
    }
    for (int s = 0; s < p->n_sites; s++) {
        fprintf(sites, "s%d,%.17g", s, p->cost[s]);
        if (p->x != NULL) fprintf(sites, ",%.17g,%.17g", p->x[s], p->y[s]);
        if (p->capacity != NULL) fprintf(sites, ",%.17g", p->capacity[s]);
        fprintf(sites, "\n");
    }
    fclose(zones);
    fclose(sites);
    fclose(table);
}

/* What is served where, from the file of flows: all of every zone, within capacities, by open
 * sites. Returns what it costs. */
static double read_flows(const struct problem *p, const bool open[])
{
    char *path = text_print("%s/f.csv", folder);
    double *load = calloc((size_t)p->n_sites, sizeof *load);
    double *served = calloc((size_t)p->n_zones, sizeof *served), sum = 0;
    struct csv *csv = NULL;
    struct error err;

    assert_true(load != NULL && served != NULL);
    if (csv_read(&csv, path, &err) != ERR_OK) fail_msg("%s", err.text);
    for (int row = 0; row < csv_n_rows(csv); row++) {
        int z = atoi(csv_cell(csv, row, csv_column(csv, "demand")) + 1);
        int s = atoi(csv_cell(csv, row, csv_column(csv, "site")) + 1);
        double weight = strtod(csv_cell(csv, row, csv_column(csv, "weight")), NULL);

        assert_true(weight >= 0 && open[s]);
        load[s] += weight;
        served[z] += weight;
        sum += p->serve[z * p->n_sites + s] * weight / p->weight[z];
    }
    for (int z = 0; z < p->n_zones; z++)
        assert_near(served[z], p->weight[z], 1e-9, 0);
    for (int s = 0; s < p->n_sites; s++)
        assert_true(load[s] <= p->capacity[s] * (1 + 1e-9));
    csv_free(csv);
    unlink(path);
    free(path);
    free(load);
    free(served);
    return sum;
}

/* The objective of the sites in the answer, from the data alone. */
static double recompute(const struct problem *p, const struct answer *a,
                        const struct question *q)
{
    bool *open = calloc((size_t)p->n_sites, sizeof *open);
    bool fixed = strcmp(q->model, "cflp") == 0;
    double sum = 0;

    for (int s = 0; s < p->n_sites; s++) {
        char id[20];

        snprintf(id, sizeof id, "s%d", s);
        open[s] = answer_has(a, "sites", id);
        if (open[s] && (fixed || strcmp(q->model, "lscp") == 0))
            sum += q->cost || fixed ? p->cost[s] : 1;
    }
    if (fixed) sum += read_flows(p, open);
    for (int z = 0; z < p->n_zones; z++) {
        double nearest = (double)INFINITY;

        for (int s = 0; s < p->n_sites; s++)
            if (open[s]) nearest = fmin(nearest, p->m[z * p->n_sites + s]);
        if (strcmp(q->model, "mclp") == 0 && nearest <= q->radius_m) sum += p->weight[z];
        if (strcmp(q->model, "lscp") == 0) assert_true(nearest <= q->radius_m);
        if (strcmp(q->model, "pmedian") == 0) sum += p->weight[z] * nearest;
        if (strcmp(q->model, "pcenter") == 0) sum = fmax(sum, nearest);
    }
    free(open);
    return sum;
}

void problem_hold(struct problem *p, const struct question *q)
{
    char *arguments, radius[60] = "", number[60] = "", *prefix = text_print("%s/", folder);
    struct answer a;

    problem_write(p, prefix);
    free(prefix);
    if (!isinf(q->radius_m)) snprintf(radius, sizeof radius, "--radius-m %g", q->radius_m);
    if (q->p > 0) snprintf(number, sizeof number, "--p %d", q->p);
    arguments = text_print("--model %s --demand %s/d.csv --sites %s/s.csv %s%s%s %s %s %s "
                           "%s%s%s --json",
                           q->model, folder, folder, p->x ? "" : "--distances ",
                           p->x ? "" : folder, p->x ? "" : "/t.csv", radius, number,
                           q->cost ? "--objective cost" : "", p->serve ? "--flows " : "",
                           p->serve ? folder : "", p->serve ? "/f.csv" : "");
    a = run_solve(arguments);
    free(arguments);
    assert_int_equal(a.exit_status, 0);
    assert_true(answer_is(&a, "status", "optimal"));
    assert_near(answer_number(&a, "objective"), q->want, q->rtol, 0);
    assert_near(answer_number(&a, "bound"), answer_number(&a, "objective"), 0, 0);
    assert_near(recompute(p, &a, q), answer_number(&a, "objective"), 1e-12, 0);
    answer_clear(&a);
    problem_free(p);
    n_held++;
}

int problem_n_held(void)
{
    return n_held;
}

bool problem_begin(void)
{
    char *data = text_print("%s/data", shared_dir());
    bool there = access(data, R_OK) == 0;

    if (!there) print_message("skipped: there is no %s\n", data);
    free(data);
    return there && mkdtemp(folder) != NULL;
}

int problem_end(void)
{
    char *clean = text_print("rm -r %s", folder);
    int failed = system(clean) != 0;

    free(clean);
    return failed;
}
