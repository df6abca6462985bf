"""Writes a folder of files that nobody should have to read: hostile.py FOLDER

What becomes of each is said in HostileFolder.swift, by name.
"""
import gzip
import io
import os
import socket
import struct
import sys
import tarfile
import zipfile
import zlib

root = os.fsencode(sys.argv[1])
os.makedirs(root, exist_ok=True)


def put(name, content):
    path = os.path.join(root, os.fsencode(name))
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "wb") as file:
        file.write(content if isinstance(content, bytes) else content.encode())


def zipped(members, method=zipfile.ZIP_DEFLATED):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as archive:
        for name, content in members:
            archive.writestr(zipfile.ZipInfo(name), content, method)
    return buffer.getvalue()


def zeros(size):
    """A raw deflate stream of zeros, a thousandth of their size, and made as fast as it is written."""
    block = 1 << 24
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    piece = packer.compress(b"\0" * block) + packer.flush(zlib.Z_FULL_FLUSH)
    return piece * (size // block) + packer.flush()


def zip_of_stream(name, stream, size):
    """A zip of one deflated member whose header may lie."""
    name = name.encode()
    sizes = struct.pack("<QQ", size, len(stream))
    extra = struct.pack("<HH", 1, len(sizes)) + sizes
    big = 0xFFFFFFFF
    local = struct.pack("<4s5H3I2H", b"PK\3\4", 45, 0, 8, 0, 33, 0, big, big, len(name), len(extra)) + name + extra
    central = struct.pack(
        "<4s6H3I5H2I", b"PK\1\2", 45, 45, 0, 8, 0, 33, 0, big, big, len(name), len(extra), 0, 0, 0, 0, 0
    ) + name + extra
    start = len(local) + len(stream)
    end = struct.pack("<4s4H2IH", b"PK\5\6", 0, 0, 1, 1, len(central), start, 0)
    return local + stream + central + end


def docx(body, before=""):
    word = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    kinds = "http://schemas.openxmlformats.org/package/2006/content-types"
    links = "http://schemas.openxmlformats.org/package/2006/relationships"
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"
    main = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    head = '<?xml version="1.0" encoding="UTF-8"?>'
    return zipped([
        ("[Content_Types].xml", f'{head}<Types xmlns="{kinds}"><Default Extension="rels" ContentType='
         f'"application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/word/document.xml" '
         f'ContentType="{main}"/></Types>'),
        ("_rels/.rels", f'{head}<Relationships xmlns="{links}"><Relationship Id="r1" Type="{office}" '
         'Target="word/document.xml"/></Relationships>'),
        ("word/document.xml", f'{head}{before}<w:document xmlns:w="{word}"><w:body>'
         f"<w:p><w:r><w:t>{body}</w:t></w:r></w:p></w:body></w:document>"),
    ])


def pdf(text):
    stream = f"BT /F1 12 Tf 72 720 Td ({text}) Tj ET".encode()
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(stream), stream),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    ]
    out, places = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj%s\nendobj\n" % (number, content)
    table = len(out)
    out += b"xref\n0 6\n0000000000 65535 f \n" + b"".join(b"%010d 00000 n \n" % place for place in places)
    return out + b"trailer<</Size 6/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % table


# Good files, so that something must come through.
for number in range(8):
    put(f"good/{number}.txt", f"A plain text about the bellwether{number}, between all the others.\n")
put("good/page.html", "<title>Page</title><h1>Heading</h1><p>The bellwether8 grazes.</p>")
put("good/letter.docx", docx("The bellwether9 is at home in an office."))
put("good/print.pdf", pdf("The bellwether10 is printed."))

# Bombs.
laughs = "<!DOCTYPE lolz [<!ENTITY l0 \"lol\">" + "".join(
    f'<!ENTITY l{level} "{f"&l{level - 1};" * 10}">' for level in range(1, 12)) + "]>"
put("bombs/laughs.xml", f'<?xml version="1.0"?>{laughs}<lolz>&l11;</lolz>')
put("bombs/laughs.docx", docx("&l11;", laughs))
quadratic = f'<!DOCTYPE q [<!ENTITY a "{"a" * 100_000}">]>'
put("bombs/quadratic.xml", f'<?xml version="1.0"?>{quadratic}<q>{"&a;" * 100_000}</q>')
ten_gigabytes = 10 << 30
put("bombs/flat.zip", zip_of_stream("zeros.txt", zeros(ten_gigabytes), ten_gigabytes))
put("bombs/liar.zip", zip_of_stream("zeros.txt", zeros(ten_gigabytes), 1000))
inner = zip_of_stream("zeros.txt", zeros(1 << 30), 1 << 30)
for level in range(3):
    inner = zipped([(f"{level}-{number}.zip", inner) for number in range(10)])
put("bombs/nested.zip", inner)
put("bombs/many.zip", zipped([(f"{number}", b"") for number in range(200_000)], zipfile.ZIP_STORED))
put("bombs/flat.gz", gzip.compress(b"\0" * (1 << 24)) * (ten_gigabytes >> 24))
onion = b"The innermost text."
for level in range(10):
    onion = gzip.compress(onion)
put("bombs/onion.gz", onion)
with open(os.path.join(root, b"bombs/line.txt"), "wb") as file:
    file.truncate(ten_gigabytes)
with open(os.path.join(root, b"bombs/line.jsonl"), "wb") as file:
    file.truncate(ten_gigabytes)

