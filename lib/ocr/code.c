/* SPDX-License-Identifier: MIT
 *
 * What looks alike in OCR-B and in the printers' fonts of certificates; the makers' table (ISO 3780 world manufacturer
 * identifiers of what drives in France). */
#include "ocr/code.h"

#include <string.h>

char code_letter(char c)
{
    static const char seen[] = "0128564";
    static const char meant[] = "DJZBSGA";
    if (c >= 'A' && c <= 'Z') {
        return c;
    }
    const char *at = c ? strchr(seen, c) : NULL;
    return at ? meant[at - seen] : 0;
}

char code_digit(char c)
{
    static const char seen[] = "ODQUILZSBGTAEJ";
    static const char meant[] = "00001125867431";
    if (c >= '0' && c <= '9') {
        return c;
    }
    const char *at = c ? strchr(seen, c) : NULL;
    return at ? meant[at - seen] : 0;
}

static char raised(char c)
{
    return c >= 'a' && c <= 'z' ? (char)(c - 'a' + 'A') : c;
}

static bool counts(char c)
{
    return (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

size_t code_compact(const char *text, char *out, size_t max)
{
    size_t len = 0;
    for (; *text && len < max; text++) {
        char c = raised(*text);
        if (counts(c)) {
            out[len++] = c;
        }
    }
    out[len] = '\0';
    return len;
}

/* Levenshtein's. */
size_t code_distance(const char *a, const char *b)
{
    enum { MOST = 20 };
    size_t row[MOST + 1];
    size_t width = strnlen(b, MOST);
    for (size_t j = 0; j <= width; j++) {
        row[j] = j;
    }
    for (size_t i = 0; a[i] && i < MOST; i++) {
        size_t corner = row[0];
        row[0] = i + 1;
        for (size_t j = 0; j < width; j++) {
            size_t least = corner + (a[i] != b[j]);
            corner = row[j + 1];
            least = row[j] + 1 < least ? row[j] + 1 : least;
            row[j + 1] = corner + 1 < least ? corner + 1 : least;
        }
    }
    return row[width];
}

bool code_undouble(char *text, size_t *at)
{
    static const char pairs[][3] = {"0O", "0D", "0Q", "OD", "OQ", "5S", "8B", "1I", "1T", "1L", "2Z", "6G", "CG", "VY", "4A"};
    size_t len = strlen(text);
    for (size_t i = *at; i + 1 < len; i++) {
        for (size_t pair = 0; pair < sizeof pairs / sizeof *pairs; pair++) {
            bool there = (text[i] == pairs[pair][0] && text[i + 1] == pairs[pair][1]) ||
                         (text[i] == pairs[pair][1] && text[i + 1] == pairs[pair][0]);
            if (there) {
                memmove(text + i, text + i + 1, len - i);
                *at = i + 1;
                return true;
            }
        }
    }
    return false;
}

/* ---- plates ---- */

/* Seven characters as a plate; how many had to be put right, or -1. */
static int fit_plate(const char *seven, char out[CODE_PLATE + 1])
{
    static const char kinds[] = "LLNNNLL";
    static const size_t places[] = {0, 1, 3, 4, 5, 7, 8};
    int changed = 0;
    memcpy(out, "__-___-__", CODE_PLATE + 1);
    for (size_t i = 0; i < 7; i++) {
        char c = kinds[i] == 'L' ? code_letter(seven[i]) : code_digit(seven[i]);
        if (!c) {
            return -1;
        }
        changed += c != seven[i];
        out[places[i]] = c;
    }
    return changed;
}

/* A plate that begins at `text`: dashes or blanks between its parts, nothing of a word before or behind. */
static int plate_at(const char *text, char out[CODE_PLATE + 1])
{
    char seven[8] = "";
    size_t count = 0;
    int dashes = 0;
    for (; *text && count < 7; text++) {
        char c = raised(*text);
        if (counts(c)) {
            seven[count++] = c;
        } else if (strchr("-. _~", c) && (count == 2 || count == 5)) {
            dashes += c == '-';
        } else if ((unsigned char)c >= 0x80) { /* a dash of another length */
            continue;
        } else {
            return -1;
        }
    }
    if (count < 7 || counts(raised(*text))) {
        return -1;
    }
    int changed = fit_plate(seven, out);
    return changed < 0 || changed > 1 + dashes ? -1 : changed;
}

bool code_plate(const char *text, bool exact, char out[CODE_PLATE + 1])
{
    int best = 100;
    char tried[CODE_PLATE + 1];
    char compact[16];
    if (exact) {
        return code_compact(text, compact, 15) == 7 && fit_plate(compact, out) >= 0;
    }
    for (const char *at = text; *at; at++) {
        if (at > text && counts(raised(at[-1]))) {
            continue;
        }
        int changed = counts(raised(*at)) ? plate_at(at, tried) : -1;
        if (changed >= 0 && changed < best) {
            best = changed;
            memcpy(out, tried, sizeof tried);
        }
    }
    return best < 100;
}

/* ---- vehicle numbers ---- */

static bool plausible(const char *vin)
{
    int digits = 0;
    int letters = 0;
    for (size_t i = 0; i < CODE_VIN; i++) {
        digits += vin[i] >= '0' && vin[i] <= '9';
        letters += vin[i] >= 'A' && vin[i] <= 'Z';
    }
    return digits >= 4 && letters >= 1;
}

bool code_vin(const char *text, char out[CODE_VIN + 1])
{
    while (*text) {
        size_t len = 0;
        char word[CODE_VIN + 1];
        for (; counts(raised(text[len])); len++) {
            if (len < CODE_VIN) {
                char c = raised(text[len]);
                word[len] = c == 'I' ? '1' : c == 'O' || c == 'Q' ? '0' : c;
            }
        }
        if (len == CODE_VIN && plausible(word)) {
            memcpy(out, word, CODE_VIN);
            out[CODE_VIN] = '\0';
            return true;
        }
        text += len ? len : 1;
    }
    return false;
}

/* ---- makers ---- */

static const struct {
    const char *codes; /* world manufacturer identifiers, three characters each; two and a blank: any third */
    const char *printed;
    const char *name;
} makers[] = {
    {"VF1VF2VF6VF8VNVX7ARF1", "RENAULT", "Renault"},
    {"VF3VR3", "PEUGEOT", "Peugeot"},
    {"VF7VR7", "CITROEN", "Citroën"},
    {"VR1", "DS", "DS"},
    {"UU1", "DACIA", "Dacia"},
    {"WVWWV1WV2WVG3VW1VW9BW", "VOLKSWAGEN", "Volkswagen"},
    {"WBAWBSWBYWBX", "BMW", "BMW"},
    {"WMW", "MINI", "Mini"},
    {"WDBWDDWDCWDFW1KW1NW1VVSA", "MERCEDES", "Mercedes-Benz"},
    {"WAUWUAWA1TRU", "AUDI", "Audi"},
    {"W0LW0VVXK", "OPEL", "Opel"},
    {"WF0NM0", "FORD", "Ford"},
    {"WP0WP1", "PORSCHE", "Porsche"},
    {"WMEW1A", "SMART", "Smart"},
    {"ZFAZFC", "FIAT", "Fiat"},
    {"ZAR", "ALFA ROMEO", "Alfa Romeo"},
    {"ZLA", "LANCIA", "Lancia"},
    {"ZFF", "FERRARI", "Ferrari"},
    {"VSSVSX", "SEAT", "Seat"},
    {"TMB", "SKODA", "Škoda"},
    {"YV1YV4LVY", "VOLVO", "Volvo"},
    {"SALSAD", "LAND ROVER", "Land Rover"},
    {"SAJ", "JAGUAR", "Jaguar"},
    {"SB1JTDJTEJTMJTNVNKYAR", "TOYOTA", "Toyota"},
    {"JTH", "LEXUS", "Lexus"},
    {"SJNJN1VSK", "NISSAN", "Nissan"},
    {"JHMSHHJHL", "HONDA", "Honda"},
    {"JMZJM1JMB", "MAZDA", "Mazda"},
    {"TSMJSA", "SUZUKI", "Suzuki"},
    {"JMBXMC", "MITSUBISHI", "Mitsubishi"},
    {"TMANLHKMHKMF", "HYUNDAI", "Hyundai"},
    {"U5YKNAKNEKND", "KIA", "Kia"},
    {"JF1JF2", "SUBARU", "Subaru"},
    {"5YJLRWXP7", "TESLA", "Tesla"},
    {"LSJSDP", "MG", "MG"},
    {"ZCF", "IVECO", "Iveco"},
    {"1C41J4", "JEEP", "Jeep"},
    {"KL1", "CHEVROLET", "Chevrolet"},
};

const char *code_maker(const char *vin)
{
    for (size_t i = 0; i < sizeof makers / sizeof *makers; i++) {
        for (const char *code = makers[i].codes; strlen(code) >= 3; code += 3) {
            if (strncmp(code, vin, 3) == 0) {
                return makers[i].name;
            }
        }
    }
    return NULL;
}

const char *code_make(const char *printed)
{
    char wanted[21];
    const char *best = NULL;
    size_t least = 100;
    size_t len = code_compact(printed, wanted, 20);
    for (size_t i = 0; i < sizeof makers / sizeof *makers && len >= 2; i++) {
        char known[21];
        size_t known_len = code_compact(makers[i].printed, known, 20);
        bool begins = known_len >= 4 && strncmp(wanted, known, known_len) == 0; /* MERCEDES-BENZ */
        size_t far = begins ? 0 : code_distance(wanted, known);
        if (far < least && far * 5 <= known_len) {
            least = far;
            best = makers[i].name;
        }
    }
    return best;
}
