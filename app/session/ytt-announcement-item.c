#include "config.h"

#include "ytt-announcements-private.h"

struct _YttAnnouncementItem
{
  GObject               parent_instance;

  gint64                id;
  YttAnnouncementPlace  place;
  YttAnnouncementRow   *row;   /* (owned) (nullable): until it was read */
};

enum
{
  PROP_0,
  PROP_LOADED,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (YttAnnouncementItem, ytt_announcement_item, G_TYPE_OBJECT)

static void
ytt_announcement_item_finalize (GObject *object)
{
  YttAnnouncementItem *self = YTT_ANNOUNCEMENT_ITEM (object);

  g_clear_pointer (&self->row, ytt_announcement_row_free);

  G_OBJECT_CLASS (ytt_announcement_item_parent_class)->finalize (object);
}

static void
ytt_announcement_item_get_property (GObject    *object,
                                    guint       prop_id,
                                    GValue     *value,
                                    GParamSpec *pspec)
{
  YttAnnouncementItem *self = YTT_ANNOUNCEMENT_ITEM (object);

  switch (prop_id)
    {
    case PROP_LOADED:
      g_value_set_boolean (value, self->row != NULL);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
ytt_announcement_item_class_init (YttAnnouncementItemClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = ytt_announcement_item_finalize;
  object_class->get_property = ytt_announcement_item_get_property;

  properties[PROP_LOADED] =
    g_param_spec_boolean ("loaded", NULL, NULL, FALSE, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
ytt_announcement_item_init (YttAnnouncementItem *self)
{
}

/*< private >
 * ytt_announcement_item_new:
 * @id: the key of an announcement
 * @place: where it stands in its month
 *
 * Returns: (transfer full): an item that knows no more than that yet
 */
YttAnnouncementItem *
ytt_announcement_item_new (gint64                      id,
                           const YttAnnouncementPlace *place)
{
  YttAnnouncementItem *self = g_object_new (YTT_TYPE_ANNOUNCEMENT_ITEM, NULL);

  self->id = id;
  self->place = *place;

  return self;
}

/*< private >
 * ytt_announcement_item_take_row:
 * @self: an item
 * @row: (transfer full): what was read of it
 */
void
ytt_announcement_item_take_row (YttAnnouncementItem *self,
                                YttAnnouncementRow  *row)
{
  g_clear_pointer (&self->row, ytt_announcement_row_free);
  self->row = row;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LOADED]);
}

gint64
ytt_announcement_item_get_id (YttAnnouncementItem *self)
{
  g_return_val_if_fail (YTT_IS_ANNOUNCEMENT_ITEM (self), 0);

  return self->id;
}

const YttAnnouncementPlace *
ytt_announcement_item_get_place (YttAnnouncementItem *self)
{
  g_return_val_if_fail (YTT_IS_ANNOUNCEMENT_ITEM (self), NULL);

  return &self->place;
}

const YttAnnouncementRow *
ytt_announcement_item_get_row (YttAnnouncementItem *self)
{
  g_return_val_if_fail (YTT_IS_ANNOUNCEMENT_ITEM (self), NULL);

  return self->row;
}
