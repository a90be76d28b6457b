/* SPDX-License-Identifier: MIT
 *
 * The demonstration garage's price list: hours, what is used up, the parts that fit most cars, and packages of them. What a part costs
 * for one model, its quotes and invoices say. */
#include "demo/garage_story.h"

#include "base/str.h"
#include "workshop/catalogue.h"

#define PACKAGE_LINES 7

/* clang-format off */
static const struct {
    const char *code, *label, *kind, *unit;
    int64_t cents;
} priced[] = {
    {"T1", DEMO_LABOUR " mécanique (T1)", "LABOUR", "HOUR", 6500},
    {"T2", DEMO_LABOUR " mécanique spécialisée (T2)", "LABOUR", "HOUR", 7400},
    {"T3", DEMO_LABOUR " électronique (T3)", "LABOUR", "HOUR", 8600},
    {"CARR", DEMO_LABOUR " carrosserie et peinture", "LABOUR", "HOUR", 7000},
    {"GEO", "Contrôle au banc de géométrie", "LABOUR", "FLAT_RATE", 1500},
    {"EQU", "Équilibrage", "LABOUR", "PIECE", 850},
    {"HUI-5W30", "Huile moteur 5W30 (litre)", "FLUID", "LITRE", 1190},
    {"HUI-BV", "Huile de boîte (litre)", "FLUID", "LITRE", 1650},
    {"LDR", "Liquide de refroidissement (litre)", "FLUID", "LITRE", 620},
    {"DOT4", "Liquide de frein DOT 4 (litre)", "FLUID", "LITRE", 1890},
    {"R134A", "Gaz R134a (100 g)", "FLUID", "PIECE", 720},
    {"R1234", "Gaz R1234yf (100 g)", "FLUID", "PIECE", 2150},
    {"NETF", "Nettoyant freins", "FLUID", "PIECE", 690},
    {"FILT-H", "Filtre à huile", "PART", "PIECE", 1350},
    {"FILT-A", "Filtre à air", "PART", "PIECE", 1980},
    {"FILT-HAB", "Filtre d'habitacle", "PART", "PIECE", 2240},
    {"JBV", "Joint de bouchon de vidange", "PART", "PIECE", 180},
    {"PLAQ-AV", "Jeu de plaquettes avant", "PART", "SET", 4650},
    {"PLAQ-AR", "Jeu de plaquettes arrière", "PART", "SET", 3980},
    {"BAT70", "Batterie 70 Ah 640 A", "PART", "PIECE", 11900},
    {"BAT-AGM", "Batterie AGM 70 Ah 760 A", "PART", "PIECE", 18900},
    {"BAL-AV", "Jeu de balais avant", "PART", "SET", 2690},
    {"H7", "Ampoule H7", "PART", "PIECE", 990},
    {"205-55", "Pneu 205/55 R16 91V", "PART", "PIECE", 7890},
    {"195-65", "Pneu 195/65 R15 91H", "PART", "PIECE", 6490},
    {"VALVE", "Valve", "PART", "PIECE", 250},
    {"REC-H", "Recyclage des huiles usagées", "FEE", "FLAT_RATE", 350},
    {"REC-P", "Recyclage des pneus", "FEE", "PIECE", 150},
    {"GARD", "Gardiennage des pneus été (6 mois)", "FEE", "FLAT_RATE", 4500},
    {"CT", "Redevance du centre de contrôle", "EXPENSE", "FLAT_RATE", 6500},
};
#define PRICED (sizeof priced / sizeof *priced)

static const struct {
    const char *code, *label;
    struct {
        const char *code;
        int64_t quantity; /* thousandths */
    } lines[PACKAGE_LINES]; /* ends with a NULL code */
} packages[] = {
    {"VID", "Vidange et filtre à huile", {{"T1", 600}, {"HUI-5W30", 4500}, {"FILT-H", 1000}, {"JBV", 1000}, {"REC-H", 1000}}},
    {"REV", "Révision annuelle", {{"T1", 1500}, {"HUI-5W30", 4500}, {"FILT-H", 1000}, {"FILT-A", 1000}, {"FILT-HAB", 1000},
        {"REC-H", 1000}}},
    {"FREIN-AV", "Plaquettes de frein avant", {{"T1", 1000}, {"PLAQ-AV", 1000}, {"NETF", 1000}}},
    {"PNEU4", "Quatre pneus 205/55 R16 montés", {{"T1", 1000}, {"205-55", 4000}, {"EQU", 4000}, {"VALVE", 4000}, {"REC-P", 4000}}},
};
#define PACKAGES (sizeof packages / sizeof *packages)
/* clang-format on */

static enum rc add(struct cx *cx, struct catalogue_item *item)
{
    return resource_create(cx, &catalogue_resource, item, UINT64_MAX);
}

static const char *id_of(const char *code, const char *const ids[PRICED])
{
    size_t i = 0;
    while (i < PRICED && !str_eq(priced[i].code, code)) {
        i++;
    }
    return i < PRICED ? ids[i] : NULL;
}

static enum rc add_package(struct cx *cx, size_t nth, const char *const ids[PRICED])
{
    struct catalogue_item item;
    struct catalogue_line lines[PACKAGE_LINES];
    size_t count = 0;
    record_clear(&catalogue_item_record, &item);
    for (; count < PACKAGE_LINES && packages[nth].lines[count].code; count++) {
        record_clear(&catalogue_line_record, &lines[count]);
        lines[count].item_id = id_of(packages[nth].lines[count].code, ids);
        lines[count].quantity = packages[nth].lines[count].quantity;
    }
    item.code = packages[nth].code;
    item.label = packages[nth].label;
    item.kind = CATALOGUE_PACKAGE;
    item.items = (struct list){.rows = lines, .count = count};
    return add(cx, &item);
}

enum rc garage_price(struct cx *cx)
{
    const char *ids[PRICED];
    struct catalogue_item item;
    for (size_t i = 0; i < PRICED; i++) {
        record_clear(&catalogue_item_record, &item);
        item.code = priced[i].code;
        item.label = priced[i].label;
        item.kind = priced[i].kind;
        item.unit = priced[i].unit;
        item.unit_price = priced[i].cents * 100;
        TRY(add(cx, &item));
        ids[i] = item.id;
    }
    for (size_t i = 0; i < PACKAGES; i++) {
        TRY(add_package(cx, i, ids));
    }
    return RC_OK;
}
