/* SPDX-License-Identifier: MIT
 *
 * What stands in which column. The statements (sql/tenant/queries/export.sql) have them in this order. */
#include "workshop/export.h"

#include "workshop/contact.h"
#include "workshop/payment_list.h"
#include "workshop/quote.h"
#include "workshop/vehicle.h"

/* clang-format off */
#define COLUMN(kind, en, fr, width, total, words) {{(en), (fr)}, COLUMN_##kind, (width), (total), (words), 0}
#define TEXT(en, fr, width) COLUMN(TEXT, en, fr, width, false, NULL)
#define WORD(en, fr, width, words) COLUMN(TEXT, en, fr, width, false, words)
#define DATE(en, fr) COLUMN(DATE, en, fr, 12, false, NULL)
#define DAY(en, fr) COLUMN(DAY, en, fr, 12, false, NULL)
#define NUMBER(en, fr, width) COLUMN(INTEGER, en, fr, width, false, NULL)
#define MONEY(en, fr) COLUMN(MONEY, en, fr, 14, true, NULL)
#define CURRENCY COLUMN(CURRENCY, "Currency", "Devise", 9, false, NULL)
#define ID TEXT("ID", "Identifiant", 37)
#define END {{NULL, NULL}, COLUMN_TEXT, 0, false, NULL, 0}
#define NO_WORD {NULL, {NULL, NULL}}

static const struct export_word quote_words[] = {
    {"DRAFT", {"Draft", "Brouillon"}}, {"SENT", {"Sent", "Envoyé"}}, {"ACCEPTED", {"Accepted", "Accepté"}},
    {"REJECTED", {"Rejected", "Refusé"}}, {"EXPIRED", {"Expired", "Expiré"}}, NO_WORD,
};
static const struct export_word invoice_words[] = {
    {"DRAFT", {"Draft", "Brouillon"}}, {"SENT", {"Sent", "Envoyée"}}, {"OVERDUE", {"Overdue", "En retard"}},
    {"PAID", {"Paid", "Payée"}}, {"CREDITED", {"Credited", "Avoir émis"}}, NO_WORD,
};
static const struct export_word method_words[] = {
    {"BANK_TRANSFER", {"Bank transfer", "Virement"}}, {"CARD", {"Card", "Carte"}}, {"CASH", {"Cash", "Espèces"}},
    {"CHECK", {"Cheque", "Chèque"}}, {"DIRECT_DEBIT", {"Direct debit", "Prélèvement"}}, {"OTHER", {"Other", "Autre"}}, NO_WORD,
};
static const struct export_word payment_words[] = {
    {"PAYMENT", {"Payment", "Encaissement"}}, {"REVERSAL", {"Reversal", "Annulation"}}, {"REFUND", {"Refund", "Remboursement"}},
    NO_WORD,
};

static const struct export_column contact_columns[] = {
    TEXT("Last name", "Nom", 20),
    TEXT("First name", "Prénom", 16),
    TEXT("Company", "Société", 26),
    TEXT("Phone", "Téléphone", 16),
    TEXT("E-mail", "E-mail", 28),
    TEXT("Street", "Adresse", 28),
    TEXT("Postal code", "Code postal", 12),
    TEXT("Town", "Ville", 18),
    TEXT("Country", "Pays", 14),
    TEXT("SIREN", "SIREN", 12),
    TEXT("VAT number", "N° de TVA", 16),
    TEXT("Tags", "Étiquettes", 20),
    COLUMN(BOOL, "VIP", "VIP", 8, false, NULL),
    NUMBER("Vehicles", "Véhicules", 10),
    DAY("Created on", "Créé le"),
    ID, END,
};

