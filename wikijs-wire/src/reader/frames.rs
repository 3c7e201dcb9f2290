//! Finds where the items of a list end, in a text that is still arriving.
