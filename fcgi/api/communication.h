/* SPDX-License-Identifier: MIT
 *
 * What is answered when a message was taken. */
#ifndef API_COMMUNICATION_H
#define API_COMMUNICATION_H

#include "data/json_out.h"
#include "workshop/communication.h"

/* Opens the answer's object with what became of the message; the caller adds to it and ends it. */
struct json *answer_receipt(struct cx *cx, const struct receipt *receipt);

#endif
