#include "config.h"

#include "ytt-talk-private.h"

enum
{
  ZOOM,
  LAND,
  ENDED,
  N_SIGNALS
};

static GParamSpec *properties[YTT_TALK_N_PROPS];
static guint signals[N_SIGNALS];

G_DEFINE_ENUM_TYPE (YttTalkMode, ytt_talk_mode,
                    G_DEFINE_ENUM_VALUE (YTT_TALK_STOP, "stop"),
                    G_DEFINE_ENUM_VALUE (YTT_TALK_FACILITY, "facility"),
                    G_DEFINE_ENUM_VALUE (YTT_TALK_QUESTION, "question"))

G_DEFINE_ENUM_TYPE (YttTalkBlank, ytt_talk_blank,
                    G_DEFINE_ENUM_VALUE (YTT_TALK_BLANK_NONE, "none"),
                    G_DEFINE_ENUM_VALUE (YTT_TALK_BLANK_BLACK, "black"),
                    G_DEFINE_ENUM_VALUE (YTT_TALK_BLANK_WHITE, "white"))

G_DEFINE_FINAL_TYPE (YttTalk, ytt_talk, G_TYPE_OBJECT)

void
ytt_talk_notify (YttTalk *self,
                 guint    property)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[property]);
}

void
ytt_talk_stop_reading (GCancellable **cancellable)
{
  g_cancellable_cancel (*cancellable);
  g_clear_object (cancellable);
}

void
ytt_talk_set_flag (YttTalk  *self,
                   gboolean *place,
                   gboolean  value,
                   guint     property)
{
  if (*place == !!value)
    return;

  *place = !!value;
  ytt_talk_notify (self, property);
}

void
ytt_talk_set_number (YttTalk *self,
                     guint    number)
{
  if (self->number == number)
    return;

  self->number = number;
  ytt_talk_notify (self, YTT_TALK_PROP_NUMBER);
}

void
ytt_talk_set_mode (YttTalk     *self,
                   YttTalkMode  mode)
{
  if (self->mode == mode)
    return;

  self->mode = mode;
  ytt_talk_notify (self, YTT_TALK_PROP_MODE);
}

void
ytt_talk_emit_land (YttTalk *self)
{
  g_signal_emit (self, signals[LAND], 0);
}

/**
 * ytt_talk_end:
 * @self: a talk
 *
 * Ends the talk. Nothing moves any more.
 */
void
ytt_talk_end (YttTalk *self)
{
  g_return_if_fail (YTT_IS_TALK (self));

  if (self->ended)
    return;

  ytt_talk_set_playing (self, FALSE);
  self->ended = TRUE;
  ytt_talk_stop_question (self);
  ytt_talk_stop_reading (&self->tours_cancellable);
  ytt_talk_stop_reading (&self->claims_cancellable);
  g_signal_emit (self, signals[ENDED], 0);
}

/**
 * ytt_talk_zoom:
 * @self: a talk
 * @steps: doublings of the map; negative to see more of it
 *
 * Makes the wall look closer, as by hand.
 */
void
ytt_talk_zoom (YttTalk *self,
               double   steps)
{
  g_return_if_fail (YTT_IS_TALK (self));

  if (!self->ended)
    g_signal_emit (self, signals[ZOOM], 0, steps);
}

/* Properties */

