"""Papers of an invented college: plain files in docs/, office files written by build.py."""
