/* SPDX-License-Identifier: MIT
 *
 * Credit notes: their arithmetic over 100,000 random invoices of both modes, each credited in random parts, and the same through requests,
 * with what `visioncrm verify` says of it. */
#include <check.h>
#include <stdlib.h>

#include "base/money.h"
#include "base/str.h"
#include "request_fixture.h"
#include "store/internal.h"
#include "tenant/settings.h"
#include "tenant/tenant.h"
#include "workshop/credit_note.h"
#include "workshop/ledger_verify.h"

Suite *suite_credit(void);

#define CASES 50000 /* of each mode */
#define CASE_LINES 8
#define PARTS 6
#define INVOICES 25 /* of each mode, through requests */

static void must(bool right, const char *what)
{
    if (!right) {
        ck_abort_msg("%s", what);
    }
}

/* Millions of times: ck_assert() would make a system call of each. */
#define MUST(condition) must(condition, #condition)

static uint64_t seed = 20261126;

/* xorshift64*: the same cases each time, on every machine. */
static uint64_t random_next(void)
{
    seed ^= seed >> 12;
    seed ^= seed << 25;
    seed ^= seed >> 27;
    return seed * 2685821657736338717ULL;
}

static int64_t random_between(int64_t low, int64_t high)
{
    return low + (int64_t)(random_next() % (uint64_t)(high - low + 1));
}

/* Half away from zero, said another way than the code says it; `gross`: the VAT that the base contains. */
static int64_t vat_of(int64_t base, int64_t rate, bool gross)
{
    int64_t whole = gross ? 10000 + rate : 10000;
    __extension__ __int128 twice = (__int128)2 * base * rate;
    int64_t floor = (int64_t)((twice < 0 ? -twice : twice) / (2 * whole));
    int64_t up = ((twice < 0 ? -twice : twice) % (2 * whole)) >= whole;
    return twice < 0 ? -(floor + up) : floor + up;
}

static int64_t random_rate(void)
{
    static const int64_t rates[] = {0, 210, 550, 850, 1000, 2000, 2000, 1960, 10000};
    return random_next() % 20 == 0 ? random_between(0, 10000) : rates[random_next() % (sizeof rates / sizeof *rates)];
}

static int64_t random_price(void)
{
    switch (random_next() % 4) {
    case 0:
        return random_between(1, 9);
    case 1:
        return random_between(1, 999999);
    case 2:
        return random_between(1, 99999999);
    default:
        return random_between(1, 9999999999999);
    }
}

static struct line random_line(void)
{
    static const int64_t quantities[] = {1000, 2000, 3000, 500, 1500, 333, 1};
    struct line line = {.description = "x",
                        .quantity = quantities[random_next() % 7],
                        .unit_price = random_price(),
                        .vat_rate = random_rate(),
                        .discount_percent = random_next() % 3 ? INT_NULL : random_between(0, 10000)};
    if (random_next() % 4 == 0) {
        line.quantity = random_between(1, 9999);
    }
    if (random_next() % 5 == 0) {
        line.unit_price = -line.unit_price;
    }
    return line;
}

/* The sums of a document say each other. */
static void adds_up(const struct line_totals *totals)
{
    int64_t net = 0, vat = 0;
    for (size_t i = 0; i < totals->rate_count; i++) {
        net += totals->rates[i].net;
        vat += totals->rates[i].vat;
    }
    MUST(net == totals->subtotal);
    MUST(vat == totals->vat_amount);
    MUST(net + vat == totals->total);
}

/* An invoice that would be accepted. */
static void random_invoice(const char *price_mode, struct line_totals *invoiced)
{
    struct line lines[CASE_LINES];
    const struct pricing pricing = {2000, price_mode};
    for (;;) {
        struct list list = {lines, (size_t)random_between(1, CASE_LINES)};
        bool good = true;
        for (size_t i = 0; i < list.count; i++) {
            lines[i] = random_line();
        }
        MUST(lines_sum(&list, &pricing, invoiced));
        for (size_t i = 0; i < invoiced->rate_count; i++) {
            const struct line_rate *rate = &invoiced->rates[i];
            good = good && rate->base >= 0;
            MUST(rate->vat == vat_of(rate->base, rate->rate, invoiced->gross));
        }
        if (good && invoiced->total > 0) {
            adds_up(invoiced);
            return;
        }
    }
}

