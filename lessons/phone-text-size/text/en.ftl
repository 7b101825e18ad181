# Larger letters: choosing a text size in the phone's settings.

title = Larger letters
goal = Open Settings, find Text size, touch Larger twice. Read the sample, then touch Done.
can-now = You can choose letters that suit your eyes. The letters of Cầm Tay can be made larger too, under Settings on the first page.

open-settings = Touch Settings.
    .hint = Look for the word Settings and a wheel.
    .slip-phone-bank = That one opens the practice bank. Find Settings.
    .slip-phone-photos = That one shows photos. Find Settings.
    .slip-phone-messages = That one shows messages. Find Settings.

choose-display = Touch Display.
    .hint = Display is in the middle, with a phone.
    .slip-phone-wifi = That one shows the network. Find Display.
    .slip-phone-sound = That one shows how loud the phone is. Find Display.
    .slip-phone-home = That one leads to the first page. Find Display.

choose-text-size = Touch Text size.
    .hint = Text size has two letters A, one large and one small.
    .slip-phone-brightness = That one changes the brightness. Find Text size.
    .slip-phone-return = That one leads to the page before. Find Text size.

larger = Touch Larger, with the plus, and the letters grow.
    .hint = Larger is on the right, just below the sample.
    .slip-phone-done = That one is for when the letters suit you. Touch Larger.

larger-still = Touch Larger once more, and they grow again.
    .hint = The same one with the plus, on the right.
    .slip-phone-done = That one is for when the letters suit you. Touch Larger.

read-sample = Read the sample. If it suits your eyes, touch Done.
    .hint = If not, touch Larger or Smaller as you like. Done is at the bottom.
