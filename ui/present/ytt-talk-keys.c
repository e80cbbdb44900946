#include "config.h"

#include "ytt-talk-keys.h"

/* Zoom by half a doubling with a key, which a room can follow. */
#define ZOOM_STEP 0.5

typedef enum
{
  NEXT,
  BACK,
  FIRST,
  LAST,
  RETURN,
  CONFIRM,
  BLACK,
  WHITE,
  FULLSCREEN,
  LASER,
  QUESTION,
  CLOSER,
  FURTHER,
} Deed;

/* Clickers send Page Up and Page Down, F5 and Escape, and B or a full stop for a blank wall; some send Shift+F5. */
static const struct
{
  guint    keyval;
  Deed     deed;
  gboolean text;   /* it means something to who is typing a text */
} keys[] = {
  { GDK_KEY_Right, NEXT, TRUE },
  { GDK_KEY_KP_Right, NEXT, TRUE },
  { GDK_KEY_Down, NEXT, TRUE },
  { GDK_KEY_KP_Down, NEXT, TRUE },
  { GDK_KEY_space, NEXT, TRUE },
  { GDK_KEY_KP_Space, NEXT, TRUE },
  { GDK_KEY_Page_Down, NEXT, FALSE },
  { GDK_KEY_KP_Page_Down, NEXT, FALSE },
  { GDK_KEY_Left, BACK, TRUE },
  { GDK_KEY_KP_Left, BACK, TRUE },
  { GDK_KEY_Up, BACK, TRUE },
  { GDK_KEY_KP_Up, BACK, TRUE },
  { GDK_KEY_Page_Up, BACK, FALSE },
  { GDK_KEY_KP_Page_Up, BACK, FALSE },
  { GDK_KEY_Home, FIRST, TRUE },
  { GDK_KEY_KP_Home, FIRST, TRUE },
  { GDK_KEY_End, LAST, TRUE },
  { GDK_KEY_KP_End, LAST, TRUE },
  { GDK_KEY_BackSpace, RETURN, TRUE },
  { GDK_KEY_Return, CONFIRM, TRUE },
  { GDK_KEY_KP_Enter, CONFIRM, TRUE },
  { GDK_KEY_ISO_Enter, CONFIRM, TRUE },
  { GDK_KEY_b, BLACK, TRUE },
  { GDK_KEY_period, BLACK, TRUE },
  { GDK_KEY_KP_Decimal, BLACK, TRUE },
  { GDK_KEY_w, WHITE, TRUE },
  { GDK_KEY_f, FULLSCREEN, TRUE },
  { GDK_KEY_F11, FULLSCREEN, FALSE },
  { GDK_KEY_l, LASER, TRUE },
  { GDK_KEY_slash, QUESTION, TRUE },
  { GDK_KEY_KP_Divide, QUESTION, TRUE },
  { GDK_KEY_plus, CLOSER, TRUE },
  { GDK_KEY_equal, CLOSER, TRUE },
  { GDK_KEY_KP_Add, CLOSER, TRUE },
  { GDK_KEY_minus, FURTHER, TRUE },
  { GDK_KEY_KP_Subtract, FURTHER, TRUE },
};

static void
escape (YttTalk *talk)
{
  if (ytt_talk_get_mode (talk) == YTT_TALK_QUESTION)
    ytt_talk_end_question (talk);
  else
    ytt_talk_end (talk);
}

static void
do_deed (YttTalk *talk,
         Deed     deed)
{
  switch (deed)
    {
    case NEXT:
      ytt_talk_next (talk);
      break;

    case BACK:
      ytt_talk_back (talk);
      break;

    case FIRST:
      ytt_talk_first (talk);
      break;

    case LAST:
      ytt_talk_last (talk);
      break;

    case RETURN:
      ytt_talk_return (talk);
      break;

    /* Without a number, the key that confirms goes on, as in other programs that present. */
    case CONFIRM:
      if (!ytt_talk_confirm (talk))
        ytt_talk_next (talk);
      break;

    case BLACK:
      ytt_talk_toggle_blank (talk, YTT_TALK_BLANK_BLACK);
      break;

    case WHITE:
      ytt_talk_toggle_blank (talk, YTT_TALK_BLANK_WHITE);
      break;

    case FULLSCREEN:
      ytt_talk_set_fullscreen (talk, !ytt_talk_get_fullscreen (talk));
      break;

    case LASER:
      ytt_talk_set_laser (talk, !ytt_talk_get_laser (talk));
      break;

    case QUESTION:
      ytt_talk_begin_question (talk);
      break;

    case CLOSER:
      ytt_talk_zoom (talk, ZOOM_STEP);
      break;

    case FURTHER:
      ytt_talk_zoom (talk, -ZOOM_STEP);
      break;

    default:
      g_assert_not_reached ();
    }
}

