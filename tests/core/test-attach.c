/* Copies of pages and papers: kept once, taken out whole, and never more than was asked for. */

#include "config.h"

#include "edit-fixture.h"
#include "ytt-copies.h"

#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static char *
make_file (EditFixture *f,
           const char  *name,
           const char  *content,
           gssize       size)
{
  char *path = g_build_filename (f->folder, name, NULL);
  g_autoptr(GError) error = NULL;

  g_file_set_contents (path, content, size, &error);
  g_assert_no_error (error);

  return path;
}

/* So many bytes, none like the next. */
static char *
make_large_file (EditFixture *f,
                 const char  *name,
                 gsize        size)
{
  g_autofree char *content = g_malloc (size);

  for (gsize i = 0; i < size; i++)
    content[i] = (char) (i * 7 + i / 251);

  return make_file (f, name, content, (gssize) size);
}

static gint64
get_source (EditFixture *f,
            guint        position)
{
  g_autofree char *sql = g_strdup_printf ("SELECT id FROM source ORDER BY id LIMIT 1 OFFSET %u", position);

  return edit_ask_number (f, sql);
}

static YttAttachment *
attach (EditFixture  *f,
        const char   *path,
        gint64        source,
        GError      **error)
{
  g_autoptr(GFile) file = g_file_new_for_path (path);
  g_autoptr(GAsyncResult) result = NULL;

  ytt_store_attach_async (f->store, file, source, NULL, NULL, NULL, store_keep_result_cb, &result);
  store_wait_result (&result);

  return ytt_store_attach_finish (f->store, result, error);
}

static YttAttachment *
attach_text (EditFixture *f,
             const char  *name,
             const char  *text)
{
  g_autoptr(GBytes) bytes = g_bytes_new (text, strlen (text));
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;
  YttAttachment *attachment;

  ytt_store_attach_bytes_async (f->store, bytes, name, 0, NULL, store_keep_result_cb, &result);
  store_wait_result (&result);
  attachment = ytt_store_attach_finish (f->store, result, &error);
  g_assert_no_error (error);

  return attachment;
}

/* The editor of a window. */
static YttAttachment *
keep (YttEditor   *editor,
      const char  *path,
      gint64       source)
{
  g_autoptr(GFile) file = g_file_new_for_path (path);
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;
  YttAttachment *attachment;

  ytt_copies_keep_async (editor, file, source, NULL, NULL, NULL, store_keep_result_cb, &result);
  store_wait_result (&result);
  attachment = ytt_copies_keep_finish (editor, result, &error);
  g_assert_no_error (error);

  return attachment;
}

static GPtrArray *
list (EditFixture *f,
      gint64       source)
{
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;
  GPtrArray *found;

  ytt_store_get_attachments_async (f->store, &source, source != 0 ? 1 : 0, NULL, store_keep_result_cb, &result);
  store_wait_result (&result);
  found = ytt_store_get_attachments_finish (f->store, result, &error);
  g_assert_no_error (error);

  return found;
}

static guint
count (EditFixture *f,
       gint64       source)
{
  g_autoptr(GPtrArray) found = list (f, source);

  return found->len;
}

static char *
take_out (EditFixture  *f,
          gint64        id,
          GError      **error)
{
  g_autoptr(GAsyncResult) result = NULL;

  ytt_store_open_attachment_async (f->store, id, NULL, store_keep_result_cb, &result);
  store_wait_result (&result);

  return ytt_store_open_attachment_finish (f->store, result, error);
}

static void
assert_refused (GError     *error,
                int         code,
                const char *words)
{
  g_assert_error (error, YTT_ERROR, code);
  if (strstr (error->message, words) == NULL)
    g_error ("“%s” does not say “%s”", error->message, words);
}

