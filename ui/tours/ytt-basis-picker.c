#include "config.h"

#include "ytt-basis-picker.h"

#include <adwaita.h>
#include <glib/gi18n.h>
#include <string.h>

#include "ytt-basis-words.h"
#include "ytt-store-rows.h"
#include "ytt-tours.h"

#define WIDTH 300        /* px: an open popover fits into the narrowest window */
#define HEIGHT 320       /* px, of the list, however many are found: else the popover would leap about */
#define NOTE_WIDTH 20    /* letters, of what is said where there is nothing */
#define MOST_FOUND 8
#define LEAST_WORDS 2    /* letters by which announcements are looked for */

struct _YttBasisPicker
{
  GtkPopover    parent_instance;

  YttSession   *session;        /* (owned) */
  YttTours     *tours;          /* (owned) */
  YttTourStop  *stop;           /* (owned) (nullable) */
  GPtrArray    *choices;        /* (owned) (element-type YttStopBasis): those of the rows, in their order */
  GPtrArray    *words;          /* (owned) (element-type utf8): folded, all of which a row must have */
  GCancellable *cancellable;    /* (owned) (nullable): while the choices are read */
  GCancellable *looking;        /* (owned) (nullable): while announcements are looked for */
  gboolean      updating;       /* checks are brought into agreement with the stop */

  GtkWidget    *entry;
  GtkStack     *stack;
  GtkListBox   *list;
};

G_DEFINE_FINAL_TYPE (YttBasisPicker, ytt_basis_picker, GTK_TYPE_POPOVER)

static gboolean
has_key (GArray *keys,
         gint64  key)
{
  for (guint i = 0; key != 0 && i < keys->len; i++)
    if (g_array_index (keys, gint64, i) == key)
      return TRUE;

  return FALSE;
}

static gboolean
rests_on (YttBasisPicker     *self,
          const YttStopBasis *basis)
{
  return self->stop != NULL
         && (has_key (ytt_tour_stop_get_claims (self->stop), basis->claim)
             || has_key (ytt_tour_stop_get_announcements (self->stop), basis->announcement));
}

static GtkCheckButton *
get_check (YttBasisPicker *self,
           guint           index)
{
  GtkListBoxRow *row = gtk_list_box_get_row_at_index (self->list, (int) index);

  return GTK_CHECK_BUTTON (adw_action_row_get_activatable_widget (ADW_ACTION_ROW (row)));
}

static void
update_checks (YttBasisPicker *self)
{
  self->updating = TRUE;
  for (guint i = 0; i < self->choices->len; i++)
    gtk_check_button_set_active (get_check (self, i), rests_on (self, g_ptr_array_index (self->choices, i)));
  self->updating = FALSE;
}

/* A check is what the document says: it changes once that does, and what fails or is taken back leaves none behind. */
static void
toggled_cb (YttBasisPicker *self,
            GtkCheckButton *check)
{
  GtkWidget *row = gtk_widget_get_ancestor (GTK_WIDGET (check), GTK_TYPE_LIST_BOX_ROW);
  guint index = (guint) gtk_list_box_row_get_index (GTK_LIST_BOX_ROW (row));
  gboolean rests = gtk_check_button_get_active (check);

  if (self->updating)
    return;

  update_checks (self);
  if (self->stop != NULL)
    ytt_tours_set_rests_on (self->tours, self->stop, g_ptr_array_index (self->choices, index), rests);
}

/* Takes the choice. */
static void
add_choice (YttBasisPicker *self,
            YttStopBasis   *basis)
{
  g_autofree char *words = ytt_basis_describe (basis, FALSE, TRUE);
  GtkWidget *check = gtk_check_button_new ();
  GtkWidget *row = g_object_new (ADW_TYPE_ACTION_ROW, "use-markup", FALSE, "title", basis->value, "subtitle", words,
                                 "title-lines", 2, "subtitle-lines", 2, "activatable-widget", check, NULL);

  gtk_widget_set_valign (check, GTK_ALIGN_CENTER);
  gtk_check_button_set_active (GTK_CHECK_BUTTON (check), rests_on (self, basis));
  gtk_accessible_update_property (GTK_ACCESSIBLE (check), GTK_ACCESSIBLE_PROPERTY_LABEL, basis->value, -1);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), check);
  g_ptr_array_add (self->choices, basis);
  gtk_list_box_append (self->list, row);
  g_signal_connect_object (check, "toggled", G_CALLBACK (toggled_cb), self, G_CONNECT_SWAPPED);
}

