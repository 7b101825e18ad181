# Đọc tên, đọc tiền rồi mới bấm: chỗ nào chưa khớp thì hỏi người bán và Hủy.

title = Đọc tên, đọc tiền rồi mới bấm
goal = Trả { $amount } cho { $payee }. Chưa khớp thì hỏi, rồi Hủy.
can-now = Thế là biết đọc tên, đọc tiền trước khi trả, và biết Hủy khi chưa khớp.
own-money = Với tiền thật, cũng đọc tên và số tiền như vậy. Chưa khớp thì đừng trả, cứ Hủy rồi hỏi người bán. Tiền chuyển đi rồi rất khó lấy lại.

payee-stall-vegetables = Sạp rau cô Hạnh
payee-stall-fish = Hàng cá chị Mận
payee-stall-tofu = Hàng đậu cô Thơm
payee-stall-fruit = Sạp hoa quả bác Sửu
payee-stranger-phone = Tiệm điện thoại Sao Khuya
payee-stranger-karaoke = Quán hát Trăng Vàng
payee-stranger-cement = Kho xi măng Núi Xám

open-scanner = Chạm nút Quét mã.
    .hint = Nút Quét mã là nút to nhất, ở phía trên.
    .check = Quét mã trên quầy, để trả { $amount } cho { $payee } nhé.
    .slip-bank-balance = Nút đó để xem còn bao nhiêu tiền. Mình tìm nút Quét mã nhé.
    .slip-bank-bills = Nút đó để trả tiền điện, nước. Mình tìm nút Quét mã nhé.
    .slip-bank-history = Nút đó để xem lại tiền đã tiêu. Mình tìm nút Quét mã nhé.
    .slip-bank-close = Nút đó để đóng ngân hàng. Mình tìm nút Quét mã nhé.

frame-code = Chạm vào tờ mã trên quầy. Mã này đã ghi sẵn số tiền.
    .hint = Tờ mã màu trắng, có nhiều ô vuông đen nhỏ.
    .check = Chạm vào tờ mã trên quầy.
    .slip-scan-light = Nút đó để bật đèn ở chỗ tối. Mình chạm tờ mã nhé.
    .slip-scan-close = Nút đó để thôi quét. Mình chạm vào tờ mã nhé.

name-is-right = Đọc tên người nhận. Có đúng là { $payee } không?
    .hint = Tên người nhận ở ngay trên số tiền. Đọc thong thả từng chữ.
    .check = Xem tên người nhận nhé. Có đúng là { $payee } không?
    .choice-same = Đúng tên rồi
    .choice-different = Tên khác
    .slip-different = Tên trên máy đúng là { $payee } đấy. Đọc lại từng chữ nhé.
    .slip-bank-confirm = Nút đó để trả tiền. Mình đọc tên trước đã nhé.
    .slip-bank-cancel = Nút đó để thôi không trả. Mình đọc tên đã nhé.

name-is-wrong = Đọc tên người nhận. Có đúng là { $payee } không?
    .hint = Tên người nhận ở ngay trên số tiền. Đọc thong thả từng chữ.
    .check = Xem tên người nhận nhé. Có đúng là { $payee } không?
    .choice-same = Đúng tên rồi
    .choice-different = Tên khác
    .slip-same = Mình mua ở { $payee }, mà trên máy là tên khác. Nhìn lại nhé.
    .slip-bank-confirm = Nút đó để trả tiền. Mình đọc tên trước đã nhé.
    .slip-bank-cancel = Nút đó để thôi không trả. Cẩn thận là phải, mình đọc tên đã nhé.

amount-is-right = Giờ đọc số tiền. Có đúng là { $amount } không?
    .hint = Số tiền viết to, ở ngay dưới tên người nhận.
    .check = Xem số tiền nhé. Có đúng là { $amount } không?
    .choice-same = Đúng số tiền
    .choice-different = Số khác
    .slip-different = Trên máy đúng là { $amount } đấy. Đọc lại từng số nhé.
    .slip-bank-confirm = Nút đó để trả tiền. Mình đọc số tiền đã nhé.
    .slip-bank-cancel = Nút đó để thôi không trả. Mình đọc số tiền đã nhé.

