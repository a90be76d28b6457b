/* SPDX-License-Identifier: MIT
 *
 * What can be wrong with one field, by names that programs know: rows of an error's `details` carry them beside the sentence,
 * the description of the API lists them, and the front end says them in the reader's language. */
#ifndef BASE_PROBLEM_H
#define BASE_PROBLEM_H

#include "base/arena.h"

/* clang-format off */
/* What a platform would refuse of an electronic invoice (invoicing/readiness.h). */
#define READINESS_PROBLEMS(X) \
    X(SELLER_SIRET_MISSING) \
    X(SELLER_VAT_NUMBER_MISSING) /* or the regime of the franchise */ \
    X(SELLER_VAT_NUMBER_DIFFERS) /* from the SIRET */ \
    X(SELLER_ADDRESS_INCOMPLETE) \
    X(COUNTRY_UNKNOWN) /* of an address */ \
    X(DIRECTORY_ADDRESS_DIFFERS) /* from the SIREN */ \
    X(VAT_REGIME_MISSING) \
    X(PAYMENT_TERMS_INCOMPLETE) \
    X(PLATFORM_MISSING) \
    X(IBAN_MISSING) /* of the seller, who is paid by transfer */ \
    X(BUYER_SIREN_MISSING) \
    X(BUYER_VAT_NUMBER_MISSING) \
    X(BUYER_ADDRESS_INCOMPLETE) \
    X(BUYER_UNREACHABLE) /* by no electronic address */ \
    X(DUE_BEFORE_ISSUE) \
    X(VAT_RATE_NOT_ALLOWED) /* of line `params.line` */ \
    X(EXEMPTION_MISSING) /* of line `params.line`, at 0 % */ \
    X(VAT_WITHOUT_RIGHT) /* of line `params.line`: there is none under the franchise */
#define PROBLEMS(X) \
    X(REQUIRED) /* is missing, null or empty */ \
    X(UNKNOWN_FIELD) /* no member of that name */ \
    X(UNKNOWN_PARAMETER) /* none of `params.known` */ \
    X(GIVEN_TWICE) /* a parameter that has one value */ \
    X(WRONG_TYPE) /* `params.type`: text, number, boolean, list, object */ \
    X(INVALID_CHARACTER) /* a character that no text holds */ \
    X(NOT_VISIBLE) /* nothing to see in it */ \
    X(COMMA_NOT_ALLOWED) /* in a tag */ \
    X(TOO_LONG) /* more than `params.max` characters */ \
    X(TOO_SHORT) /* fewer than `params.min` characters */ \
    X(WRONG_LENGTH) /* not exactly `params.length` characters */ \
    X(TOO_LARGE) /* more than `params.max` bytes */ \
    X(TOO_DEEP) /* nested too deeply, or a number beyond 64 bits */ \
    X(TOO_FEW_ENTRIES) /* fewer than `params.min` */ \
    X(TOO_MANY_ENTRIES) /* more than `params.max` */ \
    X(TOO_MANY_VALUES) /* of a filter: more than `params.max` */ \
    X(NOT_A_NUMBER) \
    X(NOT_AN_INTEGER) \
    X(TOO_MANY_DECIMALS) /* more than `params.max` */ \
    X(OUT_OF_RANGE) /* not between `params.min` and `params.max` */ \
    X(NOT_IN_LIST) /* none of `params.values` */ \
    X(UNKNOWN_VALUE) /* none that its own list has (/api/coefficients) */ \
    X(NOT_POSITIVE) \
    X(INVALID_DATE) /* not YYYY-MM-DD */ \
    X(INVALID_TIME) \
    X(INVALID_UUID) \
    X(INVALID_EMAIL) \
    X(INVALID_PHONE) /* not + and 6 to 15 digits */ \
    X(INVALID_URL) \
    X(INVALID_USERNAME) \
    X(INVALID_SUBDOMAIN) \
    X(INVALID_TIMEZONE) \
    X(INVALID_CURRENCY) \
    X(INVALID_SIREN) \
    X(INVALID_SIRET) \
    X(INVALID_VAT_NUMBER) \
    X(INVALID_VIN) \
    X(INVALID_ELECTRONIC_ADDRESS) /* does not go with its scheme */ \
    X(INVALID_ACCOUNT) /* of an accountant */ \
    X(INVALID_DAY) /* not MM-DD */ \
    X(INVALID_NUMBER) /* check digits or length do not fit */ \
    X(INVALID_PICTURE) /* no PNG that can be read */ \
    X(INVALID_KEY) \
    X(NOT_FOUND) /* names no record */ \
    X(NOT_ACTIVE) /* names a user who is not active */ \
    X(NOT_A_MANAGER) \
    X(WRONG_OWNER) /* belongs to somebody else */ \
    X(NO_LONGER_IN_USE) \
    X(NOT_APPLICABLE) /* does not go with the rest */ \
    X(ALREADY_EXISTS) \
    X(SUBDOMAIN_EXISTS) \
    X(TOO_EARLY) \
    X(TOO_LATE) \
    X(DATE_IS_FIXED) \
    X(PASSWORD_LENGTH) \
    X(PASSWORD_COMMON) \
    X(PASSWORD_IS_EMAIL) \
    X(PASSWORD_INCORRECT) \
    X(NOTHING_TO_CHANGE) \
    X(REASON_REQUIRED) \
    X(MILEAGE_DECREASED) \
    X(AMOUNT_TOO_LARGE) \
    X(MORE_THAN_DUE) /* more than `params.max` is due */ \
    X(MORE_THAN_LEFT) /* more than `params.max` is left of the invoice, or of the quote */ \
    X(NEGATIVE_NET) /* at `params.rate` percent */ \
    X(NOT_INVOICED_AT_RATE) /* `params.rate` percent */ \
    X(NO_ADDRESS) \
    X(RECIPIENT_NOT_ALLOWED) \
    X(NOT_YOUR_DOCUMENT) \
    X(NOT_FOR_SALE) \
    X(NOT_OVERDUE) \
    READINESS_PROBLEMS(X)
/* clang-format on */

#define PROBLEM_ENUM(name) PROBLEM_##name,
enum problem_code { PROBLEMS(PROBLEM_ENUM) PROBLEM_COUNT };

struct problem {
    enum problem_code code;
    const char *message; /* English, for people */
    const char *params;  /* what the sentence speaks of, as a JSON object; NULL: nothing */
};

/* "TOO_LONG" */
const char *problem_name(enum problem_code code);

/* On the arena; texts are the caller's and must live as long. */
const struct problem *problem_new(struct arena *arena, enum problem_code code, const char *params, const char *message);

/* TOO_MANY_ENTRIES. */
const struct problem *problem_too_many(struct arena *arena, size_t max);
/* NOT_IN_LIST, told with what there is: names of ours, ending with NULL. */
const struct problem *problem_one_of(struct arena *arena, const char *const *names);

#endif
