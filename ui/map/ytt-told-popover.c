#include "config.h"

#include "ytt-told-popover.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "ytt-store-tellings.h"
#include "ytt-timeline.h"

struct _YttToldPopover
{
  GtkPopover    parent_instance;

  YttSession   *session;       /* (owned) (nullable) */
  YttTellings  *tellings;      /* (owned) (nullable) */
  GCancellable *cancellable;   /* (owned) (nullable): while they are read */
  gboolean      updating;      /* what changes is what is shown, and not what somebody chose */

  GtkCalendar  *calendar;      /* (nullable): made when it is first looked at, for it is dear and most never do */

  /* Template children */
  AdwBin       *calendar_place;
  GtkWidget    *earlier_button;
  GtkEditable  *entry;
  GtkWidget    *everything_button;
  GtkWidget    *later_button;
  GtkLabel     *left_out_label;
  GtkWidget    *message;
};

enum
{
  PROP_0,
  PROP_TELLINGS,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (YttToldPopover, ytt_told_popover, GTK_TYPE_POPOVER)

static guint32
get_told (YttToldPopover *self)
{
  return self->session != NULL ? ytt_session_get_moment (self->session).told : 0;
}

static guint32
get_today (YttToldPopover *self)
{
  YttStore *store = self->session != NULL ? ytt_session_get_store (self->session) : NULL;

  return store != NULL ? ytt_store_get_today (store) : 0;
}

static void
set_told (YttToldPopover *self,
          guint32         told)
{
  YttMoment moment;

  if (self->session == NULL)
    return;

  moment = ytt_session_get_moment (self->session);
  moment.told = told;
  ytt_session_set_moment (self->session, moment);
}

/* The day of the next telling before or after what is shown; 0 where there is none. */
static guint32
find_telling (YttToldPopover *self,
              gboolean        later)
{
  guint32 day = get_told (self), found = 0;

  if (self->tellings == NULL)
    return 0;
  if (day == 0)
    day = later ? G_MAXUINT32 : get_today (self) + 1;

  for (guint i = 0; i < self->tellings->days->len; i++)
    {
      guint32 other = g_array_index (self->tellings->days, YttTelling, i).day;

      if (later && other > day)
        return other;
      if (!later && other < day)
        found = other;
    }

  return found;
}

static void
set_wrong (YttToldPopover *self,
           gboolean        wrong)
{
  gtk_widget_set_visible (self->message, wrong);
  if (wrong)
    gtk_widget_add_css_class (GTK_WIDGET (self->entry), "error");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->entry), "error");
  gtk_accessible_update_state (GTK_ACCESSIBLE (self->entry), GTK_ACCESSIBLE_STATE_INVALID,
                               wrong ? GTK_ACCESSIBLE_INVALID_TRUE : GTK_ACCESSIBLE_INVALID_FALSE, -1);
}

static void
update (YttToldPopover *self)
{
  guint32 told = get_told (self), day = told != 0 ? told : get_today (self);
  g_autofree char *iso = told != 0 ? ytt_day_to_iso (told) : NULL;
  g_autofree char *left_out = ytt_told_popover_describe_left_out (self);

  self->updating = TRUE;
  gtk_editable_set_text (self->entry, iso != NULL ? iso : "");
  if (day != 0 && self->calendar != NULL)
    {
      g_autoptr(GDateTime) date = g_date_time_new_local ((int) (day / 10000), (int) (day / 100 % 100),
                                                         (int) (day % 100), 12, 0, 0);

      if (date != NULL)
        gtk_calendar_select_day (self->calendar, date);
    }
  self->updating = FALSE;

  set_wrong (self, FALSE);
  gtk_widget_set_sensitive (self->earlier_button, find_telling (self, FALSE) != 0);
  gtk_widget_set_sensitive (self->later_button, find_telling (self, TRUE) != 0);
  gtk_widget_set_sensitive (self->everything_button, told != 0);
  gtk_label_set_label (self->left_out_label, left_out != NULL ? left_out : "");
  gtk_widget_set_visible (GTK_WIDGET (self->left_out_label), left_out != NULL);
}

