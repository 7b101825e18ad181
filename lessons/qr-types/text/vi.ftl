# QR tĩnh và QR động: mã giấy thì tự bấm tiền, mã trên màn hình thì so với giá.

title = Mã giấy và mã màn hình
goal = Trả { $amount } bằng mã giấy, rồi { $screen-amount } bằng mã màn hình.
can-now = Thế là biết hai loại mã: mã giấy thì tự bấm số tiền, mã màn hình thì có sẵn.
own-money = Với tiền thật cũng có hai loại mã như vậy. Tự bấm thì xem kỹ từng số, có sẵn thì so với giá. Loại nào cũng đọc tên rồi mới chạm Xác nhận.

payee-shop-bread = Tiệm bánh Bếp Nhỏ
payee-shop-tea = Quán chè Sen Thơm
payee-shop-flowers = Tiệm hoa Cúc Vàng
payee-shop-books = Hiệu sách Đèn Dầu

open-scanner = Chạm nút Quét mã, để trả tiền món thứ nhất.
    .hint = Nút Quét mã là nút to nhất, ở phía trên.
    .slip-bank-balance = Nút đó để xem còn bao nhiêu tiền. Mình tìm nút Quét mã nhé.
    .slip-bank-bills = Nút đó để trả tiền điện, nước. Mình tìm nút Quét mã nhé.
    .slip-bank-history = Nút đó để xem lại tiền đã tiêu. Mình tìm nút Quét mã nhé.
    .slip-bank-close = Nút đó để đóng ngân hàng. Mình tìm nút Quét mã nhé.

paper-code = Chạm vào tờ mã giấy trước. Trên quầy có hai mã đấy.
    .hint = Mã giấy là tờ có viền mảnh. Mã kia có khung đen dày.
    .slip-scan-screen-code = Mã đó ở trên màn hình, lát nữa mới quét. Mình tìm tờ giấy nhé.
    .slip-scan-light = Nút đó để bật đèn ở chỗ tối. Mình chạm tờ giấy nhé.
    .slip-scan-close = Nút đó để thôi quét. Mình chạm vào tờ mã giấy nhé.

enter-amount = Bấm số tiền phải trả: { $amount }. Mã giấy chưa ghi sẵn số tiền.
    .hint = Bấm từ trái sang phải, từng số một. Bấm nhầm thì chạm Xóa số.
    .slip-bank-next = Nút đó để đi tiếp khi đủ số tiền. Mình bấm số đã nhé.

amount-done = Chạm Tiếp tục, đủ số tiền rồi đấy.
    .hint = Nút Tiếp tục có hình mũi tên, ở gần các phím số.

confirm-paper = Đọc tên và tiền: { $payee }, { $amount }. Khớp thì chạm Xác nhận.
    .hint = Nút Xác nhận có tô màu, ở ngay bên dưới số tiền.
    .slip-bank-cancel = Nút đó để thôi không trả. Mình tìm nút Xác nhận nhé.

paper-receipt = Chạm Xong, món thứ nhất trả xong rồi đấy.
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
    .slip-scan-light = Nút đó để bật đèn ở chỗ tối. Mình tìm mã trên màn hình.
    .slip-scan-close = Nút đó để thôi quét. Mình tìm mã trên màn hình nhé.

price-matches = Đọc số tiền có sẵn trên máy. Giá là { $screen-amount }, có khớp không?
    .hint = Số tiền viết to, ở ngay dưới tên người nhận.
    .check = Xem số tiền trên máy nhé. Giá là { $screen-amount }, có khớp không?
    .choice-same = Khớp với giá
    .choice-different = Chưa khớp
    .slip-different = Trên máy đúng là { $screen-amount } đấy. Đọc lại từng số nhé.
    .slip-bank-confirm = Nút đó để trả tiền. Mình so với giá đã nhé.
    .slip-bank-cancel = Nút đó để thôi không trả. Mình so với giá đã nhé.

price-differs = Đọc số tiền có sẵn trên máy. Giá là { $screen-amount }, có khớp không?
    .hint = Số tiền viết to, ở ngay dưới tên người nhận.
    .check = Xem số tiền trên máy nhé. Giá là { $screen-amount }, có khớp không?
    .choice-same = Khớp với giá
    .choice-different = Chưa khớp
    .slip-same = Giá là { $screen-amount }, mà trên máy là số khác. Nhìn lại nhé.
    .slip-bank-confirm = Nút đó để trả tiền. Mình so với giá đã nhé.
    .slip-bank-cancel = Nút đó để thôi không trả. Cẩn thận là phải, so với giá đã nhé.

cancel = Chạm Hủy, rồi bảo người bán xem lại số tiền.
    .hint = Nút Hủy ở bên dưới số tiền, không tô màu.
    .check = Làm tiếp nhé. Quầy bấm nhầm số tiền rồi.
    .slip-bank-confirm = Nút đó để trả tiền, mà tiền chưa đúng. Mình tìm nút Hủy nhé.

nothing-paid = Chạm Xong. Hủy rồi, chưa trả đồng nào đâu.
    .hint = Nút Xong ở ngay dưới dòng chữ, có dấu tích.
    .check = Đóng trang này lại nhé, chưa trả đồng nào đâu. Quầy đang sửa lại mã.

scan-again = Chạm Quét mã lần nữa. Quầy sửa lại số tiền rồi.
    .hint = Nút Quét mã là nút to nhất, ở phía trên.
    .check = Quét mã màn hình lần nữa nhé. Quầy sửa lại mã rồi.
    .slip-bank-balance = Nút đó để xem còn bao nhiêu tiền. Mình tìm nút Quét mã nhé.
    .slip-bank-bills = Nút đó để trả tiền điện, nước. Mình tìm nút Quét mã nhé.
    .slip-bank-history = Nút đó để xem lại tiền đã tiêu. Mình tìm nút Quét mã nhé.
    .slip-bank-close = Nút đó để đóng ngân hàng. Mình tìm nút Quét mã nhé.

screen-code-again = Chạm vào mã mới trên màn hình quầy.
    .hint = Mã trên màn hình có khung đen dày ở xung quanh.
    .check = Quét mã mới trên màn hình quầy.
    .slip-scan-code = Mã đó phải tự bấm tiền. Mình tìm mã trên màn hình nhé.
    .slip-scan-light = Nút đó để bật đèn ở chỗ tối. Mình tìm mã trên màn hình.
    .slip-scan-close = Nút đó để thôi quét. Mình tìm mã trên màn hình nhé.

confirm-screen = Đọc tên, đúng là { $payee } thì chạm Xác nhận.
    .hint = Nút Xác nhận có tô màu, ở ngay bên dưới số tiền.
    .check = Làm nốt việc trả tiền nhé. Tiền khớp với giá rồi.
    .slip-bank-cancel = Nút đó để thôi không trả. Mình tìm nút Xác nhận nhé.

screen-receipt = Đọc biên nhận rồi chạm Xong. Cả hai món trả xong rồi đấy.
    .hint = Nút Xong ở bên dưới biên nhận, có hình dấu tích.
