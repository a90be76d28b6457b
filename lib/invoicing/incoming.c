/* SPDX-License-Identifier: MIT
 *
 * From a stranger's file to the struct in the child; what its parent believes of it. */
#include "invoicing/incoming.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "base/log.h"
#include "base/money.h"
#include "base/str.h"
#include "base/time.h"
#include "invoicing/incoming_parts.h"
#include "ocr/child.h"
#include "ocr/enclosed.h"
#include "ocr/picture.h"

/* What goes through the pipe. */
struct message {
    unsigned version;
    enum incoming_end end;
    struct incoming incoming;
};
#define MESSAGE_VERSION 0x10c00001u

/* ---- the child ---- */

void incoming_clear(struct incoming *incoming)
{
    memset(incoming, 0, sizeof *incoming);
    incoming->lines_net = incoming->allowances = incoming->charges = incoming->net = incoming->vat = incoming->total = INT_NULL;
    incoming->prepaid = incoming->rounding = incoming->due = INT_NULL;
}

static enum incoming_end read_pdf(const void *bytes, size_t len, struct incoming *incoming)
{
    static const char *const names[] = {"factur-x.xml", "zugferd-invoice.xml", "xrechnung.xml", NULL};
    static const enum incoming_end ends[] = {[ENCLOSED_FOUND] = INCOMING_READ,
                                             [ENCLOSED_NOTHING] = INCOMING_READ,
                                             [ENCLOSED_BROKEN] = INCOMING_BROKEN,
                                             [ENCLOSED_TOO_LARGE] = INCOMING_TOO_LARGE};
    char *xml = NULL;
    size_t xml_len = 0;
    incoming->format = INCOMING_PDF;
    enum enclosed_end found = enclosed_find(bytes, len, names, &xml, &xml_len);
    enum incoming_end end = ends[found];
    if (found == ENCLOSED_FOUND) {
        end = incoming_xml(xml, xml_len, incoming);
        incoming->format = INCOMING_FACTURX;
    }
    free(xml);
    return end;
}

/* Begins as XML does, in whatever encoding. */
static bool like_xml(const unsigned char *bytes, size_t len)
{
    size_t at = len >= 3 && bytes[0] == 0xef && bytes[1] == 0xbb && bytes[2] == 0xbf ? 3 : 0;
    while (at < len && isspace(bytes[at])) {
        at++;
    }
    bool wide = len >= 4 && ((bytes[0] == 0xff && bytes[1] == 0xfe && bytes[2] == '<') ||
                             (bytes[0] == 0xfe && bytes[1] == 0xff && bytes[3] == '<'));
    return wide || (at < len && bytes[at] == '<');
}

enum incoming_end incoming_read_here(const void *bytes, size_t len, struct incoming *incoming)
{
    incoming_clear(incoming);
    switch (picture_kind(bytes, len)) {
    case PICTURE_PDF:
        return read_pdf(bytes, len, incoming);
    case PICTURE_JPEG:
        incoming->format = INCOMING_JPEG;
        return INCOMING_READ;
    case PICTURE_PNG:
        incoming->format = INCOMING_PNG;
        return INCOMING_READ;
    case PICTURE_NONE:
        break;
    }
    return like_xml(bytes, len) ? incoming_xml(bytes, len, incoming) : INCOMING_UNKNOWN;
}

static void work(const void *bytes, size_t len, void *answer)
{
    struct message *message = answer;
    message->version = MESSAGE_VERSION;
    message->end = incoming_read_here(bytes, len, &message->incoming);
}

/* ---- the parent ---- */

/* Every member is an array of characters, one behind the other. */
#define TEXT_OF(s, m)                                                                                                          \
    {                                                                                                                          \
        offsetof(s, m), sizeof(((s *)NULL)->m)                                                                                 \
    }
struct member {
    size_t offset, size;
};
static const struct member party_members[] = {
    TEXT_OF(struct incoming_party, name),   TEXT_OF(struct incoming_party, siren),
    TEXT_OF(struct incoming_party, siret),  TEXT_OF(struct incoming_party, vat_number),
    TEXT_OF(struct incoming_party, street), TEXT_OF(struct incoming_party, postal_code),
    TEXT_OF(struct incoming_party, city),   TEXT_OF(struct incoming_party, country)};
