/* SPDX-License-Identifier: MIT
 *
 * What the PDF says of itself: PDF/A-3 B, and by the extension schema of Factur-X what the file in it is. */
#include "invoicing/facturx.h"

#include "documents/pdf/archival.h"

#define FILENAME "factur-x.xml"
#define PROPERTY(name, about)                                                                                                  \
    "<rdf:li rdf:parseType=\"Resource\"><pdfaProperty:name>" name "</pdfaProperty:name>"                                       \
    "<pdfaProperty:valueType>Text</pdfaProperty:valueType><pdfaProperty:category>external</pdfaProperty:category>"             \
    "<pdfaProperty:description>" about "</pdfaProperty:description></rdf:li>\n"

static const char extension[] =
    "<rdf:Description rdf:about=\"\" xmlns:pdfaExtension=\"http://www.aiim.org/pdfa/ns/extension/\""
    " xmlns:pdfaSchema=\"http://www.aiim.org/pdfa/ns/schema#\" xmlns:pdfaProperty=\"http://www.aiim.org/pdfa/ns/property#\">\n"
    "<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType=\"Resource\">\n"
    "<pdfaSchema:schema>Factur-X PDFA Extension Schema</pdfaSchema:schema>\n"
    "<pdfaSchema:namespaceURI>urn:factur-x:pdfa:CrossIndustryDocument:invoice:1p0#</pdfaSchema:namespaceURI>\n"
    "<pdfaSchema:prefix>fx</pdfaSchema:prefix>\n"
    "<pdfaSchema:property><rdf:Seq>\n" //
    PROPERTY("DocumentFileName", "The name of the embedded XML document")
        PROPERTY("DocumentType", "The type of the hybrid document in capital letters, e.g. INVOICE or ORDER")
            PROPERTY("Version", "The actual version of the standard applying to the embedded XML document") PROPERTY(
                "ConformanceLevel",
                "The conformance level of the embedded XML document") "</rdf:Seq></pdfaSchema:property>\n"
                                                                      "</rdf:li></rdf:Bag></pdfaExtension:schemas></"
                                                                      "rdf:Description>\n"
                                                                      "<rdf:Description rdf:about=\"\" "
                                                                      "xmlns:fx=\"urn:factur-x:pdfa:CrossIndustryDocument:"
                                                                      "invoice:1p0#\">"
                                                                      "<fx:DocumentType>INVOICE</"
                                                                      "fx:DocumentType><fx:DocumentFileName>" FILENAME
                                                                      "</fx:DocumentFileName>"
                                                                      "<fx:Version>1.0</fx:Version><fx:ConformanceLevel>EN "
                                                                      "16931</fx:ConformanceLevel></rdf:Description>\n";

static const char *metadata(struct cx *cx, const struct facturx *facturx)
{
    struct buf xmp;
    buf_init(&xmp, cx->arena, 4096);
    buf_str(&xmp, "<?xpacket begin=\"\xef\xbb\xbf\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n"
                  "<x:xmpmeta xmlns:x=\"adobe:ns:meta/\"><rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">\n"
                  "<rdf:Description rdf:about=\"\" xmlns:pdfaid=\"http://www.aiim.org/pdfa/ns/id/\">"
                  "<pdfaid:part>3</pdfaid:part><pdfaid:conformance>B</pdfaid:conformance></rdf:Description>\n");
    buf_printf(&xmp,
               "<rdf:Description rdf:about=\"\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\">"
               "<dc:title><rdf:Alt><rdf:li xml:lang=\"x-default\">%s</rdf:li></rdf:Alt></dc:title></rdf:Description>\n"
               "<rdf:Description rdf:about=\"\" "
               "xmlns:xmp=\"http://ns.adobe.com/xap/1.0/\"><xmp:CreateDate>%sT00:00:00Z</xmp:CreateDate>"
               "<xmp:ModifyDate>%sT00:00:00Z</xmp:ModifyDate><xmp:CreatorTool>VisionCRM</xmp:CreatorTool></rdf:Description>\n",
               facturx->title, facturx->date, facturx->date);
    buf_str(&xmp, extension);
    buf_str(&xmp, "</rdf:RDF></x:xmpmeta>\n<?xpacket end=\"w\"?>");
    return xmp.data;
}

enum rc facturx_pdf(struct cx *cx, const struct facturx *facturx, struct buf *out)
{
    const struct pdf_enclosure enclosure = {
        .filename = FILENAME,
        .mime = "text/xml",
        .description = "Factur-X",
        .relationship = "Alternative",
        .date = facturx->date,
        .content = facturx->xml,
        .len = facturx->xml_len,
        .xmp = metadata(cx, facturx),
    };
    return pdf_archival(cx, facturx->pdf, facturx->pdf_len, &enclosure, out);
}
