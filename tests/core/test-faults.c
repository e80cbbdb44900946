/* Disks that are full or fail while an edit is written, at each call that could: the error is clear, the document is
 * as it was, and the edit can be made once the disk is well again. */

#include "config.h"

#include "edit-fixture.h"

#include <string.h>

/* A file system between SQLite and the real one. */
typedef struct
{
  sqlite3_file  base;
  sqlite3_file *real;
} FaultFile;

static sqlite3_vfs fault_vfs;
static sqlite3_vfs *real_vfs;

/* Other threads write. */
static gint calls_left = -1;     /* atomic: how many calls are still good; below 0 all are */
static gint lasting;             /* atomic: whether all calls after the first bad one are bad, too */
static gint n_faults;            /* atomic */
static gint fault_is_full;       /* atomic */

static gboolean
is_bad (void)
{
  int left = g_atomic_int_get (&calls_left);

  if (left < 0)
    return FALSE;
  if (left > 0)
    {
      g_atomic_int_add (&calls_left, -1);
      return FALSE;
    }

  if (!g_atomic_int_get (&lasting))
    g_atomic_int_set (&calls_left, -1);
  g_atomic_int_inc (&n_faults);

  return TRUE;
}

static FaultFile *
get (sqlite3_file *file)
{
  return (FaultFile *) file;
}

static int
fault_close (sqlite3_file *file)
{
  return get (file)->real->pMethods->xClose (get (file)->real);
}

static int
fault_read (sqlite3_file *file, void *buffer, int size, sqlite3_int64 offset)
{
  return get (file)->real->pMethods->xRead (get (file)->real, buffer, size, offset);
}

/* A disk that fills up takes a part of what is written. */
static int
fault_write (sqlite3_file *file, const void *buffer, int size, sqlite3_int64 offset)
{
  if (is_bad ())
    {
      if (size > 1)
        get (file)->real->pMethods->xWrite (get (file)->real, buffer, size / 2, offset);
      return g_atomic_int_get (&fault_is_full) ? SQLITE_FULL : SQLITE_IOERR_WRITE;
    }

  return get (file)->real->pMethods->xWrite (get (file)->real, buffer, size, offset);
}

/* To make something smaller works on a full disk. */
static int
fault_truncate (sqlite3_file *file, sqlite3_int64 size)
{
  if (!g_atomic_int_get (&fault_is_full) && is_bad ())
    return SQLITE_IOERR_TRUNCATE;

  return get (file)->real->pMethods->xTruncate (get (file)->real, size);
}

static int
fault_sync (sqlite3_file *file, int flags)
{
  if (is_bad ())
    return g_atomic_int_get (&fault_is_full) ? SQLITE_FULL : SQLITE_IOERR_FSYNC;

  return get (file)->real->pMethods->xSync (get (file)->real, flags);
}

static int
fault_file_size (sqlite3_file *file, sqlite3_int64 *size)
{
  return get (file)->real->pMethods->xFileSize (get (file)->real, size);
}

static int
fault_lock (sqlite3_file *file, int level)
{
  return get (file)->real->pMethods->xLock (get (file)->real, level);
}

static int
fault_unlock (sqlite3_file *file, int level)
{
  return get (file)->real->pMethods->xUnlock (get (file)->real, level);
}

static int
fault_check_reserved_lock (sqlite3_file *file, int *result)
{
  return get (file)->real->pMethods->xCheckReservedLock (get (file)->real, result);
}

static int
fault_file_control (sqlite3_file *file, int operation, void *data)
{
  return get (file)->real->pMethods->xFileControl (get (file)->real, operation, data);
}

static int
fault_sector_size (sqlite3_file *file)
{
  return get (file)->real->pMethods->xSectorSize (get (file)->real);
}

static int
fault_device_characteristics (sqlite3_file *file)
{
  return get (file)->real->pMethods->xDeviceCharacteristics (get (file)->real);
}

