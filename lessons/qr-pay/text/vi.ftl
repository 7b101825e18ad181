title = Quét mã mua rau
goal = Trả { $amount } cho { $payee }.
can-now = Biết quét mã, bấm số tiền, đọc tên người nhận rồi mới xác nhận.
own-money = Với tiền thật cũng làm như vậy. Nhớ đọc tên và số tiền trước khi xác nhận.

payee-stall-vegetables = Sạp rau cô Hạnh
payee-stall-fish = Sạp cá chú Bình
payee-stall-fruit = Hàng hoa quả bác Tâm
payee-stall-tofu = Hàng đậu cô Mai

open-bank = Chạm vào ô Ngân hàng tập.
    .hint = Tìm ô có chữ Ngân hàng tập, rồi chạm vào giữa ô.
    .slip-phone-photos = Ô đó để xem ảnh. Chạm Quay lại rồi tìm ô Ngân hàng tập.
    .slip-phone-messages = Ô đó để đọc tin nhắn. Chạm Quay lại rồi tìm ô Ngân hàng tập.

open-scanner = Chạm nút Quét mã.
    .hint = Nút Quét mã to nhất, có khung vuông bốn góc.
    .slip-bank-balance = Chỗ đó để xem còn bao nhiêu tiền. Xem xong thì chạm Quét mã.
    .slip-bank-history = Nút đó để xem lại tiền đã tiêu. Chạm Quay lại rồi tìm nút Quét mã.
    .slip-bank-close = Nút đó để đóng ngân hàng. Chạm Quay lại là ngân hàng mở ra.

frame-code = Chạm vào tờ mã trên quầy để đưa mã vào khung.
    .hint = Tờ mã có nhiều ô vuông đen trắng.
    .slip-scan-light = Nút đó để bật tắt đèn. Bây giờ chạm vào tờ mã nhé.
    .slip-scan-close = Nút đó để thôi quét. Chạm Quay lại rồi chạm vào tờ mã.

enter-amount = Bấm số tiền { $amount }.
    .hint = Bấm từng số từ trái sang phải. Phím ba số không thì bấm một lần.

amount-done = Đủ số tiền rồi thì chạm Tiếp tục.
    .hint = Nút Tiếp tục ở ngay dưới các phím số.

check-name = Đọc tên người nhận. Có đúng là { $payee } không?
    .hint = Tên người nhận ở ngay phía trên số tiền.
    .choice-same = Đúng rồi
    .choice-different = Không phải
    .slip-different = Tên trên máy đúng là { $payee }. Mình chạm Đúng rồi nhé.

confirm = Tên đúng, tiền đúng thì chạm Xác nhận.
    .hint = Nút Xác nhận to nhất trên màn hình.
    .slip-bank-cancel = Nút đó để thôi không trả. Chưa mất đồng nào. Chạm Quay lại nhé.

see-receipt = Thấy chữ Đã trả xong là được. Chạm Xong.
    .hint = Nút Xong ở cuối màn hình.
