# Strange codes, strange links: genuine cases and tricks, mixed.
# .cue: where to look and see; .act: what to do. No sentence blames anyone.

title = Strange codes and links
goal = Six cases: some are genuine, some are tricks. Look well, then choose.
can-now = You can look at the code, read the name and the end of an address before you go along.
own-money = It is the same in real life. Scanning a code pays money out; it never brings money in. Pay only if the name matches; if a password is asked for, leave.
advice = Read every word slowly. Do the names match? Does anyone ask for something?
go = Go along
stop = Don't

stall-vegetables = You bought vegetables and scanned the stall's code. This is the name. Do you pay?
    .sign = Sạp rau cô Hạnh
    .reads = Sạp rau cô Hạnh
    .cue = The name that was read is the very name on the stall's sign.
    .act = The name matches. If the amount is right, pay.
    .go = Pay
    .stop = Ask first

stall-noodles = You had noodles and scanned the code on the table. This is the name. Do you pay?
    .sign = Phở bác Thịnh
    .reads = Phở bác Thịnh
    .cue = The code is untouched, and the name is that of the shop.
    .act = Look at the amount too. If it is right, pay.
    .go = Pay
    .stop = Ask first

parking-market = At the market the attendant points at the code on the post. Do you pay?
    .sign = Bãi xe chợ Sen
    .reads = Bãi xe chợ Sen
    .cue = The code is fixed to the post, and the name is that of the car park.
    .act = Look at the amount, then pay.
    .go = Pay
    .stop = Ask first

parking-hospital = At the hospital's gate stands a board with a code for parking. Do you pay?
    .sign = Bãi xe Hoa Ban
    .reads = Bãi xe Hoa Ban
    .cue = The board stands at the gate, and the names match.
    .act = Look at the amount, then pay.
    .go = Pay
    .stop = Ask first

receipt = You just paid for vegetables, and the bank sends this. Can you trust it?
    .sender = Ngân hàng tập
    .message = Paid 35.000 ₫ to Sạp rau cô Hạnh.
    .cue = It only reports what you just did. It asks for nothing and has no link.
    .act = Read it. There is nothing to do.
    .go = I trust it
    .stop = I don't

meeting = The residents' group invites you to a meeting. Can you trust it?
    .sender = Tổ dân phố 11
    .message = Meeting tomorrow at 7 in the evening, in the culture house.
    .cue = It only invites you. It asks for no money and has no link.
    .act = If you aren't sure, ask the head of the group.
    .go = I trust it
    .stop = I don't

code-from-seller = You just ordered fish, and the stall sends a code to pay. Do you pay?
    .sender = Hàng cá chị Mận
    .message = Code to pay for the fish.
    .reads = Hàng cá chị Mận
    .cue = You ordered it yourself, and the name is that of the fish stall.
    .act = Look at the amount. If it is right, pay.
    .go = Pay
    .stop = Ask first

real-portal = You need papers and open this page. Is it the state's own page?
    .address = dichvucong.gov.vn
    .heading = Cổng Dịch vụ công
    .message = Choose what you need.
    .cue = The address ends in .gov.vn. Only the state's pages have that.
    .act = Next time type this address yourself.
    .go = Yes, it is
    .stop = It's a fake

clinic-hours = You scanned the code at the clinic's door and see this. Do you read on?
    .address = hoaban.example
    .heading = Phòng khám Hoa Ban
    .message = Open from 7 to 11. Closed on Sundays.
    .cue = It only tells the hours. It asks for no money and no password.
    .act = Close it when you have read it.
    .go = Read on
    .stop = Leave

pasted-vegetables = You bought vegetables and scanned the code. This is the name. Do you pay?
    .sign = Sạp rau cô Hạnh
    .reads = Trần Văn Tú
    .cue = Another code is pasted over it, and the name is another one.
    .act = Don't pay yet. Ask the seller.
    .go = Pay
    .stop = Ask first

pasted-fish = You buy fish and scan the code on the counter. This is the name. Do you pay?
    .sign = Hàng cá chị Mận
    .reads = Cửa hàng Gió Sớm
    .cue = It is the name of another shop: the code was pasted over.
    .act = Don't pay yet. Ask the seller.
    .go = Pay
    .stop = Ask first

wrong-name = You had noodles, and the code on the table looks new. Do you pay?
    .sign = Phở bác Thịnh
    .reads = Lê Thị Hoa
    .cue = The code looks new, but the name is not the shop's.
    .act = Ask the owner first. Pay when the name is right.
    .go = Pay
    .stop = Ask first

fine-on-motorbike = This card hangs on your motorbike. Do you scan it?
    .sign = Nộp phạt đỗ xe
    .reads = Đỗ Văn Dũng
    .cue = Nobody fines you by a card hung on a motorbike.
    .act = Throw the card away. If in doubt, ask the ward police.
    .go = Scan it
    .stop = I don't

gift-on-motorbike = A card on your motorbike promises a gift for scanning. Do you scan it?
    .sign = Quét nhận quà
    .reads = Lộc Đầy Nhà
    .cue = Scanning pays money out. Nobody gives presents that way.
    .act = Throw it away and don't scan it.
    .go = Scan it
    .stop = I don't

refund-code = This message says: scan to get your money back. Do you scan it?
    .sender = Hoàn tiền
    .message = Scan: get 500.000 ₫!
    .reads = Bùi Quốc Bảo
    .cue = Scanning pays money out. It never brings money in.
    .act = Don't scan. Delete the message.
    .go = Scan it
    .stop = I don't

parcel-fee = This message wants a small fee before a parcel comes. Do you go along?
    .sender = Unknown number
    .message = Pay 12.000 ₫ for your parcel: kienhang.example
    .cue = A stranger sends a link and wants money first, even if it is little.
    .act = Don't touch the link. Delete the message.

false-portal = This page wants you to renew your papers now. Is it the state's own page?
    .address = dichvucong.example
    .heading = Cổng Dịch vụ công
    .message = Renew your papers today.
    .cue = The name looks alike, but the address doesn't end in .gov.vn.
    .act = Leave, and type the right address yourself.
    .go = Yes, it is
    .stop = It's a fake

password-form = You scanned a code, and this page asks for your password. Do you type it?
    .address = quatang.example
    .heading = Quà tặng khách quý
    .field = Password, one-time code
    .cue = Nobody may ask for a password or a one-time code, not even the bank.
    .act = Leave at once and type nothing.
    .go = Type it
    .stop = Leave
