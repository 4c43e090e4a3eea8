"""The bundled newsroom, and the rehearsal that `make demo` runs: the real service over five simulated weeks."""
