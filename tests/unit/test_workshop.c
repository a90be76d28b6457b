/* SPDX-License-Identifier: MIT
 *
 * The garage's rules through dispatch(): sums and VAT, numbers, the status machines, payments, credit notes, the chain and
 * what it finds when somebody tampers with a row. */
#include <check.h>
#include <stdlib.h>

#include "base/money.h"
#include "base/str.h"
#include "request_fixture.h"
#include "tenant/tenant.h"
#include "workshop/ledger_verify.h"
#include "workshop/line.h"
#include "workshop/plate.h"
#include "workshop/vehicle.h"

Suite *suite_workshop(void);

static void expect(int status, const char *method, const char *path, const char *body)
{
    int got = send_request(method, path, body);
    ck_assert_msg(got == status, "%s %s: %d instead of %d: %s", method, path, got, status, answer_body());
}

static void expect_code(int status, const char *code, const char *method, const char *path, const char *body)
{
    expect(status, method, path, body);
    ck_assert_msg(str_eq(answer_text("code"), code), "%s", answer_body());
}

static void holds(const char *text)
{
    ck_assert_msg(strstr(answer_body(), text) != NULL, "%s not in %s", text, answer_body());
}

/* Runs SQL on the tenant's file inside a write transaction of its own. */
static enum rc tamper(const char *const *statements)
{
    struct cx cx;
    struct rows rows;
    world_enter(&cx, world.arena);
    ck_assert_int_eq(db_begin(&cx, cx.db, TX_WRITE), RC_OK);
    enum rc rc = RC_OK;
    for (size_t i = 0; statements[i] && rc == RC_OK; i++) {
        rc = rows_open_text(&cx, DB_TENANT, statements[i], NO_ARGS, &rows);
        rc = rc == RC_OK ? rows_next(&rows) : rc;
        rc = rc == RC_END ? RC_OK : rc;
        if (rc == RC_OK) {
            rows_close(&rows);
        }
    }
    rc = rc == RC_OK ? db_commit(&cx, cx.db) : rc;
    db_rollback(cx.db);
    world_leave(&cx);
    return rc;
}

static const char *verify(void)
{
    struct cx cx;
    struct ledger_report report;
    world_enter(&cx, world.arena);
    ck_assert_int_eq(ledger_verify(&cx, &report), RC_OK);
    world_leave(&cx);
    return report.problem;
}

static const struct pricing net_20 = {2000, "NET"};

static struct line line_of(int64_t quantity, int64_t unit_price)
{
    return (struct line){
        .description = "x", .quantity = quantity, .unit_price = unit_price, .vat_rate = INT_NULL, .discount_percent = INT_NULL};
}

START_TEST(vat_is_computed_per_rate_on_the_sum)
{
    /* Three lines of 3.57 at 20 %: 2.14 on the sum, 2.15 if rounded for each line. */
    struct line lines[3];
    for (size_t i = 0; i < 3; i++) {
        lines[i] = line_of(1000, 35700);
    }
    struct list list = {lines, 3};
    struct line_totals totals;
    struct cx cx;
    cx_init(&cx, world.arena);
    ck_assert_int_eq(lines_total(&cx, &list, &net_20, &totals), RC_OK);
    ck_assert_int_eq(totals.subtotal, 1071);
    ck_assert_int_eq(totals.vat_amount, 214);
    ck_assert_int_eq(totals.total, 1285);
    lines[0].vat_rate = 550;
    lines[1].quantity = -2000;
    lines[1].unit_price = 10000;
    ck_assert_int_eq(lines_total(&cx, &list, &net_20, &totals), RC_OK);
    ck_assert_uint_eq(totals.rate_count, 2);
    ck_assert_int_eq(totals.rates[0].rate, 2000);
    ck_assert_int_eq(totals.rates[0].net, 157);
    ck_assert_int_eq(totals.rates[0].vat, 31);
    ck_assert_int_eq(totals.rates[1].vat, 20);
    lines[1].unit_price = 100000;
    ck_assert_int_eq(lines_total(&cx, &list, &net_20, &totals), RC_INVALID);
    /* What goes below zero at one rate only moves VAT, however much stands at another. */
    fault_clear(&cx);
    lines[0].unit_price = 100000000;
    ck_assert_int_eq(lines_total(&cx, &list, &net_20, &totals), RC_INVALID);
    ck_assert_str_eq(cx.fault.fields->field, "items");
    ck_assert_ptr_nonnull(strstr(cx.fault.fields->problem.message, "20.0 %"));
    cx_end(&cx);
}
END_TEST