static const sqlite3_io_methods fault_methods = {
  .iVersion = 1,
  .xClose = fault_close,
  .xRead = fault_read,
  .xWrite = fault_write,
  .xTruncate = fault_truncate,
  .xSync = fault_sync,
  .xFileSize = fault_file_size,
  .xLock = fault_lock,
  .xUnlock = fault_unlock,
  .xCheckReservedLock = fault_check_reserved_lock,
  .xFileControl = fault_file_control,
  .xSectorSize = fault_sector_size,
  .xDeviceCharacteristics = fault_device_characteristics,
};

static int
fault_open (sqlite3_vfs *vfs, const char *name, sqlite3_file *file, int flags, int *out_flags)
{
  FaultFile *self = get (file);
  int rc;

  if ((flags & SQLITE_OPEN_MAIN_JOURNAL) != 0 && is_bad ())
    {
      self->base.pMethods = NULL;
      return g_atomic_int_get (&fault_is_full) ? SQLITE_FULL : SQLITE_IOERR;
    }

  self->real = (sqlite3_file *) (self + 1);
  rc = real_vfs->xOpen (real_vfs, name, self->real, flags, out_flags);
  self->base.pMethods = self->real->pMethods != NULL ? &fault_methods : NULL;

  return rc;
}

static int
fault_delete (sqlite3_vfs *vfs, const char *name, int sync)
{
  if (!g_atomic_int_get (&fault_is_full) && is_bad ())
    return SQLITE_IOERR_DELETE;

  return real_vfs->xDelete (real_vfs, name, sync);
}

static void
add_faults (void)
{
  real_vfs = sqlite3_vfs_find (NULL);
  fault_vfs = *real_vfs;
  fault_vfs.zName = "faults";
  fault_vfs.pNext = NULL;
  fault_vfs.szOsFile = (int) sizeof (FaultFile) + real_vfs->szOsFile;
  fault_vfs.xOpen = fault_open;
  fault_vfs.xDelete = fault_delete;
  g_assert_cmpint (sqlite3_vfs_register (&fault_vfs, 1), ==, SQLITE_OK);
}

typedef enum
{
  WORK_EDIT,
  WORK_UNDO,
  WORK_EDIT_AFTER_OTHERS,
} Work;

typedef struct
{
  Work     work;
  gboolean full;
  gboolean lasting;
} Case;

/* A small document, so that each call can have its turn. */
static void
set_up (EditFixture   *f,
        gconstpointer  data)
{
  g_autoptr(YttChanges) changes = ytt_changes_new ();
  gint64 source;

  edit_fixture_set_up_empty (f, data);
  source = ytt_changes_insert (changes, "source");
  ytt_changes_set (changes, "title", YTT_CELL_OF_TEXT ("A paper"));
  edit_add_facility (changes, source, "Narva");
  edit_add_facility (changes, source, "Joaveski");
  edit_do (f, changes, "Two");
}

static YttChanges *
make_edit (EditFixture *f)
{
  YttChanges *changes = ytt_changes_new ();
  g_autofree char *text = g_strnfill (9000, 'x');

  ytt_changes_insert (changes, "source");
  ytt_changes_set (changes, "title", YTT_CELL_OF_TEXT (text));
  ytt_changes_insert (changes, "facility_name");
  ytt_changes_set (changes, "facility", YTT_CELL_OF_INTEGER (edit_ask_number (f, "SELECT id FROM facility LIMIT 1")));
  ytt_changes_set (changes, "name", YTT_CELL_OF_TEXT ("Narwa"));
  ytt_changes_delete (changes, "facility_stage", edit_ask_number (f, "SELECT max (id) FROM facility_stage"));

  return changes;
}

/* As somebody's next look at the document would find it. */
static void
check_unharmed (sqlite3    *db,
                const char *before)
{
  g_autofree char *after = edit_dump_from (db);
  g_autoptr(sqlite3_stmt) stmt = NULL;

  edit_assert_same (before, after);
  g_assert_cmpint (sqlite3_prepare_v2 (db, "PRAGMA integrity_check", -1, &stmt, NULL), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_step (stmt), ==, SQLITE_ROW);
  g_assert_cmpstr ((const char *) sqlite3_column_text (stmt, 0), ==, "ok");
}

