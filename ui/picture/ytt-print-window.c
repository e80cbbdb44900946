#include "config.h"

#include "ytt-print-window-private.h"

#include <glib/gi18n.h>

#include "ytt-format.h"
#include "ytt-tours.h"

/* Most pages are there before a spinner would be seen turning. */
#define SPINNER_DELAY_MS 250

/* Something to print. */
typedef struct
{
  YttPrintSubject  subject;
  YttTour         *tour;    /* (owned) (nullable) */
  GtkCheckButton  *check;   /* (not owned): of its row */
} Choice;

enum
{
  PROP_0,
  PROP_READY,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (YttPrintWindow, ytt_print_window, ADW_TYPE_WINDOW)

static void choose (YttPrintWindow *self,
                    guint           position);

static void
choice_clear (gpointer data)
{
  Choice *choice = data;

  g_clear_object (&choice->tour);
}

static const Choice *
get_choice (YttPrintWindow *self)
{
  return self->choice < self->choices->len ? &g_array_index (self->choices, Choice, self->choice) : NULL;
}

static YttPaper
get_paper (YttPrintWindow *self)
{
  return ytt_paper_new (adw_combo_row_get_selected (self->size_row) == 1 ? YTT_PAPER_LETTER : YTT_PAPER_A4,
                        adw_combo_row_get_selected (self->orientation_row) == 1);
}

/* What is on the screen */

/*< private >
 * ytt_print_window_update:
 *
 * Shows the page, and what can be done with it.
 */
void
ytt_print_window_update (YttPrintWindow *self)
{
  guint n = self->sheet != NULL ? ytt_sheet_get_n_pages (self->sheet) : 0;
  GtkWidget *widget = GTK_WIDGET (self);
  g_autofree char *text = NULL;

  gtk_widget_action_set_enabled (widget, "print.previous", n > 0 && self->page > 0);
  gtk_widget_action_set_enabled (widget, "print.next", self->page + 1 < n);
  gtk_widget_action_set_enabled (widget, "print.save", n > 0 && !self->saving);
  gtk_widget_action_set_enabled (widget, "print.print", n > 0 && !self->printing);
  gtk_widget_set_visible (self->pager, n > 1);
  gtk_widget_set_visible (GTK_WIDGET (self->saving_spinner), self->saving);
  gtk_spinner_set_spinning (self->saving_spinner, self->saving);
  if (n > 0)
    {
      /* Translators: of a preview: which page is shown, and how many there are */
      text = g_strdup_printf (_("Page %u of %u"), self->page + 1, n);
      gtk_label_set_label (self->page_label, text);
    }
  ytt_print_page_show (self->page_view, self->sheet, n > 0 ? self->page : 0);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_READY]);
}

/*< private >
 * ytt_print_window_turn_to:
 * @self: the window
 * @page: a page, from 0; the last one for what is larger
 */
void
ytt_print_window_turn_to (YttPrintWindow *self,
                          guint           page)
{
  if (self->sheet == NULL)
    return;

  self->page = MIN (page, ytt_sheet_get_n_pages (self->sheet) - 1);
  ytt_print_window_update (self);
}

static gboolean
spin_cb (gpointer user_data)
{
  YttPrintWindow *self = user_data;

  self->spinner_source = 0;
  gtk_spinner_set_spinning (self->spinner, TRUE);
  gtk_stack_set_visible_child_name (self->stack, "loading");

  return G_SOURCE_REMOVE;
}

/* Until what was asked for is there, what was there before is to be seen, but not to be printed. */
static GCancellable *
begin_waiting (YttPrintWindow *self)
{
  g_cancellable_cancel (self->loading);
  g_set_object (&self->loading, NULL);
  self->loading = g_cancellable_new ();
  if (self->spinner_source == 0)
    self->spinner_source = g_timeout_add (SPINNER_DELAY_MS, spin_cb, self);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "print.save", FALSE);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "print.print", FALSE);

  return self->loading;
}

