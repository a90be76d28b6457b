/* SPDX-License-Identifier: MIT
 *
 * Reads a stranger's XML element by element, in bounded memory: no document type, so no entities but the five of XML and nothing from
 * elsewhere, and bounds on depth, names and number of elements. By libexpat. What stands between elements is passed over; the text
 * of an element that holds others is not told. */
#ifndef DOCUMENTS_XML_SCAN_H
#define DOCUMENTS_XML_SCAN_H

#include <stdbool.h>
#include <stddef.h>

enum {
    SCAN_DEPTH_MAX = 24,        /* elements in one another */
    SCAN_ELEMENTS_MAX = 200000, /* of a document */
    SCAN_NAME_MAX = 80,         /* bytes of an element's name without its namespace */
    SCAN_TEXT_MAX = 4096,       /* bytes of text that are told; what is longer is cut between characters */
    SCAN_VALUE_MAX = 40,        /* bytes of an attribute that are told */
};

enum scan_end {
    SCAN_READ,
    SCAN_BROKEN,    /* not well-formed, or cut off */
    SCAN_DOCTYPE,   /* it declares a document type */
    SCAN_TOO_LARGE, /* a bound was reached */
    SCAN_UNWANTED,  /* its root is none that is read */
};

/* An element whose end was reached and that holds no other. */
struct scan_leaf {
    const char *path; /* below the root: "ExchangedDocument/ID" */
    const char *text; /* in UTF-8, without blanks at its ends */
    bool cut;         /* there was more of it */
    /* The first attribute of the names that the caller looks for; "": none. */
    const char *attribute;
};

struct scan {
    /* "schemeID", "currencyID"; ends with NULL. */
    const char *const *attributes;
    /* The root, by namespace and name. False: SCAN_UNWANTED. */
    bool (*root)(void *data, const char *space, const char *name);
    /* An element begins; its path below the root. */
    void (*begins)(void *data, const char *path);
    void (*leaf)(void *data, const struct scan_leaf *leaf);
    void *data;
};

/* Takes memory of its own, a few hundred kilobytes at most, and gives it back. */
enum scan_end xml_scan(const struct scan *scan, const char *bytes, size_t len);

#endif
