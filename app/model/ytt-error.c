#include "config.h"

#include "ytt-error.h"

G_DEFINE_QUARK (ytt-error-quark, ytt_error)
