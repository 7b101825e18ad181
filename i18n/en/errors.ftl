# What went wrong with keeping progress, in plain words: what is safe, and what to do.

store-full = This device is full, so the last step is not kept. All lessons before it are safe. Ask someone to make room, then open Cầm Tay again.
store-read-only = This device allows no more saving. All lessons so far are safe. Ask someone to have a look at it.
store-newer = Your lessons were kept by a newer Cầm Tay. Nothing is lost. Ask someone to update this one.
store-corrupt = The place where lessons are kept is damaged. It was put aside, not deleted. Go on learning, and ask someone to have a look.
store-in-use = Cầm Tay is open in another window. Close that one, then open it again.
store-unreadable = Your lessons could not be read just now. Nothing was deleted. Close Cầm Tay and open it again.
store-salvaged = The place where lessons are kept was damaged, and all of it was saved. Go on learning.
store-salvaged-partly = The place where lessons are kept was damaged. { $count } things that were done were saved, the rest was not. Go on learning.
store-lost = The place where lessons are kept was damaged, and nothing in it could be read. Never mind, go on at your own pace.
store-older = The place where lessons are kept is an older one: { $count } things that were done are missing. Go on learning.
store-strange = A file that does not belong there lay where lessons are kept, and was put aside. All lessons are safe.
store-kept-aside = That file is still there, called { $name }. Ask someone to have a look at it.
store-from-ward = What is missing will be fetched from the ward when there is a network.
store-refused = The last step is not kept. All lessons before it are safe. Close Cầm Tay and open it again.
