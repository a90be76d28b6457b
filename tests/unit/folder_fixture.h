/* SPDX-License-Identifier: MIT
 *
 * A folder below /tmp for one test. */
#ifndef FOLDER_FIXTURE_H
#define FOLDER_FIXTURE_H

#define FOLDER_LEN 40

void test_folder_make(char folder[FOLDER_LEN]);
void test_folder_remove(const char *folder); /* with all that is in it */

#endif
