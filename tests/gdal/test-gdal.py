"""What other programs see in the shipped document, and what becomes of one that they write to."""

import os
import shutil
import sqlite3
import struct
import subprocess
import sys
import tempfile
import unittest

import tap
from osgeo import gdal, ogr

gdal.UseExceptions()

SHIPPED = os.environ["YTTERBY_SHIPPED"]
CONTRADICTIONS = os.path.join(os.environ["G_TEST_SRCDIR"], "fixtures", "contradictions.txt")
NARVA = "ee-narva-neo"


def point(blob):
    """Longitude and latitude in a GeoPackage's geometry."""
    envelope = {0: 0, 1: 32, 2: 48, 3: 48, 4: 64}[(blob[3] >> 1) & 7]
    at = 8 + envelope
    return struct.unpack(("<" if blob[at] == 1 else ">") + "dd", blob[at + 5:at + 21])


def connect(path):
    """A connection like Ytterby's own: with what a spatial index asks for."""
    db = sqlite3.connect(path)
    x = lambda blob: None if blob is None else point(blob)[0]
    y = lambda blob: None if blob is None else point(blob)[1]
    for name, function in (("ST_MinX", x), ("ST_MaxX", x), ("ST_MinY", y), ("ST_MaxY", y),
                           ("ST_IsEmpty", lambda blob: None if blob is None else 0)):
        db.create_function(name, 1, function, deterministic=True)
    return db


