/* SPDX-License-Identifier: MIT
 *
 * The product's version, as `visioncrm --version` and /api/health print it. */
#ifndef BASE_VERSION_H
#define BASE_VERSION_H

#define VERSION "1.0.0"

#endif
