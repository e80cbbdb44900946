#!/usr/bin/env python3
"""Packs Natural Earth and the labels into one basemap file.

usage: pack.py FOLDER OUTPUT    (FOLDER is what fetch.sh filled)

The same inputs make the same bytes. FORMAT.md describes the file.
"""

import os
import struct
import sys
import time

import features
import labels
from geometry import bounds, clip_half, simplify

MAGIC = b'YTTBMAP1'

# A cell's side in its own coordinates, and the margin that each cell holds
# beyond its sides so that lines there are drawn whole.
EXTENT = 4096
MARGIN = 128

# Zoom of the cells, first and last zoom drawn from them, tolerance in pixels
# of the last zoom (of zoom 10 for the last band, which serves all beyond).
BANDS = [
    (0, 0, 0, 0.3), (1, 1, 1, 0.3), (2, 2, 2, 0.3), (3, 3, 3, 0.3), (4, 4, 4, 0.3),
    (5, 5, 5, 0.3), (6, 6, 7, 0.35), (8, 8, 24, 0.3),
]
DETAIL_ZOOM = 10


def clip(group, x0, x1, y0, y1):
    clipped = []
    for item in group:
        fx0, fx1, fy0, fy1 = item.bounds
        if fx1 < x0 or fx0 > x1 or fy1 < y0 or fy0 > y1:
            continue
        pieces = [item.points]
        cut = False
        for axis, limit, greater, needed in ((0, x0, True, fx0 < x0), (0, x1, False, fx1 > x1),
                                             (1, y0, True, fy0 < y0), (1, y1, False, fy1 > y1)):
            if needed:
                cut = True
                pieces = [p for piece in pieces for p in clip_half(piece, axis, limit, greater, item.is_ring)]
        for piece in pieces:
            clipped.append(item._replace(points=piece, bounds=bounds(piece) if cut else item.bounds))
    return clipped


def put_number(out, number):
    while number > 127:
        out.append(number & 127 | 128)
        number >>= 7
    out.append(number)


def put_signed(out, number):
    put_number(out, number << 1 if number >= 0 else (-number << 1) - 1)


def without_collinear(ring):
    """Leaves out the points along the border that a ring was clipped at."""
    kept = []
    for i, b in enumerate(ring):
        a = ring[i - 1]
        c = ring[(i + 1) % len(ring)]
        if not (a[0] == b[0] == c[0] or a[1] == b[1] == c[1]):
            kept.append(b)
    return kept


def quantize(item, scale, left, top):
    points = []
    for x, y in item.points:
        point = (round(x * scale) - left, round(y * scale) - top)
        if not points or points[-1] != point:
            points.append(point)
    if not item.is_ring:
        return points if len(points) >= 2 else None
    while len(points) > 1 and points[0] == points[-1]:
        points.pop()
    points = without_collinear(points) if len(points) >= 3 else points
    return points if len(points) >= 3 else None


def encode_cell(group, zoom, column, row):
    scale = EXTENT * (1 << zoom)
    blocks = {}
    for item in sorted(group, key=lambda f: (f.layer, f.zoom)):
        points = quantize(item, scale, column * EXTENT, row * EXTENT)
        if points is None:
            continue
        block, count = blocks.get(item.layer, (bytearray(), 0))
        block.append(item.zoom)
        block.append(item.rank)
        put_number(block, len(points))
        px = py = 0
        for x, y in points:
            put_signed(block, x - px)
            put_signed(block, y - py)
            px, py = x, y
        blocks[item.layer] = (block, count + 1)
    cell = bytearray()
    for layer, (block, count) in sorted(blocks.items()):
        cell.append(layer)
        put_number(cell, count)
        put_number(cell, len(block))
        cell += block
    return bytes(cell)


def make_band(all_features, zoom, last_zoom, tolerance):
    pixel = 1 / (256 * 2 ** min(last_zoom, DETAIL_ZOOM))
    least = pixel if last_zoom < DETAIL_ZOOM else 0
    chosen = []
    for item in all_features:
        if item.zoom > last_zoom:
            continue
        points = simplify(item.points, item.is_ring, tolerance * pixel, least)
        if points:
            chosen.append(item._replace(points=points, bounds=bounds(points)))

    margin = MARGIN / EXTENT / (1 << zoom)
    cells = {}

    def divide(level, column, row, group):
        if not group:
            return
        if level == zoom:
            cell = encode_cell(group, zoom, column, row)
            if cell:
                cells[row, column] = cell
            return
        side = 1 / (1 << (level + 1))
        for dx in (0, 1):
            x = (2 * column + dx) * side
            half = clip(group, x - margin, x + side + margin, -9, 9)
            for dy in (0, 1):
                y = (2 * row + dy) * side
                divide(level + 1, 2 * column + dx, 2 * row + dy, clip(half, -9, 9, y - margin, y + side + margin))

    divide(0, 0, 0, clip(chosen, -margin, 1 + margin, -margin, 1 + margin))
    return cells


def morton(row, column):
    """Neighbours on the map stand near each other in the file."""
    key = 0
    for bit in range(16):
        key |= (column >> bit & 1) << (2 * bit) | (row >> bit & 1) << (2 * bit + 1)
    return key


def assemble(bands, label_records, strings):
    header_size = len(MAGIC) + 6 * 4 + 8 * len(bands)
    index_offsets = []
    position = header_size
    for zoom, _first, _last, _cells in bands:
        index_offsets.append(position)
        position += 4 << (2 * zoom)

    data = bytearray()
    seen = {}
    indexes = []
    for zoom, _first, _last, cells in bands:
        index = [0] * (1 << (2 * zoom))
        for row, column in sorted(cells, key=lambda k: morton(*k)):
            cell = cells[row, column]
            if cell not in seen:
                seen[cell] = position + len(data)
                data += struct.pack('<I', len(cell)) + cell
            index[row << zoom | column] = seen[cell]
        indexes.append(index)

    labels_offset = position + len(data)
    strings_offset = labels_offset + len(label_records)
    total = strings_offset + len(strings)
    out = bytearray(MAGIC)
    out += struct.pack('<6I', total, len(bands), labels_offset, len(label_records) // labels.RECORD_SIZE,
                       strings_offset, len(strings))
    for (zoom, first, last, _cells), offset in zip(bands, index_offsets):
        out += struct.pack('<BBBBI', zoom, first, last, 0, offset)
    for index in indexes:
        out += struct.pack('<%dI' % len(index), *index)
    return bytes(out + data + label_records + strings)


def main(folder, output):
    start = time.monotonic()

    def tell(text):
        print('%6.1f s  %s' % (time.monotonic() - start, text), file=sys.stderr, flush=True)

    label_records, strings = labels.pack(folder, tell)
    everything = features.load(os.path.join(folder, 'magics/usr/share/magics/10m'))
    tell('%d features, %d points' % (len(everything), sum(len(f.points) for f in everything)))
    bands = []
    for zoom, first, last, tolerance in BANDS:
        cells = make_band(everything, zoom, last, tolerance)
        bands.append((zoom, first, last, cells))
        tell('zoom %d to %d: %d cells, %d bytes' % (first, last, len(cells), sum(map(len, set(cells.values())))))
    with open(output, 'wb') as stream:
        stream.write(assemble(bands, label_records, strings))
    tell('%s: %d bytes' % (output, os.path.getsize(output)))


if __name__ == '__main__':
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    main(sys.argv[1], sys.argv[2])
