# Scanning a code to buy vegetables: paying a stall with practice money.

title = Scan to buy vegetables
goal = Scan the code and pay { $amount } to { $payee }.
can-now = You can pay by scanning a code.
own-money = With your own money the steps are just the same. Read the name and the amount well before you touch Confirm.

payee-stall-vegetables = Hạnh's vegetables
payee-stall-fish = Mận's fish
payee-stall-tofu = Thơm's tofu
payee-stall-fruit = Sửu's fruit

open-bank = Touch Practice bank.
    .hint = Look for the words Practice bank and a roof on columns.
    .slip-phone-photos = That one shows photos. Find Practice bank.
    .slip-phone-messages = That one shows messages. Find Practice bank.

open-scanner = Touch Scan a code.
    .hint = Scan a code is the largest button, near the top, with a square frame.
    .slip-bank-balance = That one shows how much money there is. Find Scan a code.
    .slip-bank-history = That one shows what was paid before. Find Scan a code.
    .slip-bank-close = That one closes the bank. Find Scan a code.
    .slip-bank-bills = That one pays for electricity and water. Find Scan a code.

frame-code = Touch the code on the counter, and the phone reads it.
    .hint = The code is a white sheet with many small black squares.
    .slip-scan-light = That one lights a lamp in dark places. Touch the code.
    .slip-scan-close = That one stops scanning. Touch the code.

enter-amount = The price is { $amount }. Touch its digits one by one.
    .hint = Go from left to right, one digit at a time. If one is not right, touch Delete.
    .slip-bank-next = That one leads on once the amount is complete. Type the price first.

amount-done = That is the amount. Touch Next.
    .hint = Next has an arrow and is near the digits.

check-name = Read who gets the money. Is it { $payee }?
    .hint = The name is just above the amount. Read it slowly.
    .check = Does the money go to { $payee }?
    .choice-same = That is the name
    .choice-different = Other name
    .slip-different = It has to be { $payee }. Look at the name again, word by word.
    .slip-bank-confirm = That one pays. Read the name first.
    .slip-bank-cancel = That one gives the payment up. Read the name first.

confirm = The name is right and so is the amount. Touch Confirm.
    .hint = Confirm is the coloured button just below the amount.
    .slip-bank-cancel = That one gives the payment up. Find Confirm.

see-receipt = It is paid, and this is the receipt. When you have read it, touch Done.
    .hint = Done is below the receipt, with a tick.
