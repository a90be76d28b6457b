/* SPDX-License-Identifier: MIT
 *
 * visioncrm serve. */
#include "cli/cli.h"
#include "fcgi/process/server.h"

int cmd_serve(int argc, char **argv)
{
    bool check = false;
    const struct cli_option options[] = {{"check", NULL, &check}, {NULL, NULL, NULL}};
    if (!cli_options(argc, argv, options, 0, 0)) {
        return EXIT_USAGE;
    }
    return check ? EXIT_OK : supervisor_run(); /* the configuration is read by now, and found good */
}
