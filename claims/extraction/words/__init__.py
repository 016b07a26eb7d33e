"""The words that the rules of extraction look for: one set of files per language, named for it (`en_...`)."""