/* The first 53 bits of "abc", whose digest is an example of FIPS 180-4: ba7816bf 8f01cfea ... */
static void
test_kept_once (EditFixture   *f,
                gconstpointer  data)
{
  g_autofree char *first = make_file (f, "report.pdf", "abc", 3);
  g_autofree char *second = make_file (f, "the same.pdf", "abc", 3);
  g_autoptr(YttAttachment) kept = NULL, again = NULL;
  g_autoptr(GError) error = NULL;

  kept = attach (f, first, 0, &error);
  g_assert_no_error (error);
  g_assert_cmpint (kept->id, ==, (gint64) (G_GUINT64_CONSTANT (0xba7816bf8f01cfea) >> 11));
  g_assert_cmpstr (kept->name, ==, "report.pdf");
  g_assert_cmpint (kept->size, ==, 3);
  edit_assert_answer (f, "SELECT sha256 || size || content FROM attachment",
                      "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad3abc");

  again = attach (f, second, 0, &error);
  g_assert_no_error (error);
  g_assert_cmpint (again->id, ==, kept->id);
  g_assert_cmpstr (again->name, ==, "report.pdf");
  edit_assert_answer (f, "SELECT count (*) FROM attachment", "1");

  /* It is in no change set, and nothing that is shown has changed. */
  edit_assert_answer (f, "SELECT count (*) FROM history", "0");
  g_assert_cmpuint (f->n_changed, ==, 0);
}

