# Fitting the app to a person, and finding out what they know already.

button-later = Để sau

calibration-sample = Sáng nay trời mát, mình cùng đi chợ nhé.
calibration-smaller = Chữ nhỏ hơn
calibration-larger = Chữ to hơn
calibration-quieter = Nhỏ hơn
calibration-louder = To hơn
calibration-slower = Chậm hơn
calibration-faster = Nhanh hơn
calibration-text-done = Đọc rõ rồi
calibration-voice-done = Nghe rõ rồi
calibration-flower = Bông hoa

placement-unknown = Tôi chưa biết
