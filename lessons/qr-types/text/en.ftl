# Two kinds of codes: on paper you type the amount, on the screen you compare it with the price.

title = Paper code, screen code
goal = Pay { $amount } with the paper code, then { $screen-amount } with the screen's.
can-now = You know both kinds of codes: on paper you type the amount, on the screen it is there already.
own-money = With your own money there are the same two kinds. Where you type, look at every digit; where the amount is there already, compare it with the price. With both, read the name before you touch Confirm.

payee-shop-bread = Bếp Nhỏ bakery
payee-shop-tea = Sen Thơm sweets
payee-shop-flowers = Cúc Vàng flowers
payee-shop-books = Đèn Dầu books

open-scanner = Touch Scan a code, to pay for the first thing.
    .hint = Scan a code is the largest button, near the top.
    .slip-bank-balance = That one shows how much money there is. Find Scan a code.
    .slip-bank-bills = That one pays for electricity and water. Find Scan a code.
    .slip-bank-history = That one shows what was paid before. Find Scan a code.
    .slip-bank-close = That one closes the bank. Find Scan a code.

paper-code = There are two codes on the counter. Touch the paper one first.
    .hint = The paper one has a thin edge. The other has a thick black frame.
    .slip-scan-screen-code = That one is on the screen; its turn comes later. Find the paper.
    .slip-scan-light = That one lights a lamp in dark places. Touch the paper code.
    .slip-scan-close = That one stops scanning. Touch the paper code.

enter-amount = The paper code has no amount, so you type it. The price is { $amount }.
    .hint = Go from left to right, one digit at a time. If one is not right, touch Delete.
    .slip-bank-next = That one leads on once the amount is complete. Type the price first.

amount-done = That is the amount. Touch Next.
    .hint = Next has an arrow and is near the digits.

confirm-paper = Read name and amount: { $payee }, { $amount }. If they match, touch Confirm.
    .hint = Confirm is the coloured button just below the amount.
    .slip-bank-cancel = That one gives the payment up. Find Confirm.

paper-receipt = The first one is paid. Touch Done.
    .hint = Done is below the receipt, with a tick.

scan-more = One more thing, for { $screen-amount }. Touch Scan a code.
    .hint = Scan a code is the largest button, near the top.
    .check = One more thing, for { $screen-amount }. Pay with the screen's code this time.
    .slip-bank-balance = That one shows how much money there is. Find Scan a code.
    .slip-bank-bills = That one pays for electricity and water. Find Scan a code.
    .slip-bank-history = That one shows what was paid before. Find Scan a code.
    .slip-bank-close = That one closes the bank. Find Scan a code.

screen-code = This time touch the code on the counter's screen.
    .hint = The code on the screen has a thick black frame around it.
    .check = This time scan the code on the counter's screen.
    .slip-scan-code = With that one the amount is typed. Find the code on the screen.
    .slip-scan-light = That one lights a lamp in dark places. Find the code on the screen.
    .slip-scan-close = That one stops scanning. Find the code on the screen.

price-matches = This code carries the amount. The price is { $screen-amount }. Does it match?
    .hint = The amount is written large, just below the name.
    .check = The price is { $screen-amount }. Does the amount match?
    .choice-same = It matches
    .choice-different = It does not
    .slip-different = The phone does say { $screen-amount }. Read it again, digit by digit.
    .slip-bank-confirm = That one pays. Compare with the price first.
    .slip-bank-cancel = That one gives the payment up. Compare with the price first.

price-differs = This code carries the amount. The price is { $screen-amount }. Does it match?
    .hint = The amount is written large, just below the name.
    .check = The price is { $screen-amount }. Does the amount match?
    .choice-same = It matches
    .choice-different = It does not
    .slip-same = The price is { $screen-amount }, and the phone shows another amount. Look again.
    .slip-bank-confirm = That one pays. Compare with the price first.
    .slip-bank-cancel = That one gives the payment up. Careful is good, but compare with the price first.

cancel = Touch Cancel, then ask the seller to look at the amount again.
    .hint = Cancel is below the amount; it is the one without colour.
    .check = The shop typed another amount. Go on.
    .slip-bank-confirm = That one pays, and the amount is not right. Find Cancel.

nothing-paid = Cancelled; nothing was paid. Touch Done.
    .hint = Done is just below the words, with a tick.
    .check = Close this page; nothing was paid. The shop is putting the code right.

scan-again = The shop has put the amount right. Touch Scan a code once more.
    .hint = Scan a code is the largest button, near the top.
    .check = The code is right now. Scan the screen's code once more.
    .slip-bank-balance = That one shows how much money there is. Find Scan a code.
    .slip-bank-bills = That one pays for electricity and water. Find Scan a code.
    .slip-bank-history = That one shows what was paid before. Find Scan a code.
    .slip-bank-close = That one closes the bank. Find Scan a code.

screen-code-again = Touch the new code on the counter's screen.
    .hint = The code on the screen has a thick black frame around it.
    .check = Scan the new code on the counter's screen.
    .slip-scan-code = With that one the amount is typed. Find the code on the screen.
    .slip-scan-light = That one lights a lamp in dark places. Find the code on the screen.
    .slip-scan-close = That one stops scanning. Find the code on the screen.

confirm-screen = Read the name. If it is { $payee }, touch Confirm.
    .hint = Confirm is the coloured button just below the amount.
    .check = The amount matches the price. Finish the payment.
    .slip-bank-cancel = That one gives the payment up. Find Confirm.

screen-receipt = Both things are paid. Read the receipt, then touch Done.
    .hint = Done is below the receipt, with a tick.
