#include "config.h"

#include "ytt-company-list.h"
#include "ytt-summary.h"

#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

/* The two fields of a row. */
typedef struct
{
  gint64        id;
  YttTextField *name;
  YttTextField *share;   /* (nullable) */
} Pair;

struct _YttCompanyList
{
  AdwPreferencesGroup parent_instance;

  YttEditor    *editor;       /* (owned) (nullable) */
  YttRecord    *record;       /* (owned) (nullable) */
  char         *role;         /* (owned) */
  char         *row_title;    /* (owned) */
  gboolean      has_shares;

  GArray       *pairs;        /* (owned) (element-type Pair), in order */
  YttTextField *adder;
};

G_DEFINE_FINAL_TYPE (YttCompanyList, ytt_company_list, ADW_TYPE_PREFERENCES_GROUP)

static const char *
find_name (YttCompanyList *self,
           gint64          organisation)
{
  GPtrArray *lists[] = { self->record->operators, self->record->owners };

  for (gsize i = 0; i < G_N_ELEMENTS (lists); i++)
    for (guint j = 0; j < lists[i]->len; j++)
      {
        YttOrganisation *one = g_ptr_array_index (lists[i], j);

        if (one->id == organisation)
          return one->name;
      }

  return "";
}

static char *
format_name_cb (YttField *field,
                YttRow   *row,
                gpointer  user_data)
{
  YttCell organisation = ytt_row_get (row, "organisation");

  return g_strdup (find_name (user_data, organisation.kind == YTT_CELL_INTEGER ? organisation.integer : 0));
}

static char *
format_share_cb (YttField *field,
                 YttRow   *row,
                 gpointer  user_data)
{
  YttCell share = ytt_row_get (row, "share");

  if (share.kind == YTT_CELL_INTEGER)
    return g_strdup_printf ("%" G_GINT64_FORMAT, share.integer);
  if (share.kind != YTT_CELL_REAL)
    return g_strdup ("");

  /* In the user's own notation. */
  return g_strdup_printf ("%.10g", share.real);
}

/* "62.5", "62,5 %" and nothing */
static gboolean
read_share_cb (YttField    *field,
               const char  *text,
               GPtrArray   *readings,
               gpointer     user_data,
               GError     **error)
{
  g_autofree char *number = g_strdelimit (g_strdup (text), ",", '.');
  YttFieldReading *reading;
  char *end = NULL;
  double share;

  share = g_ascii_strtod (number, &end);
  while (*end == ' ' || *end == '%' || g_str_has_prefix (end, "\xc2\xa0"))
    end += *end == '\xc2' ? 2 : 1;
  if (*text != '\0' && (*end != '\0' || end == number || !(share > 0.0 && share <= 100.0)))
    {
      g_set_error_literal (error, YTT_ERROR, YTT_ERROR_INVALID,
                           _("A share is a number of per cent, more than 0 and not more than 100"));
      return FALSE;
    }

  reading = ytt_field_reading_new (NULL);
  ytt_field_reading_set (reading, "share", *text != '\0' ? YTT_CELL_OF_REAL (share) : YTT_CELL_OF_NULL);
  g_ptr_array_add (readings, reading);

  return TRUE;
}

static char *
make_summary (YttCompanyList *self,
              const char     *of_operators,
              const char     *of_owners)
{
  return ytt_summary_fill_in (self->has_shares ? of_owners : of_operators,
                              self->record != NULL ? self->record->name : NULL);
}

