/* SPDX-License-Identifier: MIT
 *
 * Places where tests make things fail. Compiled in only with -DVISIONCRM_FAULTPOINTS (the test builds);
 * in a release the macro is the constant false. */
#ifndef BASE_FAULTPOINT_H
#define BASE_FAULTPOINT_H

#include <stdbool.h>

/* CAP: an arena with an escape reaches its cap. EXCHANGE: the file system cannot exchange two names. */
enum faultpoint { FAULTPOINT_STORE, FAULTPOINT_ALLOC, FAULTPOINT_IO, FAULTPOINT_CAP, FAULTPOINT_EXCHANGE, FAULTPOINT_COUNT };

#ifdef VISIONCRM_FAULTPOINTS
/* Arms the point: its `nth` passage from now (1 = the next) fails, once. 0 disarms. */
void faultpoint_arm(enum faultpoint point, long nth);
/* True when this passage must fail. */
bool faultpoint_hit(enum faultpoint point);
/* Passages since it was armed, so that a test knows when it has tried them all. */
long faultpoint_passed(enum faultpoint point);
#else
#define faultpoint_hit(point) (false)
#endif

#endif
