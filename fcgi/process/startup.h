/* SPDX-License-Identifier: MIT
 *
 * What has to exist before the first worker is forked: data and run folder, the lock that keeps a second supervisor away,
 * log file, listening sockets, and the account that all of it belongs to. supervisor.c calls these once, in this order. */
#ifndef PROCESS_STARTUP_H
#define PROCESS_STARTUP_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"

/* All of these log what went wrong (with errno, for startup_failed) and answer false. */
bool startup_failed(const char *what, const char *name);
bool startup_folder(const char *path);

/* The tenants are known, and each has its folder. */
bool startup_data(struct arena *arena);

/* Standard descriptors that are closed become /dev/null; log lines go where `log` says. */
bool startup_descriptors(void);

/* Locks DATA/run/visioncrm.pid and writes the process id; *fd holds the lock as long as it is open. `handed`: the descriptor of
 * the program before this one, or -1. */
bool startup_lock(struct arena *arena, const char *run, int handed, int *fd);

/* A listening unix socket (0660, close-on-exec, non-blocking): `handed`, if it listens at `path`, else a new one in place of
 * whatever lies there; -1 on failure. */
int startup_listen(const char *path, int handed);

/* Started as root with `user` set: gives the `count` paths to that account and becomes it, for good. */
bool startup_become_user(const char *const *paths, size_t count);

#endif
