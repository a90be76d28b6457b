/* SPDX-License-Identifier: MIT
 *
 * Functions that this code base does not use; naming one is a compile error. The build includes this file before the
 * first line of each source (-include base/banned.h), so it pulls in the system headers that declare them first. */
#ifndef BASE_BANNED_H
#define BASE_BANNED_H

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <wchar.h>

/* With _FORTIFY_SOURCE and clang, glibc defines these two as macros. */
#undef sprintf
#undef vsprintf
#pragma GCC poison strcpy strcat strncat sprintf vsprintf strtok gets atoi atol atoll atof system tmpnam mktemp
#pragma GCC poison localtime gmtime asctime popen

/* xlsxwriter.h names this one in macros of its own, where a poisoned name would be an error unused; poppler.h a member like
 * the other. */
#undef strncpy
#define strncpy(to, from, size) strncpy_is_banned
#define ctime ctime_is_banned

#endif
