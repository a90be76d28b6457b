/* SPDX-License-Identifier: MIT
 *
 * The archive of the chain for whoever checks it without this program: JSON, a line each. The first says whose it is and what the
 * fields mean, then come all entries, and the last has the SHA-256 of every byte before it. scripts/verify_archive.py checks one. */
#ifndef WORKSHOP_EVIDENCE_H
#define WORKSHOP_EVIDENCE_H

#include "tenant/download.h"

/* Writes it in flat memory and notes the event. Opens its own transactions. */
enum rc evidence_archive(struct cx *cx, struct download *download);

#endif
