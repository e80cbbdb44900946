#include "config.h"

#include "ytt-print-window.h"

#include <glib/gi18n.h>

#include "ytt-format.h"
#include "ytt-print-job.h"
#include "ytt-print-page.h"
#include "ytt-sheet-file.h"
#include "ytt-sheet-table.h"
#include "ytt-tours.h"

/* Most pages are there before a spinner would be seen turning. */
#define SPINNER_DELAY_MS 250

#define N_SUBJECTS (YTT_PRINT_TOUR + 1)

struct _YttPrintWindow
{
  AdwWindow         parent_instance;

  YttSession       *session;       /* (owned) */
  YttBasemap       *basemap;       /* (owned) (nullable) */
  GArray           *choices;       /* (owned) (element-type Choice): as the first row lists them */
  gboolean          landscape[N_SUBJECTS];
  YttSheetContent  *content;       /* (owned) (nullable): of the choice */
  YttSheet         *sheet;         /* (owned) (nullable): it on the chosen paper */
  guint             page;
  GCancellable     *loading;       /* (owned) (nullable): of what is read or laid out */
  GCancellable     *saving;        /* (owned) (nullable) */
  guint             spinner_source;
  gboolean          filling;       /* the rows are being filled by the window itself */
  gboolean          printing;

  /* Template children */
  AdwToastOverlay  *toast_overlay;
  AdwFlap          *flap;
  AdwComboRow      *what_row;
  GtkWidget        *notes_row;
  GtkSwitch        *notes_switch;
  AdwComboRow      *size_row;
  AdwComboRow      *orientation_row;
  GtkStack         *stack;
  YttPrintPage     *page_view;
  GtkWidget        *pager;
  GtkLabel         *page_label;
  GtkSpinner       *spinner;
  AdwStatusPage    *message;
};

/* Something to print. */
typedef struct
{
  YttPrintSubject  subject;
  YttTour         *tour;   /* (owned) (nullable) */
} Choice;

enum
{
  PROP_0,
  PROP_READY,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (YttPrintWindow, ytt_print_window, ADW_TYPE_WINDOW)

static void lay_out (YttPrintWindow *self);
static void load    (YttPrintWindow *self);

static void
choice_clear (gpointer data)
{
  Choice *choice = data;

  g_clear_object (&choice->tour);
}

static const Choice *
get_choice (YttPrintWindow *self)
{
  guint selected = adw_combo_row_get_selected (self->what_row);

  return selected < self->choices->len ? &g_array_index (self->choices, Choice, selected) : NULL;
}

static YttPaper
get_paper (YttPrintWindow *self)
{
  return ytt_paper_new (adw_combo_row_get_selected (self->size_row) == 1 ? YTT_PAPER_LETTER : YTT_PAPER_A4,
                        adw_combo_row_get_selected (self->orientation_row) == 1);
}

/* What is on the screen */

static void
update_page (YttPrintWindow *self)
{
  guint n = self->sheet != NULL ? ytt_sheet_get_n_pages (self->sheet) : 0;
  GtkWidget *widget = GTK_WIDGET (self);
  g_autofree char *text = NULL;

  gtk_widget_action_set_enabled (widget, "print.previous", n > 0 && self->page > 0);
  gtk_widget_action_set_enabled (widget, "print.next", self->page + 1 < n);
  gtk_widget_action_set_enabled (widget, "print.save", n > 0 && self->saving == NULL);
  gtk_widget_action_set_enabled (widget, "print.print", n > 0 && !self->printing);
  gtk_widget_set_visible (self->pager, n > 1);
  if (n > 0)
    {
      /* Translators: of a preview: which page is shown, and how many there are */
      text = g_strdup_printf (_("Page %u of %u"), self->page + 1, n);
      gtk_label_set_label (self->page_label, text);
    }
  ytt_print_page_show (self->page_view, self->sheet, n > 0 ? self->page : 0);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_READY]);
}

static void
set_page (YttPrintWindow *self,
          guint           page)
{
  if (self->sheet == NULL)
    return;

  self->page = MIN (page, ytt_sheet_get_n_pages (self->sheet) - 1);
  update_page (self);
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
  update_page (self);
}

static void
laid_out_cb (GObject      *object,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr(YttPrintWindow) self = user_data;
  g_autoptr(GError) error = NULL;
  YttSheet *sheet = ytt_sheet_content_lay_out_finish (result, &error);

  if (sheet == NULL)
    return;   /* a later one has taken over, or the window is gone */

  g_clear_pointer (&self->sheet, ytt_sheet_unref);
  self->sheet = sheet;
  self->page = MIN (self->page, ytt_sheet_get_n_pages (sheet) - 1);
  end_waiting (self, "pages");
  update_page (self);
}

