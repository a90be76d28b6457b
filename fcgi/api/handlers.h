/* SPDX-License-Identifier: MIT
 *
 * Hand-written handlers, by the file that holds them. The generic ones are in fcgi/crud.h. */
#ifndef FCGI_API_HANDLERS_H
#define FCGI_API_HANDLERS_H

#include "data/json_out.h"

/* system.c */
enum rc health_get(struct cx *cx);
enum rc openapi_get(struct cx *cx);

/* auth.c */
enum rc auth_signin(struct cx *cx);
enum rc auth_signup(struct cx *cx);
enum rc auth_session(struct cx *cx);
enum rc auth_signout(struct cx *cx);
enum rc user_names(struct cx *cx);
extern const struct record signin_record;
extern const struct record signup_record;

/* settings.c */
enum rc settings_read(struct cx *cx);
enum rc settings_change(struct cx *cx);

/* vehicle.c */
enum rc vehicle_history(struct cx *cx);
enum rc vehicle_mileage(struct cx *cx);
enum rc vehicle_service_add(struct cx *cx);

/* quote.c */
enum rc quote_status(struct cx *cx);
enum rc quote_convert(struct cx *cx);
enum rc quote_copy(struct cx *cx);
enum rc quote_remove(struct cx *cx);

/* invoice.c */
enum rc invoice_status(struct cx *cx);
enum rc invoice_remove(struct cx *cx);
enum rc invoice_payment(struct cx *cx);
enum rc invoice_payment_reversal(struct cx *cx);
enum rc invoice_credit(struct cx *cx);
extern const struct record reversal_record;
/* An invoice as it was just recorded: the answer to an action says SENT even where a read already says OVERDUE. */
enum rc invoice_write_recorded(struct cx *cx, struct json *json, const char *id);

/* paper.c */
enum rc quote_pdf(struct cx *cx);
enum rc invoice_pdf(struct cx *cx);
enum rc credit_note_pdf(struct cx *cx);

/* report.c */
enum rc report_revenue_get(struct cx *cx);
extern const struct field report_revenue_query[]; /* its query parameters */
enum rc report_quotes_get(struct cx *cx);

#endif
