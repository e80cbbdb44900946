#include "config.h"

#include "ytt-tour.h"

#include <gio/gio.h>
#include <math.h>
#include <string.h>

struct _YttTourStop
{
  GObject            parent_instance;

  YttTourStopFields  fields;         /* its texts are owned, and never NULL */
  GArray            *claims;
  GArray            *announcements;
};

G_DEFINE_FINAL_TYPE (YttTourStop, ytt_tour_stop, G_TYPE_OBJECT)

struct _YttTour
{
  GObject    parent_instance;

  gint64     id;
  char      *slug;    /* (owned) (nullable) */
  char      *title;
  char      *note;
  GPtrArray *stops;
};

static void ytt_tour_list_model_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (YttTour, ytt_tour, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, ytt_tour_list_model_init))

const char *
ytt_stop_kind_to_code (YttStopKind kind)
{
  return kind == YTT_STOP_SLIDE ? "slide" : "view";
}

YttStopKind
ytt_stop_kind_from_code (const char *code)
{
  return g_strcmp0 (code, "slide") == 0 ? YTT_STOP_SLIDE : YTT_STOP_VIEW;
}

static void
ytt_tour_stop_finalize (GObject *object)
{
  YttTourStop *self = YTT_TOUR_STOP (object);

  g_free ((char *) self->fields.title);
  g_free ((char *) self->fields.text);
  g_free ((char *) self->fields.notes);
  g_free ((char *) self->fields.content);
  g_array_unref (self->claims);
  g_array_unref (self->announcements);

  G_OBJECT_CLASS (ytt_tour_stop_parent_class)->finalize (object);
}

static void
ytt_tour_stop_class_init (YttTourStopClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ytt_tour_stop_finalize;
}

static void
ytt_tour_stop_init (YttTourStop *self)
{
}

static char *
copy_text (const char *text)
{
  return g_strdup (text != NULL ? text : "");
}

static GArray *
take_keys (GArray *keys)
{
  return keys != NULL ? g_array_ref (keys) : g_array_new (FALSE, FALSE, sizeof (gint64));
}

/**
 * ytt_tour_stop_new:
 * @fields: what it is made of
 * @claims: (nullable) (element-type gint64): the keys of the claims that it rests on; not to be changed afterwards
 * @announcements: (nullable) (element-type gint64): the keys of the announcements that it rests on
 *
 * Returns: (transfer full): a stop of a tour
 */
YttTourStop *
ytt_tour_stop_new (const YttTourStopFields *fields,
                   GArray                  *claims,
                   GArray                  *announcements)
{
  YttTourStop *self = g_object_new (YTT_TYPE_TOUR_STOP, NULL);

  self->fields = *fields;
  self->fields.title = copy_text (fields->title);
  self->fields.text = copy_text (fields->text);
  self->fields.notes = copy_text (fields->notes);
  self->fields.content = copy_text (fields->content);
  /* Another program may have written anything. */
  if (!(isfinite (fields->seconds) && fields->seconds > 0))
    self->fields.seconds = 0;
  self->claims = take_keys (claims);
  self->announcements = take_keys (announcements);

  return self;
}

const YttTourStopFields *
ytt_tour_stop_get_fields (YttTourStop *self)
{
  g_return_val_if_fail (YTT_IS_TOUR_STOP (self), NULL);

  return &self->fields;
}

gint64
ytt_tour_stop_get_id (YttTourStop *self)
{
  g_return_val_if_fail (YTT_IS_TOUR_STOP (self), 0);

  return self->fields.id;
}

YttStopKind
ytt_tour_stop_get_kind (YttTourStop *self)
{
  g_return_val_if_fail (YTT_IS_TOUR_STOP (self), YTT_STOP_VIEW);

  return self->fields.kind;
}

const char *
ytt_tour_stop_get_title (YttTourStop *self)
{
  g_return_val_if_fail (YTT_IS_TOUR_STOP (self), "");

  return self->fields.title;
}

