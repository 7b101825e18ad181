# Words that every screen shares: the three fixed buttons, scrolling, the practice skin.
# The practice skin says the same Vietnamese words in every language: they are what a passer-by reads.

fixed-replay = Listen
fixed-back = Go back
fixed-help = Help me

silent-mark = No sound
silent-no-sound = No sound comes out. Plug in a loudspeaker, or turn the sound up.
silent-muted = The phone's sound is off. Press the button at its side that turns it up.
silent-read-on = Read instead

scroll-up = Up
scroll-down = Down

button-start = Begin
button-next-shown = Next
button-understood = I see
button-go-on = Go on
button-home = First page

skin-papers = TẬP DƯỢT – KHÔNG PHẢI GIẤY TỜ THẬT
code-words-papers = MÃ LUYỆN TẬP – KHÔNG PHẢI GIẤY TỜ THẬT
skin-money = TẬP DƯỢT – KHÔNG PHẢI TIỀN THẬT
code-words = MÃ LUYỆN TẬP – KHÔNG PHẢI TIỀN THẬT

window-title = Cầm Tay
