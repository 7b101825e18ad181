# Words that every screen shares: the three fixed buttons, scrolling, the practice skin.

fixed-replay = Listen
fixed-back = Go back
fixed-help = Help me

scroll-up = Up
scroll-down = Down

button-start = Begin
button-next-shown = Next
button-understood = I see
button-go-on = Go on
button-home = First page

skin-money = PRACTICE – NOT REAL MONEY
code-words = PRACTICE CODE – NOT REAL MONEY

window-title = Cầm Tay
