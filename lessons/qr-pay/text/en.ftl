title = Pay for vegetables by scanning
goal = Pay { $amount } to { $payee }.
can-now = You can scan a code, type the amount, and read the name before you confirm.
own-money = With your own money it is just the same. Read the name and the amount before you confirm.

payee-stall-vegetables = Mrs Hạnh's vegetables
payee-stall-fish = Mr Bình's fish
payee-stall-fruit = Mr Tâm's fruit
payee-stall-tofu = Mrs Mai's tofu

open-bank = Touch Practice bank.
    .hint = Find the square that says Practice bank and touch its middle.
    .slip-phone-photos = That one shows photos. Touch Back, then look for Practice bank.
    .slip-phone-messages = That one shows messages. Touch Back, then look for Practice bank.

open-scanner = Touch Scan code.
    .hint = Scan code is the largest button, with four corners on it.
    .slip-bank-balance = That shows how much money there is. Then touch Scan code.
    .slip-bank-history = That shows what was spent. Touch Back, then look for Scan code.
    .slip-bank-close = That closes the bank. Touch Back and it opens again.

frame-code = Touch the code on the counter to bring it into the frame.
    .hint = The code is made of many black and white squares.
    .slip-scan-light = That switches the lamp on and off. Now touch the code.
    .slip-scan-close = That stops scanning. Touch Back, then touch the code.

enter-amount = Type the amount, { $amount }.
    .hint = Type one digit after the other, from left to right. The key with three zeros is touched once.

amount-done = When the amount is there, touch Go on.
    .hint = Go on is right below the number keys.

check-name = Read who gets the money. Is it { $payee }?
    .hint = The name is right above the amount.
    .choice-same = Yes, it is
    .choice-different = No, it is not
    .slip-different = The name on the phone is { $payee }. So touch Yes, it is.

confirm = When name and amount are right, touch Confirm.
    .hint = Confirm is the largest button on the screen.
    .slip-bank-cancel = That stops without paying. No money has gone. Touch Back.

see-receipt = When it says Paid, all is well. Touch Done.
    .hint = Done is at the bottom of the screen.
