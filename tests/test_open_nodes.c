/* label: unit - the nodes of a branch and bound come out in their order. */
#include <math.h>
#include <stdlib.h>

#include "model/open_nodes.h"
#include "tests/assert.h"
#include "tests/dice.h"

static int n_freed;

static void count_freed(void *node)
{
    (void)node;
    n_freed++;
}

struct made {
    double bound;
    int age; /* higher: younger */
    bool in;
};

/* Least bound, of equal ones the youngest: found by looking at all. */
static struct made *first_of(struct made made[], int n)
{
    struct made *first = NULL;

    for (int k = 0; k < n; k++)
        if (made[k].in && (first == NULL || made[k].bound < first->bound ||
                           (made[k].bound == first->bound && made[k].age > first->age)))
            first = &made[k];
    return first;
}

static void order(void **state)
{
    enum { N = 3000 };
    static struct made made[N];
    struct open_nodes q = {.free_node = count_freed};
    struct error err;
    int n = 0, n_in = 0;

    (void)state;
    dice = 7;
    assert_true(isinf(open_nodes_bound(&q)));
    for (int step = 0; step < 5000; step++) {
        struct made *first = first_of(made, n);

        if (n_in > 0) assert_true(open_nodes_bound(&q) == first->bound);
        if (n_in > 0 && (n == N || uniform() < 0.4)) {
            assert_ptr_equal(open_nodes_pop(&q), first);
            first->in = false;
            n_in--;
        } else if (n < N) { /* few values, so that many are equal */
            made[n] = (struct made){floor(20 * uniform()), n, true};
            assert_int_equal(open_nodes_push(&q, made[n].bound, &made[n], &err), ERR_OK);
            n++;
            n_in++;
        }
    }
    assert_true(n_in > 200);
    assert_int_equal(q.n, n_in);
    assert_int_equal(q.n_made, n);
    open_nodes_clear(&q);
    assert_int_equal(n_freed, n_in);
}

static void no_node(void **state)
{
    struct open_nodes q = {.free_node = count_freed};
    struct error err;

    (void)state;
    assert_int_equal(open_nodes_push(&q, 1, NULL, &err), ERR_NOMEM);
    assert_int_equal(q.n, 0);
    open_nodes_clear(&q);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(order), cmocka_unit_test(no_node)};

    return cmocka_run_group_tests_name("open_nodes", tests, NULL, NULL);
}
