/* SPDX-License-Identifier: MIT
 *
 * The program: one table of commands, help made out of it, and the way from the command line to a command.
 * What a command does stands in the file of its name. */
#include <stdio.h>
#include <sys/socket.h>
#include <unistd.h>

#include "base/config.h"
#include "base/str.h"
#include "base/version.h"
#include "cli/cli.h"

#define PASSWORD_HELP                                                                                                          \
    "  --password-stdin     read the password from standard input (without echo on a terminal)\n"                              \
    "  --password-env VAR   take it from an environment variable\n"                                                            \
    "  Without either, a password is made up and printed.\n"

static const struct command commands[] = {
    {"serve", "[--check]", "run the supervisor and its workers",
     "  Listens on DATA/run/api-N.sock and DATA/run/heavy.sock for nginx. HUP lets the installed program take over, with the\n"
     "  configuration as it stands now; TERM ends within stop_wait_ms; USR1 opens the file of the setting log anew.\n"
     "  --check only says whether the configuration would do.\n"
     "  With a listening socket as standard input (spawn-fcgi, mod_fcgid) it serves that one instead.\n",
     NEEDS_DATA, cmd_serve},
    {"config", "[--json | --nginx]", "print all settings and reserved names, or the nginx configuration",
     "  --json    as one JSON object\n"
     "  --nginx   render the nginx configuration for these settings (and make DATA/run, which nginx needs)\n"
     "  Settings come from the file that VISIONCRM_CONF names, or /etc/visioncrm/visioncrm.conf (an installed program), or\n"
     "  ./visioncrm.conf; and from VISIONCRM_<KEY>, which wins. A value that its key does not allow ends every command with "
     "2.\n",
     NEEDS_CONFIG, cmd_config},
    {"routes", "[--json|--openapi]", "print the route table of the API", "  --openapi: what GET /api/openapi.json answers\n",
     NEEDS_NOTHING, cmd_routes},
    {"tenant create", "NAME --name TEXT --owner-email E --owner-name N [options]", "create a tenant and its owner",
     "  NAME is the subdomain; a reserved one is allowed here.\n" PASSWORD_HELP
     "  --registration open|approval|closed   who may register colleagues (default approval)\n"
     "  --plan FREE|PRO|BUSINESS              (default FREE)\n",
     NEEDS_ACCOUNT, cmd_tenant_create},
    {"tenant list", "[--json]", "list the tenants", NULL, NEEDS_REGISTRY, cmd_tenant_list},
    {"tenant show", "NAME [--json]", "say who owns a tenant, its plan, its size and its last backup", NULL, NEEDS_REGISTRY,
     cmd_tenant_show},
    {"tenant plan", "NAME FREE|PRO|BUSINESS", "change the plan of a tenant", NULL, NEEDS_REGISTRY, cmd_tenant_plan},
    {"tenant suspend", "NAME", "answer 403 to everybody of a tenant", NULL, NEEDS_REGISTRY, cmd_tenant_suspend},
    {"tenant resume", "NAME", "end a suspension", NULL, NEEDS_REGISTRY, cmd_tenant_resume},
    {"tenant delete", "NAME --yes", "remove a suspended tenant with everything it has",
     "  There is no way back but a backup.\n", NEEDS_REGISTRY, cmd_tenant_delete},
    {"user create", "TENANT --email E --name N [--role sales|manager|admin] [options]", "add a person to a tenant",
     "  --role    sales (default), manager or admin\n" PASSWORD_HELP, NEEDS_REGISTRY, cmd_user_create},
    {"user list", "TENANT [--json]", "list the people of a tenant: role, state, address, name, last sign-in", NULL,
     NEEDS_REGISTRY, cmd_user_list},
    {"user password", "TENANT EMAIL [options]", "set a password and end all sessions of that person", PASSWORD_HELP,
     NEEDS_REGISTRY, cmd_user_password},
    {"user activate", "TENANT EMAIL [--deactivate]", "let a person in, or shut one out",
     "  --deactivate   shut out, and end all sessions; the owner cannot be deactivated\n", NEEDS_REGISTRY, cmd_user_activate},
    {"sweep", "[--as-of DATE] [--remind] [--json]", "mark overdue invoices and expired quotes of every tenant, and tidy up",
     "  --as-of DATE   take this day for today (default: today in each tenant's time zone)\n"
     "  --remind       also write to the contacts of overdue invoices: one letter a level (settings reminder_days_1 to _3)\n"
     "  Suspended tenants are swept too: their data stays right. Expired sessions, answers kept for repeated requests,\n"
     "  old downloads and folders left by a crash go as well, and recalculations that were interrupted are finished.\n"
     "  Run it every hour; it may run beside live traffic and beside itself.\n"
     "  Prints one JSON line; --json says that this is wanted.\n",
     NEEDS_REGISTRY, cmd_sweep},
    {"deliver", "[--json]", "do the jobs of every tenant that are due: hand over messages, go on with recalculations",
     "  The couriers of `visioncrm serve` do this by themselves. Run it every minute where another server starts the workers.\n"
     "  Suspended tenants send nothing. One that fails is tried again after a minute, then less and less often, ten times.\n"
     "  --json   counts as one JSON object\n",
     NEEDS_REGISTRY, cmd_deliver},
    {"backup", "TENANT|--all DIR [--json]", "copy tenants, consistently and while they are in use",
     "  Each copy is a folder DIR/<tenant>-<time>/ with tenant.db, files/ and manifest.json.\n", NEEDS_REGISTRY, cmd_backup},
    {"restore", "BACKUP [--as NAME] [--replace] [--json]", "make a tenant out of a backup",
     "  --as NAME   under another name\n"
     "  --replace   in the place of the tenant of that name, which must be suspended\n",
     NEEDS_ACCOUNT, cmd_restore},
    {"verify", "[TENANT | --all | --backup BACKUP] [--json]", "check files and ledgers, and name what is broken",
     "  --all             every tenant (the default)\n"
     "  --backup BACKUP   a backup: the hashes of its manifest, then its database and ledger\n",
     NEEDS_ACCOUNT, cmd_verify},
    {"demo", "[--tenant NAME] [--contacts N] [--opportunities N] [--reset] [--json]",
     "make a tenant to look at: Garage Dupont, its year and its pipeline",
     "  --tenant NAME       its subdomain (default demo); one that is there stays as it is\n"
     "  --contacts N        customers, 20 to 100000, with their vehicles (default 200)\n"
     "  --opportunities N   deals of the pipeline, 1 to 1000000, over three years (default 300;\n"
     "                      100000 take about a minute and 0.9 GB)\n"
     "  --reset             delete the demonstration of that name first\n"
     "  --json              addresses, accounts and counts as one JSON object\n",
     NEEDS_ACCOUNT, cmd_demo},
    {NULL, NULL, NULL, NULL, NEEDS_NOTHING, NULL},
};

