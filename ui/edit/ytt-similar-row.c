#include "config.h"

#include "ytt-similar-row.h"

#include <glib/gi18n.h>

#include "ytt-codes.h"
#include "ytt-format.h"

struct _YttSimilarRow
{
  AdwActionRow  parent_instance;

  YttMatchKind  kind;
  GCancellable *cancellable;   /* (owned) (nullable) */
  gint64        found;         /* 0 for none */
};

G_DEFINE_FINAL_TYPE (YttSimilarRow, ytt_similar_row, ADW_TYPE_ACTION_ROW)

static void
show_matches (YttSimilarRow *self,
              GPtrArray     *matches)
{
  YttMatch *first = matches->len > 0 ? g_ptr_array_index (matches, 0) : NULL;
  g_autofree char *text = NULL, *escaped = NULL;
  GString *subtitle;

  self->found = first != NULL ? first->id : 0;
  gtk_widget_set_visible (GTK_WIDGET (self), first != NULL);
  if (first == NULL)
    return;

  subtitle = g_string_new (first->text);
  if (first->detail != NULL)
    {
      g_autofree char *detail = self->kind == YTT_MATCH_ANNOUNCEMENT ? ytt_format_date (first->detail)
                                                                     : g_strdup (ytt_country_get_name (first->detail));

      g_string_append_printf (subtitle, ", %s", detail);
    }
  if (matches->len > 1)
    /* Translators: how many others may be the same one as well; stands after the first one's name */
    g_string_append_printf (subtitle, ngettext (" and %u more", " and %u more", matches->len - 1), matches->len - 1);
  text = g_string_free (subtitle, FALSE);
  escaped = g_markup_escape_text (text, -1);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self), escaped);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (self), "x", self->found);
}

static void
found_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr(YttSimilarRow) self = user_data;
  g_autoptr(GPtrArray) matches = ytt_store_find_similar_finish (YTT_STORE (object), result, NULL);

  /* A hint: where it cannot be given, nothing is said. */
  if (matches != NULL && self->cancellable != NULL)
    show_matches (self, matches);
}

static void
ytt_similar_row_dispose (GObject *object)
{
  YttSimilarRow *self = YTT_SIMILAR_ROW (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);

  G_OBJECT_CLASS (ytt_similar_row_parent_class)->dispose (object);
}

static void
ytt_similar_row_class_init (YttSimilarRowClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = ytt_similar_row_dispose;
}

static void
ytt_similar_row_init (YttSimilarRow *self)
{
  GtkWidget *icon = gtk_image_new_from_icon_name ("go-next-symbolic");

  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (self), 2);
  gtk_widget_add_css_class (GTK_WIDGET (self), "similar");
  gtk_widget_set_tooltip_text (GTK_WIDGET (self), _("Go There"));
  adw_action_row_add_suffix (ADW_ACTION_ROW (self), icon);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (self), TRUE);
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

static void
set_kind (YttSimilarRow *self,
          YttMatchKind   kind)
{
  const char *title, *action;

  switch ((guint) kind)
    {
    case YTT_MATCH_ORGANISATION:
      title = _("Perhaps the same organisation as");
      action = "detail.organisation";
      break;
    case YTT_MATCH_ANNOUNCEMENT:
      title = _("Perhaps the same announcement as");
      action = "announcement.select";
      break;
    case YTT_MATCH_FACILITY:
    default:
      title = _("Perhaps the same facility as");
      action = "detail.select";
      break;
    }

  self->kind = kind;
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), title);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self), action);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (self), "x", (gint64) 0);
}

/**
 * ytt_similar_row_new:
 * @kind: what it points to: %YTT_MATCH_FACILITY, %YTT_MATCH_ORGANISATION or %YTT_MATCH_ANNOUNCEMENT
 *
 * Returns: (transfer floating): a hidden row
 */
GtkWidget *
ytt_similar_row_new (YttMatchKind kind)
{
  YttSimilarRow *self = g_object_new (YTT_TYPE_SIMILAR_ROW, NULL);

  set_kind (self, kind);

  return GTK_WIDGET (self);
}

/**
 * ytt_similar_row_ask:
 * @self: a row
 * @store: (nullable): the document
 * @key: the key of what there may be others of; 0 for what is not in the document yet
 * @name: (nullable): the name that it has or is to have
 *
 * Looks whether there are others, and shows itself if so.
 */
void
ytt_similar_row_ask (YttSimilarRow *self,
                     YttStore      *store,
                     gint64         key,
                     const char    *name)
{
  g_return_if_fail (YTT_IS_SIMILAR_ROW (self));

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  if (store == NULL)
    return;

  self->cancellable = g_cancellable_new ();
  ytt_store_find_similar_async (store, self->kind, key, name, self->cancellable, found_cb, g_object_ref (self));
}

/**
 * ytt_similar_row_get:
 * @self: a row
 *
 * Returns: the key of what it points to; 0 for none
 */
gint64
ytt_similar_row_get (YttSimilarRow *self)
{
  g_return_val_if_fail (YTT_IS_SIMILAR_ROW (self), 0);

  return self->found;
}