START_TEST(prices_have_four_decimals)
{
    struct line lines[] = {line_of(1000000, 1234), line_of(500, 123456), line_of(1000, -49), line_of(1000, -50),
                           line_of(333, 150150)};
    static const int64_t totals_cents[] = {12340, 617, 0, -1, 500};
    struct list list = {lines, 5};
    struct line_totals totals;
    ck_assert(lines_sum(&list, &net_20, &totals));
    for (size_t i = 0; i < 5; i++) {
        ck_assert_int_eq(lines[i].total, totals_cents[i]);
    }
    ck_assert_int_eq(totals.subtotal, 13456);
}
END_TEST

START_TEST(plates_are_normalised)
{
    static const char *const table[][2] = {
        {"ab123cd", "AB-123-CD"},
        {"AB-123-CD", "AB-123-CD"},
        {"ab 123 cd", "AB-123-CD"},
        {"1234ab75", "1234 AB 75"},
        {"12 ABC 2A", "12 ABC 2A"},
        {"w123ab", "W-123-AB"},
        {"1234ab2a", "1234 AB 2A"},
        {"1234 ab 2b", "1234 AB 2B"},
        {"1234-AB-2A", "1234 AB 2A"},
        {"1234-AB-75", "1234 AB 75"},
        {"1234.AB.75", "1234 AB 75"},
        {"123abc971", "123 ABC 971"},
        {"123 ABC 974", "123 ABC 974"},
        {"12ab01", "12 AB 01"},
        {"9a75", "9 A 75"},
        {"\xe2\x80\x8b"
         "ab\xe2\x80\x91"
         "123\xc2\xa0"
         "cd\xe2\x80\x8e",
         "AB-123-CD"},
        {"ab.123.cd", "AB-123-CD"},
        {"AB-123 CD", "AB-123-CD"},
        {"W-123-ab", "W-123-AB"},
        /* elsewhere */
        {"1-ABC-123", "1-ABC-123"},
        {"1-abc-123", "1-ABC-123"},
        {"1 ABC 123", "1 ABC 123"},
        {"1abc123", "1ABC123"},
        {"1-ABC-75", "1-ABC-75"},
        {"12-AB-34", "12-AB-34"},
        {"AB-12-34", "AB-12-34"},
        {"AB12 CDE", "AB12 CDE"},
        {"m\xc3\xbc-ab 123", "M\xc3\x9c-AB 123"},
        {"1234 BCD", "1234 BCD"},
        {"ge  123\xe2\x80\xaf"
         "456",
         "GE 123 456"},
        {"WA 12345", "WA 12345"},
        {"123 CD 45", "123 CD 45"},
        {"123-cd-45", "123-CD-45"},
        {"123cd45", "123CD45"},
        {"45 CMD 75", "45 CMD 75"},
        {"12 K 34", "12 K 34"},
        {"1234 AB 96", "1234 AB 96"},
        {"1234ab00", "1234AB00"},
        {"1234 AB 970", "1234 AB 970"},
        {"12345ab75", "12345AB75"},
        {"123 ABCD 75", "123 ABCD 75"},
        {"A-B123CD", "A-B123CD"},
        {"AB-123-C D", "AB-123-C D"},
        {"12345-\xd8\xa3-6", "12345-\xd8\xa3-6"},
        {"-", "-"},
        {"\xe2\x80\x8b", ""},
        {"XYZ", "XYZ"},
        {"B-MW 1234", "B-MW 1234"},
    };
    for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
        ck_assert_str_eq(plate_normalise(world.arena, table[i][0]), table[i][1]);
        ck_assert_str_eq(plate_normalise(world.arena, table[i][1]), table[i][1]);
    }
}
END_TEST

START_TEST(numbers_run_without_gap)
{
    world_populate();
    expect(200, "GET", "/api/invoices/{invoice}", NULL);
    ck_assert_int_eq(str_ends(answer_text("invoice_number"), "-001"), true);
    expect(201, "POST", "/api/quotes/{sent_quote}/convert", "{}");
    ck_assert_int_eq(str_ends(answer_text("invoice_number"), "-003"), true);
    holds("\"status\":\"SENT\"");
    expect_code(400, "ALREADY_CONVERTED", "POST", "/api/quotes/{sent_quote}/convert", "{}");
    expect(200, "PATCH", "/api/invoices/{draft_invoice}/status", "{\"status\":\"SENT\"}");
    ck_assert_int_eq(str_ends(answer_text("invoice_number"), "-004"), true);
    /* The number of a deleted quote never returns. */
    expect(200, "DELETE", "/api/quotes/{draft_quote}", NULL);
    expect(201, "POST", "/api/quotes",
           "{\"contact_id\":\"{contact}\",\"items\":[{\"description\":\"x\",\"quantity\":1,"
           "\"unit_price\":1}]}");
    ck_assert_int_eq(str_ends(answer_text("quote_number"), "-004"), true);
    ck_assert_ptr_null(verify());
}
END_TEST

