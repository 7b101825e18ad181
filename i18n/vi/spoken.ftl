# The app's own sentences that are also spoken. What is spoken carries no form of address and no
# digits; where the written form has one, `.say` is the spoken form.

welcome-hello = Xin chào! Cầm Tay sẽ cùng mình tập dùng điện thoại, thong thả từng bước một.
welcome-how-to-call = Nên gọi thế nào cho phải? Xin chạm vào một nhóm.
welcome-which-one = Xin chạm vào cách gọi ưng ý nhất.

home-greeting = Chào { $you }! Hôm nay mình cùng học nhé.
    .say = Xin chào! Hôm nay mình cùng học nhé.
home-start = Bắt đầu học
home-continue = Học tiếp
home-review = Ôn bài

stage-watch = Cứ ngồi xem thôi. Bàn tay sẽ chỉ từng bước.
stage-together = Bây giờ mình làm cùng nhau. Nút nào có viền cam thì chạm nút đó.
stage-alone = Bây giờ tự làm nhé. Chưa nhớ thì chạm Giúp tôi.
stage-check = Bước cuối: tự làm hết một lượt, không có gợi ý. Cứ thong thả.
stage-again = Sắp được rồi! Mình tập lại cùng nhau một lượt cho quen tay nhé.

remark-just-watch = Lúc này chỉ cần xem thôi. Xem xong thì chạm Xem tiếp.
remark-astray = Không sao cả. Chạm Quay lại là về chỗ cũ.
remark-next-digit = Chưa phải số đó. Nhìn số có viền cam rồi chạm nhé.
remark-wrong-digit = Số tiền chưa đúng. Chạm Xóa số rồi bấm lại, không sao cả.

help-check = Phần này tự làm một mình. Chạm nút Giúp tôi lần nữa thì mình làm cùng, lát nữa tập lại sau.
help-where = { $You } nhìn bàn tay nhé. Bàn tay chỉ chỗ nào thì chạm chỗ ấy.
    .say = Nhìn bàn tay nhé. Bàn tay chỉ chỗ nào thì chạm chỗ ấy.
help-where-key = { $You } nhìn bàn tay nhé. Bàn tay chỉ phím nào thì bấm phím ấy.
    .say = Nhìn bàn tay nhé. Bàn tay chỉ phím nào thì bấm phím ấy.
help-where-back = Nút Quay lại ở dưới cùng, đang có viền cam. { $You } chạm nút đó nhé.
    .say = Nút Quay lại ở dưới cùng, đang có viền cam. Chạm nút đó nhé.
help-where-main = Nút to ở phía dưới đang có viền cam. { $You } chạm nút đó là đi tiếp.
    .say = Nút to ở phía dưới đang có viền cam. Chạm nút đó là đi tiếp.
help-where-answers = Mình đọc từng câu trả lời nhé.
help-where-look = { $You } nhìn kỹ chỗ có viền cam rồi hãy chọn.
    .say = Nhìn kỹ chỗ có viền cam rồi hãy chọn.
help-where-decline = Chưa biết thì chạm nút có viền cam, là sang việc khác.
help-with-you = Mình làm cùng nhé. Bàn tay chạm giúp đây.
help-with-you-button = Mình làm cùng nhé. Nút có viền cam, mình chạm giúp đây.
help-with-you-answer = Câu có bàn tay chỉ vào là câu đúng.
help-done = Xong rồi.
help-page-choose = Trang này để chọn. Chạm một nút là được, chưa muốn chọn thì chạm nút Quay lại.
help-page-out = Việc này không ai làm thay được. Muốn thôi thì chạm nút Quay lại.

end-praise = Giỏi lắm! Thế là xong bài.
end-review-tomorrow = Ngày mai mình ôn lại một lần cho nhớ nhé.
end-review-in-days = { $days } ngày nữa mình ôn lại một lần cho nhớ nhé.
    .say = Ít hôm nữa mình ôn lại một lần cho nhớ nhé.

home-hello = Chạm nút to ở phía dưới là học được ngay.
settings-hello = Chọn cỡ chữ và màu cho vừa mắt. Xong thì chạm Quay lại.

