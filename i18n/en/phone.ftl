# What is written on the practice phone itself.

phone-bank = Practice bank
phone-photos = Photos
phone-messages = Messages
phone-home = First page
phone-photos-title = My photos
phone-photos-garden = Our garden
phone-photos-market = Market
phone-messages-title = Messages
phone-message-first = I'm coming home for dinner tonight!
phone-message-second = A walk by the lake tomorrow morning?
phone-blue-button = Blue button
phone-small-button = Small button
phone-yellow-button = Yellow button
phone-strange-page = This is a strange page. Never mind!
phone-flower-1 = First flower
phone-flower-2 = Second flower
phone-flower-3 = Third flower
phone-flower-4 = Fourth flower
phone-flower-5 = Fifth flower
phone-flower-lit = Touched
