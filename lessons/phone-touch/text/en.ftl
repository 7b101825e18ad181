title = A good touch
goal = Do what each sentence says.
can-now = You can touch once and lift your finger. When you touch the wrong thing, you know the way back.

look-blue = Look at the blue button in the middle. When you see it, touch Go on.
    .hint = The blue button is large and round. Go on is near the bottom of the screen.

tap-blue = Touch the blue button once, then lift your finger.
    .hint = The blue button is in the middle. A light touch is enough.
    .check = Touch the blue button.

tap-small = This one is smaller. Touch the small button once.
    .hint = Find the button that says Small button and touch its middle.
    .check = Touch the small button.
    .slip-phone-blue-button = That is the large button from before. Now look for the smaller one.

open-strange = Try the yellow button. A strange page will open, and that is all right.
    .hint = The yellow button is in the middle of the screen.
    .check = Touch the yellow button.

go-back = When you land on a strange page, touch Back at the bottom of the screen.
    .hint = Back is in the lowest row, with an arrow on it.
    .check = Find the way out of this strange page.

five-flowers = Touch each flower, all five of them.
    .hint = Touch the flowers that have no tick yet.
    .check = Touch all five flowers.
