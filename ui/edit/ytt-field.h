#pragma once

#include <adwaita.h>

#include "ytt-editor.h"
#include "ytt-field-reading.h"
#include "ytt-row.h"

G_BEGIN_DECLS

#define YTT_TYPE_FIELD (ytt_field_get_type ())

/**
 * YttFieldState:
 * @YTT_FIELD_CLEAN: it shows what the document holds
 * @YTT_FIELD_TYPING: it holds something else, which has not been left yet
 * @YTT_FIELD_READING: what was typed is still being looked up
 * @YTT_FIELD_INVALID: what was typed is not valid, and stays as a draft
 * @YTT_FIELD_ASKING: what was typed may mean several things
 * @YTT_FIELD_SAVING: it is on its way into the document
 * @YTT_FIELD_CONFLICT: the document holds something else by now than what was seen here
 * @YTT_FIELD_FAILED: it could not be saved, for a reason that lies elsewhere
 */
typedef enum
{
  YTT_FIELD_CLEAN,
  YTT_FIELD_TYPING,
  YTT_FIELD_READING,
  YTT_FIELD_INVALID,
  YTT_FIELD_ASKING,
  YTT_FIELD_SAVING,
  YTT_FIELD_CONFLICT,
  YTT_FIELD_FAILED,
} YttFieldState;

/**
 * YttField:
 *
 * A row of a boxed list in which one value of a record is edited, such as a name: the base of fields for texts, choices
 * and sets. What is in it is a text (a code, for a choice).
 *
 * It saves when it is left or Enter is pressed: the text is read, the one reading becomes one commit, which expects what
 * was seen. Escape puts back what is stored. What is not valid, may mean several things, or could not be saved stays in
 * the field as a draft, with words under it, and is there again after a restart. While another program is writing, the
 * field says that it waits; where another one changed the same value, it says to what and lets choose. Ctrl+Z takes
 * back typing, and with no typing left "win.undo", the last edit.
 *
 * A plain use:
 * |[<!-- language="C" -->
 * GtkWidget *field = ytt_text_field_new (title);        // "Name"
 *
 * ytt_field_bind (YTT_FIELD (field), editor, "facility", "name");
 * ytt_field_set_read_func (YTT_FIELD (field), read_name_cb, NULL, NULL);
 * ytt_field_set_summary (YTT_FIELD (field), summary);     // "Change the name of Narva magnet plant"
 * ytt_field_set_row (YTT_FIELD (field), row);             // again each time the row was read anew
 * ]|
 *
 * A field without a row (or whose row has the key 0) and without a save function saves nothing by itself: it keeps what
 * is in it as a draft, emits "read" when it was left, and whoever made it takes ytt_field_get_reading() of all such
 * fields for a commit of their own, then calls ytt_field_clear().
 *
 * Properties: "title" of AdwPreferencesRow.
 *
 * Signals:
 *   "saved"   (int64 entry): what was in it is in the document now
 *   "read"    (): what is in it was read anew; ytt_field_get_reading() tells with what result
 *   "edited"  (): the user changed what is in it
 */
G_DECLARE_DERIVABLE_TYPE (YttField, ytt_field, YTT, FIELD, AdwPreferencesRow)

/**
 * YttFieldReadFunc:
 * @self: the field
 * @text: what is in it, without space around it
 * @readings: (element-type YttFieldReading): to be filled with what it may mean: one reading is saved, several are asked
 *   about
 * @user_data: what was given with the function
 * @error: its message says in words why @text is not valid
 *
 * Returns: %FALSE if it cannot be read; without an error it is being looked up, and ytt_field_read_again() says when
 *   to ask once more
 */
typedef gboolean (*YttFieldReadFunc)   (YttField    *self,
                                        const char  *text,
                                        GPtrArray   *readings,
                                        gpointer     user_data,
                                        GError     **error);

/**
 * YttFieldSaveFunc:
 * @self: the field
 * @reading: what the text means
 * @changes: to be filled
 * @user_data: what was given with the function
 *
 * Says what is to be done with a reading, where that is not to put it into the columns of the field's row. Nothing is
 * saved where no change was added.
 */
typedef void     (*YttFieldSaveFunc)   (YttField        *self,
                                        YttFieldReading *reading,
                                        YttChanges      *changes,
                                        gpointer         user_data);

