#include "config.h"

#include "ytt-claims-part.h"

#include <glib/gi18n.h>
#include <string.h>

#include "ytt-claim-adder.h"
#include "ytt-claim-edit-row.h"
#include "ytt-field.h"
#include "ytt-record-part.h"
#include "ytt-source-edit-row.h"
#include "ytt-store-rows.h"

/* The claims on one attribute. */
typedef struct
{
  char      *attribute;   /* (owned) */
  GtkWidget *group;
  GPtrArray *rows;        /* (owned) (element-type YttClaimEditRow) (not owned) */
} Group;

struct _YttClaimsPart
{
  AdwBin         parent_instance;

  YttEditor     *editor;        /* (owned) (nullable) */
  YttRecord     *record;        /* (owned) (nullable): the one that is wanted */
  gint64         shown;         /* the facility whose claims are shown */
  GCancellable  *cancellable;   /* (owned) (nullable) of what reads the rows */

  GtkBox        *box;
  GtkWidget     *adder_group;
  YttClaimAdder *adder;         /* (nullable): until there is an editor */
  GSignalGroup  *editor_signals; /* (owned) */
  GPtrArray     *groups;        /* (owned) (element-type Group), in order */
  GtkWidget     *source_group;
  GPtrArray     *source_rows;   /* (owned) (element-type YttSourceEditRow) (not owned) */
};

static void ytt_claims_part_iface_init (YttRecordPartInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (YttClaimsPart, ytt_claims_part, ADW_TYPE_BIN,
                               G_IMPLEMENT_INTERFACE (YTT_TYPE_RECORD_PART, ytt_claims_part_iface_init))

static void
group_free (Group *group)
{
  g_free (group->attribute);
  g_ptr_array_unref (group->rows);
  g_free (group);
}

static Group *
take_group (GPtrArray  *groups,
            const char *attribute)
{
  for (guint i = 0; i < groups->len; i++)
    if (strcmp (((Group *) g_ptr_array_index (groups, i))->attribute, attribute) == 0)
      return g_ptr_array_steal_index (groups, i);

  return NULL;
}

static Group *
group_new (YttClaimsPart *self,
           const char    *attribute)
{
  Group *group = g_new0 (Group, 1);

  group->attribute = g_strdup (attribute);
  group->group = g_object_new (ADW_TYPE_PREFERENCES_GROUP, NULL);
  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group->group), ytt_attribute_get_label (attribute));
  gtk_widget_add_css_class (group->group, "claim-group");
  group->rows = g_ptr_array_new ();
  gtk_box_append (self->box, group->group);

  return group;
}

/* Puts rows into a group that has others already, or none. */
static void
arrange (GtkWidget *group,
         GPtrArray *old,
         GPtrArray *rows)
{
  GtkListBox *list_box;

  if (rows->len > 0 && old->len == 0 && gtk_widget_get_parent (g_ptr_array_index (rows, 0)) == NULL)
    adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), g_ptr_array_index (rows, 0));
  list_box = rows->len + old->len > 0 ? GTK_LIST_BOX (gtk_widget_get_ancestor (
    g_ptr_array_index (old->len > 0 ? old : rows, 0), GTK_TYPE_LIST_BOX)) : NULL;
  if (list_box == NULL)
    return;

  for (guint i = 0; i < old->len; i++)
    if (!g_ptr_array_find (rows, g_ptr_array_index (old, i), NULL))
      gtk_list_box_remove (list_box, g_ptr_array_index (old, i));
  ytt_fields_arrange (list_box, rows);
}

static GtkWidget *
get_claim_row (YttClaimsPart *self,
               GPtrArray     *rows,
               gint64         claim)
{
  for (guint i = 0; i < rows->len; i++)
    if (ytt_claim_edit_row_get_claim (g_ptr_array_index (rows, i)) == claim)
      return g_ptr_array_index (rows, i);

  return ytt_claim_edit_row_new (self->editor);
}

