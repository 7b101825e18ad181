# Quét mã mua rau: trả tiền ở sạp, bằng tiền tập dượt.

title = Quét mã mua rau
goal = Quét mã và trả { $amount } cho { $payee }.
can-now = Thế là biết trả tiền bằng cách quét mã.
own-money = Với tiền thật, các bước cũng y như vậy. Nhớ đọc kỹ tên và số tiền rồi mới chạm Xác nhận.

payee-stall-vegetables = Sạp rau cô Hạnh
payee-stall-fish = Hàng cá chị Mận
payee-stall-tofu = Hàng đậu cô Thơm
payee-stall-fruit = Sạp hoa quả bác Sửu

open-bank = Chạm vào Ngân hàng tập.
    .hint = Tìm ô có chữ Ngân hàng tập và hình mái nhà có cột.
    .slip-phone-photos = Ô đó để xem ảnh. Mình tìm Ngân hàng tập nhé.
    .slip-phone-messages = Ô đó để đọc tin nhắn. Mình tìm Ngân hàng tập nhé.

open-scanner = Chạm nút Quét mã.
    .hint = Nút Quét mã là nút to nhất, ở phía trên, có hình khung vuông.
    .slip-bank-balance = Nút đó để xem còn bao nhiêu tiền. Mình tìm nút Quét mã nhé.
    .slip-bank-history = Nút đó để xem lại tiền đã tiêu. Mình tìm nút Quét mã nhé.
    .slip-bank-close = Nút đó để đóng ngân hàng. Mình tìm nút Quét mã nhé.
    .slip-bank-bills = Nút đó để trả tiền điện, nước. Mình tìm nút Quét mã nhé.

frame-code = Chạm vào tờ mã trên quầy, máy sẽ đọc mã.
    .hint = Tờ mã màu trắng, có nhiều ô vuông đen nhỏ.
    .slip-scan-light = Nút đó để bật đèn ở chỗ tối. Mình chạm tờ mã nhé.
    .slip-scan-close = Nút đó để thôi quét. Mình chạm vào tờ mã nhé.

enter-amount = Bấm từng số, cho đủ tiền phải trả: { $amount }.
    .hint = Bấm từ trái sang phải, từng số một. Bấm nhầm thì chạm Xóa số.
    .slip-bank-next = Nút đó để đi tiếp khi đủ số tiền. Mình bấm số đã nhé.

amount-done = Chạm Tiếp tục, đủ số tiền rồi đấy.
    .hint = Nút Tiếp tục có hình mũi tên, ở gần các phím số.

check-name = Đọc tên người nhận. Có đúng là { $payee } không?
    .hint = Tên người nhận ở ngay trên số tiền. Đọc thong thả từng chữ.
    .check = Xem tên người nhận nhé. Có đúng là { $payee } không?
    .choice-same = Đúng tên rồi
    .choice-different = Tên khác
    .slip-different = Phải trả cho { $payee }. Nhìn lại tên trên máy, từng chữ một nhé.
    .slip-bank-confirm = Nút đó để trả tiền. Mình đọc tên trước đã nhé.
    .slip-bank-cancel = Nút đó để thôi không trả. Mình đọc tên đã nhé.

confirm = Thấy tên đúng, tiền đúng thì chạm Xác nhận.
    .hint = Nút Xác nhận có tô màu, ở ngay bên dưới số tiền.
    .slip-bank-cancel = Nút đó để thôi không trả. Mình tìm nút Xác nhận nhé.

see-receipt = Đọc biên nhận nhé, trả xong rồi đấy. Đọc hết thì chạm Xong.
    .hint = Nút Xong ở bên dưới biên nhận, có hình dấu tích.
