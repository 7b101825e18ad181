# What every control of the practice phone is for: shown when it is touched and a lesson has no
# explanation of its own.

control-phone-bank = This opens the practice bank.
control-phone-photos = This shows photos.
control-phone-messages = This shows messages.
control-phone-home = This leads to the phone's first page.
control-phone-blue-button = This is the blue button, for practice.
control-phone-small-button = This is the small button, for practice.
control-phone-yellow-button = This is the yellow button; it opens a strange page.
control-phone-flower-1 = This is the first flower; touch it and it opens.
control-phone-flower-2 = This is the second flower; touch it and it opens.
control-phone-flower-3 = This is the third flower; touch it and it opens.
control-phone-flower-4 = This is the fourth flower; touch it and it opens.
control-phone-flower-5 = This is the fifth flower; touch it and it opens.

control-scan-code = This is the stall's code; touch it and the phone reads it.
control-scan-light = This is a lamp for dark places.
control-scan-close = This stops scanning and leads back to the bank.

control-bank-balance = This shows how much money there is.
control-bank-scan-button = This scans a code to pay.
control-bank-history = This shows what was paid before.
control-bank-close = This closes the bank.
control-bank-back = This leads to the bank's page before.
control-bank-key-1 = This is the one, to type an amount.
control-bank-key-2 = This is the two, to type an amount.
control-bank-key-3 = This is the three, to type an amount.
control-bank-key-4 = This is the four, to type an amount.
control-bank-key-5 = This is the five, to type an amount.
control-bank-key-6 = This is the six, to type an amount.
control-bank-key-7 = This is the seven, to type an amount.
control-bank-key-8 = This is the eight, to type an amount.
control-bank-key-9 = This is the nine, to type an amount.
control-bank-key-000 = This types three zeros at once.
control-bank-key-0 = This is the zero, to type an amount.
control-bank-delete = This deletes the last number.
control-bank-next = This leads on once the amount is complete.
control-bank-confirm = This agrees to the payment.
control-bank-cancel = This gives the payment up.
control-bank-done = This closes the page once it is read.

control-phone-settings = This opens the phone's settings.
control-phone-wifi = This shows which network the phone is joined to.
control-phone-display = This changes the letters and the brightness.
control-phone-sound = This shows how loud the phone is.
control-phone-text-size = This makes letters larger or smaller.
control-phone-brightness = This makes the screen brighter or darker.
control-phone-minus = This takes one step away.
control-phone-plus = This adds one step.
control-phone-done = This closes the page once it suits you.
control-phone-return = This leads to the page before.
control-scan-screen-code = This is the code on the counter's screen; touch it and the phone reads it.
control-bank-bills = This pays bills such as electricity and water.
control-bank-electricity = This pays for electricity.
control-bank-water = This pays for water.
control-bank-internet = This pays for the internet.
control-bank-save = This keeps the receipt on the phone.
control-bank-key-other = This is another number.
