/* SPDX-License-Identifier: MIT
 *
 * The product's version, "1.1.0+1a2b3c4d" between two releases, as `visioncrm --version` and /api/health print it. */
#ifndef BASE_VERSION_H
#define BASE_VERSION_H

#include "product_version.h" /* made by scripts/gen_version.sh */

#define VERSION GEN_VERSION

#endif
