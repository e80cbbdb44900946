#include "config.h"

#include "ytt-id.h"

#include <sys/random.h>

/* Ids fit into the 53 bits that a double holds exactly, so that no program that reads a document with
 * JavaScript, R or a spreadsheet rounds one to another. Zero means "none" and is never an id. */
static gint64
id_from_bits (const guint8 *bytes)
{
  guint64 bits = 0;

  for (guint i = 0; i < 8; i++)
    bits = bits << 8 | bytes[i];

  return MAX (bits >> (64 - YTT_ID_BITS), 1);
}

/**
 * ytt_id_for_key:
 * @table: the name of a table, such as "facility"
 * @key: what names the row in the data set, such as "ee-narva-neo"
 *
 * The id of a shipped row, the same in every release: the first 53 bits, most significant first, of the SHA-256
 * of the table's name, one slash and the key, in UTF-8.
 *
 * Returns: an id from 1 to %YTT_ID_MAX
 */
gint64
ytt_id_for_key (const char *table,
                const char *key)
{
  g_autoptr(GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  guint8 digest[32];
  gsize length = sizeof digest;

  g_return_val_if_fail (table != NULL && key != NULL, 0);

  g_checksum_update (checksum, (const guchar *) table, -1);
  g_checksum_update (checksum, (const guchar *) "/", 1);
  g_checksum_update (checksum, (const guchar *) key, -1);
  g_checksum_get_digest (checksum, digest, &length);

  return id_from_bits (digest);
}

/**
 * ytt_id_for_digest:
 * @digest: (array fixed-size=32): the SHA-256 of a content
 *
 * The id of what is known by its content, the same in each document: the first 53 bits of the digest, most significant
 * first.
 *
 * Returns: an id from 1 to %YTT_ID_MAX
 */
gint64
ytt_id_for_digest (const guint8 *digest)
{
  g_return_val_if_fail (digest != NULL, 0);

  return id_from_bits (digest);
}

/**
 * ytt_id_random:
 *
 * An id for a row that somebody makes, so that rows made in two copies of a document do not meet.
 *
 * Returns: an id from 1 to %YTT_ID_MAX
 */
gint64
ytt_id_random (void)
{
  guint8 bytes[8];

  /* The kernel gives up to 256 bytes in one go. Only an ancient one lacks the call. */
  if (getrandom (bytes, sizeof bytes, 0) != sizeof bytes)
    {
      for (guint i = 0; i < sizeof bytes; i++)
        bytes[i] = g_random_int_range (0, 256);
    }

  return id_from_bits (bytes);
}
