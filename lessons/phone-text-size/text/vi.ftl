# Phóng to chữ: đặt cỡ chữ vừa mắt trong Cài đặt của điện thoại.

title = Phóng to chữ
goal = Vào Cài đặt, tìm Cỡ chữ, chạm To lên hai lần. Đọc câu mẫu rồi chạm Xong.
can-now = Thế là biết đặt cỡ chữ vừa mắt. Chữ trong Cầm Tay cũng phóng to được, ở mục Cài đặt ngoài trang đầu.

open-settings = Chạm vào Cài đặt.
    .hint = Tìm ô có chữ Cài đặt và hình bánh xe.
    .slip-phone-bank = Ô đó để mở Ngân hàng tập. Mình tìm Cài đặt nhé.
    .slip-phone-photos = Ô đó để xem ảnh. Mình tìm Cài đặt nhé.
    .slip-phone-messages = Ô đó để đọc tin nhắn. Mình tìm Cài đặt nhé.

choose-display = Chạm vào Màn hình.
    .hint = Nút Màn hình ở giữa, có hình chiếc điện thoại.
    .slip-phone-wifi = Nút đó để xem mạng. Mình tìm nút Màn hình nhé.
    .slip-phone-sound = Nút đó để xem tiếng to nhỏ. Mình tìm nút Màn hình nhé.
    .slip-phone-home = Nút đó để về trang đầu. Mình tìm nút Màn hình nhé.

choose-text-size = Chạm vào Cỡ chữ.
    .hint = Nút Cỡ chữ có hai chữ A, một to một nhỏ.
    .slip-phone-brightness = Nút đó để chỉnh sáng tối. Mình tìm nút Cỡ chữ nhé.
    .slip-phone-return = Nút đó để quay về trang trước. Mình tìm nút Cỡ chữ nhé.

larger = Chạm nút To lên, có dấu cộng, cho chữ to ra.
    .hint = Nút To lên ở bên phải, ngay dưới câu mẫu.
    .slip-phone-done = Nút đó để chạm khi chữ đã vừa mắt. Mình chạm To lên nhé.

larger-still = Chạm To lên một lần nữa, cho chữ to thêm.
    .hint = Vẫn nút có dấu cộng, ở bên phải.
    .slip-phone-done = Nút đó để chạm khi chữ đã vừa mắt. Mình chạm To lên nhé.

read-sample = Đọc thử câu mẫu. Thấy vừa mắt thì chạm Xong.
    .hint = Chưa vừa thì cứ chạm To lên hay Nhỏ đi. Nút Xong ở dưới cùng.
