"""ytterby-cli merge and send: copies and files of changes are taken in, and what is no such file is refused."""

import os
import re
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import unittest

import tap

CLI = sys.argv.pop(1)
SHIPPED = os.environ["YTTERBY_SHIPPED"]
HEAD = "name,latitude,longitude,status\n"


class Merge(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.mine, self.theirs = self.path("mine.gpkg"), self.path("theirs.gpkg")
        shutil.copyfile(SHIPPED, self.mine)
        self.add(self.mine, "Common")
        shutil.copyfile(self.mine, self.theirs)

    def tearDown(self):
        self.folder.cleanup()

    def path(self, name):
        return os.path.join(self.folder.name, name)

    def run_it(self, *arguments):
        return subprocess.run([CLI, *arguments], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)

    def do(self, *arguments):
        done = self.run_it(*arguments)
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)
        return done.stdout

    def refuse(self, status, words, *arguments):
        before = self.dump(self.mine)
        done = self.run_it(*arguments)
        self.assertEqual(done.returncode, status, done.stdout + done.stderr)
        self.assertRegex(done.stderr, words)
        self.assertEqual(self.dump(self.mine), before)

    def add(self, document, name):
        rows = self.path("rows.csv")
        with open(rows, "w", encoding="utf-8") as file:
            file.write(HEAD + f"{name},-{len(name) * 5},{ord(name[0])},planned\n")
        self.do("import", "--document", document, rows)

    def edit(self, document, sql):
        """As another program would."""
        db = sqlite3.connect(document)
        db.executescript(sql)
        db.commit()
        db.close()

    def rename(self, document, name):
        self.edit(document, f"UPDATE facility SET name = '{name}' WHERE facility = 'ee-narva-neo'")
        # What another program did goes into the history with the next change of ours.
        self.add(document, "With " + name)

    def dump(self, document):
        db = sqlite3.connect(document)
        text = db.execute("SELECT group_concat (id || name) FROM (SELECT id, name FROM facility ORDER BY id)").fetchone()[0]
        entries = db.execute("SELECT count(*) FROM history").fetchone()[0]
        db.close()
        return text, entries

    def names(self, document):
        return self.do("list", "--document", document, "-f", "csv")

    def sound(self, document):
        self.assertIn("Nothing was found", self.do("check", "--document", document))

    def test_copy(self):
        self.add(self.mine, "Valga")
        self.add(self.theirs, "Tartu")
        said = self.do("merge", "--dry-run", "--document", self.mine, self.theirs)
        self.assertRegex(said, r"Both know: Import of 1 facility")
        self.assertRegex(said, r"(?m)^\+ Tartu$")
        self.assertNotIn("Tartu", self.names(self.mine))

        self.do("merge", "--document", self.mine, self.theirs)
        names = self.names(self.mine)
        self.assertTrue("Valga" in names and "Tartu" in names and names.count(",Common,") == 1, names[-200:])
        self.sound(self.mine)
        self.assertRegex(self.do("history", "--document", self.mine), "Merge of “theirs.gpkg”")

        before = self.dump(self.mine)
        self.assertRegex(self.do("merge", "--document", self.mine, self.theirs), "0 added, 0 changed, 0 deleted, 0 to be")
        self.assertEqual(self.dump(self.mine), before)

        self.do("undo", "--document", self.mine)
        self.assertNotIn("Tartu", self.names(self.mine))

    def test_decisions(self):
        self.rename(self.mine, "Mine")
        self.rename(self.theirs, "Theirs")
        said = self.do("merge", "-n", "--document", self.mine, self.theirs)
        self.assertRegex(said, r"(?s)\? Mine: Theirs \[name\]\n    before: Narva magnet plant\n    mine: Mine.*theirs: Theirs")
        self.refuse(1, "1 thing was changed on both sides", "merge", "--document", self.mine, self.theirs)
        self.refuse(2, "Choose one of", "merge", "--mine", "--theirs", "--document", self.mine, self.theirs)
        self.do("merge", "--theirs", "--document", self.mine, self.theirs)
        self.assertIn("ee-narva-neo,Theirs,", self.names(self.mine))
        self.sound(self.mine)

    def test_changes(self):
        sent = self.path("for-ann.ytterby-changes")
        self.rename(self.theirs, "Theirs")
        self.assertRegex(self.do("send", "--document", self.theirs, sent), "3 changes written")
        self.assertLess(os.path.getsize(sent), 200000)
        self.add(self.mine, "Valga")
        self.do("merge", "--document", self.mine, sent)
        names = self.names(self.mine)
        self.assertTrue("ee-narva-neo,Theirs," in names and "Valga" in names and names.count(",Common,") == 1, names[-200:])
        self.sound(self.mine)

        before = self.dump(self.mine)
        self.do("merge", "--document", self.mine, sent)
        self.do("merge", "--document", self.mine, self.theirs)
        self.assertEqual(self.dump(self.mine), before)

    def test_since(self):
        sent = self.path("later.ytterby-changes")
        self.refuse(1, "nothing to send", "send", "--since", "2100-01-01", "--document", self.mine, sent)
        self.refuse(2, "is no date", "send", "--since", "soon", "--document", self.mine, sent)
        self.refuse(1, "cannot be written: there is no folder “.*/none”", "send", "--document", self.mine,
                    self.path("none/sent.ytterby-changes"))
        self.assertFalse(os.path.exists(sent))
        self.do("send", "--since", "2000-01-01", "--document", self.mine, sent)

    def test_refused(self):
        sent = self.path("sent.ytterby-changes")
        self.rename(self.theirs, "Theirs")
        self.do("send", "--document", self.theirs, sent)
        with open(sent, "rb") as file:
            content = file.read()
        cases = [
            (content[:len(content) // 2], "damaged or cut short"),
            (content[:200], "damaged or cut short"),
            (content.replace(b"changes 1\n", b"changes 2\n", 1), "later version"),
            (re.sub(rb"schema: \d+", b"schema: 999", content, count=1), "later version"),
            (re.sub(rb"size: \d+", b"size: 99999999999", content, count=1), "damaged or cut short"),
            (re.sub(rb"sha256: ..", b"sha256: 00", content, count=1), "damaged or cut short"),
            (content[:-2000] + b"x" * 2000, "damaged or cut short"),
            (b"Ytterby changes 1\n", "damaged or cut short"),
            (b"", "is empty|not a|no document|is no "),
            (b"name,latitude\nValga,57\n" * 40, "is empty|not a|no document|is no "),
        ]
        for text, words in cases:
            with open(sent, "wb") as file:
                file.write(text)
            self.refuse(1, words, "merge", "--document", self.mine, sent)
        self.refuse(1, "There is no file", "merge", "--document", self.mine, self.path("none"))
        self.refuse(1, "is this document itself", "merge", "--document", self.mine, self.mine)
        self.refuse(2, "Name one file", "merge", "--document", self.mine)
        cache = os.path.join(os.environ.get("XDG_CACHE_HOME", ""), "ytterby")
        self.assertEqual(os.listdir(cache) if os.path.isdir(cache) else [], [])


if __name__ == "__main__":
    tap.main(Merge)
