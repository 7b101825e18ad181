# QR tĩnh và QR động: mã giấy thì tự bấm tiền, mã trên màn hình thì so với giá.

title = Mã giấy và mã màn hình
goal = Trả { $amount } bằng mã giấy, rồi { $screen-amount } bằng mã màn hình.
can-now = Thế là biết hai loại mã: mã giấy thì tự bấm tiền, mã màn hình đã có tiền.
own-money = Với tiền thật cũng có hai loại mã như vậy. Tự bấm thì xem kỹ từng số. Có sẵn tiền thì so với giá rồi mới chạm Xác nhận.

payee-shop-bread = Tiệm bánh Bếp Nhỏ
payee-shop-tea = Quán chè Sen Thơm
payee-shop-flowers = Tiệm hoa Cúc Vàng
payee-shop-books = Hiệu sách Đèn Dầu

open-scanner = Mua món thứ nhất. Chạm nút Quét mã.
    .hint = Nút Quét mã là nút to nhất, ở phía trên.
    .slip-bank-balance = Nút đó để xem còn bao nhiêu tiền. Mình tìm nút Quét mã nhé.
    .slip-bank-bills = Nút đó để trả tiền điện, nước. Mình tìm nút Quét mã nhé.
    .slip-bank-history = Nút đó để xem lại tiền đã tiêu. Mình tìm nút Quét mã nhé.
    .slip-bank-close = Nút đó để đóng ngân hàng. Mình tìm nút Quét mã nhé.

paper-code = Trên quầy có hai mã. Chạm vào tờ mã giấy trước.
    .hint = Mã giấy là tờ viền mảnh. Mã kia có khung đen dày.
    .slip-scan-screen-code = Mã đó ở trên màn hình, lát nữa mới quét. Mình tìm tờ giấy nhé.
    .slip-scan-light = Nút đó để bật đèn khi chỗ tối. Mình chạm tờ giấy nhé.
    .slip-scan-close = Nút đó để thôi quét. Mình chạm vào tờ mã giấy nhé.

enter-amount = Mã giấy chưa có tiền, phải tự bấm. Giá là { $amount }.
    .hint = Bấm từ trái sang phải, từng số một. Bấm nhầm thì chạm Xóa số.
    .slip-bank-next = Nút đó để đi tiếp khi đủ số tiền. Mình bấm số đã nhé.

amount-done = Đủ số tiền rồi. Chạm Tiếp tục.
    .hint = Nút Tiếp tục có hình mũi tên, ở gần các phím số.

confirm-paper = Đọc tên và tiền: { $payee }, { $amount }. Khớp thì chạm Xác nhận.
    .hint = Nút Xác nhận ở bên dưới số tiền, phía bên phải.
    .slip-bank-cancel = Nút đó để thôi không trả. Mình tìm nút Xác nhận nhé.

paper-receipt = Trả xong món thứ nhất. Chạm Xong.
    .hint = Nút Xong ở bên dưới biên nhận, có hình dấu tích.

scan-more = Mua thêm món nữa, giá { $screen-amount }. Chạm Quét mã.
    .hint = Nút Quét mã là nút to nhất, ở phía trên.
    .check = Mua thêm món nữa, giá { $screen-amount }. Lần này trả bằng mã màn hình.
    .slip-bank-balance = Nút đó để xem còn bao nhiêu tiền. Mình tìm nút Quét mã nhé.
    .slip-bank-bills = Nút đó để trả tiền điện, nước. Mình tìm nút Quét mã nhé.
    .slip-bank-history = Nút đó để xem lại tiền đã tiêu. Mình tìm nút Quét mã nhé.
    .slip-bank-close = Nút đó để đóng ngân hàng. Mình tìm nút Quét mã nhé.

screen-code = Lần này chạm vào mã trên màn hình quầy.
    .hint = Mã trên màn hình có khung đen dày ở xung quanh.
    .check = Lần này quét mã trên màn hình quầy.
    .slip-scan-code = Mã đó phải tự bấm tiền. Mình tìm mã trên màn hình nhé.
    .slip-scan-light = Nút đó để bật đèn khi chỗ tối. Mình tìm mã trên màn hình.
    .slip-scan-close = Nút đó để thôi quét. Mình tìm mã trên màn hình nhé.

