#include "config.h"

#include "ytt-list-row.h"

#include "ytt-row-content.h"

/**
 * YttListRow:
 *
 * One facility in the list. The row is there before what it shows, which arrives from the store a moment later.
 *
 * A list view keeps some two hundred rows, of which a dozen are in sight. Making and laying out what they show
 * would take most of a start and of each search, so a row is asleep, empty but named for screen readers, until it
 * comes near to what is in sight.
 */
struct _YttListRow
{
  AdwBin       parent_instance;

  YttFacility *facility;   /* (owned) (nullable) */
  gulong       loaded_handler;
  gboolean     awake;
};

G_DEFINE_FINAL_TYPE (YttListRow, ytt_list_row, ADW_TYPE_BIN)

static const YttFacilityRow *
get_row (YttListRow *self)
{
  return self->facility != NULL ? ytt_facility_get_row (self->facility) : NULL;
}

/* A screen reader looks for the name on what the list wraps around the row. */
static void
update_spoken_name (YttListRow *self)
{
  GtkWidget *item = gtk_widget_get_parent (GTK_WIDGET (self));
  const YttFacilityRow *row = get_row (self);
  g_autofree char *spoken = row != NULL ? ytt_row_content_describe (row) : g_strdup ("");

  if (item != NULL)
    gtk_accessible_update_property (GTK_ACCESSIBLE (item), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);
}

static void
update_content (YttListRow *self)
{
  if (!self->awake)
    return;

  if (adw_bin_get_child (ADW_BIN (self)) == NULL)
    adw_bin_set_child (ADW_BIN (self), ytt_row_content_new ());
  ytt_row_content_show (YTT_ROW_CONTENT (adw_bin_get_child (ADW_BIN (self))), get_row (self));
}

static void
loaded_cb (YttListRow *self)
{
  update_spoken_name (self);
  update_content (self);
}

static void
forget_facility (YttListRow *self)
{
  if (self->facility != NULL)
    g_clear_signal_handler (&self->loaded_handler, self->facility);
  g_clear_object (&self->facility);
}

static void
ytt_list_row_dispose (GObject *object)
{
  forget_facility (YTT_LIST_ROW (object));

  G_OBJECT_CLASS (ytt_list_row_parent_class)->dispose (object);
}

static void
ytt_list_row_class_init (YttListRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = ytt_list_row_dispose;
}

static void
ytt_list_row_init (YttListRow *self)
{
  gtk_widget_add_css_class (GTK_WIDGET (self), "facility-row");
}

/**
 * ytt_list_row_new:
 *
 * Returns: (transfer floating): an empty row, asleep
 */
GtkWidget *
ytt_list_row_new (void)
{
  return g_object_new (YTT_TYPE_LIST_ROW, NULL);
}

/**
 * ytt_list_row_set_facility:
 * @self: a row
 * @facility: (nullable): what it shows from now on
 */
void
ytt_list_row_set_facility (YttListRow  *self,
                           YttFacility *facility)
{
  g_return_if_fail (YTT_IS_LIST_ROW (self));

  forget_facility (self);
  if (facility != NULL)
    {
      self->facility = g_object_ref (facility);
      self->loaded_handler = g_signal_connect_object (facility, "notify::loaded", G_CALLBACK (loaded_cb), self,
                                                      G_CONNECT_SWAPPED);
    }

  update_spoken_name (self);
  update_content (self);
}

/**
 * ytt_list_row_set_awake:
 * @self: a row
 * @awake: whether it is near enough to what is in sight to show something
 */
void
ytt_list_row_set_awake (YttListRow *self,
                        gboolean    awake)
{
  g_return_if_fail (YTT_IS_LIST_ROW (self));

  if (self->awake == awake)
    return;

  self->awake = awake;
  update_content (self);
}
