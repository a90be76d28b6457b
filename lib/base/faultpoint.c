/* SPDX-License-Identifier: MIT
 *
 * The counters behind the fault points; empty in a release. */
#include "base/faultpoint.h"

#ifdef VISIONCRM_FAULTPOINTS

static struct {
    long nth;    /* the passage that fails; 0: none */
    long passed; /* since it was armed */
} points[FAULTPOINT_COUNT];

void faultpoint_arm(enum faultpoint point, long nth)
{
    points[point].nth = nth;
    points[point].passed = 0;
}

bool faultpoint_hit(enum faultpoint point)
{
    return ++points[point].passed == points[point].nth;
}

long faultpoint_passed(enum faultpoint point)
{
    return points[point].passed;
}

#else
/* A translation unit must declare something. */
enum { faultpoints_absent };
#endif
