"""Links between learning profiles and journal accounts: the catalogue of journals, intents, links, refused links."""