static void
ytt_talk_get_property (GObject    *object,
                       guint       property,
                       GValue     *value,
                       GParamSpec *pspec)
{
  YttTalk *self = YTT_TALK (object);

  switch (property)
    {
    case YTT_TALK_PROP_TOUR:
      g_value_set_object (value, self->tour);
      break;

    case YTT_TALK_PROP_INDEX:
      g_value_set_uint (value, self->index);
      break;

    case YTT_TALK_PROP_STOP:
      g_value_set_object (value, ytt_talk_get_stop (self));
      break;

    case YTT_TALK_PROP_VIEW:
      g_value_set_boxed (value, self->view);
      break;

    case YTT_TALK_PROP_MODE:
      g_value_set_enum (value, self->mode);
      break;

    case YTT_TALK_PROP_BLANK:
      g_value_set_enum (value, self->blank);
      break;

    case YTT_TALK_PROP_LASER:
      g_value_set_boolean (value, self->laser);
      break;

    case YTT_TALK_PROP_PLAYING:
      g_value_set_boolean (value, self->playing);
      break;

    case YTT_TALK_PROP_LOOP:
      g_value_set_boolean (value, self->loop);
      break;

    case YTT_TALK_PROP_MOVED:
      g_value_set_boolean (value, self->moved);
      break;

    case YTT_TALK_PROP_FLYING:
      g_value_set_boolean (value, self->flying);
      break;

    case YTT_TALK_PROP_NUMBER:
      g_value_set_uint (value, self->number);
      break;

    case YTT_TALK_PROP_FULLSCREEN:
      g_value_set_boolean (value, self->fullscreen);
      break;

    case YTT_TALK_PROP_INHIBITED:
      g_value_set_boolean (value, self->inhibited);
      break;

    case YTT_TALK_PROP_ANSWERS:
      g_value_set_object (value, self->answers);
      break;

    case YTT_TALK_PROP_WORDS:
      g_value_set_string (value, self->words);
      break;

    case YTT_TALK_PROP_ASKING:
      g_value_set_boolean (value, ytt_talk_get_asking (self));
      break;

    case YTT_TALK_PROP_REMARKS:
      g_value_set_boxed (value, self->remarks);
      break;

    case YTT_TALK_PROP_STARTED_AT:
      g_value_set_int64 (value, self->started_at);
      break;

    case YTT_TALK_PROP_STOP_SINCE:
      g_value_set_int64 (value, self->stop_since);
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property, pspec);
    }
}

static void
ytt_talk_set_property (GObject      *object,
                       guint         property,
                       const GValue *value,
                       GParamSpec   *pspec)
{
  YttTalk *self = YTT_TALK (object);

  switch (property)
    {
    case YTT_TALK_PROP_BLANK:
      ytt_talk_set_blank (self, g_value_get_enum (value));
      break;

    case YTT_TALK_PROP_LASER:
      ytt_talk_set_laser (self, g_value_get_boolean (value));
      break;

    case YTT_TALK_PROP_PLAYING:
      ytt_talk_set_playing (self, g_value_get_boolean (value));
      break;

    case YTT_TALK_PROP_LOOP:
      ytt_talk_set_loop (self, g_value_get_boolean (value));
      break;

    case YTT_TALK_PROP_MOVED:
      ytt_talk_set_moved (self, g_value_get_boolean (value));
      break;

    case YTT_TALK_PROP_FLYING:
      ytt_talk_set_flying (self, g_value_get_boolean (value));
      break;

    case YTT_TALK_PROP_FULLSCREEN:
      ytt_talk_set_fullscreen (self, g_value_get_boolean (value));
      break;

    case YTT_TALK_PROP_INHIBITED:
      ytt_talk_set_inhibited (self, g_value_get_boolean (value));
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property, pspec);
    }
}

static void
ytt_talk_dispose (GObject *object)
{
  YttTalk *self = YTT_TALK (object);

  g_clear_handle_id (&self->play_source, g_source_remove);
  ytt_talk_stop_reading (&self->tours_cancellable);
  ytt_talk_stop_reading (&self->claims_cancellable);
  ytt_talk_stop_reading (&self->words_cancellable);
  ytt_talk_stop_reading (&self->answer_cancellable);
  if (self->store != NULL)
    g_clear_signal_handler (&self->changed_handler, self->store);
  g_clear_object (&self->store);
  g_clear_object (&self->session);
  g_clear_object (&self->tour);
  g_clear_object (&self->answers);
  g_clear_pointer (&self->words, g_free);
  g_clear_pointer (&self->view, ytt_view_unref);
  g_clear_pointer (&self->newer, g_ptr_array_unref);
  g_clear_pointer (&self->remarks, g_ptr_array_unref);
  g_clear_pointer (&self->missing, g_free);
  g_clear_error (&self->view_error);

  G_OBJECT_CLASS (ytt_talk_parent_class)->dispose (object);
}

