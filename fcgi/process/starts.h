/* SPDX-License-Identifier: MIT
 *
 * Requests that end their workers. nginx gives a GET whose worker died to another one: such a request would end them all, one
 * after the other. Each worker says in shared memory what it is doing; when it dies, the supervisor notes the request's id. */
#ifndef PROCESS_STARTS_H
#define PROCESS_STARTS_H

#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

/* Before fork. Without it nothing is noted. */
bool starts_init(void);

/* In a worker: a request begins (`now_us` is monotonic). False: it has ended two workers and is not to be served. */
bool starts_begin(const char *request_id, int64_t now_us);
/* It is done with. */
void starts_end(void);

/* In the supervisor: that worker died. A crash (by its own doing) weighs more than a kill, whose reason nobody knows. */
void starts_blame(pid_t pid, bool crashed, int64_t now_us);

#endif
