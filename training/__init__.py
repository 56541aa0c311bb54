"""Where config/signs comes from: labelled texts in, signs and their points out.

`python -m training` (or `make train`) learns from training/rows and the labelled texts of the
tests, and writes config/signs/signs.toml and signs.txt. `python -m training measure` says what
the signs add to the rules on texts they were not learnt from. Nothing that runs the helpline
imports this room; it alone needs scikit-learn.
"""
