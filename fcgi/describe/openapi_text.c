/* SPDX-License-Identifier: MIT
 *
 * Prose and examples of the API's description. What a table knows is not repeated here. */
#include "fcgi/describe/openapi_text.h"

#include "base/str.h"

const char openapi_intro[] =
    "VisionCRM serves two specifications from one set of tenants, users and files: the **workshop API** (a garage's contacts, "
    "vehicles, quotes, invoices, tasks) and the **pipeline API** (a sales organisation's opportunities, teams, forecasts). "
    "Every tenant has a host name of its own and sees nothing of the others.\n\n"
    "**Signing in.** `POST /api/auth/signin` opens a session and sets the cookie `visioncrm_session`; from then on *Try it "
    "out* "
    "on this page works as you, on your real data. A program may send the cookie too, or `Authorization: Bearer` with an "
    "access "
    "token where the list below has `POST /api/auth/login`. A write with the cookie must come from the same origin.\n\n"
    "**Answers.** The workshop API answers `{\"success\":true,\"data\":…}`; a failure is "
    "`{\"success\":false,\"error\":…,\"code\":…,\"details\":[{\"field\",\"code\",\"message\",\"params\"}]}` and names every "
    "wrong field at once, for people and "
    "by a code for programs. "
    "The pipeline API answers the bare object, or `{\"error\":{\"code\",\"message\",\"details\"},\"timestamp\",\"path\","
    "\"request_id\"}`. Unknown members of a body are an error, read-only ones are ignored; a change touches only what it "
    "names, and `null` clears.\n\n"
    "**Lists** take `page` (from 1) and `limit` (1 to 100, default 20) and say `total` and `pages`; newest first unless "
    "`sort_by` says otherwise. `search` ignores case and accents, reads œ as oe, and matches the beginnings "
    "of words; phone numbers, plates and VINs may be written in any way. A parameter that an operation does not name is an "
    "error, here and everywhere.\n\n"
    "**Repeating and racing.** A `POST` with an `Idempotency-Key` has its effect once, however often it is sent within a day. "
    "Every record counts its writes in `version`, the first part of its `ETag`: `If-None-Match` saves the transfer of what is "
    "the same "
    "to the byte, `If-Match` refuses a write over somebody else's (412).\n\n"
    "**Limits.** `x-rate-limits` of this page's document says how many requests a minute each class has (`x-rate-class` of an "
    "operation), and whose are counted together. Where `pages` is true, it is for requests that the product's own pages send "
    "(cookie and `Sec-Fetch-Site: same-origin`), in place of the others. `X-RateLimit-Remaining` speaks of the fullest "
    "window.\n\n"
    "**Values.** Ids are UUIDs, money has exactly two decimals, instants are UTC, dates are in the tenant's time zone.";

const struct openapi_failure openapi_failures[] = {
    {RC_INVALID, "Invalid", "The input is wrong; `details` names the fields", "Validation error"},
    {RC_UNAUTHORIZED, "Unauthorized", "No valid credential", "Authentication required"},
    {RC_FORBIDDEN, "Forbidden", "Not allowed: by the role, the account, or a request from another site",
     "Insufficient permissions"},
    {RC_NOT_FOUND, "NotFound", "There is no such record in this tenant", "Not found"},
    {RC_CONFLICT, "Conflict", "The state of the record does not allow it, or the Idempotency-Key was used with another body",
     "Conflict with the stored state"},
    {RC_PRECONDITION, "Precondition", "If-Match names an older state of the record",
     "The record was changed meanwhile: read it again"},
    {RC_UNREADABLE, "Unreadable", "The file is broken, too large, or takes too long to read", "The file cannot be read"},
    {RC_RATE_LIMITED, "RateLimited", "Too many requests: wait for `Retry-After` seconds",
     "Too many requests. Please try again later."},
    {RC_INTERNAL, "Error", "Any other failure", "Internal server error"},
    {RC_OK, NULL, NULL, NULL},
};

struct note {
    const char *name; /* of a field or a schema */
    const char *text;
};

