# What is written on the practice scanner.

scan-code = Mã trên quầy
scan-light-on = Tắt đèn
scan-light-off = Bật đèn
scan-close = Đóng
scan-screen-code = Mã trên màn hình quầy