today-continue = Mình học tiếp bài đang dở: { $lesson }.
    .say = Mình học tiếp bài đang dở nhé.
today-review = Hôm nay mình ôn lại bài: { $lesson }.
    .say = Hôm nay mình ôn lại bài cũ cho nhớ nhé.
today-start = Hôm nay mình học bài mới: { $lesson }.
    .say = Hôm nay mình học một bài mới nhé.
today-rest-tomorrow = Hôm nay không phải ôn bài nào. Ngày mai mình ôn nhé.
today-rest = Hôm nay không phải ôn bài nào. { $days } ngày nữa mình ôn nhé.
    .say = Hôm nay không phải ôn bài nào. Ít hôm nữa mình ôn nhé.

calibration-hello = Mình chỉnh máy cho vừa tay, vừa mắt nhé. Chỉ chừng một phút thôi.
calibration-text = Chữ này đọc có rõ không? Chạm dấu cộng thì chữ to lên.
calibration-voice = Nghe câu này có rõ không? Chưa rõ thì chạm To hơn hoặc Chậm hơn.
calibration-touch = Chạm vào bông hoa. Hoa sang chỗ nào thì chạm theo chỗ đó.
calibration-done = Xong rồi! Máy đã quen tay { $you } rồi.
    .say = Xong rồi! Máy đã quen tay rồi.

stage-placement = Việc này thử tự làm xem. Chưa biết thì chạm Tôi chưa biết.
help-placement = Chưa biết cũng không sao. Cứ chạm Tôi chưa biết nhé.
placement-hello = Mình thử vài việc, chừng hai phút thôi. Việc nào biết rồi thì khỏi phải học lại.
placement-known = Hay quá! Những bài đã biết thì mình bỏ qua nhé.
placement-new = Mình học thong thả từng bài một, bài nào cũng được chỉ từng bước.

demonstration-hello = Mời bà con cùng xem. Chọn một bài nhé.

back-hello = Chào { $you }! Mình học tiếp bài này nhé:
    .say = Xin chào! Mình học tiếp bài này nhé.
back-at-watch = Đang ở phần Xem.
back-at-together = Đang ở phần Làm cùng.
back-at-alone = Đang ở phần Tự làm.
back-at-check = Đang ở phần Kiểm tra.
leaving-hello = Muốn nghỉ thì chạm nút Về trang đầu. Bài vẫn còn nguyên.

went-back = Mình xem lại bước trước nhé.
went-back-home = Thế là về chỗ cũ rồi.
went-back-undone = Vừa lùi lại một bước rồi nhé.
first-page = Đây là trang đầu rồi.

# What something is that was typed or scanned where something else was wanted. Nothing was opened,
# dialled, paid or kept; sentences end with what is best done with it.
outside-link = Trong này có đường dẫn. Mình đừng mở, hỏi người nhà trước đã nhé.
outside-identity-card = Đây là mã trên thẻ căn cước hay giấy tờ riêng. Máy không giữ lại, mình đừng cho người lạ xem nhé.
outside-wifi = Đây là mã để vào mạng Wi-Fi. Mật khẩu trong đó máy không giữ lại.
outside-name-card = Đây là danh thiếp của ai đó. Máy chưa ghi gì vào danh bạ cả.
outside-dial-code = Đây là mã để bấm gọi tổng đài. Máy chưa gọi đi đâu cả.
outside-call-forwarding = Mã này chuyển cuộc gọi đến mình sang máy người khác. Mình đừng bấm nhé.
outside-practice = Đây là mã trả tiền để luyện tập, không phải tiền thật.
outside-practice-damaged = Đây là mã luyện tập nhưng thiếu hoặc nhầm chữ. Mình lấy lại mã khác nhé.
outside-real = Đây là mã trả tiền thật của cửa hàng. Chưa trả đồng nào cả.
outside-real-unreadable = Đây là mã trả tiền thật, nhưng số tiền đọc không ra. Chưa trả đồng nào cả.
outside-foreign = Đây là mã trả tiền thật của nước ngoài. Chưa trả đồng nào cả.
outside-damaged = Đây là mã trả tiền đã hỏng. Mình đừng trả tiền theo mã này nhé.
