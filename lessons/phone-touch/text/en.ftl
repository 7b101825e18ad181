# Touching well: touch once and lift the finger; a wrong touch breaks nothing.

title = Touching well
goal = Touch the blue button, the small one, the yellow one, then Go back, then touch all five flowers.
can-now = You can touch just what you mean, and go back from a strange page.

look-blue = Look at the screen: there is a large blue button.
    .hint = The blue button is the largest one on the screen. When you see it, touch Go on.
    .check = Find the blue button on the screen. When you see it, touch Go on.
    .slip-phone-blue-button = That is the blue button; we touch it in a moment. For now, touch Go on.

tap-blue = Touch the blue button once, then lift your finger.
    .hint = The blue button is in the middle of the screen. Put your finger on its middle, then lift it.

tap-small = Now touch the small button.
    .hint = The small button is just below the blue one. There is no hurry.
    .slip-phone-blue-button = The blue one is done. The small button is just below it.

open-strange = Touch the yellow button and see what happens.
    .hint = The yellow button is in the middle of the screen. Touching it breaks nothing.

go-back = This is a strange page. Touch Go back to leave it at once.
    .hint = Go back is at the very bottom, in the middle, with an arrow.

five-flowers = Touch all five flowers, in any order.
    .hint = Where there is still a bud, touch it and it opens.
