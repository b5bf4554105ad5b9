// C shims: one .c per concern.
