/* SPDX-License-Identifier: MIT
 *
 * Where the files lie that documents read at run time, all of them Debian's (packages.txt), within what a sandbox lets workers
 * read (sandbox.c); where a file is missing, its characters are printed as U+FFFD. */
#ifndef DOCUMENTS_PDF_WORLD_FILES_H
#define DOCUMENTS_PDF_WORLD_FILES_H

#define WORLD_DEJAVU "/usr/share/fonts/truetype/dejavu"
#define WORLD_NOTO "/usr/share/fonts/truetype/noto"
#define WORLD_CJK "/usr/share/fonts/opentype/noto"
#define WORLD_SYMBOLA "/usr/share/fonts/truetype/ancient-scripts"
#define WORLD_THAI "/usr/share/libthai" /* the dictionary by which Thai is broken into words */

static const char *const world_folders[] = {WORLD_DEJAVU, WORLD_NOTO, WORLD_CJK, WORLD_SYMBOLA, WORLD_THAI};

#endif
