# The keyboard: what its keys are called for a screen reader, and the screens on which something is
# typed. What keys say aloud when they are touched is in the crate `vietnamese`.

keyboard = Bàn phím
keyboard-pressed = Phím đã bấm:
keyboard-secret = Số đã bấm

key-letter = chữ
key-digit = số
key-delete = xóa
key-delete-digit = Xóa số
key-space = dấu cách
key-shift = chữ hoa
key-layer-signs = đổi sang số và dấu
key-layer-letters = đổi sang chữ
key-comma = dấu phẩy
key-dot = dấu chấm
key-at = a còng
key-dash = gạch ngang
key-slash = gạch chéo
key-colon = hai chấm
key-underscore = gạch dưới
key-open = mở ngoặc
key-close = đóng ngoặc
key-percent = phần trăm
key-dong = đồng
key-and = dấu và
key-question = dấu hỏi
key-exclamation = chấm than
key-plus = dấu cộng
key-equals = dấu bằng
key-quote = ngoặc kép
key-star = dấu sao
key-hash = dấu thăng

# What keys do besides, for a screen reader.
key-thousand = ba số không
key-telex-s = dấu sắc
key-telex-f = dấu huyền
key-telex-r = dấu hỏi
key-telex-x = dấu ngã
key-telex-j = dấu nặng
key-telex-z = bỏ dấu
key-telex-w = thêm móc hoặc trăng: ơ, ư, ă
key-telex-a = gõ hai lần thành â
key-telex-e = gõ hai lần thành ê
key-telex-o = gõ hai lần thành ô
key-telex-d = gõ hai lần thành đ

typing-done = Xong

typing-private = Đây có thể là số giấy tờ, số điện thoại hay địa chỉ riêng. Ở đây không ghi lại, cho an toàn.
    .say = Đây có thể là số giấy tờ, số điện thoại hay địa chỉ riêng. Ở đây không ghi lại, cho an toàn.
typing-full = Chỗ này chỉ ghi được chừng ấy thôi. Thế là đủ rồi, chạm Xong nhé.
    .say = Chỗ này chỉ ghi được chừng ấy thôi. Thế là đủ rồi, chạm Xong nhé.
typing-more = Mình gõ thêm mấy chữ nữa rồi chạm Xong nhé.
    .say = Mình gõ thêm mấy chữ nữa rồi chạm Xong nhé.
typing-more-digits = Còn thiếu mấy số nữa. Mình bấm thêm rồi chạm Xong nhé.
    .say = Còn thiếu mấy số nữa. Mình bấm thêm rồi chạm Xong nhé.
