"""Carries the release that readers see to a PostgreSQL server: whole, in one transaction, without dropping anything that views stand on."""