static void
install_properties (GObjectClass *object_class)
{
  const GParamFlags readable = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;
  const GParamFlags writable = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  properties[YTT_TALK_PROP_TOUR] = g_param_spec_object ("tour", NULL, NULL, YTT_TYPE_TOUR, readable);
  properties[YTT_TALK_PROP_INDEX] = g_param_spec_uint ("index", NULL, NULL, 0, G_MAXUINT, 0, readable);
  properties[YTT_TALK_PROP_STOP] = g_param_spec_object ("stop", NULL, NULL, YTT_TYPE_TOUR_STOP, readable);
  properties[YTT_TALK_PROP_VIEW] = g_param_spec_boxed ("view", NULL, NULL, YTT_TYPE_VIEW, readable);
  properties[YTT_TALK_PROP_MODE] =
    g_param_spec_enum ("mode", NULL, NULL, YTT_TYPE_TALK_MODE, YTT_TALK_STOP, readable);
  properties[YTT_TALK_PROP_BLANK] =
    g_param_spec_enum ("blank", NULL, NULL, YTT_TYPE_TALK_BLANK, YTT_TALK_BLANK_NONE, writable);
  properties[YTT_TALK_PROP_LASER] = g_param_spec_boolean ("laser", NULL, NULL, FALSE, writable);
  properties[YTT_TALK_PROP_PLAYING] = g_param_spec_boolean ("playing", NULL, NULL, FALSE, writable);
  properties[YTT_TALK_PROP_LOOP] = g_param_spec_boolean ("loop", NULL, NULL, FALSE, writable);
  properties[YTT_TALK_PROP_MOVED] = g_param_spec_boolean ("moved", NULL, NULL, FALSE, writable);
  properties[YTT_TALK_PROP_FLYING] = g_param_spec_boolean ("flying", NULL, NULL, FALSE, writable);
  properties[YTT_TALK_PROP_NUMBER] = g_param_spec_uint ("number", NULL, NULL, 0, G_MAXUINT, 0, readable);
  properties[YTT_TALK_PROP_FULLSCREEN] = g_param_spec_boolean ("fullscreen", NULL, NULL, TRUE, writable);
  properties[YTT_TALK_PROP_INHIBITED] = g_param_spec_boolean ("inhibited", NULL, NULL, FALSE, writable);
  properties[YTT_TALK_PROP_ANSWERS] = g_param_spec_object ("answers", NULL, NULL, G_TYPE_LIST_MODEL, readable);
  properties[YTT_TALK_PROP_WORDS] = g_param_spec_string ("words", NULL, NULL, "", readable);
  properties[YTT_TALK_PROP_ASKING] = g_param_spec_boolean ("asking", NULL, NULL, FALSE, readable);
  properties[YTT_TALK_PROP_REMARKS] = g_param_spec_boxed ("remarks", NULL, NULL, G_TYPE_PTR_ARRAY, readable);
  properties[YTT_TALK_PROP_STARTED_AT] =
    g_param_spec_int64 ("started-at", NULL, NULL, 0, G_MAXINT64, 0, readable);
  properties[YTT_TALK_PROP_STOP_SINCE] =
    g_param_spec_int64 ("stop-since", NULL, NULL, 0, G_MAXINT64, 0, readable);
  g_object_class_install_properties (object_class, YTT_TALK_N_PROPS, properties);
}

static void
ytt_talk_class_init (YttTalkClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = ytt_talk_dispose;
  object_class->get_property = ytt_talk_get_property;
  object_class->set_property = ytt_talk_set_property;

  install_properties (object_class);

  signals[ZOOM] = g_signal_new ("zoom", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                G_TYPE_NONE, 1, G_TYPE_DOUBLE);
  signals[LAND] = g_signal_new ("land", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                G_TYPE_NONE, 0);
  signals[ENDED] = g_signal_new ("ended", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                 G_TYPE_NONE, 0);
}

static void
ytt_talk_init (YttTalk *self)
{
  self->fullscreen = TRUE;
  self->session = ytt_session_new ();
  self->answers = ytt_facility_list_new ();
  self->words = g_strdup ("");
  self->newer = g_ptr_array_new_with_free_func ((GDestroyNotify) ytt_talk_remark_free);
  self->remarks = g_ptr_array_new_with_free_func ((GDestroyNotify) ytt_talk_remark_free);
}

/**
 * ytt_talk_new:
 * @store: a document
 * @tour: one of its tours, or one that was made up, with key 0, which is not looked for in the document
 * @index: of the stop to begin at; behind the last one is the last one
 *
 * Returns: (transfer full): a talk that has begun
 */
