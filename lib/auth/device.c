/* SPDX-License-Identifier: MIT
 *
 * Names of browsers and systems in a User-Agent. Each calls itself by the names of others as well, so the order counts. */
#include "auth/device.h"

#include <string.h>

struct known {
    const char *mark; /* in the header */
    const char *name;
};

static const struct known browsers[] = {
    {"Edg", "Edge"},
    {"OPR/", "Opera"},
    {"SamsungBrowser/", "Samsung Internet"},
    {"Vivaldi/", "Vivaldi"},
    {"Firefox/", "Firefox"},
    {"FxiOS/", "Firefox"},
    {"CriOS/", "Chrome"},
    {"Chromium/", "Chromium"},
    {"Chrome/", "Chrome"},
    {"Version/", "Safari"},
    {NULL, NULL},
};

static const struct known platforms[] = {
    {"iPhone", "iPhone"}, {"iPad", "iPad"},     {"Android", "Android"}, {"Windows", "Windows"},
    {"CrOS", "ChromeOS"}, {"Macintosh", "Mac"}, {"Linux", "Linux"},     {NULL, NULL},
};

static const char *find(const struct known *table, const char *agent)
{
    for (; table->mark; table++) {
        if (strstr(agent, table->mark)) {
            return table->name;
        }
    }
    return NULL;
}

/* "curl" of "curl/8.5.0". */
static const char *own_name(struct arena *arena, const char *agent)
{
    static const char allowed[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_.";
    size_t len = strspn(agent, allowed);
    return len > 0 && len <= DEVICE_MAX ? arena_strndup(arena, agent, len) : NULL;
}

const char *device_name(struct arena *arena, const char *agent)
{
    if (!agent) {
        return NULL;
    }
    if (strncmp(agent, "Mozilla/", 8) != 0) {
        return own_name(arena, agent);
    }
    const char *browser = find(browsers, agent);
    const char *platform = find(platforms, agent);
    return browser && platform ? arena_printf(arena, "%s, %s", browser, platform) : browser ? browser : platform;
}
