/* SPDX-License-Identifier: MIT
 *
 * Requests that were begun and not answered, counted in memory that all workers share. nginx gives a GET whose worker died
 * to another worker: one that ends its workers would end them all, one after the other. */
#ifndef FCGI_STARTS_H
#define FCGI_STARTS_H

#include <stdbool.h>
#include <stdint.h>

#define STARTS_MAX 2 /* a request that begins more often than this is refused */

/* Before fork. Without it nothing is counted. */
bool starts_init(void);

/* A request begins: how often it has by now. `now_us` is monotonic. */
int starts_begin(const char *request_id, int64_t now_us);
/* It was answered, or nobody waits for it any more. */
void starts_end(const char *request_id, int64_t now_us);

#endif
