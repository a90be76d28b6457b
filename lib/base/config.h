/* SPDX-License-Identifier: MIT
 *
 * Configuration: one table of keys with defaults and one sentence each. Read from `visioncrm.conf` (INI, "key = value";
 * path in VISIONCRM_CONF, default ./visioncrm.conf if it exists), every key overridden by VISIONCRM_<KEY> in the environment.
 * `visioncrm config` prints the table. */
#ifndef BASE_CONFIG_H
#define BASE_CONFIG_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct config_key {
    const char *name; /* "https_port" -> VISIONCRM_HTTPS_PORT */
    const char *fallback;
    const char *about;
    bool secret; /* printed as "(set)" */
};

extern const struct config_key config_keys[]; /* ends with name NULL */

/* Reads file and environment. false: *error names file, line and key (static buffer). Call once, before forking. */
bool config_load(const char **error);

/* The value of a key that stands in config_keys; an unknown key ends the process (a bug). */
const char *config_get(const char *name);
/* Where that value comes from: "default", "file" or "environment". */
const char *config_source(const char *name);
int64_t config_int(const char *name); /* validated by config_load for keys whose default is a number */

#endif