static const struct note notes[] = {
    {"phone", "`+` and 6 to 15 digits (E.164); what people put between them, and a national zero behind the code, is removed"},
    {"siren", "Of a business: nine digits with a valid check digit"},
    {"vat_number", "Of a business, such as `FR40303265045`"},
    {"tags", "At most 50; as a filter repeated or separated by commas, and all must match"},
    {"custom_fields", "Any JSON object, at most 16 KiB"},
    {"license_plate", "`ab123cd` is stored as `AB-123-CD`"},
    {"vin", "17 letters and digits without I, O and Q"},
    {"mileage", "Kilometres"},
    {"correction", "True: the mileage may go down. For managers and above, with a reason"},
    {"quantity", "At most three decimals; negative: a discount"},
    {"unit_price", "At most four decimals; before VAT, or with it where `price_mode` is `GROSS`"},
    {"price_mode",
     "Whether prices and totals of lines are without VAT (`NET`) or include it (`GROSS`); on papers, when left out: as "
     "in the settings"},
    {"net_total", "Before VAT, whatever the prices are"},
    {"unit",
     "What the quantity counts; in UN/ECE recommendation 20: C62, SET, HUR, DAY, LTR, KGM, MTR, KMT and (a flat rate) C62"},
    {"reference", "Of the part, as its maker or supplier calls it"},
    {"discount_percent", "Taken off the line, at most two decimals: round(quantity × price) − round(that × percent / 100)"},
    {"siret", "Of an establishment: fourteen digits with a valid check digit, which begin with the SIREN"},
    {"country_code", "ISO 3166, from the French or English name; null: no country, or none that is known"},
    {"electronic_address", "Where its electronic invoices arrive: `0225` the French directory, `EM` an e-mail address. When "
                           "left out: its SIREN, or the "
                           "e-mail of a private customer"},
    {"delivery_address", "Where goods are delivered, if it differs"},
    {"vat_exemption", "Why something at 0 % bears no VAT: a code of the list VATEX. A line without one has the document's, and "
                      "one of kind `EXPENSE` "
                      "is paid in the customer's name"},
    {"vat_regime", "How VAT is declared; `FRANCHISE`: none is asked (CGI, article 293 B)"},
    {"vat_on_debits", "VAT of services is due when they are invoiced, not when they are paid"},
    {"parts_follow_repair", "Parts of a repair count as the service that it is, not as goods"},
    {"fiscal_year_end", "A day of each year, such as `12-31`"},
    {"einvoicing", "What a platform would refuse is not issued: 400 instead of warnings"},
    {"private_endpoint", "Stands for the e-mail of a private customer who has none"},
    {"platform_matricule", "The four characters by which the state knows the platform"},
    {"accounts", "Of the plan comptable: three digits, and what the accountant adds"},
    {"till", "Where the money was taken"},
    {"vat_rate", "Percent; a line without one has the document's"},
    {"default_vat_rate", "Percent"},
    {"subtotal", "Before VAT"},
    {"amount_due", "Total less credited less paid"},
    {"invoice_number", "Without gap, assigned when the invoice is issued; null in a draft"},
    {"quote_number", "Assigned at creation"},
    {"due_date", "When left out of an invoice: today plus the payment terms"},
    {"paid_at", "When left out: now"},
    {"valid_until", "When left out: thirty days. An expired quote is sent again only with a new one"},
    {"terms", "Conditions of this paper. Notes of a quote go into its invoice, terms (its validity) do not"},
    {"days_overdue", "0 unless the status is OVERDUE"},
    {"reversal_of", "The payment that this one undoes"},
    {"seller", "Copied at issue, like buyer and vehicle"},
    {"timezone", "IANA name, such as `Europe/Paris`"},
    {"currency", "Of the deals: ISO 4217, such as `EUR`"},
    {"registration", "Who may register in this tenant by themselves"},
    {"subdomain", "3 to 63 of `a-z`, `0-9` and inner hyphens: the tenant's host name"},
    {"assignee_id", "A user, see `GET /api/users/names`"},
    {NULL, NULL},
};

