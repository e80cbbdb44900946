"""What GDAL's LIBKML driver and a plain reader of XML see in the tours that are written as KML."""

import json
import math
import os
import shutil
import sqlite3
import subprocess
import tempfile
import unittest
import xml.etree.ElementTree as ElementTree

import tap
from osgeo import gdal, ogr

gdal.UseExceptions()

SHIPPED = os.environ["YTTERBY_SHIPPED"]
BASEMAP = os.environ["YTTERBY_BASEMAP"]
WRITE_TOURS = os.environ["YTTERBY_WRITE_TOURS"]
KML = "{http://www.opengis.net/kml/2.2}"
GX = "{http://www.google.com/kml/ext/2.2}"
RADIUS = 6371008.8


def write_tours(document, folder):
    subprocess.run([WRITE_TOURS, document, BASEMAP, folder, ".kml"], check=True, stdout=subprocess.DEVNULL)


def stops(document, tour):
    """The stops of the nth tour by title, with what they show and where their facility is."""
    db = sqlite3.connect(document)
    ids = [row[0] for row in db.execute("SELECT id FROM tour ORDER BY title")]
    rows = db.execute("SELECT s.kind, s.title, s.text, s.seconds, s.content, o.name, o.geom FROM tour_stop s "
                      "LEFT JOIN facility o ON o.id = s.facility WHERE s.tour = ? ORDER BY s.position", (ids[tour],))
    result = [dict(zip(("kind", "title", "text", "seconds", "content", "name", "geom"), row)) for row in rows]
    db.close()
    for stop in result:
        stop["viewport"] = json.loads(stop["content"])["viewport"] if stop["content"] else None
    return result


def seen_width(viewport):
    """How many metres of ground the view showed across."""
    metres = 2 * math.pi * 6378137 * math.cos(math.radians(viewport["latitude"]))
    return viewport["width"] * metres / (256 * 2 ** viewport["zoom"])


def ground_across(height):
    """How much ground a viewer with 60 degrees sees across from a height, found by trying."""
    low, high = 0, math.radians(60)
    for _ in range(60):
        angle = (low + high) / 2
        seen = math.atan2(RADIUS * math.sin(angle), height + RADIUS * (1 - math.cos(angle)))
        low, high = (angle, high) if seen < math.radians(30) else (low, angle)
    return 2 * low * RADIUS


