#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * YttSpan:
 * @start: the first byte of a place in a text
 * @end: the byte after its last
 *
 * Where in a text something is: always whole characters of valid UTF-8.
 */
typedef struct
{
  gsize start;
  gsize end;
} YttSpan;

/* As many bytes as any number has here: 18 digits, a point, and a final nul. */
#define YTT_NUMBER_SIZE 40

/**
 * YttNumber:
 * @value: the number in C notation; with its groups joined where the mark in it may part groups or decimals
 * @other: "" where there is but one reading, else the number if that mark is a decimal one
 * @grouped: whether thousands are set apart in @value
 *
 * A number as people write it.
 */
typedef struct
{
  char     value[YTT_NUMBER_SIZE];
  char     other[YTT_NUMBER_SIZE];
  gboolean grouped;
} YttNumber;

/* Reads the number that @text begins with, as any locale writes it. */
gboolean  ytt_number_scan         (const char *text,
                                   gunichar    separator,
                                   YttNumber  *number,
                                   gsize      *length);
/* What sets thousands apart in the user's locale; 0 where nothing does. */
gunichar  ytt_number_get_separator (void);
/* (transfer full): @value times ten to the power of @exponent, digit by digit */
char     *ytt_number_shift        (const char *value,
                                   int         exponent);
/* (transfer full): in C notation, with as many digits as matter and no exponent */
char     *ytt_number_to_text      (double      value);
/* Decimals that say nothing: "2.000" becomes "2". */
void      ytt_number_trim         (char       *value);

G_END_DECLS
