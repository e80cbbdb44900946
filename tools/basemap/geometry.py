"""Projection, simplification and clipping, on lists of (x, y)."""

import math

# Natural Earth cuts land at the antimeridian; Antarctica is carried so many
# degrees beyond it, so that nothing ends at the edge of the world.
OVERHANG = 10.0


def mercator(longitude, latitude):
    """Web Mercator with the world as the unit square, north up."""
    s = math.sin(math.radians(max(-89.0, min(89.0, latitude))))
    return longitude / 360 + 0.5, 0.5 - math.log((1 + s) / (1 - s)) / (4 * math.pi)


def latitude_of(y):
    return math.degrees(2 * math.atan(math.exp((0.5 - y) * 2 * math.pi)) - math.pi / 2)


def is_cut(point):
    return abs(abs(point[0]) - 180) < 1e-4


def open_at_cut(ring):
    """Returns the ring's points from the cut round to the cut again, and the points on the cut."""
    count = len(ring)
    first = next(i for i in range(count) if is_cut(ring[i - 1]) and not is_cut(ring[i]))
    turned = [ring[(first + i) % count] for i in range(count)]
    return [p for p in turned if not is_cut(p)], [p for p in turned if is_cut(p)]


def carry_antarctica(coast):
    """Its coast goes all round the world: it is continued at both ends, and closed at the pole."""
    coast = [point for point in coast if point[1] > -89]
    if coast[0][0] > coast[-1][0]:
        coast = coast[::-1]
    before = [(x - 360, y) for x, y in coast if x > 180 - OVERHANG]
    after = [(x + 360, y) for x, y in coast if x < OVERHANG - 180]
    whole = before + coast + after
    return whole + [(whole[-1][0], -90.0), (whole[0][0], -90.0)]


def join_at_antimeridian(rings):
    """Joins what was cut at 180 degrees; returns rings, some of which reach beyond it, in both places."""
    joined = []
    western = []
    eastern = []
    for ring in rings:
        sides = {x > 0 for x, _ in filter(is_cut, ring)}
        if not sides:
            joined.append(ring)
        elif len(sides) == 2:
            joined.append(carry_antarctica(open_at_cut(ring)[0]))
        else:
            (eastern if sides.pop() else western).append(open_at_cut(ring))

    def span(cut):
        return min(y for _, y in cut), max(y for _, y in cut)

    for points, cut in eastern:
        low, high = span(cut)
        other = min(western, key=lambda o: abs(span(o[1])[0] - low) + abs(span(o[1])[1] - high))
        western.remove(other)
        whole = points + [cut[0]] + [(x + 360, y) for x, y in other[0]] + [cut[-1]]
        joined.append(whole)
        joined.append([(x - 360, y) for x, y in whole])
    if western:
        raise ValueError('%d pieces of land end at 180 degrees' % len(western))
    return joined


def join_lines(lines):
    """Joins lines at points where exactly two ends meet."""
    ends = {}
    for i, line in enumerate(lines):
        ends.setdefault(line[0], []).append(i)
        ends.setdefault(line[-1], []).append(i)
    used = [False] * len(lines)

    def grow(chain):
        while True:
            meeting = ends[chain[-1]]
            free = [i for i in meeting if not used[i]]
            if len(meeting) != 2 or len(free) != 1:
                return
            line = lines[free[0]]
            used[free[0]] = True
            chain.extend(line[1:] if line[0] == chain[-1] else line[-2::-1])

    joined = []
    for i, line in enumerate(lines):
        if used[i]:
            continue
        used[i] = True
        chain = list(line)
        grow(chain)
        chain.reverse()
        grow(chain)
        joined.append(chain)
    return joined


def _simplify_line(points, tolerance):
    """Douglas and Peucker's way, with a stack of its own: rings have 100,000 points."""
    count = len(points)
    if count < 3:
        return points
    keep = bytearray(count)
    keep[0] = keep[-1] = 1
    limit = tolerance * tolerance
    stack = [(0, count - 1)]
    while stack:
        first, last = stack.pop()
        if last - first < 2:
            continue
        ax, ay = points[first]
        dx = points[last][0] - ax
        dy = points[last][1] - ay
        length = dx * dx + dy * dy
        farthest = first
        most = -1.0
        for i in range(first + 1, last):
            x = points[i][0] - ax
            y = points[i][1] - ay
            if length > 0:
                t = (x * dx + y * dy) / length
                if t > 1:
                    x -= dx
                    y -= dy
                elif t > 0:
                    x -= dx * t
                    y -= dy * t
            distance = x * x + y * y
            if distance > most:
                most = distance
                farthest = i
        if most > limit:
            keep[farthest] = 1
            stack.append((first, farthest))
            stack.append((farthest, last))
    return [point for point, kept in zip(points, keep) if kept]


def simplify(points, is_ring, tolerance, least_size):
    """Returns the points that matter at @tolerance, or None if too little is left."""
    if not is_ring:
        return _simplify_line(points, tolerance)
    x0, x1, y0, y1 = bounds(points)
    if max(x1 - x0, y1 - y0) < least_size:
        return None
    # A ring is cut in two where it is farthest from its start.
    fx, fy = points[0]
    middle = max(range(len(points)), key=lambda i: (points[i][0] - fx) ** 2 + (points[i][1] - fy) ** 2)
    one = _simplify_line(points[:middle + 1], tolerance)
    other = _simplify_line(points[middle:] + [points[0]], tolerance)
    ring = one[:-1] + other[:-1]
    return ring if len(ring) >= 3 else None


def bounds(points):
    xs = [p[0] for p in points]
    ys = [p[1] for p in points]
    return min(xs), max(xs), min(ys), max(ys)


def clip_half(points, axis, limit, keep_greater, is_ring):
    """Clips to one half plane; returns the pieces (a ring stays one piece)."""
    count = len(points)
    inside = [(p[axis] >= limit) if keep_greater else (p[axis] <= limit) for p in points]

    def crossing(a, b):
        t = (limit - a[axis]) / (b[axis] - a[axis])
        if axis == 0:
            return limit, a[1] + (b[1] - a[1]) * t
        return a[0] + (b[0] - a[0]) * t, limit

    if is_ring:
        ring = []
        for i in range(count):
            j = i + 1 if i + 1 < count else 0
            if inside[i]:
                ring.append(points[i])
            if inside[i] != inside[j]:
                ring.append(crossing(points[i], points[j]))
        return [ring] if len(ring) >= 3 else []

    pieces = []
    piece = []
    for i in range(count - 1):
        if inside[i]:
            piece.append(points[i])
        if inside[i] and not inside[i + 1]:
            piece.append(crossing(points[i], points[i + 1]))
            pieces.append(piece)
            piece = []
        elif inside[i + 1] and not inside[i]:
            piece = [crossing(points[i], points[i + 1])]
    if count and inside[-1]:
        piece.append(points[-1])
    if len(piece) > 1:
        pieces.append(piece)
    return pieces
