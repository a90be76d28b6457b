/* SPDX-License-Identifier: MIT
 *
 * A receiver on loopback: it says its port, and ends when its input does. */
#include "receiver_fixture.h"

#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

int receiver_port;
static FILE *input;
static pid_t pid;

void receiver_start(const char *certificates)
{
    char line[16];
    int in[2];
    int out[2];
    ck_assert(pipe(in) == 0 && pipe(out) == 0);
    pid = fork();
    ck_assert(pid >= 0);
    if (pid == 0) {
        dup2(in[0], 0);
        dup2(out[1], 1);
        for (int fd = 3; fd < 64; fd++) {
            close(fd);
        }
        execl("/usr/bin/python3", "python3", "tests/support/receiver.py", certificates, (char *)NULL);
        _exit(127);
    }
    close(in[0]);
    close(out[1]);
    input = fdopen(in[1], "w");
    FILE *output = fdopen(out[0], "r");
    ck_assert(input && output && fgets(line, sizeof line, output));
    receiver_port = (int)strtol(line, NULL, 10);
    ck_assert_int_gt(receiver_port, 0);
    fclose(output);
}

void receiver_stop(void)
{
    fclose(input);
    waitpid(pid, NULL, 0);
}