/* -1 where it is none */
static int
get_digit (guint keyval)
{
  if (keyval >= GDK_KEY_0 && keyval <= GDK_KEY_9)
    return (int) (keyval - GDK_KEY_0);
  if (keyval >= GDK_KEY_KP_0 && keyval <= GDK_KEY_KP_9)
    return (int) (keyval - GDK_KEY_KP_0);

  return -1;
}

/**
 * ytt_talk_keys_press:
 * @talk: a talk
 * @keyval: a key
 * @state: what is held with it
 * @typing: whether a text has the focus
 *
 * Returns: whether the key was one of a talk, and has been done
 */
gboolean
ytt_talk_keys_press (YttTalk         *talk,
                     guint            keyval,
                     GdkModifierType  state,
                     gboolean         typing)
{
  guint lower = gdk_keyval_to_lower (keyval);

  g_return_val_if_fail (YTT_IS_TALK (talk), FALSE);

  if (state & (GDK_CONTROL_MASK | GDK_ALT_MASK | GDK_SUPER_MASK | GDK_META_MASK))
    return FALSE;

  if (keyval == GDK_KEY_Escape)
    {
      escape (talk);
      return TRUE;
    }
  if (!typing && get_digit (keyval) >= 0)
    {
      ytt_talk_type_digit (talk, (guint) get_digit (keyval));
      return TRUE;
    }

  for (gsize i = 0; i < G_N_ELEMENTS (keys); i++)
    if (keys[i].keyval == lower && !(typing && keys[i].text))
      {
        do_deed (talk, keys[i].deed);
        return TRUE;
      }

  return FALSE;
}

static gboolean
is_typing (GtkWidget *widget)
{
  GtkRoot *root = gtk_widget_get_root (widget);
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  return focus != NULL && gtk_widget_get_mapped (focus) && (GTK_IS_EDITABLE (focus) || GTK_IS_TEXT_VIEW (focus));
}

/* A button or a row that has the focus is pressed with Enter. Space, which presses one elsewhere, goes on to the next
 * stop whatever has the focus: a clicker may send it, and nobody looks where the focus is meanwhile. */
static gboolean
is_for_focus (GtkWidget *widget,
              guint      keyval)
{
  GtkRoot *root = gtk_widget_get_root (widget);
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  if (focus == NULL || !gtk_widget_get_mapped (focus) || !gtk_window_get_focus_visible (GTK_WINDOW (root)))
    return FALSE;
  if (!GTK_IS_BUTTON (focus) && !GTK_IS_LIST_BOX_ROW (focus))
    return FALSE;

  return keyval == GDK_KEY_Return || keyval == GDK_KEY_KP_Enter || keyval == GDK_KEY_ISO_Enter;
}

/* A clicker sends the key where B is, and with another script that key has another letter. What the key is in the
 * user's other layouts counts then. */
static gboolean
press_elsewhere (YttTalk         *talk,
                 GdkDisplay      *display,
                 guint            keycode,
                 GdkModifierType  state)
{
  g_autofree GdkKeymapKey *places = NULL;
  g_autofree guint *keyvals = NULL;
  int n = 0;

  if (!gdk_display_map_keycode (display, keycode, &places, &keyvals, &n))
    return FALSE;

  for (int i = 0; i < n; i++)
    if (places[i].level == 0 && ytt_talk_keys_press (talk, keyvals[i], state, FALSE))
      return TRUE;

  return FALSE;
}

static gboolean
key_pressed_cb (YttTalk               *talk,
                guint                  keyval,
                guint                  keycode,
                GdkModifierType        state,
                GtkEventControllerKey *controller)
{
  GtkWidget *widget = gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (controller));
  gboolean typing = is_typing (widget);

  /* Who has typed a number means that stop, whatever button has the focus. */
  if (is_for_focus (widget, keyval))
    return ytt_talk_confirm (talk) ? GDK_EVENT_STOP : GDK_EVENT_PROPAGATE;

  return ytt_talk_keys_press (talk, keyval, state, typing)
         || (!typing && gdk_keyval_to_unicode (keyval) >= 0x100
             && press_elsewhere (talk, gtk_widget_get_display (widget), keycode, state));
}

/**
 * ytt_talk_keys_add:
 * @widget: a window, or what fills one
 * @talk: a talk
 *
 * Makes a window take the keys of a talk, whatever in it has the focus.
 */
void
ytt_talk_keys_add (GtkWidget *widget,
                   YttTalk   *talk)
{
  GtkEventController *controller;

  g_return_if_fail (GTK_IS_WIDGET (widget));
  g_return_if_fail (YTT_IS_TALK (talk));

  controller = gtk_event_controller_key_new ();
  gtk_event_controller_set_propagation_phase (controller, GTK_PHASE_CAPTURE);
  g_signal_connect_object (controller, "key-pressed", G_CALLBACK (key_pressed_cb), talk, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (widget, controller);
}
