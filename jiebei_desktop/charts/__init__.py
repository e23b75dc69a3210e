"""Charts: snapshots and texts in, a figure out; each has its table and its sentence.

Every chart is a triple of pure functions of the same data: ``<chart>(data, t, palette)`` draws a
``matplotlib`` figure, ``<chart>_table(data, t)`` gives the same figures in rows and
``<chart>_alt(data, t)`` says in one sentence what can be seen.
"""