static void print_overview(FILE *out)
{
    fputs("VisionCRM " VERSION "\n\nusage: visioncrm COMMAND [ARGUMENTS]\n\n", out);
    for (const struct command *command = commands; command->name; command++) {
        fprintf(out, "  %-15s %s\n", command->name, command->about);
    }
    fputs("\nvisioncrm help COMMAND says more about one. visioncrm --version prints the version.\n"
          "Exit codes: 0 done; 1 the work, or some of it, failed; 2 wrong usage; 3 not found, taken, or in the wrong state.\n",
          out);
}

static void print_command(const struct command *command)
{
    printf("usage: visioncrm %s%s%s\n\n  %s\n", command->name, *command->usage ? " " : "", command->usage, command->about);
    if (command->help) {
        printf("\n%s", command->help);
    }
    puts("\nExit codes: 0 done; 1 failed; 2 wrong usage; 3 not found, taken, or in the wrong state.");
}

/* Length of the first word. */
static size_t word(const char *name)
{
    return strcspn(name, " ");
}

static bool first_word_is(const struct command *command, const char *name)
{
    return strlen(name) == word(command->name) && strncmp(command->name, name, word(command->name)) == 0;
}

/* The command that argv begins with; *words is how many of its words were used. */
static const struct command *find_command(int argc, char **argv, int *words)
{
    for (const struct command *command = commands; command->name; command++) {
        if (!first_word_is(command, argv[0])) {
            continue;
        }
        const char *second = command->name + word(command->name);
        if (!*second || (argc > 1 && str_eq(second + 1, argv[1]))) {
            *words = *second ? 2 : 1;
            return command;
        }
    }
    return NULL;
}