static void
lay_out (YttPrintWindow *self)
{
  YttPaper paper = get_paper (self);

  if (self->content == NULL)
    return;

  ytt_sheet_content_lay_out_async (self->content, &paper, gtk_switch_get_active (self->notes_switch),
                                   begin_waiting (self), laid_out_cb, g_object_ref (self));
}

static void
loaded_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(YttPrintWindow) self = user_data;
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
  request = ytt_sheet_request_new_for_session (self->session, choice->subject, choice->tour, self->basemap);
  request->landscape = self->landscape[choice->subject];
  ytt_sheet_load_async (store, request, begin_waiting (self), loaded_cb, g_object_ref (self));
}

/* What there is to choose */

static char *
describe_facility (YttPrintWindow *self)
{
  YttRecord *record = ytt_session_get_record (self->session);

  /* Translators: something to print; %s is the name of a facility */
  return record != NULL ? g_strdup_printf (_("Fact sheet: %s"), record->name) : g_strdup (_("Fact sheet"));
}

static char *
describe_list (YttPrintWindow *self)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (ytt_session_get_facilities (self->session)));
  g_autofree char *number = ytt_format_number (n, 0);

  /* Translators: something to print: the list of facilities, and how many they are */
  return g_strdup_printf (ngettext ("List: %s facility", "List: %s facilities", n), number);
}

static void
add_choice (YttPrintWindow  *self,
            GtkStringList   *names,
            YttPrintSubject  subject,
            YttTour         *tour,
            char            *name)   /* (transfer full) */
{
  Choice choice = { subject, tour != NULL ? g_object_ref (tour) : NULL };
  g_autofree char *owned = name;

  g_array_append_val (self->choices, choice);
  gtk_string_list_append (names, owned);
}

static void
fill_choices (YttPrintWindow *self)
{
  g_autoptr(GtkStringList) names = gtk_string_list_new (NULL);
  GListModel *tours = G_LIST_MODEL (ytt_session_get_tours (self->session));

  g_array_set_size (self->choices, 0);
  add_choice (self, names, YTT_PRINT_MAP, NULL, g_strdup (_("Map")));
  if (ytt_session_get_selected (self->session) != 0)
    add_choice (self, names, YTT_PRINT_FACILITY, NULL, describe_facility (self));
  add_choice (self, names, YTT_PRINT_LIST, NULL, describe_list (self));
  for (guint i = 0; i < g_list_model_get_n_items (tours); i++)
    {
      g_autoptr(YttTour) tour = g_list_model_get_item (tours, i);

      /* Translators: something to print; %s is the title of a tour */
      add_choice (self, names, YTT_PRINT_TOUR, tour, g_strdup_printf (_("Handout: %s"), ytt_tour_get_title (tour)));
    }

  self->filling = TRUE;
  adw_combo_row_set_model (self->what_row, G_LIST_MODEL (names));
  self->filling = FALSE;
}

static void
select_choice (YttPrintWindow  *self,
               YttPrintSubject  subject,
               gint64           tour)
{
  for (guint i = 0; i < self->choices->len; i++)
    {
      const Choice *choice = &g_array_index (self->choices, Choice, i);

      if (choice->subject == subject && (choice->tour == NULL || tour == 0 || ytt_tour_get_id (choice->tour) == tour))
        {
          adw_combo_row_set_selected (self->what_row, i);
          return;
        }
    }
}

/* Each kind of sheet lies as it is used to. */
static void
what_cb (YttPrintWindow *self)
{
  const Choice *choice = get_choice (self);

  if (self->filling || choice == NULL)
    return;

  self->filling = TRUE;
  adw_combo_row_set_selected (self->orientation_row, self->landscape[choice->subject] ? 1 : 0);
  self->filling = FALSE;
  gtk_widget_set_visible (self->notes_row, choice->subject == YTT_PRINT_TOUR);
  self->page = 0;
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

static void
ready_cb (YttPrintWindow *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_READY]);
}

static void
folded_cb (YttPrintWindow *self)
{
  adw_flap_set_reveal_flap (self->flap, !adw_flap_get_folded (self->flap));
}

/* Paper and files */

static void
toast (YttPrintWindow *self,
       const char     *text,
       const char     *button,
       const char     *action)
{
  g_autofree char *escaped = g_markup_escape_text (text, -1);
  AdwToast *notice = adw_toast_new (escaped);

  if (button != NULL)
    {
      adw_toast_set_button_label (notice, button);
      adw_toast_set_action_name (notice, action);
      adw_toast_set_timeout (notice, 10);
    }
  adw_toast_overlay_add_toast (self->toast_overlay, notice);
}

