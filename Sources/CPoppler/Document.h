#pragma once
#include <poppler.h>

struct pdf_document {
  PopplerDocument *handle;
};

/// Takes over a string of GLib's and makes it valid UTF-8; null for null and for the empty string.
char *pdf_take_string(char *string);
