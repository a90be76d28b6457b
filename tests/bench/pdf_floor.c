/* SPDX-License-Identifier: MIT
 *
 * What an invoice page costs above bare libharu: the page that pdf_render() makes of one invoice, against the same strokes
 * at the same places with the same pre-cut fonts, by straight calls from a table. Prints CPU milliseconds per document,
 * bytes, and their ratio; third line: the same invoice with a Greek name, which takes the Unicode fonts; fourth: with a Chinese
 * and an Arabic name, which are drawn as outlines. Built by run.sh.
 * Usage: pdf_floor [ROUNDS]; exit status 1 when the ratio is above 2. */
#include <hpdf.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "documents/pdf/pdf.h"
#include "fonts.h"

#define ROUNDS 400
#define BATCHES 7
#define MAX_RATIO 2.0

enum ink { INK, SOFT, ACCENT, WHITE, WASH, RULE };
enum shape { REGULAR, BOLD, BOX };

struct stroke {
    enum ink ink;
    enum shape shape;
    float size; /* of the font; height of a box */
    float x;
    float y;
    float width;      /* of a box */
    const char *text; /* Windows-1252 */
};

static const float inks[][3] = {
    [INK] = {0.11f, 0.13f, 0.16f}, [SOFT] = {0.36f, 0.40f, 0.45f}, [ACCENT] = {0.11f, 0.25f, 0.40f},
    [WHITE] = {1.0f, 1.0f, 1.0f},  [WASH] = {0.96f, 0.97f, 0.98f}, [RULE] = {0.84f, 0.87f, 0.90f},
};

