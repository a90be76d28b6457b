/* SPDX-License-Identifier: MIT
 *
 * Shared by the suites of lib/documents/pdf*.c: one context per test, a sample invoice, and the text of what is made. */
#ifndef TESTS_UNIT_PDF_FIXTURE_H
#define TESTS_UNIT_PDF_FIXTURE_H

#include <check.h>

#include "documents/pdf/pdf.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

extern struct arena *pdf_arena;
extern struct cx pdf_cx;
extern const struct pdf_line two_lines[2];

void pdf_setup(void);
void pdf_teardown(void);

/* An invoice of two lines at two rates, with every block filled. */
struct pdf_document pdf_sample(void);
struct buf rendered(const struct pdf_document *document);
/* The text of a PDF, each page ended by a form feed; fails the test when pdftotext has anything to complain about. */
char *extracted(const struct buf *pdf);
/* Copy with plain blanks for U+00A0 and U+202F, so that a test need not care which of the two a font path writes. */
char *plain(const char *text);
/* Rendered, extracted and made plain. */
char *text_of(const struct pdf_document *document);

void assert_has(const char *text, const char *wanted);
void assert_lacks(const char *text, const char *unwanted);
size_t occurrences(const char *text, const char *wanted);

#endif