YttTalk *
ytt_talk_new (YttStore *store,
              YttTour  *tour,
              guint     index)
{
  YttTalk *self;
  guint n;

  g_return_val_if_fail (YTT_IS_STORE (store), NULL);
  g_return_val_if_fail (YTT_IS_TOUR (tour), NULL);

  self = g_object_new (YTT_TYPE_TALK, NULL);
  self->store = g_object_ref (store);
  self->tour = g_object_ref (tour);
  self->started_at = g_get_monotonic_time ();
  n = ytt_tour_get_n_stops (tour);

  g_signal_connect_object (self->session, "notify::loading", G_CALLBACK (ytt_talk_session_loaded_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->session, "notify::error", G_CALLBACK (ytt_talk_session_error_cb), self,
                           G_CONNECT_SWAPPED);
  ytt_session_set_store (self->session, store);
  self->changed_handler = g_signal_connect_object (store, "changed", G_CALLBACK (ytt_talk_follow), self,
                                                   G_CONNECT_SWAPPED);

  ytt_talk_show_stop (self, n > 0 ? MIN (index, n - 1) : 0);
  ytt_session_set_viewport (self->session, self->view->latitude, self->view->longitude, self->view->zoom);

  return self;
}

/**
 * ytt_talk_get_session:
 * @self: a talk
 *
 * Returns: (transfer none): what the wall shows of the document
 */
YttSession *
ytt_talk_get_session (YttTalk *self)
{
  g_return_val_if_fail (YTT_IS_TALK (self), NULL);

  return self->session;
}

YttTour *
ytt_talk_get_tour (YttTalk *self)
{
  g_return_val_if_fail (YTT_IS_TALK (self), NULL);

  return self->tour;
}

void
ytt_talk_set_tour (YttTalk *self,
                   YttTour *tour)
{
  if (g_set_object (&self->tour, tour))
    ytt_talk_notify (self, YTT_TALK_PROP_TOUR);
}

guint
ytt_talk_get_n_stops (YttTalk *self)
{
  g_return_val_if_fail (YTT_IS_TALK (self), 0);

  return ytt_tour_get_n_stops (self->tour);
}

guint
ytt_talk_get_index (YttTalk *self)
{
  g_return_val_if_fail (YTT_IS_TALK (self), 0);

  return self->index;
}

/**
 * ytt_talk_get_stop:
 * @self: a talk
 *
 * Returns: (transfer none) (nullable): where the talk is; %NULL only of a tour without stops
 */
YttTourStop *
ytt_talk_get_stop (YttTalk *self)
{
  g_return_val_if_fail (YTT_IS_TALK (self), NULL);

  return self->index < ytt_tour_get_n_stops (self->tour) ? ytt_tour_get_stop (self->tour, self->index) : NULL;
}

YttTourStop *
ytt_talk_get_next_stop (YttTalk *self)
{
  guint n;

  g_return_val_if_fail (YTT_IS_TALK (self), NULL);

  n = ytt_talk_get_n_stops (self);
  if (self->index + 1 < n)
    return ytt_tour_get_stop (self->tour, self->index + 1);

  return self->playing && self->loop && n > 0 ? ytt_tour_get_stop (self->tour, 0) : NULL;
}

/**
 * ytt_talk_get_view:
 * @self: a talk
 *
 * Returns: (transfer none): what the wall is to show
 */
YttView *
ytt_talk_get_view (YttTalk *self)
{
  g_return_val_if_fail (YTT_IS_TALK (self), NULL);

  return self->view;
}

YttTalkMode
ytt_talk_get_mode (YttTalk *self)
{
  g_return_val_if_fail (YTT_IS_TALK (self), YTT_TALK_STOP);

  return self->mode;
}

guint
ytt_talk_get_number (YttTalk *self)
{
  g_return_val_if_fail (YTT_IS_TALK (self), 0);

  return self->number;
}

gint64
ytt_talk_get_started_at (YttTalk *self)
{
  g_return_val_if_fail (YTT_IS_TALK (self), 0);

  return self->started_at;
}

gint64
ytt_talk_get_stop_since (YttTalk *self)
{
  g_return_val_if_fail (YTT_IS_TALK (self), 0);

  return self->stop_since;
}

gboolean
ytt_talk_get_ended (YttTalk *self)
{
  g_return_val_if_fail (YTT_IS_TALK (self), TRUE);

  return self->ended;
}
