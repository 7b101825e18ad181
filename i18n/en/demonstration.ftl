# A lesson shown to a room, by keys or by touch. Nobody is named here.

demonstration-title = For the whole room
demonstration-keys = Arrow keys choose a lesson, Enter opens it.

demonstration-next = Next step
demonstration-before = Step back
demonstration-slip = Do it wrong
demonstration-mute = Mute
demonstration-unmute = Unmute

demonstration-step = Step { $number } of { $count }
demonstration-case = Case { $number } of { $count }
