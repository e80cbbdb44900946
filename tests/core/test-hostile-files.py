"""ytterby-cli import --dry-run: files that are broken, made to break their reader, or not what they seem, and what is said."""

import codecs
import os
import resource
import struct
import subprocess
import sys
import tempfile
import time
import unittest
import zipfile
import zlib

import tap

CLI = sys.argv.pop(1)
SHIPPED = os.environ["YTTERBY_SHIPPED"]
MB = 1000 * 1000

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
SHEET = "xl/worksheets/sheet1.xml"
XLSX = {
    "[Content_Types].xml":
        f'<Types xmlns="{PACKAGE}/content-types"><Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/{SHEET}" ContentType='
        '"application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/></Types>',
    "_rels/.rels":
        f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="r" Type="{OFFICE}/officeDocument"'
        ' Target="xl/workbook.xml"/></Relationships>',
    "xl/workbook.xml":
        f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets><sheet name="S" sheetId="1" r:id="r"/></sheets></workbook>',
    "xl/_rels/workbook.xml.rels":
        f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="r" Type="{OFFICE}/worksheet"'
        ' Target="worksheets/sheet1.xml"/></Relationships>',
}
SHEET_AROUND = f'<worksheet xmlns="{MAIN}"><sheetData>'.encode(), b"</sheetData></worksheet>"
KML = b'<kml xmlns="http://www.opengis.net/kml/2.2"><Document>', b"</Document></kml>"
PLACE = b"<Placemark><name>Here</name><Point><coordinates>26,57</coordinates></Point></Placemark>"


def cell(text):
    return f'<c t="inlineStr"><is><t>{text}</t></is></c>'.encode()


def deflate(head, block, n, tail):
    """So many of the same block between the others, which costs no more than one of them."""
    compressor = zlib.compressobj(9, zlib.DEFLATED, -15)
    first = compressor.compress(head) + compressor.flush(zlib.Z_FULL_FLUSH)
    one = compressor.compress(block) + compressor.flush(zlib.Z_FULL_FLUSH)
    return first + one * n + compressor.compress(tail) + compressor.flush(zlib.Z_FINISH)


def bomb(path, block, n, entries=1, told=None):
    """A spreadsheet or a map whose rows are so many blocks; all entries are the same packed bytes."""
    is_sheet = path.endswith(".xlsx")
    name, others = (SHEET, XLSX.items()) if is_sheet else ("doc.kml", ())
    head, tail = SHEET_AROUND if is_sheet else KML
    with zipfile.ZipFile(path, "w") as archive:
        for other, text in others:
            archive.writestr(other, text)
    data = deflate(head, block, n, tail)
    # What is never unpacked needs no checksum.
    checksum = 0
    for part in (head, *[block] * (n if n < 1000 else 0), tail):
        checksum = zlib.crc32(part, checksum)
    unpacked = told if told is not None else len(head) + len(block) * n + len(tail)
    with open(path, "r+b") as file:
        before = file.read()
        end = before.rindex(b"PK\5\6")
        count, length, start = struct.unpack("<10xHII2x", before[end:])
        at = start
        directory = before[start:end]
        file.seek(at)
        file.write(struct.pack("<4s5H3I2H", b"PK\3\4", 20, 0, 8, 0, 33, checksum, len(data), unpacked, len(name), 0) + name.encode())
        file.write(data)
        for i in range(entries):
            entry_name = name if i == 0 else f"{i}{name}"
            directory += struct.pack("<4s6H3I5H2I", b"PK\1\2", 20, 20, 0, 8, 0, 33, checksum, len(data), unpacked,
                                     len(entry_name), 0, 0, 0, 0, 0, at) + entry_name.encode()
        start = file.tell()
        file.write(directory)
        file.write(struct.pack("<4s4H2IH", b"PK\5\6", 0, 0, count + entries, count + entries, len(directory), start, 0))
        file.truncate()


