#include "config.h"

#include "ytt-drafts.h"

#include <errno.h>
#include <glib/gstdio.h>

/* A draft is what somebody typed: a file that is larger was not written by us. */
#define GREATEST_FILE (16 * 1024 * 1024)

struct _YttDrafts
{
  GObject      parent_instance;

  GFile       *file;      /* (owned) */
  GHashTable  *texts;     /* (owned) (element-type utf8 utf8): by "table/row/field" */
  GError      *error;     /* (owned) (nullable) */
  guint        serial;    /* the number of changes */
  gboolean     saving;

  GMutex       mutex;     /* held while the file is being written */
  guint        written;   /* the serial of what is on the disk */
};

enum
{
  PROP_0,
  PROP_ERROR,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (YttDrafts, ytt_drafts, G_TYPE_OBJECT)

static void start_saving (YttDrafts *self);

static char *
make_key (const char *table,
          gint64      row,
          const char *field)
{
  return g_strdup_printf ("%s/%" G_GINT64_FORMAT "/%s", table, row, field);
}

/* Takes the error. */
static void
take_error (YttDrafts *self,
            GError    *error)
{
  if (self->error == NULL && error == NULL)
    return;

  g_clear_error (&self->error);
  self->error = error;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ERROR]);
}

static GBytes *
serialize (YttDrafts *self)
{
  g_auto(GVariantDict) dict = G_VARIANT_DICT_INIT (NULL);
  g_autoptr(GVariant) variant = NULL;
  GHashTableIter iter;
  gpointer key, text;

  g_hash_table_iter_init (&iter, self->texts);
  while (g_hash_table_iter_next (&iter, &key, &text))
    g_variant_dict_insert (&dict, key, "s", text);
  variant = g_variant_ref_sink (g_variant_dict_end (&dict));

  return g_variant_get_data_as_bytes (variant);
}

/* A stranger's file, or half of one, holds no drafts; what is not a text in it is left out. */
static void
read_file (YttDrafts *self)
{
  g_autoptr(GVariant) variant = NULL;
  g_autoptr(GBytes) bytes = NULL;
  g_autofree char *contents = NULL;
  const char *path = g_file_peek_path (self->file);
  GVariantIter iter;
  GStatBuf info;
  const char *key;
  GVariant *value;
  gsize length;

  if (g_stat (path, &info) != 0 || info.st_size > GREATEST_FILE ||
      !g_file_get_contents (path, &contents, &length, NULL))
    return;

  bytes = g_bytes_new_take (g_steal_pointer (&contents), length);
  variant = g_variant_ref_sink (g_variant_new_from_bytes (G_VARIANT_TYPE_VARDICT, bytes, FALSE));
  g_variant_iter_init (&iter, variant);
  while (g_variant_iter_loop (&iter, "{&sv}", &key, &value))
    if (g_variant_is_of_type (value, G_VARIANT_TYPE_STRING))
      g_hash_table_insert (self->texts, g_strdup (key), g_variant_dup_string (value, NULL));
}

/* Any thread; what is older than what is on the disk is not written any more. */
static gboolean
write_file (YttDrafts  *self,
            GBytes     *bytes,
            guint       serial,
            GError    **error)
{
  g_autofree char *folder = g_path_get_dirname (g_file_peek_path (self->file));
  g_autoptr(GMutexLocker) locker = g_mutex_locker_new (&self->mutex);

  if (serial <= self->written)
    return TRUE;

  if (g_mkdir_with_parents (folder, 0700) != 0)
    {
      int saved_errno = errno;

      g_set_error (error, G_IO_ERROR, g_io_error_from_errno (saved_errno), "%s: %s", folder, g_strerror (saved_errno));
      return FALSE;
    }

  /* No drafts are no bytes, which are at no place. */
  if (!g_file_replace_contents (self->file, g_bytes_get_size (bytes) > 0 ? g_bytes_get_data (bytes, NULL) : "",
                                g_bytes_get_size (bytes), NULL, FALSE, G_FILE_CREATE_PRIVATE, NULL, NULL, error))
    return FALSE;

  self->written = serial;

  return TRUE;
}

typedef struct
{
  GBytes *bytes;
  guint   serial;
} Save;

static void
save_free (Save *save)
{
  g_bytes_unref (save->bytes);
  g_free (save);
}

