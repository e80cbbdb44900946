#include "config.h"

#include "ytt-speaker-sources.h"

#include "ytt-format.h"
#include "ytt-key-figures.h"
#include "ytt-stop-basis.h"

#include <glib/gi18n.h>

struct _YttSpeakerSources
{
  AdwBin        parent_instance;

  YttTalk      *talk;          /* (owned) (nullable) */
  YttTourStop  *stop;          /* (owned) (nullable): the one that @basis is of */
  GPtrArray    *basis;         /* (owned) (nullable) (element-type YttStopBasis): NULL until it has been read */
  GCancellable *cancellable;   /* (owned) (nullable): of the reading */

  GtkWidget    *scrolled;
  GtkWidget    *figures;
  GtkWidget    *others_heading;
  GtkWidget    *others;
  GtkWidget    *empty;
};

G_DEFINE_FINAL_TYPE (YttSpeakerSources, ytt_speaker_sources, ADW_TYPE_BIN)

/* What a row says. */
typedef struct
{
  const char *value;
  const char *publisher;   /* (nullable) */
  const char *date;        /* (nullable) ISO 8601 */
  const char *title;       /* (nullable): of the source */
  const char *remark;      /* (nullable): stands in the title's place, with a mark */
} Source;

static GtkWidget *
make_label (const char *text,
            const char *css_class,
            gboolean    wraps)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  if (wraps)
    {
      gtk_label_set_wrap (GTK_LABEL (label), TRUE);
      gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
    }
  else
    {
      gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
    }
  if (css_class != NULL)
    gtk_widget_add_css_class (label, css_class);

  return label;
}

/* "Automotive World, 19 Sep 2025" */
static char *
format_origin (const Source *source)
{
  g_autofree char *date = source->date != NULL ? ytt_format_date (source->date) : NULL;

  if (source->publisher == NULL || *source->publisher == '\0')
    return g_steal_pointer (&date);
  if (date == NULL)
    return g_strdup (source->publisher);

  /* Translators: who published it, and when */
  return g_strdup_printf (_("%s, %s"), source->publisher, date);
}

static GtkWidget *
make_value_line (const Source *source,
                 const char   *origin)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 10);
  GtkWidget *label = make_label (source->value, "source-value", FALSE);

  gtk_box_append (GTK_BOX (box), label);
  if (origin != NULL)
    {
      label = make_label (origin, "dim-label", FALSE);
      gtk_widget_set_hexpand (label, TRUE);
      gtk_widget_set_valign (label, GTK_ALIGN_BASELINE);
      /* Of a long title the end may be missed, of a source its name not. */
      gtk_label_set_width_chars (GTK_LABEL (label), MIN (22, (int) g_utf8_strlen (origin, -1)));
      gtk_box_append (GTK_BOX (box), label);
    }

  return box;
}

