/* SPDX-License-Identifier: MIT
 *
 * A reading counts by how many of the three printings gave it and by whether its check digit was read beside it. Where the
 * printings differ in single characters, what each place is mostly read as is a candidate of its own; so is each mixture of two
 * readings that the check digit confirms. What the numbers mean was calibrated: docs/ocr.md. */
#include "ocr/ballot.h"

#include <string.h>

#include "ocr/code.h"
#include "ocr/mrz.h"

enum { DIFFERENCES_MAX = 4 };

void ballot_add(struct ballot *ballot, const char *text, unsigned printing)
{
    size_t len = strlen(text);
    for (size_t i = 0; i < ballot->count; i++) {
        if (strcmp(ballot->votes[i].text, text) == 0) {
            ballot->votes[i].printings |= printing;
            ballot->votes[i].times++;
            return;
        }
    }
    if (ballot->count < BALLOT_MAX && len > 0 && len < BALLOT_TEXT) {
        struct vote *vote = &ballot->votes[ballot->count++];
        memcpy(vote->text, text, len + 1);
        vote->printings = printing;
        vote->times = 1;
    }
}

void ballot_digit(struct ballot *ballot, char digit)
{
    if (digit && ballot->digit_count < BALLOT_DIGITS) {
        ballot->digits[ballot->digit_count++] = digit;
    }
}

static int bits(unsigned mask)
{
    return (int)((mask & 1) + (mask >> 1 & 1) + (mask >> 2 & 1));
}

/* The digit that was read most often. */
static char common_digit(const struct ballot *ballot)
{
    int counts[10] = {0};
    int best = -1;
    for (size_t i = 0; i < ballot->digit_count; i++) {
        counts[ballot->digits[i] - '0']++;
    }
    for (int i = 0; i < 10; i++) {
        best = counts[i] > 0 && (best < 0 || counts[i] > counts[best]) ? i : best;
    }
    return best < 0 ? 0 : (char)('0' + best);
}

static bool checks(const struct ballot *ballot, const char *text)
{
    char digit = common_digit(ballot);
    return digit && mrz_digit(text, strlen(text)) == digit;
}

/* ---- look-alikes ---- */

static const char look_alikes[][3] = {"1T", "0D", "8B", "5S", "2Z", "6G", "1L", "UV", "VY", "4A", "MN", "HN", "CG", "FP", "KX"};

/* The character that `c` may have been, for the pair; 0: it is not of the pair. */
static char other_of(const char *pair, char c)
{
    return c == pair[0] ? pair[1] : c == pair[1] ? pair[0] : 0;
}

/* Whether two readings differ in look-alikes only. */
static bool alike(const char *a, const char *b)
{
    size_t i = 0;
    for (; a[i] && b[i]; i++) {
        bool same = a[i] == b[i];
        for (size_t pair = 0; pair < sizeof look_alikes / sizeof *look_alikes && !same; pair++) {
            same = other_of(look_alikes[pair], a[i]) == b[i];
        }
        if (!same) {
            return false;
        }
    }
    return a[i] == b[i];
}

/* Whether the same was read in one of these printings, but for look-alikes. */
static bool confirmed(const struct ballot *ballot, const char *text, unsigned printings)
{
    for (size_t i = 0; i < ballot->count; i++) {
        const struct vote *vote = &ballot->votes[i];
        if ((vote->printings & printings) && alike(vote->text, text)) {
            return true;
        }
    }
    return false;
}

bool ballot_compared(const struct ballot *ballot)
{
    for (size_t i = 0; i < ballot->count; i++) {
        if (ballot->votes[i].printings & PRINTING_FONT) {
            return true;
        }
    }
    return false;
}

/* ---- trust ---- */

/* A digit that was read and does not fit is a sign that all printings were misread alike. */
static int trust(const struct ballot *ballot, const struct vote *vote)
{
    static const int fitting[] = {850, 850, 995, 999};
    static const int unknown[] = {450, 450, 900, 950};
    static const int against[] = {300, 300, 550, 650};
    int places = bits(vote->printings);
    if (vote->printings & PRINTING_FONT) {
        return places >= 2 ? 999 : confirmed(ballot, vote->text, PRINTING_FIELD | PRINTING_COUPON) ? 992 : 955;
    }
    if (checks(ballot, vote->text)) {
        return fitting[places] + (places < 2 && vote->times >= 2 ? 30 : 0);
    }
    return ballot->digit_count == 0 ? unknown[places] : against[places];
}