static void
clear (YttBasisPicker *self)
{
  GtkListBoxRow *row;

  while ((row = gtk_list_box_get_row_at_index (self->list, 0)) != NULL)
    gtk_list_box_remove (self->list, GTK_WIDGET (row));
  g_ptr_array_set_size (self->choices, 0);
}

static gboolean
is_found (YttBasisPicker     *self,
          const YttStopBasis *basis)
{
  g_autofree char *described = ytt_basis_describe (basis, TRUE, TRUE);
  g_autofree char *text = g_strjoin (" ", basis->value, described, NULL);
  g_autofree char *folded = g_utf8_casefold (text, -1);

  for (guint i = 0; i < self->words->len; i++)
    if (strstr (folded, g_ptr_array_index (self->words, i)) == NULL)
      return FALSE;

  return TRUE;
}

static gboolean
filter_cb (GtkListBoxRow *row,
           gpointer       user_data)
{
  YttBasisPicker *self = user_data;
  guint index = (guint) gtk_list_box_row_get_index (row);

  return index >= self->choices->len || is_found (self, g_ptr_array_index (self->choices, index));
}

static void
header_cb (GtkListBoxRow *row,
           GtkListBoxRow *before,
           gpointer       user_data)
{
  YttBasisPicker *self = user_data;
  const YttStopBasis *basis = g_ptr_array_index (self->choices, (guint) gtk_list_box_row_get_index (row));
  const YttStopBasis *above = before != NULL
                              ? g_ptr_array_index (self->choices, (guint) gtk_list_box_row_get_index (before)) : NULL;
  GtkWidget *label;

  if (above != NULL && g_str_equal (above->about, basis->about))
    {
      gtk_list_box_row_set_header (row, NULL);
      return;
    }

  label = gtk_label_new (basis->claim != 0 ? basis->about : _("Announcements"));
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (label, "heading");
  gtk_widget_add_css_class (label, "basis-heading");
  gtk_list_box_row_set_header (row, label);
}

static void
update_page (YttBasisPicker *self)
{
  const char *page = "nothing";

  for (guint i = 0; i < self->choices->len; i++)
    if (is_found (self, g_ptr_array_index (self->choices, i)))
      page = "choices";
  if (self->choices->len == 0 && self->words->len == 0)
    page = self->cancellable != NULL ? "loading" : "empty";

  gtk_stack_set_visible_child_name (self->stack, page);
}

static void
choices_read_cb (GObject      *object,
                 GAsyncResult *result,
                 gpointer      user_data)
{
  g_autoptr(YttBasisPicker) self = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) choices = ytt_stop_basis_read_finish (YTT_STORE (object), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;   /* others are read */

  g_clear_object (&self->cancellable);
  clear (self);
  if (choices != NULL)
    {
      g_ptr_array_set_free_func (choices, NULL);
      for (guint i = 0; i < choices->len; i++)
        add_choice (self, g_ptr_array_index (choices, i));
    }
  update_page (self);
}

static void
stop_reading (YttBasisPicker *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_cancellable_cancel (self->looking);
  g_clear_object (&self->looking);
}

static void
read_choices (YttBasisPicker *self)
{
  YttStore *store = ytt_session_get_store (self->session);

  stop_reading (self);
  clear (self);
  if (store != NULL && self->stop != NULL)
    {
      self->cancellable = g_cancellable_new ();
      ytt_stop_basis_read_choices_async (store, self->stop, ytt_session_get_selected (self->session),
                                         self->cancellable, choices_read_cb, g_object_ref (self));
    }
  update_page (self);
}

/* Any announcement, by its words */

