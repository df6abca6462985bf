#include "Complaints.h"

#include <glib.h>
#include <string.h>

static _Thread_local unsigned count;

static void swallow(const gchar *domain, GLogLevelFlags level, const gchar *message, gpointer unused) {
  (void)level, (void)message, (void)unused;
  if (domain && strcmp(domain, "Poppler") == 0) count++;
}

void complaints_silence(void) {
  static gsize done;
  if (g_once_init_enter(&done)) {
    g_log_set_default_handler(swallow, NULL);
    g_once_init_leave(&done, 1);
  }
}

unsigned complaints_count(void) { return count; }
