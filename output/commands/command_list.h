/* command_list.h - the commands, one line each, in the order of the help. Included twice. */
COMMAND(run)
COMMAND(check)
COMMAND(sweep)
COMMAND(init)
COMMAND(fields)
COMMAND(models)
COMMAND(plans)
COMMAND(solve)