static void
save_row_cb (YttField        *field,
             YttFieldReading *reading,
             YttChanges      *changes,
             gpointer         user_data)
{
  YttCompanyList *self = user_data;
  YttRow *row = ytt_field_get_row (field);
  g_autofree char *summary = NULL;
  YttCell old;
  gint64 organisation;

  if (row == NULL)
    return;

  old = ytt_row_get (row, "organisation");
  organisation = ytt_organisation_field_take (reading, changes);
  if (organisation == 0)
    {
      ytt_changes_delete (changes, "facility_organisation", ytt_row_get_id (row));
      summary = make_summary (self, _("Remove an operator of %s"), _("Remove an owner of %s"));
    }
  else if (!ytt_cell_equal (old, YTT_CELL_OF_INTEGER (organisation)))
    {
      ytt_changes_update (changes, "facility_organisation", ytt_row_get_id (row));
      ytt_changes_set (changes, "organisation", YTT_CELL_OF_INTEGER (organisation));
      summary = make_summary (self, _("Change an operator of %s"), _("Change an owner of %s"));
    }
  else
    return;

  ytt_changes_expect (changes, "organisation", old);
  ytt_field_set_summary (field, summary);
}

static gint64
get_next_position (YttCompanyList *self)
{
  gint64 next = 0;

  for (guint i = 0; i < self->pairs->len; i++)
    {
      YttRow *row = ytt_field_get_row (YTT_FIELD (g_array_index (self->pairs, Pair, i).name));
      YttCell position = row != NULL ? ytt_row_get (row, "position") : YTT_CELL_OF_NULL;

      if (position.kind == YTT_CELL_INTEGER)
        next = MAX (next, position.integer + 1);
    }

  return next;
}

static void
save_added_cb (YttField        *field,
               YttFieldReading *reading,
               YttChanges      *changes,
               gpointer         user_data)
{
  YttCompanyList *self = user_data;
  g_autofree char *summary = make_summary (self, _("Add an operator of %s"), _("Add an owner of %s"));
  gint64 organisation;

  if (self->record == NULL)
    return;

  organisation = ytt_organisation_field_take (reading, changes);
  if (organisation == 0)
    return;

  ytt_changes_insert (changes, "facility_organisation");
  ytt_changes_set (changes, "facility", YTT_CELL_OF_INTEGER (self->record->id));
  ytt_changes_set (changes, "organisation", YTT_CELL_OF_INTEGER (organisation));
  ytt_changes_set (changes, "role", YTT_CELL_OF_TEXT (self->role));
  ytt_changes_set (changes, "position", YTT_CELL_OF_INTEGER (get_next_position (self)));
  ytt_field_set_summary (field, summary);
}

static void
remove_cb (GtkWidget      *button,
           YttCompanyList *self)
{
  YttField *field = YTT_FIELD (gtk_widget_get_ancestor (button, YTT_TYPE_FIELD));

  gtk_widget_grab_focus (GTK_WIDGET (self->adder));
  ytt_field_type (field, "");
  ytt_field_save (field);
}