static void
tellings_read_cb (GObject      *object,
                  GAsyncResult *result,
                  gpointer      user_data)
{
  g_autoptr(YttToldPopover) self = user_data;
  g_autoptr(GError) error = NULL;
  YttTellings *tellings;

  /* What fails here fails in the search too, and is told there. */
  tellings = ytt_store_get_tellings_finish (YTT_STORE (object), result, &error);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  g_clear_object (&self->cancellable);
  if (tellings == NULL)
    return;

  g_clear_pointer (&self->tellings, ytt_tellings_free);
  self->tellings = tellings;
  update (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_TELLINGS]);
}

static void
forget_tellings (YttToldPopover *self)
{
  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->tellings, ytt_tellings_free);
}

static void
read_tellings (YttToldPopover *self)
{
  YttStore *store = self->session != NULL ? ytt_session_get_store (self->session) : NULL;

  if (store == NULL || self->tellings != NULL || self->cancellable != NULL)
    return;

  self->cancellable = g_cancellable_new ();
  ytt_store_get_tellings_async (store, self->cancellable, tellings_read_cb, g_object_ref (self));
}

static void
told_changed_cb (YttToldPopover *self)
{
  if (get_told (self) != 0)
    read_tellings (self);
  update (self);
}

/* What the document holds may be another thing now. */
static void
summary_changed_cb (YttToldPopover *self)
{
  forget_tellings (self);
  if (get_told (self) != 0 || gtk_widget_get_mapped (GTK_WIDGET (self)))
    read_tellings (self);
  update (self);
}

static void
day_selected_cb (YttToldPopover *self)
{
  g_autoptr(GDateTime) date = NULL;

  if (self->updating)
    return;

  date = gtk_calendar_get_date (self->calendar);
  set_told (self, (guint32) (g_date_time_get_year (date) * 10000 + g_date_time_get_month (date) * 100
                             + g_date_time_get_day_of_month (date)));
}

static void
entry_activate_cb (YttToldPopover *self)
{
  g_autofree char *text = g_strstrip (g_strdup (gtk_editable_get_text (self->entry)));
  guint32 day = ytt_day_parse (text);

  if (day == 0 && *text != '\0')
    set_wrong (self, TRUE);
  else if (day == get_told (self))
    update (self);
  else
    set_told (self, day);
}

static void
entry_changed_cb (YttToldPopover *self)
{
  if (!self->updating)
    set_wrong (self, FALSE);
}

static void
earlier_cb (YttToldPopover *self)
{
  if (find_telling (self, FALSE) != 0)
    set_told (self, find_telling (self, FALSE));
}

static void
later_cb (YttToldPopover *self)
{
  if (find_telling (self, TRUE) != 0)
    set_told (self, find_telling (self, TRUE));
}

static void
everything_cb (YttToldPopover *self)
{
  set_told (self, 0);
  gtk_popover_popdown (GTK_POPOVER (self));
}

static void
ytt_told_popover_map (GtkWidget *widget)
{
  YttToldPopover *self = YTT_TOLD_POPOVER (widget);

  if (self->calendar == NULL)
    {
      self->calendar = GTK_CALENDAR (gtk_calendar_new ());
      g_signal_connect_object (self->calendar, "day-selected", G_CALLBACK (day_selected_cb), self, G_CONNECT_SWAPPED);
      adw_bin_set_child (self->calendar_place, GTK_WIDGET (self->calendar));
    }
  read_tellings (self);
  update (self);

  GTK_WIDGET_CLASS (ytt_told_popover_parent_class)->map (widget);
}

static void
ytt_told_popover_dispose (GObject *object)
{
  YttToldPopover *self = YTT_TOLD_POPOVER (object);

  forget_tellings (self);
  if (self->session != NULL)
    g_signal_handlers_disconnect_by_data (self->session, self);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (ytt_told_popover_parent_class)->dispose (object);
}

