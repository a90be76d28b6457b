/* SPDX-License-Identifier: MIT
 *
 * The table of exemptions. What is outside of VAT (category O) is not among them: it may not stand beside lines with VAT. */
#include "invoicing/exemption.h"

#include <stddef.h>

#include "base/str.h"

static const struct vat_exemption exemptions[] = {
    {EXEMPTION_FRANCHISE, "E", "TVA non applicable, article 293 B du CGI"},
    {"VATEX-EU-F", "E", "Régime particulier - Biens d'occasion"},
    {EXEMPTION_EXPENSE, "E", "Débours, article 267 II 2° du CGI"},
    {"VATEX-EU-AE", "AE", "Autoliquidation"},
    {"VATEX-EU-IC", "K", "Livraison intracommunautaire, article 262 ter I du CGI"},
    {"VATEX-EU-G", "G", "Exportation, article 262 I du CGI"},
};

const char *const vat_exemption_codes[] = {
    EXEMPTION_FRANCHISE, "VATEX-EU-F", EXEMPTION_EXPENSE, "VATEX-EU-AE", "VATEX-EU-IC", "VATEX-EU-G", NULL,
};

const struct vat_exemption *vat_exemption_find(const char *code)
{
    for (size_t i = 0; code && i < sizeof exemptions / sizeof *exemptions; i++) {
        if (str_eq(exemptions[i].code, code)) {
            return &exemptions[i];
        }
    }
    return NULL;
}