static void
make_pair (YttCompanyList *self,
           Pair           *pair)
{
  GtkWidget *button = gtk_button_new_from_icon_name ("user-trash-symbolic");

  pair->name = YTT_TEXT_FIELD (ytt_organisation_field_new (self->row_title));
  ytt_field_bind (YTT_FIELD (pair->name), self->editor, "facility_organisation", "organisation");
  ytt_field_set_format_func (YTT_FIELD (pair->name), format_name_cb, self, NULL);
  ytt_field_set_save_func (YTT_FIELD (pair->name), save_row_cb, self, NULL);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_add_css_class (button, "field-button");
  gtk_widget_set_tooltip_text (button, _("Remove"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Remove"), -1);
  g_signal_connect_object (button, "clicked", G_CALLBACK (remove_cb), self, 0);
  ytt_field_add_suffix (YTT_FIELD (pair->name), button);

  if (!self->has_shares)
    return;

  pair->share = YTT_TEXT_FIELD (ytt_text_field_new (_("Share in Per Cent")));
  ytt_field_bind (YTT_FIELD (pair->share), self->editor, "facility_organisation", "share");
  ytt_field_set_format_func (YTT_FIELD (pair->share), format_share_cb, self, NULL);
  ytt_field_set_read_func (YTT_FIELD (pair->share), read_share_cb, self, NULL);
  gtk_widget_add_css_class (GTK_WIDGET (pair->share), "sub-field");
}

/* Fields may outlive the group by a commit that is under way. */
static void
let_go (Pair *pair)
{
  ytt_field_set_save_func (YTT_FIELD (pair->name), NULL, NULL, NULL);
  ytt_field_set_format_func (YTT_FIELD (pair->name), NULL, NULL, NULL);
  if (pair->share != NULL)
    {
      ytt_field_set_read_func (YTT_FIELD (pair->share), NULL, NULL, NULL);
      ytt_field_set_format_func (YTT_FIELD (pair->share), NULL, NULL, NULL);
    }
}

static int
compare_rows (gconstpointer a,
              gconstpointer b)
{
  YttRow *one = *(YttRow * const *) a, *other = *(YttRow * const *) b;
  YttCell position = ytt_row_get (one, "position"), other_position = ytt_row_get (other, "position");
  gint64 n = position.kind == YTT_CELL_INTEGER ? position.integer : 0;
  gint64 other_n = other_position.kind == YTT_CELL_INTEGER ? other_position.integer : 0;

  if (n != other_n)
    return n < other_n ? -1 : 1;

  return ytt_row_get_id (one) < ytt_row_get_id (other) ? -1 : 1;
}

static void
ytt_company_list_dispose (GObject *object)
{
  YttCompanyList *self = YTT_COMPANY_LIST (object);

  for (guint i = 0; i < self->pairs->len; i++)
    let_go (&g_array_index (self->pairs, Pair, i));
  g_array_set_size (self->pairs, 0);
  g_clear_object (&self->editor);
  g_clear_pointer (&self->record, ytt_record_unref);

  G_OBJECT_CLASS (ytt_company_list_parent_class)->dispose (object);
}

static void
ytt_company_list_finalize (GObject *object)
{
  YttCompanyList *self = YTT_COMPANY_LIST (object);

  g_array_unref (self->pairs);
  g_free (self->role);
  g_free (self->row_title);

  G_OBJECT_CLASS (ytt_company_list_parent_class)->finalize (object);
}

static void
ytt_company_list_class_init (YttCompanyListClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = ytt_company_list_dispose;
  G_OBJECT_CLASS (klass)->finalize = ytt_company_list_finalize;
}

static void
ytt_company_list_init (YttCompanyList *self)
{
  self->pairs = g_array_new (FALSE, TRUE, sizeof (Pair));
}

/**
 * ytt_company_list_new:
 * @title: the heading
 * @role: operator or owner
 * @row_title: what each is
 * @add_title: what adds another one
 * @has_shares: whether they have shares
 *
 * Returns: (transfer floating): a group
 */
GtkWidget *
ytt_company_list_new (const char *title,
                      const char *role,
                      const char *row_title,
                      const char *add_title,
                      gboolean    has_shares)
{
  YttCompanyList *self = g_object_new (YTT_TYPE_COMPANY_LIST, "title", title, NULL);

  self->role = g_strdup (role);
  self->row_title = g_strdup (row_title);
  self->has_shares = has_shares;
  self->adder = YTT_TEXT_FIELD (ytt_organisation_field_new (add_title));
  ytt_field_set_save_func (YTT_FIELD (self->adder), save_added_cb, self, NULL);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), GTK_WIDGET (self->adder));

  return GTK_WIDGET (self);
}

static Pair
take_pair (GArray *pairs,
           gint64  id)
{
  Pair pair = { id, NULL, NULL };

  for (guint i = 0; i < pairs->len; i++)
    if (g_array_index (pairs, Pair, i).id == id)
      {
        pair = g_array_index (pairs, Pair, i);
        g_array_remove_index (pairs, i);
        break;
      }

  return pair;
}