static void
end_waiting (YttPrintWindow *self,
             const char     *page)
{
  g_clear_handle_id (&self->spinner_source, g_source_remove);
  g_clear_object (&self->loading);
  gtk_spinner_set_spinning (self->spinner, FALSE);
  gtk_stack_set_visible_child_name (self->stack, page);
}

/* Why there are no pages, in the place of the pages. */
static void
show_message (YttPrintWindow *self,
              const GError   *error)
{
  g_autofree char *escaped = g_markup_escape_text (error->message, -1);

  adw_status_page_set_title (self->message,
                             g_error_matches (error, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED)
                             ? _("Too Many for Paper") : _("Nothing to Print"));
  adw_status_page_set_description (self->message, escaped);
  g_clear_pointer (&self->sheet, ytt_sheet_unref);
  end_waiting (self, "message");
  ytt_print_window_update (self);
}

static void
laid_out_cb (GObject      *object,
             GAsyncResult *result,
             gpointer      user_data)
{
  YttPrintWindow *self = user_data;
  g_autoptr(GError) error = NULL;
  YttSheet *sheet = ytt_sheet_content_lay_out_finish (result, &error);

  if (sheet == NULL)
    return;   /* a later one has taken over, or the window is gone */

  g_clear_pointer (&self->sheet, ytt_sheet_unref);
  self->sheet = sheet;
  self->page = MIN (self->page, ytt_sheet_get_n_pages (sheet) - 1);
  end_waiting (self, "pages");
  ytt_print_window_update (self);
}

static void
lay_out (YttPrintWindow *self)
{
  YttPaper paper = get_paper (self);

  if (self->content == NULL)
    return;

  ytt_sheet_content_lay_out_async (self->content, &paper, gtk_switch_get_active (self->notes_switch),
                                   begin_waiting (self), laid_out_cb, self);
}

static void
loaded_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  YttPrintWindow *self = user_data;
  g_autoptr(GError) error = NULL;
  YttSheetContent *content = ytt_sheet_load_finish (YTT_STORE (object), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;   /* a later one has taken over, or the window is gone */

  if (content == NULL)
    {
      show_message (self, error);
      return;
    }

  g_clear_pointer (&self->content, ytt_sheet_content_unref);
  self->content = content;
  lay_out (self);
}

static void
load (YttPrintWindow *self)
{
  const Choice *choice = get_choice (self);
  YttStore *store = ytt_session_get_store (self->session);
  g_autoptr(YttSheetRequest) request = NULL;

  if (choice == NULL || store == NULL)
    return;

  g_clear_pointer (&self->content, ytt_sheet_content_unref);
  /* A list whose beginning alone has been read is waited for. */
  if (choice->subject == YTT_PRINT_LIST && ytt_session_get_loading (self->session))
    {
      begin_waiting (self);
      return;
    }

  request = ytt_sheet_request_new_for_session (self->session, choice->subject, choice->tour, self->basemap);
  request->backdrop = self->backdrop != NULL ? ytt_map_backdrop_ref (self->backdrop) : NULL;
  request->landscape = self->landscape[choice->subject];
  ytt_sheet_load_async (store, request, begin_waiting (self), loaded_cb, self);
}

/* What there is to choose */

static char *
describe_list (YttPrintWindow *self)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (ytt_session_get_facilities (self->session)));
  g_autofree char *number = ytt_format_number (n, 0);

  return g_strdup_printf (ngettext ("%s facility", "%s facilities", n), number);
}

static void
checked_cb (YttPrintWindow *self,
            GtkCheckButton *check)
{
  if (!gtk_check_button_get_active (check))
    return;

  for (guint i = 0; i < self->choices->len; i++)
    if (g_array_index (self->choices, Choice, i).check == check)
      choose (self, i);
}

