/* SPDX-License-Identifier: MIT
 *
 * A process that serves strangers gives away what it never needs: system calls by seccomp, files by Landlock, and whatever a
 * setuid program would give (no_new_privs). Irrevocable, for the calling process and what it forks; called by each worker when
 * it has started, never by the supervisor, which forks and executes. `sandbox = off` turns it off. */
#ifndef BASE_SANDBOX_H
#define BASE_SANDBOX_H

enum sandbox {
    SANDBOX_API,     /* answers what needs no network: no socket, no connect, no fork, no exec */
    SANDBOX_HEAVY,   /* the same, at its own pace */
    SANDBOX_SLOW,    /* connects to other hosts' services; forks a child that looks at a file and confines itself further */
    SANDBOX_COURIER, /* connects to carriers; no client ever talks to it */
    SANDBOX_PICTURE, /* a child that looks at one file: reads fonts and the like, answers through what is open, and no more */
};

/* Enters the sandbox: what is refused from here on answers EPERM or EACCES. What the kernel does not have is left out; a
 * filter that it has and refuses ends the process. Only from SANDBOX_SLOW on one may enter a second: SANDBOX_PICTURE. */
void sandbox_enter(enum sandbox kind);

/* Says in the log what the kernel lacks, once, before the first fork. */
void sandbox_announce(void);

#endif
