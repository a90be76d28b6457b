/* SPDX-License-Identifier: MIT
 *
 * One valid request for each route, against the records of world_populate(). The order matters little: the fault sweep runs
 * each in a world of its own making. A route without a sample fails test_routes.c. */
#ifndef SAMPLES_H
#define SAMPLES_H

struct sample {
    const char *method;
    const char *route; /* as in the table */
    const char *path;  /* with {placeholders} of the world */
    const char *body;  /* NULL: none */
    int status;        /* when nothing fails */
};

#define SAMPLE_ITEMS "\"items\":[{\"description\":\"Vidange\",\"quantity\":1.5,\"unit_price\":120.00}]"

/* A page with a bar on it: all that can be read of it is that there is nothing to read. */
#define SAMPLE_UPLOAD                                                                                                          \
    "--frontier\r\nContent-Disposition: form-data; name=\"file\"; filename=\"carte.pdf\"\r\n\r\n"                              \
    "%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"                                                                   \
    "2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"                                                                       \
    "3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 500]/Contents 4 0 R>>endobj\n"                                          \
    "4 0 obj<</Length 18>>stream\n50 50 200 100 re f\nendstream endobj\ntrailer<</Root 1 0 R>>\n%%EOF\r\n--frontier--\r\n"

/* A PNG of one pixel; for `~` see compose_request(). */
#define SAMPLE_LOGO                                                                                                            \
    "--frontier\r\nContent-Disposition: form-data; name=\"file\"; filename=\"logo.jpg\"\r\n\r\n"                               \
    "\211PNG\015\012\032\012~~~\015IHDR~~~\001~~~\001\010\002~~~\220wS\336~~~\014IDATx\332c```~"                               \
    "~~\004~\001\310\352\353\371~~~~IEND\256B`\202"                                                                            \
    "\r\n--frontier--\r\n"

#define SAMPLE_DEAL                                                                                                            \
    "\"original_amount\":17000000,\"gross_margin_percentage\":0.13,"                                                           \
    "\"project_type\":\"Integrated services to Business\",\"project_maturity\":\"RFI\",\"client_type\":\"Existing\","          \
    "\"client_relationship\":\"3 - Good\",\"starting_date\":\"2026-01-01\",\"closing_date\":\"2028-12-31\""