static gint64
do_work (EditFixture  *f,
         Work          work,
         YttChanges   *changes,
         GError      **error)
{
  return work == WORK_UNDO ? edit_undo (f, error) : edit_commit (f, changes, "Edit", error);
}

/* Makes the edit, or takes it back, while the disk goes bad at the call after so many good ones. FALSE once there are
 * not so many. */
static gboolean
fail_at (EditFixture *f,
         const Case  *fault,
         YttChanges  *changes,
         sqlite3     *db,
         guint        n)
{
  g_autofree char *before = NULL;
  g_autoptr(GError) error = NULL;
  gint64 entry;
  gint faults;

  if (fault->work == WORK_EDIT_AFTER_OTHERS)
    {
      g_autofree char *sql = g_strdup_printf ("UPDATE facility SET summary = 'Theirs %u'", n);

      store_run (f->path, sql);
    }

  before = edit_dump_from (db);
  g_atomic_int_set (&n_faults, 0);
  g_atomic_int_set (&calls_left, (gint) n);
  entry = do_work (f, fault->work, changes, &error);
  g_atomic_int_set (&calls_left, -1);
  faults = g_atomic_int_get (&n_faults);

  if (entry == 0)
    {
      g_assert_cmpint (faults, >, 0);
      g_assert_nonnull (error);
      g_assert_true (error->domain == YTT_ERROR);
      g_assert_true (error->code == YTT_ERROR_SPACE || (!fault->full && error->code == YTT_ERROR_STORE));
      check_unharmed (db, before);
      return TRUE;
    }

  /* It was done all the same: another job met the bad disk, as that which notes what others did; back to where it was. */
  g_assert_no_error (error);
  g_assert_cmpint (fault->work == WORK_UNDO ? edit_redo (f, &error) : edit_undo (f, &error), !=, 0);
  g_assert_no_error (error);
  check_unharmed (db, before);

  return faults > 0;
}

static void
test_faults (EditFixture   *f,
             gconstpointer  data)
{
  const Case *fault = data;
  g_autoptr(YttChanges) changes = make_edit (f);
  g_autoptr(sqlite3) db = NULL;
  guint n = 0;

  if (fault->work == WORK_UNDO)
    edit_do (f, changes, "Edit");
  g_atomic_int_set (&fault_is_full, fault->full);
  g_atomic_int_set (&lasting, fault->lasting);
  g_assert_cmpint (sqlite3_open (f->path, &db), ==, SQLITE_OK);
  sqlite3_busy_timeout (db, 5000);

  while (fail_at (f, fault, changes, db, n))
    n++;

  g_assert_cmpuint (n, >, 50);
  g_test_message ("%u places to fail", n);
}

static const struct { const char *path; Case fault; } cases[] = {
  { "/faults/edit/full", { WORK_EDIT, TRUE, FALSE } },
  { "/faults/edit/full-for-good", { WORK_EDIT, TRUE, TRUE } },
  { "/faults/edit/broken", { WORK_EDIT, FALSE, FALSE } },
  { "/faults/edit/broken-for-good", { WORK_EDIT, FALSE, TRUE } },
  { "/faults/undo/full-for-good", { WORK_UNDO, TRUE, TRUE } },
  { "/faults/undo/broken", { WORK_UNDO, FALSE, FALSE } },
  { "/faults/after-others/full-for-good", { WORK_EDIT_AFTER_OTHERS, TRUE, TRUE } },
  { "/faults/after-others/broken", { WORK_EDIT_AFTER_OTHERS, FALSE, FALSE } },
};

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  add_faults ();

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    g_test_add (cases[i].path, EditFixture, &cases[i].fault, set_up, test_faults, edit_fixture_tear_down);

  return g_test_run ();
}
