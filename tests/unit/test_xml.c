/* SPDX-License-Identifier: MIT
 *
 * lib/documents/xml: what is escaped, what disappears, and where it ends. */
#include <check.h>
#include <string.h>

#include "documents/xml/xml.h"

#define HEAD "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"

Suite *suite_xml(void);

static struct arena *arena;
static struct buf out;
static struct xml xml;

static void begin(size_t limit)
{
    arena = arena_new(0);
    buf_init(&out, arena, 0);
    xml_begin(&xml, &out, limit);
}

START_TEST(text_is_escaped)
{
    begin(1000);
    xml_open(&xml, "a");
    xml_attr(&xml, "b", "<\"&'>");
    xml_attr(&xml, "c", NULL);
    xml_text(&xml, "x & <y>\t\n\r\x01\x1f]]> é");
    xml_close(&xml);
    ck_assert(xml_end(&xml));
    ck_assert_str_eq(out.data, HEAD "<a b=\"&lt;&quot;&amp;'&gt;\">x &amp; &lt;y&gt;\t\n&#13;]]&gt; é</a>");
    arena_free(arena);
}
END_TEST

START_TEST(empty_elements_disappear)
{
    begin(1000);
    xml_open(&xml, "a");
    xml_open(&xml, "b");
    xml_attr(&xml, "c", "d");
    xml_open(&xml, "e");
    xml_element(&xml, "f", NULL);
    xml_element(&xml, "f", " \n");
    xml_text(&xml, "");
    xml_close(&xml);
    xml_close(&xml);
    xml_element(&xml, "g", "h");
    xml_close(&xml);
    ck_assert(xml_end(&xml));
    ck_assert_str_eq(out.data, HEAD "<a><g>h</g></a>");
    arena_free(arena);
}
END_TEST

START_TEST(size_and_depth_are_bounded)
{
    begin(sizeof HEAD - 1 + 10);
    xml_element(&xml, "a", "xyz"); /* ten bytes */
    ck_assert(xml_end(&xml));
    xml_element(&xml, "b", "y");
    ck_assert(!xml_end(&xml));
    ck_assert_uint_le(out.len, sizeof HEAD - 1 + 10);
    arena_free(arena);

    begin(1000);
    for (size_t i = 0; i < XML_DEPTH_MAX; i++) {
        xml_open(&xml, "a");
    }
    ck_assert(!xml.failed);
    ck_assert(!xml_end(&xml)); /* nothing is closed */
    xml_open(&xml, "b");
    ck_assert(xml.failed);
    arena_free(arena);

    begin(1000);
    xml_close(&xml);
    ck_assert(!xml_end(&xml));
    arena_free(arena);
}
END_TEST

Suite *suite_xml(void)
{
    Suite *suite = suite_create("xml");
    TCase *tcase = tcase_create("xml");
    tcase_add_test(tcase, text_is_escaped);
    tcase_add_test(tcase, empty_elements_disappear);
    tcase_add_test(tcase, size_and_depth_are_bounded);
    suite_add_tcase(suite, tcase);
    return suite;
}