/* How much of `left` a part takes: often a cent, all, or all but a cent. */
static int64_t random_share(int64_t left)
{
    switch (random_next() % 6) {
    case 0:
        return 0;
    case 1:
        return left;
    case 2:
        return left > 0 ? 1 : 0;
    case 3:
        return left > 0 ? left - 1 : 0;
    default:
        return random_between(0, left);
    }
}

static void random_part(const struct credit *credit, bool rest, struct line_totals *part)
{
    *part = (struct line_totals){0};
    for (size_t i = 0; i < credit->invoiced.rate_count; i++) {
        int64_t left;
        int64_t rate = credit->invoiced.rates[i].rate;
        MUST(credit_left(credit, rate, &left));
        MUST(left >= 0);
        int64_t base = rest ? left : random_share(left);
        if (base > 0) {
            rate_row(part, rate)->base = base;
        }
    }
}

/* A cent more than is left at one rate, and a rate that the invoice has not, are seen. */
static void refuses_excess(const struct credit *credit)
{
    const struct line_rate *row = &credit->invoiced.rates[random_next() % credit->invoiced.rate_count];
    struct line_totals part = {0};
    int64_t left;
    MUST(credit_left(credit, row->rate, &left));
    rate_row(&part, row->rate)->base = left;
    MUST(!credit_excess(credit, &part));
    rate_row(&part, row->rate)->base = left + 1;
    MUST(credit_excess(credit, &part) != NULL);
    part = (struct line_totals){0};
    rate_row(&part, 4321)->base = 1;
    if (!rate_find(&credit->invoiced, 4321)) {
        MUST(credit_excess(credit, &part) == &part.rates[0]);
    }
}

/* Takes the part, whose VAT must follow from all nets so far and never be more than is left of the invoice's. */
static void take(struct credit *credit, struct line_totals *part)
{
    MUST(!credit_excess(credit, part));
    MUST(credit_tax(credit, part));
    adds_up(part);
    MUST(credit_add(credit, part));
    for (size_t i = 0; i < part->rate_count; i++) {
        const struct line_rate *so_far = rate_find(&credit->credited, part->rates[i].rate);
        const struct line_rate *whole = rate_find(&credit->invoiced, part->rates[i].rate);
        MUST(part->rates[i].vat >= 0);
        MUST(part->rates[i].net >= 0);
        MUST(so_far->vat == vat_of(so_far->base, so_far->rate, credit->invoiced.gross));
        MUST(so_far->base <= whole->base);
        MUST(so_far->net <= whole->net);
        MUST(so_far->vat <= whole->vat);
    }
    adds_up(&credit->credited);
}

/* In both modes. */
START_TEST(parts_in_any_order_add_up_to_the_invoice)
{
    for (int n = 0; n < CASES; n++) {
        struct credit credit = {0};
        struct line_totals part;
        random_invoice(price_modes[_i], &credit.invoiced);
        int64_t parts = random_between(0, PARTS);
        for (int64_t i = 0; i < parts; i++) {
            refuses_excess(&credit);
            random_part(&credit, false, &part);
            take(&credit, &part);
        }
        random_part(&credit, true, &part);
        MUST(part.rate_count > 0 || credit.credited.total == credit.invoiced.total);
        take(&credit, &part);
        MUST(credit.credited.subtotal == credit.invoiced.subtotal);
        MUST(credit.credited.vat_amount == credit.invoiced.vat_amount);
        MUST(credit.credited.total == credit.invoiced.total);
    }
}
END_TEST

/* ---- through requests ---- */

