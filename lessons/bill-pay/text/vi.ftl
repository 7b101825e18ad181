# Trả tiền điện bằng mã khách hàng.

title = Trả tiền điện, nước
goal = Trả tiền điện cho { $payee }, rồi lưu biên nhận.
can-now = Thế là biết trả tiền điện ngay tại nhà.
own-money = Với tiền thật cũng làm y như vậy. Mã khách hàng in trên giấy báo tiền điện. Nhớ đọc tên và số tiền rồi mới chạm Xác nhận.

payee-customer-mau = Bà Nguyễn Thị Mẫu
payee-customer-tap = Ông Trần Văn Tập
payee-customer-thu = Bà Lê Thị Thử

open-bank = Chạm vào Ngân hàng tập.
    .hint = Tìm ô có chữ Ngân hàng tập và hình mái nhà có cột.

open-bills = Chạm Thanh toán hóa đơn.
    .hint = Nút Thanh toán hóa đơn có hình tờ giấy, ở bên dưới nút Quét mã.

choose-electricity = Chạm nút Tiền điện, vì hôm nay mình trả tiền điện.
    .hint = Nút Tiền điện có hình tia chớp, ở trên cùng.

enter-code = Bấm mã khách hàng ghi ở phía trên các phím, từng số một.
    .hint = Nhìn dòng Mã khách hàng, rồi bấm từ trái sang phải.

code-done = Chạm Tiếp tục, đủ mã rồi đấy.
    .hint = Nút Tiếp tục có hình mũi tên, ở gần các phím số.

check-name = Đọc tên người dùng điện. Có đúng là { $payee } không?
    .hint = Tên viết đậm, ở phía trên số tiền. Đọc thong thả từng chữ.
    .check = Xem tên người dùng điện nhé. Có đúng là { $payee } không?
    .choice-same = Đúng tên rồi
    .choice-different = Tên khác
    .slip-different = Hóa đơn này là của { $payee }. Nhìn lại tên trên máy nhé.

confirm = Thấy tên đúng, tiền đúng thì chạm Xác nhận.
    .hint = Nút Xác nhận có tô màu, ở ngay bên dưới số tiền.

save = Chạm Lưu biên nhận để giữ lại, trả xong rồi đấy.
    .hint = Nút Lưu biên nhận ở bên dưới tờ biên nhận.

close = Chạm Xong, biên nhận lưu rồi đấy.
    .hint = Nút Xong ở bên dưới, có hình dấu tích.
