"""A server to publish to, for tests; see with-postgres."""

import json
import os
import shutil
import sqlite3
import subprocess
import tempfile
import unittest

EXCHANGE = os.environ["YTTERBY_EXCHANGE"]
SHIPPED = os.environ["YTTERBY_SHIPPED"]
CLI = os.path.join(os.path.dirname(os.path.dirname(EXCHANGE)), "ytterby-cli")
SERVER = os.environ["YTTERBY_POSTGRES"]
PASSWORD = "geheim\\ 'x'"


def psql(sql, user="boss", database="office"):
    done = subprocess.run(["psql", "-h", SERVER, "-U", user, "-d", database, "-qAtX", "-v", "ON_ERROR_STOP=1", "-c", sql],
                          stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    if done.returncode != 0:
        raise RuntimeError(done.stderr)
    return done.stdout.rstrip("\n")


class PostgresCase(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.path = os.path.join(self.folder.name, "copy.gpkg")
        shutil.copyfile(SHIPPED, self.path)
        self.schema = self.id().rsplit(".", 1)[1]
        self.address = f"host={SERVER} user=clerk dbname=office"

    def tearDown(self):
        psql(f'DROP SCHEMA IF EXISTS "{self.schema}" CASCADE')
        self.folder.cleanup()

    def start(self, command="publish", address=None, password="", **options):
        arguments = [EXCHANGE, command, self.schema] + ([self.path] if command == "publish" else [])
        process = subprocess.Popen(arguments, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, **options)
        process.stdin.write(f"{address or self.address}\0{password}\0")
        process.stdin.close()
        return process

    def run_it(self, *arguments, **options):
        process = self.start(*arguments, **options)
        lines = process.stdout.read().splitlines()
        process.stdout.close()
        process.wait()
        return lines

    def publish(self, **options):
        lines = self.run_it(**options)
        self.assertEqual(lines[-1], "done")
        told, = [json.loads(line[5:]) for line in lines if line.startswith("told ")]
        return told

    def refuse(self, words, command="publish", **options):
        lines = self.run_it(command, **options)
        self.assertTrue(lines[-1].startswith("failed "), lines)
        self.assertIn(words, lines[-1])
        return lines

    def edit(self, sql):
        db = sqlite3.connect(self.path)
        for name in ("ST_MinX", "ST_MaxX", "ST_MinY", "ST_MaxY", "ST_IsEmpty"):
            db.create_function(name, 1, lambda blob: None, deterministic=True)
        db.executescript(sql)
        db.commit()
        db.close()

    def tables(self, db):
        return [name for name, in db.execute("SELECT table_name FROM gpkg_contents WHERE table_name <> 'facility_overview'")]

    def assert_same(self):
        """Every row of every table, and every place."""
        db = sqlite3.connect(self.path)
        for table in self.tables(db):
            columns = [row[1] for row in db.execute(f"PRAGMA table_info({table})") if row[1] != "geom"]
            wanted = [dict(zip(columns, ("\\x" + cell.hex() if isinstance(cell, bytes) else cell for cell in row)))
                      for row in db.execute(f"SELECT {', '.join(columns)} FROM {table} ORDER BY id")]
            found = json.loads(psql(f'SELECT coalesce(json_agg(to_jsonb(t) - \'geom\' ORDER BY id), \'[]\') FROM "{self.schema}".{table} t'))
            self.assertEqual(found, wanted, table)

        wanted = {fid: None if blob is None else "%r %r" % tuple(memoryview(blob[len(blob) - 16:]).cast("d"))
                  for fid, blob in db.execute("SELECT id, geom FROM facility")}
        found = {fid: None if x is None else "%r %r" % (x, y) for fid, x, y in json.loads(psql(
            f'SELECT json_agg(json_build_array(id, ST_X(geom), ST_Y(geom))) FROM "{self.schema}".facility'))}
        self.assertEqual({k: v and [float(n) for n in v.split()] for k, v in found.items()},
                         {k: v and [float(n) for n in v.split()] for k, v in wanted.items()})
        db.close()