/* clang-format off */
static const struct stroke page[] = {
    {INK, BOLD, 12.5f, 45.0f, 785.4f, 0.0f, "Garage Martin"},
    {SOFT, REGULAR, 8.0f, 45.0f, 771.1f, 0.0f, "12 rue de la R\351publique"},
    {SOFT, REGULAR, 8.0f, 45.0f, 759.9f, 0.0f, "69003 Lyon"},
    {SOFT, REGULAR, 8.0f, 45.0f, 748.7f, 0.0f, "T\351l. +33 4 78 12 34 56"},
    {SOFT, REGULAR, 8.0f, 45.0f, 737.5f, 0.0f, "contact@garage-martin.fr"},
    {ACCENT, BOLD, 21.0f, 442.4f, 778.5f, 0.0f, "FACTURE"},
    {INK, BOLD, 12.5f, 463.2f, 760.4f, 0.0f, "N\260 2026-001"},
    {SOFT, REGULAR, 8.0f, 413.6f, 740.7f, 0.0f, "Date d\222\351mission"},
    {INK, BOLD, 8.4f, 497.4f, 740.7f, 0.0f, "22/11/2026"},
    {SOFT, REGULAR, 8.0f, 393.7f, 727.7f, 0.0f, "Date de la prestation"},
    {INK, BOLD, 8.4f, 497.4f, 727.7f, 0.0f, "20/11/2026"},
    {SOFT, REGULAR, 8.0f, 439.6f, 714.7f, 0.0f, "\311ch\351ance"},
    {INK, BOLD, 8.4f, 497.4f, 714.7f, 0.0f, "22/12/2026"},
    {WASH, BOX, 112.5f, 45.0f, 581.4f, 241.3f, NULL},
    {ACCENT, BOLD, 6.6f, 55.0f, 676.8f, 0.0f, "V\311HICULE"},
    {INK, BOLD, 8.4f, 55.0f, 663.2f, 0.0f, "AB-123-CD"},
    {INK, REGULAR, 8.4f, 55.0f, 651.6f, 0.0f, "Renault Clio V TCe 90 (2020) \226 VIN"},
    {INK, REGULAR, 8.4f, 55.0f, 640.0f, 0.0f, "VF1RJA00067123456"},
    {SOFT, REGULAR, 8.0f, 55.0f, 628.8f, 0.0f, "Kilom\351trage : 45\240000\240km"},
    {WASH, BOX, 112.5f, 309.0f, 581.4f, 241.3f, NULL},
    {ACCENT, BOX, 112.5f, 309.0f, 581.4f, 2.0f, NULL},
    {ACCENT, BOLD, 6.6f, 319.0f, 676.8f, 0.0f, "CLIENT"},
    {INK, BOLD, 8.4f, 319.0f, 663.2f, 0.0f, "Transports Lef\350vre & Fils SAS"},
    {INK, REGULAR, 8.4f, 319.0f, 651.6f, 0.0f, "Mme Zo\351 Lef\350vre"},
    {INK, REGULAR, 8.4f, 319.0f, 640.0f, 0.0f, "8 all\351e des \311rables"},
    {INK, REGULAR, 8.4f, 319.0f, 628.4f, 0.0f, "69100 Villeurbanne"},
    {SOFT, REGULAR, 8.0f, 319.0f, 617.2f, 0.0f, "zoe@lefevre.example"},
    {SOFT, REGULAR, 8.0f, 319.0f, 606.0f, 0.0f, "SIREN 552100554"},
    {SOFT, REGULAR, 8.0f, 319.0f, 594.8f, 0.0f, "N\260 TVA FR40552100554"},
    {ACCENT, BOX, 20.0f, 45.0f, 541.4f, 505.3f, NULL},
    {WHITE, BOLD, 7.6f, 52.0f, 549.3f, 0.0f, "D\351signation"},
    {WHITE, BOLD, 7.6f, 369.3f, 549.3f, 0.0f, "Qt\351"},
    {WHITE, BOLD, 7.6f, 416.0f, 549.3f, 0.0f, "PU HT"},
    {WHITE, BOLD, 7.6f, 469.0f, 549.3f, 0.0f, "TVA"},
    {WHITE, BOLD, 7.6f, 507.3f, 549.3f, 0.0f, "Total HT"},
    {INK, REGULAR, 8.4f, 379.2f, 528.6f, 0.0f, "1"},
    {INK, REGULAR, 8.4f, 404.5f, 528.6f, 0.0f, "129,00\240\200"},
    {INK, REGULAR, 8.4f, 464.6f, 528.6f, 0.0f, "20\240%"},
    {INK, REGULAR, 8.4f, 505.9f, 528.6f, 0.0f, "129,00\240\200"},
    {INK, REGULAR, 8.4f, 52.0f, 528.6f, 0.0f, "Vidange moteur et filtre \340 huile \226 huile 5W-30 (5 L)"},
    {RULE, BOX, 0.6f, 45.0f, 520.6f, 505.3f, NULL},
    {INK, REGULAR, 8.4f, 379.2f, 507.8f, 0.0f, "1"},
    {INK, REGULAR, 8.4f, 409.9f, 507.8f, 0.0f, "64,90\240\200"},
    {INK, REGULAR, 8.4f, 464.6f, 507.8f, 0.0f, "20\240%"},
    {INK, REGULAR, 8.4f, 511.2f, 507.8f, 0.0f, "64,90\240\200"},
    {INK, REGULAR, 8.4f, 52.0f, 507.8f, 0.0f, "Plaquettes de frein avant Bosch"},
    {INK, REGULAR, 8.4f, 52.0f, 496.2f, 0.0f, "R\351f. 0 986 494 524"},
    {RULE, BOX, 0.6f, 45.0f, 488.2f, 505.3f, NULL},
    {INK, REGULAR, 8.4f, 371.2f, 475.4f, 0.0f, "1,5"},
    {INK, REGULAR, 8.4f, 409.9f, 475.4f, 0.0f, "65,00\240\200"},
    {INK, REGULAR, 8.4f, 464.6f, 475.4f, 0.0f, "20\240%"},
    {INK, REGULAR, 8.4f, 511.2f, 475.4f, 0.0f, "97,50\240\200"},
    {INK, REGULAR, 8.4f, 52.0f, 475.4f, 0.0f, "Main-d\222\234uvre : remplacement des plaquettes"},
    {RULE, BOX, 0.6f, 45.0f, 467.4f, 505.3f, NULL},
    {INK, REGULAR, 8.4f, 379.2f, 454.6f, 0.0f, "2"},
    {INK, REGULAR, 8.4f, 415.2f, 454.6f, 0.0f, "4,50\240\200"},
    {INK, REGULAR, 8.4f, 461.9f, 454.6f, 0.0f, "5,5\240%"},
    {INK, REGULAR, 8.4f, 516.6f, 454.6f, 0.0f, "9,00\240\200"},
    {INK, REGULAR, 8.4f, 52.0f, 454.6f, 0.0f, "Liquide lave-glace"},
    {RULE, BOX, 0.6f, 45.0f, 446.6f, 505.3f, NULL},
    {INK, REGULAR, 8.4f, 379.2f, 433.8f, 0.0f, "1"},
    {INK, REGULAR, 8.4f, 406.8f, 433.8f, 0.0f, "-20,00\240\200"},
    {INK, REGULAR, 8.4f, 464.6f, 433.8f, 0.0f, "20\240%"},
    {INK, REGULAR, 8.4f, 508.2f, 433.8f, 0.0f, "-20,00\240\200"},
    {INK, REGULAR, 8.4f, 52.0f, 433.8f, 0.0f, "Remise fid\351lit\351"},
    {RULE, BOX, 0.6f, 45.0f, 425.8f, 505.3f, NULL},
    {ACCENT, BOLD, 6.6f, 45.0f, 402.4f, 0.0f, "TAUX DE TVA"},
    {ACCENT, BOLD, 6.6f, 158.3f, 402.4f, 0.0f, "BASE HT"},
    {ACCENT, BOLD, 6.6f, 228.7f, 402.4f, 0.0f, "MONTANT TVA"},
    {RULE, BOX, 0.6f, 45.0f, 396.8f, 238.0f, NULL},
    {INK, REGULAR, 8.4f, 45.0f, 386.9f, 0.0f, "20\240%"},
    {INK, REGULAR, 8.4f, 152.6f, 386.9f, 0.0f, "271,40\240\200"},
    {INK, REGULAR, 8.4f, 251.0f, 386.9f, 0.0f, "54,28\240\200"},
    {INK, REGULAR, 8.4f, 45.0f, 371.9f, 0.0f, "5,5\240%"},
    {INK, REGULAR, 8.4f, 163.3f, 371.9f, 0.0f, "9,00\240\200"},
    {INK, REGULAR, 8.4f, 256.3f, 371.9f, 0.0f, "0,50\240\200"},
    {INK, REGULAR, 8.4f, 348.0f, 401.9f, 0.0f, "Total HT"},
    {INK, REGULAR, 8.4f, 505.9f, 401.9f, 0.0f, "280,40\240\200"},
    {INK, REGULAR, 8.4f, 348.0f, 386.9f, 0.0f, "Total TVA"},
    {INK, REGULAR, 8.4f, 511.2f, 386.9f, 0.0f, "54,78\240\200"},
    {INK, BOLD, 8.4f, 348.0f, 371.9f, 0.0f, "Total TTC"},
    {INK, BOLD, 8.4f, 502.1f, 371.9f, 0.0f, "335,18\240\200"},
    {ACCENT, BOX, 24.0f, 338.0f, 338.8f, 212.3f, NULL},
    {WHITE, BOLD, 10.0f, 348.0f, 348.0f, 0.0f, "Net \340 payer"},
    {WHITE, BOLD, 10.0f, 494.3f, 348.0f, 0.0f, "335,18\240\200"},
    {ACCENT, BOLD, 6.6f, 45.0f, 317.7f, 0.0f, "R\310GLEMENT"},
    {SOFT, REGULAR, 8.0f, 45.0f, 304.1f, 0.0f, "Mode de r\350glement"},
    {INK, REGULAR, 8.4f, 137.0f, 304.1f, 0.0f, "Virement bancaire"},
    {SOFT, REGULAR, 8.0f, 45.0f, 292.5f, 0.0f, "\300 r\351gler avant le"},
    {INK, REGULAR, 8.4f, 137.0f, 292.5f, 0.0f, "22/12/2026"},
    {SOFT, REGULAR, 8.0f, 45.0f, 280.9f, 0.0f, "IBAN"},
    {INK, REGULAR, 8.4f, 137.0f, 280.9f, 0.0f, "FR76 3000 6000 0112 3456 7890 189"},
    {ACCENT, BOLD, 6.6f, 45.0f, 256.4f, 0.0f, "CONDITIONS DE R\310GLEMENT"},
    {SOFT, REGULAR, 6.8f, 45.0f, 244.4f, 0.0f, "En cas de retard de paiement, une p\351nalit\351 \351gale au taux de refinancement de la BCE major\351 de 10 points sera exigible (articles L441-9 et L441-10"},
    {SOFT, REGULAR, 6.8f, 45.0f, 235.0f, 0.0f, "du Code de commerce)."},
    {SOFT, REGULAR, 6.8f, 45.0f, 224.1f, 0.0f, "Indemnit\351 forfaitaire pour frais de recouvrement due par les professionnels : 40 \200."},
    {SOFT, REGULAR, 6.8f, 45.0f, 213.2f, 0.0f, "Pas d\222escompte pour paiement anticip\351."},
    {RULE, BOX, 0.6f, 45.0f, 54.2f, 505.3f, NULL},
    {SOFT, REGULAR, 6.4f, 522.2f, 41.1f, 0.0f, "Page 1/1"},
    {SOFT, REGULAR, 6.4f, 45.0f, 41.1f, 0.0f, "Garage Martin  \267  SARL au capital de 10 000 \200 \267 RCS Lyon 732 829 320  \267  SIRET 73282932000074  \267  TVA FR44732829320"},
    {SOFT, REGULAR, 6.4f, 45.0f, 32.5f, 0.0f, "Merci de votre confiance \226 garantie pi\350ces et main-d\222\234uvre 12 mois"},
};
/* clang-format on */

