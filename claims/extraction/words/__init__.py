"""The words that the rules of extraction look for: files per language, named for it (`en_...`, `es...`)."""