static void
ytt_told_popover_get_property (GObject    *object,
                               guint       property_id,
                               GValue     *value,
                               GParamSpec *pspec)
{
  switch (property_id)
    {
    case PROP_TELLINGS:
      g_value_set_pointer (value, YTT_TOLD_POPOVER (object)->tellings);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
ytt_told_popover_class_init (YttToldPopoverClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = ytt_told_popover_dispose;
  object_class->get_property = ytt_told_popover_get_property;
  widget_class->map = ytt_told_popover_map;

  properties[PROP_TELLINGS] =
    g_param_spec_pointer ("tellings", NULL, NULL, G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  gtk_widget_class_set_template_from_resource (widget_class, YTT_UI "map/ytt-told-popover.ui");
  gtk_widget_class_bind_template_child (widget_class, YttToldPopover, calendar_place);
  gtk_widget_class_bind_template_child (widget_class, YttToldPopover, earlier_button);
  gtk_widget_class_bind_template_child (widget_class, YttToldPopover, entry);
  gtk_widget_class_bind_template_child (widget_class, YttToldPopover, everything_button);
  gtk_widget_class_bind_template_child (widget_class, YttToldPopover, later_button);
  gtk_widget_class_bind_template_child (widget_class, YttToldPopover, left_out_label);
  gtk_widget_class_bind_template_child (widget_class, YttToldPopover, message);
  gtk_widget_class_bind_template_callback (widget_class, earlier_cb);
  gtk_widget_class_bind_template_callback (widget_class, entry_activate_cb);
  gtk_widget_class_bind_template_callback (widget_class, entry_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, everything_cb);
  gtk_widget_class_bind_template_callback (widget_class, later_cb);
}

static void
ytt_told_popover_init (YttToldPopover *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * ytt_told_popover_set_session:
 * @self: a popover
 * @session: (nullable): whose second clock it turns
 */
void
ytt_told_popover_set_session (YttToldPopover *self,
                              YttSession     *session)
{
  g_return_if_fail (YTT_IS_TOLD_POPOVER (self));

  if (self->session == session)
    return;

  forget_tellings (self);
  if (self->session != NULL)
    g_signal_handlers_disconnect_by_data (self->session, self);
  g_set_object (&self->session, session);
  if (session != NULL)
    {
      g_signal_connect_object (session, "notify::told", G_CALLBACK (told_changed_cb), self, G_CONNECT_SWAPPED);
      g_signal_connect_object (session, "notify::summary", G_CALLBACK (summary_changed_cb), self, G_CONNECT_SWAPPED);
      told_changed_cb (self);
    }
}

static void
append_sentence (GString    *text,
                 const char *sentence)
{
  g_string_append_printf (text, "%s%s", text->len > 0 ? " " : "", sentence);
}

/**
 * ytt_told_popover_describe_left_out:
 * @self: a popover
 *
 * Returns: (transfer full) (nullable): how many claims count on no day, and why; %NULL where there are none, or until
 *   that has been read
 */
char *
ytt_told_popover_describe_left_out (YttToldPopover *self)
{
  g_autoptr(GString) text = g_string_new (NULL);
  const YttTellings *tellings = self->tellings;

  if (tellings == NULL)
    return NULL;

  if (tellings->n_undated > 0 || tellings->n_undated_statuses > 0)
    {
      g_autofree char *claims = g_strdup_printf (ngettext ("%u claim", "%u claims", tellings->n_undated),
                                                 tellings->n_undated);
      g_autofree char *statuses = g_strdup_printf (ngettext ("%u status", "%u statuses", tellings->n_undated_statuses),
                                                   tellings->n_undated_statuses);
      /* Translators: counted claims and counted statuses: "75 claims and 5 statuses without a date are left out." */
      g_autofree char *sentence = g_strdup_printf (_("%s and %s without a date are left out."), claims, statuses);

      append_sentence (text, sentence);
    }
  if (tellings->n_unreadable > 0)
    {
      g_autofree char *sentence = NULL;

      sentence = g_strdup_printf (ngettext ("%u date cannot be read.", "%u dates cannot be read.",
                                            tellings->n_unreadable), tellings->n_unreadable);
      append_sentence (text, sentence);
    }

  return text->len > 0 ? g_string_free (g_steal_pointer (&text), FALSE) : NULL;
}