static void
test_undo_and_redo (EditFixture   *f,
                    gconstpointer  data)
{
  g_autofree char *path = make_large_file (f, "report.pdf", 3 * 1000 * 1000);
  g_autoptr(YttEditor) editor = ytt_editor_new ();
  g_autoptr(YttAttachment) kept = NULL, again = NULL;
  g_autoptr(YttChanges) delete = ytt_changes_new ();
  g_autoptr(GPtrArray) found = NULL;
  g_autoptr(GError) error = NULL;
  gint64 source = get_source (f, 0);

  ytt_editor_set_store (editor, f->store);
  kept = keep (editor, path, source);
  edit_assert_undo_state (f, "Keep a copy of “report.pdf”|-");
  found = list (f, source);
  g_assert_cmpuint (found->len, ==, 1);
  g_assert_cmpint (((YttAttachment *) g_ptr_array_index (found, 0))->size, ==, 3 * 1000 * 1000);
  g_assert_false (((YttAttachment *) g_ptr_array_index (found, 0))->deleted);

  /* The change set knows the row that says whose it is, and not three million bytes. */
  g_assert_cmpint (edit_ask_number (f, "SELECT sum (length (content)) FROM history_piece"), <, 2000);

  /* Keeping it once more does nothing. */
  again = keep (editor, path, source);
  g_assert_cmpint (again->link, !=, 0);
  edit_assert_answer (f, "SELECT count (*) FROM history", "1");

  edit_undo (f, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (count (f, source), ==, 0);
  g_assert_cmpuint (count (f, 0), ==, 1);
  edit_assert_answer (f, "SELECT length (content) FROM attachment", "3000000");
  edit_redo (f, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (count (f, source), ==, 1);
  g_assert_cmpuint (count (f, 0), ==, 0);

  /* A source that comes back has its copies again. */
  ytt_changes_delete (delete, "source", source);
  edit_do (f, delete, "Delete the source");
  g_assert_cmpuint (count (f, 0), ==, 1);
  edit_undo (f, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (count (f, source), ==, 1);

  ytt_editor_set_store (editor, NULL);
}

static void
test_remove_and_delete (EditFixture   *f,
                        gconstpointer  data)
{
  g_autofree char *path = make_large_file (f, "paper.pdf", 2 * 1000 * 1000);
  g_autoptr(YttEditor) editor = ytt_editor_new ();
  g_autoptr(YttAttachment) kept = NULL, other = NULL, again = NULL;
  g_autoptr(GAsyncResult) removed = NULL, deleted = NULL;
  g_autoptr(GPtrArray) found = NULL, of_source = NULL;
  g_autoptr(GError) error = NULL, gone = NULL;

  ytt_editor_set_store (editor, f->store);
  kept = keep (editor, path, get_source (f, 0));
  other = keep (editor, path, get_source (f, 1));
  found = list (f, get_source (f, 0));

  ytt_copies_remove_async (editor, g_ptr_array_index (found, 0), NULL, store_keep_result_cb, &removed);
  store_wait_result (&removed);
  g_assert_cmpint (ytt_copies_remove_finish (editor, removed, &error), !=, 0);
  edit_assert_undo_state (f, "Remove the copy of “paper.pdf”|-");
  g_assert_cmpuint (count (f, get_source (f, 0)), ==, 0);
  g_assert_cmpuint (count (f, get_source (f, 1)), ==, 1);
  edit_undo (f, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (count (f, get_source (f, 0)), ==, 1);

  /* Deleting takes the content; undo says so of what it brings back, and a file that is kept again is whole. */
  ytt_copies_delete_async (editor, kept, NULL, store_keep_result_cb, &deleted);
  store_wait_result (&deleted);
  g_assert_true (ytt_copies_delete_finish (editor, deleted, &error));
  edit_assert_answer (f, "SELECT (SELECT count (*) FROM source_attachment) || length (content) FROM attachment", "00");
  g_assert_cmpuint (count (f, 0), ==, 0);
  edit_undo (f, &error);
  g_assert_no_error (error);
  of_source = list (f, get_source (f, 1));
  g_assert_true (((YttAttachment *) g_ptr_array_index (of_source, 0))->deleted);
  g_assert_null (take_out (f, kept->id, &gone));
  assert_refused (gone, YTT_ERROR_NOT_FOUND, "deleted");

  again = keep (editor, path, get_source (f, 1));
  g_assert_cmpint (again->id, ==, kept->id);
  edit_assert_answer (f, "SELECT length (content) FROM attachment", "2000000");

  ytt_editor_set_store (editor, NULL);
}

static void
refuse (EditFixture *f,
        const char  *path,
        int          code,
        const char  *words)
{
  g_autoptr(GError) error = NULL;

  g_assert_null (attach (f, path, 0, &error));
  assert_refused (error, code, words);
  edit_assert_answer (f, "SELECT count (*) FROM attachment", "0");
}

static void
test_refused (EditFixture   *f,
              gconstpointer  data)
{
  g_autofree char *empty = make_file (f, "empty.pdf", "", 0);
  g_autofree char *large = make_file (f, "large.pdf", "", 0);
  g_autofree char *unreadable = make_file (f, "unreadable.pdf", "abc", 3);
  g_autofree char *missing = g_build_filename (f->folder, "missing.pdf", NULL);
  g_autofree char *pipe = g_build_filename (f->folder, "pipe.pdf", NULL);
  g_autoptr(YttAttachment) kept = NULL;
  g_autoptr(GError) error = NULL;

  refuse (f, empty, YTT_ERROR_INVALID, "empty");
  g_assert_cmpint (truncate (large, YTT_ATTACHMENT_MAX_SIZE + 1), ==, 0);
  refuse (f, large, YTT_ERROR_INVALID, "too large");
  g_assert_cmpint (g_chmod (unreadable, 0), ==, 0);
  refuse (f, unreadable, YTT_ERROR_PERMISSION, "unreadable.pdf");
  refuse (f, missing, YTT_ERROR_NOT_FOUND, "missing.pdf");
  refuse (f, f->folder, YTT_ERROR_INVALID, "not a file");
  g_assert_cmpint (mkfifo (pipe, 0600), ==, 0);
  refuse (f, pipe, YTT_ERROR_INVALID, "not a file");

  /* To close another descriptor of it would drop SQLite's locks. */
  refuse (f, f->path, YTT_ERROR_INVALID, "open");

  g_assert_cmpint (truncate (large, YTT_ATTACHMENT_MAX_SIZE), ==, 0);
  kept = attach (f, large, 0, &error);
  g_assert_no_error (error);
  g_assert_cmpint (kept->size, ==, YTT_ATTACHMENT_MAX_SIZE);
}

typedef struct
{
  GCancellable *cancellable;
  guint         n_calls;
  double        last;
  double        until;   /* how far it may go */
} Progress;

static void
progress_cb (double   fraction,
             gpointer user_data)
{
  Progress *progress = user_data;

  g_assert_cmpfloat (fraction, >=, progress->last);
  g_assert_cmpfloat (fraction, <=, 1);
  progress->last = fraction;
  progress->n_calls++;
  if (fraction >= progress->until)
    g_cancellable_cancel (progress->cancellable);
}

static void
test_cancelled_midway (EditFixture   *f,
                       gconstpointer  data)
{
  g_autofree char *path = make_large_file (f, "report.pdf", YTT_ATTACHMENT_MAX_SIZE);
  g_autofree char *before = edit_dump (f->path);
  g_autoptr(GFile) file = g_file_new_for_path (path);
  const double marks[] = { 0, 0.2, 0.505 };

  for (guint i = 0; i < G_N_ELEMENTS (marks); i++)
    {
      g_autoptr(GCancellable) cancellable = g_cancellable_new ();
      g_autoptr(GAsyncResult) result = NULL;
      g_autoptr(GError) error = NULL;
      g_autofree char *after = NULL;
      Progress progress = { cancellable, .until = marks[i] };

      ytt_store_attach_async (f->store, file, 0, progress_cb, &progress, cancellable, store_keep_result_cb, &result);
      store_wait_result (&result);
      g_assert_null (ytt_store_attach_finish (f->store, result, &error));
      g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
      g_assert_cmpuint (progress.n_calls, >, 0);

      after = edit_dump (f->path);
      edit_assert_same (before, after);
    }
}

static void
fill_disk_job (GTask        *task,
               sqlite3      *db,
               gpointer      task_data,
               GCancellable *cancellable)
{
  g_task_return_boolean (task, sqlite3_exec (db, "PRAGMA max_page_count = 1", NULL, NULL, NULL) == SQLITE_OK);
}

/* SQLite counts no lower than the pages there are, and says of a limit what it says of a full disk. */
static void
test_full_disk (EditFixture   *f,
                gconstpointer  data)
{
  g_autofree char *path = make_large_file (f, "report.pdf", 5 * 1000 * 1000);
  g_autofree char *before = edit_dump (f->path);
  g_autofree char *after = NULL;
  g_autoptr(GAsyncResult) filled = NULL;
  g_autoptr(GError) error = NULL;

  ytt_store_push_write (f->store, g_task_new (f->store, NULL, store_keep_result_cb, &filled), fill_disk_job);
  store_wait_result (&filled);
  g_assert_null (attach (f, path, 0, &error));
  assert_refused (error, YTT_ERROR_SPACE, "disk is full");
  after = edit_dump (f->path);
  edit_assert_same (before, after);
}

static void
test_taken_out (EditFixture   *f,
                gconstpointer  data)
{
  g_autofree char *source = make_large_file (f, "A report.pdf", 1500 * 1000);
  g_autoptr(YttAttachment) kept = NULL;
  g_autoptr(GError) error = NULL;
  g_autofree char *first = NULL, *second = NULL, *wanted = NULL, *content = NULL, *name = NULL, *folder = NULL;
  gsize n_wanted, n;
  GStatBuf status;

  kept = attach (f, source, 0, &error);
  first = take_out (f, kept->id, &error);
  g_assert_no_error (error);
  second = take_out (f, kept->id, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (first, !=, second);

  g_assert_cmpint (g_stat (first, &status), ==, 0);
  g_assert_cmpint (status.st_mode & 07777, ==, 0400);
  name = g_path_get_basename (first);
  g_assert_cmpstr (name, ==, "A report.pdf");
  folder = g_path_get_dirname (first);
  g_assert_cmpint (g_stat (folder, &status), ==, 0);
  g_assert_cmpint (status.st_mode & 07777, ==, 0700);
  g_assert_true (g_file_get_contents (source, &wanted, &n_wanted, NULL));
  g_assert_true (g_file_get_contents (first, &content, &n, NULL));
  g_assert_cmpmem (content, n, wanted, n_wanted);

  ytt_attachments_remove_opened ();
  g_assert_false (g_file_test (first, G_FILE_TEST_EXISTS));
  g_assert_false (g_file_test (folder, G_FILE_TEST_EXISTS));
}

static void
test_altered (EditFixture   *f,
              gconstpointer  data)
{
  g_autofree char *source = make_large_file (f, "report.pdf", 700 * 1000);
  g_autofree char *saved = g_build_filename (f->folder, "saved.pdf", NULL);
  g_autofree char *whole = NULL;
  g_autoptr(YttAttachment) kept = NULL, again = NULL;
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL, save_error = NULL, no_error = NULL;

  kept = attach (f, source, 0, &no_error);
  store_run (f->path, "UPDATE attachment SET content = CAST (replace (hex (content), '0A', '0B') AS BLOB)");
  g_assert_null (take_out (f, kept->id, &error));
  assert_refused (error, YTT_ERROR_DAMAGED, "altered by another program");

  ytt_store_save_attachment_async (f->store, kept->id, saved, NULL, store_keep_result_cb, &result);
  store_wait_result (&result);
  g_assert_false (ytt_store_save_attachment_finish (f->store, result, &save_error));
  assert_refused (save_error, YTT_ERROR_DAMAGED, "altered by another program");
  g_assert_false (g_file_test (saved, G_FILE_TEST_EXISTS));

  /* Nothing half written lies about, and keeping the file again makes it whole. */
  g_assert_cmpuint (store_count_files (f->folder), ==, 2);
  again = attach (f, source, 0, &no_error);
  g_assert_cmpint (again->id, ==, kept->id);
  whole = take_out (f, kept->id, &no_error);
  g_assert_no_error (no_error);
}

static void
test_programs (EditFixture   *f,
               gconstpointer  data)
{
  static const struct { const char *name, *content; } cases[] = {
    { "page.html.desktop", "[Desktop Entry]\nExec=true" },
    { "report.pdf", "#!/bin/sh\nexit 0\n" },
    { "report", "\n# a comment\n[Desktop Entry]\nType=Application\n" },
    { "report.pdf", "MZ\x90" },
    { "report.PDF.Exe", "anything" },
    { "report.pdf", "\177ELF\2\1" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(YttAttachment) kept = attach_text (f, cases[i].name, cases[i].content);
      g_autofree char *path = g_build_filename (f->folder, "saved", NULL);
      g_autofree char *content = NULL;
      g_autoptr(GAsyncResult) result = NULL;
      g_autoptr(GError) error = NULL, save_error = NULL;
      GStatBuf status;

      g_assert_null (take_out (f, kept->id, &error));
      assert_refused (error, YTT_ERROR_INVALID, "program");

      ytt_store_save_attachment_async (f->store, kept->id, path, NULL, store_keep_result_cb, &result);
      store_wait_result (&result);
      g_assert_true (ytt_store_save_attachment_finish (f->store, result, &save_error));
      g_assert_true (g_file_get_contents (path, &content, NULL, NULL));
      g_assert_cmpstr (content, ==, cases[i].content);
      g_assert_cmpint (g_stat (path, &status), ==, 0);
      g_assert_cmpint (status.st_mode & 0111, ==, 0);
    }
}

static void
test_hostile_names (EditFixture   *f,
                    gconstpointer  data)
{
  static const struct { const char *name, *safe; } cases[] = {
    { "../../x", "_.._x" },
    { "/etc/passwd", "_etc_passwd" },
    { ".bashrc", "bashrc" },
    { "..", "copy" },
    { "", "copy" },
    { "  . ", "copy" },
    { "a\\b:c.pdf", "a_b_c.pdf" },
    { "line\nbreak.pdf", "line_break.pdf" },
    { "\xe2\x80\xae" "fdp.exe", "_fdp.exe" },
    { "\xff\xfe.pdf", "\xef\xbf\xbd\xef\xbf\xbd.pdf" },
    { "Ärde & <b>.pdf", "Ärde & _b_.pdf" },
  };
  g_autoptr(YttAttachment) kept = attach_text (f, "plain.txt", "Some text");
  g_autofree char *longest = g_strnfill (300, 'x');
  g_autofree char *name = g_strconcat (longest, ".pdf", NULL);
  g_autofree char *cut = ytt_attachment_safe_name (name);

  g_assert_cmpuint (strlen (cut), ==, 200);
  g_assert_true (g_str_has_suffix (cut, "x.pdf"));

  /* Another program wrote them into the document. */
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *sql = NULL, *path = NULL, *got = NULL;
      g_autoptr(GString) hex = g_string_new (NULL);
      g_autoptr(GError) error = NULL;

      for (const char *c = cases[i].name; *c != '\0'; c++)
        g_string_append_printf (hex, "%02X", (guint8) *c);
      sql = g_strdup_printf ("UPDATE attachment SET name = CAST (X'%s' AS TEXT)", hex->str);
      store_run (f->path, sql);

      path = take_out (f, kept->id, &error);
      if (g_str_has_suffix (cases[i].safe, ".exe"))
        {
          assert_refused (error, YTT_ERROR_INVALID, cases[i].safe);
          continue;
        }
      g_assert_no_error (error);
      got = g_path_get_basename (path);
      g_assert_cmpstr (got, ==, cases[i].safe);
    }

  ytt_attachments_remove_opened ();
}

static void
test_read_only (EditFixture   *f,
                gconstpointer  data)
{
  g_autoptr(YttAttachment) kept = attach_text (f, "plain.txt", "Some text");
  g_autofree char *path = make_file (f, "other.txt", "abc", 3);
  g_autofree char *opened = NULL;
  g_autoptr(GError) error = NULL;

  g_clear_pointer (&f->store, store_close);
  f->store = store_open (f->path, YTT_STORE_READ_ONLY, &error);
  g_assert_no_error (error);

  opened = take_out (f, kept->id, &error);
  g_assert_no_error (error);
  g_assert_null (attach (f, path, 0, &error));
  assert_refused (error, YTT_ERROR_PERMISSION, "only be read");
  ytt_attachments_remove_opened ();
}

static void
add_test (const char *name,
          void      (*test) (EditFixture *f, gconstpointer data))
{
  g_test_add (name, EditFixture, NULL, edit_fixture_set_up_shipped, test, edit_fixture_tear_down);
}

int
main (int   argc,
      char *argv[])
{
  store_obey_modes ();
  g_test_init (&argc, &argv, NULL);

  add_test ("/attach/kept-once", test_kept_once);
  add_test ("/attach/undo-and-redo", test_undo_and_redo);
  add_test ("/attach/remove-and-delete", test_remove_and_delete);
  add_test ("/attach/refused", test_refused);
  add_test ("/attach/cancelled-midway", test_cancelled_midway);
  add_test ("/attach/full-disk", test_full_disk);
  add_test ("/attach/taken-out", test_taken_out);
  add_test ("/attach/altered", test_altered);
  add_test ("/attach/programs", test_programs);
  add_test ("/attach/hostile-names", test_hostile_names);
  add_test ("/attach/read-only", test_read_only);

  return g_test_run ();
}
