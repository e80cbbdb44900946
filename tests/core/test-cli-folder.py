"""ytterby-cli export FOLDER/ and build: the same rows in every table, and what is wrong with a folder is told."""

import csv
import os
import pty
import resource
import shutil
import sqlite3
import stat
import subprocess
import sys
import tempfile
import unittest

import tap

CLI = sys.argv.pop(1)
DATA = sys.argv.pop(1)
SHIPPED = os.environ["YTTERBY_SHIPPED"]
FILES = ("announcements claims facilities figures links meta organisations sources tour_stops tours views").split()
RECORDS = ("meta source organisation facility facility_name facility_stage facility_element facility_product "
           "facility_organisation facility_source claim announcement announcement_party announcement_facility "
           "announcement_source link figure tour tour_stop tour_stop_claim tour_stop_announcement saved_view").split()
EDITS = r"""
    PRAGMA foreign_keys = OFF;
    INSERT INTO source VALUES (101, NULL, '=SUM(A1)', '''=quoted', '2025', 'doi:10.1/x'), (102, 'a;b:c\d', ' two' || char(10) || 'lines', NULL, NULL, NULL);
    INSERT INTO organisation VALUES (103, NULL, 'Ours; "and" others', 'cooperative', NULL, NULL, 'x', 101);
    INSERT INTO facility (id, name) VALUES (104, 'Nameless');
    INSERT INTO facility SELECT 105, geom, 'odd: key; here', 'Odd', 'XX', NULL, NULL, 'site', 'walked there', '-1+1', 'Two' || char(10) || 'lines' FROM facility WHERE facility = 'ee-narva-neo';
    UPDATE facility SET geom = x'47500001e6100000010100000048afbc9af2d77abe48afbc9af2d77a3e' WHERE facility = 'ao-longonjo';
    INSERT INTO facility_name VALUES (106, 104, 'A;B'), (107, 104, 'A:B'), (108, 105, 'back\slash');
    INSERT INTO facility_stage VALUES (109, 105, 'magnet');
    INSERT INTO facility_element VALUES (110, 105, 'Dy');
    INSERT INTO facility_product VALUES (111, 105, 'x;y', 4), (112, 105, 'z', 2);
    INSERT INTO facility_organisation VALUES (113, 105, 103, 'operator', 12.5, 3), (114, 105, 103, 'owner', 33.3, 0);
    INSERT INTO facility_organisation SELECT 115, 105, id, 'owner', NULL, 5 FROM organisation WHERE organisation = 'absa-bank';
    INSERT INTO facility_source VALUES (116, 105, 101), (117, 105, 102);
    INSERT INTO claim (id, claim, facility, attribute, value, unit, basis, source) VALUES (118, NULL, 105, 'capacity', '3', 'kt/yr', 'Sm oxide', 101);
    INSERT INTO claim (id, claim, facility, attribute, value, source, as_of, tense) VALUES
      (119, 'x-status', 105, 'status', 'operating', 102, '2025-03', 'stated');
    INSERT INTO claim (id, claim, facility, attribute, value, source) SELECT 120, 'narva-again', id, 'status', 'closed', 101
      FROM facility WHERE facility = 'ee-narva-neo';
    UPDATE claim SET pinned = 1, pin_reason = 'seen', typed = '2 kt' WHERE id = (SELECT max(id) FROM claim);
    UPDATE claim SET withdrawn = 1, withdrawn_reason = 'no, "never"' WHERE id = (SELECT min(id) FROM claim WHERE id > 200);
    UPDATE claim SET value = 'suspended', as_of = NULL WHERE claim = 'ao-longonjo-status';
    INSERT INTO announcement (id, title) VALUES (121, '@told');
    INSERT INTO announcement_party VALUES (122, 121, 103, '', 0), (123, 121, 103, 'a:b;c', 7);
    INSERT INTO announcement_facility VALUES (124, 121, 105);
    INSERT INTO announcement_source VALUES (125, 121, 102);
    INSERT INTO link VALUES (126, NULL, 105, NULL, 103, 'magnets', NULL, 'flows', '2025', NULL, 121, NULL, NULL),
      (127, 'k', 105, 104, NULL, 'forest products', 'metal', 'flows', NULL, NULL, NULL, NULL, NULL);
    INSERT INTO figure SELECT 128, measure, country, year, '7', unit, qualifier, source FROM figure LIMIT 1;
    INSERT INTO tour VALUES (129, NULL, 'Mine', NULL), (130, 'empty', 'Empty', NULL);
    INSERT INTO tour_stop VALUES (131, 129, 5, 'view', NULL, 'a' || char(10) || 'b', NULL, 0.25, 105, '{"version":1,"search":"x"}'),
      (132, 129, 2, 'slide', 'T', NULL, NULL, NULL, NULL, NULL), (133, 129, 7, 'view', 'U', NULL, NULL, 10, NULL, 'no JSON');
    INSERT INTO tour_stop_claim VALUES (134, 131, 118), (135, 131, 119);
    INSERT INTO tour_stop_announcement VALUES (136, 131, 121);
    INSERT INTO saved_view VALUES (137, 'Magnets, "all"', 1, '{"filter":"stage=magnet"}'), (138, 'Magnets, "all"', 2, '{}');
    UPDATE meta SET value = 'Mine' WHERE key = 'title';
    INSERT INTO meta VALUES (139, 'mine', NULL);
"""