/* The only way to make it fit by one look-alike; those by which the maker becomes known come first. How many there are. */
static size_t mend(const struct ballot *ballot, const char *text, bool known, char out[BALLOT_TEXT])
{
    size_t found = 0;
    for (size_t i = 0; text[i]; i++) {
        for (size_t pair = 0; pair < sizeof look_alikes / sizeof *look_alikes; pair++) {
            char tried[BALLOT_TEXT];
            char other = other_of(look_alikes[pair], text[i]);
            memcpy(tried, text, BALLOT_TEXT);
            tried[i] = other;
            if (other && checks(ballot, tried) && (!known || code_maker(tried))) {
                memcpy(out, tried, BALLOT_TEXT);
                found++;
            }
        }
    }
    return found;
}

/* The best reading, mended where its check digit says that it is none. */
static int decide_mended(const struct ballot *ballot, const struct vote *vote, char out[BALLOT_TEXT])
{
    bool vehicle = strlen(vote->text) == CODE_VIN;
    if (ballot->digit_count == 0 || checks(ballot, vote->text)) {
        return 0;
    }
    if (vehicle && !code_maker(vote->text) && mend(ballot, vote->text, true, out) == 1) {
        return bits(vote->printings) >= 2 ? 950 : 700;
    }
    return mend(ballot, vote->text, false, out) == 1 ? 660 : 0;
}

/* Two readings of one length: the places where they differ; more than DIFFERENCES_MAX: too many. */
static size_t differences(const char *a, const char *b, size_t *at)
{
    size_t count = 0;
    for (size_t i = 0; a[i] && count <= DIFFERENCES_MAX; i++) {
        if (a[i] != b[i]) {
            at[count < DIFFERENCES_MAX ? count : DIFFERENCES_MAX - 1] = i;
            count++;
        }
    }
    return count;
}

/* Mixtures of two readings that fit the check digit. Two that differ say that neither the one nor the other is known. */
static size_t mixtures(const struct ballot *ballot, const struct vote *a, const struct vote *b, char out[BALLOT_TEXT])
{
    size_t at[DIFFERENCES_MAX];
    size_t found = 0;
    size_t count = strlen(a->text) == strlen(b->text) ? differences(a->text, b->text, at) : 0;
    if (count == 0 || count > DIFFERENCES_MAX) {
        return 0;
    }
    for (unsigned mask = 0; mask < 1U << count; mask++) {
        char mixed[BALLOT_TEXT];
        memcpy(mixed, a->text, sizeof mixed);
        for (size_t i = 0; i < count; i++) {
            mixed[at[i]] = mask >> i & 1 ? b->text[at[i]] : a->text[at[i]];
        }
        if (checks(ballot, mixed)) {
            memcpy(out, mixed, BALLOT_TEXT);
            found++;
        }
    }
    return found;
}

static int decide_mixture(const struct ballot *ballot, char out[BALLOT_TEXT])
{
    char found[BALLOT_TEXT];
    int best = 0;
    for (size_t i = 0; i < ballot->count; i++) {
        for (size_t j = i + 1; j < ballot->count; j++) {
            const struct vote *a = &ballot->votes[i];
            const struct vote *b = &ballot->votes[j];
            int weight = a->times + b->times;
            if (a->printings != b->printings && weight > best && mixtures(ballot, a, b, found) == 1) {
                best = weight;
                memcpy(out, found, BALLOT_TEXT);
            }
        }
    }
    return best > 0 ? 700 : 0;
}

static const struct vote *best_vote(const struct ballot *ballot)
{
    const struct vote *best = NULL;
    for (size_t i = 0; i < ballot->count; i++) {
        const struct vote *vote = &ballot->votes[i];
        int more = best ? trust(ballot, vote) - trust(ballot, best) : 1;
        if (more > 0 || (more == 0 && vote->times > best->times)) {
            best = vote;
        }
    }
    return best;
}

int ballot_decide(const struct ballot *ballot, char out[BALLOT_TEXT])
{
    char tried[BALLOT_TEXT];
    const struct vote *vote = best_vote(ballot);
    if (!vote) {
        return 0;
    }
    int best = trust(ballot, vote);
    memcpy(out, vote->text, BALLOT_TEXT);
    int mixed = best < 700 ? decide_mixture(ballot, tried) : 0;
    if (mixed > best) {
        best = mixed;
        memcpy(out, tried, BALLOT_TEXT);
    }
    int mended = best < 700 ? decide_mended(ballot, vote, tried) : 0;
    if (mended > best) {
        best = mended;
        memcpy(out, tried, BALLOT_TEXT);
    }
    return best;
}