/**
 * YttFieldFormatFunc:
 * @self: the field
 * @row: a row as it stands in the document
 * @user_data: what was given with the function
 *
 * Returns: (transfer full): the text for it; read, it must mean what is in the row
 */
typedef char    *(*YttFieldFormatFunc) (YttField    *self,
                                        YttRow      *row,
                                        gpointer     user_data);

/**
 * YttFieldClass:
 * @get_text: (transfer full): what is in the field
 * @set_text: puts a text into it, as nothing that the user did
 * @undo: takes back some typing; %FALSE if there was none
 * @redo: does it again
 * @read: as #YttFieldReadFunc, where no function is set
 * @save: as #YttFieldSaveFunc, where no function is set
 */
struct _YttFieldClass
{
  AdwPreferencesRowClass parent_class;

  char     *(* get_text) (YttField    *self);
  void      (* set_text) (YttField    *self,
                          const char  *text);
  gboolean  (* undo)     (YttField    *self);
  gboolean  (* redo)     (YttField    *self);
  gboolean  (* read)     (YttField    *self,
                          const char  *text,
                          GPtrArray   *readings,
                          GError     **error);
  void      (* save)     (YttField        *self,
                          YttFieldReading *reading,
                          YttChanges      *changes);
};

/* What the field is about. */
void           ytt_field_bind            (YttField           *self,
                                          YttEditor          *editor,
                                          const char         *table,
                                          const char         *column);
YttEditor     *ytt_field_get_editor      (YttField           *self);
void           ytt_field_set_row         (YttField           *self,
                                          YttRow             *row);
YttRow        *ytt_field_get_row         (YttField           *self);
void           ytt_field_set_summary     (YttField           *self,
                                          const char         *summary);
void           ytt_field_set_draft_key   (YttField           *self,
                                          const char         *table,
                                          gint64              row,
                                          const char         *name);

/* How its text is read, written and saved. */
void           ytt_field_set_read_func   (YttField           *self,
                                          YttFieldReadFunc    func,
                                          gpointer            user_data,
                                          GDestroyNotify      destroy);
void           ytt_field_set_save_func   (YttField           *self,
                                          YttFieldSaveFunc    func,
                                          gpointer            user_data,
                                          GDestroyNotify      destroy);
void           ytt_field_set_format_func (YttField           *self,
                                          YttFieldFormatFunc  func,
                                          gpointer            user_data,
                                          GDestroyNotify      destroy);
void           ytt_field_read_again      (YttField           *self);

/* What is in it. */
char          *ytt_field_get_text        (YttField           *self);
void           ytt_field_type            (YttField           *self,
                                          const char         *text);
YttFieldReading *ytt_field_get_reading   (YttField           *self);
YttFieldState  ytt_field_get_state       (YttField           *self);
const char    *ytt_field_get_message     (YttField           *self);
void           ytt_field_save            (YttField           *self);
void           ytt_field_put_back        (YttField           *self);
void           ytt_field_clear           (YttField           *self);

/* How it looks. */
void           ytt_field_add_suffix      (YttField           *self,
                                          GtkWidget          *widget);
void           ytt_field_set_note        (YttField           *self,
                                          const char         *note);

/* For those that derive from it. */
void           ytt_field_set_input       (YttField           *self,
                                          GtkWidget          *input,
                                          GtkWidget          *focus,
                                          gboolean            beside);
void           ytt_field_edited          (YttField           *self);
void           ytt_field_take_stored     (YttField           *self,
                                          gint64              owner,
                                          const char         *text);
gboolean       ytt_field_is_showing      (YttField           *self);

/* For groups of them: puts rows first in a list box, in order, and moves none that need not be moved. */
void           ytt_fields_arrange        (GtkListBox         *list_box,
                                          GPtrArray          *fields);
/* For a group without a heading, which has no name by itself: names the list of its rows. */
void           ytt_fields_name_list      (GtkWidget           *row,
                                          const char          *name);
/* For groups whose table has a column "position". */
void           ytt_fields_swap           (GPtrArray          *fields,
                                          guint               from,
                                          guint               to,
                                          YttChanges         *changes);

G_END_DECLS