START_TEST(quotes_follow_their_states)
{
    world_populate();
    expect_code(400, "INVALID_TRANSITION", "PATCH", "/api/quotes/{draft_quote}/status", "{\"status\":\"ACCEPTED\"}");
    expect_code(400, "INVALID_TRANSITION", "POST", "/api/quotes/{draft_quote}/convert", "{}");
    expect(200, "PATCH", "/api/quotes/{sent_quote}/status", "{\"status\":\"EXPIRED\"}");
    expect_code(400, "INVALID_TRANSITION", "PATCH", "/api/quotes/{sent_quote}/status", "{\"status\":\"SENT\"}");
    expect(200, "PATCH", "/api/quotes/{sent_quote}/status", "{\"status\":\"SENT\",\"valid_until\":\"2030-01-31\"}");
    holds("\"valid_until\":\"2030-01-31\"");
    expect_code(409, "CONFLICT", "PATCH", "/api/quotes/{sent_quote}", "{\"notes\":\"x\"}");
    expect_code(409, "CONFLICT", "DELETE", "/api/quotes/{sent_quote}", NULL);
    expect(200, "PATCH", "/api/quotes/{sent_quote}/status", "{\"status\":\"REJECTED\"}");
    expect_code(400, "INVALID_TRANSITION", "PATCH", "/api/quotes/{sent_quote}/status", "{\"status\":\"SENT\"}");
}
END_TEST

/* The invoice of the world: 120.00 at 20 % and 31.00 at 10 % = 178.10; 1.00 and 20.00 paid, 12.00 credited. */
START_TEST(payments_reversals_and_credits_add_up)
{
    world_populate();
    expect(200, "GET", "/api/invoices/{invoice}", NULL);
    holds("\"total\":178.10");
    holds("\"amount_due\":145.10");
    expect(400, "POST", "/api/invoices/{invoice}/payments", "{\"amount\":145.11,\"payment_method\":\"CARD\"}");
    holds("\"field\":\"amount\"");
    expect(201, "POST", "/api/invoices/{invoice}/payments/{payment}/reversal", "{\"reason\":\"Impayé\"}");
    holds("\"amount_paid\":1.00");
    expect_code(409, "CONFLICT", "POST", "/api/invoices/{invoice}/payments/{payment}/reversal", "{}");
    expect(200, "PATCH", "/api/invoices/{invoice}/status", "{\"status\":\"PAID\",\"payment_method\":\"CARD\"}");
    holds("\"status\":\"PAID\"");
    holds("\"amount_paid\":166.10");
    expect_code(400, "INVALID_TRANSITION", "PATCH", "/api/invoices/{invoice}/status", "{\"status\":\"PAID\"}");
    expect(201, "POST", "/api/invoices/{invoice}/credit-note", "{\"reason\":\"Solde\"}");
    holds("\"total\":166.10");
    holds("\"status\":\"CREDITED\"");
    expect_code(409, "CONFLICT", "POST", "/api/invoices/{invoice}/credit-note", "{}");
    ck_assert_ptr_null(verify());
}
END_TEST

