#include "config.h"

#include "ytt-import-review.h"

#include <glib/gi18n.h>

#include "ytt-import-row-view.h"
#include "ytt-import-rows.h"

struct _YttImportReview
{
  GtkBox            parent_instance;

  YttStore         *store;         /* (owned) (nullable) */
  YttImport        *import;        /* (owned) (nullable) */
  YttImportRows    *rows;          /* (owned) */
  GHashTable       *names;         /* (owned) (element-type gint64 utf8): what facilities are called that were chosen */
  GtkWidget        *buttons[YTT_N_IMPORT_VERDICTS];
  YttImportVerdict  verdict;       /* whose rows are listed */

  /* Template children */
  GtkWidget        *verdicts;
  GtkStack         *rows_stack;
  AdwStatusPage    *none_page;
  GtkListView      *list;
};

enum
{
  DECIDED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (YttImportReview, ytt_import_review, GTK_TYPE_BOX)

static void
show_rows (YttImportReview *self,
           gboolean         anew)
{
  static const char * const none[YTT_N_IMPORT_VERDICTS] = {
    N_("Nothing New"), N_("Nothing Changes"), N_("Nothing Is There Already"), N_("All Rows Can Be Used"), N_("Nothing Left Out")
  };
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;
  gboolean had_focus = focus != NULL && gtk_widget_is_ancestor (focus, GTK_WIDGET (self->list));

  ytt_import_rows_show (self->rows, self->import, self->verdict, anew);
  adw_status_page_set_title (self->none_page, _(none[self->verdict]));
  gtk_stack_set_visible_child_name (self->rows_stack,
                                    g_list_model_get_n_items (G_LIST_MODEL (self->rows)) > 0 ? "some" : "none");

  /* The row that had it may be gone; the next one is decided next, or the buttons tell where there are more. */
  if (had_focus && !gtk_widget_child_focus (GTK_WIDGET (self->list), GTK_DIR_TAB_FORWARD))
    gtk_widget_grab_focus (self->buttons[self->verdict]);
}

static char *
format_count (YttImportVerdict verdict,
              guint            n)
{
  switch (verdict)
    {
    case YTT_IMPORT_NEW:
      return g_strdup_printf (_("%u New"), n);
    case YTT_IMPORT_CHANGED:
      return g_strdup_printf (_("%u Changed"), n);
    case YTT_IMPORT_SAME:
      return g_strdup_printf (_("%u the Same"), n);
    case YTT_IMPORT_UNUSABLE:
      return g_strdup_printf (_("%u Unusable"), n);
    case YTT_IMPORT_LEFT_OUT:
    default:
      return g_strdup_printf (_("%u Left Out"), n);
    }
}

static void
show_counts (YttImportReview *self)
{
  for (YttImportVerdict verdict = 0; verdict < YTT_N_IMPORT_VERDICTS; verdict++)
    {
      g_autofree char *text = format_count (verdict, ytt_import_count (self->import, verdict));

      gtk_button_set_label (GTK_BUTTON (self->buttons[verdict]), text);
    }
  gtk_widget_set_visible (self->buttons[YTT_IMPORT_LEFT_OUT], ytt_import_count (self->import, YTT_IMPORT_LEFT_OUT) > 0);
}

static void
decided_cb (YttImportRowView *view,
            gint64            facility,
            const char       *name,
            GtkListItem      *item)
{
  YttImportReview *self = YTT_IMPORT_REVIEW (gtk_widget_get_ancestor (GTK_WIDGET (view), YTT_TYPE_IMPORT_REVIEW));
  YttImportItem *row = gtk_list_item_get_item (item);
  guint position;

  if (row == NULL || self == NULL || !ytt_import_get_reviewed (self->import))
    return;

  position = ytt_import_item_get_row (row);
  if (facility > 0)
    g_hash_table_insert (self->names, g_memdup2 (&facility, sizeof facility), g_strdup (name));
  ytt_import_decide (self->import, position, facility);
  ytt_import_rows_refresh (self->rows, position);
  show_counts (self);
  show_rows (self, FALSE);
  g_signal_emit (self, signals[DECIDED], 0);
}

static void
setup_cb (GtkSignalListItemFactory *factory,
          GtkListItem              *item,
          gpointer                  user_data)
{
  GtkWidget *view = ytt_import_row_view_new ();

  g_signal_connect_object (view, "decided", G_CALLBACK (decided_cb), item, 0);
  gtk_list_item_set_child (item, view);
  gtk_list_item_set_activatable (item, FALSE);
  gtk_list_item_set_selectable (item, FALSE);
}

static void
bind_cb (GtkSignalListItemFactory *factory,
         GtkListItem              *item,
         gpointer                  user_data)
{
  YttImportReview *self = user_data;
  guint row = ytt_import_item_get_row (gtk_list_item_get_item (item));
  gint64 decision = ytt_import_get_decision (self->import, row);

  ytt_import_row_view_show (YTT_IMPORT_ROW_VIEW (gtk_list_item_get_child (item)), self->store, self->import, row,
                            g_hash_table_lookup (self->names, &decision));
}

static void
verdict_cb (GtkToggleButton *button,
            YttImportReview *self)
{
  if (!gtk_toggle_button_get_active (button))
    return;

  for (YttImportVerdict verdict = 0; verdict < YTT_N_IMPORT_VERDICTS; verdict++)
    if (self->buttons[verdict] == GTK_WIDGET (button))
      self->verdict = verdict;
  if (self->import != NULL)
    show_rows (self, TRUE);
}

static void
add_verdict_buttons (YttImportReview *self)
{
  for (YttImportVerdict verdict = 0; verdict < YTT_N_IMPORT_VERDICTS; verdict++)
    {
      GtkWidget *button = gtk_toggle_button_new ();

      if (verdict > 0)
        gtk_toggle_button_set_group (GTK_TOGGLE_BUTTON (button), GTK_TOGGLE_BUTTON (self->buttons[0]));
      self->buttons[verdict] = button;
      gtk_box_append (GTK_BOX (self->verdicts), button);
      g_signal_connect_object (button, "toggled", G_CALLBACK (verdict_cb), self, 0);
    }
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (self->buttons[0]), TRUE);
}