static void
save_thread (GTask        *task,
             gpointer      source_object,
             gpointer      task_data,
             GCancellable *cancellable)
{
  Save *save = task_data;
  GError *error = NULL;

  if (write_file (source_object, save->bytes, save->serial, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
saved_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      user_data)
{
  YttDrafts *self = YTT_DRAFTS (object);
  Save *save = g_task_get_task_data (G_TASK (result));
  gboolean newer = save->serial < self->serial;
  GError *error = NULL;

  self->saving = FALSE;
  g_task_propagate_boolean (G_TASK (result), &error);
  take_error (self, error);
  if (newer)
    start_saving (self);
}

static void
start_saving (YttDrafts *self)
{
  g_autoptr(GTask) task = g_task_new (self, NULL, saved_cb, NULL);
  Save *save = g_new0 (Save, 1);

  save->bytes = serialize (self);
  save->serial = self->serial;
  self->saving = TRUE;
  g_task_set_source_tag (task, start_saving);
  g_task_set_task_data (task, save, (GDestroyNotify) save_free);
  g_task_run_in_thread (task, save_thread);
}

/**
 * ytt_drafts_flush:
 * @self: drafts
 *
 * Writes what has not been written, and waits for it.
 */
void
ytt_drafts_flush (YttDrafts *self)
{
  g_autoptr(GBytes) bytes = NULL;
  GError *error = NULL;

  g_return_if_fail (YTT_IS_DRAFTS (self));

  bytes = serialize (self);
  write_file (self, bytes, self->serial, &error);
  take_error (self, error);
}

/**
 * ytt_drafts_new:
 * @document: (type filename): the absolute path of a document
 *
 * Reads the drafts of a document. That there are none, or that their file cannot be read, is no error.
 *
 * Returns: (transfer full): its drafts
 */
YttDrafts *
ytt_drafts_new (const char *document)
{
  g_autofree char *name = g_compute_checksum_for_string (G_CHECKSUM_SHA256, document, -1);
  YttDrafts *self = g_object_new (YTT_TYPE_DRAFTS, NULL);

  self->file = g_file_new_build_filename (g_get_user_state_dir (), "ytterby", "drafts", name, NULL);
  read_file (self);

  return self;
}

/**
 * ytt_drafts_get:
 * @self: drafts
 * @table: a record table
 * @row: the key of its row
 * @field: the name of the field
 *
 * Returns: (transfer none) (nullable): what was left in the field
 */
const char *
ytt_drafts_get (YttDrafts  *self,
                const char *table,
                gint64      row,
                const char *field)
{
  g_autofree char *key = make_key (table, row, field);

  g_return_val_if_fail (YTT_IS_DRAFTS (self), NULL);

  return g_hash_table_lookup (self->texts, key);
}

/**
 * ytt_drafts_set:
 * @self: drafts
 * @table: a record table
 * @row: the key of its row
 * @field: the name of the field
 * @text: (nullable): what was left in the field; %NULL for nothing
 *
 * Keeps a draft. Its file is written at once, off the main thread, and once more if there are newer texts by then.
 */
void
ytt_drafts_set (YttDrafts  *self,
                const char *table,
                gint64      row,
                const char *field,
                const char *text)
{
  g_autofree char *key = make_key (table, row, field);

  g_return_if_fail (YTT_IS_DRAFTS (self));

  if (g_strcmp0 (g_hash_table_lookup (self->texts, key), text) == 0)
    return;

  if (text != NULL)
    g_hash_table_insert (self->texts, g_steal_pointer (&key), g_strdup (text));
  else
    g_hash_table_remove (self->texts, key);

  self->serial++;
  if (!self->saving)
    start_saving (self);
}

/**
 * ytt_drafts_get_n:
 * @self: drafts
 *
 * Returns: how many fields have a draft
 */
guint
ytt_drafts_get_n (YttDrafts *self)
{
  g_return_val_if_fail (YTT_IS_DRAFTS (self), 0);

  return g_hash_table_size (self->texts);
}

/**
 * ytt_drafts_get_error:
 * @self: drafts
 *
 * Returns: (transfer none) (nullable): why they could not be kept
 */
const GError *
ytt_drafts_get_error (YttDrafts *self)
{
  g_return_val_if_fail (YTT_IS_DRAFTS (self), NULL);

  return self->error;
}

static void
ytt_drafts_get_property (GObject    *object,
                         guint       property_id,
                         GValue     *value,
                         GParamSpec *pspec)
{
  YttDrafts *self = YTT_DRAFTS (object);

  switch (property_id)
    {
    case PROP_ERROR:
      g_value_set_boxed (value, self->error);
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
ytt_drafts_finalize (GObject *object)
{
  YttDrafts *self = YTT_DRAFTS (object);

  g_clear_object (&self->file);
  g_clear_pointer (&self->texts, g_hash_table_unref);
  g_clear_error (&self->error);
  g_mutex_clear (&self->mutex);

  G_OBJECT_CLASS (ytt_drafts_parent_class)->finalize (object);
}

static void
ytt_drafts_class_init (YttDraftsClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = ytt_drafts_get_property;
  object_class->finalize = ytt_drafts_finalize;

  properties[PROP_ERROR] =
    g_param_spec_boxed ("error", NULL, NULL, G_TYPE_ERROR, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);

  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
ytt_drafts_init (YttDrafts *self)
{
  self->texts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_mutex_init (&self->mutex);
}
