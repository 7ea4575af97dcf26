"""The parts of the evaluation report: what is read from a log, what is computed for showing it, and the charts."""
