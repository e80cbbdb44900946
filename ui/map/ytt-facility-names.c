#include "ytt-facility-names.h"

#include <glib/gi18n.h>

#include "ytt-format-moment.h"
#include "ytt-format.h"

/* Beyond this, all rows are dropped; those that are needed are asked for again. */
#define MAX_ROWS 4096

struct _YttFacilityNames
{
  GObject       parent_instance;

  YttStore     *store;         /* (owned) (nullable) */
  GSignalGroup *store_signals; /* (owned) */
  YttMoment     moment;
  GCancellable *cancellable;   /* (owned) */
  GHashTable   *rows;          /* (element-type gint64 YttFacilityRow): NULL while it is read, or where it is gone */
};

enum
{
  SIGNAL_ARRIVED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (YttFacilityNames, ytt_facility_names, G_TYPE_OBJECT)

static void
row_free (gpointer row)
{
  if (row != NULL)
    ytt_facility_row_free (row);
}

static void
got_rows_cb (GObject      *object,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr(YttFacilityNames) self = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) rows = NULL;

  /* A name that cannot be read is a tag that does not show; the panes beside the map say why. */
  rows = ytt_store_get_rows_finish (YTT_STORE (object), result, &error);
  if (rows == NULL || YTT_STORE (object) != self->store)
    return;

  while (rows->len > 0)
    {
      YttFacilityRow *row = g_ptr_array_steal_index (rows, rows->len - 1);
      gint64 id = row->id;

      if (!ytt_moment_equal (row->moment, self->moment))
        {
          ytt_facility_row_free (row);   /* asked for before the clock was turned */
          continue;
        }

      g_hash_table_insert (self->rows, g_memdup2 (&id, sizeof id), row);
      g_signal_emit (self, signals[SIGNAL_ARRIVED], 0, id);
    }
}

static void
forget (YttFacilityNames *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  g_hash_table_remove_all (self->rows);
}

/* What is shown stays until it has been read anew. */
static void
read_anew (YttFacilityNames *self)
{
  g_autoptr(GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  GHashTableIter iter;
  gpointer id;

  g_hash_table_iter_init (&iter, self->rows);
  while (g_hash_table_iter_next (&iter, &id, NULL))
    g_array_append_vals (ids, id, 1);

  if (ids->len > 0)
    ytt_store_get_rows_async (self->store, (const gint64 *) ids->data, ids->len, self->moment, self->cancellable,
                              got_rows_cb, g_object_ref (self));
}

static void
ytt_facility_names_dispose (GObject *object)
{
  YttFacilityNames *self = YTT_FACILITY_NAMES (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->store_signals);
  g_clear_object (&self->store);

  G_OBJECT_CLASS (ytt_facility_names_parent_class)->dispose (object);
}

static void
ytt_facility_names_finalize (GObject *object)
{
  YttFacilityNames *self = YTT_FACILITY_NAMES (object);

  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->rows, g_hash_table_unref);

  G_OBJECT_CLASS (ytt_facility_names_parent_class)->finalize (object);
}

static void
ytt_facility_names_class_init (YttFacilityNamesClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = ytt_facility_names_dispose;
  object_class->finalize = ytt_facility_names_finalize;

  signals[SIGNAL_ARRIVED] =
    g_signal_new ("arrived", YTT_TYPE_FACILITY_NAMES, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 1, G_TYPE_INT64);
}

static void
ytt_facility_names_init (YttFacilityNames *self)
{
  self->store_signals = g_signal_group_new (YTT_TYPE_STORE);
  g_signal_group_connect_swapped (self->store_signals, "changed", G_CALLBACK (read_anew), self);
  self->cancellable = g_cancellable_new ();
  self->rows = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, row_free);
}

/**
 * ytt_facility_names_new:
 *
 * Returns: (transfer full): new names, without a store
 */
YttFacilityNames *
ytt_facility_names_new (void)
{
  return g_object_new (YTT_TYPE_FACILITY_NAMES, NULL);
}

/**
 * ytt_facility_names_set_store:
 * @self: names
 * @store: (transfer none) (nullable): where to read them
 *
 * Sets the document, and forgets what was read from the one before.
 */
void
ytt_facility_names_set_store (YttFacilityNames *self,
                              YttStore         *store)
{
  g_return_if_fail (YTT_IS_FACILITY_NAMES (self));

  if (!g_set_object (&self->store, store))
    return;

  g_signal_group_set_target (self->store_signals, store);
  forget (self);
}

/**
 * ytt_facility_names_set_moment:
 * @self: names
 * @moment: what the rows tell of from now on; zeroed for now
 *
 * Sets the moment, and forgets what was read of the one before.
 */
void
ytt_facility_names_set_moment (YttFacilityNames *self,
                               YttMoment         moment)
{
  g_return_if_fail (YTT_IS_FACILITY_NAMES (self));

  if (ytt_moment_equal (self->moment, moment))
    return;

  self->moment = moment;
  forget (self);
}

/**
 * ytt_facility_names_get:
 * @self: names
 * @id: a facility
 *
 * Looks a facility up, and begins to read it if it was never asked for.
 *
 * Returns: (transfer none) (nullable): its row, until the main loop runs again; %NULL if it is not there yet
 */
const YttFacilityRow *
ytt_facility_names_get (YttFacilityNames *self,
                        gint64            id)
{
  gpointer row;

  g_return_val_if_fail (YTT_IS_FACILITY_NAMES (self), NULL);

  if (id == 0 || self->store == NULL)
    return NULL;
  if (g_hash_table_lookup_extended (self->rows, &id, NULL, &row))
    return row;

  if (g_hash_table_size (self->rows) >= MAX_ROWS)
    forget (self);
  g_hash_table_insert (self->rows, g_memdup2 (&id, sizeof id), NULL);
  ytt_store_get_rows_async (self->store, &id, 1, self->moment, self->cancellable, got_rows_cb, g_object_ref (self));

  return NULL;
}

/**
 * ytt_facility_names_describe:
 * @row: a facility
 *
 * Returns: (transfer full): what a screen reader says of it: name, stages, status, place
 */
char *
ytt_facility_names_describe (const YttFacilityRow *row)
{
  g_autoptr(GString) text = NULL;
  g_autofree char *place = NULL;
  g_autofree char *standing = NULL;

  g_return_val_if_fail (row != NULL, NULL);

  text = g_string_new (row->name);
  for (guint i = 0; i < YTT_N_STAGES; i++)
    if (row->stages & (1 << i))
      /* Translators: goes between the parts of what a screen reader says */
      g_string_append_printf (text, "%s%s", _(", "), ytt_stage_get_label (1 << i));
  standing = ytt_format_standing (row->status, row->promised, row->moment);
  if (*standing != '\0')
    g_string_append_printf (text, "%s%s", _(", "), standing);

  place = ytt_format_place (row->locality, row->admin1, row->country);
  if (place != NULL && *place != '\0')
    g_string_append_printf (text, "%s%s", _(", "), place);

  return g_string_free (g_steal_pointer (&text), FALSE);
}
