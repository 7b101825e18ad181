# What is written in the practice e-ID.

eid-paper-number = Số tập
eid-paper-password = Mật khẩu tập
eid-paper-passcode = Mã mở thẻ tập
eid-log-in = Đăng nhập
eid-forgotten = Quên mật khẩu
eid-forgotten-words = Quên thì ra công an phường, có người giúp đặt lại. Ai gọi điện đòi làm hộ thì đừng nghe.
eid-wallet = Ví giấy tờ
eid-notices = Thông báo
eid-notices-words = Hôm nay không có thông báo nào mới.
eid-support = Hỏi ai khi cần
eid-support-words = Cần giúp thì ra công an phường, hoặc hỏi tổ trưởng.
eid-citizen-card = Thẻ căn cước
eid-health-card = Thẻ bảo hiểm y tế
eid-health-card-words = Thẻ tập. Khi đi khám, chỉ cần đưa thẻ căn cước là đủ.
eid-unlock = Mở thẻ
eid-show-code = Hiện mã
eid-hold-up = Giơ cho cán bộ
eid-put-away = Cất thẻ
eid-scanned = Cán bộ quét xong rồi.
