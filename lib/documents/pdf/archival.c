/* SPDX-License-Identifier: MIT
 *
 * libqpdf around a finished PDF. Its C interface lets no exception out; what it holds is deferred. */
#include "documents/pdf/archival.h"

#include <qpdf/qpdf-c.h>
#include <string.h>

#include "base/log.h"
#include "srgb_icc.h"

static void release(void *qpdf)
{
    qpdf_data data = qpdf;
    qpdf_cleanup(&data);
}

static enum rc failed(struct cx *cx, qpdf_data qpdf)
{
    const char *text = qpdf_has_error(qpdf) ? qpdf_get_error_full_text(qpdf, qpdf_get_error(qpdf)) : "no words";
    log_line(LOG_LEVEL_ERROR, "pdf: libqpdf: %s", text);
    return fault_set(cx, RC_INTERNAL, NULL, NULL);
}

/* An indirect stream with the keys of `dictionary`. */
static qpdf_oh stream(qpdf_data qpdf, qpdf_oh dictionary, const void *bytes, size_t len)
{
    qpdf_oh object = qpdf_oh_new_stream(qpdf);
    qpdf_oh own = qpdf_oh_get_dict(qpdf, object);
    qpdf_oh_begin_dict_key_iter(qpdf, dictionary);
    while (qpdf_oh_dict_more_keys(qpdf)) {
        const char *key = qpdf_oh_dict_next_key(qpdf);
        qpdf_oh_replace_key(qpdf, own, key, qpdf_oh_get_key(qpdf, dictionary, key));
    }
    qpdf_oh_replace_stream_data(qpdf, object, bytes, len, qpdf_oh_new_null(qpdf), qpdf_oh_new_null(qpdf));
    return object;
}

/* Puts an array of one value into a dictionary. */
static void set_array(qpdf_data qpdf, qpdf_oh dictionary, const char *key, qpdf_oh value)
{
    qpdf_oh array = qpdf_oh_new_array(qpdf);
    qpdf_oh_append_item(qpdf, array, value);
    qpdf_oh_replace_key(qpdf, dictionary, key, array);
}

/* The file, and its description, which is what the document refers to. */
static qpdf_oh file_spec(struct cx *cx, qpdf_data qpdf, const struct pdf_enclosure *file)
{
    const char *date = arena_printf(cx->arena, "D:%.4s%.2s%.2s000000Z", file->date, file->date + 5, file->date + 8);
    const char *about =
        arena_printf(cx->arena, "<< /Type /EmbeddedFile /Params << /ModDate (%s) /Size %zu >> >>", date, file->len);
    const char *named =
        arena_printf(cx->arena, "<< /Type /Filespec /F (%s) /UF (%s) /Desc (%s) /AFRelationship /%s /EF << >> >>",
                     file->filename, file->filename, file->description, file->relationship);
    qpdf_oh keys = qpdf_oh_parse(qpdf, about);
    qpdf_oh_replace_key(qpdf, keys, "/Subtype", qpdf_oh_new_name(qpdf, arena_printf(cx->arena, "/%s", file->mime)));
    qpdf_oh bytes = stream(qpdf, keys, file->content, file->len);
    qpdf_oh spec = qpdf_oh_parse(qpdf, named);
    qpdf_oh embedded = qpdf_oh_get_key(qpdf, spec, "/EF");
    qpdf_oh_replace_key(qpdf, embedded, "/F", bytes);
    qpdf_oh_replace_key(qpdf, embedded, "/UF", bytes);
    return qpdf_make_indirect_object(qpdf, spec);
}

static void enclose(struct cx *cx, qpdf_data qpdf, const struct pdf_enclosure *file)
{
    qpdf_oh root = qpdf_get_root(qpdf);
    qpdf_oh spec = file_spec(cx, qpdf, file);
    qpdf_oh names = qpdf_oh_parse(qpdf, arena_printf(cx->arena, "<< /EmbeddedFiles << /Names [ (%s) ] >> >>", file->filename));
    qpdf_oh_append_item(qpdf, qpdf_oh_get_key(qpdf, qpdf_oh_get_key(qpdf, names, "/EmbeddedFiles"), "/Names"), spec);
    qpdf_oh_replace_key(qpdf, root, "/Names", names);
    set_array(qpdf, root, "/AF", spec);
}

static void describe(qpdf_data qpdf, const char *xmp)
{
    qpdf_oh root = qpdf_get_root(qpdf);
    qpdf_oh intent = qpdf_oh_parse(qpdf, "<< /Type /OutputIntent /S /GTS_PDFA1 /OutputConditionIdentifier (sRGB IEC61966-2.1)"
                                         " /Info (sRGB IEC61966-2.1) >>");
    qpdf_oh profile = stream(qpdf, qpdf_oh_parse(qpdf, "<< /N 3 /Alternate /DeviceRGB >>"), srgb_icc, sizeof srgb_icc);
    qpdf_oh_replace_key(qpdf, intent, "/DestOutputProfile", profile);
    set_array(qpdf, root, "/OutputIntents", intent);
    qpdf_oh metadata = stream(qpdf, qpdf_oh_parse(qpdf, "<< /Type /Metadata /Subtype /XML >>"), xmp, strlen(xmp));
    qpdf_oh_replace_key(qpdf, root, "/Metadata", metadata);
    qpdf_oh_replace_key(qpdf, root, "/Lang", qpdf_oh_new_string(qpdf, "fr-FR"));
    qpdf_oh_remove_key(qpdf, qpdf_get_trailer(qpdf), "/Info"); /* the metadata says it all */
}

static bool write_all(qpdf_data qpdf)
{
    if (qpdf_has_error(qpdf) || qpdf_init_write_memory(qpdf) >= QPDF_ERRORS) {
        return false;
    }
    qpdf_set_deterministic_ID(qpdf, QPDF_TRUE);
    qpdf_set_minimum_pdf_version(qpdf, "1.7");
    qpdf_set_object_stream_mode(qpdf, qpdf_o_disable);
    return qpdf_write(qpdf) < QPDF_ERRORS && !qpdf_has_error(qpdf);
}

enum rc pdf_archival(struct cx *cx, const char *pdf, size_t len, const struct pdf_enclosure *enclosure, struct buf *out)
{
    qpdf_data qpdf = qpdf_init();
    cx_defer(cx, release, qpdf);
    qpdf_silence_errors(qpdf);
    qpdf_set_suppress_warnings(qpdf, QPDF_TRUE);
    if (qpdf_read_memory(qpdf, "paper", pdf, len, NULL) >= QPDF_ERRORS) {
        return failed(cx, qpdf);
    }
    enclose(cx, qpdf, enclosure);
    describe(qpdf, enclosure->xmp);
    if (!write_all(qpdf)) {
        return failed(cx, qpdf);
    }
    buf_add(out, qpdf_get_buffer(qpdf), qpdf_get_buffer_length(qpdf));
    return RC_OK;
}
