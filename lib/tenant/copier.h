/* SPDX-License-Identifier: MIT
 *
 * The copier: a process beside the workers that copies long write-ahead logs into their files, so that a worker goes on with
 * other requests meanwhile. Workers name tenants to it through a pipe of bounded length; what finds no room there, or no copier,
 * the worker copies itself. A copier that dies takes no more with it than the one tenant at hand, which is named again by a later
 * commit, or whose log is copied when its worker has nothing else to do. */
#ifndef TENANT_COPIER_H
#define TENANT_COPIER_H

#include <signal.h>
#include <stdbool.h>
#include <stdint.h>

struct copier_watch {
    const sigset_t *wait_mask;    /* signals let in while it waits */
    bool (*stop_asked)(void);     /* one of them was the signal to stop */
    void (*busy)(int64_t now_us); /* it begins to copy (monotonic) */
    void (*rest)(void);           /* it has nothing to do */
};

/* Makes the pipe, before anybody is forked. False with errno. */
bool copier_open(void);

/* In a child: closes the end of the pipe that is not its own. */
void copier_join(bool copies);

/* Names the tenant whose file lies at `path`. False: the log is the caller's to copy. */
bool copier_ask(const char *path);

/* Copies until told to stop; says so in the log where more wait than it takes up. Returns the exit code. */
int copier_run(const struct copier_watch *watch);

#endif
