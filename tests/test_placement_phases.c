/* label: unit - models with phases against all chains of plans of small cities, and their
 * properties. */
#include "tests/fixture_proof.h"

int main(void)
{
    static const struct truth *const rows[] = {&truth_mclp_t, NULL};

    return proof_main("placement: phases", rows);
}
