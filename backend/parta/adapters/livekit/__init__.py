"""Media of calls: who may send what to whom, carried by LiveKit. Nothing else knows its words."""
