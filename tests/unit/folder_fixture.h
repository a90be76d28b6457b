/* SPDX-License-Identifier: MIT
 *
 * A folder below /tmp for one test, and an installation in one. */
#ifndef FOLDER_FIXTURE_H
#define FOLDER_FIXTURE_H

#include "base/cx.h"

#define FOLDER_LEN 40

void test_folder_make(char folder[FOLDER_LEN]);
void test_folder_remove(const char *folder); /* with all that is in it */

/* The same for main(), which is no test and asserts nothing; false: it could not be done. */
bool temporary_make(char folder[FOLDER_LEN]);
bool temporary_remove(const char *folder);

/* Copies a folder of files and folders, whose files nobody has open for writing. */
void test_folder_copy(const char *from, const char *to);

/* A folder whose `data` is configured, with an open registry and an arena of its own in *cx. */
void test_installation_open(char folder[FOLDER_LEN], struct cx *cx);
void test_installation_close(const char *folder, struct cx *cx);

#endif