static const struct sample samples[] = {
    {"GET", "/api/health", "/api/health", NULL, 200},
    {"GET", "/api/openapi.json", "/api/openapi.json", NULL, 200},
    {"POST", "/api/webhooks/stripe", "/api/webhooks/stripe",
     "{\"id\":\"evt_1\",\"type\":\"checkout.session.completed\",\"created\":1700000000,\"data\":{\"object\":{"
     "\"customer\":\"cus_xxx\",\"subscription\":\"sub_xxx\"}}}",
     200},
    {"POST", "/api/webhooks/resend", "/api/webhooks/resend",
     "{\"type\":\"email.delivered\",\"created_at\":\"2026-11-22T00:00:00Z\",\"data\":{\"email_id\":\"re_1\",\"tags\":{"
     "\"tenant\":\"{tenant}\"}}}",
     200},
    {"POST", "/api/webhooks/twilio", "/api/webhooks/twilio", "MessageSid=re_1&MessageStatus=read", 200},
    /* Refused before anybody is asked over the network: the tests of billing ask. */
    {"POST", "/api/billing/checkout", "/api/billing/checkout", "{\"plan\":\"FREE\"}", 400},
    {"POST", "/api/billing/portal", "/api/billing/portal", NULL, 409},
    {"POST", "/api/auth/signin", "/api/auth/signin", "{\"email\":\"owner@garage.test\",\"password\":\"correct-horse-1\"}", 200},
    {"POST", "/api/auth/signup", "/api/auth/signup",
     "{\"email\":\"new@garage.test\",\"password\":\"correct-horse-2\",\"name\":\"New Owner\",\"subdomain\":\"garage-two\","
     "\"tenantName\":\"Garage Two\"}",
     201},
    {"GET", "/api/auth/session", "/api/auth/session", NULL, 200},
    {"GET", "/api/users/names", "/api/users/names?active=all", NULL, 200},
    {"GET", "/api/search", "/api/search?q=a&types=contact,quote&limit=20", NULL, 200},
    {"POST", "/api/auth/register", "/api/auth/register",
     "{\"email\":\"john@garage.test\",\"username\":\"johndoe\",\"password\":\"correct-horse-2\",\"first_name\":\"John\","
     "\"last_name\":\"Doe\",\"team_id\":\"{team}\"}",
     201},
    {"POST", "/api/auth/login", "/api/auth/login", "{\"username\":\"sam\",\"password\":\"correct-horse-1\"}", 200},
    {"POST", "/api/auth/refresh", "/api/auth/refresh", "{\"refresh_token\":\"{refresh_token}\"}", 200},
    {"POST", "/api/auth/forgot-password", "/api/auth/forgot-password", "{\"email\":\"sam@garage.test\"}", 200},
    {"POST", "/api/auth/reset-password", "/api/auth/reset-password",
     "{\"token\":\"{reset_token}\",\"new_password\":\"correct-horse-3\"}", 200},
    {"GET", "/api/auth/me", "/api/auth/me", NULL, 200},
    {"GET", "/api/users/me", "/api/users/me", NULL, 200},
    {"PUT", "/api/users/me", "/api/users/me", "{\"last_name\":\"Smith\",\"profile_picture_url\":\"https://cdn.test/a.jpg\"}",
     200},
    {"POST", "/api/users/me/change-password", "/api/users/me/change-password",
     "{\"current_password\":\"correct-horse-1\",\"new_password\":\"correct-horse-9\"}", 200},
    {"GET", "/api/users", "/api/users?role=sales&search=sam&is_active=true&sort_by=email", NULL, 200},
    {"POST", "/api/users", "/api/users",
     "{\"email\":\"mia@garage.test\",\"first_name\":\"Mia\",\"role\":\"manager\",\"team_id\":\"{team}\"}", 201},
    {"GET", "/api/users/{id}", "/api/users/{person}", NULL, 200},
    {"PUT", "/api/users/{id}", "/api/users/{person}", "{\"role\":\"manager\",\"team_id\":\"{team}\"}", 200},
    {"GET", "/api/teams", "/api/teams", NULL, 200},
    {"POST", "/api/teams", "/api/teams", "{\"name\":\"Special Projects\",\"member_ids\":[\"{person}\"]}", 201},
    {"GET", "/api/teams/{id}", "/api/teams/{team}", NULL, 200},
    {"PUT", "/api/teams/{id}", "/api/teams/{team}", "{\"description\":\"Large accounts\",\"member_ids\":[\"{person}\"]}", 200},
    {"GET", "/api/ai/assistant", "/api/ai/assistant", NULL, 200},
    {"POST", "/api/ai/assistant", "/api/ai/assistant", "{\"message\":\"devis en attente de Martin\"}", 200},
    {"POST", "/api/ai/analyze", "/api/ai/analyze", "{\"analysis_type\":\"pipeline\"}", 200},
    {"POST", "/api/ai/generate", "/api/ai/generate",
     "{\"type\":\"email\",\"template\":\"quote_followup\",\"context\":{\"quote_id\":\"{sent_quote}\"}}", 200},
    {"GET", "/api/bootstrap", "/api/bootstrap", NULL, 200},
    {"GET", "/api/changes", "/api/changes?after=0", NULL, 200},
    {"GET", "/api/views", "/api/views?noun=quotes&sort_by=name", NULL, 200},
    {"POST", "/api/views", "/api/views", "{\"noun\":\"quotes\",\"name\":\"Relances\",\"query\":\"status=SENT\"}", 201},
    {"GET", "/api/views/{id}", "/api/views/{view}", NULL, 200},
    {"PATCH", "/api/views/{id}", "/api/views/{view}", "{\"shared\":true}", 200},
    {"DELETE", "/api/views/{id}", "/api/views/{view}", NULL, 200},
    {"GET", "/api/settings", "/api/settings", NULL, 200},
    {"PATCH", "/api/settings", "/api/settings", "{\"payment_terms_days\":45}", 200},
    {"PUT", "/api/settings/logo", "/api/settings/logo", SAMPLE_LOGO, 200},
    {"GET", "/api/settings/logo", "/api/settings/logo", NULL, 404},
    {"GET", "/api/settings/readiness", "/api/settings/readiness", NULL, 200},
    {"DELETE", "/api/settings/logo", "/api/settings/logo", NULL, 200},
    {"GET", "/api/communications", "/api/communications?channel=email&status=FAILED&kind=message&from_date=2020-01-01", NULL,
     200},
    {"POST", "/api/communications/email", "/api/communications/email",
     "{\"to\":\"marc@example.test\",\"subject\":\"Devis\",\"body\":\"Bonjour\",\"contact_id\":\"{contact}\","
     "\"attachments\":[{\"filename\":\"devis.pdf\",\"url\":\"/api/quotes/{sent_quote}/pdf\"}]}",
     200},
    {"POST", "/api/communications/whatsapp", "/api/communications/whatsapp",
     "{\"to\":\"+33612345678\",\"message\":\"Votre véhicule est prêt\"}", 200},
    {"GET", "/api/communications/{id}", "/api/communications/{failed_job}", NULL, 200},
    {"POST", "/api/quotes/{id}/send", "/api/quotes/{draft_quote}/send", "{\"message\":\"Bonjour\"}", 200},
    {"POST", "/api/invoices/{id}/send", "/api/invoices/{invoice}/send", NULL, 200},
    {"GET", "/api/audit", "/api/audit?entity=CONTACT&from=2020-01-01&to=2099-12-31", NULL, 200},
    {"GET", "/api/jobs", "/api/jobs?state=FAILED&kind=mail", NULL, 200},
    {"GET", "/api/jobs/{id}", "/api/jobs/{failed_job}", NULL, 200},
    {"POST", "/api/jobs/{id}/retry", "/api/jobs/{failed_job}/retry", NULL, 200},
    {"GET", "/api/contacts", "/api/contacts?search=dupont&is_vip=false&tags=a,b&page=1&limit=5", NULL, 200},
    {"POST", "/api/contacts", "/api/contacts", "{\"company\":\"Martin SARL\",\"tags\":[\"x\"]}", 201},
    {"GET", "/api/contacts/{id}", "/api/contacts/{contact}", NULL, 200},
    {"GET", "/api/contacts/{id}/readiness", "/api/contacts/{contact}/readiness", NULL, 200},
    {"PATCH", "/api/contacts/{id}", "/api/contacts/{contact}", "{\"is_vip\":true}", 200},
    {"DELETE", "/api/contacts/{id}", "/api/contacts/{contact}", NULL, 200},
    {"POST", "/api/contacts/{id}/restore", "/api/contacts/{gone_contact}/restore", NULL, 200},
    {"GET", "/api/vehicles", "/api/vehicles?search=ab-123", NULL, 200},
    {"POST", "/api/vehicles", "/api/vehicles", "{\"owner_id\":\"{contact}\",\"vin\":\"VF1AAAA1234567890\"}", 201},
    {"POST", "/api/vehicles/ocr", "/api/vehicles/ocr", SAMPLE_UPLOAD, 200},
    {"GET", "/api/vehicles/{id}", "/api/vehicles/{vehicle}", NULL, 200},
    {"PATCH", "/api/vehicles/{id}", "/api/vehicles/{vehicle}", "{\"color\":\"Bleu\"}", 200},
    {"DELETE", "/api/vehicles/{id}", "/api/vehicles/{vehicle}", NULL, 200},
    {"POST", "/api/vehicles/{id}/restore", "/api/vehicles/{gone_vehicle}/restore", NULL, 200},
    {"GET", "/api/vehicles/{id}/history", "/api/vehicles/{vehicle}/history", NULL, 200},
    {"PATCH", "/api/vehicles/{id}/mileage", "/api/vehicles/{vehicle}/mileage",
     "{\"mileage\":100,\"correction\":true,\"reason\":\"Faute de frappe\"}", 200},
    {"POST", "/api/vehicles/{id}/service-records", "/api/vehicles/{vehicle}/service-records",
     "{\"date\":\"2026-01-02\",\"description\":\"Vidange\",\"mileage\":50000,\"parts\":[{\"name\":\"Huile\",\"quantity\":5,"
     "\"unit_price\":8.5}]}",
     201},
    {"GET", "/api/catalogue", "/api/catalogue?kind=part,package&is_active=true", NULL, 200},
    {"POST", "/api/catalogue", "/api/catalogue",
     "{\"label\":\"Freins avant\",\"kind\":\"PACKAGE\",\"items\":[{\"item_id\":\"{item}\",\"quantity\":2}]}", 201},
    {"GET", "/api/catalogue/suggest", "/api/catalogue/suggest?q=pla&make=Renault&model=Clio&limit=20", NULL, 200},
    {"GET", "/api/catalogue/{id}", "/api/catalogue/{package}", NULL, 200},
    {"PATCH", "/api/catalogue/{id}", "/api/catalogue/{package}",
     "{\"items\":[{\"description\":\"Contrôle\",\"quantity\":1,\"unit_price\":10}]}", 200},
    {"DELETE", "/api/catalogue/{id}", "/api/catalogue/{package}", NULL, 200},
    {"GET", "/api/quotes", "/api/quotes?status=draft", NULL, 200},
    {"POST", "/api/quotes", "/api/quotes", "{\"contact_id\":\"{contact}\"," SAMPLE_ITEMS "}", 201},
    {"GET", "/api/quotes/{id}", "/api/quotes/{draft_quote}", NULL, 200},
    {"PATCH", "/api/quotes/{id}", "/api/quotes/{draft_quote}", "{" SAMPLE_ITEMS "}", 200},
    {"DELETE", "/api/quotes/{id}", "/api/quotes/{draft_quote}", NULL, 200},
    {"PATCH", "/api/quotes/{id}/status", "/api/quotes/{sent_quote}/status",
     "{\"status\":\"ACCEPTED\",\"accepted_by\":\"Marc\",\"signature\":\"" SAMPLE_DRAWING "\"}", 200},
    {"GET", "/api/quotes/{id}/signature", "/api/quotes/{signed_quote}/signature", NULL, 200},
    {"POST", "/api/quotes/{id}/convert", "/api/quotes/{sent_quote}/convert", "{\"payment_method\":\"CARD\"}", 201},
    {"POST", "/api/quotes/{id}/duplicate", "/api/quotes/{sent_quote}/duplicate", NULL, 201},
    {"GET", "/api/quotes/{id}/readiness", "/api/quotes/{sent_quote}/readiness", NULL, 200},
    {"GET", "/api/quotes/{id}/pdf", "/api/quotes/{sent_quote}/pdf", NULL, 200},
    {"GET", "/api/invoices", "/api/invoices?status=SENT&from_date=2020-01-01", NULL, 200},
    {"POST", "/api/invoices", "/api/invoices", "{\"contact_id\":\"{contact}\"," SAMPLE_ITEMS "}", 201},
    {"GET", "/api/invoices/{id}", "/api/invoices/{invoice}", NULL, 200},
    {"PATCH", "/api/invoices/{id}", "/api/invoices/{draft_invoice}", "{\"notes\":\"Merci\"}", 200},
    {"DELETE", "/api/invoices/{id}", "/api/invoices/{draft_invoice}", NULL, 200},
    {"PATCH", "/api/invoices/{id}/status", "/api/invoices/{draft_invoice}/status", "{\"status\":\"SENT\"}", 200},
    {"POST", "/api/invoices/{id}/payments", "/api/invoices/{invoice}/payments", "{\"amount\":10,\"payment_method\":\"CARD\"}",
     201},
    {"POST", "/api/invoices/{id}/payments/{payment_id}/reversal", "/api/invoices/{invoice}/payments/{payment}/reversal",
     "{\"reason\":\"Impayé\"}", 201},
    {"POST", "/api/invoices/{id}/credit-note", "/api/invoices/{invoice}/credit-note", "{\"reason\":\"Retour\"}", 201},
    {"GET", "/api/invoices/{id}/readiness", "/api/invoices/{invoice}/readiness", NULL, 200},
    {"GET", "/api/invoices/{id}/pdf", "/api/invoices/{invoice}/pdf", NULL, 200},
    {"GET", "/api/invoices/{id}/facturx", "/api/invoices/{invoice}/facturx", NULL, 200},
    {"GET", "/api/invoices/{id}/xml", "/api/invoices/{invoice}/xml", NULL, 200},
    {"GET", "/api/credit-notes", "/api/credit-notes?invoice_id={invoice}", NULL, 200},
    {"GET", "/api/credit-notes/{id}", "/api/credit-notes/{credit_note}", NULL, 200},
    {"GET", "/api/credit-notes/{id}/pdf", "/api/credit-notes/{credit_note}/pdf", NULL, 200},
    {"GET", "/api/credit-notes/{id}/facturx", "/api/credit-notes/{credit_note}/facturx", NULL, 200},
    {"GET", "/api/credit-notes/{id}/xml", "/api/credit-notes/{credit_note}/xml", NULL, 200},
    {"GET", "/api/tasks", "/api/tasks?assignee_id={owner}", NULL, 200},
    {"GET", "/api/tasks/board", "/api/tasks/board?assignee_id=me&per_status=10", NULL, 200},
    {"POST", "/api/tasks", "/api/tasks", "{\"title\":\"Pneus\",\"status\":\"DONE\"}", 201},
    {"GET", "/api/tasks/{id}", "/api/tasks/{task}", NULL, 200},
    {"PATCH", "/api/tasks/{id}", "/api/tasks/{task}", "{\"status\":\"DONE\"}", 200},
    {"DELETE", "/api/tasks/{id}", "/api/tasks/{task}", NULL, 200},
    {"POST", "/api/tasks/{id}/restore", "/api/tasks/{gone_task}/restore", NULL, 200},
    {"GET", "/api/activities", "/api/activities?contact_id={contact}&page=1", NULL, 200},
    {"POST", "/api/activities", "/api/activities", "{\"type\":\"MEETING\",\"description\":\"RDV\"}", 201},
    {"GET", "/api/activities/{id}", "/api/activities/{activity}", NULL, 200},
    {"GET", "/api/today", "/api/today", NULL, 200},
    {"GET", "/api/reports/revenue", "/api/reports/revenue?from_date=2026-01-01&to_date=2026-12-31&group_by=week", NULL, 200},
    {"GET", "/api/reports/pipeline", "/api/reports/pipeline", NULL, 200},
    {"GET", "/api/reports/quote-pipeline", "/api/reports/quote-pipeline", NULL, 200},
    {"GET", "/api/reports/opportunity-pipeline",
     "/api/reports/opportunity-pipeline?team_id={team}&start_date=2020-01-01&end_date=2099-12-31", NULL, 200},
    {"GET", "/api/reports", "/api/reports?page=1&limit=5", NULL, 200},
    {"GET", "/api/reports/{id}", "/api/reports/{report}", NULL, 200},
    {"GET", "/api/reports/{id}/download", "/api/reports/{report}/download?format=csv", NULL, 200},
    {"GET", "/api/contacts/export", "/api/contacts/export?format=csv&language=en&search=a&is_vip=false", NULL, 200},
    {"GET", "/api/vehicles/export", "/api/vehicles/export?sort_by=year", NULL, 200},
    {"GET", "/api/quotes/export", "/api/quotes/export?format=excel&status=DRAFT,SENT&sort_by=total", NULL, 200},
    {"GET", "/api/invoices/export", "/api/invoices/export?search=2026&overdue=false", NULL, 200},
    {"GET", "/api/payments", "/api/payments?from=2026-01-01&method=CARD,CASH&sort_by=paid_at", NULL, 200},
    {"GET", "/api/payments/export", "/api/payments/export?format=csv&from=2026-01-01&to=2026-12-31", NULL, 200},
    {"GET", "/api/opportunities/export", "/api/opportunities/export?format=excel&status=active&search=data", NULL, 200},
    {"GET", "/api/opportunities/board", "/api/opportunities/board?status=active&needs_followup=false&per_stage=5", NULL, 200},
    {"GET", "/api/opportunities",
     "/api/opportunities?status=active&stage=rfi&min_amount=1&sort_by=closing_date&sort_order=asc&search=data", NULL, 200},
    {"POST", "/api/opportunities", "/api/opportunities",
     "{\"project_name\":\"Port\",\"client_id\":\"{client}\"," SAMPLE_DEAL ",\"stage\":\"proposal\"}", 201},
    {"POST", "/api/opportunities/bulk-update", "/api/opportunities/bulk-update",
     "{\"opportunity_ids\":[\"{deal}\",\"x\"],\"updates\":{\"stage\":\"Negotiation\",\"sector_type\":\"Port\"}}", 200},
    {"GET", "/api/opportunities/{id}", "/api/opportunities/{deal}", NULL, 200},
    {"PUT", "/api/opportunities/{id}", "/api/opportunities/{deal}",
     "{\"project_maturity\":\"RFQ\",\"update_notes\":\"Moved\",\"stage\":\"RFQ\"}", 200},
    {"DELETE", "/api/opportunities/{id}", "/api/opportunities/{deal}", NULL, 204},
    {"POST", "/api/opportunities/{id}/duplicate", "/api/opportunities/{deal}/duplicate", "{\"project_name\":\"Copy\"}", 201},
    {"PUT", "/api/opportunities/{id}/status", "/api/opportunities/{deal}/status",
     "{\"status\":\"Won\",\"stage\":\"Closed\",\"notes\":\"Signed\"}", 200},
    {"GET", "/api/opportunities/{id}/activities", "/api/opportunities/{deal}/activities?page=1&limit=5", NULL, 200},
    {"POST", "/api/opportunities/{id}/activities", "/api/opportunities/{deal}/activities",
     "{\"activity_type\":\"call_made\",\"description\":\"Called\"}", 201},
    {"GET", "/api/opportunities/{id}/revenue-distribution", "/api/opportunities/{deal}/revenue-distribution", NULL, 200},
    {"GET", "/api/coefficients", "/api/coefficients", NULL, 200},
    {"POST", "/api/coefficients", "/api/coefficients",
     "{\"factor_type\":\"project_maturity\",\"factor_value\":\"Pre-Qualification\",\"coefficient\":0.10}", 201},
    {"GET", "/api/coefficients/{id}", "/api/coefficients/{coefficient}", NULL, 200},
    {"PUT", "/api/coefficients/{id}", "/api/coefficients/{coefficient}", "{\"coefficient\":0.5}", 200},
    {"GET", "/api/clients", "/api/clients?search=dawa&sort_by=name", NULL, 200},
    {"POST", "/api/clients", "/api/clients", "{\"name\":\"New Client Company\",\"email\":\"jane@client.test\"}", 201},
    {"GET", "/api/clients/{id}", "/api/clients/{client}", NULL, 200},
    {"PUT", "/api/clients/{id}", "/api/clients/{client}", "{\"name\":\"Dawaiyat Holding\",\"notes\":\"x\"}", 200},
    {"DELETE", "/api/clients/{id}", "/api/clients/{idle_client}", NULL, 204},
    {"GET", "/api/auth/sessions", "/api/auth/sessions", NULL, 200},
    {"DELETE", "/api/auth/sessions/{id}", "/api/auth/sessions/{session}", NULL, 200},
    {"GET", "/api/users/me/preferences", "/api/users/me/preferences", NULL, 200},
    {"PUT", "/api/users/me/preferences", "/api/users/me/preferences", "{\"theme\":\"dark\"}", 200},
    {"POST", "/api/auth/logout", "/api/auth/logout", NULL, 200},
    {"GET", "/api/dashboard/my-dashboard", "/api/dashboard/my-dashboard", NULL, 200},
    {"GET", "/api/dashboard/team/{id}", "/api/dashboard/team/{team}", NULL, 200},
    {"GET", "/api/dashboard/global", "/api/dashboard/global", NULL, 200},
    {"GET", "/api/forecast", "/api/forecast?by=quarter&team_id={team}", NULL, 200},
    {"POST", "/api/auth/signout", "/api/auth/signout", NULL, 200},
};
#define SAMPLE_COUNT (sizeof samples / sizeof *samples)

#endif
