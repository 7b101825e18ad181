# The doors of the settings: ways to screens of their own.

settings-more = Việc khác

door-calibration = Chỉnh cho vừa tay, vừa mắt
door-placement = Thử xem mình đã biết đến đâu
door-people = Đổi người học
door-my-data = Thông tin của tôi
door-voices = Thu giọng người nhà
door-demonstration = Trình chiếu cho cả tổ
