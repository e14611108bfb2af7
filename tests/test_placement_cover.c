/* label: unit - models of cover against all plans of small cities, and their properties. */
#include "tests/fixture_proof.h"

int main(void)
{
    static const struct truth *const rows[] = {
        &truth_lscp,         &truth_lscp_share, &truth_lscp_gradual, &truth_mclp,
        &truth_mclp_gradual, &truth_lscp_b,     &truth_mclp_2,       NULL};

    return proof_main("placement: cover", rows);
}