const char *
ytt_tour_stop_get_text (YttTourStop *self)
{
  g_return_val_if_fail (YTT_IS_TOUR_STOP (self), "");

  return self->fields.text;
}

const char *
ytt_tour_stop_get_notes (YttTourStop *self)
{
  g_return_val_if_fail (YTT_IS_TOUR_STOP (self), "");

  return self->fields.notes;
}

const char *
ytt_tour_stop_get_content (YttTourStop *self)
{
  g_return_val_if_fail (YTT_IS_TOUR_STOP (self), "");

  return self->fields.content;
}

double
ytt_tour_stop_get_seconds (YttTourStop *self)
{
  g_return_val_if_fail (YTT_IS_TOUR_STOP (self), 0);

  return self->fields.seconds;
}

gint64
ytt_tour_stop_get_facility (YttTourStop *self)
{
  g_return_val_if_fail (YTT_IS_TOUR_STOP (self), 0);

  return self->fields.facility;
}

GArray *
ytt_tour_stop_get_claims (YttTourStop *self)
{
  g_return_val_if_fail (YTT_IS_TOUR_STOP (self), NULL);

  return self->claims;
}

GArray *
ytt_tour_stop_get_announcements (YttTourStop *self)
{
  g_return_val_if_fail (YTT_IS_TOUR_STOP (self), NULL);

  return self->announcements;
}

static gboolean
keys_equal (GArray *a,
            GArray *b)
{
  return a->len == b->len && (a->len == 0 || memcmp (a->data, b->data, a->len * sizeof (gint64)) == 0);
}

/**
 * ytt_tour_stop_equal:
 * @a: a stop
 * @b: another one
 *
 * Returns: whether they are the same row, and nothing in it or in what it rests on differs
 */
gboolean
ytt_tour_stop_equal (YttTourStop *a,
                     YttTourStop *b)
{
  const YttTourStopFields *of_a, *of_b;

  g_return_val_if_fail (YTT_IS_TOUR_STOP (a) && YTT_IS_TOUR_STOP (b), FALSE);

  of_a = &a->fields;
  of_b = &b->fields;

  return of_a->id == of_b->id && of_a->tour == of_b->tour && of_a->position == of_b->position
         && of_a->kind == of_b->kind && of_a->seconds == of_b->seconds && of_a->facility == of_b->facility
         && g_str_equal (of_a->title, of_b->title) && g_str_equal (of_a->text, of_b->text)
         && g_str_equal (of_a->notes, of_b->notes) && g_str_equal (of_a->content, of_b->content)
         && keys_equal (a->claims, b->claims) && keys_equal (a->announcements, b->announcements);
}

static void
ytt_tour_finalize (GObject *object)
{
  YttTour *self = YTT_TOUR (object);

  g_free (self->slug);
  g_free (self->title);
  g_free (self->note);
  g_ptr_array_unref (self->stops);

  G_OBJECT_CLASS (ytt_tour_parent_class)->finalize (object);
}

static void
ytt_tour_class_init (YttTourClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ytt_tour_finalize;
}

static void
ytt_tour_init (YttTour *self)
{
}

static GType
ytt_tour_get_item_type (GListModel *model)
{
  return YTT_TYPE_TOUR_STOP;
}

static guint
ytt_tour_get_n_items (GListModel *model)
{
  return YTT_TOUR (model)->stops->len;
}

static gpointer
ytt_tour_get_item (GListModel *model,
                   guint       position)
{
  YttTour *self = YTT_TOUR (model);

  return position < self->stops->len ? g_object_ref (g_ptr_array_index (self->stops, position)) : NULL;
}

static void
ytt_tour_list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = ytt_tour_get_item_type;
  iface->get_n_items = ytt_tour_get_n_items;
  iface->get_item = ytt_tour_get_item;
}

