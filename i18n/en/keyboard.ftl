# The keyboard: what its keys are called for a screen reader, and the screens on which something is
# typed. What keys say aloud when they are touched is in the crate `vietnamese`.

keyboard = Keyboard
keyboard-pressed = Keys pressed:
keyboard-secret = Digits pressed

key-letter = letter
key-digit = digit
key-delete = delete
key-delete-digit = Delete a digit
key-space = space
key-shift = capital letter
key-layer-signs = change to digits and signs
key-layer-letters = change to letters
key-comma = comma
key-dot = full stop
key-at = at sign
key-dash = dash
key-slash = slash
key-colon = colon
key-underscore = underscore
key-open = opening bracket
key-close = closing bracket
key-percent = per cent
key-dong = dong
key-and = and sign
key-question = question mark
key-exclamation = exclamation mark
key-plus = plus
key-equals = equals
key-quote = quotation mark
key-star = star
key-hash = hash

# What keys do besides, for a screen reader.
key-thousand = three zeros
key-telex-s = acute tone
key-telex-f = grave tone
key-telex-r = hook tone
key-telex-x = tilde tone
key-telex-j = dot tone
key-telex-z = takes the tone away
key-telex-w = adds a horn or a breve: ơ, ư, ă
key-telex-a = twice makes â
key-telex-e = twice makes ê
key-telex-o = twice makes ô
key-telex-d = twice makes đ

typing-done = Done

typing-private = This may be the number of a paper, a telephone or a private address. It is not kept here, to be safe.
typing-full = There is no room for more here. That is enough: touch Done.
typing-more = Type a few letters more, then touch Done.
typing-more-digits = A few digits are missing. Press some more, then touch Done.
