# What is written in the practice bank.

bank-name = Ngân hàng tập
bank-balance-hidden = Xem số dư
bank-balance-shown = Số dư
bank-scan-button = Quét mã
bank-history = Lịch sử
bank-close = Đóng
bank-back = Quay về
bank-history-title = Tiền đã tiêu
bank-pay-to = Trả cho
bank-next = Tiếp tục
bank-not-enough = Số dư không đủ
bank-confirm = Xác nhận
bank-cancel = Hủy
bank-receipt-title = Đã trả xong
bank-done = Xong
bank-cancelled = Đã hủy. Chưa trả đồng nào.
history-electricity = Tiền điện
history-phone = Nạp điện thoại
