# What is written on the practice phone itself.

phone-bank = Ngân hàng tập
phone-photos = Ảnh
phone-messages = Tin nhắn
phone-home = Về trang đầu
phone-photos-title = Ảnh của tôi
phone-photos-garden = Vườn nhà
phone-photos-market = Chợ sáng
phone-messages-title = Tin nhắn
phone-message-first = Mẹ ơi, chiều nay con về ăn cơm nhé!
phone-message-second = Sáng mai đi bộ ở bờ hồ nhé.
phone-blue-button = Nút xanh
phone-small-button = Nút nhỏ
phone-yellow-button = Nút vàng
phone-strange-page = Đây là một trang lạ. Không sao cả!
phone-flower-1 = Bông hoa thứ nhất
phone-flower-2 = Bông hoa thứ hai
phone-flower-3 = Bông hoa thứ ba
phone-flower-4 = Bông hoa thứ tư
phone-flower-5 = Bông hoa thứ năm
phone-flower-lit = Đã chạm
