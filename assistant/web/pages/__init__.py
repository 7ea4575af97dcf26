"""The pages, one module each; see ``assistant.web.navigation``."""
