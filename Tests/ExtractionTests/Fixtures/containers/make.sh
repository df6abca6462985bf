#!/bin/sh
# Makes the files beside it with the programs people use: zip, tar, 7z, LibreOffice, qpdf.
#   apt-get install zip p7zip-full xz-utils zstd bzip2 qpdf \
#     libreoffice-writer-nogui libreoffice-calc-nogui libreoffice-impress-nogui
#   pip install python-pptx openpyxl
set -eu
export TZ=UTC LC_ALL=C.UTF-8
here=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

# Archives of every kind, with what file managers leave behind.
mkdir -p notes/deep notes/__MACOSX odd/folder hollow
echo "Mills grind slowly." > notes/mill.txt
echo "Querns are turned by hand." > notes/deep/größe.txt
echo junk > notes/.DS_Store
echo junk > notes/__MACOSX/._mill.txt
find notes -exec touch -d 2024-01-02T03:04:05 {} +
(cd notes && zip -qr "$here/notes.zip" . && tar cf ../notes.tar . && 7z a -bd -y "$here/notes.7z" . > /dev/null)
cp notes.tar "$here/notes.tar"
for program in gzip:gz xz:xz zstd:zst bzip2:bz2; do
  ${program%:*} -c < notes.tar > "$here/notes.tar.${program#*:}"
  ${program%:*} -c < notes/mill.txt > "$here/mill.txt.${program#*:}"
done
yes | head -c 30000000 | gzip -9n > "$here/yes.txt.gz"
for number in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16; do head -c 1000000 /dev/zero > "zeros$number"; done
zip -q9 "$here/zeros.zip" zeros*

# Encrypted ones, in one of which the names are secret too.
(cd notes && zip -q -P millstone "$here/encrypted.zip" mill.txt
  7z a -bd -y -pmillstone "$here/encrypted.7z" mill.txt > /dev/null
  7z a -bd -y -pmillstone -mhe=on "$here/sealed.7z" mill.txt > /dev/null)

# Members that are no files, and names that are no names.
cd odd
echo a > file
ln -s file symlink
ln file hardlink
mkfifo pipe
echo b > "$(printf 'caf\351.txt')"
echo c > "$(printf 'line\nbreak\033[31m.txt')"
tar cf "$here/odd.tar" file symlink hardlink pipe folder "$(printf 'caf\351.txt')" "$(printf 'line\nbreak\033[31m.txt')"
cd ..
echo up > up.txt
tar -P --transform 's,^up.txt$,../../etc/up.txt,' -cf "$here/escaping.tar" up.txt
tar -P --transform 's,^up.txt$,/etc/up.txt,' -rf "$here/escaping.tar" up.txt
rm -f "$here/same.tar"
for word in first second third; do
  echo $word > same.txt
  tar rf "$here/same.tar" same.txt
done
cp notes/mill.txt l0.txt
inner=l0.txt
for level in 1 2 3 4 5 6; do
  zip -q l$level.zip $inner
  inner=l$level.zip
done
cp l6.zip "$here/nested.zip"
tar cf "$here/hollow.tar" hollow
: > "$here/nothing.tar"

# Documents, by LibreOffice out of its flat formats.
office() { soffice --headless "-env:UserInstallation=file://$work/profile" --convert-to "$@" --outdir "$here"; }
for format in odt docx epub pdf:writer_pdf_Export:'{"ExportBookmarks":{"type":"boolean","value":"true"}}'; do
  office "$format" "$here/sources/mill.fodt"
done
for format in ods xlsx; do office $format "$here/sources/accounts.fods"; done
python3 "$here/sources/made_by_python.py" "$here"
office odp "$here/talk.pptx"
# Documents that somebody tampered with: an entity bomb, a part cut short, a password, a chapter gone.
tamper() {
  mkdir "$work/$3"
  (cd "$work/$3" && unzip -qo "$here/$1" && $2 && rm -f "$here/$3" && zip -qr "$here/$3" .)
}
declare_entities() {
  sed -i 's|?>|?><!DOCTYPE w [<!ENTITY a "grain"><!ENTITY b "\&a;\&a;\&a;\&a;"><!ENTITY c "\&b;\&b;\&b;\&b;">]>|
    s|Grinding by hand|\&c;|' word/document.xml
}
cut_part() { truncate -s 5000 word/document.xml; }
encrypt_part() {
  sed -i 's|full-path="content.xml" manifest:media-type="text/xml"/>|full-path="content.xml"><manifest:encryption-data/></manifest:file-entry>|' META-INF/manifest.xml
}
remove_chapter() { rm OEBPS/sections/section0001.xhtml; }
tamper mill.docx declare_entities bomb.docx
tamper mill.docx cut_part cut.docx
tamper mill.odt encrypt_part sealed.odt
tamper mill.epub remove_chapter gone.epub

qpdf --encrypt millstone owner 256 -- "$here/mill.pdf" "$here/encrypted.pdf"
office pdf "$here/sources/scan.fodt"
qpdf "$here/mill.pdf" --pages "$here/mill.pdf" 1 "$here/scan.pdf" 1 "$here/mill.pdf" 6 -- "$here/mixed.pdf"
