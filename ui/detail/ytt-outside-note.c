#include "config.h"

#include "ytt-outside-note.h"

#include <glib/gi18n.h>

#include "ytt-session-shown.h"

struct _YttOutsideNote
{
  AdwBin        parent_instance;

  GSignalGroup *signals;    /* (owned): of the session */
  GArray       *ids;        /* (owned) (nullable) (element-type gint64) */

  /* Children */
  GtkLabel     *label;
  GtkButton    *button;
};

G_DEFINE_FINAL_TYPE (YttOutsideNote, ytt_outside_note, ADW_TYPE_BIN)

/* What of the two is on. */
typedef enum
{
  NARROWED_BY_NOTHING = 0,
  NARROWED_BY_SEARCH = 1 << 0,
  NARROWED_BY_FILTER = 1 << 1,
} Narrowed;

static Narrowed
get_narrowed (YttSession *session)
{
  return (*ytt_session_get_search (session) != '\0' ? NARROWED_BY_SEARCH : 0)
         | (!ytt_filter_is_empty (ytt_session_get_filter (session)) ? NARROWED_BY_FILTER : 0);
}

static char *
describe_outside (guint    n,
                  Narrowed narrowed)
{
  switch (narrowed)
    {
    case NARROWED_BY_SEARCH:
      return g_strdup_printf (ngettext ("%u of these facilities is outside the search: it is on the map, but not in the list.",
                                        "%u of these facilities are outside the search: they are on the map, but not in the list.",
                                        n), n);
    case NARROWED_BY_FILTER:
      return g_strdup_printf (ngettext ("%u of these facilities is outside the filter: it is on the map, but not in the list.",
                                        "%u of these facilities are outside the filter: they are on the map, but not in the list.",
                                        n), n);
    case NARROWED_BY_NOTHING:
    default:
      return g_strdup_printf (ngettext ("%u of these facilities is outside search and filter: it is on the map, but not in the list.",
                                        "%u of these facilities are outside search and filter: they are on the map, but not in the list.",
                                        n), n);
    }
}

static const char *
get_button_label (guint    n_outside,
                  Narrowed narrowed)
{
  if (n_outside == 0)
    return _("Show Now");
  if (narrowed == NARROWED_BY_SEARCH)
    return _("Clear Search");
  if (narrowed == NARROWED_BY_FILTER)
    return _("Clear Filter");

  return _("Clear Search and Filter");
}

static void
update_cb (YttOutsideNote *self)
{
  g_autoptr(YttSession) session = g_signal_group_dup_target (self->signals);
  guint n_outside = 0, n_absent = 0;
  g_autoptr(GString) text = g_string_new (NULL);

  if (session != NULL && self->ids != NULL)
    ytt_session_count_left_out (session, (const gint64 *) (gconstpointer) self->ids->data, self->ids->len, &n_outside,
                                &n_absent);

  if (n_outside > 0)
    {
      g_autofree char *sentence = describe_outside (n_outside, get_narrowed (session));

      g_string_append (text, sentence);
    }
  if (n_absent > 0)
    {
      g_autofree char *sentence = g_strdup_printf (ngettext ("%u facility is not there at the time that is shown.",
                                                             "%u facilities are not there at the time that is shown.",
                                                             n_absent), n_absent);

      g_string_append_printf (text, "%s%s", text->len > 0 ? " " : "", sentence);
    }

  gtk_label_set_label (self->label, text->str);
  if (text->len > 0)
    gtk_button_set_label (self->button, get_button_label (n_outside, get_narrowed (session)));

  /* With the button the focus would go. */
  if (text->len == 0 && gtk_widget_is_focus (GTK_WIDGET (self->button)))
    gtk_widget_child_focus (GTK_WIDGET (gtk_widget_get_root (GTK_WIDGET (self))), GTK_DIR_TAB_FORWARD);
  gtk_widget_set_visible (GTK_WIDGET (self), text->len > 0);
}

static void
clicked_cb (YttOutsideNote *self)
{
  g_autoptr(YttSession) session = g_signal_group_dup_target (self->signals);

  if (session != NULL)
    ytt_session_ask_for_all (session);
}

static void
ytt_outside_note_dispose (GObject *object)
{
  YttOutsideNote *self = YTT_OUTSIDE_NOTE (object);

  g_clear_object (&self->signals);
  g_clear_pointer (&self->ids, g_array_unref);

  G_OBJECT_CLASS (ytt_outside_note_parent_class)->dispose (object);
}

static void
ytt_outside_note_class_init (YttOutsideNoteClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = ytt_outside_note_dispose;
}

static void
ytt_outside_note_init (YttOutsideNote *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);

  self->label = g_object_new (GTK_TYPE_LABEL, "xalign", 0.0, "wrap", TRUE, "margin-start", 2, "margin-end", 2, NULL);
  self->button = g_object_new (GTK_TYPE_BUTTON, "label", get_button_label (0, NARROWED_BY_NOTHING), "halign", GTK_ALIGN_START, NULL);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->label));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->button));
  adw_bin_set_child (ADW_BIN (self), box);
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
  g_signal_connect_object (self->button, "clicked", G_CALLBACK (clicked_cb), self, G_CONNECT_SWAPPED);

  self->signals = g_signal_group_new (YTT_TYPE_SESSION);
  g_signal_group_connect_object (self->signals, "notify::left-out", G_CALLBACK (update_cb), self, G_CONNECT_SWAPPED);
  g_signal_group_connect_object (self->signals, "notify::search", G_CALLBACK (update_cb), self, G_CONNECT_SWAPPED);
  g_signal_group_connect_object (self->signals, "notify::filter", G_CALLBACK (update_cb), self, G_CONNECT_SWAPPED);
}

/**
 * ytt_outside_note_set:
 * @self: a note
 * @session: (nullable): whose map and list are spoken of; not kept
 * @ids: (nullable) (element-type gint64) (transfer none): the facilities; a reference is taken
 */
void
ytt_outside_note_set (YttOutsideNote *self,
                      YttSession     *session,
                      GArray         *ids)
{
  g_return_if_fail (YTT_IS_OUTSIDE_NOTE (self));

  if (ids != NULL)
    g_array_ref (ids);
  g_clear_pointer (&self->ids, g_array_unref);
  self->ids = ids;
  g_signal_group_set_target (self->signals, session);
  update_cb (self);
}
