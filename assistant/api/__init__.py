"""The HTTP interface: ``create_app(parts)`` gives an ASGI application. ``parts`` says what it is built from."""