/* ---- the floor ---- */

static HPDF_Font bare_font(HPDF_Doc doc, const unsigned char *data, unsigned int len)
{
    HPDF_Stream stream = HPDF_MemStream_New(doc->mmgr, len);
    HPDF_Stream_Write(stream, data, len);
    HPDF_FontDef def = HPDF_TTFontDef_Load(doc->mmgr, stream, HPDF_TRUE);
    HPDF_Doc_RegisterFontDef(doc, def);
    return HPDF_GetFont(doc, def->base_font, "WinAnsiEncoding");
}

static void bare_stroke(HPDF_Page sheet, const HPDF_Font *fonts, const struct stroke *stroke)
{
    HPDF_Page_SetRGBFill(sheet, inks[stroke->ink][0], inks[stroke->ink][1], inks[stroke->ink][2]);
    if (stroke->shape == BOX) {
        HPDF_Page_Rectangle(sheet, stroke->x, stroke->y, stroke->width, stroke->size);
        HPDF_Page_Fill(sheet);
    } else {
        HPDF_Page_SetFontAndSize(sheet, fonts[stroke->shape], stroke->size);
        HPDF_Page_BeginText(sheet);
        HPDF_Page_TextOut(sheet, stroke->x, stroke->y, stroke->text);
        HPDF_Page_EndText(sheet);
    }
}