static void
add_choice (YttPrintWindow  *self,
            YttPrintSubject  subject,
            YttTour         *tour,
            const char      *title,
            const char      *subtitle)
{
  Choice choice = { subject, tour != NULL ? g_object_ref (tour) : NULL, GTK_CHECK_BUTTON (gtk_check_button_new ()) };
  GtkWidget *row = adw_action_row_new ();
  g_autofree char *escaped = g_markup_escape_text (subtitle, -1);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), escaped);
  gtk_widget_set_valign (GTK_WIDGET (choice.check), GTK_ALIGN_CENTER);
  if (self->choices->len > 0)
    gtk_check_button_set_group (choice.check, g_array_index (self->choices, Choice, 0).check);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), GTK_WIDGET (choice.check));
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), GTK_WIDGET (choice.check));
  gtk_list_box_append (self->what_list, row);
  g_array_append_val (self->choices, choice);
  g_signal_connect_object (choice.check, "toggled", G_CALLBACK (checked_cb), self, G_CONNECT_SWAPPED);
}

static void
fill_choices (YttPrintWindow *self)
{
  GListModel *tours = G_LIST_MODEL (ytt_session_get_tours (self->session));
  YttRecord *record = ytt_session_get_record (self->session);
  g_autofree char *list = describe_list (self);
  GtkWidget *row;

  while ((row = gtk_widget_get_first_child (GTK_WIDGET (self->what_list))) != NULL)
    gtk_list_box_remove (self->what_list, row);
  g_array_set_size (self->choices, 0);
  self->choice = G_MAXUINT;

  add_choice (self, YTT_PRINT_MAP, NULL, _("Map"), _("As in the window"));
  if (ytt_session_get_selected (self->session) != 0)
    add_choice (self, YTT_PRINT_FACILITY, NULL, _("Fact Sheet"), record != NULL ? record->name : "");
  add_choice (self, YTT_PRINT_LIST, NULL, _("List"), list);
  for (guint i = 0; i < g_list_model_get_n_items (tours); i++)
    {
      g_autoptr(YttTour) tour = g_list_model_get_item (tours, i);

      add_choice (self, YTT_PRINT_TOUR, tour, _("Handout"), ytt_tour_get_title (tour));
    }
}

/* (out): the first one of that kind, and of that tour unless it is 0 */
static gboolean
find_choice (YttPrintWindow  *self,
             YttPrintSubject  subject,
             gint64           tour,
             guint           *position)
{
  for (guint i = 0; i < self->choices->len; i++)
    {
      const Choice *choice = &g_array_index (self->choices, Choice, i);

      if (choice->subject == subject && (choice->tour == NULL || tour == 0 || ytt_tour_get_id (choice->tour) == tour))
        {
          *position = i;
          return TRUE;
        }
    }

  return FALSE;
}

/* Each kind of sheet lies as it is used to. */
static void
choose (YttPrintWindow *self,
        guint           position)
{
  const Choice *choice = &g_array_index (self->choices, Choice, position);

  if (self->choice == position)
    return;

  self->choice = position;
  gtk_check_button_set_active (choice->check, TRUE);
  self->filling = TRUE;
  adw_combo_row_set_selected (self->orientation_row, self->landscape[choice->subject] ? 1 : 0);
  self->filling = FALSE;
  gtk_widget_set_visible (self->notes_list, choice->subject == YTT_PRINT_TOUR);
  self->page = 0;
  self->wanted = choice->subject;
  self->wanted_tour = choice->tour != NULL ? ytt_tour_get_id (choice->tour) : 0;
  load (self);
}

static void
lay_out_cb (YttPrintWindow *self)
{
  if (!self->filling)
    lay_out (self);
}

/* A map of another shape shows another part of the world, which is read anew. */
static void
orientation_cb (YttPrintWindow *self)
{
  const Choice *choice = get_choice (self);

  if (self->filling || choice == NULL)
    return;

  self->landscape[choice->subject] = adw_combo_row_get_selected (self->orientation_row) == 1;
  if (choice->subject == YTT_PRINT_MAP)
    load (self);
  else
    lay_out (self);
}

