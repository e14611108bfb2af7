/* placement_list.h - the placement models, one line each. Included several times. */
PLACEMENT_MODEL(rule_then_serve)
PLACEMENT_MODEL(lscp)
PLACEMENT_MODEL(mclp)
PLACEMENT_MODEL(pmedian)
PLACEMENT_MODEL(cflp)
PLACEMENT_MODEL(mclp_c)
PLACEMENT_MODEL(pcenter)
