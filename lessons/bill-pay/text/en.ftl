# Paying the electricity bill by the customer's code.

title = Paying for electricity and water
goal = Pay the electricity bill for { $payee }, then save the receipt.
can-now = Now you know how to pay the electricity bill at home.
own-money = With your own money it is the same. The customer's code is on the paper bill. Read name and amount before you confirm.

payee-customer-mau = Bà Nguyễn Thị Mẫu
payee-customer-tap = Ông Trần Văn Tập
payee-customer-thu = Bà Lê Thị Thử

open-bank = Touch Practice bank.
    .hint = Look for the tile with a roof on columns.

open-bills = Touch Pay bills.
    .hint = The button with a bill, below Scan.

choose-electricity = Today it is electricity. Touch Electricity.
    .hint = The button with a flash, at the top.

enter-code = Type the customer's code on the paper bill, digit by digit.
    .hint = The code stands right above the keys. Type from left to right.

code-done = That is all of it. Touch Next.
    .hint = The button with an arrow, beside the digits.

check-name = Read the customer's name. Is it { $payee }?
    .hint = The name stands right above the amount. Take your time.
    .check = Is the customer { $payee }?
    .choice-same = The name is right
    .choice-different = Another name
    .slip-different = The bill is for { $payee }. Have another look at the name.

confirm = The name is right, the amount is right. Touch Confirm.
    .hint = The button below the amount, on the right.

save = It is paid. Touch Save receipt to keep it.
    .hint = The button below the receipt.

close = It is saved. Touch Done.
    .hint = The button below, with a tick.
