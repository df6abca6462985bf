/// The catalogue on PostgreSQL, for many machines.
