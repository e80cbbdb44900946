"""ytterby-cli import --dry-run: tables and maps that others made, which tools/foreign-files fetches from Debian's packages."""

import os
import subprocess
import sys
import unittest

import tap

CLI = sys.argv.pop(1)
FOLDER = sys.argv.pop(1)
SHIPPED = os.environ["YTTERBY_SHIPPED"]

R = "usr/lib/R/site-library/"
READXL = "r-cran-readxl/" + R + "readxl/extdata/"
RGDAL = "r-cran-rgdal/" + R + "rgdal/vectors/"
SF = "r-cran-sf/" + R + "sf/"
SPDATA = "r-cran-spdata/" + R + "spData/"
LIBKML = "libkml/testdata/"

# What is said of each file, and with which columns chosen by hand it is read.
CSV = [
    (LIBKML + "csv/gnis-ak-first-101.csv", "101 new, 0 changed, 0 the same, 0 unusable"),   # bars between its columns
    (LIBKML + "csv/hello.csv", "5 new, 0 changed, 0 the same, 0 unusable"),
    (LIBKML + "csv/lincoln-park-gc.csv", "18 new, 0 changed, 0 the same, 0 unusable"),
    (LIBKML + "csv/lincoln-park-gc-errors.csv", "20 new, 0 changed, 0 the same, 5 unusable"),
    (LIBKML + "csv/quotes.csv", "2 new, 0 changed, 0 the same, 0 unusable"),
    (LIBKML + "csv/colleges.csv", "0 new, 0 changed, 0 the same, 2966 unusable"),   # without a header
    (SPDATA + "misc/cycle_hire_xy.csv", "742 new, 0 changed, 0 the same, 0 unusable"),
    (SPDATA + "misc/worldbank_df.csv", "177 new, 0 changed, 0 the same, 0 unusable"),
    (SPDATA + "misc/world_wkt.csv", "176 new, 0 changed, 0 the same, 1 unusable", "name_long=name", "type=ignored"),
    (SF + "csv/pt.csv", "! Line 2: It has no name."),
]
SPREADSHEETS = [
    (READXL + "datasets.xlsx", "150 unusable"),
    (READXL + "deaths.xlsx", "19 unusable"),
    (READXL + "geometry.xlsx", "6 unusable"),
    (READXL + "type-me.xlsx", "11 unusable"),
    (READXL + "clippy.xlsx", "5 new, 0 changed, 0 the same, 0 unusable", "Field1=name"),
]
MAPS = [
    (SPDATA + "shapes/cycle_hire.geojson", "742 new, 0 changed, 0 the same, 0 unusable"),
    (SPDATA + "shapes/cycle_hire_osm.geojson", "532 unusable", "name=ignored"),
    (SPDATA + "shapes/world.gpkg", "! Row 175, “iso_a2”: “XK” is unknown.", "name_long=name", "type=ignored"),
    (SPDATA + "shapes/NY8_bna_utm18.gpkg", "281 unusable"),
    (SPDATA + "shapes/columbus.shp", "49 unusable"),
    (SF + "gpkg/nc.gpkg", "100 new, 0 changed, 0 the same, 0 unusable"),
    (SF + "gpkg/nospatial.gpkg", "! Row 1: It has no name."),
    (SF + "shape/nc.shp", "100 new, 0 changed, 0 the same, 0 unusable"),
    (SF + "shape/storms_xyzm.shp", "71 unusable"),
    (RGDAL + "cities.shp", "“COUNTRY”: “"),
    (RGDAL + "scot_BNG.shp", "56 new, 0 changed, 0 the same, 0 unusable"),
    (RGDAL + "trin_inca_pl03.shp", "The file names no reference system: WGS 84 is assumed."),
]
KML = [
    (LIBKML + "kmz/hier.kmz", "1 new, 0 changed, 0 the same, 0 unusable"),
    (LIBKML + "kmz/screenoverlay-continents.kmz", "1 new, 0 changed, 0 the same, 3 unusable"),
    (LIBKML + "style/remote-styleurl.kmz", "7 unusable"),
    (LIBKML + "kmz/bad.kmz", "“bad.kmz” cannot be read as a table or a map: bad.kmz is not a valid kmz file"),
    (LIBKML + "kmz/bad-pk-data.kmz", "“bad-pk-data.kmz” is no table or map that can be read here"),
    (LIBKML + "kmz/bad-too-large.kmz", "“bad-too-large.kmz” holds 4.3\u00a0GB when it is unpacked, which is more than can be"),
    (LIBKML + "kmz/nokml.kmz", "“nokml.kmz” is no table or map that can be read here"),
    (LIBKML + "kmz/overflow_bad_offset.kmz", "“overflow_bad_offset.kmz” is no table or map that can be read here"),
    (LIBKML + "kmz/overflow_corrupted_stack.kmz", "“overflow_corrupted_stack.kmz” is no table or map that can be read here"),
    (LIBKML + "kmz/doc.kmz", "“doc.kmz” cannot be read as a table or a map: ERROR parsing a.kml from doc.kmz"),
    (LIBKML + "style/weather/styles_new.kmz", "The file holds no table."),
    (LIBKML + "gpx/trkpts.gpx", "0 new, 0 changed, 0 the same, 0 unusable"),
    (RGDAL + "test_trk2.gpx", "0 new, 0 changed, 0 the same, 0 unusable"),
]


class StrangersFiles(unittest.TestCase):
    def read_all(self, table):
        n = 0
        for name, wanted, *columns in table:
            path = os.path.join(FOLDER, name)
            # Another release of Debian has other packages; those that it has are enough.
            if not os.path.exists(path):
                continue
            n += 1
            with self.subTest(name):
                options = [option for column in columns for option in ("-c", column)]
                done = subprocess.run([CLI, "import", "--dry-run", "--document", SHIPPED, *options, path],
                                      stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, timeout=60)
                self.assertIn(wanted, done.stdout)
                self.assertNotIn("/vsi", done.stdout)
        self.assertGreater(n, 0)

    def test_csv(self):
        self.read_all(CSV)

    def test_spreadsheets(self):
        self.read_all(SPREADSHEETS)

    def test_maps(self):
        self.read_all(MAPS)

    def test_kml(self):
        self.read_all(KML)


if __name__ == "__main__":
    if not os.path.isdir(os.path.join(FOLDER, "libkml")):
        print("1..0 # SKIP tools/foreign-files has fetched no files of others into " + FOLDER)
        sys.exit(0)
    tap.main(StrangersFiles)
