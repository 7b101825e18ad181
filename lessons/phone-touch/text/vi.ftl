# Chạm cho đúng: chạm một lần rồi nhấc tay; chạm nhầm không hỏng máy.

title = Chạm cho đúng
goal = Chạm nút xanh, nút nhỏ, nút vàng, chạm Quay lại, rồi chạm đủ năm bông hoa.
can-now = Thế là biết chạm cho đúng, và biết Quay lại khi gặp trang lạ.

look-blue = Nhìn lên màn hình, có một nút to màu xanh.
    .hint = Nút xanh là nút to nhất trên màn hình. Thấy rồi thì chạm Tiếp tục.
    .check = Tìm nút xanh trên màn hình. Thấy rồi thì chạm Tiếp tục.
    .slip-phone-blue-button = Đúng nút xanh đấy, lát nữa mới chạm. Giờ chạm Tiếp tục nhé.

tap-blue = Chạm vào nút xanh một lần, rồi nhấc ngón tay lên.
    .hint = Nút xanh ở giữa màn hình. Đặt ngón tay vào giữa nút, rồi nhấc lên.

tap-small = Bây giờ chạm vào nút nhỏ.
    .hint = Nút nhỏ nằm ngay bên dưới nút xanh. Cứ thong thả, không phải vội.
    .slip-phone-blue-button = Nút xanh này chạm xong rồi. Nút nhỏ ở ngay bên dưới nhé.

open-strange = Chạm vào nút vàng, xem có gì nhé.
    .hint = Nút vàng ở giữa màn hình. Chạm vào đó không hỏng gì cả.

go-back = Chạm Quay lại, thế là thoát ngay khỏi trang lạ này.
    .hint = Nút Quay lại ở dưới cùng, chính giữa, có hình mũi tên.

five-flowers = Chạm cho đủ năm bông hoa. Bông nào trước cũng được.
    .hint = Bông nào còn là nụ thì chạm vào bông ấy, hoa sẽ nở ra.