/* The tours of a document that has just been opened come later, and what is chosen stays so. */
static void
tours_loaded_cb (YttPrintWindow *self)
{
  fill_choices (self);
  ytt_print_window_choose (self, self->wanted, self->wanted_tour);
}

static void
loading_cb (YttPrintWindow *self)
{
  const Choice *choice = get_choice (self);

  if (choice != NULL && choice->subject == YTT_PRINT_LIST && self->content == NULL
      && !ytt_session_get_loading (self->session))
    load (self);
}

static void
ready_cb (YttPrintWindow *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_READY]);
}

/* Not while the window is laid out: the header would need to be laid out anew. */
static gboolean
fold_cb (gpointer user_data)
{
  YttPrintWindow *self = user_data;
  gboolean folded = adw_flap_get_folded (self->flap);

  self->folded_source = 0;
  gtk_widget_set_visible (self->options_button, folded);
  adw_flap_set_reveal_flap (self->flap, !folded);

  return G_SOURCE_REMOVE;
}

static void
folded_cb (YttPrintWindow *self)
{
  if (self->folded_source == 0)
    self->folded_source = g_idle_add (fold_cb, self);
}

/* The class */

static void
ytt_print_window_dispose (GObject *object)
{
  YttPrintWindow *self = YTT_PRINT_WINDOW (object);

  g_clear_handle_id (&self->spinner_source, g_source_remove);
  g_clear_handle_id (&self->folded_source, g_source_remove);
  g_cancellable_cancel (self->loading);
  g_clear_object (&self->loading);
  g_clear_object (&self->session);
  g_clear_pointer (&self->basemap, ytt_basemap_unref);
  g_clear_pointer (&self->backdrop, ytt_map_backdrop_unref);
  g_clear_pointer (&self->content, ytt_sheet_content_unref);
  g_clear_pointer (&self->sheet, ytt_sheet_unref);

  G_OBJECT_CLASS (ytt_print_window_parent_class)->dispose (object);
}

static void
ytt_print_window_finalize (GObject *object)
{
  g_array_unref (YTT_PRINT_WINDOW (object)->choices);

  G_OBJECT_CLASS (ytt_print_window_parent_class)->finalize (object);
}