amount-is-wrong = Giờ đọc số tiền. Có đúng là { $amount } không?
    .hint = Số tiền viết to, ở ngay dưới tên người nhận.
    .check = Xem số tiền nhé. Có đúng là { $amount } không?
    .choice-same = Đúng số tiền
    .choice-different = Số khác
    .slip-same = Hàng chỉ hết { $amount }, mà trên máy là số khác. Nhìn lại nhé.
    .slip-bank-confirm = Nút đó để trả tiền. Mình đọc số tiền đã nhé.
    .slip-bank-cancel = Nút đó để thôi không trả. Cẩn thận là phải, đọc số tiền đã nhé.

ask-seller = Nghĩ xem, có chỗ chưa khớp thì nên làm gì?
    .hint = Chưa chắc thì đừng trả vội. Hỏi một câu không mất gì cả.
    .check = Nghĩ xem, có chỗ chưa khớp thì nên làm gì?
    .choice-ask = Hỏi người bán
    .choice-pay = Cứ trả tiền
    .slip-pay = Chưa khớp mà trả thì dễ mất tiền. Hỏi người bán trước nhé.
    .slip-bank-confirm = Nút đó để trả tiền. Mình hỏi người bán đã nhé.
    .slip-bank-cancel = Nút đó để thôi không trả, lát nữa chạm. Mình hỏi người bán đã nhé.

cancel = Chạm Hủy, không trả nữa. Người bán bảo mã này chưa đúng.
    .hint = Nút Hủy ở bên dưới số tiền, không tô màu.
    .check = Làm tiếp nhé. Người bán bảo mã này chưa đúng.
    .slip-bank-confirm = Nút đó để trả tiền, mà mã chưa đúng. Mình tìm nút Hủy nhé.

nothing-paid = Chạm Xong. Hủy rồi, chưa trả đồng nào đâu.
    .hint = Nút Xong ở ngay dưới dòng chữ, có dấu tích.
    .check = Đóng trang này lại nhé, chưa trả đồng nào đâu. Người bán đang lấy tờ mã đúng.

scan-again = Chạm Quét mã lần nữa. Người bán đưa tờ mã đúng rồi.
    .hint = Nút Quét mã là nút to nhất, ở phía trên.
    .check = Trả tiền lại từ đầu nhé. Người bán đưa tờ mã đúng rồi.
    .slip-bank-balance = Nút đó để xem còn bao nhiêu tiền. Mình tìm nút Quét mã nhé.
    .slip-bank-bills = Nút đó để trả tiền điện, nước. Mình tìm nút Quét mã nhé.
    .slip-bank-history = Nút đó để xem lại tiền đã tiêu. Mình tìm nút Quét mã nhé.
    .slip-bank-close = Nút đó để đóng ngân hàng. Mình tìm nút Quét mã nhé.

frame-right-code = Chạm vào tờ mã mới trên quầy.
    .hint = Tờ mã màu trắng, có nhiều ô vuông đen nhỏ.
    .check = Quét tờ mã mới trên quầy.
    .slip-scan-light = Nút đó để bật đèn ở chỗ tối. Mình chạm tờ mã nhé.
    .slip-scan-close = Nút đó để thôi quét. Mình chạm vào tờ mã nhé.

read-again = Đọc lại cả tên lẫn tiền: { $payee }, { $amount }. Khớp chưa?
    .hint = Đọc tên trước, rồi đọc số tiền ngay bên dưới.
    .check = Xem cả tên lẫn tiền: { $payee }, { $amount }. Khớp chưa?
    .choice-same = Khớp cả hai
    .choice-different = Chưa khớp
    .slip-different = Lần này tên và tiền đều khớp. Đọc lại thong thả nhé.
    .slip-bank-confirm = Nút đó để trả tiền. Mình đọc lại đã nhé.
    .slip-bank-cancel = Nút đó để thôi không trả. Mình đọc lại đã nhé.

confirm = Thấy tên đúng, tiền đúng thì chạm Xác nhận.
    .hint = Nút Xác nhận có tô màu, ở ngay bên dưới số tiền.
    .check = Làm nốt việc trả tiền nhé, tên và tiền đọc xong rồi.
    .slip-bank-cancel = Nút đó để thôi không trả. Mình tìm nút Xác nhận nhé.

see-receipt = Đọc biên nhận nhé, trả xong rồi đấy. Đọc hết thì chạm Xong.
    .hint = Nút Xong ở bên dưới biên nhận, có hình dấu tích.
    .check = Đọc biên nhận, rồi đóng lại nhé. Trả xong rồi đấy.
