/* Points as GeoPackage stores them: "GP", version, flags, SRS, an optional envelope, then
 * well-known binary. The bytes come from files of strangers, so every length is checked. */

#include "ytt-geometry.h"

#include <math.h>
#include <string.h>

enum
{
  FLAG_LITTLE_ENDIAN  = 1 << 0,
  FLAG_ENVELOPE_SHIFT = 1,
  FLAG_ENVELOPE_MASK  = 7,
  FLAG_EMPTY          = 1 << 4,

  HEADER_SIZE    = 8,
  WKB_POINT      = 1,
  WKB_POINT_SIZE = 1 + 4 + 2 * 8,

  SRS_WGS_84 = 4326,
};

static guint32
read_uint32 (const guint8 *data,
             gboolean      little_endian)
{
  guint32 value;

  memcpy (&value, data, sizeof value);

  return little_endian ? GUINT32_FROM_LE (value) : GUINT32_FROM_BE (value);
}

static double
read_double (const guint8 *data,
             gboolean      little_endian)
{
  guint64 bits;
  double value;

  memcpy (&bits, data, sizeof bits);
  bits = little_endian ? GUINT64_FROM_LE (bits) : GUINT64_FROM_BE (bits);
  memcpy (&value, &bits, sizeof value);

  return value;
}

static void
write_double (guint8 *data,
              double  value)
{
  guint64 bits;

  memcpy (&bits, &value, sizeof bits);
  bits = GUINT64_TO_LE (bits);
  memcpy (data, &bits, sizeof bits);
}

/* Where the well-known binary begins, or 0 if this is no geometry or an empty one. */
static gsize
find_wkb (const guint8 *blob,
          gsize         size,
          gsize        *n_envelope)
{
  static const gsize envelope_doubles[] = { 0, 4, 6, 6, 8 };
  guint envelope;

  if (blob == NULL || size < HEADER_SIZE || blob[0] != 'G' || blob[1] != 'P')
    return 0;

  envelope = (blob[3] >> FLAG_ENVELOPE_SHIFT) & FLAG_ENVELOPE_MASK;
  if ((blob[3] & FLAG_EMPTY) != 0 || envelope >= G_N_ELEMENTS (envelope_doubles))
    return 0;

  *n_envelope = envelope_doubles[envelope];
  if (size < HEADER_SIZE + *n_envelope * sizeof (double))
    return 0;

  return HEADER_SIZE + *n_envelope * sizeof (double);
}

static gboolean
read_wkb_point (const guint8 *wkb,
                gsize         size,
                double       *x,
                double       *y)
{
  gboolean little_endian;

  if (size < WKB_POINT_SIZE || wkb[0] > 1)
    return FALSE;

  /* 1001, 2001 and 3001 are points with a height, a measure or both, which follow x and y. */
  little_endian = wkb[0] == 1;
  if (read_uint32 (wkb + 1, little_endian) % 1000 != WKB_POINT ||
      read_uint32 (wkb + 1, little_endian) > 3000 + WKB_POINT)
    return FALSE;

  *x = read_double (wkb + 5, little_endian);
  *y = read_double (wkb + 13, little_endian);

  return isfinite (*x) && isfinite (*y);
}

/**
 * ytt_geometry_encode_point:
 * @blob: (out caller-allocates): where the geometry goes
 * @longitude: degrees, WGS 84
 * @latitude: degrees, WGS 84
 *
 * Writes a point as a GeoPackage geometry in EPSG:4326.
 */
void
ytt_geometry_encode_point (guint8 blob[YTT_GEOMETRY_POINT_SIZE],
                           double longitude,
                           double latitude)
{
  const guint32 srs = GUINT32_TO_LE (SRS_WGS_84);
  const guint32 type = GUINT32_TO_LE (WKB_POINT);

  blob[0] = 'G';
  blob[1] = 'P';
  blob[2] = 0;
  blob[3] = FLAG_LITTLE_ENDIAN;
  memcpy (blob + 4, &srs, sizeof srs);
  blob[8] = 1;
  memcpy (blob + 9, &type, sizeof type);
  write_double (blob + 13, longitude);
  write_double (blob + 21, latitude);
}

/**
 * ytt_geometry_decode_point:
 * @blob: (nullable): a GeoPackage geometry
 * @size: its length in bytes
 * @longitude: (out): degrees, -180 to 180
 * @latitude: (out): degrees, -90 to 90
 *
 * Reads a place. Both are left untouched on failure.
 *
 * Returns: %FALSE if this is no point, an empty one, or one that is not on Earth
 */
gboolean
ytt_geometry_decode_point (const guint8 *blob,
                           gsize         size,
                           double       *longitude,
                           double       *latitude)
{
  gsize n_envelope;
  gsize start = find_wkb (blob, size, &n_envelope);
  double x, y;

  if (start == 0 || !read_wkb_point (blob + start, size - start, &x, &y))
    return FALSE;
  if (fabs (x) > 180 || fabs (y) > 90)
    return FALSE;

  *longitude = x;
  *latitude = y;

  return TRUE;
}

/**
 * ytt_geometry_get_bounds:
 * @blob: (nullable): a GeoPackage geometry
 * @size: its length in bytes
 * @bounds: (out): the bounds, in the units of its reference system
 *
 * What a spatial index wants to know. Other geometries than points are known by their envelope.
 *
 * Returns: %FALSE if this is no geometry, an empty one, or one without bounds
 */
gboolean
ytt_geometry_get_bounds (const guint8 *blob,
                         gsize         size,
                         YttBounds    *bounds)
{
  gsize n_envelope;
  gsize start = find_wkb (blob, size, &n_envelope);
  double x, y;

  if (start == 0)
    return FALSE;

  if (n_envelope > 0)
    {
      gboolean little_endian = (blob[3] & FLAG_LITTLE_ENDIAN) != 0;
      const guint8 *envelope = blob + HEADER_SIZE;

      bounds->min_x = read_double (envelope, little_endian);
      bounds->max_x = read_double (envelope + 8, little_endian);
      bounds->min_y = read_double (envelope + 16, little_endian);
      bounds->max_y = read_double (envelope + 24, little_endian);

      return !isnan (bounds->min_x) && !isnan (bounds->max_x) &&
             !isnan (bounds->min_y) && !isnan (bounds->max_y);
    }

  if (!read_wkb_point (blob + start, size - start, &x, &y))
    return FALSE;

  bounds->min_x = bounds->max_x = x;
  bounds->min_y = bounds->max_y = y;

  return TRUE;
}
