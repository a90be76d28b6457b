/* SPDX-License-Identifier: MIT
 *
 * A report as the state reads it (DGFiP, flow 10, version 3.2), kept and put into the platform's folder. */
#ifndef WORKSHOP_EREPORT_XML_H
#define WORKSHOP_EREPORT_XML_H

#include "tenant/settings.h"
#include "workshop/ereport.h"

/* SHA-256 of what a period says, on the arena. */
const char *ereport_hash(struct cx *cx, const struct ereport_period *period);

/* Writes the XML and its row, inside the caller's write transaction. RC_CONFLICT: no SIRET, or no platform in the settings. */
enum rc ereport_keep(struct cx *cx, const struct settings *settings, const struct ereport_period *period, const char *type,
                     struct ereport *report);

/* Puts file and flowInfo into DATA/platform/<subdomain>/new, unless they are there. */
enum rc ereport_drop(struct cx *cx, const struct ereport *report);

#endif
