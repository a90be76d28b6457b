/* SPDX-License-Identifier: MIT
 *
 * The plans, on one table. */
#include "tenant/plan.h"

#include "base/config.h"
#include "base/str.h"

static const struct plan plans[] = {
    {"FREE", "storage_free_mb", 50, 50, true, 10},
    {"PRO", "storage_pro_mb", 500, 1000, false, 500},
    {"BUSINESS", "storage_business_mb", 5000, 10000, false, 5000},
};

const struct plan *plan_of(const struct tenant *tenant)
{
    for (size_t i = 1; i < sizeof plans / sizeof *plans; i++) {
        if (str_eq(tenant->plan, plans[i].name)) {
            return &plans[i];
        }
    }
    return &plans[0];
}

int64_t plan_storage(const struct tenant *tenant)
{
    return config_int(plan_of(tenant)->storage_key) << 20;
}
