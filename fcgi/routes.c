/* SPDX-License-Identifier: MIT
 *
 * THE table: every endpoint of the product, with everything that dispatch, OpenAPI, nginx and the tests need to know of it. */
#include "fcgi/serve/route.h"

#include "assistant/analyze.h"
#include "assistant/assistant.h"
#include "assistant/compose.h"
#include "fcgi/api/handlers.h"
#include "fcgi/serve/crud.h"
#include "jobs/job.h"
#include "messaging/communication.h"
#include "people/person.h"
#include "people/signup.h"
#include "people/team.h"
#include "pipeline/bulk.h"
#include "pipeline/client.h"
#include "pipeline/coefficient.h"
#include "pipeline/opportunity_history.h"
#include "pipeline/report.h"
#include "tenant/settings.h"
#include "workshop/activity.h"
#include "workshop/contact.h"
#include "workshop/credit_note.h"
#include "workshop/invoice.h"
#include "workshop/quote.h"
#include "workshop/task.h"
#include "workshop/vehicle.h"

/* The usual rows of the workshop API: signed in, one read or write transaction, fast pool. */
#define ROW(m, p, h, text, who, transaction, class)                                                                            \
    .method = (m), .path = (p), .handler = (h), .about = (text), .dialect = DIALECT_WORKSHOP, .perm = (who),                   \
    .tx = (transaction), .rate = (class)
#define READ(p, h, text) ROW("GET", p, h, text, PERM_USER, TX_READ, RATE_READ)
#define WRITE(m, p, h, text) ROW(m, p, h, text, PERM_USER, TX_WRITE, RATE_WRITE)
#define CREATE(p, h, text) WRITE("POST", p, h, text), .flags = ROUTE_CREATED
#define TAKE_BACK(p, h, text) ROW("POST", p, h, text, PERM_MANAGER, TX_WRITE, RATE_WRITE), .flags = ROUTE_CREATED
#define REMOVE(p, h, text) ROW("DELETE", p, h, text, PERM_MANAGER, TX_WRITE, RATE_WRITE)
#define PAPER(p, h, text) READ(p, h, text), .pool = POOL_HEAVY, .flags = ROUTE_FILE

/* Waits for a model, where one is set; the handler opens its transactions. */
#define ASK(p, h, text) ROW("POST", p, h, text, PERM_USER, TX_NONE, RATE_WRITE), .pool = POOL_SLOW

/* The usual rows of the pipeline API. */
#define DEAL_ROW(m, p, h, text, who, transaction, class)                                                                       \
    .method = (m), .path = (p), .handler = (h), .about = (text), .dialect = DIALECT_PIPELINE, .perm = (who),                   \
    .tx = (transaction), .rate = (class)
#define DEAL_READ(p, h, text) DEAL_ROW("GET", p, h, text, PERM_USER, TX_READ, RATE_READ)
#define DEAL_WRITE(m, p, h, text) DEAL_ROW(m, p, h, text, PERM_USER, TX_WRITE, RATE_WRITE)
/* Makes and stores a report. The specification has a GET for it, the one with a side effect; the handler opens its transactions. */
#define DEAL_MAKE_REPORT(p)                                                                                                    \
    DEAL_ROW("GET", p, report_pipeline_get, "Make and store a report on the opportunities that one sees", PERM_USER, TX_NONE,  \
             RATE_READ),                                                                                                       \
        .pool = POOL_HEAVY, .out = &report_record, .query = report_pipeline_query
#define DEAL_CREATE(p, h, text) DEAL_WRITE("POST", p, h, text), .flags = ROUTE_CREATED

