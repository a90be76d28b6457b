/* SPDX-License-Identifier: MIT
 *
 * The end of a change that probabilities depend on. */
#ifndef API_COEFFICIENT_H
#define API_COEFFICIENT_H

#include "base/cx.h"

/* Commits it and has the marked deals follow: the end of a handler of the heavy pool. */
enum rc coefficient_commit(struct cx *cx);

#endif