static GtkWidget *
make_row (const Source *source)
{
  g_autofree char *origin = format_origin (source);
  g_autofree char *title = NULL;
  GtkWidget *lines = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *row = gtk_list_box_row_new ();

  gtk_widget_set_hexpand (lines, TRUE);
  gtk_box_append (GTK_BOX (lines), make_value_line (source, origin));
  /* Translators: the title of a source */
  if (source->title != NULL && *source->title != '\0')
    title = g_strdup_printf (_("“%s”"), source->title);
  if (source->remark != NULL)
    gtk_box_append (GTK_BOX (lines), make_label (source->remark, "source-detail", TRUE));
  else if (title != NULL)
    gtk_box_append (GTK_BOX (lines), make_label (title, "source-detail", FALSE));
  gtk_box_append (GTK_BOX (box), lines);

  if (source->remark != NULL)
    {
      GtkWidget *mark = gtk_image_new_from_icon_name ("dialog-warning-symbolic");

      gtk_widget_add_css_class (mark, "differs");
      gtk_widget_set_valign (mark, GTK_ALIGN_START);
      gtk_accessible_update_property (GTK_ACCESSIBLE (mark), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Sources differ"), -1);
      gtk_box_append (GTK_BOX (box), mark);
    }

  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
  gtk_widget_set_focusable (row, FALSE);
  gtk_widget_set_tooltip_text (row, title);

  return row;
}

static void
clear_list (GtkWidget *list)
{
  GtkListBoxRow *row;

  while ((row = gtk_list_box_get_row_at_index (GTK_LIST_BOX (list), 0)) != NULL)
    gtk_list_box_remove (GTK_LIST_BOX (list), GTK_WIDGET (row));
}

static gboolean
has_rows (GtkWidget *list)
{
  return gtk_list_box_get_row_at_index (GTK_LIST_BOX (list), 0) != NULL;
}

/* What is on the card */

static void
add_figure (YttSpeakerSources  *self,
            const YttKeyFigure *figure)
{
  g_autofree char *remark = NULL;
  Source source = { figure->value, figure->publisher, figure->date, figure->title, NULL };

  if (figure->contradicted)
    {
      /* Translators: before figures that contradict the one on the wall, each with who tells it */
      remark = g_strdup_printf (_("Others: %s"), figure->others != NULL ? figure->others : "–");
      source.remark = remark;
    }

  gtk_list_box_append (GTK_LIST_BOX (self->figures), make_row (&source));
}

/* What else the stop rests on */

static const char *
find_remark (YttSpeakerSources *self,
             gint64             claim)
{
  GPtrArray *remarks = ytt_talk_get_remarks (self->talk);

  for (guint i = 0; claim != 0 && i < remarks->len; i++)
    {
      const YttTalkRemark *remark = g_ptr_array_index (remarks, i);

      if (remark->claim == claim)
        return remark->text;
    }

  return NULL;
}

static void
add_basis (YttSpeakerSources  *self,
           const YttStopBasis *basis)
{
  YttRecord *record = ytt_session_get_record (ytt_talk_get_session (self->talk));
  g_autofree char *value = NULL;
  Source source = { basis->value, basis->publisher, basis->date, basis->title, find_remark (self, basis->claim) };

  if (*basis->about != '\0' && (record == NULL || g_strcmp0 (record->name, basis->about) != 0))
    {
      /* Translators: a facility, and a figure of it */
      value = g_strdup_printf (_("%s: %s"), basis->about, basis->value);
      source.value = value;
    }
  if (source.remark == NULL && basis->contradicted)
    source.remark = _("Other sources differ");

  gtk_list_box_append (GTK_LIST_BOX (self->others), make_row (&source));
}

static gboolean
is_shown (GPtrArray *figures,
          gint64     claim)
{
  for (guint i = 0; figures != NULL && i < figures->len; i++)
    if (((const YttKeyFigure *) g_ptr_array_index (figures, i))->claim == claim)
      return TRUE;

  return FALSE;
}

static void
update (YttSpeakerSources *self)
{
  YttRecord *record = ytt_session_get_record (ytt_talk_get_session (self->talk));
  g_autoptr(GPtrArray) figures = record != NULL ? ytt_key_figures_new (record) : NULL;
  gboolean has_figures;
  gboolean has_others;

  clear_list (self->figures);
  for (guint i = 0; figures != NULL && i < figures->len; i++)
    add_figure (self, g_ptr_array_index (figures, i));

  clear_list (self->others);
  for (guint i = 0; self->basis != NULL && i < self->basis->len; i++)
    {
      const YttStopBasis *basis = g_ptr_array_index (self->basis, i);

      if (basis->claim == 0 || !is_shown (figures, basis->claim))
        add_basis (self, basis);
    }

  has_figures = has_rows (self->figures);
  has_others = has_rows (self->others);
  gtk_widget_set_visible (self->figures, has_figures);
  gtk_widget_set_visible (self->others, has_others);
  gtk_widget_set_visible (self->others_heading, has_figures && has_others);
  gtk_widget_set_visible (self->empty, !has_figures && !has_others);
}

static void
basis_read_cb (GObject      *object,
               GAsyncResult *result,
               gpointer      user_data)
{
  g_autoptr(YttSpeakerSources) self = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) basis = NULL;

  basis = ytt_stop_basis_read_finish (YTT_STORE (object), result, &error);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;   /* another stop is shown */

  /* What cannot be read is said where the document is shown; here there is just less of it. */
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->basis, g_ptr_array_unref);
  self->basis = g_steal_pointer (&basis);
  if (self->talk != NULL)
    update (self);
}

