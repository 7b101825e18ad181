title = Chạm cho đúng
goal = Làm lần lượt theo lời dặn.
can-now = Biết chạm một lần rồi nhấc tay. Chạm nhầm thì biết cách quay lại.

look-blue = Nhìn nút màu xanh ở giữa. Thấy rồi thì chạm Tiếp tục.
    .hint = Nút xanh to và tròn. Nút Tiếp tục ở phía dưới màn hình.

tap-blue = Chạm vào nút xanh một lần, rồi nhấc tay lên.
    .hint = Nút xanh ở giữa màn hình. Đầu ngón tay chạm nhẹ một cái là được.
    .check = Chạm vào nút xanh.

tap-small = Nút này nhỏ hơn. Chạm vào nút nhỏ một lần.
    .hint = Tìm nút có chữ Nút nhỏ, rồi chạm vào chính giữa.
    .check = Chạm vào nút nhỏ.
    .slip-phone-blue-button = Đó là nút to lúc nãy. Bây giờ tìm nút nhỏ hơn nhé.

open-strange = Chạm thử nút vàng. Một trang lạ sẽ mở ra, không sao cả.
    .hint = Nút vàng ở giữa màn hình.
    .check = Chạm vào nút vàng.

go-back = Lỡ vào trang lạ thì chạm Quay lại ở cuối màn hình.
    .hint = Nút Quay lại ở hàng dưới cùng, có hình mũi tên.
    .check = Tìm cách ra khỏi trang lạ này.

five-flowers = Chạm từng bông hoa cho đủ năm bông.
    .hint = Bông nào chưa có dấu tích thì chạm vào bông đó.
    .check = Chạm đủ năm bông hoa.
