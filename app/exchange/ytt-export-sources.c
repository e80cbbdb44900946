/* Sources, for programs that keep references. */

#include "config.h"

#include "ytt-citation-write.h"
#include "ytt-export-private.h"
#include "ytt-store-records.h"

typedef struct
{
  GHashTable *seen;      /* (element-type gint64): the keys of those in the list */
  GPtrArray  *sources;   /* (element-type YttSource) (nullable elements): in the order in which they were met */
} Gathering;

/* Those that are new are copied: whoever read them owns them. */
static void
gather_all (Gathering *gathering,
            GPtrArray *sources)
{
  for (guint i = 0; i < sources->len; i++)
    {
      const YttSource *source = g_ptr_array_index (sources, i);

      if (!g_hash_table_contains (gathering->seen, &source->id))
        {
          YttSource *copy = g_new0 (YttSource, 1);

          *copy = (YttSource) { source->id, g_strdup (source->slug), g_strdup (source->title), g_strdup (source->publisher),
                                g_strdup (source->published), g_strdup (source->url) };
          g_ptr_array_add (gathering->sources, copy);
          g_hash_table_add (gathering->seen, &copy->id);
        }
    }
}

static gboolean
gather (YttRecord  *record,
        gpointer    data,
        GError    **error)
{
  gather_all (data, record->sources);

  return TRUE;
}

/* (transfer full) (nullable) (element-type YttSource): all of the document's, or what is told of the facilities */
static GPtrArray *
read_sources (YttExport  *self,
              GError    **error)
{
  g_autoptr(GAsyncResult) result = NULL;
  YttExportWait wait = { NULL };

  if (self->all)
    ytt_store_get_sources_async (self->store, self->cancellable, ytt_export_wait_cb, &wait);
  else
    ytt_store_get_told_sources_async (self->store, self->ids, self->cancellable, ytt_export_wait_cb, &wait);
  result = ytt_export_wait (&wait);

  return ytt_store_get_sources_finish (self->store, result, error);
}

/* (transfer full) (nullable) (element-type YttSource): all of the document's, or those that the facilities, the claims on
 * them, their announcements and their links rest on */
static GPtrArray *
get_sources (YttExport  *self,
             GError    **error)
{
  g_autoptr(GHashTable) seen = g_hash_table_new (g_int64_hash, g_int64_equal);
  g_autoptr(GPtrArray) sources = g_ptr_array_new_with_free_func ((GDestroyNotify) ytt_source_free);
  g_autoptr(GPtrArray) told = NULL;
  Gathering gathering = { seen, sources };

  if (self->all)
    return read_sources (self, error);

  if (!ytt_export_for_each_record (self, 0, 0.9, gather, &gathering, error)
      || (told = read_sources (self, error)) == NULL)
    return NULL;
  gather_all (&gathering, told);

  return g_steal_pointer (&sources);
}

static gboolean
write_sources (YttExport  *self,
               gboolean    bibtex,
               GError    **error)
{
  g_autoptr(GPtrArray) sources = get_sources (self, error);
  g_autoptr(GHashTable) keys = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  YttExportStream stream = { -1, NULL };
  gboolean done = TRUE;

  if (sources == NULL || !ytt_export_stream_open (&stream, self->path, error))
    return FALSE;

  if (!bibtex)
    g_string_append (stream.text, "[");
  for (guint i = 0; done && i < sources->len; i++)
    {
      const YttSource *source = g_ptr_array_index (sources, i);
      char *key = ytt_citation_make_key (source, keys);

      if (bibtex)
        ytt_citation_append_bibtex (stream.text, source, key);
      else
        {
          g_string_append (stream.text, i > 0 ? ",\n" : "\n");
          ytt_citation_append_csl (stream.text, source, key);
        }
      g_hash_table_add (keys, key);
      done = ytt_export_stream_pass (&stream, error);
    }
  if (!bibtex)
    g_string_append (stream.text, "\n]\n");
  done = done && ytt_export_tell (self, 1, error) && ytt_export_stream_finish (&stream, error);
  ytt_export_stream_clear (&stream);

  return done;
}

/*< private >
 * ytt_export_write_bibtex:
 * @self: an export
 * @error: return location for an error
 *
 * Writes all sources of the document, or those that some facilities, the claims on them, and their announcements and supply
 * links rest on, as BibTeX.
 *
 * Returns: whether all was written
 */
gboolean
ytt_export_write_bibtex (YttExport  *self,
                         GError    **error)
{
  return write_sources (self, TRUE, error);
}

/*< private >
 * ytt_export_write_csl:
 * @self: an export
 * @error: return location for an error
 *
 * Does what ytt_export_write_bibtex() does, as CSL-JSON.
 *
 * Returns: whether all was written
 */
gboolean
ytt_export_write_csl (YttExport  *self,
                      GError    **error)
{
  return write_sources (self, FALSE, error);
}
