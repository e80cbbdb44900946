/* Toasts that are left alone while they slide in.
 *
 * libadwaita 1.2 frees what a toast needs to slide in as soon as it has gone, and one that is dismissed while it slides
 * in may be gone first: the program then reads what was freed. So no toast is dismissed before it is at rest, neither
 * by the program nor by whoever clicks away two of them with a double click or twice with Escape. */

#include "config.h"

#include "ytt-toasts.h"

/* µs: the longest that one slides in */
#define COMING_US (500 * G_TIME_SPAN_MILLISECOND)

typedef struct
{
  AdwToastOverlay *overlay;    /* borrowed: owns this */
  GListModel      *children;   /* (owned): of the overlay */
  GtkWidget       *coming;     /* borrowed (nullable): slides in */
  GPtrArray       *ending;     /* (owned) (element-type AdwToast): those to be dismissed */
  guint            tick_id;    /* 0 while all is at rest */
  gint64           since;      /* µs: of the first frame, 0 before it */
  gint64           last;       /* µs: of the last frame, 0 before the first */
} Toasts;

static void
toasts_free (Toasts *toasts)
{
  g_clear_weak_pointer (&toasts->coming);
  g_clear_object (&toasts->children);
  g_clear_pointer (&toasts->ending, g_ptr_array_unref);
  g_free (toasts);
}

static GQuark
get_quark (void)
{
  return g_quark_from_static_string ("ytt-toasts");
}

/* One that goes may let another one come, which is waited for in its turn. */
static void
dismiss_ending (Toasts *toasts)
{
  while (toasts->tick_id == 0 && toasts->ending->len > 0)
    {
      g_autoptr(AdwToast) toast = g_ptr_array_steal_index (toasts->ending, 0);

      adw_toast_dismiss (toast);
    }
}

/* In the frame before this one it was where it stays. */
static gboolean
tick_cb (GtkWidget     *widget,
         GdkFrameClock *clock,
         gpointer       user_data)
{
  Toasts *toasts = user_data;
  gboolean at_rest = toasts->since > 0 && toasts->last - toasts->since >= COMING_US;

  toasts->last = gdk_frame_clock_get_frame_time (clock);
  if (toasts->since == 0)
    toasts->since = toasts->last;
  if (!at_rest)
    return G_SOURCE_CONTINUE;

  toasts->tick_id = 0;
  if (toasts->coming != NULL)
    {
      gtk_widget_set_can_target (toasts->coming, TRUE);
      gtk_widget_set_can_focus (toasts->coming, TRUE);
    }
  g_clear_weak_pointer (&toasts->coming);
  dismiss_ending (toasts);

  return G_SOURCE_REMOVE;
}

/* The last child is the toast that came last; it slides only where somebody sees it. */
static void
children_changed_cb (GListModel *children,
                     guint       position,
                     guint       n_removed,
                     guint       n_added,
                     Toasts     *toasts)
{
  GtkWidget *overlay = GTK_WIDGET (toasts->overlay);
  GtkWidget *last = gtk_widget_get_last_child (overlay);

  if (n_added == 0 || last == adw_toast_overlay_get_child (toasts->overlay)
      || !gtk_widget_get_mapped (overlay) || !adw_get_enable_animations (overlay))
    return;

  g_set_weak_pointer (&toasts->coming, last);
  gtk_widget_set_can_target (last, FALSE);
  gtk_widget_set_can_focus (last, FALSE);
  toasts->since = toasts->last = 0;
  if (toasts->tick_id == 0)
    toasts->tick_id = gtk_widget_add_tick_callback (overlay, tick_cb, toasts, NULL);
}

/* Escape would dismiss it. */
static gboolean
key_cb (Toasts         *toasts,
        guint           keyval,
        guint           keycode,
        GdkModifierType state)
{
  return keyval == GDK_KEY_Escape && toasts->tick_id != 0;
}

/**
 * ytt_toasts_watch:
 * @overlay: what shows toasts
 *
 * Sees to it that nothing dismisses a toast that still slides in: until then neither the pointer nor Escape reaches it.
 */
void
ytt_toasts_watch (AdwToastOverlay *overlay)
{
  GtkEventController *keys = gtk_event_controller_key_new ();
  Toasts *toasts = g_new0 (Toasts, 1);

  g_return_if_fail (ADW_IS_TOAST_OVERLAY (overlay));
  g_return_if_fail (g_object_get_qdata (G_OBJECT (overlay), get_quark ()) == NULL);

  toasts->overlay = overlay;
  toasts->ending = g_ptr_array_new_with_free_func (g_object_unref);
  toasts->children = gtk_widget_observe_children (GTK_WIDGET (overlay));
  g_signal_connect (toasts->children, "items-changed", G_CALLBACK (children_changed_cb), toasts);
  g_signal_connect_swapped (keys, "key-pressed", G_CALLBACK (key_cb), toasts);
  gtk_widget_add_controller (GTK_WIDGET (overlay), keys);
  g_object_set_qdata_full (G_OBJECT (overlay), get_quark (), toasts, (GDestroyNotify) toasts_free);
}

/**
 * ytt_toasts_dismiss:
 * @overlay: what shows toasts, and is watched
 * @toast: one of them, or one that was
 *
 * Dismisses it as soon as none slides in.
 */
void
ytt_toasts_dismiss (AdwToastOverlay *overlay,
                    AdwToast        *toast)
{
  Toasts *toasts;

  g_return_if_fail (ADW_IS_TOAST_OVERLAY (overlay));
  g_return_if_fail (ADW_IS_TOAST (toast));

  toasts = g_object_get_qdata (G_OBJECT (overlay), get_quark ());
  g_return_if_fail (toasts != NULL);

  g_ptr_array_add (toasts->ending, g_object_ref (toast));
  dismiss_ending (toasts);
}
