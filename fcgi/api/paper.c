/* SPDX-License-Identifier: MIT
 *
 * Papers as answers. */
#include "fcgi/api/paper.h"

#include "fcgi/serve/answer.h"

enum rc answer_paper(struct cx *cx, const struct paper *paper)
{
    return answer_document(cx, "application/pdf", paper->filename, paper->file, paper->file ? NULL : &paper->body);
}
