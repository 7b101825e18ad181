# Logging in to the e-ID: number, password, then the passcode. All of them are for practice.

title = Logging in to VNeID
goal = Log in to the practice e-ID, then open the citizen card.
can-now = Now you know how to log in and open your card on the phone.
own-money = The real app works the same way. The password and the six digits are yours alone: never tell anyone.

open-app = Touch Practice e-ID.
    .hint = Look for the tile with the words Practice e-ID and a card.

enter-number = Type the practice number shown above the keys, digit by digit.
    .hint = Look at the line Practice number, then type from left to right.

number-done = That is all of it. Touch Next.
    .hint = The button with an arrow, near the digits.

enter-password = Now type the practice password, letter by letter.
    .hint = Read the practice password, then find each letter on the keyboard.

log-in = That is all of it. Touch Log in.
    .hint = Log in is the coloured button just below the practice password.

open-wallet = You are in. Touch My papers.
    .hint = The button at the top, with a wallet.

open-card = Touch Citizen card.
    .hint = The upper one, with a card.

enter-passcode = To open the card, type the six digits of the passcode.
    .hint = Look at the line Practice passcode, above the keys.

unlock = All six digits are there. Touch Open.
    .hint = Open is near the digits.

which-one = Think back: what did you open the card with?
    .hint = You typed six digits, and then it opened.
    .choice-passcode = Six digits
    .choice-password = Password
    .slip-password = The password is for logging in. The card opens with six digits.

put-away = When you have seen it, touch Put away, to be safe.
    .hint = The button with a lock, below the card.