static const struct member line_members[] = {
    TEXT_OF(struct incoming_line, number),    TEXT_OF(struct incoming_line, description),
    TEXT_OF(struct incoming_line, reference), TEXT_OF(struct incoming_line, quantity),
    TEXT_OF(struct incoming_line, unit),      TEXT_OF(struct incoming_line, unit_price),
    TEXT_OF(struct incoming_line, vat_rate),  TEXT_OF(struct incoming_line, vat_category)};
static const struct member rate_members[] = {TEXT_OF(struct incoming_rate, rate), TEXT_OF(struct incoming_rate, category)};
static const struct member own_members[] = {
    TEXT_OF(struct incoming, number),     TEXT_OF(struct incoming, type_code), TEXT_OF(struct incoming, currency),
    TEXT_OF(struct incoming, issue_date), TEXT_OF(struct incoming, due_date),  TEXT_OF(struct incoming, preceding),
    TEXT_OF(struct incoming, order),      TEXT_OF(struct incoming, iban),      TEXT_OF(struct incoming, means),
    TEXT_OF(struct incoming, terms),      TEXT_OF(struct incoming, notes)};
#define MEMBERS(array) array, sizeof(array) / sizeof *(array)

static bool plain(const void *object, const struct member *members, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        const char *text = (const char *)object + members[i].offset;
        size_t len = strnlen(text, members[i].size);
        if (len == members[i].size || !utf8_valid(text, len)) {
            return false;
        }
    }
    return true;
}

static bool sound_amount(int64_t amount)
{
    return amount == INT_NULL || (amount <= MONEY_MAX_CENTS && amount >= -MONEY_MAX_CENTS);
}

static bool sound_amounts(const struct incoming *in)
{
    return sound_amount(in->lines_net) && sound_amount(in->allowances) && sound_amount(in->charges) && sound_amount(in->net) &&
           sound_amount(in->vat) && sound_amount(in->total) && sound_amount(in->prepaid) && sound_amount(in->rounding) &&
           sound_amount(in->due);
}

static bool sound_date(const char *text)
{
    int64_t days;
    return !*text || date_parse(text, &days);
}

bool incoming_is_sound(const struct incoming *in)
{
    bool good = in->format < INCOMING_FORMATS && in->kept <= INCOMING_LINES_MAX && in->rate_count <= INCOMING_RATES_MAX &&
                in->line_count >= 0 && in->difference_count <= INCOMING_DIFFERENCES_MAX && plain(in, MEMBERS(own_members)) &&
                plain(&in->seller, MEMBERS(party_members)) && plain(&in->buyer, MEMBERS(party_members)) && sound_amounts(in) &&
                sound_date(in->issue_date) && sound_date(in->due_date);
    for (size_t i = 0; good && i < in->kept; i++) {
        good = plain(&in->lines[i], MEMBERS(line_members)) && sound_amount(in->lines[i].net);
    }
    for (size_t i = 0; good && i < in->rate_count; i++) {
        const struct incoming_rate *rate = &in->rates[i];
        good = plain(rate, MEMBERS(rate_members)) && sound_amount(rate->base) && sound_amount(rate->vat);
    }
    for (size_t i = 0; good && i < in->difference_count; i++) {
        good = in->differences[i].kind < DIFFERENCE_KINDS;
    }
    return good;
}

static bool believable(const struct message *message)
{
    return message->version == MESSAGE_VERSION && message->end < INCOMING_ENDS && incoming_is_sound(&message->incoming);
}

enum incoming_end incoming_read(const void *bytes, size_t len, struct incoming *incoming)
{
    static const enum incoming_end ends[] = {
        [CHILD_BROKEN] = INCOMING_BROKEN, [CHILD_COSTLY] = INCOMING_TOO_COSTLY, [CHILD_MISSING] = INCOMING_MISSING};
    static struct message message;
    const struct child_task task = {work, bytes, len, &message, sizeof message};
    enum child_end end = child_run(&task);
    if (end != CHILD_ANSWERED) {
        return ends[end];
    }
    if (!believable(&message)) {
        log_line(LOG_LEVEL_WARNING, "the reader of a supplier's invoice has answered what it must not");
        return INCOMING_BROKEN;
    }
    *incoming = message.incoming;
    return message.end;
}
