"""Natural Earth's layers as features in the unit square."""

import math
import os
from collections import namedtuple

from geometry import bounds, join_at_antimeridian, join_lines, mercator
from shapefile import read_attributes, read_parts

LAND, LAKE, RIVER, ADMIN1, BORDER, DISPUTED = range(6)

# zoom: the first one that shows the feature; rank: how important it is, 0 is most.
Feature = namedtuple('Feature', 'layer zoom rank is_ring points bounds')


def feature(layer, zoom, rank, is_ring, points):
    return Feature(layer, zoom, rank, is_ring, points, bounds(points))


def _rings(parts):
    for part in parts:
        yield part[:-1] if part[0] == part[-1] else part


def _project(points):
    return [mercator(*point) for point in points]


def _load_land(folder):
    rings = [ring for parts in read_parts(os.path.join(folder, 'ne_10m_land')) for ring in _rings(parts)]
    for ring in join_at_antimeridian(rings):
        yield LAND, 0, 0, True, _project(ring)


def _load_lakes(folder):
    # The lakes stand in the layer of the ocean.
    path = os.path.join(folder, 'ne_10m_ocean')
    for parts, row in zip(read_parts(path), read_attributes(path)):
        if row['featurecla'] == 'Ocean':
            continue
        rank = int(row['scaleran_2'] or 0)
        for ring in _rings(parts):
            yield LAKE, max(0, rank - 1), rank, True, _project(ring)


def _load_rivers(folder):
    path = os.path.join(folder, 'ne_10m_rivers_lake_centerlines')
    for parts, row in zip(read_parts(path), read_attributes(path)):
        if row['featurecla'] != 'River':
            continue
        rank = int(row['scalerank'] or 0)
        for part in parts:
            yield RIVER, max(2, rank), rank, False, _project(part)


def _load_admin1(folder):
    # Every class: the ones called statistical and region bound states too
    # (Alabama and Georgia).
    path = os.path.join(folder, 'ne_10m_admin_1_states_provinces_lines')
    for parts, row in zip(read_parts(path), read_attributes(path)):
        zoom = 8 if row['min_zoom'] is None else int(math.floor(row['min_zoom']))
        for part in parts:
            yield ADMIN1, max(3, zoom - 1), zoom, False, _project(part)


def _load_borders(folder):
    path = os.path.join(folder, 'ne_10m_admin_0_boundary_lines_land')
    for parts, row in zip(read_parts(path), read_attributes(path)):
        kind = row['featurecla']
        if kind in ('Overlay limit', 'Lease limit'):
            continue
        layer = BORDER if kind.startswith('International') else DISPUTED
        for part in parts:
            yield layer, 0, 0, False, _project(part)


def load(folder):
    """Returns all features; lines of one kind that meet are joined, so that dashes and joins run on."""
    features = []
    lines = {}
    for load_layer in (_load_land, _load_lakes, _load_rivers, _load_admin1, _load_borders):
        for layer, zoom, rank, is_ring, points in load_layer(folder):
            if is_ring:
                features.append(feature(layer, zoom, rank, True, points))
            elif len(points) > 1:
                lines.setdefault((layer, zoom, rank), []).append(points)
    for (layer, zoom, rank), group in sorted(lines.items()):
        for points in join_lines(group):
            features.append(feature(layer, zoom, rank, False, points))
    return features
