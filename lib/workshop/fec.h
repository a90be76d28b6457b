/* SPDX-License-Identifier: MIT
 *
 * The accountant's file of entries (fichier des écritures comptables: LPF art. A47 A-1): eighteen columns, tabs between them, ISO
 * 8859-15, named by the SIREN and the last day. It holds the journals that the garage's papers make; the company's whole file is
 * its accountant's, who takes this one in. */
#ifndef WORKSHOP_FEC_H
#define WORKSHOP_FEC_H

#include "base/cx.h"
#include "tenant/download.h"

/* Of both days and all between. RC_CONFLICT, LEGAL_IDENTITY_INCOMPLETE: the settings have no SIRET to name it by. */
enum rc fec_write(struct cx *cx, int64_t from, int64_t to, struct download *download);

#endif
