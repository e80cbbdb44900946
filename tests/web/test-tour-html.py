"""The page that a tour is written as, in a browser without any network."""

import os
import sqlite3
import subprocess
import tempfile
import unittest
from html.parser import HTMLParser

import tap
from browser import Browser

SHIPPED = os.environ["YTTERBY_SHIPPED"]
BASEMAP = os.environ["YTTERBY_BASEMAP"]
WRITE_TOURS = os.environ["YTTERBY_WRITE_TOURS"]
CHROMIUM = os.environ["YTTERBY_CHROMIUM"]

SHOWN = "Array.from(document.querySelectorAll('.stop')).filter(s => s.getClientRects().length > 0).map(s => s.id)"
NEVER_CLOSED = {"meta", "link", "img", "source", "br"}


def write_tours(document, folder):
    subprocess.run([WRITE_TOURS, document, BASEMAP, folder, ".html"], check=True, stdout=subprocess.DEVNULL)


def count_stops(tour):
    db = sqlite3.connect(SHIPPED)
    n = db.execute("SELECT count(*) FROM tour_stop WHERE tour = "
                   "(SELECT id FROM tour ORDER BY title LIMIT 1 OFFSET ?)", (tour,)).fetchone()[0]
    db.close()
    return n


class Nesting(HTMLParser):
    """Whether all that is opened is closed, and which addresses there are."""

    def __init__(self):
        super().__init__()
        self.open_tags, self.wrong, self.fetched, self.links = [], [], [], []

    def handle_starttag(self, tag, attributes):
        attributes = dict(attributes)
        self.fetched += [attributes[name] for name in ("src", "srcset") if name in attributes]
        if tag == "link":
            self.fetched.append(attributes["href"])
        elif "href" in attributes:
            self.links.append((attributes["href"], attributes.get("rel"), attributes.get("target")))
        if tag not in NEVER_CLOSED:
            self.open_tags.append(tag)

    def handle_endtag(self, tag):
        if not self.open_tags or self.open_tags.pop() != tag:
            self.wrong.append((tag, self.getpos()))