static void
ytt_import_review_dispose (GObject *object)
{
  YttImportReview *self = YTT_IMPORT_REVIEW (object);

  g_clear_object (&self->store);
  g_clear_object (&self->import);
  g_clear_object (&self->rows);
  g_clear_pointer (&self->names, g_hash_table_unref);

  G_OBJECT_CLASS (ytt_import_review_parent_class)->dispose (object);
}

static void
ytt_import_review_class_init (YttImportReviewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = ytt_import_review_dispose;

  signals[DECIDED] = g_signal_new ("decided", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (widget_class, YTT_UI "exchange/ytt-import-review.ui");
#define CHILD(name) gtk_widget_class_bind_template_child (widget_class, YttImportReview, name)
  CHILD (verdicts);
  CHILD (rows_stack);
  CHILD (none_page);
  CHILD (list);
#undef CHILD
}

static void
ytt_import_review_init (YttImportReview *self)
{
  g_autoptr(GtkListItemFactory) factory = gtk_signal_list_item_factory_new ();
  g_autoptr(GtkSelectionModel) selection = NULL;

  gtk_widget_init_template (GTK_WIDGET (self));
  self->rows = ytt_import_rows_new ();
  self->names = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_free);

  g_signal_connect_object (factory, "setup", G_CALLBACK (setup_cb), self, 0);
  g_signal_connect_object (factory, "bind", G_CALLBACK (bind_cb), self, 0);
  selection = GTK_SELECTION_MODEL (gtk_no_selection_new (G_LIST_MODEL (g_object_ref (self->rows))));
  gtk_list_view_set_factory (self->list, factory);
  gtk_list_view_set_model (self->list, selection);
  add_verdict_buttons (self);
}

/**
 * ytt_import_review_set_store:
 * @self: a review
 * @store: the document that rows are matched with
 */
void
ytt_import_review_set_store (YttImportReview *self,
                             YttStore        *store)
{
  g_return_if_fail (YTT_IS_IMPORT_REVIEW (self));

  g_set_object (&self->store, store);
}

/**
 * ytt_import_review_show:
 * @self: a review
 * @import: an import that has been reviewed
 * @anew: whether the rows may be read otherwise than before; else those that stay are left alone, with the focus
 *
 * Lists the rows, and tells how many there are of each kind.
 */
void
ytt_import_review_show (YttImportReview *self,
                        YttImport       *import,
                        gboolean         anew)
{
  g_return_if_fail (YTT_IS_IMPORT_REVIEW (self));
  g_return_if_fail (YTT_IS_IMPORT (import));

  g_set_object (&self->import, import);
  show_counts (self);
  show_rows (self, anew);
}

void
ytt_import_review_choose (YttImportReview  *self,
                          YttImportVerdict  verdict)
{
  g_return_if_fail (YTT_IS_IMPORT_REVIEW (self));
  g_return_if_fail (verdict < YTT_N_IMPORT_VERDICTS);

  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (self->buttons[verdict]), TRUE);
}
