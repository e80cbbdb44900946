#pragma once

#include <glib.h>
#include <math.h>

/* WCAG 2.1: text (1.4.3) and what graphics are told by (1.4.11), against what is beside them. */
#define CONTRAST_OF_TEXT 4.5
#define CONTRAST_OF_GRAPHICS 3.0

static inline double
contrast_get_luminance (guint32 rgb)
{
  static const double weights[] = { 0.0722, 0.7152, 0.2126 };   /* of blue, green and red */
  double sum = 0;

  for (guint i = 0; i < G_N_ELEMENTS (weights); i++)
    {
      double channel = (rgb >> 8 * i & 0xff) / 255.0;

      sum += weights[i] * (channel <= 0.04045 ? channel / 12.92 : pow ((channel + 0.055) / 1.055, 2.4));
    }

  return sum;
}

/* 1 to 21, of two colours as 0xRRGGBB, whichever comes first. */
static inline double
contrast_get (guint32 one,
              guint32 two)
{
  double a = contrast_get_luminance (one), b = contrast_get_luminance (two);

  return (MAX (a, b) + 0.05) / (MIN (a, b) + 0.05);
}