price-matches = Mã này đã có tiền. Giá là { $screen-amount }. Trên máy có khớp không?
    .hint = Số tiền viết to, ở ngay dưới tên người nhận.
    .check = Giá là { $screen-amount }. Số tiền trên máy có khớp không?
    .choice-same = Khớp với giá
    .choice-different = Chưa khớp
    .slip-different = Trên máy đúng là { $screen-amount } đấy. Đọc lại từng số nhé.
    .slip-bank-confirm = Nút đó để trả tiền. Mình so với giá đã nhé.
    .slip-bank-cancel = Nút đó để thôi không trả. Mình so với giá đã nhé.

price-differs = Mã này đã có tiền. Giá là { $screen-amount }. Trên máy có khớp không?
    .hint = Số tiền viết to, ở ngay dưới tên người nhận.
    .check = Giá là { $screen-amount }. Số tiền trên máy có khớp không?
    .choice-same = Khớp với giá
    .choice-different = Chưa khớp
    .slip-same = Giá là { $screen-amount }, mà trên máy là số khác. Nhìn lại nhé.
    .slip-bank-confirm = Nút đó để trả tiền. Mình so với giá đã nhé.
    .slip-bank-cancel = Muốn thôi là đúng đấy. Mình so với giá đã nhé.

cancel = Quầy bấm nhầm tiền. Chạm Hủy, rồi báo cho quầy biết.
    .hint = Nút Hủy ở bên dưới, không có màu xanh đậm.
    .check = Quầy bấm nhầm tiền rồi. Làm tiếp nhé.
    .slip-bank-confirm = Nút đó để trả tiền, mà tiền chưa đúng. Mình tìm nút Hủy nhé.

nothing-paid = Hủy rồi, chưa trả đồng nào. Chạm Xong.
    .hint = Nút Xong ở ngay dưới dòng chữ, có dấu tích.
    .check = Hủy rồi, chưa trả đồng nào. Quầy đang sửa lại mã.

scan-again = Quầy sửa lại tiền rồi. Chạm Quét mã lần nữa.
    .hint = Nút Quét mã là nút to nhất, ở phía trên.
    .check = Quầy sửa lại mã rồi. Quét mã màn hình lần nữa nhé.
    .slip-bank-balance = Nút đó để xem còn bao nhiêu tiền. Mình tìm nút Quét mã nhé.
    .slip-bank-bills = Nút đó để trả tiền điện, nước. Mình tìm nút Quét mã nhé.
    .slip-bank-history = Nút đó để xem lại tiền đã tiêu. Mình tìm nút Quét mã nhé.
    .slip-bank-close = Nút đó để đóng ngân hàng. Mình tìm nút Quét mã nhé.

screen-code-again = Chạm vào mã mới trên màn hình quầy.
    .hint = Mã trên màn hình có khung đen dày ở xung quanh.
    .check = Quét mã mới trên màn hình quầy.
    .slip-scan-code = Mã đó phải tự bấm tiền. Mình tìm mã trên màn hình nhé.
    .slip-scan-light = Nút đó để bật đèn khi chỗ tối. Mình tìm mã trên màn hình.
    .slip-scan-close = Nút đó để thôi quét. Mình tìm mã trên màn hình nhé.

confirm-screen = Tiền khớp với giá rồi. Đọc lại tên, rồi chạm Xác nhận.
    .hint = Nút Xác nhận ở bên dưới số tiền, phía bên phải.
    .check = Tiền khớp với giá rồi. Làm nốt việc trả tiền nhé.
    .slip-bank-cancel = Nút đó để thôi không trả. Mình tìm nút Xác nhận nhé.

screen-receipt = Trả xong cả hai món. Đọc biên nhận rồi chạm Xong.
    .hint = Nút Xong ở bên dưới biên nhận, có hình dấu tích.
