#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Sets of positions of an index, as bits in words of 64. What is behind the last position is never set. */

static inline guint
ytt_set_get_n_words (guint n)
{
  return (n + 63) / 64;
}

static inline guint64 *
ytt_set_new (guint n)
{
  return g_new0 (guint64, MAX (ytt_set_get_n_words (n), 1));
}

static inline gboolean
ytt_set_has (const guint64 *set,
             guint          position)
{
  return (set[position >> 6] >> (position & 63)) & 1;
}

static inline void
ytt_set_add (guint64 *set,
             guint    position)
{
  set[position >> 6] |= G_GUINT64_CONSTANT (1) << (position & 63);
}

static inline void
ytt_set_fill (guint64 *set,
              guint    n)
{
  for (guint i = 0; i < n / 64; i++)
    set[i] = G_MAXUINT64;
  if (n % 64 != 0)
    set[n / 64] = (G_GUINT64_CONSTANT (1) << (n % 64)) - 1;
}

static inline void
ytt_set_intersect (guint64       *set,
                   const guint64 *other,
                   guint          n)
{
  for (guint i = 0; i < ytt_set_get_n_words (n); i++)
    set[i] &= other[i];
}

static inline guint
ytt_set_count (const guint64 *set,
               guint          n)
{
  guint count = 0;

  for (guint i = 0; i < ytt_set_get_n_words (n); i++)
    count += (guint) __builtin_popcountll (set[i]);

  return count;
}

G_END_DECLS
