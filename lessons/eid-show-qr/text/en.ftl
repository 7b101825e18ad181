# Showing the e-ID: open the card, hold up its code, put it away.

title = Showing your e-ID
goal = Open the card, let the official scan its code, then put it away.
can-now = Now you know how to show your e-ID to an official.
own-money = It is the same in real life. Only hold the code up to an official who is there in person. Never send anyone a photo of the card.

open-wallet = Touch My papers.
    .hint = The button at the top, with a wallet.

open-card = Touch Citizen card.
    .hint = The upper one, with a card.

enter-passcode = Type the six digits of the passcode, one by one.
    .hint = Look at the line Practice passcode, above the keys.

unlock = All six digits are there. Touch Open.
    .hint = Open is near the digits.

show-code = The card is open. Touch Show code.
    .hint = The button right below the card.

who-asks = Who may scan this code?
    .hint = Whoever asks has to be there in person.
    .choice-official = The official at the counter
    .choice-caller = A stranger on the phone
    .slip-caller = Not a stranger on the phone. Only an official you meet in person.

hold-up = Touch Hold it up, for the official to scan.
    .hint = The button with a hand.

put-away = It was scanned. Touch Put away, to be safe.
    .hint = The button with a lock.
