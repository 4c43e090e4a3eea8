"""The meaning goes out: mentions become rounds, rounds become alerts, alerts become digests.

Knows nothing of HTTP crawling. Its rooms: detection, rounds, watches, outbox, digests, channels.
"""
