"""What the gradebook declares: nothing that streams publish, the timetable's lesson carries what it writes."""

from parta.core.registry import DomainRegistry

REGISTRY = DomainRegistry(name="gradebook")