/* The claims that stand, the shown one first; then those that were withdrawn. */
static void
show_group (YttClaimsPart   *self,
            Group           *group,
            YttClaimBook    *book,
            const YttFigure *figure)
{
  g_autoptr(GPtrArray) rows = g_ptr_array_new ();
  GPtrArray *withdrawn = ytt_claim_book_get_withdrawn (book);

  for (guint i = 0; figure != NULL && i < figure->claims->len; i++)
    {
      gint64 id = ((YttClaim *) g_ptr_array_index (figure->claims, i))->id;
      GtkWidget *row = get_claim_row (self, group->rows, id);

      ytt_claim_edit_row_set_claim (YTT_CLAIM_EDIT_ROW (row), self->record, book, figure, id);
      g_ptr_array_add (rows, row);
    }
  for (guint i = 0; i < withdrawn->len; i++)
    {
      YttClaim *claim = g_ptr_array_index (withdrawn, i);
      GtkWidget *row;

      if (strcmp (claim->attribute, group->attribute) != 0)
        continue;

      row = get_claim_row (self, group->rows, claim->id);
      ytt_claim_edit_row_set_claim (YTT_CLAIM_EDIT_ROW (row), self->record, book, NULL, claim->id);
      g_ptr_array_add (rows, row);
    }

  arrange (group->group, group->rows, rows);
  g_ptr_array_unref (group->rows);
  group->rows = g_steal_pointer (&rows);
}

static void
add_group (YttClaimsPart   *self,
           GPtrArray       *old,
           YttClaimBook    *book,
           const char      *attribute,
           const YttFigure *figure)
{
  Group *group = take_group (old, attribute);

  if (group == NULL)
    group = group_new (self, attribute);
  show_group (self, group, book, figure);
  g_ptr_array_add (self->groups, group);
}

static const YttFigure *
find_figure (GPtrArray  *figures,
             const char *attribute)
{
  for (guint i = 0; i < figures->len; i++)
    if (strcmp (((YttFigure *) g_ptr_array_index (figures, i))->attribute, attribute) == 0)
      return g_ptr_array_index (figures, i);

  return NULL;
}

static gboolean
has_group (YttClaimsPart *self,
           const char    *attribute)
{
  for (guint i = 0; i < self->groups->len; i++)
    if (strcmp (((Group *) g_ptr_array_index (self->groups, i))->attribute, attribute) == 0)
      return TRUE;

  return FALSE;
}

static void
show_claims (YttClaimsPart *self,
             YttClaimBook  *book)
{
  g_autoptr(GPtrArray) old = g_steal_pointer (&self->groups);
  GPtrArray *figures = ytt_claim_book_get_figures (book);
  GPtrArray *withdrawn = ytt_claim_book_get_withdrawn (book);
  const YttFigure *status = find_figure (figures, "status");
  GtkWidget *before = self->adder_group;

  self->groups = g_ptr_array_new_with_free_func ((GDestroyNotify) group_free);
  if (status != NULL)
    add_group (self, old, book, "status", status);
  for (guint i = 0; i < figures->len; i++)
    {
      const YttFigure *figure = g_ptr_array_index (figures, i);

      if (figure != status)
        add_group (self, old, book, figure->attribute, figure);
    }
  for (guint i = 0; i < withdrawn->len; i++)
    {
      const char *attribute = ((YttClaim *) g_ptr_array_index (withdrawn, i))->attribute;

      if (!has_group (self, attribute))
        add_group (self, old, book, attribute, NULL);
    }

  for (guint i = 0; i < old->len; i++)
    gtk_box_remove (self->box, ((Group *) g_ptr_array_index (old, i))->group);
  for (guint i = 0; i < self->groups->len; i++)
    {
      GtkWidget *group = ((Group *) g_ptr_array_index (self->groups, i))->group;

      if (gtk_widget_get_prev_sibling (group) != before)
        gtk_box_reorder_child_after (self->box, group, before);
      before = group;
    }
  gtk_box_reorder_child_after (self->box, self->source_group, before);
}

