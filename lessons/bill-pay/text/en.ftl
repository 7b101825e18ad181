# Paying the electricity bill by the customer's code.

title = Paying for electricity and water
goal = Pay the electricity bill for { $payee }, then save the receipt.
can-now = Now you know how to pay the electricity bill at home.
own-money = With your own money it is the same. The customer's code is printed on the electricity bill. Read the name and the amount before you touch Confirm.

payee-customer-mau = Bà Nguyễn Thị Mẫu
payee-customer-tap = Ông Trần Văn Tập
payee-customer-thu = Bà Lê Thị Thử

open-bank = Touch Practice bank.
    .hint = Look for the words Practice bank and a roof on columns.

open-bills = Touch Pay bills.
    .hint = The button with a bill, below Scan a code.

choose-electricity = Today it is electricity. Touch Electricity.
    .hint = The button with a flash of lightning, at the top.

enter-code = Type the customer's code shown above the keys, digit by digit.
    .hint = Look at the line Customer code, then type from left to right.

code-done = That is all of it. Touch Next.
    .hint = The button with an arrow, near the digits.

check-name = Read the customer's name. Is it { $payee }?
    .hint = The name is in bold, above the amount. Take your time.
    .check = Is the customer { $payee }?
    .choice-same = The name is right
    .choice-different = Another name
    .slip-different = The bill is for { $payee }. Have another look at the name.

confirm = The name is right, the amount is right. Touch Confirm.
    .hint = Confirm is the coloured button just below the amount.

save = It is paid. Touch Save the receipt to keep it.
    .hint = The button below the receipt.

close = It is saved. Touch Done.
    .hint = The button below, with a tick.
