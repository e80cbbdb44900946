/* Whether bytes have the form of a change set, which is written down at the end of "The Session Extension" and in
 * sqlite3session.c: a letter T, the number of columns, a byte for each that says whether it is the key, and the table's
 * name, ended by a zero; then changes, each an operation, a byte, and one or two rows of values.
 *
 * A document may come from anybody, and SQLite 3.40 reads on for ever where a change set that comes in pieces ends in
 * the middle of a name. So it gets to see only what is well-formed. */

#include "config.h"

#include "ytt-change-grammar.h"

#define INSERT 18
#define DELETE 9
#define UPDATE 23

#define MAX_COLUMNS 2000
#define MAX_NAME    200
#define MAX_SIZE    (1000 * 1000 * 1000)

enum
{
  VALUE_NONE,
  VALUE_INTEGER,
  VALUE_REAL,
  VALUE_TEXT,
  VALUE_BLOB,
  VALUE_NULL,
};

static void
end_value (YttChangeGrammar *self)
{
  self->n_values--;
  self->state = self->n_values > 0 ? YTT_GRAMMAR_TYPE : YTT_GRAMMAR_CHANGE;
}

static gboolean
begin_change (YttChangeGrammar *self,
              guint8            byte)
{
  self->number = 0;
  self->n_bytes = 0;

  if (byte == 'T')
    {
      self->state = YTT_GRAMMAR_N_COLUMNS;
      return TRUE;
    }

  self->operation = byte;
  self->state = YTT_GRAMMAR_INDIRECT;

  return self->n_columns > 0 && (byte == INSERT || byte == DELETE || byte == UPDATE);
}

static gboolean
begin_value (YttChangeGrammar *self,
             guint8            type)
{
  switch (type)
    {
    case VALUE_NONE:
    case VALUE_NULL:
      end_value (self);
      return TRUE;

    case VALUE_INTEGER:
    case VALUE_REAL:
      self->left = 8;
      self->state = YTT_GRAMMAR_VALUE;
      return TRUE;

    case VALUE_TEXT:
    case VALUE_BLOB:
      self->number = 0;
      self->n_bytes = 0;
      self->state = YTT_GRAMMAR_SIZE;
      return TRUE;

    default:
      return FALSE;
    }
}

/* SQLite's numbers of varying length: seven bits a byte, the upper ones first. Returns whether it is well-formed. */
static gboolean
read_number (YttChangeGrammar *self,
             guint8            byte,
             guint32           max,
             gboolean         *ended)
{
  if (self->n_bytes == 5 || self->number > (max >> 7))
    return FALSE;

  self->number = (self->number << 7) | (byte & 0x7f);
  self->n_bytes++;
  *ended = (byte & 0x80) == 0;

  return self->number <= max;
}

static gboolean
read_n_columns (YttChangeGrammar *self,
                guint8            byte)
{
  gboolean ended;

  if (!read_number (self, byte, MAX_COLUMNS, &ended))
    return FALSE;

  if (ended)
    {
      self->n_columns = self->number;
      self->left = self->number;
      self->state = YTT_GRAMMAR_KEYS;
    }

  return !ended || self->number > 0;
}

static gboolean
read_size (YttChangeGrammar *self,
           guint8            byte)
{
  gboolean ended;

  if (!read_number (self, byte, MAX_SIZE, &ended))
    return FALSE;

  self->left = self->number;
  if (ended && self->left > 0)
    self->state = YTT_GRAMMAR_VALUE;
  else if (ended)
    end_value (self);

  return TRUE;
}

/* The key is the first column and no other, as in all tables of a document. */
static gboolean
read_key (YttChangeGrammar *self,
          guint8            byte)
{
  gboolean first = self->left == self->n_columns;

  self->left--;
  if (self->left == 0)
    {
      self->left = MAX_NAME;
      self->state = YTT_GRAMMAR_NAME;
    }

  return byte == (first ? 1 : 0);
}

static gboolean
read_byte (YttChangeGrammar *self,
           guint8            byte)
{
  switch (self->state)
    {
    case YTT_GRAMMAR_CHANGE:
      return begin_change (self, byte);

    case YTT_GRAMMAR_N_COLUMNS:
      return read_n_columns (self, byte);

    case YTT_GRAMMAR_KEYS:
      return read_key (self, byte);

    case YTT_GRAMMAR_NAME:
      if (byte == '\0')
        self->state = YTT_GRAMMAR_CHANGE;
      return byte == '\0' || self->left-- > 0;

    case YTT_GRAMMAR_INDIRECT:
      self->n_values = self->operation == UPDATE ? 2 * self->n_columns : self->n_columns;
      self->state = YTT_GRAMMAR_TYPE;
      return TRUE;

    case YTT_GRAMMAR_TYPE:
      return begin_value (self, byte);

    case YTT_GRAMMAR_SIZE:
      return read_size (self, byte);

    case YTT_GRAMMAR_VALUE:
    default:
      g_assert_not_reached ();
    }
}

/**
 * ytt_change_grammar_read:
 * @self: how far it was read
 * @bytes: what comes next
 * @size: how many
 *
 * Returns: whether it can be the part of a change set; once it cannot, @self is of no use any more
 */
gboolean
ytt_change_grammar_read (YttChangeGrammar *self,
                         const guint8     *bytes,
                         gsize             size)
{
  while (size > 0)
    {
      gsize n = 1;

      if (self->state == YTT_GRAMMAR_VALUE)
        {
          n = MIN (size, self->left);
          self->left -= (guint32) n;
          if (self->left == 0)
            end_value (self);
        }
      else if (!read_byte (self, *bytes))
        return FALSE;

      bytes += n;
      size -= n;
    }

  return TRUE;
}

/**
 * ytt_change_grammar_end:
 * @self: how far it was read
 *
 * Returns: whether a change set may end here
 */
gboolean
ytt_change_grammar_end (YttChangeGrammar *self)
{
  return self->state == YTT_GRAMMAR_CHANGE;
}
