/* SPDX-License-Identifier: MIT
 *
 * What every subcommand shares: its row in the command table (main.c), options, the registry and a tenant opened into a
 * struct cx, passwords, progress, and how a failure becomes one line on stderr and an exit code. */
#ifndef CLI_CLI_H
#define CLI_CLI_H

#include "data/json_out.h"
#include "tenant/tenant.h"

enum exit_code {
    EXIT_OK = 0,
    EXIT_FAILED = 1,  /* the work, or some of it, failed */
    EXIT_USAGE = 2,   /* the command line or the input is wrong */
    EXIT_MISSING = 3, /* what was named does not exist, is taken, or is in the wrong state */
};

enum command_needs {
    NEEDS_NOTHING,  /* not even a readable configuration */
    NEEDS_CONFIG,   /* the configuration */
    NEEDS_DATA,     /* a data folder that somebody chose */
    NEEDS_ACCOUNT,  /* writes data: root becomes the account of the service first */
    NEEDS_REGISTRY, /* the same, and the registry must exist */
};

struct command {
    const char *name;  /* "tenant create": one word or two */
    const char *usage; /* what follows the name */
    const char *about; /* one line */
    const char *help;  /* further lines of `visioncrm help NAME`; NULL: none */
    enum command_needs needs;
    int (*run)(int argc, char **argv); /* argv[0] is the last word of the name; returns an exit code */
};

int cmd_backup(int argc, char **argv);
int cmd_config(int argc, char **argv);
int cmd_deliver(int argc, char **argv);
int cmd_demo(int argc, char **argv);
int cmd_restore(int argc, char **argv);
int cmd_routes(int argc, char **argv);
int cmd_serve(int argc, char **argv);
int cmd_sweep(int argc, char **argv);
int cmd_tenant_create(int argc, char **argv);
int cmd_tenant_delete(int argc, char **argv);
int cmd_tenant_list(int argc, char **argv);
int cmd_tenant_plan(int argc, char **argv);
int cmd_tenant_resume(int argc, char **argv);
int cmd_tenant_show(int argc, char **argv);
int cmd_tenant_suspend(int argc, char **argv);
int cmd_user_activate(int argc, char **argv);
int cmd_user_create(int argc, char **argv);
int cmd_user_list(int argc, char **argv);
int cmd_user_password(int argc, char **argv);
int cmd_verify(int argc, char **argv);

/* ---- options ---- */

/* One option: with `value` it takes an argument, with `flag` it takes none. A name of NULL ends the table. */
struct cli_option {
    const char *name; /* without its dashes */
    const char **value;
    bool *flag;
};

/* Reads the options and moves them before the operands. Returns the index of the first operand, or 0 after saying on stderr
 * what is wrong (exit with EXIT_USAGE), also when there are not `least` to `most` operands. An operand that is missing is named
 * as cli_usage names it. */
extern const char *cli_usage; /* what follows the name of the command that runs */
int cli_options(int argc, char **argv, const struct cli_option *options, int least, int most);

/* ---- context ---- */

#define CLI_ARENA_CAP (1u << 30) /* a list of all files of a tenant may be longer than any request */

struct cli {
    struct arena *arena;
    struct cx cx;         /* registry open; db and tenant after cli_tenant() */
    struct tenant tenant; /* what cx.tenant points to */
};

/* False after saying that an installed program has no data folder of its own accord. */
bool cli_data_named(void);
/* Whoever makes it says so. */
bool cli_data_exists(void);
/* EXIT_OK, or another code after saying that there is none yet or why it cannot be used. */
int cli_registry_state(void);
/* Starts a context and opens the registry (making it, if `create`). End it with cli_close(), whatever the result. */
enum rc cli_open(struct cli *cli, bool create);
/* The tenant of that name, suspended or not. */
enum rc cli_find(struct cx *cx, const char *subdomain, struct tenant *tenant);
/* Finds the tenant, opens its file and reads its time zone. */
enum rc cli_tenant(struct cli *cli, const char *subdomain);
/* Says on stderr what went wrong, if anything did; closes what is open. Returns the exit code that belongs to `rc`. */
int cli_close(struct cli *cli, enum rc rc);

/* Calls `each` for the tenant of that name, or for all if `subdomain` is NULL, with the tenant's file open in a context of its
 * own. One that fails is reported on stderr and skipped; *failed counts them. `progress` is shown for all. */
struct cli_walk {
    const char *subdomain;
    const char *label; /* of the progress line */
    enum rc (*each)(struct cx *cx, const struct tenant *tenant, void *data);
    void *data;
    int64_t done;   /* tenants looked at, filled in */
    int64_t failed; /* of them */
};
enum rc cli_walk(struct cx *cx, struct cli_walk *walk);

/* The fault as one line of text, on the arena. */
const char *cli_fault_text(struct cx *cx, enum rc rc);
/* "visioncrm: <text>" on stderr. */
void cli_error(const char *format, ...) __attribute__((format(printf, 1, 2)));

/* Checks one value from the command line by the rules of a field; its name stands in the message. NULL: the option is
 * missing. */
enum rc cli_check(struct cx *cx, const struct field *field, const char **value);

/* Root becomes the account of the configuration key `user`, if that is set: files made by root would shut the workers out. */
bool cli_become_account(void);

/* ---- passwords ---- */

struct cli_password {
    bool from_stdin;      /* --password-stdin */
    const char *variable; /* --password-env */
    const char *email;    /* that it must not resemble */
    const char *made;     /* filled in where it was made up */
};

/* Reads a new password (without echo on a terminal) or makes one up, checks it, and hashes it. */
enum rc cli_password(struct cx *cx, struct cli_password *source, const char **hash);
/* Prints one that was made up: once the account has it. */
enum rc cli_password_show(struct cx *cx, const struct cli_password *source);

/* ---- output ---- */

/* A line about long work that is written over itself, only where stderr is a terminal. */
struct progress {
    const char *label;
    bool shown;
    int64_t last_us; /* monotonic */
};
/* `total` 0: not known */
void progress_show(struct progress *progress, int64_t done, int64_t total);
void progress_end(struct progress *progress);

/* printf to stdout for text that others stored or typed: a terminal shows all of it and obeys none of it. False when stdout is
 * gone. */
bool cli_say(const char *format, ...) __attribute__((format(printf, 1, 2)));

/* Prints JSON and a newline to stdout, in the same way; false when stdout is gone. */
bool cli_print(const struct buf *out);
/* The beginning of it, of a list that may be very long. */
bool cli_print_part(const struct buf *out);

#endif
