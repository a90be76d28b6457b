/* SPDX-License-Identifier: MIT
 *
 * THE table: every endpoint of the product, with everything that dispatch, OpenAPI, nginx and the tests need to know of it. */
#include "fcgi/route.h"

#include "fcgi/api/handlers.h"
#include "fcgi/crud.h"
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
#define REMOVE(p, h, text) ROW("DELETE", p, h, text, PERM_MANAGER, TX_WRITE, RATE_WRITE)
#define PAPER(p, h, text) READ(p, h, text), .pool = POOL_HEAVY, .flags = ROUTE_FILE

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
     .about = "Ids and names of the people of the tenant"},

    /* Settings */
    {ROW("GET", "/api/settings", settings_read, "Settings of the tenant", PERM_MANAGER, TX_READ, RATE_READ),
     .out = &settings_record},
    {ROW("PATCH", "/api/settings", settings_change, "Change settings", PERM_MANAGER, TX_WRITE, RATE_WRITE),
     .in = &settings_record, .out = &settings_record},

    /* Contacts */
    {READ("/api/contacts", crud_list, "List contacts"), .resource = &contact_resource, .flags = ROUTE_PAGED},
    {CREATE("/api/contacts", crud_create, "Create a contact"), .resource = &contact_resource},
    {READ("/api/contacts/{id}", crud_get, "A contact with vehicles, recent quotes and activities"),
     .resource = &contact_resource},
    {WRITE("PATCH", "/api/contacts/{id}", crud_change, "Change a contact"), .resource = &contact_resource},
    {REMOVE("/api/contacts/{id}", crud_delete, "Delete a contact; its documents stay"), .resource = &contact_resource},

    /* Vehicles */
    {READ("/api/vehicles", crud_list, "List vehicles"), .resource = &vehicle_resource, .flags = ROUTE_PAGED},
    {CREATE("/api/vehicles", crud_create, "Create a vehicle"), .resource = &vehicle_resource},
    {READ("/api/vehicles/{id}", crud_get, "A vehicle"), .resource = &vehicle_resource},
    {WRITE("PATCH", "/api/vehicles/{id}", crud_change, "Change a vehicle"), .resource = &vehicle_resource},
    {REMOVE("/api/vehicles/{id}", crud_delete, "Delete a vehicle"), .resource = &vehicle_resource},
    {READ("/api/vehicles/{id}/history", vehicle_history, "Service history, newest first"), .label = "Vehicle",
     .shape = "VehicleHistory"},
    {WRITE("PATCH", "/api/vehicles/{id}/mileage", vehicle_mileage, "Record or correct the mileage"), .label = "Vehicle",
     .in = &mileage_change_record, .out = &vehicle_record},
    {CREATE("/api/vehicles/{id}/service-records", vehicle_service_add, "Add a service record"), .label = "Vehicle",
     .in = &service_input_record, .out = &service_record_record},

    /* Quotes */
    {READ("/api/quotes", crud_list, "List quotes"), .resource = &quote_resource, .flags = ROUTE_PAGED},
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
    {PAPER("/api/quotes/{id}/pdf", quote_pdf, "The quote as PDF"), .label = "Quote"},

    /* Invoices */
    {READ("/api/invoices", crud_list, "List invoices"), .resource = &invoice_resource, .flags = ROUTE_PAGED},
    {CREATE("/api/invoices", crud_create, "Create a draft without a quote"), .resource = &invoice_resource},
    {READ("/api/invoices/{id}", crud_get, "An invoice with lines, payments and credit notes"), .resource = &invoice_resource},
    {WRITE("PATCH", "/api/invoices/{id}", crud_change, "Change a draft"), .resource = &invoice_resource},
    {REMOVE("/api/invoices/{id}", invoice_remove, "Delete a draft"), .label = "Invoice"},
    {WRITE("PATCH", "/api/invoices/{id}/status", invoice_status, "SENT issues a draft, PAID records the remainder"),
     .label = "Invoice", .in = &invoice_status_record, .out = &invoice_record},
    {CREATE("/api/invoices/{id}/payments", invoice_payment, "Record a payment"), .label = "Invoice",
     .in = &payment_input_record, .shape = "InvoicePayment"},
    {CREATE("/api/invoices/{id}/payments/{payment_id}/reversal", invoice_payment_reversal, "Undo a payment"),
     .label = "Payment", .in = &reversal_record, .shape = "InvoicePayment"},
    {CREATE("/api/invoices/{id}/credit-note", invoice_credit, "Cancel an issued invoice, wholly or in part"),
     .label = "Invoice", .in = &credit_note_input_record, .shape = "IssuedCreditNote"},
    {PAPER("/api/invoices/{id}/pdf", invoice_pdf, "The invoice as PDF"), .label = "Invoice"},
    {READ("/api/credit-notes", crud_list, "List credit notes"), .resource = &credit_note_resource, .flags = ROUTE_PAGED},
    {READ("/api/credit-notes/{id}", crud_get, "A credit note with its lines"), .resource = &credit_note_resource},
    {PAPER("/api/credit-notes/{id}/pdf", credit_note_pdf, "The credit note as PDF"), .label = "Credit note"},

    /* Tasks */
    {READ("/api/tasks", crud_list, "List tasks; complete unless `page` is given"), .resource = &task_resource},
    {CREATE("/api/tasks", crud_create, "Create a task"), .resource = &task_resource},
    {READ("/api/tasks/{id}", crud_get, "A task"), .resource = &task_resource},
    {WRITE("PATCH", "/api/tasks/{id}", crud_change, "Change a task"), .resource = &task_resource},
    {REMOVE("/api/tasks/{id}", crud_delete, "Delete a task"), .resource = &task_resource},

    /* Activities */
    {READ("/api/activities", crud_list, "The timeline; complete unless `page` is given"), .resource = &activity_resource},
    {CREATE("/api/activities", crud_create, "Log an activity"), .resource = &activity_resource},
    {READ("/api/activities/{id}", crud_get, "An activity"), .resource = &activity_resource},

    /* Reports */
    {READ("/api/reports/revenue", report_revenue_get, "Money received, by day, week or month"), .shape = "RevenueReport",
     .query = report_revenue_query},
    {READ("/api/reports/pipeline", report_quotes_get, "What the quotes are worth"), .shape = "QuotePipeline"},
    {READ("/api/reports/quote-pipeline", report_quotes_get, "What the quotes are worth, under its unambiguous name"),
     .shape = "QuotePipeline"},

    {.method = NULL},
};
