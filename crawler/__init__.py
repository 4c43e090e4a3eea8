"""The news comes in: sources are polled, pages fetched, articles read and kept.

Knows nothing of funding. Its rooms: sources, fetching, spiders, extraction, archive.
"""