class TourKml(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory()
        write_tours(SHIPPED, cls.folder.name)

    @classmethod
    def tearDownClass(cls):
        cls.folder.cleanup()

    def each(self):
        for tour in range(2):
            path = os.path.join(self.folder.name, f"{tour}.kml")
            with self.subTest(tour=tour):
                yield path, stops(SHIPPED, tour)

    def test_read_by_libkml(self):
        for path, expected in self.each():
            dataset = gdal.OpenEx(path, gdal.OF_VECTOR, allowed_drivers=["LIBKML"])
            self.assertEqual(dataset.GetDriver().ShortName, "LIBKML")
            layer = dataset.GetLayerByName("Stops")
            self.assertEqual(layer.GetSpatialRef().GetAuthorityCode(None), "4326")
            features = [feature for feature in layer]
            self.assertEqual([feature.GetField("Name") for feature in features],
                             [stop["title"] for stop in expected])
            for feature, stop in zip(features, expected):
                if stop["geom"] is None:
                    continue
                point = feature.GetGeometryRef()
                self.assertEqual(point.GetGeometryType() & 0xff, ogr.wkbPoint)
                # The geometry's header is of 8 bytes where there is no envelope.
                wanted = ogr.CreateGeometryFromWkb(bytes(stop["geom"][8:]))
                self.assertAlmostEqual(point.GetX(), wanted.GetX(), places=5)
                self.assertAlmostEqual(point.GetY(), wanted.GetY(), places=5)
                self.assertIn(stop["name"], feature.GetField("description"))

    def test_tour_stop_by_stop(self):
        for path, expected in self.each():
            root = ElementTree.parse(path).getroot()
            playlist = root.find(f"{KML}Document/{GX}Tour/{GX}Playlist")
            flights = playlist.findall(f"{GX}FlyTo")
            waits = [float(wait.find(f"{GX}duration").text) for wait in playlist.findall(f"{GX}Wait")]
            self.assertEqual(waits, [stop["seconds"] for stop in expected])
            self.assertEqual(len(flights), len(expected))
            for flight, stop in zip(flights, expected):
                if stop["viewport"] is None:
                    continue
                look_at = flight.find(f"{KML}LookAt")
                self.assertAlmostEqual(float(look_at.find(f"{KML}longitude").text), stop["viewport"]["longitude"], 5)
                self.assertAlmostEqual(float(look_at.find(f"{KML}latitude").text), stop["viewport"]["latitude"], 5)
                across = ground_across(float(look_at.find(f"{KML}range").text))
                self.assertAlmostEqual(across / seen_width(stop["viewport"]), 1, delta=0.01)
                self.assertEqual(float(look_at.find(f"{KML}tilt").text), 0)

    def test_order_of_a_stop(self):
        """One flies, opens the balloon of that stop, waits, and closes it."""
        for path, expected in self.each():
            playlist = ElementTree.parse(path).getroot().find(f"{KML}Document/{GX}Tour/{GX}Playlist")
            steps = []
            for step in playlist:
                name = step.tag.split("}")[1]
                if name == "AnimatedUpdate":
                    placemark = step.find(f"{KML}Update/{KML}Change/{KML}Placemark")
                    name = placemark.get("targetId") + " " + placemark.find(f"{GX}balloonVisibility").text
                steps.append(name)
            wanted = []
            for i in range(len(expected)):
                wanted += ["FlyTo", f"stop-{i + 1} 1", "Wait", f"stop-{i + 1} 0"]
            self.assertEqual(steps, wanted)

    def test_balloons(self):
        """Each has the figures of its card with their sources, and the claims and announcements of its stop."""
        for path, expected in self.each():
            placemarks = ElementTree.parse(path).getroot().iter(f"{KML}Placemark")
            descriptions = [p.find(f"{KML}description").text for p in placemarks
                            if p.find(f"{KML}description") is not None]
            self.assertEqual(len(descriptions), len(expected))
            for description, stop in zip(descriptions, expected):
                # It is XML by itself, once its empty elements are closed.
                ElementTree.fromstring("<p>" + description.replace("<br>", "<br/>") + "</p>")
                if stop["text"]:
                    self.assertIn(stop["text"].split("\n")[0], description)
        narva = next(d for d in descriptions if "<h3>Narva magnet plant</h3>" in d)
        self.assertIn("<b>2,000\u00a0t/yr\u00a0magnets</b>", narva)
        self.assertRegex(narva, r'<a href="https?://[^"]+">Automotive World: “')
        self.assertIn("Neo opens the Narva magnet plant", narva)
        self.assertNotIn("14 countries", narva)   # which only the speaker says

    def test_hostile_words(self):
        """Markup and characters that XML does not know are but text."""
        folder = os.path.join(self.folder.name, "hostile")
        document = os.path.join(folder, "hostile.gpkg")
        os.mkdir(folder)
        shutil.copyfile(SHIPPED, document)
        db = sqlite3.connect(document)
        db.execute("UPDATE tour_stop SET title = ?, text = ? WHERE position = 2",
                   ("</name><script>alert(1)</script>\x01\x08 & \"quoted\"", "]]> <b>no</b>"))
        db.commit()
        db.close()
        write_tours(document, folder)
        for tour in range(2):
            path = os.path.join(folder, f"{tour}.kml")
            placemarks = ElementTree.parse(path).getroot().iter(f"{KML}Placemark")
            names = [p.find(f"{KML}name").text for p in placemarks if p.find(f"{KML}name") is not None]
            self.assertEqual(names[1], "</name><script>alert(1)</script> & \"quoted\"")
            dataset = gdal.OpenEx(path, gdal.OF_VECTOR, allowed_drivers=["LIBKML"])
            self.assertEqual(dataset.GetLayerByName("Stops").GetFeatureCount(), len(names))


if __name__ == "__main__":
    tap.main(TourKml)