def cli(*arguments, **more):
    return subprocess.run([CLI, *arguments], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, **more)


class Folder(unittest.TestCase):
    def setUp(self):
        self.home = tempfile.TemporaryDirectory()
        self.path = self.beside("mine.gpkg")
        self.folder = self.beside("tables")
        self.out = self.beside("out.gpkg")
        shutil.copyfile(SHIPPED, self.path)

    def tearDown(self):
        self.home.cleanup()

    def beside(self, name):
        return os.path.join(self.home.name, name)

    def do(self, *arguments, **more):
        done = cli(*arguments, **more)
        self.assertEqual((done.returncode, done.stdout), (0, ""), arguments)

    def refuse(self, said, *arguments, status=1, **more):
        done = cli(*arguments, **more)
        self.assertEqual(done.returncode, status, done.stdout)
        self.assertIn(said, done.stdout)

    def export(self, *arguments):
        self.do("export", self.folder + "/", "--document", self.path, *arguments)
        self.assertEqual(sorted(os.listdir(self.folder)), [name + ".csv" for name in FILES])

    def build(self, *arguments):
        self.do("build", self.folder, "-o", self.out, *arguments)

    def edit(self):
        rows = self.beside("plants.csv")
        with open(rows, "w") as plants:
            plants.write("name,latitude,longitude,other names,country,stages,status,output\n"
                         "Valga,57.7,26,Walk,EE,magnet;metal,planned,100\n")
        done = cli("import", rows, "--document", self.path, "-c", "other names=other-names",
                   "-c", "output=claim:production:t/yr magnets")
        self.assertEqual(done.returncode, 0, done.stdout)
        os.unlink(rows)
        db = sqlite3.connect(self.path)
        db.executescript(EDITS)
        db.close()

    def rows(self, path, table):
        db = sqlite3.connect(path)
        try:
            return db.execute(f'SELECT * FROM "{table}" ORDER BY id').fetchall()
        finally:
            db.close()

    def same(self, but=()):
        for table in set(RECORDS + ["facility_shown"]) - set(but):
            mine, out = self.rows(self.path, table), self.rows(self.out, table)
            self.assertEqual((set(mine) - set(out), set(out) - set(mine), len(mine)), (set(), set(), len(out)), table)

    def cells(self, name):
        with open(os.path.join(self.folder, name), newline="", encoding="utf-8") as file:
            return list(csv.DictReader(file))

    def write(self, name, text, encoding="utf-8"):
        os.makedirs(self.folder, exist_ok=True)
        with open(os.path.join(self.folder, name), "w", encoding=encoding) as file:
            file.write(text)

    def test_shipped(self):
        """All that the data set holds, down to the bytes of the document."""
        self.export()
        self.build()
        self.same()
        with open(self.out, "rb") as out, open(SHIPPED, "rb") as shipped:
            self.assertEqual(out.read(), shipped.read())

    def test_data(self):
        """The data set's own folder is one, too; what it is called it does not say itself."""
        shutil.copytree(DATA, self.folder, ignore=lambda _, names: [name for name in names if not name.endswith(".csv")])
        self.build()
        self.same(but=["meta"])

    def test_edited(self):
        """Rows of every kind that people and other programs write, each with its id."""
        self.edit()
        self.export()
        self.build()
        self.same()
        done = cli("check", "--document", self.out)
        self.assertIn(": rests on no source", done.stdout)
        self.assertNotRegex(done.stdout, "holds|names a|derived|missing")
        # And once more.
        before = {name: self.cells(name + ".csv") for name in FILES}
        self.do("export", self.folder, "--document", self.out)
        self.assertEqual({name: self.cells(name + ".csv") for name in FILES}, before)

    def test_readable(self):
        """People see what they would write: no column that nothing needs, and views in columns."""
        self.export()
        self.assertEqual(list(self.cells("sources.csv")[0]), ["source", "title", "publisher", "published", "url"])
        stops = self.cells("tour_stops.csv")
        self.assertNotIn("content", stops[0])
        self.assertTrue(any(stop["zoom"] and stop["width"] for stop in stops))
        facility, = [row for row in self.cells("facilities.csv") if row["facility"] == "au-yangibana-wyloo-hastings"]
        self.assertEqual(facility["owners"], "wyloo:60;hastings-technology-metals:40")

    def test_formulas(self):
        """A spreadsheet runs nothing of it."""
        self.edit()
        self.export()
        for name in FILES:
            for row in self.cells(name + ".csv"):
                for cell in row.values():
                    if cell[:1] in ("=", "+", "@", "\t") or cell[:1] == "-":
                        float(cell)

    def test_part(self):
        self.edit()
        self.export("--filter", "country=EE")
        self.build()
        ids = {row[0] for row in self.rows(self.out, "facility")}
        self.assertEqual({row[0] for row in self.rows(self.path, "facility") if row[4] == "EE"}, ids)
        for table in RECORDS:
            self.assertLessEqual(set(self.rows(self.out, table)), set(self.rows(self.path, table)), table)
        self.assertEqual(self.rows(self.out, "saved_view"), [])

    def test_losses(self):
        """What a folder cannot hold: the history, and copies of pages."""
        self.edit()
        self.export()
        self.build()
        self.assertNotEqual(self.rows(self.path, "history"), [])
        self.assertEqual(self.rows(self.out, "history"), [])

    def test_used(self):
        """What was built is a document as any other."""
        self.edit()
        self.export()
        self.build()
        self.assertIn("Valga", cli("list", "--document", self.out, "--search", "walk").stdout)
        done = cli("undo", "--document", self.out)
        self.assertIn("nothing of", done.stdout)

    def test_by_hand(self):
        """Few columns and few files are enough."""
        self.write("sources.csv", "source,title\npaper,A paper\n")
        self.write("facilities.csv", "name,facility,stages,latitude,longitude,status,sources\n"
                                     "Pit,pit,mining,1.5,-2,operating,paper\n")
        self.write("claims.csv", "claim,facility,attribute,value,source,unit\nc,pit,jobs,5,paper,people\n")
        self.build()
        self.assertEqual(cli("list", "--document", self.out, "-f", "csv").stdout.splitlines()[1][:25], "pit,Pit,operating,mining,")
        self.assertEqual(cli("check", "--document", self.out).returncode, 0)

    def test_bad_folders(self):
        good = "facility,name\npit,Pit\n"
        sources = "source,title\npaper,A paper\n"
        for files, said in (
                ({"facilities.csv": "facility,name\npit\n"}, "facilities.csv, line 2: has 1 fields, but there are 2"),
                ({"facilities.csv": "facility,name\npit,\"Pit\n"}, "facilities.csv, line 2, column 5: the quote that begins"),
                ({"facilities.csv": "facility,nmae\npit,Pit\n"}, "facilities.csv, line 1: the column “nmae” is unknown"),
                ({"facilities.csv": "name\nPit\n"}, "facilities.csv, line 1: the column “facility” is missing"),
                ({"facilities.csv": ""}, "the file is empty"),
                ({"facilities.csv": "facility,name\npit,Pit\npit,Pot\n"}, "facilities.csv, line 2, “facility”: “pit” is there a second time in line 3."),
                ({"facilities.csv": "facility,name\npit,\n"}, "facilities.csv, line 2, “name”: is empty."),
                ({"facilities.csv": "facility,name,stages\npit,Pit,mnie\n"},
                 "facilities.csv, line 2, “stages”: “mnie” is unknown. Nearest: mining."),
                ({"facilities.csv": "facility,name,country\npit,Pit,Estonia\n"},
                 "facilities.csv, line 2, “country”: “Estonia” is no code of a country."),
                ({"facilities.csv": "facility,name,latitude\npit,Pit,5\n"}, "line 2, “longitude”: is empty, but the other"),
                ({"facilities.csv": "facility,name,latitude,longitude\npit,Pit,95,5\n"}, "line 2, “latitude”: 95 is out of range"),
                ({"facilities.csv": "facility,name,sources\npit,Pit,papre\n", "sources.csv": sources},
                 "facilities.csv, line 2, “sources”: “papre” is not in sources.csv. Nearest: paper."),
                ({"facilities.csv": "facility,name,status\npit,Pit,closed\n"},
                 "facilities.csv, line 2, “sources”: is empty, but a status needs a source."),
                ({"facilities.csv": "facility,name,id\npit,Pit,x\n"}, "line 2, “id”: “x” is not a whole number."),
                ({"facilities.csv": "facility,name,id\npit,Pit,5\npot,Pot,5\n"}, "line 3, “id”: “5” is there twice."),
                ({"facilities.csv": "facility,name,names,names_ids\npit,Pit,a;b,5\n"}, "line 2, “names_ids”: has not as many"),
                ({"facilities.csv": good, "claims.csv": "claim,facility,attribute,value,source\nc,pit,jobs,5,paper\n"},
                 "claims.csv, line 2, “source”: “paper” is not in sources.csv."),
                ({"facilities.csv": good, "claims.csv": "claim,facility,attribute,value,source,pinned\nc,pit,jobs,5,paper,yes\n",
                  "sources.csv": sources}, "claims.csv, line 2, “pinned”: “yes” is neither"),
                ({"meta.csv": "key,value\nschema,2\n"}, "meta.csv, line 2, “key”: “schema” is written by Ytterby itself"),
                ({"readme.txt": "nothing"}, "has none of the files of a document")):
            with self.subTest(said=said):
                for name, text in files.items():
                    self.write(name, text)
                self.refuse(said, "build", self.folder, "-o", self.out)
                self.assertEqual(sorted(os.listdir(self.home.name)), ["mine.gpkg", "tables"])
                shutil.rmtree(self.folder)
        self.write("facilities.csv", "facility,name\npit,Grün\n", encoding="latin-1")
        self.refuse("facilities.csv, line 2, column 7: this is not UTF-8", "build", self.folder, "-o", self.out)
        self.refuse("There is no folder", "build", self.beside("none"), "-o", self.out)
        self.refuse("is not a folder", "build", self.path, "-o", self.out)

    def test_called_wrongly(self):
        self.refuse("Name one folder", "build", "-o", self.out, status=2)
        self.refuse("Say with -o", "build", self.folder, status=2)
        self.refuse("cannot go to standard output", "export", "-", "--as", "csv-folder", "--document", self.path, status=2)

    def test_force(self):
        """A document that is there is replaced only if that is asked for."""
        self.export("--filter", "country=EE")
        with open(self.out, "w") as out:
            out.write("before")
        os.chmod(self.out, 0o640)
        self.refuse("exists already", "build", self.folder, "-o", self.out)
        with open(self.out) as out:
            self.assertEqual(out.read(), "before")
        self.build("--force")
        self.assertGreater(len(self.rows(self.out, "facility")), 0)
        self.assertEqual(sorted(os.listdir(self.home.name)), ["mine.gpkg", "out.gpkg", "tables"])

    def test_folder_that_is_there(self):
        os.mkdir(self.folder)
        os.chmod(self.folder, 0o750)
        self.do("export", self.folder, "--document", self.path, "--filter", "country=EE")
        few = len(self.cells("facilities.csv"))
        self.export()
        self.assertGreater(len(self.cells("facilities.csv")), few)
        self.assertEqual(stat.S_IMODE(os.stat(self.folder).st_mode), 0o750)
        # Nobody loses other files.
        self.write("notes.txt", "mine")
        self.refuse("other files in it, such as “notes.txt”", "export", self.folder + "/", "--document", self.path)
        self.assertIn("notes.txt", os.listdir(self.folder))
        self.refuse("the name of a file", "export", self.path, "--as", "csv-folder", "--document", self.path)
        self.refuse("its folder is not there", "export", self.beside("none/there/"), "--document", self.path)
        self.do("export", self.beside("named"), "--as", "csv-folder", "--document", self.path)
        self.assertEqual(sorted(os.listdir(self.home.name)), ["mine.gpkg", "named", "tables"])

    def test_told_losses(self):
        """A person is told what the file will not hold; a script is not."""
        for name, said in (("out.geojson", "supply links, tours and history"), ("tables/", "No history, no copies of pages")):
            reader, terminal = pty.openpty()
            done = subprocess.run([CLI, "export", self.beside(name), "--document", self.path],
                                  stdout=subprocess.PIPE, stderr=terminal, text=True)
            os.close(terminal)
            told = os.read(reader, 4096).decode().replace("\r\n", "\n")
            os.close(reader)
            self.assertEqual((done.returncode, done.stdout), (0, ""))
            self.assertIn(said, told)
        self.do("export", self.beside("again.geojson"), "--document", self.path)

    def test_full_disk(self):
        """Whatever there is no room for, what was there before stays, and nothing else."""
        self.export("--filter", "country=EE")
        before = self.cells("facilities.csv")
        full = lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (100000, 100000))
        self.refuse("disk is full", "export", self.folder + "/", "--document", self.path, preexec_fn=full, restore_signals=False)
        self.assertEqual(self.cells("facilities.csv"), before)
        with open(self.out, "w") as out:
            out.write("before")
        self.refuse("out.gpkg” was not written: ", "build", self.folder, "-o", self.out, "--force", preexec_fn=full,
                    restore_signals=False)
        with open(self.out) as out:
            self.assertEqual(out.read(), "before")
        self.assertEqual(sorted(os.listdir(self.home.name)), ["mine.gpkg", "out.gpkg", "tables"])

    def test_no_room(self):
        """Of each format: the file is named, what was there before stays, and nothing is left beside it."""
        full = lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (20000, 20000))
        for ending in ("geojson", "kml", "csv", "claims.csv", "xlsx", "bib", "csl.json", "gpkg"):
            with self.subTest(ending=ending):
                name = "out." + ending
                with open(self.beside(name), "w") as out:
                    out.write("before")
                self.refuse(name + "” was not written: ", "export", self.beside(name), "--document", self.path,
                            preexec_fn=full, restore_signals=False)
                with open(self.beside(name)) as out:
                    self.assertEqual(out.read(), "before")
                os.unlink(self.beside(name))
                self.assertEqual(os.listdir(self.home.name), ["mine.gpkg"])

    def test_no_permission(self):
        """A folder in which nobody makes files, not even who may do all else."""
        for name in ("out.geojson", "out.xlsx", "out.gpkg", "out/"):
            with self.subTest(name=name):
                self.refuse("was not written: its folder cannot be written; choose another", "export", "/sys/" + name,
                            "--document", self.path)
        self.export()
        self.refuse("was not written: its folder cannot be written", "build", self.folder, "-o", "/sys/out.gpkg")


if __name__ == "__main__":
    tap.main(Folder)
