"""A document, or a part of it, exported as a document: the same rows, nothing that hangs in the air, and GDAL content."""

import os
import resource
import sqlite3
import stat
import subprocess
import sys
import tempfile
import unittest

import tap

SHIPPED = os.environ["YTTERBY_SHIPPED"]
CLI = sys.argv.pop(1)
RECORDS = ("meta source organisation facility facility_name facility_stage facility_element facility_product "
           "facility_organisation facility_source claim announcement announcement_party announcement_facility "
           "announcement_source link figure tour tour_stop tour_stop_claim tour_stop_announcement saved_view "
           "attachment source_attachment").split()


def cli(*arguments, **more):
    return subprocess.run([CLI, *arguments], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, **more)


class Export(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.path = os.path.join(self.folder.name, "mine.gpkg")
        self.out = os.path.join(self.folder.name, "out.gpkg")
        self.edit()

    def tearDown(self):
        self.folder.cleanup()

    def edit(self):
        """Rows of every kind that the shipped document has none of, and an entry of the history."""
        with open(SHIPPED, "rb") as shipped, open(self.path, "wb") as mine:
            mine.write(shipped.read())
        rows = os.path.join(self.folder.name, "plants.csv")
        with open(rows, "w") as plants:
            plants.write("name,latitude,longitude,other names,country\nValga,57.7,26,Walk,EE\n")
        done = cli("import", "--document", self.path, "-c", "other names=other-names", rows)
        self.assertEqual(done.returncode, 0, done.stdout)
        os.unlink(rows)
        db = sqlite3.connect(self.path)
        db.executescript("""
            PRAGMA trusted_schema = ON;
            INSERT INTO saved_view (id, name, position, content) VALUES (77, 'Magnets', 1, '{}');
            INSERT INTO attachment SELECT 78, 'aa', 'a.pdf', 'application/pdf', 3, '2025-01-01T00:00:00Z', x'010203';
            INSERT INTO attachment SELECT 79, 'bb', 'b.pdf', 'application/pdf', 3, '2025-01-01T00:00:00Z', x'010204';
            INSERT INTO source_attachment SELECT 80, source, 78 FROM claim
              WHERE facility = (SELECT id FROM facility WHERE facility = 'ee-narva-neo') LIMIT 1;
            INSERT INTO source_attachment SELECT 81, source, 79 FROM claim
              WHERE source NOT IN (SELECT c.source FROM claim c JOIN facility f ON f.id = c.facility WHERE f.country = 'EE')
              LIMIT 1;
            UPDATE claim SET pinned = 1, pin_reason = 'seen', typed = '2 kt' WHERE id = (SELECT max(id) FROM claim);
            UPDATE claim SET withdrawn = 1, withdrawn_reason = 'no' WHERE id = (SELECT min(id) FROM claim);
        """)
        db.close()

    def ask(self, path, sql, *values):
        db = sqlite3.connect(path)
        try:
            return db.execute(sql, values).fetchall()
        finally:
            db.close()

    def rows(self, path, table):
        return self.ask(path, f'SELECT * FROM "{table}" ORDER BY id')

    def check(self, path):
        self.assertEqual(self.ask(path, "PRAGMA integrity_check"), [("ok",)])
        self.assertEqual(self.ask(path, "PRAGMA foreign_key_check"), [])
        self.assertEqual(self.ask(path, "SELECT * FROM facility_shown ORDER BY id"),
                         self.ask(path, "SELECT * FROM facility_derived ORDER BY id"))
        columns = "name, names, place, country, operator, owners, products"
        self.assertEqual(self.ask(path, f"SELECT rowid, {columns} FROM search ORDER BY rowid"),
                         self.ask(path, f"SELECT id, {columns} FROM facility_words ORDER BY id"))
        done = subprocess.run([sys.executable, "-m", "osgeo_utils.samples.validate_gpkg", path],
                              stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        self.assertEqual((done.returncode, done.stdout), (0, ""))

    def export(self, *arguments):
        done = cli("export", self.out, "--document", self.path, *arguments)
        self.assertEqual((done.returncode, done.stdout), (0, ""))
        self.check(self.out)

    def test_whole(self):
        self.export()
        for table in RECORDS + ["history", "history_piece", "history_record"]:
            self.assertEqual(self.rows(self.out, table), self.rows(self.path, table), table)
        self.assertEqual(len(self.rows(self.out, "saved_view")), 1)

    def test_part(self):
        self.export("--filter", "country=EE")
        facilities = {row[0] for row in self.ask(self.path, "SELECT id FROM facility WHERE country = 'EE'")}
        self.assertEqual({row[0] for row in self.rows(self.out, "facility")}, facilities)
        for table in RECORDS:
            self.assertLessEqual(set(self.rows(self.out, table)), set(self.rows(self.path, table)), table)
        marks = ",".join(map(str, facilities))
        for table in ("facility_name", "facility_stage", "facility_element", "facility_product", "facility_organisation",
                      "facility_source", "claim", "announcement_facility"):
            self.assertEqual(self.rows(self.out, table),
                             self.ask(self.path, f"SELECT * FROM {table} WHERE facility IN ({marks}) ORDER BY id"), table)
        self.assertEqual(len(self.ask(self.out, "SELECT 1 FROM facility_name WHERE name = 'Walk'")), 1)
        # The link to a plant in another country goes, that to a company stays.
        self.assertEqual(self.ask(self.out, "SELECT count(*) FROM link WHERE to_facility NOT IN (SELECT id FROM facility)"),
                         [(0,)])
        self.assertEqual(self.ask(self.out, "SELECT id FROM attachment"), [(78,)])
        self.assertEqual({row[0] for row in self.ask(self.out, "SELECT DISTINCT country FROM figure")} - {"EE"}, {"WLD"})
        # A place keeps the source that is told by its slug.
        self.assertEqual(self.ask(self.out, "SELECT count(*) FROM facility WHERE location_source <> 'geonames'"
                                            " AND location_source NOT IN (SELECT source FROM source)"), [(0,)])
        for table in ("history", "history_piece", "history_record", "history_noted", "saved_view", "tour"):
            self.assertEqual(self.rows(self.out, table), [], table)
        with open(self.out, "rb") as out:
            self.assertNotIn(b"Mountain Pass", out.read())

    def test_tours(self):
        """All facilities that a tour speaks of: it is kept whole, and the other is not."""
        self.export("--filter", "country!=XX")
        self.assertEqual(self.rows(self.out, "tour"), self.rows(self.path, "tour"))
        self.assertEqual(self.rows(self.out, "tour_stop"), self.rows(self.path, "tour_stop"))
        self.export("--filter", "country!=EE")
        self.assertLess(len(self.rows(self.out, "tour")), len(self.rows(self.path, "tour")))

    def test_nothing(self):
        self.export("--search", "xyzzy")
        self.assertEqual(self.rows(self.out, "facility"), [])
        self.assertEqual(self.rows(self.out, "claim"), [])

    def test_used(self):
        """What was exported is a document: it can be read, and written to."""
        self.export("--filter", "country=EE")
        self.assertIn("Valga", cli("list", "--document", self.out, "--search", "walk").stdout)
        self.assertEqual(cli("export", os.path.join(self.folder.name, "again.gpkg"), "--document", self.out).returncode, 0)
        self.assertEqual(cli("undo", "--document", self.out).returncode, 1)

    def test_in_place(self):
        """A file that was there is replaced, but not the document that is read, nor a folder."""
        os.chmod(self.path, 0o600)
        with open(self.out, "w") as out:
            out.write("before")
        os.chmod(self.out, 0o640)
        self.export()
        self.assertEqual(stat.S_IMODE(os.stat(self.out).st_mode), 0o640)
        done = cli("export", self.path, "--document", self.path, "--filter", "country=EE")
        self.assertEqual(done.returncode, 1)
        self.assertIn("is open", done.stdout)
        self.assertGreater(len(self.rows(self.path, "facility")), 200)
        self.assertEqual(cli("export", os.path.join(self.folder.name, "none", "x.gpkg"), "--document", self.path).returncode, 1)
        self.assertEqual(sorted(os.listdir(self.folder.name)), ["mine.gpkg", "out.gpkg"])

    def test_read_only(self):
        """A document that may only be read can be exported all the same."""
        os.chmod(self.path, 0o400)
        self.export()
        self.export("--filter", "country=EE")

    def test_full_disk(self):
        with open(self.out, "w") as out:
            out.write("before")
        full = lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (200000, 200000))
        for part in ((), ("--filter", "country!=XX")):
            done = cli("export", self.out, "--document", self.path, *part, preexec_fn=full, restore_signals=False)
            self.assertEqual(done.returncode, 1, done.stdout)
            self.assertIn("disk", done.stdout)
        self.assertEqual(sorted(os.listdir(self.folder.name)), ["mine.gpkg", "out.gpkg"])
        with open(self.out) as out:
            self.assertEqual(out.read(), "before")


if __name__ == "__main__":
    tap.main(Export)
