# What is written on the practice scanner.

scan-title = Quét mã
scan-code = Mã trên quầy
scan-light = Đèn
scan-light-on = Tắt đèn
scan-light-off = Bật đèn
scan-close = Đóng
