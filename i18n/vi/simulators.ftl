# What every control of the practice phone is for: said when it is touched and a lesson has no
# explanation of its own. Each begins with control-, then the practice app, then the control.

control-phone-bank = Ô này để mở Ngân hàng tập.
control-phone-photos = Ô này để xem ảnh.
control-phone-messages = Ô này để đọc tin nhắn.
control-phone-home = Nút này để về trang đầu của điện thoại.
control-phone-blue-button = Đây là nút xanh, để tập chạm.
control-phone-small-button = Đây là nút nhỏ, để tập chạm cho khéo.
control-phone-yellow-button = Đây là nút vàng, chạm vào sẽ mở một trang lạ.
control-phone-flower-1 = Đây là bông hoa thứ nhất, chạm vào thì hoa nở.
control-phone-flower-2 = Đây là bông hoa thứ hai, chạm vào thì hoa nở.
control-phone-flower-3 = Đây là bông hoa thứ ba, chạm vào thì hoa nở.
control-phone-flower-4 = Đây là bông hoa thứ tư, chạm vào thì hoa nở.
control-phone-flower-5 = Đây là bông hoa thứ năm, chạm vào thì hoa nở.

control-scan-code = Đây là tờ mã của sạp hàng, chạm vào thì máy đọc mã.
control-scan-light = Nút này để bật đèn khi chỗ tối.
control-scan-close = Nút này để thôi quét và về lại ngân hàng.

control-bank-balance = Nút này để xem còn bao nhiêu tiền.
control-bank-scan-button = Nút này để quét mã trả tiền.
control-bank-history = Nút này để xem lại tiền đã tiêu.
control-bank-close = Nút này để đóng ngân hàng.
control-bank-back = Nút này để quay về trang trước của ngân hàng.
control-bank-key-1 = Đây là phím số một, để bấm số tiền.
control-bank-key-2 = Đây là phím số hai, để bấm số tiền.
control-bank-key-3 = Đây là phím số ba, để bấm số tiền.
control-bank-key-4 = Đây là phím số bốn, để bấm số tiền.
control-bank-key-5 = Đây là phím số năm, để bấm số tiền.
control-bank-key-6 = Đây là phím số sáu, để bấm số tiền.
control-bank-key-7 = Đây là phím số bảy, để bấm số tiền.
control-bank-key-8 = Đây là phím số tám, để bấm số tiền.
control-bank-key-9 = Đây là phím số chín, để bấm số tiền.
control-bank-key-000 = Phím này bấm một lần được ba số không.
control-bank-key-0 = Đây là phím số không, để bấm số tiền.
control-bank-delete = Phím này để xóa số vừa bấm.
control-bank-next = Nút này để đi tiếp khi đã bấm đủ số tiền.
control-bank-confirm = Nút này để đồng ý trả tiền.
control-bank-cancel = Nút này để thôi không trả nữa.
control-bank-done = Nút này để đóng lại khi đã đọc xong.

control-phone-settings = Ô này để mở Cài đặt của điện thoại.
control-phone-wifi = Nút này để xem máy đang nối mạng nào.
control-phone-display = Nút này để chỉnh chữ và độ sáng.
control-phone-sound = Nút này để xem tiếng to hay nhỏ.
control-phone-text-size = Nút này để chỉnh chữ to hay nhỏ.
control-phone-brightness = Nút này để chỉnh màn hình sáng hay tối.
control-phone-minus = Nút này để bớt đi một nấc.
control-phone-plus = Nút này để thêm lên một nấc.
control-phone-done = Nút này để đóng lại khi đã vừa ý.
control-phone-return = Nút này để quay về trang trước.
control-scan-screen-code = Đây là mã trên màn hình quầy, chạm vào thì máy đọc mã.
control-bank-bills = Nút này để trả tiền điện, tiền nước.
control-bank-electricity = Nút này để trả tiền điện.
control-bank-water = Nút này để trả tiền nước.
control-bank-internet = Nút này để trả tiền mạng.
control-bank-save = Nút này để cất biên nhận vào máy.
control-bank-key-other = Đây là một phím số khác.
