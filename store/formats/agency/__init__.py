"""News agencies' formats: NITF, NewsML, ninjs."""
