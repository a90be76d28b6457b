/* SPDX-License-Identifier: MIT
 *
 * Papers as answers. */
#include "fcgi/api/paper.h"

#include "base/str.h"
#include "fcgi/serve/answer.h"

const char *const paper_dispositions[] = {"attachment", "inline", NULL};
const struct field paper_query[] = {DISPOSITION_FIELD, {.name = NULL}};

enum rc answer_paper(struct cx *cx, const struct paper *paper)
{
    const char *disposition;
    TRY(query_choice(cx, paper_query, &disposition));
    TRY(answer_document(cx, "application/pdf", paper->filename, paper->file, paper->file ? NULL : &paper->body));
    if (str_eq(disposition, "inline")) {
        answer_inline(cx, paper->filename);
    }
    return RC_OK;
}

enum rc answer_xml(struct cx *cx, const struct paper *paper)
{
    return answer_document(cx, "application/xml", paper->filename, NULL, &paper->body);
}
