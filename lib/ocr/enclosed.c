/* SPDX-License-Identifier: MIT
 *
 * By poppler, which unpacks piece by piece: what becomes too large is left where it is. */
#include "ocr/enclosed.h"

#include <poppler.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

struct taken {
    char *bytes;
    size_t len;
    size_t room;
    bool full;
};

/* False ends the unpacking. */
static gboolean take(const gchar *bytes, gsize len, gpointer data, GError **error)
{
    struct taken *taken = data;
    (void)error;
    if (len > ENCLOSED_MAX - taken->len) {
        taken->full = true;
        return FALSE;
    }
    if (len > taken->room - taken->len) {
        size_t room = (taken->len + len) * 2;
        char *grown = realloc(taken->bytes, room);
        if (!grown) {
            taken->full = true;
            return FALSE;
        }
        taken->bytes = grown;
        taken->room = room;
    }
    memcpy(taken->bytes + taken->len, bytes, len);
    taken->len += len;
    return TRUE;
}

static bool wanted(const PopplerAttachment *file, const char *const *names)
{
    const char *name = poppler_attachment_get_name((PopplerAttachment *)file);
    for (size_t i = 0; name && names[i]; i++) {
        if (strcasecmp(name, names[i]) == 0) {
            return true;
        }
    }
    return false;
}

static enum enclosed_end unpack(PopplerAttachment *file, char **out, size_t *out_len)
{
    struct taken taken = {NULL, 0, 0, false};
    GError *error = NULL;
    bool done = poppler_attachment_save_to_callback(file, take, &taken, &error);
    g_clear_error(&error);
    if (!done || taken.len == 0) {
        free(taken.bytes);
        return taken.full ? ENCLOSED_TOO_LARGE : ENCLOSED_BROKEN;
    }
    *out = taken.bytes;
    *out_len = taken.len;
    return ENCLOSED_FOUND;
}

static enum enclosed_end look(PopplerDocument *document, const char *const *names, char **out, size_t *out_len)
{
    enum enclosed_end end = ENCLOSED_NOTHING;
    int looked = 0;
    GList *files = poppler_document_has_attachments(document) ? poppler_document_get_attachments(document) : NULL;
    for (GList *at = files; at && end == ENCLOSED_NOTHING && looked < ENCLOSED_FILES_MAX; at = at->next, looked++) {
        if (wanted(at->data, names)) {
            end = unpack(at->data, out, out_len);
        }
    }
    g_list_free_full(files, g_object_unref);
    return end;
}

enum enclosed_end enclosed_find(const void *bytes, size_t len, const char *const *names, char **out, size_t *out_len)
{
    GBytes *file = g_bytes_new_static(bytes, len);
    PopplerDocument *document = poppler_document_new_from_bytes(file, NULL, NULL);
    enum enclosed_end end = ENCLOSED_BROKEN;
    *out = NULL;
    if (document) {
        end = look(document, names, out, out_len);
    }
    g_clear_object(&document);
    g_bytes_unref(file);
    return end;
}