static void
arrange (YttCompanyList *self,
         GArray         *gone)
{
  GtkListBox *list_box = GTK_LIST_BOX (gtk_widget_get_parent (GTK_WIDGET (self->adder)));
  g_autoptr(GPtrArray) fields = g_ptr_array_new ();

  for (guint i = 0; i < gone->len; i++)
    {
      Pair *pair = &g_array_index (gone, Pair, i);

      let_go (pair);
      if (pair->share != NULL)
        gtk_list_box_remove (list_box, GTK_WIDGET (pair->share));
      gtk_list_box_remove (list_box, GTK_WIDGET (pair->name));
    }
  for (guint i = 0; i < self->pairs->len; i++)
    {
      Pair *pair = &g_array_index (self->pairs, Pair, i);

      g_ptr_array_add (fields, pair->name);
      if (pair->share != NULL)
        g_ptr_array_add (fields, pair->share);
    }
  ytt_fields_arrange (list_box, fields);
}

static void
show_pair (YttCompanyList *self,
           Pair           *pair,
           YttRow         *row)
{
  g_autofree char *summary = NULL;

  ytt_field_set_row (YTT_FIELD (pair->name), row);
  if (pair->share == NULL)
    return;

  summary = g_strdup_printf (_("Change the share of %s in %s"),
                             find_name (self, ytt_row_get (row, "organisation").integer), self->record->name);
  ytt_field_set_summary (YTT_FIELD (pair->share), summary);
  ytt_field_set_row (YTT_FIELD (pair->share), row);
}

/**
 * ytt_company_list_set_record:
 * @self: a group
 * @editor: the way into the document
 * @record: the facility, with the names of its organisations
 * @rows: (element-type YttRow): its rows as they stand in the document
 */
void
ytt_company_list_set_record (YttCompanyList *self,
                             YttEditor      *editor,
                             YttRecord      *record,
                             GPtrArray      *rows)
{
  g_autoptr(GPtrArray) own = g_ptr_array_new ();
  g_autoptr(GArray) old = NULL;
  g_autofree char *draft_name = NULL;

  g_return_if_fail (YTT_IS_COMPANY_LIST (self));

  g_set_object (&self->editor, editor);
  ytt_record_ref (record);
  g_clear_pointer (&self->record, ytt_record_unref);
  self->record = record;
  ytt_field_bind (YTT_FIELD (self->adder), editor, "facility_organisation", "organisation");

  for (guint i = 0; i < rows->len; i++)
    {
      YttRow *row = g_ptr_array_index (rows, i);

      if (strcmp (ytt_row_get_table (row), "facility_organisation") == 0
          && g_strcmp0 (ytt_row_get_text (row, "role"), self->role) == 0)
        g_ptr_array_add (own, row);
    }
  g_ptr_array_sort (own, compare_rows);

  old = g_steal_pointer (&self->pairs);
  self->pairs = g_array_new (FALSE, TRUE, sizeof (Pair));
  for (guint i = 0; i < own->len; i++)
    {
      Pair pair = take_pair (old, ytt_row_get_id (g_ptr_array_index (own, i)));

      if (pair.name == NULL)
        make_pair (self, &pair);
      g_array_append_val (self->pairs, pair);
    }
  arrange (self, old);
  for (guint i = 0; i < own->len; i++)
    show_pair (self, &g_array_index (self->pairs, Pair, i), g_ptr_array_index (own, i));

  draft_name = g_strconcat (self->role, "/new", NULL);
  ytt_field_set_draft_key (YTT_FIELD (self->adder), "facility", record->id, draft_name);
}

/**
 * ytt_company_list_get_adder:
 * @self: a group
 *
 * Returns: (transfer none): the field that adds another one
 */
YttTextField *
ytt_company_list_get_adder (YttCompanyList *self)
{
  g_return_val_if_fail (YTT_IS_COMPANY_LIST (self), NULL);

  return self->adder;
}