START_TEST(nothing_due_is_paid)
{
    world_populate();
    expect(201, "POST", "/api/invoices",
           "{\"contact_id\":\"{contact}\",\"due_date\":\"2020-01-01\",\"items\":[{\"description\":\"x\",\"quantity\":1,"
           "\"unit_price\":80},{\"description\":\"Garantie\",\"quantity\":-1,\"unit_price\":80}]}");
    remember_id("warranty");
    expect(200, "PATCH", "/api/invoices/{warranty}/status", "{\"status\":\"SENT\"}");
    holds("\"amount_due\":0.00,\"status\":\"PAID\"");
    ck_assert_ptr_nonnull(answer_text("paid_at"));
    expect_code(409, "CONFLICT", "POST", "/api/invoices/{warranty}/credit-note", "{}");
    /* A credit note can be what makes the rest paid, and can leave more paid than is asked for. */
    expect(201, "POST", "/api/invoices/{invoice}/payments", "{\"amount\":105.10,\"payment_method\":\"CARD\"}");
    expect(201, "POST", "/api/invoices/{invoice}/credit-note",
           "{\"items\":[{\"description\":\"x\",\"quantity\":2,\"unit_price\":20}]}");
    expect(200, "GET", "/api/invoices/{invoice}", NULL);
    holds("\"amount_due\":-8.00,\"status\":\"PAID\"");
    ck_assert_ptr_nonnull(answer_text("paid_at"));
    expect(201, "POST", "/api/invoices/{invoice}/payments/{payment}/reversal", "{}");
    holds("\"amount_due\":12.00,\"status\":\"SENT\"");
    holds("\"paid_at\":null");
    ck_assert_ptr_null(verify());
}
END_TEST

START_TEST(issued_rows_are_immutable)
{
    static const char *const attempts[] = {
        "UPDATE invoice SET total = 1 WHERE invoice_number IS NOT NULL",
        "DELETE FROM invoice WHERE invoice_number IS NOT NULL",
        "UPDATE invoice_item SET total = 1 WHERE invoice_id IN (SELECT id FROM invoice WHERE invoice_number IS NOT NULL)",
        "DELETE FROM invoice_item WHERE invoice_id IN (SELECT id FROM invoice WHERE invoice_number IS NOT NULL)",
        "UPDATE payment SET amount = 1",
        "DELETE FROM payment",
        "UPDATE credit_note SET total = 1",
        "DELETE FROM credit_note_item",
        "UPDATE ledger SET entry = ''",
        "DELETE FROM ledger WHERE seq = 1",
        "UPDATE closing SET paid = 0",
        "DELETE FROM closing",
        "UPDATE invoice SET terms = 'x' WHERE invoice_number IS NOT NULL",
        "UPDATE invoice SET status = 'PAID', paid_at = 1 WHERE status = 'SENT'",
        "UPDATE invoice SET amount_paid = total - amount_credited WHERE status = 'SENT'",
    };
    world_populate();
    for (size_t i = 0; i < sizeof attempts / sizeof *attempts; i++) {
        const char *const one[] = {attempts[i], NULL};
        ck_assert_msg(tamper(one) == RC_CONFLICT, "allowed: %s", attempts[i]);
    }
}
END_TEST

START_TEST(verification_names_what_was_tampered_with)
{
    static const struct {
        const char *statements[4];
        const char *problem;
    } table[] = {
        {{"DROP TRIGGER invoice_immutable", "UPDATE invoice SET notes = 'x' WHERE invoice_number IS NOT NULL", NULL},
         "INVOICE"},
        {{"DROP TRIGGER payment_no_update", "UPDATE payment SET amount = amount + 1", NULL}, "PAYMENT"},
        {{"DROP TRIGGER credit_note_item_no_update", "UPDATE credit_note_item SET description = 'x'", NULL}, "CREDIT_NOTE"},
        {{"DROP TRIGGER ledger_no_delete", "DELETE FROM ledger WHERE seq = 2", NULL}, "entry 2 is missing"},
        {{"DROP TRIGGER ledger_no_update", "UPDATE ledger SET entry = replace(entry, '2000', '2001') WHERE seq = 1", NULL},
         "hash"},
        {{"DROP TRIGGER ledger_no_delete", "DELETE FROM ledger WHERE seq = (SELECT max(seq) FROM ledger)", NULL},
         "outside the chain"},
        {{"UPDATE invoice SET amount_paid = 0 WHERE invoice_number IS NOT NULL", NULL}, "sums"},
        {{"DROP TRIGGER invoice_immutable", "UPDATE invoice SET terms = 'x' WHERE invoice_number IS NOT NULL", NULL},
         "INVOICE"},
        {{"DROP TRIGGER invoice_item_no_update", "UPDATE invoice_item SET unit_price = unit_price + 1", NULL}, "INVOICE"},
        {{"UPDATE sequence SET value = 7 WHERE name LIKE 'invoice:%'", NULL}, "gap"},
        {{"DROP TRIGGER invoice_due", "UPDATE invoice SET status = 'PAID' WHERE invoice_number IS NOT NULL", NULL},
         "status does not follow"},
        {{"DROP TRIGGER ledger_no_update", "UPDATE ledger SET created_at = created_at - 1 WHERE seq = 4", NULL}, "time"},
        {{"DROP TRIGGER ledger_no_update", "UPDATE ledger SET kind = 'OTHER' WHERE seq = 4", NULL}, "no such kind"},
        {{"DROP TRIGGER closing_no_update", "UPDATE closing SET paid = paid + 1", NULL}, "CLOSING"},
    };
    world_populate();
    ck_assert_ptr_null(verify());
    ck_assert_int_eq(tamper(table[_i].statements), RC_OK);
    const char *problem = verify();
    ck_assert_ptr_nonnull(problem);
    ck_assert_ptr_nonnull(table[_i].problem);
    ck_assert_msg(strstr(problem, table[_i].problem) != NULL, "%d: %s", _i, problem);
}
END_TEST