class Document(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.path = os.path.join(self.folder.name, "copy.gpkg")
        shutil.copyfile(SHIPPED, self.path)

    def tearDown(self):
        self.folder.cleanup()

    def validate(self):
        done = subprocess.run([sys.executable, "-m", "osgeo_utils.samples.validate_gpkg", self.path],
                              stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        self.assertEqual((done.returncode, done.stdout), (0, ""))

    def ask(self, sql, *values):
        db = connect(self.path)
        try:
            return db.execute(sql, values).fetchall()
        finally:
            db.close()

    def found(self, words):
        return [name for name, in self.ask(
            "SELECT f.name FROM search JOIN facility f ON f.id = search.rowid "
            "WHERE search MATCH ? ORDER BY f.name", words)]

    def check(self):
        """Whatever was done, what is derived must be what would be derived anew."""
        self.assertEqual(self.ask("PRAGMA integrity_check"), [("ok",)])
        self.assertEqual(self.ask("PRAGMA foreign_key_check"), [])
        self.assertEqual(self.ask("SELECT * FROM facility_shown ORDER BY id"),
                         self.ask("SELECT * FROM facility_derived ORDER BY id"))
        columns = "name, names, place, country, operator, owners, products"
        self.assertEqual(self.ask(f"SELECT rowid, {columns} FROM search ORDER BY rowid"),
                         self.ask(f"SELECT id, {columns} FROM facility_words ORDER BY id"))
        self.validate()

    # Reading

    def test_valid(self):
        self.validate()

    def test_layers(self):
        """ogrinfo reads every layer to its last feature."""
        expected = dict(self.ask("SELECT table_name, data_type FROM gpkg_contents"))
        self.assertEqual(expected["facility"], "features")
        self.assertEqual(expected["facility_overview"], "features")

        done = subprocess.run(["ogrinfo", "-ro", "-so", "-al", self.path], stdout=subprocess.PIPE,
                              stderr=subprocess.STDOUT, text=True, check=True)
        self.assertNotIn("Warning", done.stdout)
        self.assertNotIn("ERROR", done.stdout)
        layers = {line.split(": ", 1)[1] for line in done.stdout.splitlines() if line.startswith("Layer name: ")}
        self.assertEqual(layers, set(expected))

        source = gdal.OpenEx(self.path, gdal.OF_VECTOR | gdal.OF_READONLY)
        for name in expected:
            rows, = self.ask(f'SELECT count(*) FROM "{name}"')[0]
            with self.subTest(layer=name):
                layer = source.GetLayerByName(name)
                self.assertEqual(layer.GetFeatureCount(), rows)
                self.assertEqual(sum(1 for _ in layer), rows)

    def test_place(self):
        source = gdal.OpenEx(self.path, gdal.OF_VECTOR | gdal.OF_READONLY)
        layer = source.GetLayerByName("facility_overview")
        layer.SetAttributeFilter(f"facility = '{NARVA}'")
        narva = layer.GetNextFeature()
        self.assertAlmostEqual(narva.geometry().GetX(), 28.1, delta=0.2)
        self.assertAlmostEqual(narva.geometry().GetY(), 59.4, delta=0.2)
        self.assertEqual(narva["status"], "commissioning")
        self.assertEqual(narva["stages"], "magnet")
        self.assertIsNotNone(narva["capacity"])

        layer = source.GetLayerByName("facility")
        layer.SetAttributeFilter("geom IS NULL")
        self.assertEqual(sorted(f["facility"] for f in layer),
                         ["cn-gansu-rare-earth", "pk-polymetallic-refinery-ussm-fwo", "sa-maaden-mp-refinery",
                          "vn-vtre-separation"])

    def test_contradictions(self):
        """The document's own view finds just those that were read and found to be real."""
        pairs = self.ask("SELECT a.claim, b.claim FROM claim_contradiction x "
                         "JOIN claim a ON a.id = x.a JOIN claim b ON b.id = x.b")
        with open(CONTRADICTIONS, encoding="utf-8") as file:
            known = [line.rstrip("\n") for line in file if not line.startswith("#")]
        self.assertEqual(sorted(" ".join(sorted(pair)) for pair in pairs), known)

    # Writing

    def add(self):
        source = gdal.OpenEx(self.path, gdal.OF_VECTOR | gdal.OF_UPDATE)
        layer = source.GetLayerByName("facility")
        feature = ogr.Feature(layer.GetLayerDefn())
        feature["name"] = "Quarry at Ytterby"
        feature["country"] = "SE"
        feature["locality"] = "Resarö"
        feature["location_precision"] = "site"
        feature.SetGeometry(ogr.CreateGeometryFromWkt("POINT (18.3537 59.4267)"))
        layer.CreateFeature(feature)
        return feature.GetFID()

    def change(self, fid, **fields):
        source = gdal.OpenEx(self.path, gdal.OF_VECTOR | gdal.OF_UPDATE)
        layer = source.GetLayerByName("facility")
        feature = layer.GetFeature(fid)
        for name, value in fields.items():
            feature[name] = value
        feature.SetGeometry(ogr.CreateGeometryFromWkt("POINT (-178.5 -12.25)"))
        layer.SetFeature(feature)

    def delete(self, layer, fid):
        source = gdal.OpenEx(self.path, gdal.OF_VECTOR | gdal.OF_UPDATE)
        source.GetLayerByName(layer).DeleteFeature(fid)

    def write(self):
        rows = len(self.ask("SELECT id FROM facility"))

        fid = self.add()
        self.assertEqual(self.found("resaro"), ["Quarry at Ytterby"])
        self.assertEqual(self.ask("SELECT country, stages, status FROM facility_shown WHERE id = ?", fid),
                         [("SE", 0, None)])
        self.check()

        self.change(fid, name="Ytterby gruva", locality="Vaxholm")
        self.assertEqual(self.found("resaro"), [])
        self.assertEqual(self.found("ytterb* vaxh*"), ["Ytterby gruva"])
        self.assertEqual(point(self.ask("SELECT geom FROM facility WHERE id = ?", fid)[0][0]), (-178.5, -12.25))
        self.check()

        self.delete("facility", fid)
        self.assertEqual(self.found("ytterb* vaxh*"), [])
        self.assertEqual(len(self.ask("SELECT id FROM facility")), rows)
        self.check()

        narva, = self.ask("SELECT id FROM facility WHERE facility = ?", NARVA)[0]
        self.assertEqual(self.found("narva neo"), ["Narva magnet plant"])
        self.delete("facility", narva)
        self.assertEqual(self.found("narva neo"), [])
        for table in ("claim", "facility_stage", "facility_organisation", "announcement_facility", "facility_source"):
            self.assertEqual(self.ask(f"SELECT count(*) FROM {table} WHERE facility = ?", narva), [(0,)], table)
        self.assertEqual(self.ask("SELECT count(*) FROM link WHERE ? IN (from_facility, to_facility)", narva), [(0,)])
        self.check()

    def write_claim(self):
        """A status that another program changes is what lists and filters say at once."""
        claim, facility = self.ask("SELECT c.id, f.id FROM claim c JOIN facility f ON f.id = c.facility "
                                   "WHERE f.facility = ? AND attribute = 'status'", NARVA)[0]
        source = gdal.OpenEx(self.path, gdal.OF_VECTOR | gdal.OF_UPDATE)
        layer = source.GetLayerByName("claim")
        feature = layer.GetFeature(claim)
        feature["value"] = "suspended"
        layer.SetFeature(feature)
        del feature, layer, source
        self.assertEqual(self.ask("SELECT status FROM facility_shown WHERE id = ?", facility), [("suspended",)])
        self.check()

        self.delete("claim", claim)
        self.assertEqual(self.ask("SELECT status FROM facility_shown WHERE id = ?", facility), [(None,)])
        self.check()

    def index(self):
        source = gdal.OpenEx(self.path, gdal.OF_VECTOR | gdal.OF_UPDATE)
        result = source.ExecuteSQL("SELECT CreateSpatialIndex('facility', 'geom')")
        self.assertEqual(result.GetNextFeature().GetField(0), 1)
        source.ReleaseResultSet(result)
        del source
        self.assertEqual(self.ask("SELECT count(*) FROM rtree_facility_geom"), [(217,)])

    def test_write(self):
        self.write()

    def test_write_claim(self):
        self.write_claim()

    def test_write_with_index(self):
        self.index()
        self.write()
        self.assertEqual(self.ask("SELECT count(*) FROM rtree_facility_geom"), [(216,)])

    def test_write_claim_with_index(self):
        self.index()
        self.write_claim()

    def test_own_write_with_index(self):
        """A connection of ours goes on writing after another program made a spatial index."""
        self.index()
        db = connect(self.path)
        with db:
            db.execute("UPDATE facility SET geom = (SELECT geom FROM facility WHERE facility = ?), name = 'Elsewhere' "
                       "WHERE facility = 'fr-la-rochelle-solvay'", (NARVA,))
            db.execute("DELETE FROM facility WHERE facility = 'us-mountain-pass'")
        db.close()
        self.assertEqual(self.found("elsewhere"), ["Elsewhere"])
        self.assertEqual(self.ask("SELECT count(*) FROM rtree_facility_geom"), [(216,)])
        self.assertEqual(self.ask("SELECT f.name FROM rtree_facility_geom r JOIN facility f ON f.id = r.id WHERE "
                                  "maxx > 28.1 AND minx < 28.3 AND maxy > 59.3 AND miny < 59.5 ORDER BY f.name"),
                         [("Elsewhere",), ("Narva magnet plant",)])
        self.check()


if __name__ == "__main__":
    tap.main(Document)
