# What went wrong with keeping progress, in plain words: what is safe, and what to do.

store-full = Máy đầy nên bước vừa rồi chưa lưu được. Bài đã học vẫn còn nguyên. Nhờ người nhà xóa bớt ảnh rồi mở lại nhé.
store-read-only = Máy không cho lưu thêm. Bài đã học vẫn còn nguyên. Nhờ người nhà xem giúp máy nhé.
store-newer = Bài học được lưu bằng bản Cầm Tay mới hơn. Không mất gì cả. Nhờ người nhà cập nhật Cầm Tay nhé.
store-corrupt = Chỗ lưu bài bị hỏng. Bản cũ đã được cất riêng, không bị xóa. Mình cứ học tiếp, rồi nhờ người nhà xem giúp nhé.
store-in-use = Cầm Tay đang mở ở cửa sổ khác. Đóng cửa sổ kia rồi mở lại nhé.
store-unreadable = Chưa đọc được bài đã lưu. Không có gì bị xóa. Tắt Cầm Tay rồi mở lại nhé.
store-salvaged = Chỗ lưu bài bị hỏng nhưng đã cứu lại được hết. Mình cứ học tiếp nhé.
store-salvaged-partly = Chỗ lưu bài bị hỏng. Cứu được { $count } việc đã làm, chưa cứu được phần còn lại. Mình cứ học tiếp nhé.
store-lost = Chỗ lưu bài bị hỏng, chưa đọc lại được gì. Không sao đâu, mình cứ thong thả học lại nhé.
store-older = Chỗ lưu bài này là bản cũ, còn thiếu { $count } việc đã làm. Mình cứ học tiếp nhé.
store-strange = Có tệp lạ nằm lẫn ở chỗ lưu bài, đã cất riêng ra rồi. Bài đã học vẫn còn nguyên.
store-kept-aside = Tệp đó vẫn giữ lại, tên là { $name }. Nhờ người nhà xem giúp nhé.
    .say = Tệp đó vẫn giữ lại. Nhờ người nhà xem giúp nhé.
store-from-ward = Phần còn thiếu sẽ lấy lại từ phường khi có mạng.
store-refused = Bước vừa rồi chưa lưu được. Bài đã học vẫn còn nguyên. Tắt Cầm Tay rồi mở lại nhé.
