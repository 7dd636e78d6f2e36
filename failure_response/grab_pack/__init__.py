"""The grab-pack: what a manager works from when the network or the service is down, in one locked zip.

`people` reads everybody once, `pages` and `contacts` put it on paper and into address books, `contents` gathers all of
it as one person of the council may see it, `building` is what the clock does.
"""