static void
printed_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  YttPrintWindow *self = YTT_PRINT_WINDOW (object);
  g_autoptr(GError) error = NULL;
  gboolean printed = ytt_print_job_run_finish (result, &error);

  self->printing = FALSE;
  if (printed)
    gtk_window_close (GTK_WINDOW (self));
  else if (error != NULL)
    {
      /* Translators: why nothing was printed, in the system's words */
      g_autofree char *text = g_strdup_printf (_("Nothing was printed: %s"), error->message);

      toast (self, text, _("Save as PDF…"), "print.save");
    }
  update_page (self);
}

static void
print_action (GtkWidget  *widget,
              const char *name,
              GVariant   *parameter)
{
  YttPrintWindow *self = YTT_PRINT_WINDOW (widget);

  if (self->content == NULL || self->sheet == NULL)
    return;

  self->printing = TRUE;
  update_page (self);
  ytt_print_job_run_async (GTK_WINDOW (self), self->content, self->sheet, gtk_switch_get_active (self->notes_switch),
                           printed_cb, NULL);
}

static void
saved_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr(YttPrintWindow) self = user_data;
  g_autoptr(GError) error = NULL;
  gboolean saved = ytt_sheet_save_finish (result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;   /* the window is gone */

  g_clear_object (&self->saving);
  if (saved)
    toast (self, _("Saved as PDF"), NULL, NULL);
  else
    toast (self, error->message, _("Try Again…"), "print.save");
  update_page (self);
}

static void
save_response_cb (YttPrintWindow       *self,
                  int                   response,
                  GtkFileChooserNative *chooser)
{
  if (response == GTK_RESPONSE_ACCEPT)
    {
      g_autoptr(GFile) file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (chooser));

      ytt_print_window_save (self, file);
    }
  g_object_unref (chooser);
}

/* A title as the name of a file, on any file system. */
static char *
suggest_name (YttPrintWindow *self)
{
  g_autofree char *title = g_strdup (ytt_sheet_get_title (self->sheet));

  g_strdelimit (title, "/\\:*?\"<>|\n", '-');
  g_strstrip (title);

  return g_strdup_printf ("%s.pdf", *title != '\0' && *title != '.' ? title : _("Print"));
}

static void
save_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  YttPrintWindow *self = YTT_PRINT_WINDOW (widget);
  g_autofree char *suggestion = NULL;
  g_autoptr(GtkFileFilter) filter = NULL;
  GtkFileChooserNative *chooser;

  if (self->sheet == NULL)
    return;

  suggestion = suggest_name (self);
  chooser = gtk_file_chooser_native_new (_("Save as PDF"), GTK_WINDOW (self), GTK_FILE_CHOOSER_ACTION_SAVE,
                                         _("_Save"), NULL);
  filter = gtk_file_filter_new ();
  gtk_file_filter_set_name (filter, _("PDF Files"));
  gtk_file_filter_add_suffix (filter, "pdf");
  gtk_file_chooser_add_filter (GTK_FILE_CHOOSER (chooser), filter);
  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (chooser), suggestion);
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (chooser), TRUE);
  g_signal_connect_object (chooser, "response", G_CALLBACK (save_response_cb), self, G_CONNECT_SWAPPED);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (chooser));
}

static void
turn_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  YttPrintWindow *self = YTT_PRINT_WINDOW (widget);

  if (g_str_equal (name, "print.next"))
    set_page (self, self->page + 1);
  else if (g_str_equal (name, "print.previous"))
    set_page (self, self->page > 0 ? self->page - 1 : 0);
  else if (g_str_equal (name, "print.first"))
    set_page (self, 0);
  else
    set_page (self, G_MAXUINT);
}

/* The class */