static gboolean
has_announcement (YttBasisPicker *self,
                  gint64          announcement)
{
  for (guint i = 0; i < self->choices->len; i++)
    if (((YttStopBasis *) g_ptr_array_index (self->choices, i))->announcement == announcement)
      return TRUE;

  return FALSE;
}

static void
found_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr(YttBasisPicker) self = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) found = ytt_store_match_finish (YTT_STORE (object), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;   /* others are looked for */

  g_clear_object (&self->looking);
  for (guint i = 0; found != NULL && i < found->len; i++)
    {
      const YttMatch *match = g_ptr_array_index (found, i);
      YttStopBasis *basis;

      if (has_announcement (self, match->id))
        continue;

      basis = g_new0 (YttStopBasis, 1);
      basis->announcement = match->id;
      basis->about = g_strdup ("");
      basis->value = g_strdup (match->text);
      basis->date = g_strdup (match->detail);
      add_choice (self, basis);
    }
  update_page (self);
}

static void
search_changed_cb (YttBasisPicker *self)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->entry));
  g_autofree char *folded = g_utf8_casefold (text, -1);
  g_auto(GStrv) words = g_strsplit (folded, " ", -1);
  YttStore *store = ytt_session_get_store (self->session);

  g_ptr_array_set_size (self->words, 0);
  for (guint i = 0; words[i] != NULL; i++)
    if (*words[i] != '\0')
      g_ptr_array_add (self->words, g_strdup (words[i]));
  gtk_list_box_invalidate_filter (self->list);
  gtk_list_box_invalidate_headers (self->list);

  g_cancellable_cancel (self->looking);
  g_clear_object (&self->looking);
  if (store != NULL && g_utf8_strlen (text, -1) >= LEAST_WORDS)
    {
      self->looking = g_cancellable_new ();
      ytt_store_match_async (store, YTT_MATCH_ANNOUNCEMENT, text, MOST_FOUND, self->looking, found_cb,
                             g_object_ref (self));
    }
  update_page (self);
}

static void
ytt_basis_picker_map (GtkWidget *widget)
{
  YttBasisPicker *self = YTT_BASIS_PICKER (widget);

  gtk_editable_set_text (GTK_EDITABLE (self->entry), "");
  read_choices (self);

  GTK_WIDGET_CLASS (ytt_basis_picker_parent_class)->map (widget);
}

static void
ytt_basis_picker_dispose (GObject *object)
{
  YttBasisPicker *self = YTT_BASIS_PICKER (object);

  stop_reading (self);
  /* Newer GTK asks for the headers of rows that are left while it removes one after another. */
  if (self->list != NULL)
    {
      gtk_list_box_set_filter_func (self->list, NULL, NULL, NULL);
      gtk_list_box_set_header_func (self->list, NULL, NULL, NULL);
    }
  g_clear_object (&self->stop);
  g_clear_object (&self->tours);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (ytt_basis_picker_parent_class)->dispose (object);
}

static void
ytt_basis_picker_finalize (GObject *object)
{
  YttBasisPicker *self = YTT_BASIS_PICKER (object);

  g_ptr_array_unref (self->choices);
  g_ptr_array_unref (self->words);

  G_OBJECT_CLASS (ytt_basis_picker_parent_class)->finalize (object);
}

static void
ytt_basis_picker_class_init (YttBasisPickerClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = ytt_basis_picker_dispose;
  G_OBJECT_CLASS (klass)->finalize = ytt_basis_picker_finalize;
  GTK_WIDGET_CLASS (klass)->map = ytt_basis_picker_map;
}

static void
add_note (YttBasisPicker *self,
          const char     *name,
          const char     *text)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_width_chars (GTK_LABEL (label), NOTE_WIDTH);
  gtk_label_set_max_width_chars (GTK_LABEL (label), NOTE_WIDTH);
  gtk_label_set_justify (GTK_LABEL (label), GTK_JUSTIFY_CENTER);
  gtk_widget_add_css_class (label, "dim-label");
  gtk_widget_set_margin_top (label, 18);
  gtk_widget_set_margin_bottom (label, 18);
  gtk_stack_add_named (self->stack, label, name);
}

