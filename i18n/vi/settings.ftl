# The settings. Sizes have names, for percentages mean little to most people.

settings-title = Cài đặt

settings-text-scale = Cỡ chữ
settings-text-scale-100 = Thường
settings-text-scale-125 = Hơi to
settings-text-scale-150 = To
settings-text-scale-175 = Rất to
settings-text-scale-200 = To nhất

settings-theme = Màu
settings-theme-light = Màu sáng
settings-theme-contrast = Nền đen

settings-narration = Giọng đọc
settings-narration-on = Có đọc
settings-narration-off = Không đọc

settings-speed = Tốc độ đọc
settings-speed-slow = Chậm
settings-speed-normal = Vừa
settings-speed-fast = Nhanh

settings-loudness = Tiếng to nhỏ
settings-loudness-softer = Nhỏ hơn
settings-loudness-normal = Vừa phải
settings-loudness-louder = To hơn

settings-region = Cách đọc số
settings-region-north = Nghìn, linh
settings-region-south = Ngàn, lẻ

settings-language = Ngôn ngữ
settings-language-vi = Tiếng Việt
settings-language-en = English