# Cut off, or full of lies.
whole = pdf("The bellwether is cut off. " * 400)
put("broken/cut.pdf", whole[: len(whole) // 2])
put("broken/head.pdf", b"%PDF-1.7\n")
noise = os.urandom(100_000)
stored = zipped([("noise.bin", noise)])
put("broken/cut.zip", stored[: len(stored) // 2])
letter = docx("The bellwether is cut off.")
put("broken/cut.docx", letter[: len(letter) // 2])
sheet = zipped([("[Content_Types].xml", "<Types/>"), ("xl/workbook.xml", "<workbook/>"), ("xl/noise", noise)])
put("broken/cut.xlsx", sheet[: len(sheet) // 2])
put("broken/empty.txt", b"")
put("broken/blank.txt", b" \n\t\r\n" * 1000)
put("broken/noise.bin", noise)
secret = bytearray(zipped([("secret.txt", b"x" * 12 + b"The bellwether is hidden.")], zipfile.ZIP_STORED))
secret[6] |= 1
secret[secret.index(b"PK\1\2") + 8] |= 1
put("broken/encrypted.zip", bytes(secret))

# Deep, long and wide.
deep = 100_000
put("deep/divs.html", "<div>" * deep + "The fathom1 is deep." + "</div>" * deep)
put("deep/elements.xml", "<a>" * deep + "The fathom2 is deep." + "</a>" * deep)
put("deep/lists.json", "[" * deep + '"The fathom3 is deep."' + "]" * deep)
mail, tail = "Subject: Deep\nMIME-Version: 1.0\n", ""
for level in range(10_000):
    mail += f"Content-Type: multipart/mixed; boundary=b{level}\n\n--b{level}\n"
    tail = f"\n--b{level}--\n" + tail
put("deep/mail.eml", mail + "Content-Type: text/plain\n\nThe fathom4 is deep.\n" + tail)
put("long/word.txt", b"a" * 50_000_000)
put("long/field.csv", b'id,text\n1,"' + b"field " * (100_000_000 // 6) + b'"\n')
attributes = " ".join(f'a{n}="{n}"' for n in range(300_000))
put("long/attributes.html", f"<p {attributes}>The gossamer has attributes.</p>")
put("long/attribute.html", f'<p title="{"x" * 4_000_000}">The cobweb has one attribute.</p>')
put("long/comment.html", f'<!--{"-" * 4_000_000}--><p>The thistledown has a comment.</p>')

# Bytes that are no text, and text that is not in UTF-8.
put("bytes/latin.txt", "The café has a lanternjaw.\n".encode("latin-1") * 5)
put("bytes/invalid.txt", b"A lodestar \xf0\x28\x8c\x28 between \x80\x81 bytes \xed\xa0\x80 that are none.\n")
put("bytes/utf16le.txt", "The windlass is wide.".encode("utf-16"))
put("bytes/utf16be.txt", b"\xfe\xff" + "The capstan is wide.".encode("utf-16-be"))
put("bytes/nuls.txt", b"A halyard\0 between\0\0 nothing\0.\n")

# Names. A URI must name each of them, and print on one line.
for name, word in [
    (b"new\nline.txt", "osprey0"), (b"escape\x1b[31mred.txt", "osprey1"), (b"not-utf8-\xff\xfe.txt", "osprey2"),
    (b"percent%41.txt", "osprey3"), (b"hash#1.txt", "osprey4"), ("ünï cödé 🌾.txt".encode(), "osprey5"),
    (b"-rf.txt", "osprey6"), (b"exclaim!/inside.txt", "osprey7"), (b"x" * 250 + b".txt", "osprey8"),
    (b"'; DROP TABLE document; --.txt", "osprey9"), (b"\\back\\slash.txt", "osprey10"), (b"*.txt", "osprey11"),
]:
    put(b"names/" + name, f"The {word} has an odd name.")

# Not files at all, or not ours.
os.makedirs(os.path.join(root, b"links/inner"))
os.mkfifo(os.path.join(root, b"links/fifo.txt"))
here = os.getcwd()
os.chdir(os.path.join(root, b"links"))
listener = socket.socket(socket.AF_UNIX)
listener.bind("socket.txt")
os.chdir(here)
for name, target in [
    (b"zero.txt", b"/dev/zero"), (b"one.txt", b"two.txt"), (b"two.txt", b"one.txt"), (b"inner/up", b".."),
    (b"inner/root", b"/"), (b"passwd.txt", b"/etc/passwd"), (b"out.txt", b"../../outside.txt"),
    (b"dangling.txt", b"nowhere"), (b"self", b"."),
]:
    os.symlink(target, os.path.join(root, b"links", name))

# Archives whose names lead elsewhere, and documents that ask for other files.
members = [("../../escaped.txt", "A burglar1."), ("/escaped.txt", "A burglar2."), ("good.txt", "A burglar3.")]
put("escape/names.zip", zipped(members))
buffer = io.BytesIO()
with tarfile.open(fileobj=buffer, mode="w:gz") as archive:
    for name, text in members:
        entry = tarfile.TarInfo(name)
        entry.size = len(text)
        archive.addfile(entry, io.BytesIO(text.encode()))
    for name, kind, target in [("passwd", tarfile.SYMTYPE, "/etc/passwd"), ("zero", tarfile.CHRTYPE, "")]:
        entry = tarfile.TarInfo(name)
        entry.type, entry.linkname, entry.devmajor, entry.devminor = kind, target, 1, 5
        archive.addfile(entry)
put("escape/names.tar.gz", buffer.getvalue())
entity = '<!DOCTYPE a [<!ENTITY e SYSTEM "file:///etc/passwd">]>'
put("escape/entity.xml", f'<?xml version="1.0"?>{entity}<a>The housebreaker reads &e; here.</a>')
put("escape/entity.docx", docx("The housebreaker reads &e; here.", entity))
put("escape/include.html", '<p>The trespasser <iframe src="file:///etc/passwd"></iframe><img src="http://127.0.0.1:1/">.</p>')