static void
show_sources (YttClaimsPart *self,
              YttClaimBook  *book)
{
  g_autoptr(GPtrArray) rows = g_ptr_array_new ();
  GPtrArray *sources = ytt_claim_book_get_sources (book);

  for (guint i = 0; i < sources->len; i++)
    {
      YttSource *source = g_ptr_array_index (sources, i);
      GtkWidget *row = NULL;

      for (guint j = 0; row == NULL && j < self->source_rows->len; j++)
        if (ytt_source_edit_row_get_source (g_ptr_array_index (self->source_rows, j)) == source->id)
          row = g_ptr_array_index (self->source_rows, j);
      if (row == NULL)
        row = ytt_source_edit_row_new (self->editor, self->shown);
      ytt_source_edit_row_set_source (YTT_SOURCE_EDIT_ROW (row), book, source->id);
      g_ptr_array_add (rows, row);
    }

  arrange (self->source_group, self->source_rows, rows);
  gtk_widget_set_visible (self->source_group, rows->len > 0);
  g_ptr_array_unref (self->source_rows);
  self->source_rows = g_steal_pointer (&rows);
}

/* Claims of another facility are other claims: none of their rows stays. */
static void
forget_rows (YttClaimsPart *self)
{
  g_autoptr(GPtrArray) none = g_ptr_array_new ();

  for (guint i = 0; i < self->groups->len; i++)
    gtk_box_remove (self->box, ((Group *) g_ptr_array_index (self->groups, i))->group);
  g_ptr_array_set_size (self->groups, 0);
  arrange (self->source_group, self->source_rows, none);
  g_ptr_array_set_size (self->source_rows, 0);
}

static void
all_read_cb (GObject      *object,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr(YttClaimsPart) self = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) rows = ytt_store_read_rows_finish (YTT_STORE (object), result, &error);
  g_autoptr(YttClaimBook) book = NULL;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;   /* they are read anew */

  g_clear_object (&self->cancellable);
  /* Where they cannot be read, the record cannot either, and the pane says so in the editor's place. */
  if (rows == NULL || self->record == NULL)
    return;

  book = ytt_claim_book_new (rows, self->record->stages);
  if (self->shown != self->record->id)
    forget_rows (self);
  self->shown = self->record->id;
  show_claims (self, book);
  show_sources (self, book);
  ytt_claim_adder_set_record (self->adder, self->record, book);
  gtk_widget_set_visible (GTK_WIDGET (self->box), TRUE);
}

static void
want_source (GArray *wanted,
             gint64  source)
{
  YttRowsWanted one = { "source", "id", source };

  for (guint i = 0; i < wanted->len; i++)
    if (g_array_index (wanted, YttRowsWanted, i).key == source
        && strcmp (g_array_index (wanted, YttRowsWanted, i).table, "source") == 0)
      return;

  g_array_append_val (wanted, one);
}

/* What sources there are is known from the claims; then all is read as it is at one moment. */
static void
claims_read_cb (GObject      *object,
                GAsyncResult *result,
                gpointer      user_data)
{
  g_autoptr(YttClaimsPart) self = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) rows = ytt_store_read_rows_finish (YTT_STORE (object), result, &error);
  g_autoptr(GArray) wanted = g_array_new (FALSE, FALSE, sizeof (YttRowsWanted));
  YttRowsWanted claims = { "claim", "facility", 0 };

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (rows == NULL || self->record == NULL)
    {
      g_clear_object (&self->cancellable);
      return;
    }

  claims.key = self->record->id;
  g_array_append_val (wanted, claims);
  for (guint i = 0; i < self->record->sources->len; i++)
    want_source (wanted, ((YttSource *) g_ptr_array_index (self->record->sources, i))->id);
  for (guint i = 0; i < rows->len; i++)
    want_source (wanted, ytt_row_get (g_ptr_array_index (rows, i), "source").integer);
  ytt_store_read_rows_async (YTT_STORE (object), (const YttRowsWanted *) wanted->data, wanted->len, self->cancellable,
                             all_read_cb, g_object_ref (self));
}

