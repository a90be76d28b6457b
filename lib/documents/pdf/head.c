/* SPDX-License-Identifier: MIT
 *
 * The upper part of the first page: who sells, what this is, when, to whom, for which vehicle. */
#include "base/str.h"
#include "documents/french.h"
#include "documents/isolate.h"
#include "documents/pdf/layout.h"

#define CARD_PADDING 10.0f
#define VALUE_WIDTH 72.0f /* of the dates beside their labels */

/* One line of a block; empty ones take no room. */
static void row(struct pdf *pdf, const struct style *style, float x, float width, const char *text)
{
    if (!str_empty(text)) {
        pen_paragraph(pdf, style, x, width, text);
    }
}

static void labelled_row(struct pdf *pdf, float x, float width, const char *label, const char *value)
{
    if (!str_empty(value)) {
        row(pdf, &STYLE_SOFT, x, width, arena_printf(pdf->cx->arena, "%s %s", label, text_isolated(pdf->cx->arena, value)));
    }
}

/* "69003 Lyon", or the one of the two that there is; NULL. */
static char *city_line(struct pdf *pdf, const struct pdf_party *party)
{
    if (str_empty(party->postal_code) || str_empty(party->city)) {
        return arena_strdup(pdf->cx->arena, str_empty(party->city) ? party->postal_code : party->city);
    }
    return arena_printf(pdf->cx->arena, "%s %s", party->postal_code, text_isolated(pdf->cx->arena, party->city));
}

static void address_rows(struct pdf *pdf, const struct pdf_party *party, const struct style *style, float x, float width)
{
    row(pdf, style, x, width, party->street);
    row(pdf, style, x, width, city_line(pdf, party));
    row(pdf, style, x, width, party->country);
}

static void seller_draw(struct pdf *pdf)
{
    const struct pdf_party *seller = &pdf->document->seller;
    float width = MIDDLE - LEFT;

    logo_draw(pdf);
    row(pdf, &STYLE_NAME, LEFT, width, seller->name);
    pdf->y -= 2.0f;
    row(pdf, &STYLE_SOFT, LEFT, width, seller->contact);
    address_rows(pdf, seller, &STYLE_SOFT, LEFT, width);
    labelled_row(pdf, LEFT, width, "Tél.", seller->phone);
    row(pdf, &STYLE_SOFT, LEFT, width, seller->email);
}

static void meta_row(struct pdf *pdf, const char *label, const char *value)
{
    if (!str_empty(value)) {
        float y = baseline(&STYLE_TEXT, pdf->y);
        pen_text_right(pdf, &STYLE_SOFT, RIGHT - VALUE_WIDTH, y, label);
        pen_text_right(pdf, &STYLE_STRONG, RIGHT, y, value);
        pdf->y -= 13.0f;
    }
}

static void title_draw(struct pdf *pdf)
{
    const struct pdf_document *document = pdf->document;
    const struct wording *wording = document_wording(document);
    struct arena *arena = pdf->cx->arena;
    const char *number = document->number ? arena_printf(arena, "N° %s", document->number) : "BROUILLON";

    pen_text_right(pdf, &STYLE_TITLE, RIGHT, baseline(&STYLE_TITLE, pdf->y), wording->title);
    pdf->y -= STYLE_TITLE.leading;
    pen_text_right(pdf, &STYLE_NAME, RIGHT, baseline(&STYLE_NAME, pdf->y), number);
    pdf->y -= STYLE_NAME.leading + 7.0f;
    meta_row(pdf, "Date d’émission", french_date(arena, document->issue_date));
    meta_row(pdf, "Date de la prestation", french_date(arena, document->service_date));
    meta_row(pdf, wording->due_label, french_date(arena, document->due_date));
}

/* ---- cards ---- */

static void card_label(struct pdf *pdf, float x, float width, const char *text)
{
    row(pdf, &STYLE_LABEL, x, width, text);
    pdf->y -= 2.0f;
}

static void buyer_rows(struct pdf *pdf, float x, float width)
{
    const struct pdf_party *buyer = &pdf->document->buyer;
    card_label(pdf, x, width, "CLIENT");
    row(pdf, &STYLE_STRONG, x, width, buyer->name);
    row(pdf, &STYLE_TEXT, x, width, buyer->contact);
    address_rows(pdf, buyer, &STYLE_TEXT, x, width);
    labelled_row(pdf, x, width, "Tél.", buyer->phone);
    row(pdf, &STYLE_SOFT, x, width, buyer->email);
    labelled_row(pdf, x, width, "SIREN", buyer->siren);
    labelled_row(pdf, x, width, "N° TVA", buyer->vat_number);
}

static bool has_vehicle(const struct pdf_document *document)
{
    return !str_empty(document->vehicle) || !str_empty(document->license_plate) || document->mileage_km != INT64_MIN;
}

static void vehicle_rows(struct pdf *pdf, float x, float width)
{
    const struct pdf_document *document = pdf->document;
    card_label(pdf, x, width, "VÉHICULE");
    row(pdf, &STYLE_STRONG, x, width, document->license_plate);
    row(pdf, &STYLE_TEXT, x, width, document->vehicle);
    if (document->mileage_km != INT64_MIN) {
        labelled_row(pdf, x, width, "Kilométrage :", french_km(pdf->cx->arena, document->mileage_km));
    }
}

/* Two cards side by side: the vehicle, if any, on the left, the buyer where a window envelope shows it. */
static void cards_draw(struct pdf *pdf)
{
    float width = RIGHT - GUTTER;
    float inner = width - 2 * CARD_PADDING;
    bool vehicle = has_vehicle(pdf->document);
    float height = pen_measure(pdf, buyer_rows, inner);
    float vehicle_height = vehicle ? pen_measure(pdf, vehicle_rows, inner) : 0.0f;
    float top = pdf->y;

    height = (height > vehicle_height ? height : vehicle_height) + 2 * CARD_PADDING;
    if (vehicle) {
        pen_box(pdf, WASH, LEFT, top - height, width, height);
        pdf->y = top - CARD_PADDING;
        vehicle_rows(pdf, LEFT + CARD_PADDING, inner);
    }
    pen_box(pdf, WASH, GUTTER, top - height, width, height);
    pen_box(pdf, ACCENT, GUTTER, top - height, 2.0f, height);
    pdf->y = top - CARD_PADDING;
    buyer_rows(pdf, GUTTER + CARD_PADDING, inner);
    pdf->y = top - height;
}

/* What a credit note cancels and why; what became of the document since. */
static void notice_draw(struct pdf *pdf)
{
    const struct pdf_document *document = pdf->document;
    struct arena *arena = pdf->cx->arena;

    pdf->y -= 12.0f;
    if (!str_empty(document->original_number)) {
        const char *date = french_date(arena, document->original_date);
        row(pdf, &STYLE_STRONG, LEFT, RIGHT - LEFT,
            arena_printf(arena, "Avoir sur la facture N° %s%s%s", document->original_number, date ? " du " : "",
                         date ? date : ""));
    }
    labelled_row(pdf, LEFT, RIGHT - LEFT, "Motif :", document->reason);
    row(pdf, &STYLE_ALERT, LEFT, RIGHT - LEFT, document->status_note);
}

void head_draw(struct pdf *pdf)
{
    float top = pdf->y;
    seller_draw(pdf);
    float left_end = pdf->y;
    pdf->y = top;
    title_draw(pdf);
    pdf->y = (pdf->y < left_end ? pdf->y : left_end) - 16.0f;
    cards_draw(pdf);
    notice_draw(pdf);
    pdf->y -= 8.0f;
}