static void
ytt_print_window_get_property (GObject    *object,
                               guint       prop_id,
                               GValue     *value,
                               GParamSpec *pspec)
{
  switch (prop_id)
    {
    case PROP_READY:
      g_value_set_boolean (value, ytt_print_window_get_ready (YTT_PRINT_WINDOW (object)));
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  g_type_ensure (YTT_TYPE_PRINT_PAGE);
  gtk_widget_class_set_template_from_resource (widget_class, YTT_UI "picture/ytt-print-window.ui");
  gtk_widget_class_bind_template_child (widget_class, YttPrintWindow, toast_overlay);
  gtk_widget_class_bind_template_child (widget_class, YttPrintWindow, flap);
  gtk_widget_class_bind_template_child (widget_class, YttPrintWindow, options_button);
  gtk_widget_class_bind_template_child (widget_class, YttPrintWindow, what_list);
  gtk_widget_class_bind_template_child (widget_class, YttPrintWindow, notes_list);
  gtk_widget_class_bind_template_child (widget_class, YttPrintWindow, notes_switch);
  gtk_widget_class_bind_template_child (widget_class, YttPrintWindow, size_row);
  gtk_widget_class_bind_template_child (widget_class, YttPrintWindow, orientation_row);
  gtk_widget_class_bind_template_child (widget_class, YttPrintWindow, stack);
  gtk_widget_class_bind_template_child (widget_class, YttPrintWindow, page_view);
  gtk_widget_class_bind_template_child (widget_class, YttPrintWindow, pager);
  gtk_widget_class_bind_template_child (widget_class, YttPrintWindow, page_label);
  gtk_widget_class_bind_template_child (widget_class, YttPrintWindow, spinner);
  gtk_widget_class_bind_template_child (widget_class, YttPrintWindow, saving_spinner);
  gtk_widget_class_bind_template_child (widget_class, YttPrintWindow, message);
  gtk_widget_class_bind_template_callback (widget_class, lay_out_cb);
  gtk_widget_class_bind_template_callback (widget_class, orientation_cb);
  gtk_widget_class_bind_template_callback (widget_class, ready_cb);
  gtk_widget_class_bind_template_callback (widget_class, folded_cb);
}

static void
ytt_print_window_class_init (YttPrintWindowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = ytt_print_window_dispose;
  object_class->finalize = ytt_print_window_finalize;
  object_class->get_property = ytt_print_window_get_property;

  properties[PROP_READY] =
    g_param_spec_boolean ("ready", NULL, NULL, FALSE,
                          G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  ytt_print_window_class_add_actions (widget_class);
  bind_template (widget_class);
}

static void
ytt_print_window_init (YttPrintWindow *self)
{
  self->choices = g_array_new (FALSE, TRUE, sizeof (Choice));
  g_array_set_clear_func (self->choices, choice_clear);
  self->landscape[YTT_PRINT_MAP] = TRUE;
  self->filling = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
  adw_combo_row_set_selected (self->size_row,
                              g_str_equal (gtk_paper_size_get_default (), GTK_PAPER_NAME_LETTER) ? 1 : 0);
  self->filling = FALSE;
}

/**
 * ytt_print_window_new:
 * @session: what a window shows, with a document; a reference is taken
 * @basemap: (nullable): what lies below maps; a reference is taken
 * @backdrop: (nullable): what lies over that in the window; a reference is taken
 *
 * Nothing is chosen yet: see ytt_print_window_choose().
 *
 * Returns: (transfer full): a window, not on the screen yet
 */
GtkWidget *
ytt_print_window_new (YttSession     *session,
                      YttBasemap     *basemap,
                      YttMapBackdrop *backdrop)
{
  YttPrintWindow *self;

  g_return_val_if_fail (YTT_IS_SESSION (session), NULL);

  self = g_object_new (YTT_TYPE_PRINT_WINDOW, NULL);
  self->session = g_object_ref (session);
  self->basemap = basemap != NULL ? ytt_basemap_ref (basemap) : NULL;
  self->backdrop = backdrop != NULL ? ytt_map_backdrop_ref (backdrop) : NULL;
  fill_choices (self);
  g_signal_connect_object (session, "notify::loading", G_CALLBACK (loading_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (ytt_session_get_tours (session), "notify::loaded", G_CALLBACK (tours_loaded_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_window_set_focus (GTK_WINDOW (self), GTK_WIDGET (self->page_view));

  return GTK_WIDGET (self);
}

/**
 * ytt_print_window_choose:
 * @self: the window
 * @subject: what to print
 * @tour: the key of a tour; 0 for the first one, or for what is no tour
 *
 * Chooses as the user would; the map where there is no such thing to print.
 */
void
ytt_print_window_choose (YttPrintWindow  *self,
                         YttPrintSubject  subject,
                         gint64           tour)
{
  guint position;

  g_return_if_fail (YTT_IS_PRINT_WINDOW (self));

  if (find_choice (self, subject, tour, &position) || find_choice (self, YTT_PRINT_MAP, 0, &position))
    choose (self, position);
  self->wanted = subject;
  self->wanted_tour = tour;
}

YttSheet *
ytt_print_window_get_sheet (YttPrintWindow *self)
{
  g_return_val_if_fail (YTT_IS_PRINT_WINDOW (self), NULL);

  return self->loading == NULL ? self->sheet : NULL;
}

guint
ytt_print_window_get_page (YttPrintWindow *self)
{
  g_return_val_if_fail (YTT_IS_PRINT_WINDOW (self), 0);

  return self->page;
}

gboolean
ytt_print_window_get_ready (YttPrintWindow *self)
{
  g_return_val_if_fail (YTT_IS_PRINT_WINDOW (self), FALSE);

  return ytt_print_window_get_sheet (self) != NULL && ytt_print_page_get_drawn (self->page_view);
}