static const struct export_column vehicle_columns[] = {
    TEXT("Plate", "Immatriculation", 16),
    TEXT("Make", "Marque", 16),
    TEXT("Model", "Modèle", 18),
    NUMBER("Year", "Année", 8),
    TEXT("Colour", "Couleur", 12),
    TEXT("VIN", "VIN", 20),
    NUMBER("Mileage (km)", "Kilométrage", 13),
    TEXT("Owner", "Propriétaire", 26),
    TEXT("Phone", "Téléphone", 16),
    DAY("Created on", "Créé le"),
    ID, END,
};

static const struct export_column quote_columns[] = {
    TEXT("Number", "Numéro", 12),
    DATE("Date", "Date"),
    DATE("Valid until", "Valable jusqu’au"),
    TEXT("Customer", "Client", 26),
    TEXT("Plate", "Immatriculation", 16),
    MONEY("Net", "Total HT"),
    MONEY("VAT", "TVA"),
    MONEY("Total", "Total TTC"),
    CURRENCY,
    WORD("Status", "Statut", 12, quote_words),
    DAY("Sent on", "Envoyé le"),
    TEXT("Invoice", "Facture", 12),
    ID, END,
};

static const struct export_column invoice_columns[] = {
    TEXT("Number", "Numéro", 12),
    DATE("Date", "Date"),
    DATE("Due on", "Échéance"),
    TEXT("Customer", "Client", 26),
    TEXT("Plate", "Immatriculation", 16),
    MONEY("Net", "Total HT"),
    MONEY("VAT", "TVA"),
    MONEY("Total", "Total TTC"),
    MONEY("Deposits", "Acomptes déduits"),
    MONEY("Paid", "Encaissé"),
    MONEY("Credited", "Avoirs"),
    MONEY("Due", "Reste dû"),
    CURRENCY,
    WORD("Status", "Statut", 12, invoice_words),
    WORD("Payment method", "Moyen de paiement", 18, method_words),
    DAY("Paid on", "Payée le"),
    TEXT("Quote", "Devis", 12),
    ID, END,
};

static const struct export_column payment_columns[] = {
    DAY("Date", "Date"),
    TEXT("Invoice", "Facture", 12),
    TEXT("Customer", "Client", 26),
    WORD("Kind", "Nature", 14, payment_words),
    WORD("Payment method", "Moyen de paiement", 18, method_words),
    MONEY("Amount", "Montant"),
    CURRENCY,
    TEXT("Reason", "Motif", 30),
    DAY("Recorded on", "Saisi le"),
    ID, END,
};
/* clang-format on */

const struct export contact_export = {
    .file = {"contacts", "clients"},
    .sheet = {"Contacts", "Clients"},
    .resource = &contact_resource,
    .select = SQL_CONTACT_EXPORT,
    .search = SQL_CONTACT_EXPORT_SEARCH,
    .columns = contact_columns,
};
const struct export vehicle_export = {
    .file = {"vehicles", "vehicules"},
    .sheet = {"Vehicles", "Véhicules"},
    .resource = &vehicle_resource,
    .select = SQL_VEHICLE_EXPORT,
    .search = SQL_VEHICLE_EXPORT_SEARCH,
    .columns = vehicle_columns,
};
const struct export quote_export = {
    .file = {"quotes", "devis"},
    .sheet = {"Quotes", "Devis"},
    .resource = &quote_resource,
    .select = SQL_QUOTE_EXPORT,
    .search = SQL_QUOTE_EXPORT_SEARCH,
    .columns = quote_columns,
};
const struct export invoice_export = {
    .file = {"invoices", "factures"},
    .sheet = {"Invoices", "Factures"},
    .resource = &invoice_resource,
    .select = SQL_INVOICE_EXPORT,
    .search = SQL_INVOICE_EXPORT_SEARCH,
    .columns = invoice_columns,
};
const struct export payment_export = {
    .file = {"payments", "encaissements"},
    .sheet = {"Payments", "Encaissements"},
    .resource = &payment_resource,
    .select = SQL_PAYMENT_EXPORT,
    .search = SQL_PAYMENT_EXPORT_SEARCH,
    .columns = payment_columns,
};
