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

help-check = Phần này tự làm một mình. Chưa nhớ cũng không sao, lát nữa mình tập lại.

end-praise = Giỏi lắm! Thế là xong bài.
end-review-tomorrow = Ngày mai mình ôn lại một lần cho nhớ nhé.
end-review-in-days = { $days } ngày nữa mình ôn lại một lần cho nhớ nhé.
    .say = Ít hôm nữa mình ôn lại một lần cho nhớ nhé.

home-hello = Chạm nút to ở phía dưới là học được ngay.
settings-hello = Chọn cỡ chữ và màu cho vừa mắt. Xong thì chạm Quay lại.
