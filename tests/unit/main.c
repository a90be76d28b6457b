/* SPDX-License-Identifier: MIT
 *
 * Runs every suite of tests/unit, each test in a process of its own. The list of suites is generated from the file names.
 * Usage: unit [MODULE]...   runs suite_<MODULE> only. CK_FORK=no keeps everything in one process, for a debugger. */
#include <check.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "request_fixture.h"
#include "unit_suites.h"

/* True when no suite was asked for by name, or this one was. */
static bool wanted(const char *name, int argc, char **argv)
{
    for (int i = 1; i < argc; i++) {
        if (strcmp(argv[i], name) == 0) {
            return true;
        }
    }
    return argc == 1;
}

int main(int argc, char **argv)
{
    /* A limit is for what hangs; a busy machine is slower than anybody thinks. */
    if (setenv("CK_TIMEOUT_MULTIPLIER", "10", 0) != 0) {
        return EXIT_FAILURE;
    }
    SRunner *runner = srunner_create(NULL);
    for (size_t i = 0; unit_suites[i].name; i++) {
        if (wanted(unit_suites[i].name, argc, argv)) {
            srunner_add_suite(runner, unit_suites[i].suite());
        }
    }
    if (!worlds_open()) {
        perror("unit: no folder for the tests");
        return EXIT_FAILURE;
    }
    srunner_run_all(runner, CK_NORMAL);
    bool left = !worlds_close();
    int failed = srunner_ntests_failed(runner);
    int passed = srunner_ntests_run(runner) - failed;
    srunner_free(runner);
    printf("unit: %d passed, %d failed\n", passed, failed);
    return failed || passed == 0 || left ? EXIT_FAILURE : EXIT_SUCCESS;
}
