# What went wrong with keeping progress, in plain words: what is safe, and what to do.

store-full = This device is full, so the last step is not kept. All lessons before it are safe. Ask someone to make room, then open Cầm Tay again.
store-read-only = This device allows no more saving. All lessons so far are safe. Ask someone to have a look at it.
store-newer = Your lessons were kept by a newer Cầm Tay. Nothing is lost. Ask someone to update this one.
store-corrupt = The place where lessons are kept is damaged. It was put aside, not deleted. Go on learning, and ask someone to have a look.
store-in-use = Cầm Tay is open in another window. Close that one, then open it again.
store-unreadable = Your lessons could not be read just now. Nothing was deleted. Close Cầm Tay and open it again.
store-salvaged = The place where lessons are kept was damaged, and all of it was saved. Go on learning.
store-salvaged-partly = The place where lessons are kept was damaged, and nearly all of it was saved. The old one was put aside. Ask someone to have a look at it.
store-refused = The last step is not kept. All lessons before it are safe. Close Cầm Tay and open it again.