static void
ytt_print_window_dispose (GObject *object)
{
  YttPrintWindow *self = YTT_PRINT_WINDOW (object);

  g_clear_handle_id (&self->spinner_source, g_source_remove);
  g_cancellable_cancel (self->loading);
  g_cancellable_cancel (self->saving);
  g_clear_object (&self->loading);
  g_clear_object (&self->saving);
  g_clear_object (&self->session);
  g_clear_pointer (&self->basemap, ytt_basemap_unref);
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
  gtk_widget_class_bind_template_child (widget_class, YttPrintWindow, what_row);
  gtk_widget_class_bind_template_child (widget_class, YttPrintWindow, notes_row);
  gtk_widget_class_bind_template_child (widget_class, YttPrintWindow, notes_switch);
  gtk_widget_class_bind_template_child (widget_class, YttPrintWindow, size_row);
  gtk_widget_class_bind_template_child (widget_class, YttPrintWindow, orientation_row);
  gtk_widget_class_bind_template_child (widget_class, YttPrintWindow, stack);
  gtk_widget_class_bind_template_child (widget_class, YttPrintWindow, page_view);
  gtk_widget_class_bind_template_child (widget_class, YttPrintWindow, pager);
  gtk_widget_class_bind_template_child (widget_class, YttPrintWindow, page_label);
  gtk_widget_class_bind_template_child (widget_class, YttPrintWindow, spinner);
  gtk_widget_class_bind_template_child (widget_class, YttPrintWindow, message);
  gtk_widget_class_bind_template_callback (widget_class, what_cb);
  gtk_widget_class_bind_template_callback (widget_class, lay_out_cb);
  gtk_widget_class_bind_template_callback (widget_class, orientation_cb);
  gtk_widget_class_bind_template_callback (widget_class, ready_cb);
  gtk_widget_class_bind_template_callback (widget_class, folded_cb);
}

static void
add_keys (GtkWidgetClass *widget_class)
{
  static const struct { guint key, modifiers; const char *action; } keys[] = {
    { GDK_KEY_Right, 0, "print.next" },
    { GDK_KEY_Page_Down, 0, "print.next" },
    { GDK_KEY_KP_Page_Down, 0, "print.next" },
    { GDK_KEY_Left, 0, "print.previous" },
    { GDK_KEY_Page_Up, 0, "print.previous" },
    { GDK_KEY_KP_Page_Up, 0, "print.previous" },
    { GDK_KEY_Home, 0, "print.first" },
    { GDK_KEY_End, 0, "print.last" },
    { GDK_KEY_p, GDK_CONTROL_MASK, "print.print" },
    { GDK_KEY_s, GDK_CONTROL_MASK, "print.save" },
    { GDK_KEY_Escape, 0, "window.close" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (keys); i++)
    gtk_widget_class_add_binding_action (widget_class, keys[i].key, keys[i].modifiers, keys[i].action, NULL);
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

  gtk_widget_class_install_action (widget_class, "print.print", NULL, print_action);
  gtk_widget_class_install_action (widget_class, "print.save", NULL, save_action);
  gtk_widget_class_install_action (widget_class, "print.next", NULL, turn_action);
  gtk_widget_class_install_action (widget_class, "print.previous", NULL, turn_action);
  gtk_widget_class_install_action (widget_class, "print.first", NULL, turn_action);
  gtk_widget_class_install_action (widget_class, "print.last", NULL, turn_action);
  add_keys (widget_class);
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
 *
 * Nothing is chosen yet: see ytt_print_window_choose().
 *
 * Returns: (transfer full): a window, not on the screen yet
 */
GtkWidget *
ytt_print_window_new (YttSession *session,
                      YttBasemap *basemap)
{
  YttPrintWindow *self;

  g_return_val_if_fail (YTT_IS_SESSION (session), NULL);

  self = g_object_new (YTT_TYPE_PRINT_WINDOW, NULL);
  self->session = g_object_ref (session);
  self->basemap = basemap != NULL ? ytt_basemap_ref (basemap) : NULL;
  fill_choices (self);
  gtk_window_set_focus (GTK_WINDOW (self), GTK_WIDGET (self->page_view));

  return GTK_WIDGET (self);
}

/**
 * ytt_print_window_choose:
 * @self: the window
 * @subject: what to print
 * @tour: the key of a tour; 0 for the first one, or for what is no tour
 *
 * Chooses as the user would. What there is not to be printed leaves the choice as it is.
 */
void
ytt_print_window_choose (YttPrintWindow  *self,
                         YttPrintSubject  subject,
                         gint64           tour)
{
  g_return_if_fail (YTT_IS_PRINT_WINDOW (self));

  self->filling = TRUE;
  select_choice (self, subject, tour);
  self->filling = FALSE;
  what_cb (self);
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

/**
 * ytt_print_window_save:
 * @self: the window
 * @file: where to
 *
 * Writes what would be printed now as a PDF file, and says whether that went well.
 */
void
ytt_print_window_save (YttPrintWindow *self,
                       GFile          *file)
{
  g_return_if_fail (YTT_IS_PRINT_WINDOW (self));
  g_return_if_fail (G_IS_FILE (file));

  if (self->sheet == NULL || self->saving != NULL)
    return;

  self->saving = g_cancellable_new ();
  update_page (self);
  ytt_sheet_save_async (self->sheet, file, self->saving, saved_cb, g_object_ref (self));
}
