"""What others changed on a server comes back into the document; see with-postgres."""

import json
import os
import pty
import socket
import sqlite3
import subprocess
import threading
import time

import tap
from postgres import CLI, PASSWORD, PostgresCase, SERVER, psql

NARVA = "(SELECT id FROM facility WHERE facility = 'ee-narva-neo')"
SOURCE = "(SELECT min(id) FROM source)"


class Fetched(PostgresCase):
    def sql(self, text):
        """As somebody with QGIS or psql would."""
        return psql(f'SET search_path = "{self.schema}", public; {text}', "clerk")

    def update(self, *options, address=None, path=None, **environment):
        return subprocess.run([CLI, "update", "--document", path or self.path, "--schema", self.schema, *options,
                               address or self.address], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
                              start_new_session=True, env={**os.environ, **environment})

    def told(self, *options, **others):
        done = self.update(*options, **others)
        self.assertEqual(done.returncode, 0, done.stdout)
        return done.stdout.replace("\u00a0", " ").splitlines()

    def fails(self, words, *options, **others):
        done = self.update(*options, **others)
        self.assertEqual(done.returncode, 1, done.stdout)
        self.assertIn(words, done.stdout)

    def ask(self, sql):
        db = sqlite3.connect(self.path)
        rows = db.execute(sql).fetchall()
        db.close()
        return rows

    def facts(self):
        return [self.ask(f"SELECT * FROM {table} ORDER BY id")
                for table in ("facility", "facility_name", "facility_organisation", "claim", "source", "organisation")]

    # What comes back

    def test_nothing(self):
        self.publish()
        before = self.facts()
        self.assertEqual(self.told(), ["Nothing that can be brought in was changed there since it was published."])
        self.assertEqual(self.facts(), before)

    def test_round(self):
        """A place, a name, a value, claims and a facility: reviewed, imported, published again, and the same on both sides."""
        self.publish()
        self.sql(f"UPDATE facility SET geom = ST_SetSRID(ST_MakePoint(28.2, 59.4), 4326) WHERE id = {NARVA};"
                 "UPDATE facility SET name = 'Passberg' WHERE facility = 'us-mountain-pass';"
                 "INSERT INTO facility (geom, name, country) VALUES (ST_SetSRID(ST_MakePoint(10, 50), 4326), 'Neue Anlage', 'DE');"
                 "INSERT INTO claim (facility, attribute, value, unit, basis, source, as_of) SELECT id, 'capacity', '1234', 't/yr', "
                 f"'REO', {SOURCE}, '2026-01' FROM facility WHERE name = 'Neue Anlage';"
                 f"INSERT INTO claim (facility, attribute, value, source, as_of) SELECT id, 'status', 'operating', {SOURCE}, '2026' "
                 "FROM facility WHERE name = 'Neue Anlage';"
                 f"INSERT INTO claim (facility, attribute, value, unit, source) VALUES ({NARVA}, 'jobs', '50', 'people', {SOURCE}), "
                 f"({NARVA}, 'jobs', '51', 'people', {SOURCE});"
                 f"UPDATE claim SET value = '777' WHERE id = (SELECT max(id) FROM claim WHERE facility = {NARVA} "
                 "AND attribute = 'capacity');")
        before = self.facts()
        lines = self.told("--dry-run")
        self.assertIn("+ Neue Anlage", lines)
        self.assertIn("~ Passberg: Name: Passberg", lines)
        narva, = [line for line in lines if line.startswith("~ Narva")]
        for words in ("59.40000, 28.20000", "777 t/yr magnets", "50 people", "51 people"):
            self.assertIn(words, narva)
        self.assertEqual(lines[-1], "1 new, 2 changed, 0 the same, 0 unusable")
        self.assertEqual(self.facts(), before)

        self.assertEqual(self.told(), lines)
        new, = self.ask("SELECT s.status, s.status_as_of, f.country FROM facility f JOIN facility_shown s ON s.id = f.id "
                        "WHERE name = 'Neue Anlage'")
        self.assertEqual(new, ("operating", "2026", "DE"))
        claims = self.ask("SELECT c.value, s.title, c.note FROM claim c JOIN source s ON s.id = c.source "
                          "WHERE s.title LIKE 'Database%' ORDER BY c.value")
        self.assertEqual([value for value, _, _ in claims], ["1234", "50", "51", "777", "operating"])
        self.assertEqual({title for _, title, _ in claims}, {"Database office, schema test_round"})
        self.assertTrue(all("Source there: " in note for _, _, note in claims))

        # Once more there is nothing to do; published again, all is there once.
        self.assertEqual(self.told("--dry-run")[-1], "0 new, 0 changed, 3 the same, 0 unusable")
        self.publish()
        self.assert_same()
        self.assertEqual(self.sql("SELECT count(*) FROM facility WHERE name = 'Neue Anlage'"), "1")
        self.assertEqual(self.told(), ["Nothing that can be brought in was changed there since it was published."])

    def test_undo(self):
        """It is one change."""
        self.publish()
        self.sql("UPDATE facility SET name = name || ' II'; DELETE FROM facility_product;"
                 f"INSERT INTO claim (facility, attribute, value, unit, source) SELECT id, 'jobs', '9', 'people', {SOURCE} FROM facility")
        before = self.facts()
        self.assertEqual(self.told()[-1], "0 new, 221 changed, 0 the same, 0 unusable")
        self.assertNotEqual(self.facts(), before)
        subprocess.run([CLI, "undo", "--document", self.path], check=True, stdout=subprocess.DEVNULL)
        self.assertEqual(self.facts(), before)

    def test_own_changes_stay(self):
        """What was changed here since, and not there, is not taken back."""
        self.publish()
        self.edit("UPDATE facility SET name = 'Hier', summary = 'hier' WHERE facility = 'ee-narva-neo';"
                  "UPDATE claim SET value = '1' WHERE attribute = 'capacity'; DELETE FROM facility_product")
        self.sql("UPDATE facility SET locality = 'Dort' WHERE facility = 'ee-narva-neo'")
        lines = self.told()
        self.assertEqual(lines, ["~ Narva magnet plant: Town: Dort", "0 new, 1 changed, 0 the same, 0 unusable"])
        self.assertEqual(self.ask("SELECT name, summary, locality FROM facility WHERE facility = 'ee-narva-neo'"),
                         [("Hier", "hier", "Dort")])

    def test_renamed_key(self):
        """A facility is the same whatever it is called, and by whatever key, there and here."""
        self.publish()
        self.sql(f"UPDATE facility SET facility = 'anders', name = 'Anders' WHERE id = {NARVA}")
        self.edit("UPDATE facility SET facility = 'hier' WHERE facility = 'ee-narva-neo'")
        self.assertEqual(self.told()[-1], "0 new, 1 changed, 0 the same, 0 unusable")
        self.assertEqual(self.ask("SELECT name FROM facility WHERE facility = 'hier'"), [("Anders",)])

    def test_deleted_here(self):
        """A facility that is no more in the document does not come back."""
        self.publish()
        db_id, = self.ask("SELECT id FROM facility WHERE facility = 'ee-narva-neo'")[0]
        self.sql(f"UPDATE facility SET name = 'Dort' WHERE id = {NARVA}")
        self.edit(f"PRAGMA foreign_keys = OFF; DELETE FROM facility WHERE id = {db_id}")
        self.assertEqual(self.told()[-1], "0 new, 0 changed, 0 the same, 0 unusable")
        self.assertEqual(self.ask("SELECT count(*) FROM facility WHERE name = 'Dort'"), [(0,)])

    def test_parts(self):
        """Names, companies, products, elements and stages that were added there."""
        self.publish()
        self.sql(f"INSERT INTO facility_name (facility, name) VALUES ({NARVA}, 'Narva; Werk');"
                 f"INSERT INTO facility_stage (facility, stage) VALUES ({NARVA}, 'recycling');"
                 f"INSERT INTO facility_element (facility, element) VALUES ({NARVA}, 'Sm');"
                 f"INSERT INTO facility_product (facility, product) VALUES ({NARVA}, 'Bleche');"
                 "INSERT INTO organisation (name) VALUES ('Neue Firma');"
                 f"INSERT INTO facility_organisation (facility, organisation, role, share) SELECT {NARVA}, id, 'owner', 12.5 "
                 "FROM organisation WHERE name = 'Neue Firma'")
        lines = self.told()
        self.assertEqual(lines[-1], "0 new, 1 changed, 0 the same, 0 unusable")
        self.assertEqual(len(lines), 2)
        for table, column, value in (("name", "name", "Narva, Werk"), ("stage", "stage", "recycling"), ("element", "element", "Sm"),
                                     ("product", "product", "Bleche")):
            self.assertEqual(self.ask(f"SELECT count(*) FROM facility_{table} WHERE facility = {NARVA} AND {column} = '{value}'"),
                             [(1,)], table)
        self.assertEqual(self.ask("SELECT role, share FROM facility_organisation r JOIN organisation o ON o.id = r.organisation "
                                  "WHERE o.name = 'Neue Firma'"), [("owner", 12.5)])

    def test_told_only(self):
        """What was removed, emptied or changed elsewhere is told, and stays here."""
        self.publish()
        before = self.facts()
        self.sql("DELETE FROM facility_product WHERE id = (SELECT min(id) FROM facility_product);"
                 "UPDATE claim SET withdrawn = 1 WHERE id = (SELECT min(id) FROM claim WHERE withdrawn = 0);"
                 "UPDATE facility SET summary = NULL, geom = NULL WHERE facility = 'us-mountain-pass';"
                 "UPDATE link SET note = 'x' WHERE id = (SELECT min(id) FROM link);"
                 f"UPDATE claim SET as_of = '2001', note = 'x' WHERE facility = {NARVA} AND attribute = 'capacity';"
                 f"UPDATE facility SET facility = 'anders', location_note = 'x' WHERE id = {NARVA};"
                 "UPDATE source SET title = 'x' WHERE id = (SELECT min(id) FROM source)")
        self.assertEqual(self.told(), [
            "2 facilities or facts were removed there; they stay here.",
            "2 fields were emptied there; they stay as they are here.",
            "7 changes there cannot be fetched: to keys, links, announcements, sources, organisations, statistics, or dates and notes "
            "alone.",
            "0 new, 0 changed, 2 the same, 0 unusable"])
        self.assertEqual(self.facts(), before)

    def test_unusable(self):
        """What cannot be read is told with where it stands, and the rest comes."""
        self.publish()
        self.sql(f"UPDATE facility SET country = 'Atlantis' WHERE id = {NARVA};"
                 "UPDATE facility SET name = 'Passberg' WHERE facility = 'us-mountain-pass'")
        lines = self.told()
        self.assertEqual(lines[-1], "0 new, 1 changed, 0 the same, 1 unusable")
        self.assertIn("Atlantis", [line for line in lines if line.startswith("! ")][0])

    def test_typed(self):
        """A value as people write it is read as in editing."""
        self.publish()
        self.sql(f"INSERT INTO claim (facility, attribute, value, source) VALUES ({NARVA}, 'capacity', '3 kt/yr REO', {SOURCE})")
        self.assertIn("3,000 t/yr REO", self.told()[0])
        self.assertEqual(self.ask(f"SELECT unit, basis FROM claim WHERE facility = {NARVA} AND value = '3000'"), [("t/yr", "REO")])

    def test_many_claims(self):
        self.publish()
        self.sql(f"INSERT INTO claim (facility, attribute, value, unit, source) SELECT {NARVA}, 'jobs', n::text, 'people', {SOURCE} "
                 "FROM generate_series(1001, 1015) n")
        self.assertEqual(self.told()[0], "3 figures found no room beside the others of their facilities.")
        self.assertEqual(self.ask("SELECT count(*) FROM claim WHERE CAST(value AS INTEGER) BETWEEN 1001 AND 1015"), [(12,)])

    def test_colleague(self):
        """Who has not what was published gets all of it, though nobody changed anything there."""
        subprocess.run(["cp", self.path, self.path + ".b"], check=True)
        self.publish()
        self.sql("UPDATE facility SET name = 'Passberg' WHERE facility = 'us-mountain-pass'")
        self.told()
        subprocess.run([CLI, "publish", "--document", self.path, "--schema", self.schema, self.address], check=True,
                       stdout=subprocess.DEVNULL)
        lines = self.told(path=self.path + ".b")
        self.assertIn("published from another document", lines[0])
        self.assertIn("~ Passberg: Name: Passberg", lines)
        self.assertEqual(lines[-1], "0 new, 1 changed, 220 the same, 0 unusable")
        self.assertEqual(self.told(), ["Nothing that can be brought in was changed there since it was published."])

    def test_numbers(self):
        """Rows that are added there get numbers that no document has."""
        self.publish()
        self.sql("INSERT INTO facility (name) SELECT 'Neu ' || n FROM generate_series(1, 3) n")
        found = [int(n) for n in self.sql("SELECT id FROM facility WHERE name LIKE 'Neu %'").splitlines()]
        self.assertEqual(len(set(found)), 3)
        self.assertTrue(all(2**32 <= n < 2**53 for n in found))
        self.assertEqual(self.told()[-1], "3 new, 0 changed, 0 the same, 0 unusable")

    def test_look(self):
        """Before it is published again, it is told how much that would replace."""
        self.publish()
        self.sql("UPDATE facility SET name = 'Passberg' WHERE facility = 'us-mountain-pass'; DELETE FROM figure WHERE id = "
                 "(SELECT min(id) FROM figure)")
        lines = self.run_it("look")
        self.assertEqual(json.loads(lines[0][5:])["changed"], 2)

    # What keeps from it

    def test_reader(self):
        """Who may only read there can update, and changes nothing there."""
        self.publish()
        self.sql("UPDATE facility SET name = 'Passberg' WHERE facility = 'us-mountain-pass'")
        guest = f"host={SERVER} user=guest dbname=office"
        self.fails("may not read or write there", address=guest)
        psql(f"GRANT USAGE ON SCHEMA {self.schema} TO guest; GRANT SELECT ON ALL TABLES IN SCHEMA {self.schema} TO guest")
        self.assertEqual(self.told(address=guest)[-1], "0 new, 1 changed, 0 the same, 0 unusable")

    def test_nothing_there(self):
        self.fails("Nothing has been published to the schema “test_nothing_there” of “office” yet.")
        self.fails("has no PostGIS", address=f"host={SERVER} user=clerk dbname=bare")
        psql("CREATE SCHEMA test_nothing_there AUTHORIZATION clerk; CREATE TABLE test_nothing_there.facility (id int, name text)")
        self.fails("Nothing has been published")

    def test_others(self):
        """Tables of the same names that are others' are an error in words, not a wrong import."""
        psql("CREATE SCHEMA test_others AUTHORIZATION clerk; CREATE TABLE test_others.meta (key text, value text);"
             "CREATE TABLE test_others.facility (id int, name text); INSERT INTO test_others.meta VALUES ('schema', '1');"
             "GRANT ALL ON ALL TABLES IN SCHEMA test_others TO clerk")
        self.fails("The tables there are not as Ytterby makes them")

    def test_newer(self):
        self.publish()
        psql("UPDATE test_newer.meta SET value = '99' WHERE key = 'schema'")
        self.fails("A later Ytterby has published")

    def test_unreachable(self):
        self.fails("No PostgreSQL server answers there", address="host=/nowhere dbname=office")
        done = self.update(address=f"{self.address} password=x")
        self.assertEqual(done.returncode, 2)
        self.assertIn("Leave the password out", done.stdout)

    def test_password(self):
        """It is asked for, and shown neither on the terminal nor in a list of processes."""
        self.publish()
        psql(f"GRANT USAGE ON SCHEMA {self.schema} TO secret; GRANT SELECT ON ALL TABLES IN SCHEMA {self.schema} TO secret")
        address = f"host={SERVER} user=secret dbname=office"
        self.fails("asks for a password", address=address)

        lock = subprocess.Popen(["psql", "-h", SERVER, "-U", "boss", "-d", "office", "-qAtX"], stdin=subprocess.PIPE,
                                stdout=subprocess.PIPE, text=True)
        lock.stdin.write(f"BEGIN; LOCK TABLE {self.schema}.claim IN ACCESS EXCLUSIVE MODE; SELECT 'locked';\n")
        lock.stdin.flush()
        self.assertEqual(lock.stdout.readline(), "locked\n")
        child, terminal = pty.fork()
        if child == 0:
            os.execv(CLI, [CLI, "update", "--document", self.path, "--schema", self.schema, address])
        said = b""
        while b"Password: " not in said:
            said += os.read(terminal, 1024)
        os.write(terminal, PASSWORD.encode() + b"\n")
        while psql(f"SELECT count(*) FROM pg_locks WHERE NOT granted AND relation = '{self.schema}.claim'::regclass") == "0":
            pass
        seen = subprocess.run(["ps", "axeww", "-o", "args"], stdout=subprocess.PIPE, check=True).stdout
        self.assertIn(b"ytterby-exchange fetch", seen)
        self.assertNotIn(b"geheim", seen)
        lock.communicate("ROLLBACK;\n")
        try:
            while b"Nothing" not in said:
                said += os.read(terminal, 1024)
        except OSError:
            pass
        _, status = os.waitpid(child, 0)
        os.close(terminal)
        self.assertEqual(status, 0, said)
        self.assertNotIn(PASSWORD.encode(), said)

    def test_gone(self):
        """The server goes away in between."""
        self.publish()
        self.sql("UPDATE facility SET name = 'Passberg' WHERE facility = 'us-mountain-pass'")
        lock = subprocess.Popen(["psql", "-h", SERVER, "-U", "boss", "-d", "office", "-qAtX"], stdin=subprocess.PIPE,
                                stdout=subprocess.PIPE, text=True)
        lock.stdin.write(f"BEGIN; LOCK TABLE {self.schema}.link IN ACCESS EXCLUSIVE MODE; SELECT 'locked';\n")
        lock.stdin.flush()
        self.assertEqual(lock.stdout.readline(), "locked\n")
        before = self.facts()
        killed = []

        def kill():
            waits = f"SELECT pid FROM pg_locks WHERE NOT granted AND relation = '{self.schema}.link'::regclass"
            while not killed:
                pid = psql(waits)
                if pid:
                    killed.append(psql(f"SELECT pg_terminate_backend({pid})"))

        thread = threading.Thread(target=kill)
        thread.start()
        self.fails("The server ended the connection")
        thread.join()
        lock.communicate("ROLLBACK;\n")
        self.assertEqual(self.facts(), before)

    def test_silent(self):
        """A server that takes the connection and says nothing."""
        with socket.socket() as listening:
            listening.bind(("127.0.0.1", 0))
            listening.listen()
            started = time.monotonic()
            self.fails("The server does not answer", address=f"host=127.0.0.1 port={listening.getsockname()[1]} dbname=office",
                       PGCONNECT_TIMEOUT="2")
            self.assertLess(time.monotonic() - started, 30)


if __name__ == "__main__":
    tap.main(Fetched)
