"""The general reader: texts of every language but English, by the words that stand in one file of `words`.

Pure like the rest of extraction. A language is a `Words` (`words/es.py`); nothing here holds a word of one.
"""
