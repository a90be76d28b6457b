/* SPDX-License-Identifier: MIT
 *
 * What the dashboards of dashboard_fixture.h's company should answer, word by word: every figure counted again, deal by deal,
 * month by month and stay by stay, out of the rows that company_read() read. */
#ifndef DASHBOARD_RECOUNT_H
#define DASHBOARD_RECOUNT_H

#include <stddef.h>
#include <stdint.h>

/* At that moment. The text lives on world.arena. */
const char *recount_mine(int64_t at_ms, const char *user_id);
const char *recount_team(int64_t at_ms, size_t team, const char *manager_id);
const char *recount_global(int64_t at_ms);

#endif
