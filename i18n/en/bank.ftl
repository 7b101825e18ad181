# What is written in the practice bank.

bank-name = Practice bank
bank-balance-hidden = Show balance
bank-balance-shown = Balance
bank-scan-button = Scan a code
bank-history = History
bank-close = Close
bank-back = Return
bank-history-title = What was paid
bank-pay-to = Pay to
bank-next = Next
bank-not-enough = Not enough money
bank-confirm = Confirm
bank-cancel = Cancel
bank-receipt-title = Paid
bank-done = Done
bank-cancelled = Cancelled. Nothing was paid.
history-electricity = Electricity
history-phone = Phone credit