/* All commands that share a first word: "visioncrm help tenant". */
static bool print_family(FILE *out, const char *name)
{
    bool found = false;
    for (const struct command *command = commands; command->name; command++) {
        if (first_word_is(command, name)) {
            fprintf(out, "  visioncrm %s %s\n      %s\n", command->name, command->usage, command->about);
            found = true;
        }
    }
    return found;
}

static int unknown(int argc, char **argv)
{
    bool family = print_family(stderr, argv[0]);
    if (family && argc > 1) {
        cli_error("no command \"%s %s\": choose one of these", argv[0], argv[1]);
    } else if (family) {
        cli_error("\"%s\" wants one of these", argv[0]);
    } else {
        cli_error("no command \"%s\": see visioncrm --help", argv[0]);
    }
    return EXIT_USAGE;
}

static int help(int argc, char **argv)
{
    int words;
    if (argc == 0) {
        print_overview(stdout);
        return EXIT_OK;
    }
    const struct command *command = find_command(argc, argv, &words);
    if (command) {
        print_command(command);
        return EXIT_OK;
    }
    return argc == 1 && print_family(stdout, argv[0]) ? EXIT_OK : unknown(argc, argv);
}

static bool asks_help(int argc, char **argv)
{
    for (int i = 0; i < argc && !str_eq(argv[i], "--"); i++) {
        if (str_eq(argv[i], "--help") || str_eq(argv[i], "-h")) {
            return true;
        }
    }
    return false;
}

static int run(const struct command *command, int argc, char **argv)
{
    cli_usage = command->usage;
    const char *error;
    if (command->needs != NEEDS_NOTHING && !config_load(&error)) {
        cli_error("%s", error);
        return EXIT_USAGE;
    }
    if (command->needs >= NEEDS_DATA && !cli_data_named()) {
        return EXIT_USAGE;
    }
    if (command->needs >= NEEDS_ACCOUNT && !cli_become_account()) {
        return EXIT_FAILED;
    }
    int state = command->needs == NEEDS_REGISTRY ? cli_registry_state() : EXIT_OK;
    return state == EXIT_OK ? command->run(argc, argv) : state;
}

/* A process manager that passes no arguments (mod_fcgid) gives the listening socket as standard input. */
static bool stdin_listens(void)
{
    int listens = 0;
    socklen_t size = sizeof listens;
    return getsockopt(STDIN_FILENO, SOL_SOCKET, SO_ACCEPTCONN, &listens, &size) == 0 && listens;
}

int main(int argc, char **argv)
{
    static char serve[] = "serve";
    char *implied[] = {serve, NULL};
    if (argc < 2 && stdin_listens()) {
        argv = implied;
        argc = 1;
    } else if (argc < 2) {
        print_overview(stderr);
        return EXIT_USAGE;
    } else {
        argv++;
        argc--;
    }
    if (str_eq(argv[0], "--version")) {
        puts("visioncrm " VERSION);
        return EXIT_OK;
    }
    if (str_eq(argv[0], "help") || str_eq(argv[0], "--help") || str_eq(argv[0], "-h")) {
        return help(argc - 1, argv + 1);
    }
    int words;
    const struct command *command = find_command(argc, argv, &words);
    if (!command && asks_help(argc, argv)) {
        return help(1, argv);
    }
    if (!command) {
        return unknown(argc, argv);
    }
    if (asks_help(argc, argv)) {
        print_command(command);
        return EXIT_OK;
    }
    return run(command, argc - words + 1, argv + words - 1);
}