/**
 * ytt_tour_new:
 * @id: the key of its row
 * @slug: (nullable): its short name, which no other has and which never changes
 * @title: (nullable): what it is called
 * @note: (nullable): what is said of it
 * @stops: (element-type YttTourStop): its stops in their order; not to be changed afterwards
 *
 * Returns: (transfer full): a tour
 */
YttTour *
ytt_tour_new (gint64      id,
              const char *slug,
              const char *title,
              const char *note,
              GPtrArray  *stops)
{
  YttTour *self = g_object_new (YTT_TYPE_TOUR, NULL);

  self->id = id;
  self->slug = g_strdup (slug);
  self->title = copy_text (title);
  self->note = copy_text (note);
  self->stops = g_ptr_array_ref (stops);

  return self;
}

gint64
ytt_tour_get_id (YttTour *self)
{
  g_return_val_if_fail (YTT_IS_TOUR (self), 0);

  return self->id;
}

const char *
ytt_tour_get_slug (YttTour *self)
{
  g_return_val_if_fail (YTT_IS_TOUR (self), NULL);

  return self->slug;
}

const char *
ytt_tour_get_title (YttTour *self)
{
  g_return_val_if_fail (YTT_IS_TOUR (self), "");

  return self->title;
}

const char *
ytt_tour_get_note (YttTour *self)
{
  g_return_val_if_fail (YTT_IS_TOUR (self), "");

  return self->note;
}

guint
ytt_tour_get_n_stops (YttTour *self)
{
  g_return_val_if_fail (YTT_IS_TOUR (self), 0);

  return self->stops->len;
}

/**
 * ytt_tour_get_stop:
 * @self: a tour
 * @index: from 0, less than ytt_tour_get_n_stops()
 *
 * Returns: (transfer none): the stop at a place of the tour
 */
YttTourStop *
ytt_tour_get_stop (YttTour *self,
                   guint    index)
{
  g_return_val_if_fail (YTT_IS_TOUR (self), NULL);
  g_return_val_if_fail (index < self->stops->len, NULL);

  return g_ptr_array_index (self->stops, index);
}

/**
 * ytt_tour_find_stop:
 * @self: a tour
 * @id: the key of a stop
 * @index: (out) (optional): its place in the tour, from 0
 *
 * Returns: whether the tour has it
 */
gboolean
ytt_tour_find_stop (YttTour *self,
                    gint64   id,
                    guint   *index)
{
  g_return_val_if_fail (YTT_IS_TOUR (self), FALSE);

  for (guint i = 0; i < self->stops->len; i++)
    if (ytt_tour_stop_get_id (g_ptr_array_index (self->stops, i)) == id)
      {
        if (index != NULL)
          *index = i;
        return TRUE;
      }

  return FALSE;
}

double
ytt_tour_get_seconds (YttTour *self)
{
  double seconds = 0;

  g_return_val_if_fail (YTT_IS_TOUR (self), 0);

  for (guint i = 0; i < self->stops->len; i++)
    seconds += ytt_tour_stop_get_seconds (g_ptr_array_index (self->stops, i));

  return seconds;
}

/**
 * ytt_tour_equal:
 * @a: a tour
 * @b: another one
 *
 * Returns: whether they are the same row, and nothing in it or in its stops differs
 */
gboolean
ytt_tour_equal (YttTour *a,
                YttTour *b)
{
  g_return_val_if_fail (YTT_IS_TOUR (a) && YTT_IS_TOUR (b), FALSE);

  if (a->id != b->id || a->stops->len != b->stops->len
      || g_strcmp0 (a->slug, b->slug) != 0 || !g_str_equal (a->title, b->title) || !g_str_equal (a->note, b->note))
    return FALSE;

  for (guint i = 0; i < a->stops->len; i++)
    if (!ytt_tour_stop_equal (g_ptr_array_index (a->stops, i), g_ptr_array_index (b->stops, i)))
      return FALSE;

  return TRUE;
}
