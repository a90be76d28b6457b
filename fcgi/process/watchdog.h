/* SPDX-License-Identifier: MIT
 *
 * Signals of a worker: TERM and QUIT ask it to stop, USR1 to open its log anew, and a timer ends the process when one request
 * runs beyond every limit. */
#ifndef PROCESS_WATCHDOG_H
#define PROCESS_WATCHDOG_H

#include <signal.h>
#include <stdbool.h>
#include <stdint.h>

/* Installs the handlers and starts the timer. TERM, QUIT, USR1, and INT unless a
 * supervisor sees to it, are blocked but in *wait_mask, which the loop waits with: no system call elsewhere is cut short by them. */
void watchdog_start(bool supervised, int64_t limit_us, sigset_t *wait_mask);

/* Work begins, or has just made progress; work is over. */
void watchdog_busy(int64_t now_us);
void watchdog_rest(void);

/* TERM has come; the signal to stop soon has. */
bool watchdog_drain_asked(void);
bool watchdog_stop_asked(void);

#endif
