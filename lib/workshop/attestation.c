/* SPDX-License-Identifier: MIT
 *
 * The wording of the attestation, after the model of the tax office's doctrine (BOI-LETTRE-000242). */
#include "workshop/attestation.h"

#include <string.h>

#include "base/time.h"
#include "base/version.h"
#include "documents/french.h"
#include "documents/pdf/report.h"
#include "tenant/settings.h"

#define BLANK "……………………………………"

/* "01/12/2025", the day of the first entry; a blank where there is none. */
static enum rc first_use(struct cx *cx, const char **day)
{
    int64_t at_ms;
    enum rc rc = db_int(cx, SQL_CLOSING_FIRST_ENTRY, ARGS(ARG_I("since", 0), ARG_I("before", INT64_MAX)), &at_ms);
    *day = rc == RC_OK ? french_date(cx->arena, zone_today(cx->arena, cx->zone, at_ms)) : BLANK;
    return rc == RC_NOT_FOUND ? RC_OK : rc;
}

static const char *or_blank(const char *text)
{
    return text ? text : BLANK;
}

enum rc attestation_paper(struct cx *cx, struct paper *paper)
{
    struct settings settings;
    const char *since;
    TRY(settings_get(cx, &settings));
    TRY(first_use(cx, &since));
    const char *name = settings.legal_name ? settings.legal_name : settings.name;
    int root = (int)strcspn(VERSION, ".");
    const char *const notes[] = {
        "Volet 1 : partie à remplir par l’éditeur du logiciel",
        arena_printf(
            cx->arena,
            "Je soussigné(e), " BLANK ", représentant(e) légal(e) de la société " BLANK ", éditeur du logiciel VisionCRM, "
            "atteste que ce logiciel, dans sa version %s, satisfait aux conditions d’inaltérabilité, de sécurisation, de "
            "conservation et d’archivage des données en vue du contrôle de l’administration fiscale, prévues au 3° bis du I "
            "de l’article 286 du code général des impôts.",
            VERSION),
        arena_printf(
            cx->arena,
            "J’atteste que la dernière version majeure de ce logiciel est identifiée par la racine « %.*s » et que les "
            "versions mineures développées ou susceptibles de l’être après elle sont ou seront identifiées par les "
            "subdivisions de cette racine.",
            root, VERSION),
        "Fait à " BLANK ", le " BLANK,
        "Signature du représentant légal de l’éditeur :",
        "Volet 2 : partie à remplir par l’entreprise qui utilise le logiciel",
        arena_printf(cx->arena,
                     "Je soussigné(e), " BLANK
                     ", représentant(e) légal(e) de l’entreprise %s (SIRET %s), certifie utiliser le logiciel "
                     "mentionné au volet 1 pour enregistrer les règlements de ses clients depuis le %s.",
                     name, or_blank(french_company(cx->arena, settings.siret)), since),
        "Fait à " BLANK ", le " BLANK,
        "Signature du représentant légal de l’entreprise :",
        "Il est rappelé que l’établissement d’une fausse attestation et l’usage d’une telle attestation sont des délits (code "
        "pénal, article 441-1).",
        NULL,
    };
    static const char *const lines[] = {"Attestation individuelle relative à l’utilisation d’un logiciel de facturation et "
                                        "d’encaissement conforme à l’article 286, I, 3° bis du code général des impôts",
                                        NULL};
    const struct pdf_report pdf = {
        .title = "Attestation individuelle", .lines = lines, .notes = notes, .demo = settings.demo == 1};
    *paper = (struct paper){.filename = "attestation.pdf"};
    buf_init(&paper->body, cx->arena, 16384);
    return pdf_report_render(cx, &pdf, &paper->body);
}
