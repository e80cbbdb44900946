"""Reads ESRI shapefiles: attributes (.dbf) and geometry (.shp, through .shx)."""

import struct

POINTS = (1, 11, 21)
LINES_AND_POLYGONS = (3, 5, 13, 15, 23, 25)


def _text(raw):
    try:
        return raw.decode('utf-8')
    except UnicodeDecodeError:
        return raw.decode('latin-1')


def _number(text):
    try:
        return float(text) if '.' in text or 'e' in text else int(text)
    except ValueError:
        return None


def read_attributes(path):
    """Returns the rows of a .dbf file as dictionaries."""
    with open(path + '.dbf', 'rb') as stream:
        data = stream.read()
    count, header_size, row_size = struct.unpack('<IHH', data[4:12])

    fields = []
    offset = 32
    while data[offset] != 0x0d:
        name = data[offset:offset + 11].split(b'\0')[0].decode('ascii')
        fields.append((name, chr(data[offset + 11]), data[offset + 16]))
        offset += 32

    rows = []
    for i in range(count):
        position = header_size + i * row_size + 1
        row = {}
        for name, kind, width in fields:
            text = _text(data[position:position + width].split(b'\0')[0].strip())
            row[name] = _number(text) if kind in 'NF' else text
            position += width
        rows.append(row)
    return rows


def read_parts(path):
    """Returns each record's parts (lists of longitude and latitude); points are one part of one.

    Records are found through the index: some files have gaps between records,
    and reading on from one to the next loses what follows.
    """
    with open(path + '.shp', 'rb') as stream:
        data = stream.read()
    with open(path + '.shx', 'rb') as stream:
        index = stream.read()

    records = []
    for entry in range(100, len(index), 8):
        offset = struct.unpack('>I', index[entry:entry + 4])[0] * 2 + 8
        kind = struct.unpack('<I', data[offset:offset + 4])[0]
        if kind in POINTS:
            records.append([[struct.unpack('<2d', data[offset + 4:offset + 20])]])
        elif kind in LINES_AND_POLYGONS:
            n_parts, n_points = struct.unpack('<II', data[offset + 36:offset + 44])
            starts = struct.unpack('<%dI' % n_parts, data[offset + 44:offset + 44 + 4 * n_parts])
            start = offset + 44 + 4 * n_parts
            flat = struct.unpack('<%dd' % (2 * n_points), data[start:start + 16 * n_points])
            points = list(zip(flat[0::2], flat[1::2]))
            ends = starts[1:] + (n_points,)
            records.append([points[a:b] for a, b in zip(starts, ends)])
        else:
            records.append([])
    return records
