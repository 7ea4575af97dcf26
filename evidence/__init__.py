"""The archive: what is known, and the exact words it rests on. Imports none of the other rooms."""
