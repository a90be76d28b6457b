/* SPDX-License-Identifier: MIT
 *
 * The supervisor's children: one place for each worker, courier and the copier, and those who were replaced and still drain. */
#ifndef PROCESS_CREW_H
#define PROCESS_CREW_H

#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

#include "base/buf.h"

#define CREW_MAX 384

enum role { ROLE_API, ROLE_HEAVY, ROLE_SLOW, ROLE_COURIER, ROLE_COPIER };

/* One place. */
struct slot {
    const char *name; /* of its socket: "api-0", "heavy", "slow"; "courier", "copier" */
    int fd;           /* listening socket, which those of the heavy and of the slow pool share; -1: none */
    enum role role;
    pid_t pid; /* 0: nobody */
    int64_t started_us;
    int64_t respawn_at_us; /* while pid is 0 */
    int64_t backoff_us;    /* before the next start after an early death */
};

/* What a child becomes. It does not return. */
typedef void crew_child(const struct slot *slot);

void crew_init(crew_child *child);
void crew_add(const char *name, int fd, enum role role);
/* A child of the program before this one: it serves until its successor is ready, or a while longer where nobody serves a
 * socket of that name any more. */
void crew_adopt(const char *name, pid_t pid);

/* Does what is due: starts, repeated signals. When to be called next (monotonic). */
int64_t crew_care(int64_t now);
/* Starts a successor for everybody, or for the worker that asked. The old one goes when the new one is ready. */
void crew_replace_all(void);
void crew_replace(pid_t pid);
void crew_ready(pid_t pid);
/* A child has ended. When everybody is to stop, nobody takes its place. */
void crew_ended(pid_t pid, int status, bool stopping);

void crew_hand_over(struct buf *text); /* handover.h */
void crew_signal(int number);
size_t crew_size(void);    /* places */
size_t crew_running(void); /* processes */

#endif
