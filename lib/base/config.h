/* SPDX-License-Identifier: MIT
 *
 * Configuration: one table of keys with type, default and one sentence each. Read from a file of "key = value" lines, every key
 * overridden by VISIONCRM_<KEY> in the environment. No value is taken that its key does not allow (config_value.h).
 * `visioncrm config` prints the table.
 * The file is what VISIONCRM_CONF names; otherwise, for an installed program, /etc/visioncrm/visioncrm.conf if it exists;
 * otherwise ./visioncrm.conf if it exists. */
#ifndef BASE_CONFIG_H
#define BASE_CONFIG_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"

enum config_type {
    CONFIG_ENUM = 1,  /* one of `values` */
    CONFIG_INT,       /* from min to max */
    CONFIG_FACTOR,    /* decimal number from 0 to max */
    CONFIG_PATH,      /* of a file or folder, without what nginx would read as the end of a word */
    CONFIG_HOST,      /* lower-case host name */
    CONFIG_LABEL,     /* a tenant's subdomain, or empty: none */
    CONFIG_ACCOUNT,   /* an account of this machine, and not root */
    CONFIG_ADDRESSES, /* IP addresses, separated by commas; or one of `values` */
    CONFIG_SECRETS,   /* one word, or several separated by commas; never printed */
    CONFIG_WORD,      /* printable ASCII without blanks */
    CONFIG_NUMBER,    /* a telephone number, +33612345678 */
    CONFIG_PRICES,    /* "price=PLAN", separated by commas */
    CONFIG_URL,       /* https://…, or http:// on this machine; without blanks and quotes */
    CONFIG_MAIL,      /* one of `values`, or smtp://user@host:port, or smtps://… */
    CONFIG_EMAIL,     /* an e-mail address of ASCII */
    CONFIG_ENGINE,    /* one of `values`, or a CONFIG_URL */
    CONFIG_NETWORKS,  /* IP addresses and networks "10.0.0.0/8", separated by commas */
};

struct config_key {
    const char *name; /* "https_port" -> VISIONCRM_HTTPS_PORT */
    const char *fallback;
    const char *about;
    enum config_type type; /* a key whose default is empty may be empty, too */
    int64_t min;
    int64_t max;
    const char *const *values; /* ends with NULL */
};

extern const struct config_key config_keys[]; /* ends with name NULL */

/* Reads file and environment. false: *error names the place, the key, the value and what is allowed (static buffer). Call once,
 * before forking. */
bool config_load(const char **error);
/* The file that was read; NULL: none. */
const char *config_file(void);
/* True for a program in a folder named bin, which is no working copy: its default paths are nobody's wish. */
bool config_installed(void);

/* The value of a key that stands in config_keys; an unknown key ends the process (a bug). */
const char *config_get(const char *name);
/* The same for people to read: of a secret only whether it is set. */
const char *config_shown(const struct config_key *key);
/* Where that value comes from: "default", "file" or "environment". */
const char *config_source(const char *name);
int64_t config_int(const char *name); /* of a key of type CONFIG_INT */

#endif
