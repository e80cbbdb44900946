/* Toasts that are left alone while they slide in.
 *
 * libadwaita 1.2 frees what a toast needs to slide in as soon as it has gone, and one that is dismissed while it slides
 * in may be gone first: the program then reads what was freed. So what the program does to toasts by itself waits until
 * the one that slides in is there. What a person does never waits. */

#include "config.h"

#include "ytt-toasts.h"

/* µs: the longest that one slides in */
#define COMING_US (500 * G_TIME_SPAN_MILLISECOND)

/* What is to be done to a toast. */
typedef struct
{
  AdwToast *toast;      /* (owned) */
  gboolean  is_new;     /* it comes; else it goes */
} Step;

typedef struct
{
  AdwToastOverlay *overlay;    /* borrowed: owns this */
  GListModel      *children;   /* (owned): of the overlay */
  GArray          *steps;      /* (owned) (element-type Step): what waits */
  guint            tick_id;    /* 0 while all is at rest */
  gint64           since;      /* µs: of the first frame, 0 before it */
  gint64           last;       /* µs: of the last frame, 0 before the first */
} Toasts;

static void
step_clear (gpointer data)
{
  g_clear_object (&((Step *) data)->toast);
}

static void
toasts_free (gpointer data)
{
  Toasts *toasts = data;

  g_clear_object (&toasts->children);
  g_clear_pointer (&toasts->steps, g_array_unref);
  g_free (toasts);
}

static GQuark
get_quark (void)
{
  return g_quark_from_static_string ("ytt-toasts");
}

/* Each may let another toast come, which is waited for in its turn. */
static void
do_steps (Toasts *toasts)
{
  while (toasts->tick_id == 0 && toasts->steps->len > 0)
    {
      Step *first = &g_array_index (toasts->steps, Step, 0);
      g_autoptr(AdwToast) toast = g_object_ref (first->toast);
      gboolean is_new = first->is_new;

      g_array_remove_index (toasts->steps, 0);
      if (is_new)
        adw_toast_overlay_add_toast (toasts->overlay, g_steal_pointer (&toast));
      else
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
  do_steps (toasts);

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

  if (n_added == 0 || gtk_widget_get_last_child (overlay) == adw_toast_overlay_get_child (toasts->overlay)
      || !gtk_widget_get_mapped (overlay) || !adw_get_enable_animations (overlay))
    return;

  toasts->since = toasts->last = 0;
  if (toasts->tick_id == 0)
    toasts->tick_id = gtk_widget_add_tick_callback (overlay, tick_cb, toasts, NULL);
}

static Toasts *
get_toasts (AdwToastOverlay *overlay)
{
  Toasts *toasts = g_object_get_qdata (G_OBJECT (overlay), get_quark ());

  if (toasts != NULL)
    return toasts;

  toasts = g_new0 (Toasts, 1);
  toasts->overlay = overlay;
  toasts->steps = g_array_new (FALSE, FALSE, sizeof (Step));
  g_array_set_clear_func (toasts->steps, step_clear);
  toasts->children = gtk_widget_observe_children (GTK_WIDGET (overlay));
  g_signal_connect (toasts->children, "items-changed", G_CALLBACK (children_changed_cb), toasts);
  g_object_set_qdata_full (G_OBJECT (overlay), get_quark (), toasts, toasts_free);
  /* Whether there is one that came just now is not known: it is waited for. */
  if (gtk_widget_get_mapped (GTK_WIDGET (overlay)) && adw_get_enable_animations (GTK_WIDGET (overlay))
      && gtk_widget_get_last_child (GTK_WIDGET (overlay)) != adw_toast_overlay_get_child (overlay))
    toasts->tick_id = gtk_widget_add_tick_callback (GTK_WIDGET (overlay), tick_cb, toasts, NULL);

  return toasts;
}

static void
add_step (AdwToastOverlay *overlay,
          AdwToast        *toast,   /* (transfer full) */
          gboolean         is_new)
{
  Toasts *toasts = get_toasts (overlay);
  const Step step = { toast, is_new };

  g_array_append_val (toasts->steps, step);
  do_steps (toasts);
}

/**
 * ytt_toasts_add:
 * @overlay: what shows toasts
 * @toast: (transfer full): one of high priority, or one for ytt_toasts_dismiss()
 *
 * Adds it as soon as none slides in, which it might push away.
 */
void
ytt_toasts_add (AdwToastOverlay *overlay,
                AdwToast        *toast)
{
  g_return_if_fail (ADW_IS_TOAST_OVERLAY (overlay));
  g_return_if_fail (ADW_IS_TOAST (toast));

  add_step (overlay, toast, TRUE);
}

/**
 * ytt_toasts_dismiss:
 * @overlay: what shows toasts
 * @toast: one that ytt_toasts_add() added; it may have gone already
 *
 * Dismisses it as soon as none slides in.
 */
void
ytt_toasts_dismiss (AdwToastOverlay *overlay,
                    AdwToast        *toast)
{
  g_return_if_fail (ADW_IS_TOAST_OVERLAY (overlay));
  g_return_if_fail (ADW_IS_TOAST (toast));

  add_step (overlay, g_object_ref (toast), FALSE);
}