class TourHtml(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory()
        write_tours(SHIPPED, cls.folder.name)
        cls.path = os.path.join(cls.folder.name, "0.html")
        cls.n = count_stops(0)
        cls.browser = Browser(CHROMIUM, cls.folder.name)

    @classmethod
    def tearDownClass(cls):
        cls.browser.close()
        cls.folder.cleanup()

    def setUp(self):
        self.browser.resize(1280, 800)
        self.browser.set_media()
        self.browser.open(self.path)

    def tearDown(self):
        """Whatever was done, nothing was asked of anybody."""
        self.assertEqual(self.browser.requests, [])

    def assert_at(self, stop):
        self.assertEqual(self.browser.ask(SHOWN), [f"stop-{stop}"])
        self.assertEqual(self.browser.ask("document.querySelector('.at').textContent"), f"{stop} / {self.n}")

    def test_markup(self):
        for tour in range(2):
            parser = Nesting()
            with open(os.path.join(self.folder.name, f"{tour}.html"), encoding="utf-8") as file:
                parser.feed(file.read())
            self.assertEqual((parser.wrong, parser.open_tags), ([], []))
            self.assertEqual([address for address in parser.fetched if not address.startswith("data:")], [])
            self.assertGreater(len(parser.links), 20)
            for address, rel, target in parser.links:
                self.assertRegex(address, "^https?://")
                self.assertEqual((rel, target), ("noopener noreferrer", "_blank"))

    def test_keys(self):
        self.assert_at(1)
        for keys, stop in ((["ArrowRight"], 2), ([" "], 3), (["PageDown"], 4), (["ArrowLeft"], 3), (["PageUp"], 2),
                           (["End"], self.n), (["ArrowRight"], self.n), (["Home"], 1), (["ArrowLeft"], 1),
                           (["7", "Enter"], 7), (["1", "0", "Enter"], 10), (["9", "9", "Enter"], 10),
                           (["0", "Enter"], 10), (["3", "Escape", "Enter"], 10), (["4", "ArrowLeft"], 9)):
            self.browser.press(*keys)
            with self.subTest(keys=keys):
                self.assert_at(stop)

    def test_number_is_shown_while_it_is_typed(self):
        self.browser.press("1", "0")
        self.assertEqual(self.browser.ask("document.querySelector('.at').textContent"), "10 \u21b5")

    def test_blank(self):
        blank = "(b => b.getClientRects().length > 0 ? getComputedStyle(b).backgroundColor : null)" \
                "(document.querySelector('.blank'))"
        for key, colour in (("b", "rgb(0, 0, 0)"), ("w", "rgb(255, 255, 255)"), ("w", None), (".", "rgb(0, 0, 0)"),
                            (".", None), ("b", "rgb(0, 0, 0)"), ("Escape", None), ("b", "rgb(0, 0, 0)"),
                            ("ArrowRight", None)):
            self.browser.press(key)
            with self.subTest(key=key):
                self.assertEqual(self.browser.ask(blank), colour)
        self.assert_at(2)

    def test_mouse(self):
        self.browser.click("[data-do=next]")
        self.assert_at(2)
        self.browser.click(".stop.shown .map")
        self.assert_at(3)
        self.browser.click("[data-do=back]")
        self.assert_at(2)
        # What was clicked does not take the space bar.
        self.browser.press(" ")
        self.assert_at(3)

    def test_full_screen(self):
        self.browser.press("f")
        self.browser.wait("document.fullscreenElement !== null && document.body.classList.contains('full')")
        self.browser.press("f")
        self.browser.wait("document.fullscreenElement === null && !document.body.classList.contains('full')")

    def test_opened_at_a_stop(self):
        self.browser.open(self.path, "#stop-4")
        self.assert_at(4)
        self.browser.press("ArrowRight")
        self.assertEqual(self.browser.ask("location.hash"), "#stop-5")
        self.assertEqual(self.browser.ask("document.activeElement.textContent"),
                         self.browser.ask("document.querySelector('#stop-5 h2').textContent"))

    def test_words(self):
        """Title, text, card and sources are text, and the notes are there for who wants them."""
        self.browser.open(self.path, "#stop-4")
        text = self.browser.ask("document.querySelector('#stop-4 .wall').innerText")
        for words in ("Narva: the EU’s first large magnet plant", "Narva magnet plant", "2,000\u00a0t/yr\u00a0magnets",
                      "Automotive World", "Natural Earth · GeoNames"):
            self.assertIn(words, text)
        notes = "document.querySelector('#stop-4 .notes').getClientRects().length > 0"
        self.assertFalse(self.browser.ask(notes))
        self.browser.press("n")
        self.assertTrue(self.browser.ask(notes))
        self.browser.press("s")
        self.assertGreater(self.browser.ask("window.scrollY"), 300)
        sources = self.browser.ask("document.querySelector('#stop-4 .sources').innerText")
        self.assertIn("Neo opens the Narva magnet plant", sources)
        self.assertIn("Others: ", sources)
        self.assertGreater(self.browser.ask("document.querySelectorAll('#stop-4 .sources details li').length"), 3)
        self.browser.press("s")
        self.assertFalse(self.browser.ask("document.querySelector('#stop-4 .sources').open"))

    def test_maps(self):
        """They are drawn, light or dark as the desktop is, and no part of one is a picture of pixels."""
        image = "document.querySelector('#stop-4 img')"
        self.browser.open(self.path, "#stop-4")
        self.browser.wait(image + ".complete && " + image + ".naturalWidth === 960")
        light = self.browser.ask("window.light = " + image + ".currentSrc")
        self.browser.set_media(scheme="dark")
        self.browser.wait(image + ".currentSrc !== window.light && " + image + ".complete")
        dark = self.browser.ask(image + ".currentSrc")
        for address in (light, dark):
            self.assertTrue(address.startswith("data:image/svg+xml,"))
            self.assertNotIn("%3Cimage", address)
        self.assertEqual(self.browser.ask("getComputedStyle(document.querySelector('.card')).backgroundColor"),
                         "rgb(48, 48, 52)")

    def test_legible(self):
        """In parts of the wall's height, from a small projector to a large screen."""
        for width, height in ((1024, 768), (3840, 2160)):
            self.browser.resize(width, height)
            self.browser.press("4", "Enter")
            for selector, least in (("h2", 1 / 20), ("h3", 1 / 32), (".line", 1 / 32), ("dt", 1 / 32), ("dd", 1 / 50)):
                part = self.browser.ask(
                    "parseFloat(getComputedStyle(document.querySelector('#stop-4 .wall %s')).fontSize)"
                    " / document.querySelector('#stop-4 .wall').getBoundingClientRect().height" % selector)
                with self.subTest(width=width, selector=selector):
                    self.assertGreaterEqual(part, least)

    def test_nothing_is_cut_off(self):
        """On a wall and on a telephone, at every stop."""
        for width, height in ((1280, 800), (1024, 768), (360, 720)):
            self.browser.resize(width, height)
            self.browser.press("Home")
            for stop in range(1, self.n + 1):
                if stop > 1:
                    self.browser.press("ArrowRight")
                self.assert_at(stop)
                with self.subTest(width=width, stop=stop):
                    self.assertLessEqual(self.browser.ask("document.documentElement.scrollWidth"), width)
                    self.assertEqual(self.browser.ask(
                        "Array.from(document.querySelectorAll('.stop.shown .panel, .stop.shown .card')).filter(e => {"
                        "  var r = e.getBoundingClientRect(), w = e.closest('.wall').getBoundingClientRect();"
                        "  return r.left < w.left || r.right > w.right + 1 || r.top < w.top || r.bottom > w.bottom + 1;"
                        "}).length"), 0)
                    self.assertFalse(self.browser.ask(
                        "(function () { var p = document.querySelector('.stop.shown .panel').getBoundingClientRect(),"
                        " c = document.querySelector('.stop.shown .card'); if (c === null) return false;"
                        " c = c.getBoundingClientRect(); return p.left < c.right && c.left < p.right"
                        " && p.top < c.bottom && c.top < p.bottom; }())"))

    def test_paper(self):
        self.browser.set_media(media="print")
        self.assertEqual(self.browser.ask(SHOWN), [f"stop-{i + 1}" for i in range(self.n)])
        self.assertFalse(self.browser.ask("document.querySelector('.bar').getClientRects().length > 0"))
        self.assertTrue(self.browser.ask("document.querySelector('.notes').getClientRects().length > 0"))

    def test_without_script(self):
        self.browser.call("Emulation.setScriptExecutionDisabled", value=True)
        self.browser.open(self.path)
        self.browser.call("Emulation.setScriptExecutionDisabled", value=False)
        self.assertEqual(self.browser.ask(SHOWN), [f"stop-{i + 1}" for i in range(self.n)])
        self.assertEqual(self.browser.ask("document.querySelector('h1').textContent"), "From mine to magnet")

    def test_policy(self):
        """Nothing can be fetched or run that is not in the file, whoever got it in there."""
        self.assertEqual(self.browser.ask("fetch('https://example.org/').then(() => 'got it', () => 'refused')"),
                         "refused")
        self.browser.ask("document.body.insertAdjacentHTML('beforeend',"
                         " '<img id=\"spy\" src=\"https://example.org/spy.png\" onerror=\"window.ran = 1\">')")
        self.browser.ask("(function () { var s = document.createElement('script'); s.textContent = 'window.ran = 2';"
                         " document.body.append(s); }())")
        self.browser.wait("document.querySelector('#spy').complete")
        self.assertIsNone(self.browser.ask("window.ran || null"))

    def test_hostile_words(self):
        folder = os.path.join(self.folder.name, "hostile")
        document = os.path.join(folder, "hostile.gpkg")
        os.mkdir(folder)
        with open(SHIPPED, "rb") as source, open(document, "wb") as copy:
            copy.write(source.read())
        db = sqlite3.connect(document)
        db.execute("UPDATE tour_stop SET title = ?, text = ?, notes = ? WHERE position = 1",
                   ("</h2><script>window.ran = 1</script>\x01", "<img src=x onerror='window.ran = 2'>",
                    "</section></main><!--"))
        db.execute("UPDATE source SET url = 'javascript:window.ran=3', title = '\"><b>bold</b>'")
        db.execute("DELETE FROM tour_stop WHERE position > 4")
        db.commit()
        db.close()
        write_tours(document, folder)
        self.browser.open(os.path.join(folder, "0.html"))
        self.assertEqual(self.browser.ask("document.querySelector('h2').textContent"),
                         "</h2><script>window.ran = 1</script>")
        self.assertEqual(self.browser.ask("document.querySelectorAll('.stop').length"), 4)
        self.assertIsNone(self.browser.ask("window.ran || null"))
        self.assertEqual(self.browser.ask("document.querySelectorAll('a[href]').length"), 0)


if __name__ == "__main__":
    tap.main(TourHtml)
