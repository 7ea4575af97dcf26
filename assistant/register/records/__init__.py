"""Records as documents keep them, whatever their columns are called: rows, forms, labelled lines; lookups and sets."""
