"""ytterby-exchange publishes to a real server; see with-postgres."""

import json
import os
import pty
import shutil
import sqlite3
import subprocess

import tap
from postgres import CLI, PASSWORD, PostgresCase, SERVER, SHIPPED, psql


class Published(PostgresCase):
    # What is there

    def test_same(self):
        told = self.publish()
        self.assertEqual(told["facilities"], int(psql("SELECT count(*) FROM test_same.facility")))
        self.assertEqual(told["claims"], int(psql("SELECT count(*) FROM test_same.claim")))
        self.assertEqual(told["added"], told["rows"])
        self.assert_same()
        self.assertEqual(psql("SELECT ST_AsText(geom, 2), ST_SRID(geom) FROM test_same.facility WHERE facility = 'ee-narva-neo'"),
                         "POINT(28.15 59.36)|4326")

    def test_keys(self):
        self.publish()
        db = sqlite3.connect(self.path)
        references, unique = set(), set()
        for table in self.tables(db):
            references |= {(table, row[3], row[2]) for row in db.execute(f"PRAGMA foreign_key_list({table})")}
            for index in db.execute(f"PRAGMA index_list({table})").fetchall():
                if index[3] == "u":
                    columns = [row[2] for row in db.execute(f"PRAGMA index_info({index[1]})")]
                    unique.add((table, ",".join(sorted(columns))))
        self.assertGreater(len(references), 20)
        where = "FROM pg_constraint k WHERE k.connamespace = 'test_keys'::regnamespace"
        names = "(SELECT string_agg(a.attname, ',' ORDER BY a.attname) FROM pg_attribute a WHERE a.attrelid = k.conrelid AND a.attnum = ANY (k.conkey))"
        relation = "(SELECT relname FROM pg_class WHERE oid = %s)"
        self.assertEqual({tuple(line.split("|")) for line in psql(
            f"SELECT {relation % 'conrelid'}, {names}, {relation % 'confrelid'} {where} AND contype = 'f'").splitlines()}, references)
        self.assertEqual({tuple(line.split("|")) for line in psql(
            f"SELECT {relation % 'conrelid'}, {names} {where} AND contype = 'u'").splitlines()}, unique)
        self.assertEqual(int(psql(f"SELECT count(*) {where} AND contype = 'p' AND conrelid <> 'test_keys.ytterby_published'::regclass")),
                         len(self.tables(db)))
        self.assertIn("USING gist (geom)", psql("SELECT indexdef FROM pg_indexes WHERE indexname = 'facility_geom_idx'"))
        self.assertEqual(psql("SELECT obj_description('test_keys.claim'::regclass)"),
                         "Dated figures and statuses, each with its source")
        with self.assertRaisesRegex(RuntimeError, "violates foreign key"):
            psql("DELETE FROM test_keys.facility WHERE facility = 'ee-narva-neo'")

    def test_overview(self):
        """The layer for QGIS has the same names and says the same as in the document."""
        self.publish()
        db = sqlite3.connect(self.path)
        answer = db.execute("SELECT * FROM facility_overview ORDER BY 1")
        columns = [column[0].lower() for column in answer.description]
        geom = columns.index("geom")
        wanted = [[cell for i, cell in enumerate(row) if i != geom] for row in answer]
        found = json.loads(psql("SELECT json_agg(t ORDER BY ogc_fid) FROM test_overview.facility_overview t"))
        self.assertEqual(list(found[0]), columns)
        self.assertEqual([[cell for name, cell in row.items() if name != "geom"] for row in found], wanted)

    def test_ogrinfo(self):
        self.publish()
        done = subprocess.run(["ogrinfo", "-ro", "-so", f"PG:{self.address} active_schema=test_ogrinfo", "facility"],
                              stdout=subprocess.PIPE, text=True, check=True)
        self.assertIn("Geometry: Point", done.stdout)
        self.assertIn("Feature Count: 221", done.stdout)
        self.assertIn("FID Column = id", done.stdout)

    # Again

    def test_again(self):
        self.publish()
        before = psql("SELECT string_agg(xmin::text || ctid::text, ' ' ORDER BY id) FROM test_again.claim")
        told = self.publish()
        self.assertEqual((told["added"], told["changed"], told["removed"]), (0, 0, 0))
        self.assertEqual(psql("SELECT string_agg(xmin::text || ctid::text, ' ' ORDER BY id) FROM test_again.claim"), before)
        self.assert_same()

    def test_edit(self):
        """Changes, what is new, what is gone, and two that swap what is unique of them."""
        self.publish()
        self.edit("""
            UPDATE facility SET name = 'Nüüd ''teine''\\', geom = NULL WHERE facility = 'ee-narva-neo';
            DELETE FROM facility WHERE facility = 'us-mountain-pass';
            INSERT INTO source (id, source, title) VALUES (77, 'neu', 'Neu\ttab
line');
            UPDATE source SET source = 'x1' WHERE id = (SELECT min(id) FROM source);
            CREATE TEMP TABLE s AS SELECT id, source FROM source WHERE source IS NOT NULL ORDER BY id DESC LIMIT 2;
            UPDATE source SET source = NULL WHERE id IN (SELECT id FROM s);
            UPDATE source SET source = (SELECT s.source FROM s WHERE s.id <> source.id) WHERE id IN (SELECT id FROM s);
            UPDATE facility_organisation SET share = 100.0 / 3 WHERE id = (SELECT min(id) FROM facility_organisation);
            INSERT INTO attachment (sha256, name, size, added, content) VALUES ('00', 'a', 3, '2026-01-01', x'00ff5c');
            """)
        told = self.publish()
        self.assertGreater(told["removed"], 1)
        self.assertGreaterEqual(told["added"], 2)
        self.assertGreaterEqual(told["changed"], 4)
        self.assert_same()

    def test_others(self):
        """What others made there stays: views on our tables, tables, columns and rights."""
        self.publish()
        psql("CREATE VIEW test_others.mine AS SELECT name FROM test_others.facility WHERE country = 'EE';"
             "CREATE TABLE test_others.own (id int PRIMARY KEY, at bigint REFERENCES test_others.facility);"
             "INSERT INTO test_others.own SELECT 1, id FROM test_others.facility WHERE facility = 'ee-narva-neo';"
             "ALTER TABLE test_others.facility ADD COLUMN visited date;"
             "UPDATE test_others.facility SET visited = '2026-05-01' WHERE facility = 'ee-narva-neo';"
             "GRANT USAGE ON SCHEMA test_others TO guest; GRANT SELECT ON test_others.facility TO guest")
        self.edit("UPDATE facility SET name = 'Narva' WHERE facility = 'ee-narva-neo'")
        self.assertEqual(self.publish()["changed"], 2)
        self.assertIn("Narva", psql("SELECT name FROM test_others.mine").splitlines())
        self.assertEqual(psql("SELECT visited FROM test_others.facility f JOIN test_others.own o ON o.at = f.id"), "2026-05-01")
        self.assertEqual(psql("SELECT count(*) FROM test_others.facility", "guest"), "221")
        self.edit("DELETE FROM facility WHERE facility = 'ee-narva-neo'")
        self.refuse("tables that others made")
        self.assertEqual(psql("SELECT count(*) FROM test_others.facility"), "221")

    def test_killed(self):
        """Who reads sees the old state until all is there, and for good where it never comes so far."""
        self.publish()
        self.edit("UPDATE facility SET name = 'X'; DELETE FROM claim")
        lock = subprocess.Popen(["psql", "-h", SERVER, "-U", "boss", "-d", "office", "-qAtX"], stdin=subprocess.PIPE,
                                stdout=subprocess.PIPE, text=True)
        # "figure" is merged last but for what stands behind it; claims are gone by then, for those who publish.
        lock.stdin.write("BEGIN; LOCK TABLE test_killed.figure IN SHARE MODE; SELECT 'locked';\n")
        lock.stdin.flush()
        self.assertEqual(lock.stdout.readline(), "locked\n")
        process = self.start()
        waits = "SELECT count(*) FROM pg_locks WHERE NOT granted AND relation = 'test_killed.figure'::regclass"
        while psql(waits) == "0":
            self.assertIsNone(process.poll())
        self.assertEqual(psql("SELECT count(*) FROM test_killed.claim"), "1273")
        process.kill()
        process.stdout.close()
        process.wait()
        lock.communicate("ROLLBACK;\n")
        while psql("SELECT count(*) FROM pg_stat_activity WHERE application_name = 'Ytterby'") != "0":
            pass
        shutil.copyfile(SHIPPED, self.path)
        self.assert_same()

    def test_dangling(self):
        """A row that refers to nothing is refused, and nothing is left behind."""
        self.edit("PRAGMA foreign_keys = OFF; INSERT INTO facility_name (facility, name) VALUES (99, 'nobody')")
        self.refuse("Rows refer to others that are not there")
        self.assertEqual(psql("SELECT count(*) FROM pg_namespace WHERE nspname = 'test_dangling'"), "0")

    # What keeps from it

    def test_unreachable(self):
        self.refuse("No PostgreSQL server answers there", address="host=/nowhere dbname=office")
        self.refuse("No PostgreSQL server answers there", address="host=127.0.0.1 port=1 dbname=office")
        self.refuse("knows no such user or database", address=f"host={SERVER} user=clerk dbname=nowhere")
        self.refuse("no such service", address="service=nowhere")

    def test_password(self):
        address = f"host={SERVER} user=secret dbname=office"
        self.assertIn("password", self.refuse("asks for a password", address=address))
        self.assertIn("password", self.refuse("The password is wrong", address=address, password="falsch"))
        self.publish(address=address, password=PASSWORD)
        uri = f"postgresql://secret@/office?host={SERVER}"
        self.assertEqual(self.publish(address=uri, password=PASSWORD)["changed"], 0)

    def test_password_file(self):
        path = os.path.join(self.folder.name, "pass")
        with open(path, "w", encoding="utf-8") as file:
            file.write("*:*:*:secret:" + PASSWORD.replace("\\", "\\\\") + "\n")
        os.chmod(path, 0o600)
        service = os.path.join(self.folder.name, "service")
        with open(service, "w", encoding="utf-8") as file:
            file.write(f"[work]\nhost={SERVER}\nuser=secret\ndbname=office\n")
        self.publish(address="service=work", env={**os.environ, "PGPASSFILE": path, "PGSERVICEFILE": service})

    def test_no_postgis(self):
        self.refuse("has no PostGIS", address=f"host={SERVER} user=clerk dbname=bare")
        self.refuse("has no PostGIS", "look", address=f"host={SERVER} user=clerk dbname=bare")

    def test_no_right(self):
        guest = f"host={SERVER} user=guest dbname=office"
        self.refuse("may not make the schema", address=guest)
        psql("CREATE SCHEMA test_no_right")
        psql("GRANT USAGE ON SCHEMA test_no_right TO guest")
        self.refuse("may make no tables", address=guest)
        psql("GRANT USAGE, CREATE ON SCHEMA test_no_right TO clerk")
        self.publish()
        psql("GRANT SELECT ON ALL TABLES IN SCHEMA test_no_right TO guest")
        self.refuse("has to grant it", address=guest)

    def test_not_ours(self):
        psql("CREATE SCHEMA test_not_ours AUTHORIZATION clerk")
        psql("CREATE TABLE test_not_ours.link (id int, note text)")
        self.refuse("has a table “link” that is not Ytterby's")

    def test_newer(self):
        self.publish()
        psql("UPDATE test_newer.meta SET value = '99' WHERE key = 'schema'")
        self.refuse("A later Ytterby has published")

    def test_locked(self):
        """Somebody holds a table for too long."""
        self.publish()
        lock = subprocess.Popen(["psql", "-h", SERVER, "-U", "boss", "-d", "office", "-qAtX"], stdin=subprocess.PIPE,
                                stdout=subprocess.PIPE, text=True)
        lock.stdin.write("BEGIN; LOCK TABLE test_locked.claim IN SHARE MODE; SELECT 'locked';\n")
        lock.stdin.flush()
        self.assertEqual(lock.stdout.readline(), "locked\n")
        self.edit("UPDATE claim SET note = 'x'")
        self.refuse("Somebody else is writing there", address=self.address + " options='-c lock_timeout=300'")
        lock.communicate("ROLLBACK;\n")
        self.assertEqual(psql("SELECT count(*) FROM test_locked.claim WHERE note = 'x'"), "0")

    def test_stopped(self):
        """The server stops a statement, as one that takes too long."""
        self.publish()
        lock = subprocess.Popen(["psql", "-h", SERVER, "-U", "boss", "-d", "office", "-qAtX"], stdin=subprocess.PIPE,
                                stdout=subprocess.PIPE, text=True)
        lock.stdin.write("BEGIN; LOCK TABLE test_stopped.claim IN SHARE MODE; SELECT 'locked';\n")
        lock.stdin.flush()
        self.assertEqual(lock.stdout.readline(), "locked\n")
        self.edit("UPDATE claim SET note = 'x'")
        process = self.start()
        pid = ""
        while not pid:
            self.assertIsNone(process.poll())
            pid = psql("SELECT pid FROM pg_locks WHERE NOT granted AND relation = 'test_stopped.claim'::regclass")
        psql(f"SELECT pg_cancel_backend({pid})")
        self.assertIn("The server took too long", process.stdout.read())
        process.stdout.close()
        process.wait()
        lock.communicate("ROLLBACK;\n")

    def test_full(self):
        """The disk is full in the middle of it; all is as before."""
        self.publish()
        psql("CREATE FUNCTION test_full.fill() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION "
             "'could not extend file' USING ERRCODE = 'disk_full'; END $$;"
             "CREATE TRIGGER fill BEFORE UPDATE ON test_full.link EXECUTE FUNCTION test_full.fill();"
             "GRANT ALL ON FUNCTION test_full.fill() TO clerk")
        self.edit("UPDATE claim SET note = 'x'; UPDATE link SET note = 'x'")
        self.refuse("The server's disk is full")
        self.assertEqual(psql("SELECT count(*) FROM test_full.claim WHERE note = 'x'"), "0")

    def test_language(self):
        """What to do is known whatever language the server speaks."""
        def speak(language):
            for sql in (f"ALTER SYSTEM SET lc_messages = '{language}'", "SELECT pg_reload_conf()"):
                psql(sql)
            while psql("SHOW lc_messages") != language:
                pass

        self.publish()
        psql("GRANT USAGE ON SCHEMA test_language TO guest; GRANT SELECT ON ALL TABLES IN SCHEMA test_language TO guest;"
             "GRANT CREATE ON SCHEMA test_language TO guest")
        self.edit("UPDATE claim SET note = 'x'")
        secret = f"host={SERVER} user=secret dbname=office"
        speak("de_DE.UTF-8")
        try:
            said = self.refuse("has to grant it", address=f"host={SERVER} user=guest dbname=office")[-1]
            self.assertIn("Berechtigung", said)
            self.assertIn("password", self.refuse("The server asks for a password", address=secret))
            self.assertIn("password", self.refuse("The password is wrong", address=secret, password="falsch"))
            said = self.refuse("knows no such user or database", address=f"host={SERVER} user=clerk dbname=nowhere")[-1]
            self.assertIn("existiert nicht", said)
            said = self.refuse("knows no such user or database", address=f"host={SERVER} user=secret dbname=nowhere",
                               password=PASSWORD)
            self.assertNotIn("password", said)
        finally:
            speak("C")

    def test_services(self):
        """The second of two servers answers."""
        self.publish(address=f"host=/nowhere,{SERVER} user=clerk dbname=office")

    def test_look(self):
        lines = self.run_it("look")
        self.assertEqual(json.loads(lines[0][5:]), {"database": "office", "changed": 0, "published": False, "facilities": 0})
        self.publish()
        lines = self.run_it("look")
        self.assertEqual(json.loads(lines[0][5:]), {"database": "office", "changed": 0, "published": True, "facilities": 221})

    # From the command line

    def cli(self, *arguments):
        return subprocess.run([CLI, "publish", "--document", self.path, *arguments], stdout=subprocess.PIPE,
                              stderr=subprocess.STDOUT, text=True, start_new_session=True)

    def test_cli(self):
        done = self.cli("--schema", self.schema, self.address)
        self.assertEqual((done.returncode, done.stdout),
                         (0, "221 facilities, 1273 claims published to office: 7708 rows added, 0 changed, 0 removed\n"))
        self.assert_same()

    def test_part(self):
        """What a filter leaves, with what that rests on; later all again."""
        done = self.cli("--schema", self.schema, "--filter", "country=EE", self.address)
        self.assertEqual(done.returncode, 0, done.stdout)
        self.assertEqual(psql("SELECT string_agg(DISTINCT country, ',') FROM test_part.facility"), "EE")
        self.assertGreater(int(psql("SELECT count(*) FROM test_part.claim")), 0)
        self.assertEqual(psql("SELECT count(*) FROM test_part.link WHERE to_facility NOT IN (SELECT id FROM test_part.facility)"), "0")
        done = self.cli("--schema", self.schema, self.address)
        self.assertEqual(done.returncode, 0, done.stdout)
        self.assert_same()
        done = self.cli("--schema", self.schema, "--filter", "country", self.address)
        self.assertEqual(done.returncode, 2)

    def test_cli_refuses(self):
        for address in (f"{self.address} password=x", "postgresql://clerk:x@db/office", "postgresql://db/office?password=x"):
            done = self.cli(address)
            self.assertEqual(done.returncode, 2)
            self.assertIn("Leave the password out", done.stdout)
        done = self.cli("host=/nowhere")
        self.assertEqual(done.returncode, 1)
        self.assertIn("No PostgreSQL server answers there", done.stdout)

    def test_cli_asks(self):
        """With nobody to ask it fails; on a terminal the password is asked for, and not shown."""
        address = f"host={SERVER} user=secret dbname=office"
        done = self.cli("--schema", self.schema, address)
        self.assertEqual(done.returncode, 1)
        self.assertIn("asks for a password", done.stdout)

        child, terminal = pty.fork()
        if child == 0:
            os.execv(CLI, [CLI, "publish", "--document", self.path, "--schema", self.schema, address])
        said = b""
        while b"Password: " not in said:
            said += os.read(terminal, 1024)
        os.write(terminal, PASSWORD.encode() + b"\n")
        try:
            while b"removed" not in said:
                said += os.read(terminal, 1024)
        except OSError:
            pass
        _, status = os.waitpid(child, 0)
        os.close(terminal)
        self.assertEqual(status, 0, said)
        self.assertNotIn(PASSWORD.encode(), said)
        self.assert_same()


if __name__ == "__main__":
    tap.main(Published)
