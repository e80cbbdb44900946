"""ytterby-cli check: each kind of damage is found, told with its place, and left as it is."""

import json
import os
import re
import shutil
import sqlite3
import struct
import subprocess
import sys
import tempfile
import unittest

import tap

CLI = sys.argv.pop(1)
SHIPPED = os.environ["YTTERBY_SHIPPED"]
NARVA = "(SELECT id FROM facility WHERE facility = 'ee-narva-neo')"


class Check(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.path = os.path.join(self.folder.name, "copy.gpkg")
        shutil.copyfile(SHIPPED, self.path)

    def tearDown(self):
        self.folder.cleanup()

    def run_it(self, *arguments, path=None):
        return subprocess.run([CLI, "check", "--document", path or self.path, *arguments],
                              stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)

    def damage(self, script, triggers=True):
        """As a program that knows nothing of Ytterby would; without triggers, as one that writes pages."""
        db = sqlite3.connect(self.path)
        if not triggers:
            names = db.execute("SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'").fetchall()
            for name, _ in names:
                db.execute(f'DROP TRIGGER "{name}"')
        db.executescript(script)
        if not triggers:
            for _, sql in names:
                db.execute(sql)
        db.commit()
        db.close()

    def find(self, *patterns, arguments=()):
        """Just these findings, in any order; the file and its folder stay as they are."""
        with open(self.path, "rb") as file:
            before = file.read(), os.stat(self.path).st_mtime_ns, sorted(os.listdir(self.folder.name))
        done = self.run_it(*arguments)
        with open(self.path, "rb") as file:
            self.assertEqual((file.read(), os.stat(self.path).st_mtime_ns, sorted(os.listdir(self.folder.name))), before)
        lines = done.stdout.splitlines()
        self.assertEqual(done.returncode, 1, done.stdout + done.stderr)
        for line in lines:
            self.assertTrue(any(re.search(pattern, line) for pattern in patterns), line)
        for pattern in patterns:
            self.assertTrue(any(re.search(pattern, line) for line in lines), pattern + "\n" + done.stdout)
        return lines

    def test_clean(self):
        done = self.run_it()
        self.assertEqual((done.returncode, done.stdout, done.stderr), (0, "Nothing was found.\n", ""))
        done = self.run_it("-f", "json")
        self.assertEqual((done.returncode, json.loads(done.stdout)), (0, []))

    def test_used(self):
        """Imported into, taken back and done again: still clean."""
        rows = os.path.join(self.folder.name, "plants.csv")
        with open(rows, "w") as plants:
            plants.write("name,latitude,longitude,status,output\nValga,57.7,26,planned,100\n")
        for arguments in (["import", rows, "-c", "output=claim:production:t/yr magnets"], ["undo"], ["import", rows]):
            done = subprocess.run([CLI, *arguments, "--document", self.path], stdout=subprocess.PIPE,
                                  stderr=subprocess.STDOUT, text=True)
            self.assertEqual(done.returncode, 0, done.stdout)
        done = self.run_it()
        self.assertEqual((done.returncode, done.stdout), (0, "Nothing was found.\n"))

    def test_called_wrongly(self):
        for arguments, said in ((["x.gpkg"], "name a document with --document"), (["-f", "xml"], "is no format"),
                                (["--limit", "-1"], "0 or more"), (["--wrong"], "Unknown option")):
            done = self.run_it(*arguments)
            self.assertEqual((done.returncode, done.stdout), (2, ""))
            self.assertIn(said, done.stderr)

    def test_no_document(self):
        other = os.path.join(self.folder.name, "other.gpkg")
        done = self.run_it(path=other)
        self.assertEqual(done.returncode, 2)
        self.assertIn("There is no file", done.stderr)
        with open(other, "w") as file:
            file.write("no database")
        done = self.run_it(path=other)
        self.assertEqual(done.returncode, 2)
        self.assertIn("is not a GeoPackage", done.stderr)
        self.damage("UPDATE meta SET value = '99' WHERE key = 'schema'")
        done = self.run_it()
        self.assertEqual(done.returncode, 2)
        self.assertIn("later version", done.stderr)

    def test_pages(self):
        """Pages in the middle are overwritten: what can still be looked at is, and nothing crashes."""
        page, = sqlite3.connect(self.path).execute(
            "SELECT rootpage FROM sqlite_schema WHERE name = 'claim_facility'").fetchone()
        size, = sqlite3.connect(self.path).execute("PRAGMA page_size").fetchone()
        with open(self.path, "r+b") as file:
            file.seek((page - 1) * size)
            file.write(b"\xa5" * size)
        lines = self.find(r"^copy\.gpkg: (it is damaged|a part of it cannot be read)")
        self.assertGreater(len(lines), 0)

    def test_index(self):
        """An index that does not know a row."""
        self.damage("PRAGMA writable_schema = ON;"
                    "CREATE TABLE spare (country TEXT, sort_name TEXT); CREATE INDEX spare_index ON spare (country, sort_name);"
                    "UPDATE sqlite_schema SET rootpage = (SELECT rootpage FROM sqlite_schema WHERE name = 'spare_index')"
                    " WHERE name = 'facility_shown_country';"
                    "DELETE FROM sqlite_schema WHERE tbl_name = 'spare'")
        self.find(r"^copy\.gpkg: it is damaged: (row \d+ missing from|wrong # of entries in) index facility_shown_country\."
                  " Go on with a backup")

    def test_schema(self):
        self.damage("DROP TRIGGER claim_deleted; DROP INDEX claim_source;"
                    "CREATE TRIGGER strange AFTER INSERT ON claim BEGIN DELETE FROM source; END;")
        self.find(r"^claim_deleted: Its trigger .* is missing\. Save a copy", r"^claim_source: Its index .* is missing\.",
                  r"^claim: Another program put the trigger “strange”")

    def test_table(self):
        self.damage("ALTER TABLE link RENAME COLUMN material TO stuff", triggers=False)
        self.find(r"^link: .*changed its table “link”")

    def test_rule(self):
        """A view that is not ours is no rule to compare with."""
        self.damage("DROP VIEW facility_derived; CREATE VIEW facility_derived AS SELECT * FROM facility_shown;"
                    "UPDATE facility_shown SET status = 'closed' WHERE id = " + NARVA)
        self.find(r"^facility_derived: Another program changed its view")

    def test_values(self):
        self.damage(f"""
            UPDATE facility SET geom = x'00' WHERE id = {NARVA};
            UPDATE tour_stop SET seconds = 'long', position = 'first' WHERE id = (SELECT min(id) FROM tour_stop);
            UPDATE source SET title = CAST(x'ff41' AS TEXT) WHERE id = (SELECT min(id) FROM source);
            UPDATE facility SET location_note = printf('%.*c', 1100000, 'x') WHERE facility = 'ao-longonjo';
            UPDATE organisation SET parent = id WHERE organisation = 'absa-bank';
        """)
        self.find(r"^facility \d+ \(Narva magnet plant\), “geom”: holds no point",
                  r"^facility \d+ .*“geom”: is no geometry",
                  r"^tour_stop \d+ .*“seconds”: holds a value of another kind",
                  r"^tour_stop \d+ .*“position”: holds a value of another kind",
                  r"^source \d+ .*“title”: holds characters that cannot be read",
                  r"^facility \d+: holds more than a million characters",
                  r"^organisation \d+, “parent”: the organisation is its own parent")

    def test_references(self):
        self.damage(f"""
            PRAGMA foreign_keys = OFF;
            UPDATE claim SET source = 7 WHERE id = (SELECT max(id) FROM claim WHERE facility = {NARVA});
            UPDATE link SET to_facility = 8, to_organisation = NULL WHERE id = (SELECT min(id) FROM link);
            INSERT INTO history_record VALUES (1, 99, 'claim', 5);
        """)
        self.find(r"^claim \d+ .*“source”: names a record that is not there\. Choose",
                  r"^link \d+ .*“to_facility”: names a record that is not there",
                  r"^history_record 1, “history”: names a row of “history” that is not there")

    def test_derived(self):
        self.damage(f"""
            UPDATE facility_shown SET status = 'closed', start_year = 1999 WHERE id = {NARVA};
            DELETE FROM facility_shown WHERE id = (SELECT id FROM facility WHERE facility = 'ao-longonjo');
            INSERT INTO facility_shown (id, sort_name, stages, contradicted) VALUES (5, 'ghost', 0, 0);
            UPDATE gpkg_contents SET max_y = 10 WHERE table_name = 'facility';
        """)
        self.find(r"^facility_shown \d+ \(Narva magnet plant\), “status”: holds “closed”, and “commissioning” follows",
                  r"^facility_shown \d+ \(Narva magnet plant\), “start_year”: holds “1999”, and “20",
                  r"^facility_shown \d+ \(Longonjo\): the row of this facility is missing",
                  r"^facility_shown 5: there is no facility of this key",
                  r"^gpkg_contents \(facility\), “min_x.*some places lie outside")

    def test_search(self):
        self.damage(f"UPDATE search SET name = 'Other' WHERE rowid = {NARVA};"
                    "INSERT INTO search (rowid, name) VALUES (6, 'ghost')")
        self.find(r"^search \d+ \(Narva magnet plant\), “name”: is not what the record says",
                  r"^search 6: there is no facility of this key")

    def test_search_damaged(self):
        for script in ("UPDATE search_data SET block = x'00' WHERE id > 10", "DELETE FROM search_data WHERE id = (SELECT max(id) FROM search_data)",
                       "UPDATE search_content SET c0 = 'Other' WHERE id = " + NARVA, "DELETE FROM search_config"):
            with self.subTest(script=script):
                shutil.copyfile(SHIPPED, self.path)
                self.damage(script)
                self.find(r"^search: the search index is damaged.*offers to make the index anew")

    def test_sources(self):
        self.damage(f"""
            PRAGMA foreign_keys = OFF;
            INSERT INTO facility (id, facility, name) VALUES (1, 'bare', 'Bare');
            DELETE FROM announcement_source WHERE announcement = (SELECT min(id) FROM announcement);
            UPDATE link SET source = NULL, announcement = NULL WHERE id = (SELECT min(id) FROM link);
            UPDATE organisation SET source = NULL WHERE organisation = 'aclara-resources';
            UPDATE source SET title = ' ', url = NULL WHERE source = '1prime-2025-12-smz';
        """)
        self.find(r"^facility 1 \(Bare\): rests on no source", r"^announcement \d+ \(.*\): rests on no source\. Add",
                  r"^link \d+ .*: rests on no source and on no announcement", r"^organisation \d+ \(Aclara Resources\): has a parent",
                  r"^source \d+ \(1prime-2025-12-smz\): has neither")

    def test_history(self):
        self.damage("INSERT INTO history VALUES (4, 1, '2025-01-01T00:00:00Z', 'x', 'edit', 'Much', NULL, NULL, 1);"
                    "INSERT INTO history_piece VALUES (1, 4, 0, x'00'), (2, 4, 2, x'00');")
        self.find(r"^history 4 \(Much\): a part of what was changed is missing")

    def test_geopackage(self):
        self.damage("""
            PRAGMA foreign_keys = OFF;
            PRAGMA user_version = 3;
            DELETE FROM gpkg_spatial_ref_sys WHERE srs_id = -1;
            DELETE FROM gpkg_contents WHERE table_name = 'claim';
            UPDATE gpkg_contents SET last_change = 'yesterday' WHERE table_name = 'link';
            INSERT INTO gpkg_contents (table_name, data_type, identifier) VALUES ('gone', 'attributes', 'gone');
            CREATE TABLE keyless (name VARCHAR, amount DECIMAL(5,2));
            INSERT INTO gpkg_contents (table_name, data_type, identifier) VALUES ('keyless', 'attributes', 'keyless');
            DELETE FROM gpkg_geometry_columns WHERE table_name = 'facility_overview';
            INSERT INTO gpkg_extensions VALUES ('facility', 'geom', 'gpkg_rtree_index', 'x', 'write-only');
        """)
        self.find(r"^copy\.gpkg: its user_version is 3", r"^gpkg_spatial_ref_sys \(-1\): its entry is missing",
                  r"^gpkg_contents \(claim\): its entry is missing", r"^gpkg_contents \(link\), “last_change”: is no time",
                  r"^gpkg_contents \(gone\), “table_name”: names a table that is not there",
                  r"^keyless: its key is no single", r"^keyless, “name”: GeoPackage knows no type “VARCHAR”",
                  r"^keyless, “amount”: GeoPackage knows no type “DECIMAL",
                  r"^gpkg_geometry_columns \(facility_overview\)",
                  r"^gpkg_extensions \(facility\), “extension_name”: the spatial index that it tells of is not there")

    def test_geopackage_tables(self):
        self.damage("DROP TABLE gpkg_extensions")
        self.find(r"^gpkg_extensions: the table is missing\. Export the document")

    def test_geometries(self):
        def blob(version=0, flags=1, srs=4326, order="<"):
            return (b"GP" + bytes([version, flags]) + struct.pack(order + "i", srs)
                    + b"\x01" + struct.pack("<I", 1) + struct.pack("<dd", 28.1, 59.3)).hex()

        for wrong, said in ((blob(srs=3857), "another reference system"), (blob(version=1), "of a version"),
                            (blob(flags=0x81), "with flags"), (blob(flags=0, order="<"), "another reference system")):
            with self.subTest(said=said):
                self.damage(f"UPDATE facility SET geom = x'{wrong}' WHERE id = {NARVA}")
                self.find(r"^facility \d+ \(Narva magnet plant\), “geom”: is a geometry .*" + said)
        self.damage(f"UPDATE facility SET geom = x'{blob(flags=0, order='>')}' WHERE id = {NARVA}")
        self.assertEqual(self.run_it().returncode, 0)

    def test_spatial_index(self):
        self.damage("""
            CREATE VIRTUAL TABLE rtree_facility_geom USING rtree (id, minx, maxx, miny, maxy);
            INSERT INTO rtree_facility_geom VALUES (5, 1, 1, 1, 1);
        """)
        lines = self.find(r"^rtree_facility_geom \d+ \(.*\): the spatial index does not know its place",
                          r"^rtree_facility_geom 5: the spatial index has a place that no facility has",
                          arguments=["--limit", "0"])
        self.assertEqual(len(lines), 218)

    def test_limit(self):
        self.damage("DELETE FROM facility_shown")
        done = self.run_it("--limit", "3")
        self.assertEqual((done.returncode, len(done.stdout.splitlines())), (1, 3))
        self.assertIn("And 218 more", done.stderr)
        self.assertEqual(len(self.run_it("--limit", "0").stdout.splitlines()), 221)

    def test_json(self):
        self.damage(f"UPDATE claim SET source = 7 WHERE id = (SELECT max(id) FROM claim WHERE facility = {NARVA});"
                    "INSERT INTO facility (id, facility, name) VALUES (1, 'bare', 'B\"a' || char(10) || 're');")
        done = self.run_it("-f", "json")
        self.assertEqual(done.returncode, 1)
        found = {finding["kind"]: finding for finding in json.loads(done.stdout)}
        self.assertEqual(set(found), {"reference", "source"})
        self.assertEqual((found["reference"]["table"], found["reference"]["column"]), ("claim", "source"))
        self.assertEqual((found["source"]["row"], found["source"]["name"]), (1, 'B"a\nre'))
        self.assertTrue(found["source"]["advice"])
        # One finding stays on one line.
        self.assertEqual(len(self.run_it().stdout.splitlines()), 2)

    def test_write_ahead(self):
        """A document in write-ahead mode is read as it is, and no file is made beside it."""
        db = sqlite3.connect(self.path)
        db.execute("PRAGMA journal_mode = WAL")
        db.execute("DELETE FROM facility_shown WHERE id = " + NARVA)
        db.commit()
        db.close()
        self.assertEqual(os.listdir(self.folder.name), ["copy.gpkg"])
        self.find(r"\(Narva magnet plant\): the row of this facility is missing")

    def test_half_done(self):
        """A writer was killed: what it left is told, and left for one that may write."""
        writer = ("import os, sqlite3, sys; db = sqlite3.connect(sys.argv[1], isolation_level=None);"
                  "db.execute('PRAGMA cache_size = 1'); db.execute('BEGIN'); db.execute('UPDATE figure SET value = value || 1');"
                  "os._exit(0)")
        subprocess.run([sys.executable, "-c", writer, self.path], check=True)
        self.assertEqual(sorted(os.listdir(self.folder.name)), ["copy.gpkg", "copy.gpkg-journal"])
        self.find(r"^copy\.gpkg: a program was stopped while it wrote, and left “copy\.gpkg-journal”\. Open the document")

    def test_large_values(self):
        """Copies of pages are as large as they are."""
        self.damage("INSERT INTO attachment SELECT 78, 'aa', 'a.pdf', 'application/pdf', 3000000, '2025-01-01T00:00:00Z',"
                    " zeroblob(3000000); INSERT INTO source_attachment SELECT 80, min(id), 78 FROM source;")
        self.assertEqual(self.run_it().returncode, 0)


if __name__ == "__main__":
    tap.main(Check)
