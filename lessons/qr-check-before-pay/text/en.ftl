# Read the name, read the amount, then pay: where one is not right, ask the seller and cancel.

title = Read before you pay
goal = Pay { $amount } to { $payee }. If something does not match, ask and cancel.
can-now = You can read the name and the amount before paying, and cancel where they do not match.
own-money = With your own money, read the name and the amount just the same. If they do not match, do not pay: cancel and ask the seller. Money that was sent is very hard to get back.

payee-stall-vegetables = Hạnh's vegetables
payee-stall-fish = Mận's fish
payee-stall-tofu = Thơm's tofu
payee-stall-fruit = Sửu's fruit
payee-stranger-phone = Sao Khuya phones
payee-stranger-karaoke = Trăng Vàng karaoke
payee-stranger-cement = Núi Xám cement

open-scanner = Touch Scan a code.
    .hint = Scan a code is the largest button, near the top.
    .check = Scan the code on the counter to pay { $amount } to { $payee }.
    .slip-bank-balance = That one shows how much money there is. Find Scan a code.
    .slip-bank-bills = That one pays for electricity and water. Find Scan a code.
    .slip-bank-history = That one shows what was paid before. Find Scan a code.
    .slip-bank-close = That one closes the bank. Find Scan a code.

frame-code = Touch the code on the counter. It carries the amount already.
    .hint = The code is a white sheet with many small black squares.
    .check = Touch the code on the counter.
    .slip-scan-light = That one lights a lamp in dark places. Touch the code.
    .slip-scan-close = That one stops scanning. Touch the code.

name-is-right = Read who gets the money. Is it { $payee }?
    .hint = The name is just above the amount. Read it slowly.
    .check = Does the money go to { $payee }?
    .choice-same = That is the name
    .choice-different = Other name
    .slip-different = The phone does say { $payee }. Read it again, word by word.
    .slip-bank-confirm = That one pays. Read the name first.
    .slip-bank-cancel = That one gives the payment up. Read the name first.

name-is-wrong = Read who gets the money. Is it { $payee }?
    .hint = The name is just above the amount. Read it slowly.
    .check = Does the money go to { $payee }?
    .choice-same = That is the name
    .choice-different = Other name
    .slip-same = It has to be { $payee }, and the phone shows another name. Look again.
    .slip-bank-confirm = That one pays. Read the name first.
    .slip-bank-cancel = That one gives the payment up. Careful is good, but read the name first.

amount-is-right = Now read the amount. Is it { $amount }?
    .hint = The amount is written large, just below the name.
    .check = Is the amount { $amount }?
    .choice-same = That is the amount
    .choice-different = Other amount
    .slip-different = The phone does say { $amount }. Read it again, digit by digit.
    .slip-bank-confirm = That one pays. Read the amount first.
    .slip-bank-cancel = That one gives the payment up. Read the amount first.

amount-is-wrong = Now read the amount. Is it { $amount }?
    .hint = The amount is written large, just below the name.
    .check = Is the amount { $amount }?
    .choice-same = That is the amount
    .choice-different = Other amount
    .slip-same = The price is { $amount }, and the phone shows another amount. Look again.
    .slip-bank-confirm = That one pays. Read the amount first.
    .slip-bank-cancel = That one gives the payment up. Careful is good, but read the amount first.

ask-seller = Something does not match. What is best now?
    .hint = If you are not sure, do not pay yet. Asking costs nothing.
    .check = Something does not match. What is best now?
    .choice-ask = Ask the seller
    .choice-pay = Pay anyway
    .slip-pay = Paying now could lose your money. Ask the seller first.
    .slip-bank-confirm = That one pays. Ask the seller first.
    .slip-bank-cancel = That one gives the payment up; it comes later. Ask the seller first.

cancel = The seller says this code is not right. Touch Cancel and do not pay.
    .hint = Cancel is below the amount; it is the one without colour.
    .check = The seller says this code is not right. Go on.
    .slip-bank-confirm = That one pays, and the code is not right. Find Cancel.

nothing-paid = Cancelled; nothing was paid. Touch Done.
    .hint = Done is just below the words, with a tick.
    .check = Close this page; nothing was paid. The seller is fetching the right code.

scan-again = The seller brings the right code. Touch Scan a code once more.
    .hint = Scan a code is the largest button, near the top.
    .check = The seller has brought the right code. Pay again from the beginning.
    .slip-bank-balance = That one shows how much money there is. Find Scan a code.
    .slip-bank-bills = That one pays for electricity and water. Find Scan a code.
    .slip-bank-history = That one shows what was paid before. Find Scan a code.
    .slip-bank-close = That one closes the bank. Find Scan a code.

frame-right-code = Touch the new code on the counter.
    .hint = The code is a white sheet with many small black squares.
    .check = Scan the new code on the counter.
    .slip-scan-light = That one lights a lamp in dark places. Touch the code.
    .slip-scan-close = That one stops scanning. Touch the code.

read-again = Read name and amount again: { $payee }, { $amount }. Do they match?
    .hint = First the name, then the amount just below it.
    .check = Do name and amount match: { $payee }, { $amount }?
    .choice-same = Both match
    .choice-different = They do not
    .slip-different = This time both match. Read them again slowly.
    .slip-bank-confirm = That one pays. Read both again first.
    .slip-bank-cancel = That one gives the payment up. Read both again first.

confirm = The name is right and so is the amount. Touch Confirm.
    .hint = Confirm is the coloured button just below the amount.
    .check = You have read the name and the amount. Finish the payment.
    .slip-bank-cancel = That one gives the payment up. Find Confirm.

see-receipt = It is paid, and this is the receipt. When you have read it, touch Done.
    .hint = Done is below the receipt, with a tick.
    .check = It is paid. Read the receipt, then close it.
