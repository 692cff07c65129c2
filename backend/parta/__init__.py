"""Parta: a school space in which a messenger, live lessons and the electronic journal act as one."""