static void bare(char *room, size_t *len)
{
    HPDF_Doc doc = HPDF_New(NULL, NULL);
    HPDF_SetCompressionMode(doc, HPDF_COMP_ALL);
    HPDF_Font fonts[] = {[REGULAR] = bare_font(doc, font_text_regular, font_text_regular_len),
                         [BOLD] = bare_font(doc, font_text_bold, font_text_bold_len)};
    HPDF_Page sheet = HPDF_AddPage(doc);
    HPDF_Page_SetSize(sheet, HPDF_PAGE_SIZE_A4, HPDF_PAGE_PORTRAIT);
    for (size_t i = 0; i < sizeof page / sizeof *page; i++) {
        bare_stroke(sheet, fonts, &page[i]);
    }
    HPDF_SaveToStream(doc);
    HPDF_UINT32 size = HPDF_GetStreamSize(doc);
    HPDF_ReadFromStream(doc, (HPDF_BYTE *)room, &size);
    *len = size;
    HPDF_Free(doc);
}

/* ---- the product ---- */

static struct pdf_document invoice(const char *buyer)
{
    static const char *const mentions[] = {
        "En cas de retard de paiement, une pénalité égale au taux de refinancement de la BCE majoré de 10 points sera exigible "
        "(articles L441-9 et L441-10 du Code de commerce).",
        "Indemnité forfaitaire pour frais de recouvrement due par les professionnels : 40 €.",
        "Pas d’escompte pour paiement anticipé.", NULL};
    static const struct pdf_line lines[] = {
        {"Vidange moteur et filtre à huile – huile 5W-30 (5 L)", 1000, 1290000, 2000, 12900, NULL, NULL, 0},
        {"Plaquettes de frein avant Bosch\nRéf. 0 986 494 524", 1000, 649000, 2000, 6490, NULL, NULL, 0},
        {"Main-d’œuvre : remplacement des plaquettes", 1500, 650000, 2000, 9750, NULL, NULL, 0},
        {"Liquide lave-glace", 2000, 45000, 550, 900, NULL, NULL, 0},
        {"Remise fidélité", 1000, -200000, 2000, -2000, NULL, NULL, 0}};
    static const struct pdf_vat vats[] = {{2000, 27140, 5428}, {550, 900, 50}};
    return (struct pdf_document){.kind = PDF_INVOICE,
                                 .number = "2026-001",
                                 .issue_date = "2026-11-22",
                                 .due_date = "2026-12-22",
                                 .service_date = "2026-11-20",
                                 .seller = {.name = "Garage Martin",
                                            .street = "12 rue de la République",
                                            .postal_code = "69003",
                                            .city = "Lyon",
                                            .phone = "+33 4 78 12 34 56",
                                            .email = "contact@garage-martin.fr",
                                            .siren = "73282932000074",
                                            .vat_number = "FR44732829320",
                                            .legal = "SARL au capital de 10 000 € · RCS Lyon 732 829 320",
                                            .iban = "FR76 3000 6000 0112 3456 7890 189"},
                                 .buyer = {.name = buyer,
                                           .contact = "Mme Zoé Lefèvre",
                                           .street = "8 allée des Érables",
                                           .postal_code = "69100",
                                           .city = "Villeurbanne",
                                           .email = "zoe@lefevre.example",
                                           .siren = "552100554",
                                           .vat_number = "FR40552100554"},
                                 .business_buyer = true,
                                 .vehicle = "Renault Clio V TCe 90 (2020) – VIN VF1RJA00067123456",
                                 .license_plate = "AB-123-CD",
                                 .mileage_km = 45000,
                                 .lines = lines,
                                 .line_count = 5,
                                 .vats = vats,
                                 .vat_count = 2,
                                 .subtotal_cents = 28040,
                                 .vat_cents = 5478,
                                 .total_cents = 33518,
                                 .payment_method = "Virement bancaire",
                                 .mentions = mentions,
                                 .footer = "Merci de votre confiance – garantie pièces et main-d’œuvre 12 mois"};
}

