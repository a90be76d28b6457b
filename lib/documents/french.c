/* SPDX-License-Identifier: MIT
 *
 * French figures. lib/base prints the plain decimal; here it gets its comma, its groups and its unit. Then identifiers. */
#include "documents/french.h"

#include <string.h>

#include "base/buf.h"
#include "base/money.h"
#include "base/str.h"
#include "base/time.h"
#include "data/phone.h"

#define NARROW_NBSP "\u202f"
#define NBSP "\u00a0"

/* value / 10^scale with at least `min_decimals` decimals, and `unit` behind it. */
static char *figure(struct arena *arena, int64_t value, int scale, int min_decimals, const char *unit)
{
    char plain[DECIMAL_TEXT];
    struct buf out;

    decimal_format(value, scale, min_decimals, plain);
    buf_init(&out, arena, 2 * DECIMAL_TEXT);
    const char *digit = plain;
    if (*digit == '-') {
        buf_char(&out, *digit++);
    }
    for (size_t left = strcspn(digit, "."); left > 0; left--) {
        buf_char(&out, *digit++);
        if (left % 3 == 1 && left > 1) {
            buf_str(&out, NARROW_NBSP);
        }
    }
    if (*digit == '.') {
        buf_char(&out, ',');
        buf_str(&out, digit + 1);
    }
    buf_str(&out, unit);
    return out.data;
}

char *french_money(struct arena *arena, int64_t cents)
{
    return figure(arena, cents, 2, 2, NBSP "€");
}

char *french_price(struct arena *arena, int64_t e4)
{
    return figure(arena, e4, 4, 2, NBSP "€");
}

char *french_percent(struct arena *arena, int64_t rate_bp)
{
    return figure(arena, rate_bp, 2, 0, NBSP "%");
}

char *french_quantity(struct arena *arena, int64_t milli)
{
    return figure(arena, milli, 3, 0, "");
}

char *french_measure(struct arena *arena, int64_t milli, const char *unit)
{
    char *quantity = french_quantity(arena, milli);
    return unit ? arena_printf(arena, "%s" NBSP "%s", quantity, unit) : quantity;
}

char *french_km(struct arena *arena, int64_t km)
{
    return figure(arena, km, 0, 0, NBSP "km");
}

char *french_date(struct arena *arena, const char *iso)
{
    int64_t days;
    if (!iso || !date_parse(iso, &days)) {
        return arena_strdup(arena, iso);
    }
    return arena_printf(arena, "%.2s/%.2s/%.4s", iso + 8, iso + 5, iso);
}

/* ---- identifiers ---- */

static bool is_digits(const char *text, size_t len)
{
    return strlen(text) == len && strspn(text, "0123456789") == len;
}

/* Appends `text` in groups of `size`; a rest of one stays with the group before it. */
static void add_groups(struct buf *out, const char *text, size_t size)
{
    for (size_t left = strlen(text); left > 0;) {
        size_t len = left == size + 1 && size > 2 ? size + 1 : left < size ? left : size;
        buf_add(out, text, len);
        text += len;
        left -= len;
        buf_str(out, left > 0 ? NBSP : "");
    }
}

/* `head`, then `text` in groups of `size`. */
static char *grouped(struct arena *arena, const char *head, const char *text, size_t size)
{
    struct buf out;
    buf_init(&out, arena, 2 * strlen(text) + strlen(head) + 4);
    buf_str(&out, head);
    buf_str(&out, *head ? NBSP : "");
    add_groups(&out, text, size);
    return out.data;
}

char *french_iban(struct arena *arena, const char *iban)
{
    struct buf out;
    if (!iban) {
        return NULL;
    }
    buf_init(&out, arena, 2 * strlen(iban));
    for (size_t i = 0; iban[i] != '\0'; i++) {
        buf_str(&out, i > 0 && i % 4 == 0 ? NBSP : "");
        buf_char(&out, iban[i]);
    }
    return strchr(iban, ' ') ? arena_strdup(arena, iban) : out.data;
}

char *french_company(struct arena *arena, const char *siren)
{
    if (!siren || (!is_digits(siren, 9) && !is_digits(siren, 14))) {
        return arena_strdup(arena, siren);
    }
    const char *head = arena_printf(arena, "%.3s" NBSP "%.3s" NBSP "%.3s", siren, siren + 3, siren + 6);
    return arena_printf(arena, "%s%s%s", head, siren[9] ? NBSP : "", siren + 9);
}

char *french_vat_number(struct arena *arena, const char *vat_number)
{
    if (!vat_number || !str_starts(vat_number, "FR") || strlen(vat_number) != 13 || !is_digits(vat_number + 4, 9)) {
        return arena_strdup(arena, vat_number);
    }
    return arena_printf(arena, "FR" NBSP "%.2s" NBSP "%s", vat_number + 2, french_company(arena, vat_number + 4));
}

char *french_phone(struct arena *arena, const char *phone)
{
    static const char *const overseas[] = {"+262", "+508", "+590", "+594", "+596"};
    if (!phone || phone[0] != '+' || strlen(phone) < 8 || !is_digits(phone + 1, strlen(phone) - 1)) {
        return arena_strdup(arena, phone);
    }
    if (str_starts(phone, "+33") && strlen(phone) == 12) {
        return grouped(arena, "", arena_printf(arena, "0%s", phone + 3), 2);
    }
    for (size_t i = 0; i < sizeof overseas / sizeof *overseas; i++) {
        if (str_starts(phone, overseas[i]) && strlen(phone) == 13) {
            return grouped(arena, arena_printf(arena, "0%.3s", phone + 4), phone + 7, 2);
        }
    }
    size_t head = 1 + phone_country_len(phone + 1);
    return grouped(arena, arena_strndup(arena, phone, head), phone + head, 3);
}