/* Rows that were read before a change of ours would look like somebody else's; the record is shown again next. */
static void
done_cb (YttClaimsPart *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
}

static void
take_editor (YttClaimsPart *self,
             YttEditor     *editor)
{
  if (self->adder != NULL)
    return;

  self->editor = g_object_ref (editor);
  g_signal_group_set_target (self->editor_signals, editor);
  self->adder = YTT_CLAIM_ADDER (ytt_claim_adder_new (editor));
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self->adder_group), GTK_WIDGET (self->adder));
}

static void
ytt_claims_part_set_record (YttRecordPart *part,
                            YttSession    *session,
                            YttRecord     *record,
                            GPtrArray     *rows)
{
  YttClaimsPart *self = YTT_CLAIMS_PART (part);
  YttStore *store = ytt_session_get_store (session);
  const YttRowsWanted claims = { "claim", "facility", record->id };

  take_editor (self, ytt_session_get_editor (session));
  ytt_record_ref (record);
  g_clear_pointer (&self->record, ytt_record_unref);
  self->record = record;

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  if (store == NULL)
    return;

  self->cancellable = g_cancellable_new ();
  ytt_store_read_rows_async (store, &claims, 1, self->cancellable, claims_read_cb, g_object_ref (self));
}

static void
ytt_claims_part_iface_init (YttRecordPartInterface *iface)
{
  iface->set_record = ytt_claims_part_set_record;
}

static void
ytt_claims_part_dispose (GObject *object)
{
  YttClaimsPart *self = YTT_CLAIMS_PART (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->editor_signals);
  g_clear_object (&self->editor);
  g_clear_pointer (&self->record, ytt_record_unref);

  G_OBJECT_CLASS (ytt_claims_part_parent_class)->dispose (object);
}

static void
ytt_claims_part_finalize (GObject *object)
{
  YttClaimsPart *self = YTT_CLAIMS_PART (object);

  g_ptr_array_unref (self->groups);
  g_ptr_array_unref (self->source_rows);

  G_OBJECT_CLASS (ytt_claims_part_parent_class)->finalize (object);
}

static void
ytt_claims_part_class_init (YttClaimsPartClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = ytt_claims_part_dispose;
  object_class->finalize = ytt_claims_part_finalize;
}

static void
ytt_claims_part_init (YttClaimsPart *self)
{
  self->groups = g_ptr_array_new_with_free_func ((GDestroyNotify) group_free);
  self->source_rows = g_ptr_array_new ();
  self->editor_signals = g_signal_group_new (YTT_TYPE_EDITOR);
  g_signal_group_connect_object (self->editor_signals, "done", G_CALLBACK (done_cb), self, G_CONNECT_SWAPPED);

  self->box = GTK_BOX (gtk_box_new (GTK_ORIENTATION_VERTICAL, 14));
  gtk_widget_set_visible (GTK_WIDGET (self->box), FALSE);
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->box));
  self->adder_group = g_object_new (ADW_TYPE_PREFERENCES_GROUP, "title", _("Claims"), NULL);
  gtk_box_append (self->box, self->adder_group);
  self->source_group = g_object_new (ADW_TYPE_PREFERENCES_GROUP, "title", _("Sources"), NULL);
  gtk_box_append (self->box, self->source_group);
}

/**
 * ytt_claims_part_new:
 *
 * Returns: (transfer floating): the part of the record editor with the claims
 */
GtkWidget *
ytt_claims_part_new (void)
{
  return g_object_new (YTT_TYPE_CLAIMS_PART, NULL);
}
