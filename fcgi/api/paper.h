/* SPDX-License-Identifier: MIT
 *
 * Papers as answers. */
#ifndef API_PAPER_H
#define API_PAPER_H

#include "workshop/facturx.h"

/* ?disposition=inline shows a PDF in place of saving it. */
#define DISPOSITION_FIELD                                                                                                      \
    {                                                                                                                          \
        .name = "disposition", .type = FT_ENUM, .values = paper_dispositions,                                                  \
        .about = "Of a PDF: `inline` shows it, in a frame of the same origin, too; `attachment`, as without it, saves it"      \
    }
extern const char *const paper_dispositions[];
/* The parameters of a paper's route. */
extern const struct field paper_query[];

enum rc answer_paper(struct cx *cx, const struct paper *paper);
/* Of the electronic invoice's XML. */
enum rc answer_xml(struct cx *cx, const struct paper *paper);

#endif