static void expect(int status, const char *method, const char *path, const char *body)
{
    int got = send_request(method, path, body);
    ck_assert_msg(got == status, "%s %s %s: %d instead of %d: %s", method, path, body, got, status, answer_body());
}

static void holds(const char *text)
{
    ck_assert_msg(strstr(answer_body(), text) != NULL, "%s not in %s", text, answer_body());
}

/* A whole answer cut down to the figures of the credit note itself. */
static void sums_are(const char *subtotal, const char *vat, const char *total)
{
    holds(arena_printf(world.arena, "\"subtotal\":%s,\"vat_amount\":%s,\"total\":%s,\"created_by\"", subtotal, vat, total));
}

/* … and to those of an invoice. */
static void sums_of_answer(const char *subtotal, const char *vat, const char *total)
{
    holds(arena_printf(world.arena, "\"subtotal\":%s,\"vat_rate\":20.0,\"vat_exemption\":null,\"vat_amount\":%s,\"total\":%s,",
                       subtotal, vat, total));
}

/* A context on the tenant's file; hand it back with release(). */
static void take_file(struct cx *cx)
{
    world_enter(cx, world.arena);
}

static void release(struct cx *cx)
{
    world_leave(cx);
}

static const char *verify(void)
{
    struct cx cx;
    struct ledger_report report;
    take_file(&cx);
    ck_assert_int_eq(ledger_verify(&cx, &report), RC_OK);
    release(&cx);
    return report.problem;
}

#define LINE(price) "{\"description\":\"x\",\"quantity\":1,\"unit_price\":" price "}"
#define LINE_AT(price, rate) "{\"description\":\"x\",\"quantity\":1,\"unit_price\":" price ",\"vat_rate\":" rate "}"

static const char *contact_id;
static const char *price_mode;

static void setup(void)
{
    price_mode = "NET";
    world_setup();
    expect(201, "POST", "/api/contacts", "{\"last_name\":\"Dupont\"}");
    contact_id = arena_strdup(world.arena, answer_text("id"));
}

/* An issued invoice, remembered as "case" in place of the one before. */
static void issue_lines(const char *items)
{
    expect(201, "POST", "/api/invoices",
           arena_printf(world.arena, "{\"contact_id\":\"%s\",\"vat_rate\":20,\"price_mode\":\"%s\",\"items\":[%s]}", contact_id,
                        price_mode, items));
    world.name_count = 0;
    remember_id("case");
    expect(200, "PATCH", "/api/invoices/{case}/status", "{\"status\":\"SENT\"}");
}

static void credit(const char *items)
{
    const char *body = items ? arena_printf(world.arena, "{\"items\":[%s]}", items) : "{}";
    expect(201, "POST", "/api/invoices/{case}/credit-note", body);
}

START_TEST(four_unequal_parts)
{
    static const char *const parts[][4] = {{LINE("85.00"), "85.00", "17.00", "102.00"},
                                           {LINE("57.50"), "57.50", "11.50", "69.00"},
                                           {LINE("68.33"), "68.33", "13.67", "82.00"},
                                           {LINE("68.33"), "68.33", "13.66", "81.99"}};
    issue_lines(LINE("68.33") "," LINE("68.33") "," LINE("57.50") "," LINE("85.00"));
    holds("\"total\":334.99");
    for (size_t i = 0; i < 4; i++) {
        credit(parts[i][0]);
        sums_are(parts[i][1], parts[i][2], parts[i][3]);
    }
    expect(200, "GET", "/api/invoices/{case}", NULL);
    holds("\"amount_due\":0.00,\"status\":\"CREDITED\"");
    ck_assert_ptr_null(verify());
}
END_TEST

