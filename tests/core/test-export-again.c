#include "edit-fixture.h"
#include "ytt-citation.h"
#include "ytt-export-cells.h"
#include "ytt-export.h"
#include "ytt-foreign-file.h"
#include "ytt-import.h"
#include "ytt-store-records.h"

#include <glib/gstdio.h>
#include <json-glib/json-glib.h>
#include <string.h>

/* What is exported comes back: into the same document it brings nothing new, and in an empty one it makes the same
 * facilities with the same figures. */

static void
answered_cb (GObject      *object,
             GAsyncResult *result,
             gpointer      user_data)
{
  *(GAsyncResult **) user_data = g_object_ref (result);
}

static GAsyncResult *
await (GAsyncResult **result)
{
  while (*result == NULL)
    g_main_context_iteration (NULL, TRUE);

  return *result;
}

static char *
export (EditFixture     *f,
        YttExportFormat  format)
{
  g_autofree char *name = g_strconcat ("out.", ytt_export_format_get_suffix (format), NULL);
  char *path = g_build_filename (f->folder, name, NULL);
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;

  ytt_export_async (f->store, NULL, (YttMoment) { 0 }, format, path, NULL, NULL, NULL, answered_cb, &result);
  g_assert_true (ytt_export_finish (f->store, await (&result), &error));
  g_assert_no_error (error);

  return path;
}

/* Nobody maps a column by hand. */
static YttImport *
review (YttStore   *store,
        const char *path)
{
  g_autoptr(GAsyncResult) read = NULL, known = NULL, reviewed = NULL;
  g_autoptr(GError) error = NULL;
  g_autoptr(YttStaging) staging = NULL;
  g_autoptr(YttFacts) facts = NULL;
  g_autoptr(YttImportMapping) mapping = NULL;
  YttImport *import;

  ytt_foreign_file_read_async (path, NULL, NULL, NULL, NULL, answered_cb, &read);
  staging = ytt_foreign_file_read_finish (await (&read), &error);
  g_assert_no_error (error);
  ytt_store_get_facts_async (store, NULL, answered_cb, &known);
  facts = ytt_store_get_facts_finish (store, await (&known), &error);
  g_assert_no_error (error);
  mapping = ytt_import_mapping_guess (staging, "out");
  import = ytt_import_new (staging, facts, mapping);
  ytt_import_review_async (import, NULL, NULL, NULL, answered_cb, &reviewed);
  g_assert_true (ytt_import_review_finish (import, await (&reviewed), &error));
  g_assert_no_error (error);

  return import;
}

static void
assert_counts (YttImport  *import,
               const char *wanted)
{
  g_autofree char *counts = g_strdup_printf ("%u new, %u changed, %u same, %u unusable",
                                             ytt_import_count (import, YTT_IMPORT_NEW),
                                             ytt_import_count (import, YTT_IMPORT_CHANGED),
                                             ytt_import_count (import, YTT_IMPORT_SAME),
                                             ytt_import_count (import, YTT_IMPORT_UNUSABLE));

  if (g_str_equal (counts, wanted))
    return;

  for (guint row = 0; row < ytt_staging_get_n_rows (ytt_import_get_staging (import)); row++)
    {
      g_autofree char *name = ytt_import_dup_name (import, row), *problem = ytt_import_dup_problem (import, row);
      g_auto(GStrv) news = ytt_import_dup_news (import, row);
      g_autofree char *joined = news != NULL ? g_strjoinv ("; ", news) : NULL;

      if (ytt_import_get_verdict (import, row) != YTT_IMPORT_SAME)
        g_test_message ("%s: %s %s", name, problem, joined);
    }
  g_assert_cmpstr (counts, ==, wanted);
}

