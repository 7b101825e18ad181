# Trả tiền điện bằng mã khách hàng.

title = Trả tiền điện, nước
goal = Trả tiền điện cho { $payee }, rồi lưu biên nhận.
can-now = Thế là biết trả tiền điện ngay tại nhà.
own-money = Với tiền thật cũng làm y như vậy. Mã khách hàng in trên giấy báo. Nhớ đọc tên và số tiền trước khi xác nhận.

payee-customer-mau = Bà Nguyễn Thị Mẫu
payee-customer-tap = Ông Trần Văn Tập
payee-customer-thu = Bà Lê Thị Thử

open-bank = Chạm vào Ngân hàng tập.
    .hint = Tìm ô có chữ Ngân hàng tập và hình mái nhà có cột.

open-bills = Chạm Thanh toán hóa đơn.
    .hint = Nút có hình tờ hóa đơn, ở dưới nút Quét mã.

choose-electricity = Hôm nay trả tiền điện. Chạm nút Điện.
    .hint = Nút có hình tia chớp, ở trên cùng.

enter-code = Bấm mã khách hàng ghi trên giấy báo, từng số một.
    .hint = Mã ghi ở ngay trên các phím. Bấm từ trái sang phải.

code-done = Đủ mã rồi. Chạm Tiếp tục.
    .hint = Nút Tiếp tục có hình mũi tên, ở gần các phím số.

check-name = Đọc tên người dùng điện. Có đúng là { $payee } không?
    .hint = Tên ở ngay trên số tiền. Đọc thong thả từng chữ.
    .check = Tên người dùng điện có đúng là { $payee } không?
    .choice-same = Đúng tên rồi
    .choice-different = Tên khác
    .slip-different = Hóa đơn của { $payee }. Nhìn lại tên trên máy nhé.

confirm = Tên đúng, tiền đúng. Chạm Xác nhận.
    .hint = Nút Xác nhận ở bên dưới số tiền, phía bên phải.

save = Trả xong rồi. Chạm Lưu biên nhận để giữ lại.
    .hint = Nút Lưu biên nhận ở bên dưới tờ biên nhận.

close = Lưu rồi đấy. Chạm Xong.
    .hint = Nút Xong ở bên dưới, có hình dấu tích.
