/* SPDX-License-Identifier: MIT
 *
 * Hand-written handlers, by the file that holds them. The generic ones are in fcgi/serve/crud.h. */
#ifndef FCGI_API_HANDLERS_H
#define FCGI_API_HANDLERS_H

#include "data/json_out.h"
#include "documents/table.h"

/* system.c */
enum rc health_get(struct cx *cx);
enum rc openapi_get(struct cx *cx);

/* billing.c */
enum rc webhook_stripe(struct cx *cx);
enum rc billing_checkout_post(struct cx *cx);
enum rc billing_portal_post(struct cx *cx);
extern const struct record checkout_record;

/* webhook.c */
enum rc webhook_resend(struct cx *cx);
enum rc webhook_twilio(struct cx *cx);

/* auth.c */
enum rc auth_signin(struct cx *cx);
enum rc auth_signup(struct cx *cx);
enum rc auth_session(struct cx *cx);
enum rc auth_signout(struct cx *cx);
enum rc user_names(struct cx *cx);
extern const struct record signin_record;

/* account.c */
enum rc account_register(struct cx *cx);
enum rc account_login(struct cx *cx);
enum rc account_refresh(struct cx *cx);
enum rc account_logout(struct cx *cx);
enum rc account_forgot(struct cx *cx);
enum rc account_reset(struct cx *cx);
enum rc account_me(struct cx *cx);
enum rc account_change(struct cx *cx);
enum rc account_password(struct cx *cx);
extern const struct record login_record;
extern const struct record refresh_record;
extern const struct record forgotten_record;
extern const struct record renewal_record;
extern const struct record password_change_record;

/* people.c */
enum rc person_add(struct cx *cx);
enum rc person_put(struct cx *cx);

/* ai.c */
enum rc ai_assistant(struct cx *cx);
enum rc ai_analyze(struct cx *cx);
enum rc ai_generate(struct cx *cx);

/* settings.c */
enum rc settings_read(struct cx *cx);
enum rc settings_change(struct cx *cx);

/* vehicle.c */
enum rc vehicle_history(struct cx *cx);
enum rc vehicle_mileage(struct cx *cx);
enum rc vehicle_service_add(struct cx *cx);

/* ocr.c */
enum rc vehicle_ocr(struct cx *cx);

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

/* export.c */
enum rc opportunity_export(struct cx *cx);
extern const struct field opportunity_export_query[];
/* The format that the query asks for: a value of `field`, the first when it says nothing. RC_INVALID for any other. */
enum rc format_read(struct cx *cx, const struct field *field, const char **format);
enum table_format format_table(const char *format);

/* pipeline_report.c */
enum rc report_pipeline_get(struct cx *cx);
enum rc report_list_get(struct cx *cx);
enum rc report_one_get(struct cx *cx);
enum rc report_download(struct cx *cx);
extern const struct field report_pipeline_query[];
extern const struct field report_download_query[];

/* report.c */
enum rc report_revenue_get(struct cx *cx);
extern const struct field report_revenue_query[]; /* its query parameters */
enum rc report_quotes_get(struct cx *cx);

/* dashboard.c */
enum rc dashboard_my_get(struct cx *cx);
enum rc dashboard_team_get(struct cx *cx);
enum rc dashboard_global_get(struct cx *cx);

/* opportunity.c */
enum rc opportunity_all(struct cx *cx);
enum rc opportunity_read(struct cx *cx);
enum rc opportunity_add(struct cx *cx);
enum rc opportunity_change(struct cx *cx);
enum rc opportunity_remove(struct cx *cx);
enum rc opportunity_copy(struct cx *cx);
enum rc opportunity_status(struct cx *cx);
enum rc opportunity_bulk(struct cx *cx);
enum rc opportunity_activities(struct cx *cx);
enum rc opportunity_activity_post(struct cx *cx);
enum rc opportunity_revenue(struct cx *cx);
extern const struct record opportunity_copy_record;

/* coefficient.c */
enum rc coefficients_read(struct cx *cx);
enum rc coefficient_add(struct cx *cx);
enum rc coefficient_put(struct cx *cx);
/* Commits a change that probabilities depend on and has the marked deals follow it: the end of a handler of the heavy pool. */
enum rc coefficient_commit(struct cx *cx);

/* communication.c */
enum rc email_post(struct cx *cx);
enum rc whatsapp_post(struct cx *cx);
enum rc quote_send(struct cx *cx);
enum rc invoice_send(struct cx *cx);

/* jobs.c */
enum rc job_retry_post(struct cx *cx);

/* client.c */
enum rc client_all(struct cx *cx);
enum rc client_remove(struct cx *cx);

#endif
