"""What people look at.

A view is made of blocks, and says nothing of how it is written: on a terminal,
plainly for a screen reader, as Markdown, as a page. One module per thing that is
shown. The views of agreement and of the study live with what they show.
"""
