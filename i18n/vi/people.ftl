# Several people on one phone: names of pictures' buttons, of settings about oneself, and states.

home-me = Đổi người học
settings-mine = Thông tin của tôi

people-new = Người mới
people-guest = Học thử
people-guest-done = Học thử xong
people-choose = Chọn hình này
people-others = Hình khác
people-locked = Có số bí mật
people-no-picture = Chưa chọn hình

people-pin-set = Đặt số bí mật
people-pin-change = Đổi số bí mật
people-pin-remove = Bỏ số bí mật
people-pin-forgot = Tôi quên số
people-pin-delete = Xóa số

people-data-kept = Máy giữ những gì
people-data-consents = Điều tôi cho phép
people-join = Nối với phường
people-joined = Đã nối với { $ward }
people-join-title = Mã của phường
    .say = Gõ mã mà phường đưa rồi chạm Xong. Nhờ hướng dẫn viên giúp cũng được.
people-data-me = Hình, tên và số bí mật

people-sent = Đã gửi { $sent }/{ $total }, lần cuối { $time }.
people-sent-some = Đã gửi { $sent }/{ $total }.
people-sent-never = Chưa gửi lần nào.
people-sent-on-way = { $received } đang trên đường.

people-kept-since = Học từ ngày { $date }
people-kept-lessons = Đã học xong: { $count } bài
people-kept-touches = Số lần chạm: { $count }
people-kept-recordings = Tiếng nói đã thu: { $count }
people-kept-picture = Hình: { $picture }
people-kept-nickname = Tên gọi: { $name }
people-export = Chép ra một bản
people-erase = Xóa hết phần của tôi
people-erase-now = Xóa hết
people-erase-keep = Giữ lại
people-picture-change = Đổi hình
people-nickname = Tên gọi ở nhà
people-nickname-title = Tên gọi ở nhà
    .say = Gõ tên thường gọi ở nhà rồi chạm Xong nhé. Không cần ghi cả họ.

people-send = Gửi kết quả học cho thầy cô
people-recordings = Giữ tiếng nói đã thu
people-yes = Đồng ý
people-no = Không
people-unanswered = Chưa trả lời
people-answered = Đã trả lời: { $answer }

people-guest-keep = Giữ lại để học tiếp
people-guest-drop = Không giữ
