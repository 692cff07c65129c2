"""Pictures of people: only a process of its own, with limits of memory and time, decodes them."""
