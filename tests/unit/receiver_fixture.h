/* SPDX-License-Identifier: MIT
 *
 * tests/support/receiver.py as another process, for the suites of what goes out. */
#ifndef RECEIVER_FIXTURE_H
#define RECEIVER_FIXTURE_H

extern int receiver_port;

/* `certificates`: a folder in which it makes cert.pem and speaks TLS; NULL: it does not. */
void receiver_start(const char *certificates);
void receiver_stop(void);

#endif
