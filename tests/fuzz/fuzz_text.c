/* SPDX-License-Identifier: MIT
 *
 * Every small parser of outside text: instants, dates, decimals, ids, searches, plates, telephone numbers, addresses, query strings, cookies, legal numbers.
 * The first byte chooses one; what it accepts must survive being printed and read again. */
#include <stdlib.h>
#include <string.h>

#include "base/money.h"
#include "base/str.h"
#include "base/time.h"
#include "base/unicode.h"
#include "base/uuid.h"
#include "data/email.h"
#include "data/phone.h"
#include "fcgi/serve/http.h"
#include "store/internal.h"
#include "tenant/legal.h"
#include "tenant/settings.h"
#include "tenant/tenant.h"
#include "workshop/plate.h"
#include "workshop/vehicle.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void require(bool holds)
{
    if (!holds) {
        abort();
    }
}

static void instants(const char *text)
{
    int64_t ms, again, days;
    char printed[25];
    if (time_parse(text, &ms)) {
        time_format_ms(ms, printed);
        require(time_parse(printed, &again) && again == ms);
    }
    if (date_parse(text, &days)) {
        char date[DATE_LEN];
        date_format(days, date);
        require(date_parse(date, &again) && again == days);
    }
}

static void decimals(const char *text)
{
    int64_t value, again;
    char printed[DECIMAL_TEXT];
    for (int scale = 0; scale <= 4; scale++) {
        if (decimal_parse(text, scale, &value) == DECIMAL_OK) {
            decimal_format(value, scale, scale, printed);
            require(decimal_parse(printed, scale, &again) == DECIMAL_OK && again == value);
        }
    }
}

/* What people paste: whatever is kept stays what it is when it is read again. */
static void pasted(struct arena *arena, const char *text)
{
    const char *kept, *again;
    const char *plate = plate_normalise(arena, text);
    require(str_eq(plate_normalise(arena, plate), plate));
    if (!phone_parse(arena, text, &kept)) {
        require(kept[0] == '+' && strspn(kept + 1, "0123456789") == strlen(kept) - 1 && strlen(kept) <= 1 + PHONE_DIGITS_MAX);
        require(!phone_parse(arena, kept, &again) && str_eq(again, kept));
    }
    if (!email_parse(arena, text, &kept)) {
        require(!text_check(arena, kept, true));
        require(!email_parse(arena, kept, &again) && str_eq(again, kept));
        require(!email_parse(arena, email_ascii(arena, kept), &again) && str_eq(again, kept));
    }
    kept = text_trim(arena, text);
    require(utf8_valid(kept, strlen(kept)) && str_eq(text_trim(arena, kept), kept));
    kept = text_nfc(arena, text);
    require(str_eq(text_nfc(arena, kept), kept));
    kept = text_compact(arena, text);
    require(utf8_valid(kept, strlen(kept)));
    text_fold(arena, text);
    text_is_visible(text);
    text_check(arena, text, true);
}

static void names(struct arena *arena, const char *text)
{
    if (utf8_valid(text, strlen(text))) {
        const char *folded = words_fold(arena, text);
        require(!folded || utf8_valid(folded, strlen(folded)));
        pasted(arena, text);
    }
    uuid_valid(text);
    subdomain_valid(text);
    siret_valid(text);
    siren_valid(text);
    vat_number_valid(text);
    iban_valid(text);
}

static void headers(struct arena *arena, const char *text)
{
    struct cx cx;
    struct request request = {.query = text, .cookie = text};
    cx_init(&cx, arena);
    cx.request = &request;
    bool parsed = request_query_parse(&cx) == RC_OK;
    const char *value = request_query(&cx, "q", 0);
    require(!value || utf8_valid(value, strlen(value)));
    require(!value || !parsed || !text_check(arena, value, false));
    value = request_cookie(&cx, "visioncrm_session");
    require(!value || !strpbrk(value, "; "));
    cx_end(&cx);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static struct arena *arena;
    arena = arena ? arena : arena_new(0);
    if (size == 0 || size > 4096) {
        return 0;
    }
    const char *text = arena_strndup(arena, (const char *)data + 1, size - 1);
    switch (data[0] % 4) {
    case 0:
        instants(text);
        break;
    case 1:
        decimals(text);
        break;
    case 2:
        names(arena, text);
        break;
    default:
        headers(arena, text);
        break;
    }
    arena_reset(arena);
    return 0;
}