static void product(struct arena *arena, const struct pdf_document *document, size_t *len)
{
    struct cx cx;
    struct buf out;
    cx_init(&cx, arena);
    buf_init(&out, arena, 0);
    if (pdf_render(&cx, document, &out) != RC_OK) {
        exit(EXIT_FAILURE);
    }
    *len = out.len;
    cx_end(&cx);
    arena_reset(arena);
}

/* ---- timing ---- */

static double cpu_ms(void)
{
    struct timespec now;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return (double)now.tv_sec * 1e3 + (double)now.tv_nsec / 1e6;
}

/* Milliseconds per document in the fastest of BATCHES, which a busy machine disturbs least. document NULL: the floor. */
static double measure(struct arena *arena, const struct pdf_document *document, int rounds, size_t *len)
{
    static char room[1 << 20];
    double best = 0;
    for (int batch = 0; batch < BATCHES; batch++) {
        double start = cpu_ms();
        for (int i = 0; i < rounds; i++) {
            if (document != NULL) {
                product(arena, document, len);
            } else {
                bare(room, len);
            }
        }
        double each = (cpu_ms() - start) / rounds;
        best = batch == 0 || each < best ? each : best;
    }
    return best;
}

int main(int argc, char **argv)
{
    int rounds = argc > 1 ? (int)strtol(argv[1], NULL, 10) : ROUNDS;
    struct arena *arena = arena_new(0);
    struct pdf_document french = invoice("Transports Lefèvre & Fils SAS");
    struct pdf_document greek = invoice("Ελένη Παπαδοπούλου");
    struct pdf_document world = invoice("王小明汽車修理廠 – محمد العربي");
    size_t floor_len;
    size_t len;

    double floor_ms = measure(arena, NULL, rounds, &floor_len);
    double ms = measure(arena, &french, rounds, &len);
    printf("bare libharu   %6.3f ms  %6zu bytes\n", floor_ms, floor_len);
    printf("pdf_render     %6.3f ms  %6zu bytes  ratio %.2f (at most %.1f)\n", ms, len, ms / floor_ms, MAX_RATIO);
    double wide_ms = measure(arena, &greek, rounds / 4 + 1, &len);
    printf("Unicode fonts  %6.3f ms  %6zu bytes\n", wide_ms, len);
    double outline_ms = measure(arena, &world, rounds / 4 + 1, &len);
    printf("outlines       %6.3f ms  %6zu bytes\n", outline_ms, len);
    arena_free(arena);
    return ms <= MAX_RATIO * floor_ms ? EXIT_SUCCESS : EXIT_FAILURE;
}