static void
make_stack (YttBasisPicker *self)
{
  GtkWidget *scrolled = gtk_scrolled_window_new ();

  self->list = GTK_LIST_BOX (gtk_list_box_new ());
  gtk_list_box_set_selection_mode (self->list, GTK_SELECTION_NONE);
  gtk_list_box_set_filter_func (self->list, filter_cb, self, NULL);
  gtk_list_box_set_header_func (self->list, header_cb, self, NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Claims and announcements"), -1);
  gtk_widget_add_css_class (GTK_WIDGET (self->list), "basis-list");
  g_object_set (scrolled, "hscrollbar-policy", GTK_POLICY_NEVER, "min-content-height", HEIGHT,
                "child", self->list, NULL);

  self->stack = GTK_STACK (gtk_stack_new ());
  gtk_stack_set_hhomogeneous (self->stack, FALSE);
  gtk_stack_add_named (self->stack, scrolled, "choices");
  gtk_stack_add_named (self->stack, adw_bin_new (), "loading");
  add_note (self, "nothing", _("Nothing that is claimed here, and no announcement, has these words."));
  add_note (self, "empty", _("Select a facility on the map to see what is claimed of it, or type words of an"
                             " announcement."));
}

static void
ytt_basis_picker_init (YttBasisPicker *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6), *clamp;

  self->choices = g_ptr_array_new_with_free_func ((GDestroyNotify) ytt_stop_basis_free);
  self->words = g_ptr_array_new_with_free_func (g_free);
  self->entry = gtk_search_entry_new ();
  g_object_set (self->entry, "placeholder-text", _("Claim or announcement"), NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->entry), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Find a claim or an announcement"), -1);
  make_stack (self);

  gtk_box_append (GTK_BOX (box), self->entry);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->stack));
  clamp = g_object_new (ADW_TYPE_CLAMP, "maximum-size", WIDTH, "tightening-threshold", WIDTH, "width-request", WIDTH,
                        "child", box, NULL);
  gtk_popover_set_child (GTK_POPOVER (self), clamp);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, _("What the stop rests on"), -1);

  g_signal_connect_object (self->entry, "search-changed", G_CALLBACK (search_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->entry, "stop-search", G_CALLBACK (gtk_popover_popdown), self, G_CONNECT_SWAPPED);
}

/**
 * ytt_basis_picker_new:
 * @session: whose tours are composed
 *
 * Returns: (transfer floating): a picker, without a stop
 */
GtkWidget *
ytt_basis_picker_new (YttSession *session)
{
  YttBasisPicker *self;

  g_return_val_if_fail (YTT_IS_SESSION (session), NULL);

  self = g_object_new (YTT_TYPE_BASIS_PICKER, NULL);
  self->session = g_object_ref (session);
  self->tours = g_object_ref (ytt_session_get_tours (session));

  return GTK_WIDGET (self);
}

/**
 * ytt_basis_picker_set_stop:
 * @self: a picker
 * @stop: (nullable): the stop that is chosen, as it is now
 */
void
ytt_basis_picker_set_stop (YttBasisPicker *self,
                           YttTourStop    *stop)
{
  gboolean same;

  g_return_if_fail (YTT_IS_BASIS_PICKER (self));
  g_return_if_fail (stop == NULL || YTT_IS_TOUR_STOP (stop));

  same = self->stop != NULL && stop != NULL && ytt_tour_stop_get_id (self->stop) == ytt_tour_stop_get_id (stop);
  g_set_object (&self->stop, stop);
  if (same)
    update_checks (self);
  else if (gtk_widget_get_mapped (GTK_WIDGET (self)))
    read_choices (self);
}

/**
 * ytt_basis_picker_get_loading:
 * @self: a picker
 *
 * Returns: whether something that it offers is still being read
 */
gboolean
ytt_basis_picker_get_loading (YttBasisPicker *self)
{
  g_return_val_if_fail (YTT_IS_BASIS_PICKER (self), FALSE);

  return self->cancellable != NULL || self->looking != NULL;
}
