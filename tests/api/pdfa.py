# SPDX-License-Identifier: MIT
"""An independent reader of PDF/A-3 with a file inside (Factur-X): what ISO 19005-3 and Factur-X ask, as far as our papers can break it."""

import re
import struct
import xml.etree.ElementTree as ElementTree
import zlib

TOKEN = re.compile(rb"<<|>>|\[|\]|\((?:\\.|[^\\()])*\)|<[0-9a-fA-F\s]*>|/[^\s/<>\[\]()]*|\d+ \d+ R\b|[^\s/<>\[\]()]+")
FX = "urn:factur-x:pdfa:CrossIndustryDocument:invoice:1p0#"
PDFA = "http://www.aiim.org/pdfa/ns/"


class Reference(int):
    """The number of an object."""


def value_of(tokens):
    token = next(tokens)
    if token == b"<<":
        found = {}
        while (key := next(tokens)) != b">>":
            found[key.decode()] = value_of(tokens)
        return found
    if token == b"[":
        found = []
        while (item := value_of(tokens)) is not StopIteration:
            found.append(item)
        return found
    if token == b"]":
        return StopIteration
    if token.endswith(b" R"):
        return Reference(token.split()[0])
    if token[:1] == b"(":
        return token[1:-1]
    text = token.decode("latin-1")
    return int(text) if re.fullmatch(r"-?\d+", text) else text


class Pdf:
    def __init__(self, raw):
        self.raw = raw
        self.objects, self.streams = {}, {}
        for found in re.finditer(rb"(?:^|\n)(\d+) 0 obj\n(.*?)\nendobj", raw, re.S):
            number, body = int(found[1]), found[2]
            head, stream, content = body.partition(b"\nstream\n")
            self.objects[number] = value_of(iter(TOKEN.findall(head)))
            if stream:
                length = self.objects[number]["/Length"]
                begin = found.start(2) + len(head) + len(stream)
                self.streams[number] = raw[begin:begin + length]
                assert raw[begin + length:].lstrip(b"\r\n").startswith(b"endstream"), number
        self.trailer = value_of(iter(TOKEN.findall(raw[raw.rindex(b"trailer") + 7:raw.rindex(b"startxref")])))

    def get(self, value):
        return self.objects[value] if isinstance(value, Reference) else value

    def bytes(self, reference):
        content = self.streams[reference]
        return zlib.decompress(content) if self.objects[reference].get("/Filter") == "/FlateDecode" else content


def metadata_faults(pdf, catalog):
    reference = catalog.get("/Metadata")
    if reference is None or "/Filter" in pdf.objects[reference]:
        return ["metadata"]
    packet = pdf.streams[reference].decode()
    root = ElementTree.fromstring(packet)
    said = {element.tag: element.text for element in root.iter()}
    names = [element.text for element in root.iter(f"{{{PDFA}property#}}name")]
    checks = {
        "packet": packet.startswith('<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>') and packet.endswith('<?xpacket end="w"?>'),
        "PDF/A": (said.get(f"{{{PDFA}id/}}part"), said.get(f"{{{PDFA}id/}}conformance")) == ("3", "B"),
        "Factur-X": [said.get(f"{{{FX}}}{name}") for name in ("DocumentType", "DocumentFileName", "Version", "ConformanceLevel")]
                    == ["INVOICE", "factur-x.xml", "1.0", "EN 16931"],
        "extension schema": said.get(f"{{{PDFA}schema#}}namespaceURI") == FX and said.get(f"{{{PDFA}schema#}}prefix") == "fx"
                            and set(names) == {"DocumentFileName", "DocumentType", "Version", "ConformanceLevel"},
    }
    return [name for name, right in checks.items() if not right]


