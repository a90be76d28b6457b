/* SPDX-License-Identifier: MIT
 *
 * Proof from inside of a sandbox, for tests. Compiled in only with -DVISIONCRM_FAULTPOINTS. */
#ifndef BASE_SANDBOX_PROBE_H
#define BASE_SANDBOX_PROBE_H

#include "base/sandbox.h"

#ifdef VISIONCRM_FAULTPOINTS
/* With VISIONCRM_TEST_PROBE=<file>:<loopback port> in the environment it tries what must be refused, and logs the errno of each
 * try (0: it worked). */
void sandbox_probe(enum sandbox kind);
#else
#define sandbox_probe(kind) ((void)(kind))
#endif

#endif
