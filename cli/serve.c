/* SPDX-License-Identifier: MIT
 *
 * visioncrm serve. */
#include "cli/cli.h"
#include "fcgi/server.h"

int cmd_serve(int argc, char **argv)
{
    static const struct cli_option options[] = {{NULL, NULL, NULL}};
    return cli_options(argc, argv, options, 0, 0) ? supervisor_run() : EXIT_USAGE;
}