def intent_faults(pdf, catalog):
    intents = pdf.get(catalog.get("/OutputIntents", []))
    if len(intents) != 1 or pdf.get(intents[0]).get("/S") != "/GTS_PDFA1":
        return ["output intent"]
    profile = pdf.get(intents[0])["/DestOutputProfile"]
    icc = pdf.bytes(profile)
    sound = (struct.unpack(">I", icc[:4])[0] == len(icc) and icc[12:20] == b"mntrRGB " and icc[36:40] == b"acsp"
             and icc[8] == 2 and pdf.objects[profile]["/N"] == 3)
    tags = {icc[at:at + 4] for at in range(132, 132 + 12 * struct.unpack(">I", icc[128:132])[0], 12)}
    return [] if sound and tags >= {b"desc", b"cprt", b"wtpt", b"rXYZ", b"gXYZ", b"bXYZ", b"rTRC", b"gTRC", b"bTRC"} else ["profile"]


def enclosure_faults(pdf, catalog, xml):
    (reference,) = pdf.get(catalog.get("/AF", [None]))
    named = pdf.get(pdf.get(pdf.get(catalog["/Names"])["/EmbeddedFiles"])["/Names"])
    spec = pdf.get(reference)
    content = spec["/EF"]["/F"]
    stream = pdf.objects[content]
    checks = {
        "names": named == [b"factur-x.xml", reference],
        "file": (spec["/Type"], spec["/F"], spec["/UF"], spec["/AFRelationship"]) == ("/Filespec", b"factur-x.xml", b"factur-x.xml", "/Alternative"),
        "stream": stream["/Type"] == "/EmbeddedFile" and stream["/Subtype"] == "/text#2fxml" and spec["/EF"]["/UF"] == content,
        "params": stream["/Params"]["/Size"] == len(xml) and bool(re.fullmatch(rb"D:\d{14}Z", stream["/Params"]["/ModDate"])),
        "content": pdf.bytes(content) == xml,
    }
    return [name for name, right in checks.items() if not right]


def page_faults(pdf):
    faults = []
    for number, value in pdf.objects.items():
        if not isinstance(value, dict):
            continue
        kind, subtype = value.get("/Type"), value.get("/Subtype")
        if kind == "/Font" and subtype in ("/TrueType", "/CIDFontType2", "/Type1"):
            if "/FontFile2" not in pdf.get(value.get("/FontDescriptor", {})):
                faults.append(f"font {number} is not embedded")
            if subtype == "/CIDFontType2" and "/CIDToGIDMap" not in value:
                faults.append(f"font {number} has no map")
        if kind == "/ExtGState" and not {value.get("/ca", 1), value.get("/CA", 1)} <= {1, "1.0"} or "/SMask" in value:
            faults.append(f"object {number} is translucent")
        if set(value) & {"/OpenAction", "/AA", "/JS", "/JavaScript", "/Encrypt", "/XFA"} or value.get("/S") in ("/Launch", "/JavaScript"):
            faults.append(f"object {number} does something")
        if kind == "/Page":
            contents = value["/Contents"] if isinstance(value["/Contents"], list) else [value["/Contents"]]
            drawn = b"\n".join(pdf.bytes(content) for content in contents)
            if re.search(rb"(?<![\w/(])(?:[\d.]+ ){4}[kK]\s", drawn):
                faults.append(f"page {number} has colours of print")
    return faults


def faults(raw, xml):
    """All that is wrong with a Factur-X that should hold this XML."""
    pdf = Pdf(raw)
    catalog = pdf.get(pdf.trailer["/Root"])
    checks = {
        "head": bool(re.match(rb"%PDF-1\.7\n%[\x80-\xff]{4}", raw)),
        "id": len(pdf.trailer.get("/ID", [])) == 2,
        "encrypted": "/Encrypt" not in pdf.trailer,
        "info": "/Info" not in pdf.trailer,
    }
    found = [name for name, right in checks.items() if not right]
    return found + metadata_faults(pdf, catalog) + intent_faults(pdf, catalog) + enclosure_faults(pdf, catalog, xml) + page_faults(pdf)
