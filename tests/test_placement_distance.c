/* label: unit - models of distance against all plans of small cities, and their properties. */
#include "tests/fixture_proof.h"

int main(void)
{
    static const struct truth *const rows[] = {&truth_pmedian, &truth_pcenter, NULL};

    return proof_main("placement: distance", rows);
}
