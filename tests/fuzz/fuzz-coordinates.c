#include "config.h"

#include <math.h>

#include "fuzz-reading.h"
#include "ytt-coordinates.h"

/* Whatever is typed or pasted as a place: places on Earth, which read the same when they are shown, or an error. */
int
LLVMFuzzerTestOneInput (const uint8_t *data,
                        size_t         size)
{
  g_autofree char *text = g_strndup ((const char *) data, size);
  g_autoptr(GError) error = NULL;
  YttSpan where = { G_MAXSIZE, G_MAXSIZE };
  g_autoptr(GPtrArray) readings = ytt_coordinates_parse (text, &where, &error);

  check_parsed (text, readings, &where, error);
  for (guint i = 0; readings != NULL && i < readings->len; i++)
    {
      const YttCoordinates *reading = g_ptr_array_index (readings, i);
      g_autoptr(GPtrArray) again = NULL;
      const YttCoordinates *same;
      double step = MAX (reading->resolution, 1e-6) * 1.001;

      g_assert_true (fabs (reading->latitude) <= 90 && fabs (reading->longitude) <= 180);
      g_assert_true (reading->resolution > 0);
      again = ytt_coordinates_parse (reading->meaning, NULL, &error);
      /* What was rounded to a pole or to the date line is there still. */
      g_assert_no_error (error);
      g_assert_cmpuint (again->len, ==, 1);
      same = g_ptr_array_index (again, 0);
      g_assert_true (fabs (same->latitude - reading->latitude) <= step);
      g_assert_true (fabs (same->longitude - reading->longitude) <= step);
    }

  return 0;
}
