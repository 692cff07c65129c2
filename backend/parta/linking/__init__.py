"""Links between learning profiles and journal accounts: journal providers, link requests, links, refused links."""
