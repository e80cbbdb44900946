#include "config.h"

#include "ytt-saved-view.h"

struct _YttSavedView
{
  GObject  parent_instance;

  gint64   id;
  char    *name;
  gint64   position;
  char    *content;
};

enum
{
  PROP_0,
  PROP_NAME,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (YttSavedView, ytt_saved_view, G_TYPE_OBJECT)

static void
ytt_saved_view_get_property (GObject    *object,
                             guint       property_id,
                             GValue     *value,
                             GParamSpec *pspec)
{
  switch (property_id)
    {
    case PROP_NAME:
      g_value_set_string (value, YTT_SAVED_VIEW (object)->name);
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
ytt_saved_view_finalize (GObject *object)
{
  YttSavedView *self = YTT_SAVED_VIEW (object);

  g_free (self->name);
  g_free (self->content);

  G_OBJECT_CLASS (ytt_saved_view_parent_class)->finalize (object);
}

static void
ytt_saved_view_class_init (YttSavedViewClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = ytt_saved_view_get_property;
  object_class->finalize = ytt_saved_view_finalize;

  properties[PROP_NAME] =
    g_param_spec_string ("name", NULL, NULL, NULL, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
ytt_saved_view_init (YttSavedView *self)
{
}

/**
 * ytt_saved_view_new:
 * @id: the key of its row
 * @name: what it is called
 * @position: its place in the menu
 * @content: what was on the screen, JSON; see ytt_view_new_from_json()
 *
 * Returns: (transfer full): a view that is kept in the document
 */
YttSavedView *
ytt_saved_view_new (gint64      id,
                    const char *name,
                    gint64      position,
                    const char *content)
{
  YttSavedView *self = g_object_new (YTT_TYPE_SAVED_VIEW, NULL);

  self->id = id;
  self->name = g_strdup (name);
  self->position = position;
  self->content = g_strdup (content);

  return self;
}

gint64
ytt_saved_view_get_id (YttSavedView *self)
{
  g_return_val_if_fail (YTT_IS_SAVED_VIEW (self), 0);

  return self->id;
}

const char *
ytt_saved_view_get_name (YttSavedView *self)
{
  g_return_val_if_fail (YTT_IS_SAVED_VIEW (self), NULL);

  return self->name;
}

gint64
ytt_saved_view_get_position (YttSavedView *self)
{
  g_return_val_if_fail (YTT_IS_SAVED_VIEW (self), 0);

  return self->position;
}

const char *
ytt_saved_view_get_content (YttSavedView *self)
{
  g_return_val_if_fail (YTT_IS_SAVED_VIEW (self), NULL);

  return self->content;
}

/**
 * ytt_saved_view_equal:
 * @a: a view
 * @b: another one
 *
 * Returns: whether they are the same row, and nothing in it differs
 */
gboolean
ytt_saved_view_equal (YttSavedView *a,
                      YttSavedView *b)
{
  g_return_val_if_fail (YTT_IS_SAVED_VIEW (a) && YTT_IS_SAVED_VIEW (b), FALSE);

  return a->id == b->id && a->position == b->position
         && g_strcmp0 (a->name, b->name) == 0 && g_strcmp0 (a->content, b->content) == 0;
}
