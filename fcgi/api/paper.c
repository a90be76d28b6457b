/* SPDX-License-Identifier: MIT
 *
 * PDF downloads (heavy pool). */
#include "workshop/paper.h"

#include "fcgi/api/handlers.h"
#include "fcgi/serve/answer.h"

static enum rc answer_paper(struct cx *cx, const struct paper *paper)
{
    return answer_document(cx, "application/pdf", paper->filename, paper->file, paper->file ? NULL : &paper->body);
}

enum rc quote_pdf(struct cx *cx)
{
    struct quote quote;
    struct paper paper;
    TRY(resource_get(cx, &quote_resource, path_id(cx, 0), &quote));
    TRY(paper_quote(cx, &quote, &paper));
    return answer_paper(cx, &paper);
}

enum rc invoice_pdf(struct cx *cx)
{
    struct invoice invoice;
    struct paper paper;
    TRY(resource_get(cx, &invoice_resource, path_id(cx, 0), &invoice));
    TRY(paper_invoice(cx, &invoice, &paper));
    return answer_paper(cx, &paper);
}

enum rc credit_note_pdf(struct cx *cx)
{
    struct credit_note note;
    struct paper paper;
    TRY(resource_get(cx, &credit_note_resource, path_id(cx, 0), &note));
    TRY(paper_credit_note(cx, &note, &paper));
    return answer_paper(cx, &paper);
}
