/* SPDX-License-Identifier: MIT
 *
 * What the child reads of a certificate, and what its parent believes of its answer. */
#include "ocr/ocr.h"

#include <leptonica/allheaders.h>
#include <string.h>

#include "base/log.h"
#include "base/str.h"
#include "ocr/certificate.h"
#include "ocr/child.h"
#include "ocr/reader.h"

/* What goes through the pipe. */
struct message {
    unsigned version;
    enum ocr_end end;
    struct ocr_result result;
};
#define MESSAGE_VERSION 0x0c120001u

/* ---- the child ---- */

enum ocr_end ocr_read_here(const void *bytes, size_t len, struct ocr_result *result)
{
    static const enum ocr_end ends[] = {[PICTURE_GOOD] = OCR_BROKEN,
                                        [PICTURE_BROKEN] = OCR_BROKEN,
                                        [PICTURE_TOO_LARGE] = OCR_TOO_LARGE,
                                        [PICTURE_TOO_MANY_PAGES] = OCR_TOO_MANY_PAGES,
                                        [PICTURE_EMPTY] = OCR_EMPTY};
    enum picture_fault fault;
    setMsgSeverity(L_SEVERITY_NONE);
    *result = (struct ocr_result){0};
    PIX *gray = picture_read(bytes, len, &fault);
    child_has_drawn();
    if (!gray) {
        return ends[fault];
    }
    bool able = reader_start();
    if (able) {
        certificate_read(gray, result);
    }
    pixDestroy(&gray);
    return able ? OCR_READ : OCR_MISSING;
}

static void work(const void *bytes, size_t len, void *answer)
{
    struct message *message = answer;
    message->version = MESSAGE_VERSION;
    message->end = ocr_read_here(bytes, len, &message->result);
}

/* ---- the parent ---- */

static bool plain_text(const char *text, size_t size)
{
    size_t len = strnlen(text, size);
    if (len == size || !utf8_valid(text, len)) {
        return false;
    }
    for (size_t i = 0; i < len; i++) {
        if ((unsigned char)text[i] < ' ' || text[i] == 0x7f) {
            return false;
        }
    }
    return true;
}

static bool believable(const struct message *message)
{
    bool good = message->version == MESSAGE_VERSION && message->end >= OCR_READ && message->end <= OCR_MISSING;
    for (size_t i = 0; good && i < OCR_NAMES; i++) {
        const struct ocr_field *field = &message->result.fields[i];
        good = plain_text(field->text, sizeof field->text) && field->confidence >= 0 && field->confidence <= 1000;
    }
    return good;
}

bool ocr_is_able(void)
{
    return reader_is_able();
}

enum ocr_end ocr_read(const void *bytes, size_t len, struct ocr_result *result)
{
    static const enum ocr_end ends[] = {
        [CHILD_BROKEN] = OCR_BROKEN, [CHILD_COSTLY] = OCR_TOO_COSTLY, [CHILD_MISSING] = OCR_MISSING};
    static struct message message;
    const struct child_task task = {work, bytes, len, &message, sizeof message};
    *result = (struct ocr_result){0};
    enum child_end end = child_run(&task);
    if (end != CHILD_ANSWERED) {
        return ends[end];
    }
    if (!believable(&message)) {
        log_line(LOG_LEVEL_WARNING, "the reader of a picture has answered what it must not");
        return OCR_BROKEN;
    }
    *result = message.result;
    return message.end;
}