class HostileFiles(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()

    def tearDown(self):
        self.folder.cleanup()

    def path(self, name):
        return os.path.join(self.folder.name, name)

    def make(self, name, content):
        with open(self.path(name), "wb") as file:
            file.write(content.encode() if isinstance(content, str) else content)
        return name

    def start(self, name, *arguments, limits=()):
        def limit():
            for kind, most in limits:
                resource.setrlimit(kind, (most, most))
        return subprocess.Popen([CLI, "import", "--dry-run", "--document", SHIPPED, *arguments, self.path(name)],
                                stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, preexec_fn=limit)

    def run_it(self, name, *arguments, limits=()):
        process = self.start(name, *arguments, limits=limits)
        out, err = process.communicate(timeout=60)
        return process.returncode, out, err

    def refuse(self, name, message, *arguments, limits=()):
        """It must end with an error in just these words, or in some of these, and without anything else."""
        code, out, err = self.run_it(name, *arguments, limits=limits)
        self.assertEqual((code, out), (1, ""), err)
        messages = (message,) if isinstance(message, str) else message
        self.assertTrue(any(message in err for message in messages), err)
        self.assertEqual(err.count("\n"), 1, err)
        self.assertNotIn("/vsi", err)

    def take(self, name, *lines):
        """It must be read, and the review must hold these lines."""
        code, out, err = self.run_it(name)
        self.assertEqual((code, err), (0, ""), name)
        for line in lines:
            self.assertIn(line, out)
        return out

    # Zip bombs.

    def test_archives_that_say_how_large_they_are(self):
        """Refused before anything is unpacked: 4 GB in one file of 4 MB, and 60 TB in files that share their bytes."""
        bomb(self.path("large.xlsx"), b" " * MB, 4000)
        self.refuse("large.xlsx", "“large.xlsx” holds 4.0\u00a0GB when it is unpacked, which is more than can be read here.")
        bomb(self.path("shared.kmz"), b" " * MB, 4000, entries=15000)
        self.refuse("shared.kmz", "“shared.kmz” holds 60.0\u00a0TB when it is unpacked, which is more than can be read here.")

    def test_archives_that_lie(self):
        """Of the 400 MB no more is unpacked than the 100 bytes that they say they hold."""
        began = time.monotonic()
        bomb(self.path("lie.xlsx"), b" " * MB, 400, told=100)
        self.refuse("lie.xlsx", "The table “S” is empty.")
        bomb(self.path("lie.kmz"), b" " * MB, 400, told=100)
        self.refuse("lie.kmz", "“lie.kmz” cannot be read as a table or a map: ERROR parsing kml layer doc.kml from lie.kmz")
        self.assertLess(time.monotonic() - began, 10)

    def test_cells_that_are_bombs(self):
        bomb(self.path("cell.xlsx"), b"<row>" + cell("name") + b"</row><row>" + cell("x" * 3 * MB) + b"</row>", 1)
        self.refuse("cell.xlsx", "A cell may hold 1 MB of text.")
        bomb(self.path("cell.kmz"), PLACE.replace(b"Here", b"x" * 3 * MB), 1)
        self.refuse("cell.kmz", "Row 1, “Name”: A cell may hold 1 MB of text.")

    def test_more_than_memory(self):
        """Small files whose content takes all the memory that there is; here less of it, for speed."""
        bomb(self.path("many.kmz"), PLACE * 10000, 60)
        self.refuse("many.kmz", "“many.kmz” needs more memory than a file may take. Nothing was changed.",
                    limits=[(resource.RLIMIT_AS, 600 * MB)])

    def test_more_than_time(self):
        bomb(self.path("long.xlsx"), (b"<row>" + cell("x") + b"</row>") * 10000, 200)
        self.refuse("long.xlsx", "“long.xlsx” needs more memory or time than a file may take",
                    limits=[(resource.RLIMIT_CPU, 1)])

    def test_damaged_archives(self):
        """Cut off, and with bytes of another kind in the middle; what had been read before is not taken for all."""
        bomb(self.path("whole.xlsx"), (b"<row>" + cell("name") + b"</row><row>" + cell("Narva") + b"</row>") * 1000, 1)
        self.take("whole.xlsx", "0 new, 0 changed, 0 the same, 2000 unusable")
        with open(self.path("whole.xlsx"), "rb") as file:
            whole = file.read()
        self.make("cut.xlsx", whole[:-30])
        self.refuse("cut.xlsx", "“cut.xlsx” is no table or map that can be read here")
        at = whole.index(b"PK\1\2") - 60
        self.make("torn.xlsx", whole[:at] + bytes(40) + whole[at + 40:])
        self.refuse("torn.xlsx", "“torn.xlsx” cannot be read: ")
        at = whole.rindex(b"PK\1\2") + 16
        self.make("other.xlsx", whole[:at] + bytes(4) + whole[at + 4:])
        self.refuse("other.xlsx", "“other.xlsx” cannot be read: what is packed in it is damaged.")

    # Texts that are made to take much.

    def test_deep_json(self):
        self.make("deep.geojson", '{"type": "Feature", "geometry": null, "properties": {"a": ' + "[" * 200000)
        self.refuse("deep.geojson", "“deep.geojson”")

    def test_entities(self):
        """Neither does an entity grow, nor does it bring in another file."""
        self.make("secret.txt", "TopSecret")
        grown = "".join(f"<!ENTITY a{i} '{f'&a{i - 1};' * 10}'>" for i in range(1, 20))
        for name, declared, text in (("laughs", "<!ENTITY a0 'ha'>" + grown, "&a19;"),
                                     ("outside", f"<!ENTITY x SYSTEM 'file://{self.path('secret.txt')}'>", "&x;")):
            head = f'<?xml version="1.0"?><!DOCTYPE x [{declared}]>'
            self.make(name + ".gpx", f'{head}<gpx version="1.1" creator="x"><wpt lat="1" lon="2"><name>{text}</name></wpt></gpx>')
            self.make(name + ".kml", head + KML[0].decode() + PLACE.decode().replace("Here", text) + KML[1].decode())
            with zipfile.ZipFile(self.path(name + ".xlsx"), "w") as archive:
                for part, content in XLSX.items():
                    archive.writestr(part, content)
                archive.writestr(SHEET, head.encode() + SHEET_AROUND[0] + b'<row r="1">' + cell(text) + b"</row>" + SHEET_AROUND[1])
            for ending in (".gpx", ".kml", ".xlsx"):
                code, out, err = self.run_it(name + ending)
                self.assertNotIn("TopSecret", out + err)
                self.assertLess(len(out), 3000)
        self.refuse("laughs.gpx", "“laughs.gpx” is no table or map that can be read here")
        self.refuse("laughs.kml", "“laughs.kml” cannot be read as a table or a map: ERROR parsing kml laughs.kml :parsing aborted")
        self.refuse("laughs.xlsx", "“laughs.xlsx” cannot be read: XML parsing of {laughs.xlsx}/xl/worksheets/sheet1.xml"
                                   " file failed : parsing aborted")
        self.refuse("outside.kml", "“outside.kml” cannot be read as a table or a map: ERROR parsing kml outside.kml :parsing aborted")

    def test_ten_gigabytes_of_nothing(self):
        self.make("sparse.csv", "name,latitude,longitude\nNarva,59.4,28.2\n")
        os.truncate(self.path("sparse.csv"), 10 * 1000 * MB)
        self.refuse("sparse.csv", "“sparse.csv” is not a text: it has bytes that are no letters.")
        self.make("late.csv", "name,latitude,longitude\n" + "Narva,59.4,28.2\n" * 10000)
        os.truncate(self.path("late.csv"), 10 * 1000 * MB)
        self.refuse("late.csv", "“late.csv” is not a text: it has bytes that are no letters.")

    # What is not what it seems.

    def test_no_file(self):
        os.mkdir(self.path("folder.csv"))
        os.mkfifo(self.path("fifo.csv"))
        os.symlink("/dev/zero", self.path("device.csv"))
        os.symlink("loop.csv", self.path("loop.csv"))
        self.make("empty.csv", "")
        self.make("blank.csv", "\n\n\n")
        self.refuse("folder.csv", "folder.csv” is not a file.")
        self.refuse("fifo.csv", "fifo.csv” is not a file.")
        self.refuse("device.csv", "device.csv” is not a file.")
        self.refuse("loop.csv", "loop.csv” cannot be read: Too many levels of symbolic links")
        self.refuse("none.csv", "none.csv” cannot be read: No such file or directory")
        self.refuse("empty.csv", "“empty.csv” is empty.")
        # Some versions of GDAL take it for a table.
        self.refuse("blank.csv", ("“blank.csv” is no table or map that can be read here", "The table “blank” is empty."))

    def test_other_kinds(self):
        """Names that promise what the content is not."""
        self.make("picture.xlsx", b"\x89PNG\r\n\x1a\n" + bytes(100))
        self.make("page.kml", "<!DOCTYPE html><html><body>Not found</body></html>")
        self.make("list.geojson", "[1, 2, 3]")
        self.make("document.gpkg", b"SQLite format 3\0" + bytes(200))
        self.make("shape.shp", struct.pack(">i", 9994) + bytes(20))
        self.refuse("picture.xlsx", "“picture.xlsx” is no table or map that can be read here: CSV, XLSX, ODS, ")
        self.refuse("page.kml", "“page.kml” cannot be read as a table or a map: ERROR parsing kml page.kml :Invalid root element")
        self.refuse("list.geojson", "“list.geojson” is no table or map that can be read here: CSV, XLSX, ODS, ")
        self.refuse("document.gpkg", "“document.gpkg” cannot be read as a table or a map: file is not a database")
        self.refuse("shape.shp", "“shape.shp” cannot be read as a table or a map: the file beside it whose name ends in .shx"
                                 " is missing.")

    # Texts in other ways of writing.

    def test_encodings(self):
        text = "name,town\nSept-Îles,Québec\n"
        for encoding, told in (("cp1252", "WINDOWS-1252"), ("utf-16-le", "UTF-16LE"), ("utf-16", "UTF-16LE"), ("utf-16-be", "UTF-16BE")):
            self.make("plants.csv", text.encode(encoding))
            self.take("plants.csv", f"The file is not in UTF-8: it is read as {told}.", "1 new")
        self.make("marked.csv", codecs.BOM_UTF8 + text.encode())
        self.assertNotIn("UTF", self.take("marked.csv", "name: Name", "town: "))

    def test_line_ends(self):
        for end in ("\r", "\r\n", "\n"):
            self.make("plants.csv", end.join(["name,status", "Narva,odd", "Aakre,odder", ""]))
            self.take("plants.csv", "! Line 2, “status”: “odd” is unknown.", "! Line 3, “status”: “odder” is unknown.")

    def test_chosen_encoding(self):
        """Bytes that are letters in several encodings: a person knows which it is."""
        self.make("plants.csv", "name,latitude,longitude\n\"Нарва\",59.4,28.2\n".encode("cp1251"))
        self.take("plants.csv", "it is read as WINDOWS-1252.", "1 new")
        code, out, err = self.run_it("plants.csv", "--encoding", "cp1251")
        self.assertEqual((code, err), (0, ""))
        self.assertIn("it is read as CP1251.", out)
        self.refuse("plants.csv", "“klingon” is no encoding that is known here.", "--encoding", "klingon")
        self.refuse("plants.csv", "“plants.csv” is not in utf-8: it has bytes that are no letters in it. Choose another encoding.",
                    "--encoding", "utf-8")
        self.make("map.geojson", '{"type": "FeatureCollection", "features": []}')
        self.refuse("map.geojson", "“map.geojson” is of a kind that says itself how it is written: that cannot be chosen.",
                    "--encoding", "cp1251")

    def test_chosen_separator(self):
        """A header in which something else looks like the separator."""
        self.make("plants.csv", 'name, long;status\n"A;""1"", x";odd\nB, C;odder\n')
        code, out, err = self.run_it("plants.csv", "--separator", "semicolon", "-c", "name, long=name")
        self.assertEqual((code, err), (0, ""))
        self.assertIn("  name, long: Name\n  status: Status\n", out)
        self.assertIn("! Line 2, “status”: “odd” is unknown.", out)
        self.assertIn("! Line 3, “status”: “odder” is unknown.", out)

    def test_only_column(self):
        for text in ("name\nNarva\n", '"name"\r\n"Nar""va"\r\n', "name\nNarva\nAakre"):
            self.make("names.csv", text)
            out = self.take("names.csv", "  name: Name\n")
            self.assertNotIn("field_2", out)

    # Places.

    def test_places(self):
        self.make("places.csv", "name,latitude,longitude\nA,,26\nB,57,\nC,north,26\nD,157,26\nE,6500000,650000\nF,-120.5,-45\nG,nan,inf\n")
        self.take("places.csv",
                  "! Line 2, “latitude”: Half of the coordinates is missing.",
                  "! Line 3, “longitude”: Half of the coordinates is missing.",
                  "! Line 5, “latitude”: 157 is no latitude. Are latitude and longitude the other way round?",
                  "! Line 6, “latitude”: 6500000, 650000 are no degrees. Coordinates in metres need a file that names their"
                  " reference system.",
                  "! Line 7, “latitude”: -120.5 is no latitude. Are latitude and longitude the other way round?",
                  "0 new, 0 changed, 0 the same, 7 unusable")
        self.make("none.csv", "name,country\nAakre,EE\n")
        self.take("none.csv", "1 new, 0 changed, 0 the same, 0 unusable")


if __name__ == "__main__":
    tap.main(HostileFiles)