static void
read_basis (YttSpeakerSources *self)
{
  YttStore *store = ytt_session_get_store (ytt_talk_get_session (self->talk));
  YttView *view = ytt_talk_get_view (self->talk);
  YttMoment moment = { 0 };

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  if (self->stop == NULL || store == NULL)
    return;

  if (view != NULL)
    moment = view->moment;
  self->cancellable = g_cancellable_new ();
  ytt_stop_basis_read_async (store, self->stop, moment, self->cancellable, basis_read_cb, g_object_ref (self));
}

/* While a facility is shown that was asked for, the wall does not rest on the stop; while one is looked for, it shows
 * what it did. What is read anew stays as it was until it is there. */
static void
stop_changed_cb (YttSpeakerSources *self)
{
  YttTalkMode mode = ytt_talk_get_mode (self->talk);
  YttTourStop *stop = mode == YTT_TALK_STOP ? ytt_talk_get_stop (self->talk) : NULL;

  if (mode == YTT_TALK_QUESTION)
    return;

  if (stop == NULL || self->stop == NULL || ytt_tour_stop_get_id (stop) != ytt_tour_stop_get_id (self->stop))
    g_clear_pointer (&self->basis, g_ptr_array_unref);
  g_set_object (&self->stop, stop);
  read_basis (self);
  update (self);
}

static void
ytt_speaker_sources_dispose (GObject *object)
{
  YttSpeakerSources *self = YTT_SPEAKER_SOURCES (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->basis, g_ptr_array_unref);
  g_clear_object (&self->stop);
  g_clear_object (&self->talk);

  G_OBJECT_CLASS (ytt_speaker_sources_parent_class)->dispose (object);
}

static void
ytt_speaker_sources_class_init (YttSpeakerSourcesClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = ytt_speaker_sources_dispose;
}

static GtkWidget *
make_list (const char *label)
{
  GtkWidget *list = gtk_list_box_new ();

  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (list, "panel");
  gtk_widget_add_css_class (list, "sources");
  gtk_accessible_update_property (GTK_ACCESSIBLE (list), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);

  return list;
}

static void
ytt_speaker_sources_init (YttSpeakerSources *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  self->figures = make_list (_("Sources of what is on the wall"));
  self->others = make_list (_("Also behind this stop"));
  self->others_heading = make_label (_("Also behind this stop"), "others-heading", FALSE);
  gtk_widget_add_css_class (self->others_heading, "dim-label");
  self->empty = make_label (_("No figure is on the wall"), "dim-label", FALSE);
  gtk_box_append (GTK_BOX (box), self->figures);
  gtk_box_append (GTK_BOX (box), self->others_heading);
  gtk_box_append (GTK_BOX (box), self->others);
  gtk_box_append (GTK_BOX (box), self->empty);

  self->scrolled = gtk_scrolled_window_new ();
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (self->scrolled), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (self->scrolled), TRUE);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (self->scrolled), box);
  adw_bin_set_child (ADW_BIN (self), self->scrolled);
}

/**
 * ytt_speaker_sources_set_talk:
 * @self: a #YttSpeakerSources
 * @talk: whose wall it is about; to be set once
 */
void
ytt_speaker_sources_set_talk (YttSpeakerSources *self,
                              YttTalk           *talk)
{
  g_return_if_fail (YTT_IS_SPEAKER_SOURCES (self));
  g_return_if_fail (YTT_IS_TALK (talk));
  g_return_if_fail (self->talk == NULL);

  self->talk = g_object_ref (talk);
  g_signal_connect_object (talk, "notify::stop", G_CALLBACK (stop_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (talk, "notify::mode", G_CALLBACK (stop_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (talk, "notify::remarks", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (ytt_talk_get_session (talk), "notify::record", G_CALLBACK (update), self,
                           G_CONNECT_SWAPPED);
  stop_changed_cb (self);
}