START_TEST(equal_parts)
{
    issue_lines(LINE("10.01") "," LINE("10.01") "," LINE("10.01"));
    for (size_t i = 0; i < 3; i++) {
        credit(LINE("10.01"));
    }
    holds("\"amount_due\":0.00,\"status\":\"CREDITED\"");
    issue_lines(LINE("1.13") "," LINE("1.13"));
    credit(LINE("1.13"));
    sums_are("1.13", "0.23", "1.36");
    credit(LINE("1.13"));
    sums_are("1.13", "0.22", "1.35");
    holds("\"amount_due\":0.00,\"status\":\"CREDITED\"");
    ck_assert_ptr_null(verify());
}
END_TEST

static void refused(const char *items, const char *field, const char *message)
{
    const char *body = arena_printf(world.arena, "{\"items\":[%s]}", items);
    expect(400, "POST", "/api/invoices/{case}/credit-note", body);
    holds(arena_printf(world.arena, "\"field\":\"%s\"", field));
    holds(message);
}

START_TEST(bounds_are_by_rate)
{
    issue_lines(LINE("100"));
    refused(LINE_AT("50", "10"), "items[0].vat_rate", "10.0 %");
    refused(LINE("50") "," LINE_AT("50", "5.5"), "items[1].vat_rate", "5.5 %");
    refused(LINE("100.01"), "items", "20.0 %");
    refused(LINE("110") "," LINE_AT("-10", "0"), "items", "must not be negative");
    refused(LINE("-10"), "items", "20.0 %");
    refused(LINE("10") "," LINE("-10"), "items", "positive");
    credit(LINE("99.99"));
    refused(LINE("0.02"), "items", "0.01");
    credit(NULL);
    sums_are("0.01", "0.00", "0.01");
    /* What is left at another rate does not help. */
    issue_lines(LINE("100") "," LINE_AT("1000", "5.5"));
    refused(LINE("100.01"), "items", "100.00");
    credit(LINE_AT("1000", "5.5"));
    refused(LINE_AT("0.01", "5.5"), "items", "0.00");
    credit(LINE("120") "," LINE("-20"));
    holds("\"status\":\"CREDITED\"");
    ck_assert_ptr_null(verify());
}
END_TEST

START_TEST(the_rest_has_a_line_for_each_rate)
{
    issue_lines(LINE("100") "," LINE_AT("40", "10") "," LINE_AT("7.77", "2.1"));
    credit(LINE("33.33") "," LINE_AT("40", "10"));
    credit(NULL);
    sums_are("74.44", "13.49", "87.93"); /* 66.67 with 20.00 - 6.67, and 7.77 with 0.16 */
    holds("\"unit_price\":66.67,\"vat_rate\":20.0,\"total\":66.67");
    holds("\"unit_price\":7.77,\"vat_rate\":2.1,\"total\":7.77");
    ck_assert_ptr_null(strstr(answer_body(), "\"vat_rate\":10.0,\"total\""));
    holds("\"status\":\"CREDITED\"");
    ck_assert_ptr_null(verify());
}
END_TEST

/* Each note is reckoned from all before it: so their number is bounded, and the last one takes all that is left. */
START_TEST(prices_with_vat_are_credited_as_they_are)
{
    price_mode = "GROSS";
    issue_lines(LINE("69.99") "," LINE("5.55") "," LINE_AT("10.55", "5.5"));
    sums_of_answer("72.95", "13.14", "86.09"); /* 62.95 + 12.59 = 75.54; 10.00 + 0.55 */
    refused(LINE("75.55"), "items", "The total at 20.0 % VAT must be at most 75.54");
    credit(LINE("5.55"));
    sums_are("4.62", "0.93", "5.55");
    holds("\"price_mode\":\"GROSS\"");
    holds("\"unit_price\":5.55,\"vat_rate\":20.0,\"total\":5.55,\"net_total\":4.62");
    credit(LINE("69.99"));
    sums_are("58.33", "11.66", "69.99"); /* with 4.62 before: 62.95 */
    credit(NULL);
    sums_are("10.00", "0.55", "10.55");
    holds("\"unit_price\":10.55,\"vat_rate\":5.5,\"total\":10.55,\"net_total\":10.00");
    holds("\"status\":\"CREDITED\"");
    ck_assert_ptr_null(verify());
}
END_TEST