static GPtrArray *
read_all (YttStore *store)
{
  const YttQuery query = { NULL, YTT_ORDER_NAME, NULL, { 0 } };
  g_autoptr(GAsyncResult) found = NULL, read = NULL;
  g_autoptr(GError) error = NULL;
  g_autoptr(YttResult) result = NULL;
  GPtrArray *records;

  ytt_store_search_async (store, &query, NULL, answered_cb, &found);
  result = ytt_store_search_finish (store, await (&found), &error);
  g_assert_no_error (error);
  ytt_store_get_records_async (store, (const gint64 *) (gpointer) result->ids->data, result->ids->len, query.moment, NULL,
                               answered_cb, &read);
  records = ytt_store_get_records_finish (store, await (&read), &error);
  g_assert_no_error (error);

  return records;
}

/* A line each: what the file's import does not bring back is its sources, for the file itself is the source now. */
static void
take_cell (guint          rank,
           const char    *column,
           const char    *text,
           YttExportKind  kind,
           gpointer       data)
{
  if (g_str_equal (column, "sources") || g_str_has_suffix (column, "_source") || g_str_equal (column, "location_note")
      || g_str_has_prefix (column, "status_note"))
    return;

  if (kind == YTT_EXPORT_NUMBER)
    g_string_append_printf (data, "%s=%.12g\n", column, g_ascii_strtod (text, NULL));
  else
    g_string_append_printf (data, "%s=%s\n", column, text);
}

static void
assert_same_records (YttStore *before,
                     YttStore *after)
{
  g_autoptr(GPtrArray) wanted = read_all (before), got = read_all (after);
  g_autoptr(GHashTable) by_slug = g_hash_table_new (g_str_hash, g_str_equal);

  g_assert_cmpuint (got->len, ==, wanted->len);
  for (guint i = 0; i < got->len; i++)
    g_hash_table_insert (by_slug, ((YttRecord *) g_ptr_array_index (got, i))->slug, g_ptr_array_index (got, i));
  for (guint i = 0; i < wanted->len; i++)
    {
      YttRecord *record = g_ptr_array_index (wanted, i), *other = g_hash_table_lookup (by_slug, record->slug);
      g_autoptr(GString) one = g_string_new (NULL), two = g_string_new (NULL);

      g_assert_nonnull (other);
      ytt_export_for_each_cell (record, take_cell, one);
      ytt_export_for_each_cell (other, take_cell, two);
      g_assert_cmpstr (two->str, ==, one->str);
    }
}

static const char * const formula = "=HYPERLINK(\"http://example.org\")";

static void
test_again (EditFixture   *f,
            gconstpointer  data)
{
  YttExportFormat format = GPOINTER_TO_UINT (data);
  g_autofree char *change = g_strdup_printf ("UPDATE facility SET name = '%s', summary = '-1+2|\"x\", é; y'"
                                             " WHERE facility = 'ee-narva-neo'", formula);
  g_autofree char *nowhere = g_build_filename (f->folder, "empty.gpkg", NULL), *path = NULL;
  g_autoptr(YttImport) same = NULL, new = NULL;
  g_autoptr(GAsyncResult) imported = NULL;
  g_autoptr(GError) error = NULL;
  YttStore *empty;

  store_run (f->path, change);
  store_run (f->path, "UPDATE facility SET geom = NULL, location_precision = NULL WHERE facility = 'ao-longonjo'");
  path = export (f, format);

  same = review (f->store, path);
  assert_counts (same, "0 new, 0 changed, 221 same, 0 unusable");

  empty = store_open (nowhere, YTT_STORE_CREATE, &error);
  g_assert_no_error (error);
  new = review (empty, path);
  assert_counts (new, "221 new, 0 changed, 0 same, 0 unusable");
  ytt_import_run_async (new, empty, NULL, NULL, NULL, answered_cb, &imported);
  g_assert_cmpint (ytt_import_run_finish (new, await (&imported), &error), !=, 0);
  g_assert_no_error (error);
  assert_same_records (f->store, empty);
  g_clear_object (&imported);
  store_close (empty);

  g_unlink (path);
  g_unlink (nowhere);
}

