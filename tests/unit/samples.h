/* SPDX-License-Identifier: MIT
 *
 * One valid request for each route, against the records of world_populate(). The order matters little: the fault sweep runs
 * each in a world of its own making. A route without a sample fails test_routes.c. */
#ifndef SAMPLES_H
#define SAMPLES_H

struct sample {
    const char *method;
    const char *route;  /* as in routes[] */
    const char *path;   /* with {placeholders} of the world */
    const char *body;   /* NULL: none */
    int status;         /* when nothing fails */
};

#define SAMPLE_ITEMS "\"items\":[{\"description\":\"Vidange\",\"quantity\":1.5,\"unit_price\":120.00}]"

static const struct sample samples[] = {
    {"GET", "/api/health", "/api/health", NULL, 200},
    {"GET", "/api/openapi.json", "/api/openapi.json", NULL, 200},
    {"POST", "/api/auth/signin", "/api/auth/signin", "{\"email\":\"owner@garage.test\",\"password\":\"correct-horse-1\"}", 200},
    {"POST", "/api/auth/signup", "/api/auth/signup",
     "{\"email\":\"new@garage.test\",\"password\":\"correct-horse-2\",\"name\":\"New Owner\",\"subdomain\":\"garage-two\","
     "\"tenantName\":\"Garage Two\"}",
     201},
    {"GET", "/api/auth/session", "/api/auth/session", NULL, 200},
    {"GET", "/api/users/names", "/api/users/names", NULL, 200},
    {"GET", "/api/settings", "/api/settings", NULL, 200},
    {"PATCH", "/api/settings", "/api/settings", "{\"payment_terms_days\":45}", 200},
    {"GET", "/api/contacts", "/api/contacts?search=dupont&is_vip=false&tags=a,b&page=1&limit=5", NULL, 200},
    {"POST", "/api/contacts", "/api/contacts", "{\"company\":\"Martin SARL\",\"tags\":[\"x\"]}", 201},
    {"GET", "/api/contacts/{id}", "/api/contacts/{contact}", NULL, 200},
    {"PATCH", "/api/contacts/{id}", "/api/contacts/{contact}", "{\"is_vip\":true}", 200},
    {"DELETE", "/api/contacts/{id}", "/api/contacts/{contact}", NULL, 200},
    {"GET", "/api/vehicles", "/api/vehicles?search=ab-123", NULL, 200},
    {"POST", "/api/vehicles", "/api/vehicles", "{\"owner_id\":\"{contact}\",\"vin\":\"VF1AAAA1234567890\"}", 201},
    {"GET", "/api/vehicles/{id}", "/api/vehicles/{vehicle}", NULL, 200},
    {"PATCH", "/api/vehicles/{id}", "/api/vehicles/{vehicle}", "{\"color\":\"Bleu\"}", 200},
    {"DELETE", "/api/vehicles/{id}", "/api/vehicles/{vehicle}", NULL, 200},
    {"GET", "/api/vehicles/{id}/history", "/api/vehicles/{vehicle}/history", NULL, 200},
    {"PATCH", "/api/vehicles/{id}/mileage", "/api/vehicles/{vehicle}/mileage",
     "{\"mileage\":100,\"correction\":true,\"reason\":\"Faute de frappe\"}", 200},
    {"POST", "/api/vehicles/{id}/service-records", "/api/vehicles/{vehicle}/service-records",
     "{\"date\":\"2026-01-02\",\"description\":\"Vidange\",\"mileage\":50000,\"parts\":[{\"name\":\"Huile\",\"quantity\":5,"
     "\"unit_price\":8.5}]}",
     201},
    {"GET", "/api/quotes", "/api/quotes?status=draft", NULL, 200},
    {"POST", "/api/quotes", "/api/quotes", "{\"contact_id\":\"{contact}\"," SAMPLE_ITEMS "}", 201},
    {"GET", "/api/quotes/{id}", "/api/quotes/{draft_quote}", NULL, 200},
    {"PATCH", "/api/quotes/{id}", "/api/quotes/{draft_quote}", "{" SAMPLE_ITEMS "}", 200},
    {"DELETE", "/api/quotes/{id}", "/api/quotes/{draft_quote}", NULL, 200},
    {"PATCH", "/api/quotes/{id}/status", "/api/quotes/{sent_quote}/status", "{\"status\":\"ACCEPTED\"}", 200},
    {"POST", "/api/quotes/{id}/convert", "/api/quotes/{sent_quote}/convert", "{\"payment_method\":\"CARD\"}", 201},
    {"POST", "/api/quotes/{id}/duplicate", "/api/quotes/{sent_quote}/duplicate", NULL, 201},
    {"GET", "/api/quotes/{id}/pdf", "/api/quotes/{sent_quote}/pdf", NULL, 200},
    {"GET", "/api/invoices", "/api/invoices?status=SENT&from_date=2020-01-01", NULL, 200},
    {"POST", "/api/invoices", "/api/invoices", "{\"contact_id\":\"{contact}\"," SAMPLE_ITEMS "}", 201},
    {"GET", "/api/invoices/{id}", "/api/invoices/{invoice}", NULL, 200},
    {"PATCH", "/api/invoices/{id}", "/api/invoices/{draft_invoice}", "{\"notes\":\"Merci\"}", 200},
    {"DELETE", "/api/invoices/{id}", "/api/invoices/{draft_invoice}", NULL, 200},
    {"PATCH", "/api/invoices/{id}/status", "/api/invoices/{draft_invoice}/status", "{\"status\":\"SENT\"}", 200},
    {"POST", "/api/invoices/{id}/payments", "/api/invoices/{invoice}/payments",
     "{\"amount\":10,\"payment_method\":\"CARD\"}", 201},
    {"POST", "/api/invoices/{id}/payments/{payment_id}/reversal", "/api/invoices/{invoice}/payments/{payment}/reversal",
     "{\"reason\":\"Impayé\"}", 201},
    {"POST", "/api/invoices/{id}/credit-note", "/api/invoices/{invoice}/credit-note", "{\"reason\":\"Retour\"}", 201},
    {"GET", "/api/invoices/{id}/pdf", "/api/invoices/{invoice}/pdf", NULL, 200},
    {"GET", "/api/credit-notes", "/api/credit-notes?invoice_id={invoice}", NULL, 200},
    {"GET", "/api/credit-notes/{id}", "/api/credit-notes/{credit_note}", NULL, 200},
    {"GET", "/api/credit-notes/{id}/pdf", "/api/credit-notes/{credit_note}/pdf", NULL, 200},
    {"GET", "/api/tasks", "/api/tasks?assignee_id={owner}", NULL, 200},
    {"POST", "/api/tasks", "/api/tasks", "{\"title\":\"Pneus\",\"status\":\"DONE\"}", 201},
    {"GET", "/api/tasks/{id}", "/api/tasks/{task}", NULL, 200},
    {"PATCH", "/api/tasks/{id}", "/api/tasks/{task}", "{\"status\":\"DONE\"}", 200},
    {"DELETE", "/api/tasks/{id}", "/api/tasks/{task}", NULL, 200},
    {"GET", "/api/activities", "/api/activities?contact_id={contact}&page=1", NULL, 200},
    {"POST", "/api/activities", "/api/activities", "{\"type\":\"MEETING\",\"description\":\"RDV\"}", 201},
    {"GET", "/api/activities/{id}", "/api/activities/{activity}", NULL, 200},
    {"GET", "/api/reports/revenue", "/api/reports/revenue?from_date=2026-01-01&to_date=2026-12-31&group_by=week", NULL, 200},
    {"GET", "/api/reports/pipeline", "/api/reports/pipeline", NULL, 200},
    {"GET", "/api/reports/quote-pipeline", "/api/reports/quote-pipeline", NULL, 200},
    {"POST", "/api/auth/signout", "/api/auth/signout", NULL, 200},
};
#define SAMPLE_COUNT (sizeof samples / sizeof *samples)

#endif