#define AN_ID "01978f3e-7c1a-7d2b-9b3c-4d5e6f708192"
#define ITEMS                                                                                                                  \
    "\"items\":[{\"description\":\"Vidange moteur\",\"quantity\":1,\"unit_price\":120.00},"                                    \
    "{\"description\":\"Main d'œuvre\",\"quantity\":1.5,\"unit_price\":65.00}]"

static const struct note examples[] = {
    {"SignIn", "{\"email\":\"owner@garage-dupont.fr\",\"password\":\"SecurePassword123!\"}"},
    {"SignUp", "{\"email\":\"new@garage.fr\",\"password\":\"SecurePassword123!\",\"name\":\"Jean Martin\","
               "\"subdomain\":\"garage-martin\",\"tenantName\":\"Garage Martin & Fils\"}"},
    {"SettingsChange", "{\"payment_terms_days\":30}"},
    {"NewContact", "{\"first_name\":\"Marc\",\"last_name\":\"Dupont\",\"email\":\"marc.dupont@example.fr\","
                   "\"phone\":\"+33612345678\",\"address\":{\"street\":\"12 Rue de la Paix\",\"city\":\"Paris\","
                   "\"postal_code\":\"75001\",\"country\":\"France\"},\"tags\":[\"client_fidele\"],\"is_vip\":false}"},
    {"ContactChange", "{\"is_vip\":true,\"tags\":[\"client_fidele\",\"commercial\"]}"},
    {"NewVehicle", "{\"owner_id\":\"" AN_ID "\",\"license_plate\":\"AB-123-CD\",\"make\":\"Renault\",\"model\":\"Clio\","
                   "\"year\":2020,\"mileage\":45000}"},
    {"VehicleChange", "{\"color\":\"Bleu\"}"},
    {"MileageChange", "{\"mileage\":47500}"},
    {"ServiceRecordInput", "{\"date\":\"2026-01-15\",\"mileage\":47500,\"description\":\"Vidange et filtre à huile\","
                           "\"cost\":95.50,\"parts\":[{\"name\":\"Filtre à huile\",\"quantity\":1,\"unit_price\":12.50}],"
                           "\"labor_hours\":1.0}"},
    {"NewQuote", "{\"contact_id\":\"" AN_ID "\"," ITEMS ",\"vat_rate\":20.0}"},
    {"QuoteChange", "{\"notes\":\"Véhicule prêt vendredi\"}"},
    {"QuoteStatus", "{\"status\":\"SENT\"}"},
    {"Conversion", "{\"payment_method\":\"CARD\"}"},
    {"NewInvoice", "{\"contact_id\":\"" AN_ID "\"," ITEMS ",\"vat_rate\":20.0}"},
    {"InvoiceChange", "{\"notes\":\"Merci de votre confiance\"}"},
    {"InvoiceStatus", "{\"status\":\"PAID\",\"payment_method\":\"CARD\"}"},
    {"PaymentInput", "{\"amount\":50.00,\"payment_method\":\"CARD\"}"},
    {"Reversal", "{\"reason\":\"Chèque impayé\"}"},
    {"CreditNoteInput", "{\"reason\":\"Retour de pièce\"}"},
    {"NewTask", "{\"title\":\"Rappeler M. Dupont\",\"priority\":\"HIGH\"}"},
    {"TaskChange", "{\"status\":\"DONE\"}"},
    {"NewActivity", "{\"type\":\"CALL_MADE\",\"description\":\"Rendez-vous pris pour vendredi\"}"},
    {NULL, NULL},
};

static const char *find_note(const struct note *all, const char *name)
{
    for (const struct note *note = all; note->name; note++) {
        if (str_eq(note->name, name)) {
            return note->text;
        }
    }
    return NULL;
}

const char *openapi_note(const char *field)
{
    return find_note(notes, field);
}

const char *openapi_example(const char *schema)
{
    return find_note(examples, schema);
}
