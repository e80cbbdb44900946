#pragma once

#include "ytt-field.h"
#include "ytt-wrap-box.h"

G_BEGIN_DECLS

typedef struct
{
  /* What it is about */
  YttEditor          *editor;        /* (owned) (nullable) */
  char               *table;         /* (owned) */
  char               *column;        /* (owned) */
  char               *summary;       /* (owned) (nullable) */
  YttRow             *row;           /* (owned) (nullable) as it stands in the document */
  YttRow             *seen;          /* (owned) (nullable) the one that what is typed was seen over */
  gint64              owner;         /* whose value it shows: a change of it makes another field of this one */
  guint               generation;    /* counts the owners */
  char               *draft_table;   /* (owned) (nullable) */
  gint64              draft_row;
  char               *draft_name;    /* (owned) (nullable) */
  gboolean            draft_kept;    /* there is one */

  /* How its text is read, written and saved */
  YttFieldReadFunc    read_func;
  gpointer            read_data;
  GDestroyNotify      read_destroy;
  YttFieldSaveFunc    save_func;
  gpointer            save_data;
  GDestroyNotify      save_destroy;
  YttFieldFormatFunc  format_func;
  gpointer            format_data;
  GDestroyNotify      format_destroy;

  /* What is in it */
  YttFieldState       state;
  char               *stored;        /* (owned): the text of what the document holds */
  char               *shown;         /* (owned): the one that what is typed was seen over */
  YttFieldReading    *reading;       /* (owned) (nullable): of what is in it, where that is valid */
  GPtrArray          *asked;         /* (owned) (nullable) (element-type YttFieldReading): what it may mean */
  gboolean            save_wanted;   /* once it was looked up */
  guint               in_flight;     /* commits of this generation, one at most */
  gboolean            again;         /* it was left once more meanwhile */
  guint               check_id;      /* a source: what is typed is looked at after a pause */
  gboolean            showing;       /* its text is put in, not typed */

  /* Widgets */
  GtkWidget          *box;
  GtkLabel           *caption;
  GtkBox             *line;
  GtkBox             *suffixes;
  GtkLabel           *beside;
  GtkWidget          *input;
  GtkWidget          *focus;
  GtkLabel           *note;
  GtkWidget          *message_box;
  GtkLabel           *message;
  YttWrapBox         *answers;
  GtkEventController *focus_watch;
  gboolean            had_focus;
} YttFieldPrivate;

YttFieldPrivate *ytt_field_get_private  (YttField      *self);

/* ytt-field.c */
void  ytt_field_show_text     (YttField      *self,
                               const char    *text);
void  ytt_field_emit_saved    (YttField      *self,
                               gint64         entry);
void  ytt_field_emit_read     (YttField      *self);

/* ytt-field-message.c */
void  ytt_field_make_message  (YttField      *self);
void  ytt_field_set_state     (YttField      *self,
                               YttFieldState  state,
                               const char    *message);

/* ytt-field-save.c */
gboolean ytt_field_is_touched (YttField      *self);
gboolean ytt_field_is_bound   (YttField      *self);
void  ytt_field_check         (YttField      *self);
void  ytt_field_take_reading  (YttField      *self,
                               YttFieldReading *reading);
void  ytt_field_keep_mine     (YttField      *self);
void  ytt_field_settle        (YttField      *self);
void  ytt_field_take_theirs   (YttField      *self);
void  ytt_field_show_conflict (YttField      *self);
void  ytt_field_keep_draft    (YttField      *self);
void  ytt_field_drop_draft    (YttField      *self);
gboolean ytt_field_show_draft (YttField      *self);

G_END_DECLS
