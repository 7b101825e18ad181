# A lesson shown to a room, by keys or by touch. Nobody is named here.

demonstration-title = Trình chiếu cho bà con
demonstration-keys = Chọn bài bằng phím mũi tên, mở bài bằng phím Enter.

demonstration-next = Bước tiếp
demonstration-before = Lùi lại
demonstration-slip = Thử làm sai
demonstration-mute = Tắt tiếng
demonstration-unmute = Bật tiếng

demonstration-step = Bước { $number } trên { $count }
demonstration-case = Chuyện { $number } trên { $count }
