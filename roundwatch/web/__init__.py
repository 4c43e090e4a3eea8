"""The status page, health checks and JSON API, served on loopback by the running service.

Read-only for now; every page works without a script, and nothing is loaded from elsewhere.
"""