START_TEST(their_number_is_bounded)
{
    issue_lines(LINE("100"));
    for (int i = 1; i < CREDIT_NOTES_MAX; i++) {
        credit(LINE("0.05"));
    }
    expect(409, "POST", "/api/invoices/{case}/credit-note", "{\"items\":[" LINE("0.05") "]}");
    holds("at most 1000 credit notes");
    credit(NULL);
    sums_are("50.05", "10.01", "60.06");
    holds("\"status\":\"CREDITED\"");
    ck_assert_ptr_null(verify());
}
END_TEST

/* ---- what verification says of wrong figures ---- */

static void run_sql(struct cx *cx, const char *sql)
{
    struct rows rows;
    ck_assert_int_eq(rows_open_text(cx, DB_TENANT, sql, NO_ARGS, &rows), RC_OK);
    ck_assert_int_eq(rows_next(&rows), RC_END);
    rows_close(&rows);
}

/* Changes the credit note that was issued last, and chains it anew: whoever wrote the wrong figures also wrote the chain. */
static void falsify(const char *id, const char *change)
{
    const char *const statements[] = {
        "DROP TRIGGER credit_note_no_update",
        "DROP TRIGGER credit_note_item_no_update",
        "DROP TRIGGER credit_note_item_no_delete",
        "DROP TRIGGER ledger_no_delete",
        "DROP TRIGGER accounting_entry_no_delete",
        change,
        "UPDATE invoice SET amount_credited = (SELECT sum(total) FROM credit_note) WHERE amount_credited > 0",
        "DELETE FROM accounting_entry WHERE ledger_seq = (SELECT max(seq) FROM ledger)",
        "DELETE FROM ledger WHERE seq = (SELECT max(seq) FROM ledger)",
    };
    struct cx cx;
    take_file(&cx);
    ck_assert_int_eq(db_begin(&cx, cx.db, TX_WRITE), RC_OK);
    for (size_t i = 0; i < sizeof statements / sizeof *statements; i++) {
        run_sql(&cx, statements[i]);
    }
    const char *created = arena_printf(world.arena, "SELECT created_at FROM credit_note WHERE id = '%s'", id);
    ck_assert_int_eq(store_number(cx.db->handle, created, &cx.now_ms), SQLITE_OK);
    ck_assert_int_eq(ledger_append(&cx, &credit_note_ledger, id), RC_OK);
    ck_assert_int_eq(db_commit(&cx, cx.db), RC_OK);
    release(&cx);
}

static const struct {
    const char *change;
    const char *problem; /* NULL: it is right */
} false_notes[] = {
    {"UPDATE credit_note SET reason = 'x' WHERE vat_amount = 1367", NULL},
    {"UPDATE credit_note SET vat_amount = vat_amount + 1, total = total + 1 WHERE vat_amount = 1367", "do not follow"},
    {"UPDATE credit_note SET subtotal = subtotal - 1, total = total - 1 WHERE vat_amount = 1367", "do not follow"},
    {"UPDATE credit_note SET total = total - 1 WHERE vat_amount = 1367", "do not follow"},
    {"UPDATE credit_note_item SET vat_rate = 0 WHERE total = 6833", "do not follow"},
    {"DELETE FROM credit_note_item WHERE total = 6833", "no line"},
    {"UPDATE credit_note_item SET net_total = net_total - 1 WHERE total = 6833", "do not follow"},
    {"UPDATE credit_note SET price_mode = 'GROSS' WHERE vat_amount = 1367", "do not follow"},
    {"UPDATE credit_note_item SET total = 14000 WHERE total = 6833", "do not follow"},
};