START_TEST(mileage_never_decreases)
{
    world_populate();
    expect_code(400, "MILEAGE_DECREASED", "PATCH", "/api/vehicles/{vehicle}/mileage", "{\"mileage\":44999}");
    expect_code(400, "MILEAGE_DECREASED", "PATCH", "/api/vehicles/{vehicle}", "{\"mileage\":1}");
    expect_code(400, "VALIDATION_ERROR", "PATCH", "/api/vehicles/{vehicle}/mileage", "{\"mileage\":1,\"correction\":true}");
    expect(200, "PATCH", "/api/vehicles/{vehicle}/mileage", "{\"mileage\":44000,\"correction\":true,\"reason\":\"Saisie\"}");
    expect(200, "GET", "/api/activities?type=NOTE", NULL);
    holds("\"old_mileage\":45000");
}
END_TEST

START_TEST(keys_and_tags_make_requests_repeatable)
{
    world_populate();
    world.idempotency_key = "k-1";
    expect(201, "POST", "/api/contacts", "{\"company\":\"Une fois\"}");
    const char *first = answer_text("id");
    expect(201, "POST", "/api/contacts", "{\"company\":\"Une fois\"}");
    ck_assert_str_eq(answer_text("id"), first);
    expect_code(409, "CONFLICT", "POST", "/api/contacts", "{\"company\":\"Deux fois\"}");
    /* Only successes are kept. */
    world.idempotency_key = "k-2";
    expect(400, "POST", "/api/contacts", "{}");
    expect(201, "POST", "/api/contacts", "{\"company\":\"Ensuite\"}");
    world.idempotency_key = NULL;
    world.if_match = "\"0000000000000000\"";
    expect_code(412, "PRECONDITION_FAILED", "PATCH", "/api/contacts/{contact}", "{\"is_vip\":true}");
    expect_code(412, "PRECONDITION_FAILED", "PATCH", "/api/settings", "{\"payment_terms_days\":45}");
    expect_code(412, "PRECONDITION_FAILED", "PUT", "/api/users/{owner}", "{\"first_name\":\"Olga\"}");
    expect(201, "POST", "/api/contacts", "{\"company\":\"Nouvelle\"}");
    world.if_match = NULL;
    expect(200, "GET", "/api/contacts/{contact}", NULL);
    const struct response *response = &world.exchange.response;
    for (size_t i = 0; i < response->header_count; i++) {
        if (str_eq(response->headers[i].name, "ETag")) {
            world.if_match = arena_printf(world.arena, "W/%s", response->headers[i].value);
        }
    }
    expect(200, "PATCH", "/api/contacts/{contact}", "{\"is_vip\":true}");
    expect(412, "PATCH", "/api/contacts/{contact}", "{\"is_vip\":false}");
    world.if_match = NULL;
}
END_TEST

Suite *suite_workshop(void)
{
    Suite *suite = suite_create("workshop");
    TCase *rules = tcase_create("rules");
    tcase_add_checked_fixture(rules, world_setup, world_teardown);
    tcase_add_test(rules, vat_is_computed_per_rate_on_the_sum);
    tcase_add_test(rules, prices_have_four_decimals);
    tcase_add_test(rules, plates_are_normalised);
    tcase_add_test(rules, numbers_run_without_gap);
    tcase_add_test(rules, quotes_follow_their_states);
    tcase_add_test(rules, payments_reversals_and_credits_add_up);
    tcase_add_test(rules, nothing_due_is_paid);
    tcase_add_test(rules, issued_rows_are_immutable);
    tcase_add_loop_test(rules, verification_names_what_was_tampered_with, 0, 14);
    tcase_add_test(rules, mileage_never_decreases);
    tcase_add_test(rules, keys_and_tags_make_requests_repeatable);
    suite_add_tcase(suite, rules);
    return suite;
}