/* What our own reader of citations makes of an entry. */
static void
assert_citation (const char      *entry,
                 const YttSource *source)
{
  YttSpan where;
  g_autoptr(GError) error = NULL;
  g_autoptr(YttCitation) citation = ytt_citation_parse (entry, &where, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (citation->title, ==, source->title);
  g_assert_cmpstr (citation->publisher, ==, source->publisher);
  g_assert_cmpstr (citation->published, ==, source->published);
  g_assert_cmpstr (citation->url, ==, source->url);
}

static GPtrArray *
read_sources (EditFixture *f)
{
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;
  GPtrArray *sources;

  ytt_store_get_sources_async (f->store, NULL, answered_cb, &result);
  sources = ytt_store_get_sources_finish (f->store, await (&result), &error);
  g_assert_no_error (error);

  return sources;
}

static void
test_bibtex (EditFixture   *f,
             gconstpointer  data)
{
  g_autofree char *path = NULL, *text = NULL;
  g_autoptr(GPtrArray) sources = NULL;
  g_auto(GStrv) entries = NULL;

  store_run (f->path, "UPDATE source SET title = '50% of {rare} earths: A&B_c #1 $2 ~3 \\ ^ -- “Größe”' WHERE id = "
                      "(SELECT max (id) FROM source)");
  path = export (f, YTT_EXPORT_BIBTEX);
  sources = read_sources (f);
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  entries = g_strsplit (text, "\n\n", -1);
  g_assert_cmpuint (g_strv_length (entries), ==, sources->len + 1);
  for (guint i = 0; i < sources->len; i++)
    assert_citation (entries[i], g_ptr_array_index (sources, i));
  g_unlink (path);
}

static void
test_csl (EditFixture   *f,
          gconstpointer  data)
{
  g_autofree char *path = export (f, YTT_EXPORT_CSL);
  g_autoptr(GPtrArray) sources = read_sources (f);
  g_autoptr(JsonParser) parser = json_parser_new ();
  g_autoptr(GError) error = NULL;
  JsonArray *items;

  g_assert_true (json_parser_load_from_file (parser, path, &error));
  g_assert_no_error (error);
  items = json_node_get_array (json_parser_get_root (parser));
  g_assert_cmpuint (json_array_get_length (items), ==, sources->len);
  for (guint i = 0; i < sources->len; i++)
    {
      const YttSource *source = g_ptr_array_index (sources, i);
      JsonObject *item = json_array_get_object_element (items, i);
      JsonArray *parts;

      g_assert_cmpstr (json_object_get_string_member (item, "id"), ==, source->slug);
      g_assert_cmpstr (json_object_get_string_member (item, "title"), ==, source->title);
      g_assert_cmpstr (json_object_get_string_member_with_default (item, "URL", NULL), ==, source->url);
      if (source->published == NULL)
        continue;
      parts = json_array_get_array_element (
        json_object_get_array_member (json_object_get_object_member (item, "issued"), "date-parts"), 0);
      g_assert_cmpint (json_array_get_int_element (parts, 0), ==, g_ascii_strtoll (source->published, NULL, 10));
      g_assert_cmpuint (json_array_get_length (parts), ==, (strlen (source->published) + 2) / 3 - 1);
    }
  g_unlink (path);
}

#define TEST(name, format) \
  g_test_add ("/export-again/" name, EditFixture, GUINT_TO_POINTER (format), edit_fixture_set_up_shipped, test_again, \
              edit_fixture_tear_down)

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  TEST ("geojson", YTT_EXPORT_GEOJSON);
  TEST ("csv", YTT_EXPORT_CSV);
  TEST ("xlsx", YTT_EXPORT_XLSX);
  TEST ("kml", YTT_EXPORT_KML);
  g_test_add ("/export-again/bibtex", EditFixture, NULL, edit_fixture_set_up_shipped, test_bibtex, edit_fixture_tear_down);
  g_test_add ("/export-again/csl", EditFixture, NULL, edit_fixture_set_up_shipped, test_csl, edit_fixture_tear_down);

  return g_test_run ();
}
