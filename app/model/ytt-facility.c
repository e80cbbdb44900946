#include "config.h"

#include "ytt-facility.h"

struct _YttFacility
{
  GObject         parent_instance;

  gint64          id;
  YttFacilityRow *row;   /* (owned) (nullable): until it was read */
};

enum
{
  PROP_0,
  PROP_ID,
  PROP_LOADED,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (YttFacility, ytt_facility, G_TYPE_OBJECT)

static void
ytt_facility_finalize (GObject *object)
{
  YttFacility *self = YTT_FACILITY (object);

  g_clear_pointer (&self->row, ytt_facility_row_free);

  G_OBJECT_CLASS (ytt_facility_parent_class)->finalize (object);
}

static void
ytt_facility_get_property (GObject    *object,
                           guint       property_id,
                           GValue     *value,
                           GParamSpec *pspec)
{
  YttFacility *self = YTT_FACILITY (object);

  switch (property_id)
    {
    case PROP_ID:
      g_value_set_int64 (value, self->id);
      break;

    case PROP_LOADED:
      g_value_set_boolean (value, ytt_facility_get_loaded (self));
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
ytt_facility_set_property (GObject      *object,
                           guint         property_id,
                           const GValue *value,
                           GParamSpec   *pspec)
{
  YttFacility *self = YTT_FACILITY (object);

  switch (property_id)
    {
    case PROP_ID:
      self->id = g_value_get_int64 (value);
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
ytt_facility_class_init (YttFacilityClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = ytt_facility_finalize;
  object_class->get_property = ytt_facility_get_property;
  object_class->set_property = ytt_facility_set_property;

  /**
   * YttFacility:id:
   *
   * The key of the facility in its document.
   */
  properties[PROP_ID] =
    g_param_spec_int64 ("id", NULL, NULL, G_MININT64, G_MAXINT64, 0,
                        G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);

  /**
   * YttFacility:loaded:
   *
   * Whether the row has arrived. It notifies again whenever a newer row takes the place of the old one.
   */
  properties[PROP_LOADED] =
    g_param_spec_boolean ("loaded", NULL, NULL, FALSE,
                          G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);

  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
ytt_facility_init (YttFacility *self)
{
}

/**
 * ytt_facility_row_free:
 * @row: (transfer full) (nullable): a row
 */
void
ytt_facility_row_free (YttFacilityRow *row)
{
  if (row == NULL)
    return;

  g_free (row->slug);
  g_free (row->name);
  g_free (row->operator_name);
  g_free (row->country);
  g_free (row->locality);
  g_free (row->admin1);
  g_free (row->headline);
  g_free (row->headline_date);
  g_free (row);
}

/**
 * ytt_facility_new:
 * @id: the key of a facility
 *
 * Returns: (transfer full): a facility that knows only its id
 */
YttFacility *
ytt_facility_new (gint64 id)
{
  return g_object_new (YTT_TYPE_FACILITY, "id", id, NULL);
}

/**
 * ytt_facility_get_id:
 * @self: a facility
 *
 * Returns: its key
 */
gint64
ytt_facility_get_id (YttFacility *self)
{
  g_return_val_if_fail (YTT_IS_FACILITY (self), 0);

  return self->id;
}

/**
 * ytt_facility_get_loaded:
 * @self: a facility
 *
 * Returns: whether its row has arrived
 */
gboolean
ytt_facility_get_loaded (YttFacility *self)
{
  g_return_val_if_fail (YTT_IS_FACILITY (self), FALSE);

  return self->row != NULL;
}

/**
 * ytt_facility_get_row:
 * @self: a facility
 *
 * Returns: (nullable) (transfer none): what a list shows of it, %NULL until it has arrived
 */
const YttFacilityRow *
ytt_facility_get_row (YttFacility *self)
{
  g_return_val_if_fail (YTT_IS_FACILITY (self), NULL);

  return self->row;
}

/**
 * ytt_facility_take_row:
 * @self: a facility
 * @row: (transfer full): what a list shows of it; its id is that of @self
 */
void
ytt_facility_take_row (YttFacility    *self,
                       YttFacilityRow *row)
{
  g_return_if_fail (YTT_IS_FACILITY (self));
  g_return_if_fail (row != NULL && row->id == self->id);

  g_clear_pointer (&self->row, ytt_facility_row_free);
  self->row = row;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LOADED]);
}
