/* SPDX-License-Identifier: MIT
 *
 * What worker.c and supervisor.c agree on beyond server.h. */
#ifndef PROCESS_WORKER_H
#define PROCESS_WORKER_H

#include <signal.h>

#define WORKER_EXIT_STUCK 75    /* a request ran beyond the hard limit */
#define WORKER_EXIT_UNOPENED 76 /* registry or pool could not be opened */

/* To a worker: stop soon, with the supervisor. TERM asks it to drain, because a successor serves its socket. */
#define WORKER_SIGNAL_STOP SIGQUIT

/* To the supervisor: it serves, so that whom it replaces may go. */
#define WORKER_SIGNAL_READY (SIGRTMIN + 3)
/* A worker that served `recycle_requests` asks its supervisor for a successor and goes on until TERM. */
#define WORKER_SIGNAL_RECYCLE (SIGRTMIN + 2)
#define WORKER_SIGNAL_TICK (SIGRTMIN + 1) /* of its stuck timer, to itself */

#endif