const struct route routes[] = {
    /* System */
    {.method = "GET",
     .path = "/api/health",
     .handler = health_get,
     .flags = ROUTE_ANYWHERE,
     .shape = "Health",
     .about = "Is the server there"},
    {.method = "GET",
     .path = "/api/openapi.json",
     .handler = openapi_get,
     .shape = "Description",
     .flags = ROUTE_ANYWHERE,
     .about = "This description, generated from the tables that serve requests"},
    {.method = "POST",
     .path = "/api/webhooks/stripe",
     .pool = POOL_HEAVY,
     .handler = webhook_stripe,
     .shape = "Received",
     .flags = ROUTE_ANYWHERE | ROUTE_RAW,
     .about = "Events of Stripe, signed by it: plan and status of the tenant that they name"},
    {.method = "POST",
     .path = "/api/webhooks/resend",
     .pool = POOL_HEAVY,
     .handler = webhook_resend,
     .shape = "Received",
     .flags = ROUTE_ANYWHERE | ROUTE_RAW,
     .about = "Events of Resend, signed by it: what became of an e-mail"},
    {.method = "POST",
     .path = "/api/webhooks/twilio",
     .pool = POOL_HEAVY,
     .handler = webhook_twilio,
     .shape = "Received",
     .flags = ROUTE_RAW,
     .about = "Status callbacks of Twilio, signed by it: what became of a WhatsApp message"},
    {ROW("POST", "/api/billing/checkout", billing_checkout_post, "A page of Stripe on which to subscribe to a plan", PERM_ADMIN,
         TX_NONE, RATE_WRITE),
     .pool = POOL_SLOW, .in = &checkout_record, .shape = "Page"},
    {ROW("POST", "/api/billing/portal", billing_portal_post, "The page of Stripe on which to change payment or plan",
         PERM_ADMIN, TX_NONE, RATE_WRITE),
     .pool = POOL_SLOW, .shape = "Page"},

    /* The assistant */
    {ASK("/api/ai/assistant", ai_assistant, "Ask about the tenant's data, in French or English"), .in = &question_record,
     .shape = "Reply"},
    {ASK("/api/ai/analyze", ai_analyze, "What the figures of a period say, and what to do about it"),
     .in = &analysis_wish_record, .shape = "Analysis"},
    {ASK("/api/ai/generate", ai_generate, "Write an e-mail or a short message to a client"), .in = &letter_wish_record,
     .shape = "Letter"},

    /* Credentials */
    {.method = "POST",
     .path = "/api/auth/signin",
     .pool = POOL_HEAVY,
     .rate = RATE_AUTH,
     .handler = auth_signin,
     .in = &signin_record,
     .shape = "Session",
     .about = "Open a cookie session"},
    {.method = "POST",
     .path = "/api/auth/signup",
     .pool = POOL_HEAVY,
     .rate = RATE_AUTH,
     .handler = auth_signup,
     .in = &signup_record,
     .shape = "SignedUp",
     .flags = ROUTE_ANYWHERE | ROUTE_CREATED,
     .about = "Make a tenant and its owner"},
    {READ("/api/auth/session", auth_session, "Who am I"), .shape = "Session"},
    {WRITE("POST", "/api/auth/signout", auth_signout, "Close the cookie session"), .shape = "Message"},
    {.method = "GET",
     .path = "/api/users/names",
     .dialect = DIALECT_PIPELINE,
     .perm = PERM_USER,
     .tx = TX_READ,
     .rate = RATE_READ,
     .handler = user_names,
     .shape = "UserNames",
     .flags = ROUTE_PAGED,
     .about = "Ids and names of the people of the tenant; the first 1,000 unless `page` or `limit` is given"},

    /* Accounts and tokens */
    {DEAL_ROW("POST", "/api/auth/register", account_register, "Ask for an account, as far as the tenant allows it", PERM_NONE,
              TX_NONE, RATE_AUTH),
     .pool = POOL_HEAVY, .in = &registrant_record, .out = &person_record, .flags = ROUTE_CREATED},
    {DEAL_ROW("POST", "/api/auth/login", account_login, "Open a token session, by user name or e-mail address", PERM_NONE,
              TX_NONE, RATE_AUTH),
     .pool = POOL_HEAVY, .in = &login_record, .shape = "Tokens"},
    {DEAL_ROW("POST", "/api/auth/refresh", account_refresh, "A fresh access token", PERM_NONE, TX_NONE, RATE_AUTH),
     .in = &refresh_record, .shape = "AccessToken"},
    {DEAL_WRITE("POST", "/api/auth/logout", account_logout, "End the session of the credential in use"), .shape = "Done"},
    {DEAL_ROW("POST", "/api/auth/forgot-password", account_forgot, "Mail a link to choose a new password", PERM_NONE, TX_WRITE,
              RATE_AUTH),
     .pool = POOL_HEAVY, .in = &forgotten_record, .shape = "Done"},
    {DEAL_ROW("POST", "/api/auth/reset-password", account_reset, "Choose a new password; all sessions end", PERM_NONE, TX_NONE,
              RATE_AUTH),
     .pool = POOL_HEAVY, .in = &renewal_record, .shape = "Done"},
    {DEAL_READ("/api/auth/me", account_me, "Who am I, with my team"), .out = &person_record},

    /* People */
    {DEAL_READ("/api/users/me", account_me, "Who am I, under the name that changes it"), .out = &person_record},
    {DEAL_WRITE("PUT", "/api/users/me", account_change, "Change one's own name and picture"), .in = &profile_record,
     .out = &person_record},
    {DEAL_ROW("POST", "/api/users/me/change-password", account_password, "Change one's password; all other sessions end",
              PERM_USER, TX_NONE, RATE_WRITE),
     .pool = POOL_HEAVY, .in = &password_change_record, .shape = "Done"},
    {DEAL_ROW("GET", "/api/users", crud_list, "List people", PERM_MANAGER, TX_READ, RATE_READ), .resource = &person_resource},
    {DEAL_ROW("POST", "/api/users", person_add, "Create an account; without a password its owner gets a link to choose one",
              PERM_ADMIN, TX_NONE, RATE_WRITE),
     .pool = POOL_HEAVY, .in = &person_record, .out = &person_record, .flags = ROUTE_CREATED},
    {DEAL_ROW("GET", "/api/users/{id}", crud_get, "A person with the team", PERM_MANAGER, TX_READ, RATE_READ),
     .resource = &person_resource},
    {DEAL_ROW("PUT", "/api/users/{id}", person_put, "Change role, team or activity; deals follow their owner's team",
              PERM_ADMIN, TX_WRITE, RATE_WRITE),
     .label = "User", .in = &person_record, .out = &person_record},

    /* Teams */
    {DEAL_READ("/api/teams", crud_list, "List teams; the first 1,000 unless `page` or `limit` is given"),
     .resource = &team_resource},
    {DEAL_ROW("POST", "/api/teams", crud_create, "Create a team", PERM_ADMIN, TX_WRITE, RATE_WRITE), .resource = &team_resource,
     .flags = ROUTE_CREATED},
    {DEAL_READ("/api/teams/{id}", crud_get, "A team with manager and members"), .resource = &team_resource},
    {DEAL_ROW("PUT", "/api/teams/{id}", crud_change, "Change what is named; `member_ids` become its members, others leave",
              PERM_ADMIN, TX_WRITE, RATE_WRITE),
     .resource = &team_resource},

    /* Settings */
    {ROW("GET", "/api/settings", settings_read, "Settings of the tenant", PERM_MANAGER, TX_READ, RATE_READ),
     .out = &settings_record},
    {ROW("PATCH", "/api/settings", settings_change, "Change settings", PERM_MANAGER, TX_WRITE, RATE_WRITE), .pool = POOL_HEAVY,
     .in = &settings_record, .out = &settings_record},

    /* Jobs */
    {ROW("GET", "/api/jobs", crud_list, "What happens after answers: messages and recalculations, newest first", PERM_ADMIN,
         TX_READ, RATE_READ),
     .resource = &job_resource},
    {ROW("GET", "/api/jobs/{id}", crud_get, "A job", PERM_ADMIN, TX_READ, RATE_READ), .resource = &job_resource},
    {ROW("POST", "/api/jobs/{id}/retry", job_retry_post, "Queue a failed job again, at once", PERM_ADMIN, TX_WRITE, RATE_WRITE),
     .label = "Job", .out = &job_view_record},

    /* Contacts */
    {READ("/api/contacts", crud_list, "List contacts"), .resource = &contact_resource},
    {CREATE("/api/contacts", crud_create, "Create a contact"), .resource = &contact_resource},
    {READ("/api/contacts/{id}", crud_get, "A contact with vehicles, recent quotes and activities"),
     .resource = &contact_resource},
    {WRITE("PATCH", "/api/contacts/{id}", crud_change, "Change a contact"), .resource = &contact_resource},
    {REMOVE("/api/contacts/{id}", crud_delete, "Delete a contact; its documents stay"), .resource = &contact_resource},

    /* Vehicles */
    {READ("/api/vehicles", crud_list, "List vehicles"), .resource = &vehicle_resource},
    {CREATE("/api/vehicles", crud_create, "Create a vehicle"), .resource = &vehicle_resource},
    {ROW("POST", "/api/vehicles/ocr", vehicle_ocr,
         "Read a registration certificate (carte grise) from a picture or a PDF; nothing is stored", PERM_USER, TX_NONE,
         RATE_WRITE),
     .pool = POOL_SLOW, .shape = "ReadCertificate", .flags = ROUTE_RAW | ROUTE_UPLOAD},
    {READ("/api/vehicles/{id}", crud_get, "A vehicle"), .resource = &vehicle_resource},
    {WRITE("PATCH", "/api/vehicles/{id}", crud_change, "Change a vehicle"), .resource = &vehicle_resource},
    {REMOVE("/api/vehicles/{id}", crud_delete, "Delete a vehicle"), .resource = &vehicle_resource},
    {READ("/api/vehicles/{id}/history", vehicle_history, "Service history, newest first; the first 1,000 as in lists"),
     .label = "Vehicle", .shape = "VehicleHistory", .flags = ROUTE_PAGED},
    {WRITE("PATCH", "/api/vehicles/{id}/mileage", vehicle_mileage, "Record or correct the mileage"), .label = "Vehicle",
     .in = &mileage_change_record, .out = &vehicle_record},
    {CREATE("/api/vehicles/{id}/service-records", vehicle_service_add, "Add a service record"), .label = "Vehicle",
     .in = &service_input_record, .out = &service_record_record},

    /* Quotes */
    {READ("/api/quotes", crud_list, "List quotes"), .resource = &quote_resource},
    {CREATE("/api/quotes", crud_create, "Create a quote"), .resource = &quote_resource},
    {READ("/api/quotes/{id}", crud_get, "A quote with its lines"), .resource = &quote_resource},
    {WRITE("PATCH", "/api/quotes/{id}", crud_change, "Change a draft"), .resource = &quote_resource},
    {REMOVE("/api/quotes/{id}", quote_remove, "Delete a draft"), .label = "Quote"},
    {WRITE("PATCH", "/api/quotes/{id}/status", quote_status, "Send, accept, reject or expire"), .label = "Quote",
     .in = &quote_status_record, .out = &quote_record},
    {CREATE("/api/quotes/{id}/convert", quote_convert, "Convert to an issued invoice, once"), .label = "Quote",
     .in = &conversion_record, .shape = "ConvertedQuote"},
    {CREATE("/api/quotes/{id}/duplicate", quote_copy, "A new draft with the same lines"), .label = "Quote",
     .out = &quote_record},
    {WRITE("POST", "/api/quotes/{id}/send", quote_send, "Send by e-mail with its PDF; a draft becomes SENT"), .label = "Quote",
     .in = &quote_sending_record, .shape = "SentQuote"},
    {PAPER("/api/quotes/{id}/pdf", quote_pdf, "The quote as PDF"), .label = "Quote"},

    /* Invoices */
    {READ("/api/invoices", crud_list, "List invoices"), .resource = &invoice_resource},
    {CREATE("/api/invoices", crud_create, "Create a draft without a quote"), .resource = &invoice_resource},
    {READ("/api/invoices/{id}", crud_get, "An invoice with lines, payments and credit notes"), .resource = &invoice_resource},
    {WRITE("PATCH", "/api/invoices/{id}", crud_change, "Change a draft"), .resource = &invoice_resource},
    {REMOVE("/api/invoices/{id}", invoice_remove, "Delete a draft"), .label = "Invoice"},
    {WRITE("PATCH", "/api/invoices/{id}/status", invoice_status, "SENT issues a draft, PAID records the remainder"),
     .label = "Invoice", .in = &invoice_status_record, .out = &invoice_record},
    {CREATE("/api/invoices/{id}/payments", invoice_payment, "Record a payment"), .label = "Invoice",
     .in = &payment_input_record, .shape = "InvoicePayment"},
    {TAKE_BACK("/api/invoices/{id}/payments/{payment_id}/reversal", invoice_payment_reversal, "Undo a payment"),
     .label = "Payment", .in = &reversal_record, .shape = "InvoicePayment"},
    {TAKE_BACK("/api/invoices/{id}/credit-note", invoice_credit, "Cancel an issued invoice, wholly or in part"),
     .label = "Invoice", .in = &credit_note_input_record, .shape = "IssuedCreditNote"},
    {WRITE("POST", "/api/invoices/{id}/send", invoice_send, "Send an issued invoice by e-mail with its PDF"),
     .label = "Invoice", .in = &invoice_sending_record, .shape = "SentInvoice"},
    {PAPER("/api/invoices/{id}/pdf", invoice_pdf, "The invoice as PDF"), .label = "Invoice"},
    {READ("/api/credit-notes", crud_list, "List credit notes"), .resource = &credit_note_resource},
    {READ("/api/credit-notes/{id}", crud_get, "A credit note with its lines"), .resource = &credit_note_resource},
    {PAPER("/api/credit-notes/{id}/pdf", credit_note_pdf, "The credit note as PDF"), .label = "Credit note"},

    /* Tasks */
    {READ("/api/tasks", crud_list, "List tasks; the first 1,000 unless `page` or `limit` is given"),
     .resource = &task_resource},
    {CREATE("/api/tasks", crud_create, "Create a task"), .resource = &task_resource},
    {READ("/api/tasks/{id}", crud_get, "A task"), .resource = &task_resource},
    {WRITE("PATCH", "/api/tasks/{id}", crud_change, "Change a task"), .resource = &task_resource},
    {REMOVE("/api/tasks/{id}", crud_delete, "Delete a task"), .resource = &task_resource},

    /* Communications */
    {READ("/api/communications", crud_list, "List messages that were written, newest first"),
     .resource = &communication_resource},
    {WRITE("POST", "/api/communications/email", email_post, "Send an e-mail, with documents of one's own if so wished"),
     .in = &email_record, .shape = "Receipt"},
    {WRITE("POST", "/api/communications/whatsapp", whatsapp_post, "Send a WhatsApp message"), .in = &whatsapp_record,
     .shape = "Receipt"},
    {READ("/api/communications/{id}", crud_get, "A message with its text, and what became of it"),
     .resource = &communication_resource},

    /* Activities */
    {READ("/api/activities", crud_list, "The timeline; the first 1,000 unless `page` or `limit` is given"),
     .resource = &activity_resource},
    {CREATE("/api/activities", crud_create, "Log an activity"), .resource = &activity_resource},
    {READ("/api/activities/{id}", crud_get, "An activity"), .resource = &activity_resource},

    /* Reports */
    {READ("/api/reports/revenue", report_revenue_get, "Money received, by day, week or month"), .pool = POOL_HEAVY,
     .shape = "RevenueReport", .query = report_revenue_query},
    {DEAL_MAKE_REPORT("/api/reports/pipeline"), .flags = ROUTE_BEARER},
    {READ("/api/reports/pipeline", report_quotes_get, "What the quotes are worth"), .pool = POOL_HEAVY,
     .shape = "QuotePipeline"},
    {READ("/api/reports/quote-pipeline", report_quotes_get, "What the quotes are worth, under its unambiguous name"),
     .pool = POOL_HEAVY, .shape = "QuotePipeline"},
    {DEAL_MAKE_REPORT("/api/reports/opportunity-pipeline")},
    {DEAL_READ("/api/reports", report_list_get, "List one's own stored reports"), .resource = &report_resource},
    {DEAL_READ("/api/reports/{id}", report_one_get, "A stored report, as it was made"), .label = "Report",
     .out = &report_record},
    {DEAL_READ("/api/reports/{id}/download", report_download, "A stored report as a file"), .pool = POOL_HEAVY,
     .label = "Report", .query = report_download_query, .flags = ROUTE_FILE},

    /* Dashboards */
    {DEAL_READ("/api/dashboard/my-dashboard", dashboard_my_get, "One's own deals: worth, forecast, what to follow up"),
     .shape = "MyDashboard"},
    {DEAL_ROW("GET", "/api/dashboard/team/{id}", dashboard_team_get, "A team's deals, by member, stage and time", PERM_MANAGER,
              TX_READ, RATE_READ),
     .label = "Team", .shape = "TeamDashboard"},
    {DEAL_ROW("GET", "/api/dashboard/global", dashboard_global_get, "The company's deals, by team, person and sector",
              PERM_ADMIN, TX_READ, RATE_READ),
     .shape = "GlobalDashboard"},

    /* Opportunities */
    {DEAL_READ("/api/opportunities", opportunity_all, "List the opportunities that one sees"),
     .resource = &opportunity_resource},
    {DEAL_CREATE("/api/opportunities", opportunity_add, "Create an opportunity"), .in = &opportunity_record,
     .out = &opportunity_record},
    {DEAL_WRITE("POST", "/api/opportunities/bulk-update", opportunity_bulk, "Change many opportunities alike"),
     .pool = POOL_HEAVY, .in = &bulk_record, .shape = "BulkUpdated"},
    {DEAL_READ("/api/opportunities/export", opportunity_export, "The list as a file, without paging"), .pool = POOL_HEAVY,
     .resource = &opportunity_resource, .query = opportunity_export_query, .flags = ROUTE_FILE},
    {DEAL_READ("/api/opportunities/{id}", opportunity_read, "An opportunity with owner, team, client, probability and revenue"),
     .label = "Opportunity", .out = &opportunity_record},
    {DEAL_WRITE("PUT", "/api/opportunities/{id}", opportunity_change, "Change what is named"), .label = "Opportunity",
     .in = &opportunity_record, .out = &opportunity_record},
    {DEAL_WRITE("DELETE", "/api/opportunities/{id}", opportunity_remove, "Delete an opportunity with its history"),
     .label = "Opportunity"},
    {DEAL_CREATE("/api/opportunities/{id}/duplicate", opportunity_copy, "A new active opportunity with the same values"),
     .label = "Opportunity", .in = &opportunity_copy_record, .out = &opportunity_record},
    {DEAL_WRITE("PUT", "/api/opportunities/{id}/status", opportunity_status,
                "Win, lose, hold, cancel or reopen; notes become an activity"),
     .label = "Opportunity", .in = &opportunity_status_record, .out = &opportunity_record},
    {DEAL_READ("/api/opportunities/{id}/activities", opportunity_activities, "What happened, newest first"),
     .label = "Opportunity", .shape = "OpportunityActivityPage", .flags = ROUTE_PAGED},
    {DEAL_CREATE("/api/opportunities/{id}/activities", opportunity_activity_post, "Note what was done"), .label = "Opportunity",
     .in = &opportunity_activity_input_record, .out = &opportunity_activity_record},
    {DEAL_READ("/api/opportunities/{id}/revenue-distribution", opportunity_revenue, "Expected revenue by month and year"),
     .label = "Opportunity", .shape = "RevenueDistribution"},

    /* Coefficients */
    {DEAL_READ("/api/coefficients", coefficients_read, "The factors of probabilities"), .shape = "Coefficients"},
    {DEAL_ROW("POST", "/api/coefficients", coefficient_add, "Add a value of a factor", PERM_ADMIN, TX_WRITE, RATE_WRITE),
     .in = &coefficient_record, .out = &coefficient_record, .flags = ROUTE_CREATED},
    {DEAL_ROW("PUT", "/api/coefficients/{id}", coefficient_put, "Change a coefficient; open opportunities follow", PERM_ADMIN,
              TX_WRITE, RATE_WRITE),
     .pool = POOL_HEAVY, .label = "Coefficient", .in = &coefficient_record, .out = &coefficient_record},

    /* Clients */
    {DEAL_READ("/api/clients", client_all, "List clients"), .resource = &client_resource},
    {DEAL_CREATE("/api/clients", crud_create, "Create a client"), .resource = &client_resource},
    {DEAL_READ("/api/clients/{id}", crud_get, "A client"), .resource = &client_resource},
    {DEAL_WRITE("PUT", "/api/clients/{id}", crud_change, "Change what is named"), .resource = &client_resource},
    {DEAL_ROW("DELETE", "/api/clients/{id}", client_remove, "Delete a client without opportunities", PERM_MANAGER, TX_WRITE,
              RATE_WRITE),
     .label = "Client"},

    {.method = NULL},
};
