#pragma once

/// Keeps GLib and poppler off the standard error stream, for the whole process; what poppler says is counted instead.
void complaints_silence(void);

/// How often poppler has complained on this thread so far.
unsigned complaints_count(void);