START_TEST(verification_reckons_credit_notes)
{
    issue_lines(LINE("136.66") "," LINE("142.50"));
    credit(LINE("142.50"));
    credit(LINE("68.33"));
    sums_are("68.33", "13.67", "82.00");
    falsify(answer_text("id"), false_notes[_i].change);
    const char *problem = verify();
    if (!false_notes[_i].problem) {
        ck_assert_ptr_null(problem);
        return;
    }
    ck_assert_ptr_nonnull(problem);
    ck_assert_msg(strstr(problem, false_notes[_i].problem) != NULL, "%s", problem);
}
END_TEST

/* ---- random invoices through requests ---- */

static const char *money_text(int64_t cents)
{
    char text[DECIMAL_TEXT];
    decimal_format(cents, 2, 2, text);
    return arena_strdup(world.arena, text);
}

static void add_item(struct buf *items, int64_t price, int64_t rate)
{
    buf_printf(items, "%s{\"description\":\"x\",\"quantity\":1,\"unit_price\":%s,\"vat_rate\":%s}", items->len ? "," : "",
               money_text(price), money_text(rate));
}

static void random_items(struct buf *items, struct credit *credit_now)
{
    struct line_totals *invoiced = &credit_now->invoiced;
    int64_t count = random_between(1, 5);
    *credit_now = (struct credit){.invoiced = {.gross = price_is_gross(price_mode)}};
    buf_init(items, world.arena, 0);
    for (int64_t i = 0; i < count; i++) {
        int64_t rate = random_rate();
        int64_t price = random_between(1, 99999);
        add_item(items, price, rate);
        rate_row(invoiced, rate)->base += price;
    }
}

static void credit_part(struct credit *credit_now)
{
    struct line_totals part;
    struct buf items;
    buf_init(&items, world.arena, 0);
    random_part(credit_now, false, &part);
    for (size_t i = 0; i < part.rate_count; i++) {
        add_item(&items, part.rates[i].base, part.rates[i].rate);
    }
    if (part.rate_count > 0) {
        credit(items.data);
        take(credit_now, &part);
        sums_are(money_text(part.subtotal), money_text(part.vat_amount), money_text(part.total));
    }
}

/* In both modes. */
START_TEST(random_parts_through_the_ledger)
{
    price_mode = price_modes[_i];
    for (int n = 0; n < INVOICES; n++) {
        struct credit now;
        struct buf items;
        random_items(&items, &now);
        ck_assert(credit_tax(&now, &now.invoiced)); /* as nothing is credited yet */
        issue_lines(items.data);
        for (int64_t parts = random_between(1, 4); parts > 0 && now.credited.total < now.invoiced.total; parts--) {
            credit_part(&now);
        }
        if (now.credited.total < now.invoiced.total) {
            credit(NULL);
        }
        expect(200, "GET", "/api/invoices/{case}", NULL);
        holds("\"amount_due\":0.00,\"status\":\"CREDITED\"");
    }
    ck_assert_ptr_null(verify());
}
END_TEST

Suite *suite_credit(void)
{
    Suite *suite = suite_create("credit");
    TCase *pure = tcase_create("arithmetic");
    TCase *requests = tcase_create("requests");
    tcase_set_timeout(pure, 120);
    tcase_set_timeout(requests, 120);
    tcase_add_loop_test(pure, parts_in_any_order_add_up_to_the_invoice, 0, 2);
    tcase_add_checked_fixture(requests, setup, world_teardown);
    tcase_add_test(requests, four_unequal_parts);
    tcase_add_test(requests, equal_parts);
    tcase_add_test(requests, bounds_are_by_rate);
    tcase_add_test(requests, the_rest_has_a_line_for_each_rate);
    tcase_add_test(requests, prices_with_vat_are_credited_as_they_are);
    tcase_add_test(requests, their_number_is_bounded);
    tcase_add_loop_test(requests, verification_reckons_credit_notes, 0, sizeof false_notes / sizeof *false_notes);
    tcase_add_loop_test(requests, random_parts_through_the_ledger, 0, 2);
    suite_add_tcase(suite, pure);
    suite_add_tcase(suite, requests);
    return suite;
}
